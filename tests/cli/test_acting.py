"""From a gap to a plan, to a recorded outcome, to the changed cell, and back: on the generated city by commands alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import alliance


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """(files, store) of the city of 250 workshops, seed 1."""
    folder = tmp_path_factory.mktemp("generated")
    made = alliance("generate", "--workshops", "250", "--seed", "1", "--out", str(folder / "files"), "--json")
    assert made.code == 0, made
    assert made.json["workshops"] == 250
    assert alliance("import", str(folder / "files"), "--yes", store=folder / "g.alliance").code == 0
    return folder / "files", folder / "g.alliance"


def test_every_ring_is_what_the_generator_meant(generated: tuple[Path, Path]) -> None:
    files, store = generated
    with (files / "truth" / "reach.csv").open(encoding="utf-8-sig", newline="") as file:
        meant = {row["id"]: row["ring"] for row in csv.DictReader(file)}
    answer = alliance("isolates", "--json", store=store).json
    assert {row["id"]: row["ring"] for row in answer["rows"]} == meant
    assert all(answer["counts"].values())
    for row in answer["rows"]:
        assert bool(row["evidence"]) == (row["ring"] in ("own_unit", "own_group", "own_system", "sleeping", "serving", "connected"))
        assert all(item["source"] for item in row["evidence"])


def test_from_a_gap_to_the_changed_cell_and_back(generated: tuple[Path, Path], tmp_path: Path) -> None:
    _, store = generated

    def ask(*arguments: str) -> object:
        ran = alliance(*arguments, "--json", store=store)
        assert ran.code == 0, ran
        return ran.json

    def cell(layer: str) -> int:
        return ask("matrix", "--cell", "化工", "装备", "--layer", layer)["pairs"]  # type: ignore[index, no-any-return]

    before = cell("cooperation"), cell("exchange")
    plan = ask("plan", "save", "--gap", "化工", "装备", "--size", "6", "8", "--date", "2026-06-20")
    assert {"plan", "state", "host", "guests", "rounds", "refused"} <= set(plan)  # type: ignore[call-overload]
    papers = tmp_path / "plan.xlsx"
    assert alliance("plan", "papers", plan["plan"], "--out", str(papers), store=store).code == 0  # type: ignore[index]
    assert papers.read_bytes()[:2] == b"PK"
    calendar = tmp_path / "plan.ics"
    assert alliance("plan", "papers", plan["plan"], "--out", str(calendar), store=store).code == 0  # type: ignore[index]
    assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR")
    sides = {guest["id"]: guest["side"] for guest in plan["guests"]}  # type: ignore[index]
    a, b = (next(one for one in sides if sides[one] == side) for side in sorted(set(sides.values()) - {""})[:2])
    told = ask("plan", "record", plan["plan"], "--attended", a, "--attended", b, "--met", f"{a},{b}", "--outcome", f"agreement,{a},{b}")  # type: ignore[index]
    assert (told["met"], len(told["ties"])) == (1, 1)  # type: ignore[index]
    # the host of one side was in the small room too: he and the guest of the other side are a second pair of the cell
    assert plan["host"]["side"] in sides.values()  # type: ignore[index]
    assert (cell("cooperation"), cell("exchange")) == (before[0] + 1, before[1] + 2)
    assert alliance("undo", told["batch"], "--yes", store=store).code == 0  # type: ignore[index]
    assert (cell("cooperation"), cell("exchange")) == before


def test_a_wish_that_cannot_be_met_is_exit_code_three(generated: tuple[Path, Path]) -> None:
    _, store = generated
    refused = alliance("plan", "--gap", "化工", "装备", "--size", "500", "500", "--json", store=store)
    assert refused.code == 3
    assert refused.json["state"] == "refused"
    assert refused.json["refused"][0]["text"]
    assert alliance("plan", "show", "nowhere", store=store).code == 1
    assert alliance("plan", "record", "nowhere", store=store).code == 1
    assert alliance("plan", "record", "x", "--met", "a", store=store).code == 2


def test_an_answer_is_kept_listed_and_respected(generated: tuple[Path, Path]) -> None:
    _, store = generated
    first = alliance("partners", "w-001-0007", "--top", "1", "--json", store=store).json
    candidate = [*first["near"], *first["bridge"]][0]["id"]
    given = alliance("answer", "w-001-0007", candidate, "accepted", "--owner", "区总工会", "--due", "2026-06-01", "--json", store=store)
    assert given.code == 0, given
    assert [row["candidate"]["id"] for row in alliance("answers", "w-001-0007", "--json", store=store).json["rows"]] == [candidate]
    again = alliance("partners", "w-001-0007", "--top", "50", "--json", store=store).json
    assert candidate not in [row["id"] for row in [*again["near"], *again["bridge"]]]
    (due,) = [row for row in alliance("overview", "--json", store=store).json["next"] if row["kind"] == "answer"]
    assert (due["kind"], due["overdue"], due["owner"]) == ("answer", 29, "区总工会")
    assert alliance("why", "w-001-0007", candidate, store=store).out.strip()
    assert alliance("undo", given.json["batch"], "--yes", store=store).code == 0
    assert alliance("answer", "w-001-0007", candidate, "maybe", store=store).code == 2
