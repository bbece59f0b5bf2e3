"""The commands of issue 5 by themselves, on the generated city: from the list to the export and back, and every figure as JSON."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import alliance
from tests.cli.test_docs import COMMON, _sections


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("structure")
    assert alliance("generate", "--workshops", "250", "--seed", "1", "--out", str(folder / "files")).code == 0
    assert alliance("import", str(folder / "files"), "--yes", store=folder / "s.alliance").code == 0
    return folder / "s.alliance"


def _ask(store: Path, *arguments: str) -> dict:
    ran = alliance(*arguments, "--json", store=store)
    assert ran.code == 0, ran
    return ran.json  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("worklist",), "WorklistResult"),
        (("worklist", "progress"), "ProgressResult"),
        (("targets",), "TargetsResult"),
        (("gaps",), "GapsResult"),
        (("coverage",), "CoverageResult"),
        (("bridges",), "BridgesResult"),
        (("groups",), "GroupsResult"),
        (("alliance",), "AlliancesResult"),
        (("alliance", "a-001-0006"), "AllianceResult"),
        (("draft", "焊接"), "DraftResult"),
        (("compare", "2025-12-31", "2026-06-30"), "CompareResult"),
        (("isolates", "--what-if", "window_months=6"), "ReachPreview"),
        (("matrix", "--test"), "MatrixResult"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_answers_in_words_and_as_the_page_says(store: Path, command: tuple[str, ...], name: str, language: str) -> None:
    said = alliance(*command, "--lang", language, store=store)
    assert said.code == 0, said
    assert said.out.strip()
    assert not any(f"{{{word}}}" in said.out for word in ("name", "count", "pairs", "rank", "others"))
    answer = _ask(store, *command)
    schema, keys = _sections()[name]
    assert (answer["schema"], set(answer)) == (schema, keys | COMMON)


def test_assign_ten_see_them_in_the_export_and_undo(store: Path, tmp_path: Path) -> None:
    before = _ask(store, "worklist", "--limit", "10")
    ten = [row["id"] for row in before["rows"]]
    assert len(ten) == 10
    done = _ask(store, "worklist", "assign", *ten, "--step", "visit", "--owner", "李干事", "--due", "2026-06-01")
    late = _ask(store, "worklist", "--overdue")
    assert (sorted(row["id"] for row in late["rows"]), late["rows"][0]["overdue"]) == (sorted(ten), 29)
    assert [row["owner"] for row in _ask(store, "worklist", "--owner", "李干事")["rows"]] == ["李干事"] * 10
    out = tmp_path / "list.xlsx"
    assert alliance("worklist", "--out", str(out), store=store).code == 0
    book = openpyxl.load_workbook(out)
    printed = [row[5].value for sheet in book for row in sheet.iter_rows(min_row=4) if row[5].value]
    assert printed == ["李干事"] * 10
    assert sum(sheet.max_row - 3 for sheet in book) == before["total"]
    assert alliance("worklist", "--out", str(tmp_path / "list.docx"), store=store).code == 0
    assert alliance("undo", done["batch"], "--yes", store=store).code == 0
    assert _ask(store, "worklist", "--limit", "10")["rows"] == before["rows"]


def test_a_confirmation_moves_unknown_to_none_and_back(store: Path) -> None:
    first = _ask(store, "worklist", "--ring", "unknown", "--limit", "1")["rows"][0]["id"]
    done = _ask(store, "worklist", "confirm", first, "--by", "区总工会")
    ring = {row["id"]: row["ring"] for row in _ask(store, "worklist", "--all")["rows"]}[first]
    assert ring in ("none", "own_unit", "own_group", "own_system", "sleeping")
    assert alliance("undo", done["batch"], "--yes", store=store).code == 0
    assert {row["id"]: row["ring"] for row in _ask(store, "worklist", "--all")["rows"]}[first] == "unknown"


def test_presentation_mode_prints_no_name(store: Path) -> None:
    names = [row["name"] for row in _ask(store, "worklist", "--all")["rows"]]
    for shown in (alliance("worklist", "--present", store=store), alliance("worklist", "--present", "--json", store=store)):
        assert shown.code == 0
        assert not any(name in shown.out for name in names)


def test_targets_make_gaps(store: Path, tmp_path: Path) -> None:
    kept = _ask(store, "targets", "set", "装备", "化工", "--wanted", "20", "--year", "2026")
    (gap,) = _ask(store, "gaps")["rows"]
    assert (gap["wanted"], gap["missing"], gap["basis"]) == (20, 20 - gap["pairs"], "target")
    assert gap["workshops_a"] and gap["workshops_b"]
    table = tmp_path / "t.csv"
    assert alliance("targets", "template", "--out", str(table), store=store).code == 0
    assert _ask(store, "targets", "load", str(table))["ids"] == kept["ids"]
    _ask(store, "targets", "remove", *kept["ids"])
    assert _ask(store, "targets")["rows"] == []


def test_wrong_words_are_wrong_use_or_candidates(store: Path) -> None:
    assert alliance("worklist", "--ring", "connected", store=store).code == 2
    assert alliance("worklist", "assign", "w-001-0007", "--step", "phone", store=store).code == 2
    assert alliance("worklist", "assign", "没有这一家", "--step", "ask", store=store).code == 1
    assert alliance("targets", "set", "天文", "化工", store=store).code == 1
    assert alliance("compare", "2026-06-30", "2026-01-01", store=store).code == 2
    assert alliance("compare", store=store).code == 2
    assert alliance("alliance", "没有的联盟", store=store).code == 1
    assert alliance("isolates", "--what-if", "title=1", store=store).code == 2
