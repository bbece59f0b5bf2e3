"""isolates and worklist: every workshop with its reason; from the list to the export and back."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl

from tests.cli.conftest import Ask, alliance, read_json
from tests.worlds.small_city import NAMES, RINGS


def test_isolates_has_every_workshop_with_reason_and_counts(ask: Ask) -> None:
    answer = ask("isolates", "--json").json
    assert {row["id"]: row["ring"] for row in answer["rows"]} == RINGS
    assert answer["counts"]["none"] == 1
    row = next(row for row in answer["rows"] if row["id"] == "w01")
    assert {"id", "kind", "name", "ring", "confirmed", "flags", "reason", "evidence"} <= set(row)
    assert row["evidence"][0]["from"] == "w01"
    assert row["evidence"][0]["source"] == "测试台账.xlsx"


def test_isolates_narrowed_still_counts_all(ask: Ask) -> None:
    answer = ask("isolates", "--ring", "none,own_unit", "--limit", "2", "--json").json
    assert [row["id"] for row in answer["rows"]] == ["w12", "w08"]
    assert (answer["total"], answer["left_out"], sum(answer["counts"].values())) == (3, 1, 14)
    shown = ask("isolates", "--ring", "connected").out
    assert NAMES["w01"] in shown
    assert "待牵线" in shown
    assert NAMES["w14"] not in ask("isolates").out  # exempt ones are in no list of the terminal
    assert ask("isolates", "--ring", "孤岛").code == 2


def test_every_ring_is_what_the_generator_meant(generated_files: Path, generated: Path) -> None:
    with (generated_files / "truth" / "reach.csv").open(encoding="utf-8-sig", newline="") as file:
        meant = {row["id"]: row["ring"] for row in csv.DictReader(file)}
    answer = alliance("isolates", "--json", store=generated).json
    assert {row["id"]: row["ring"] for row in answer["rows"]} == meant
    assert all(answer["counts"].values())
    for row in answer["rows"]:
        assert bool(row["evidence"]) == (row["ring"] in ("own_unit", "own_group", "own_system", "sleeping", "serving", "connected"))
        assert all(item["source"] for item in row["evidence"])


def test_assign_ten_see_them_in_the_export_and_undo(generated_copy: Path, tmp_path: Path) -> None:
    before = read_json(generated_copy, "worklist", "--limit", "10")
    ten = [row["id"] for row in before["rows"]]
    assert len(ten) == 10
    done = read_json(generated_copy, "worklist", "assign", *ten, "--step", "visit", "--owner", "李干事", "--due", "2026-06-01")
    late = read_json(generated_copy, "worklist", "--overdue")
    assert (sorted(row["id"] for row in late["rows"]), late["rows"][0]["overdue"]) == (sorted(ten), 29)
    assert [row["owner"] for row in read_json(generated_copy, "worklist", "--owner", "李干事")["rows"]] == ["李干事"] * 10
    out = tmp_path / "list.xlsx"
    assert alliance("worklist", "--out", str(out), store=generated_copy).code == 0
    book = openpyxl.load_workbook(out)
    printed = [row[5].value for sheet in book for row in sheet.iter_rows(min_row=4) if row[5].value]
    assert printed == ["李干事"] * 10
    assert sum(sheet.max_row - 3 for sheet in book) == before["total"]
    assert alliance("worklist", "--out", str(tmp_path / "list.docx"), store=generated_copy).code == 0
    assert alliance("undo", done["batch"], "--yes", store=generated_copy).code == 0
    assert read_json(generated_copy, "worklist", "--limit", "10")["rows"] == before["rows"]


def test_a_confirmation_moves_unknown_to_none_and_back(generated_copy: Path) -> None:
    first = read_json(generated_copy, "worklist", "--ring", "unknown", "--limit", "1")["rows"][0]["id"]
    done = read_json(generated_copy, "worklist", "confirm", first, "--by", "区总工会")
    ring = {row["id"]: row["ring"] for row in read_json(generated_copy, "worklist", "--all")["rows"]}[first]
    assert ring in ("none", "own_unit", "own_group", "own_system", "sleeping")
    assert alliance("undo", done["batch"], "--yes", store=generated_copy).code == 0
    assert {row["id"]: row["ring"] for row in read_json(generated_copy, "worklist", "--all")["rows"]}[first] == "unknown"


def test_presentation_mode_prints_no_name(generated: Path) -> None:
    names = [row["name"] for row in read_json(generated, "worklist", "--all")["rows"]]
    for shown in (alliance("worklist", "--present", store=generated), alliance("worklist", "--present", "--json", store=generated)):
        assert shown.code == 0
        assert not any(name in shown.out for name in names)


def test_a_wrong_word_is_wrong_use_and_an_unknown_workshop_is_not_found(generated: Path) -> None:
    assert alliance("worklist", "--ring", "connected", store=generated).code == 2
    assert alliance("worklist", "assign", "w-001-0007", "--step", "phone", store=generated).code == 2
    assert alliance("worklist", "assign", "没有这一家", "--step", "ask", store=generated).code == 1
    assert alliance("isolates", "--what-if", "title=1", store=generated).code == 2
