"""plan: from a gap to a plan, to a recorded outcome, to the changed cell, and back."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import alliance, read_json


def _pairs(store: Path) -> tuple[int, int]:
    """Pairs of cooperation and of exchange in one cell of the matrix."""
    cooperation, exchange = (read_json(store, "matrix", "--cell", "化工", "装备", "--layer", layer) for layer in ("cooperation", "exchange"))
    return cooperation["pairs"], exchange["pairs"]


def test_from_a_gap_to_the_changed_cell_and_back(generated_copy: Path, tmp_path: Path) -> None:
    before = _pairs(generated_copy)
    plan = read_json(generated_copy, "plan", "save", "--gap", "化工", "装备", "--size", "6", "8", "--date", "2026-06-20")
    assert {"plan", "state", "host", "guests", "rounds", "refused"} <= set(plan)
    for name, begins in (("plan.xlsx", b"PK"), ("plan.ics", b"BEGIN:VCALENDAR")):
        assert alliance("plan", "papers", plan["plan"], "--out", str(tmp_path / name), store=generated_copy).code == 0
        assert (tmp_path / name).read_bytes().startswith(begins)
    sides = {guest["id"]: guest["side"] for guest in plan["guests"]}
    a, b = (next(one for one in sides if sides[one] == side) for side in sorted(set(sides.values()) - {""})[:2])
    came = ("--attended", a, "--attended", b, "--met", f"{a},{b}", "--outcome", f"agreement,{a},{b}")
    recorded = read_json(generated_copy, "plan", "record", plan["plan"], *came)
    assert (recorded["met"], len(recorded["ties"])) == (1, 1)
    # the host of one side was in the small room too: he and the guest of the other side are a second pair of the cell
    assert plan["host"]["side"] in sides.values()
    assert _pairs(generated_copy) == (before[0] + 1, before[1] + 2)
    assert alliance("undo", recorded["batch"], "--yes", store=generated_copy).code == 0
    assert _pairs(generated_copy) == before


def test_a_plan_is_listed_shown_changed_and_taken_to_its_next_state(generated_copy: Path) -> None:
    saved = read_json(generated_copy, "plan", "save", "--gap", "化工", "装备", "--size", "6", "8", "--per-unit", "2", "--title", "第一次")
    plan, version = saved["plan"], saved["version"]
    assert [row["id"] for row in read_json(generated_copy, "plan", "list")["rows"]] == [plan]
    changed = read_json(generated_copy, "plan", "change", plan, "--title", "第二次", "--date", "2026-07-01", "--version", str(version))
    assert (changed["title"], changed["date"], changed["version"]) == ("第二次", "2026-07-01", version + 1)
    assert read_json(generated_copy, "plan", "show", plan)["title"] == "第二次"
    assert read_json(generated_copy, "plan", "state", plan, "consulted")["state"] == "consulted"
    assert alliance("plan", "state", plan, "held", store=generated_copy).code == 3
    assert alliance("plan", "change", plan, "--title", "x", "--version", str(version), store=generated_copy).code == 3  # it has changed since


def test_a_wish_that_cannot_be_met_is_exit_code_three(generated_copy: Path) -> None:
    refused = alliance("plan", "--gap", "化工", "装备", "--size", "500", "500", "--json", store=generated_copy)
    assert refused.code == 3
    assert refused.json["state"] == "refused"
    assert refused.json["refused"][0]["text"]
    assert alliance("plan", "show", "nowhere", store=generated_copy).code == 1
    assert alliance("plan", "record", "nowhere", store=generated_copy).code == 1
    assert alliance("plan", "record", "x", "--met", "a", store=generated_copy).code == 2


def test_a_benchmark_folder_is_answered_with_0_and_refused_with_3(tmp_path: Path) -> None:
    for name, units, code in (("many", 4, 0), ("one", 1, 3)):
        folder = tmp_path / name
        folder.mkdir()
        settings = '{"kind": "rounds", "rounds": 2, "tables": 2, "seats": [2, 2], "same_unit_at_table": "forbid", "time_limit_s": 1}'
        (folder / "settings.json").write_text(settings, encoding="utf-8")
        rows = "".join(f"P{i},U{i % units},x\n" for i in range(4))
        (folder / "participants.csv").write_text("id,unit,industry\n" + rows, encoding="utf-8")
        (folder / "value.csv").write_text("a,b,value\nP0,P1,0.5\n", encoding="utf-8")
        (folder / "met.csv").write_text("a,b\n", encoding="utf-8")
        ran = alliance("evaluate", "exchanges", "--data", str(folder), "--out", str(tmp_path / f"{name}.csv"), "--seconds", "0.3")
        assert ran.code == code
        assert ("排不开" in ran.out) == (code == 3)
