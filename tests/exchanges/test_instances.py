"""Folders in the form of the benchmark: read, answered, written; refusals with their codes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from alliance.errors import InvalidValue, UnreadableFile
from alliance.services.exchanges.evaluation import evaluate_exchanges


def folder(path: Path, settings: dict[str, object], files: dict[str, list[tuple[object, ...]]]) -> Path:
    path.mkdir()
    (path / "settings.json").write_text(json.dumps({"repeat_penalty": 1, "time_limit_s": 1, **settings}), encoding="utf-8")
    for name, rows in {"met": [("a", "b")], "value": [("a", "b", "value")], **files}.items():
        with (path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return path


def solve(path: Path, out: Path, seconds: float) -> Path:
    out.mkdir()
    return Path(evaluate_exchanges(path, out, seconds=seconds).out)


def people(n: int, units: int) -> list[tuple[object, ...]]:
    return [("id", "unit", "industry"), *((f"P{i}", f"U{i % units}", "x") for i in range(n))]


ROUNDS = {"kind": "rounds", "rounds": 3, "tables": 4, "seats": [3, 3], "same_unit_at_table": "forbid"}


def test_rounds_are_written_with_everyone_once_a_round(tmp_path: Path) -> None:
    files = {"participants": people(12, 6), "absent": [("round", "id"), (2, "P3")], "value": [("a", "b", "value"), ("P0", "P1", 0.5)]}
    answer = solve(folder(tmp_path / "i", {**ROUNDS, "seats": [2, 3]}, files), tmp_path / "out", 0.5)
    rows = list(csv.DictReader(answer.open(encoding="utf-8")))
    assert answer.name == "plan.csv"
    assert len(rows) == 12 * 3 - 1
    assert ("2", "P3") not in {(row["round"], row["participant"]) for row in rows}


def test_a_unit_too_large_is_refused_by_its_name(tmp_path: Path) -> None:
    answer = solve(folder(tmp_path / "i", ROUNDS, {"participants": people(12, 2)}), tmp_path / "out", 0.5)
    refusal = json.loads(answer.read_text(encoding="utf-8"))
    assert refusal["refused"] is True
    assert {(reason["code"], reason["unit"]) for reason in refusal["reasons"]} == {("same_unit", "U0"), ("same_unit", "U1")}
    assert all(reason["text"] and "{" not in reason["text"] for reason in refusal["reasons"])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"invite": [9, 9]}, "guests"),
        ({"industries": ["没有的行业"]}, "industry"),
        ({"isolated_min_share": 1.0}, "isolated"),
        ({"load_max": 9, "invite": [31, 31]}, "no_host"),
    ],
)
def test_choose_is_refused_with_the_code(tmp_path: Path, change: dict[str, object], code: str) -> None:
    settings = {
        "kind": "choose",
        "invite": [3, 4],
        "per_unit_max": 1,
        "isolated_min_share": 0.0,
        "load_max": 3,
        "industries": [],
        "industry_min": 1,
        **change,
    }
    head = ("id", "unit", "system", "industry", "region", "isolated", "load", "capacity", "can_host", "hosted_last_year")
    rows = [head, *((f"W{i}", f"U{i // 2}", "s", "装备", "r", 0, 0, 30, int(i == 0), 0) for i in range(14))]
    answer = solve(folder(tmp_path / "i", settings, {"candidates": rows}), tmp_path / "out", 0.5)
    assert code in {reason["code"] for reason in json.loads(answer.read_text(encoding="utf-8"))["reasons"]}


def test_choose_is_written_with_one_host(tmp_path: Path) -> None:
    settings = {
        "kind": "choose",
        "invite": [3, 4],
        "per_unit_max": 1,
        "isolated_min_share": 0.3,
        "load_max": 3,
        "industries": ["装备"],
        "industry_min": 1,
    }
    head = ("id", "unit", "system", "industry", "region", "isolated", "load", "capacity", "can_host", "hosted_last_year")
    rows = [head, *((f"W{i}", f"U{i // 2}", "s", "装备" if i % 2 else "化工", "r", int(i % 3 == 0), i % 4, 30, int(i == 2), 0) for i in range(14))]
    value = [("a", "b", "value"), ("W2", "W5", 0.9), ("W5", "W9", 0.8)]
    answer = solve(folder(tmp_path / "i", settings, {"candidates": rows, "value": value}), tmp_path / "out", 0.5)
    chosen = [(row["role"], row["id"]) for row in csv.DictReader(answer.open(encoding="utf-8"))]
    assert chosen[0] == ("host", "W2")
    assert {("guest", "W5"), ("guest", "W9")} <= set(chosen)
    assert len(chosen) == 5


HEAD = ("id", "unit", "system", "industry", "region", "isolated", "load", "capacity", "can_host", "hosted_last_year")
YEAR = {
    "kind": "year", "events": 3, "invite": [3, 5], "per_unit_max": 1, "per_workshop_max": 2, "load_max": 3, "host_max": 1, "host_unit_max": 1,
    "every_isolated_at_least": 1, "gap_min_each": 1,
}  # fmt: skip
GAPS = [("industry_a", "industry_b", "weight"), ("装备", "化工", 2.5), ("装备", "没有的行业", 9)]


def of_year(hosts: int = 6) -> list[tuple[object, ...]]:
    return [HEAD, *((f"W{i}", f"U{i // 2}", "s", "装备" if i % 2 else "化工", "r", int(i % 6 == 0), i % 4, 30, int(i < hosts), 0) for i in range(20))]


def test_a_year_is_written_event_by_event(tmp_path: Path) -> None:
    value = [("a", "b", "value"), ("W2", "W5", 0.9), ("W5", "W9", 0.8)]
    answer = solve(folder(tmp_path / "i", YEAR, {"candidates": of_year(), "value": value, "gaps": GAPS}), tmp_path / "out", 0.6)
    rows = list(csv.DictReader(answer.open(encoding="utf-8")))
    assert answer.name == "year.csv"
    assert [row["event"] for row in rows if row["role"] == "host"] == ["1", "2", "3"]
    assert {"W0", "W6", "W12", "W18"} <= {row["id"] for row in rows}
    assert all(3 <= sum(row["event"] == event and row["role"] == "guest" for row in rows) <= 5 for event in "123")
    assert not {row["id"] for row in rows if row["role"] == "guest"} & {f"W{i}" for i in range(20) if i % 4 == 3}  # invited often enough


@pytest.mark.parametrize(
    ("change", "hosts", "code"), [({}, 2, "no_host"), ({"every_isolated_at_least": 5}, 6, "isolated"), ({"load_max": 0}, 6, "guests")]
)
def test_a_year_is_refused_with_the_code(tmp_path: Path, change: dict[str, object], hosts: int, code: str) -> None:
    path = folder(tmp_path / "i", {**YEAR, **change}, {"candidates": of_year(hosts), "gaps": GAPS})
    reasons = json.loads(solve(path, tmp_path / "out", 0.5).read_text(encoding="utf-8"))["reasons"]
    assert code in {reason["code"] for reason in reasons}
    assert all(reason["text"] and "{" not in reason["text"] for reason in reasons)


def test_a_refusal_stands_in_the_file_that_was_named(tmp_path: Path) -> None:
    found = evaluate_exchanges(folder(tmp_path / "i", ROUNDS, {"participants": people(12, 2)}), tmp_path / "answer.csv", lang="en")
    assert (found.rows, found.out) == (0, str(tmp_path / "answer.csv"))
    assert json.loads((tmp_path / "answer.csv").read_text(encoding="utf-8"))["refused"] is True
    assert "tables" in found.refused[0]["text"]


def test_a_folder_of_another_form_and_no_time_are_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        evaluate_exchanges(tmp_path, tmp_path / "out")
    stranger = folder(tmp_path / "i", ROUNDS, {"participants": people(12, 6), "value": [("a", "b", "value"), ("P0", "P99", 1)]})
    with pytest.raises(UnreadableFile):
        evaluate_exchanges(stranger, tmp_path / "out")
    with pytest.raises(InvalidValue):
        evaluate_exchanges(stranger, tmp_path / "out", seconds=0)
