"""What was imported is kept as it was written, and comes out of every export as text and nothing else."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx
import openpyxl
import pytest
from defusedxml import ElementTree
from icalendar import Calendar

from alliance.services.data.importing import rejected_rows
from alliance.services.workspace import open_store
from alliance.tables.cells.nothing import says_nothing
from alliance.tables.cells.texts import on_one_line
from tests.hostile.conftest import HELD, PLACE, PLAN_TITLE, Hostile
from tests.hostile.corpus import REFUSED, TEXTS
from tests.hostile.tables import Supply, written

TRIGGERS = set("=+-@\t\r\n＝＋－＠|%")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def cells_of(content: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        yield from row


def guarded(content: bytes) -> None:
    """No cell of a CSV file begins with what a spreadsheet runs, blanks before it or not; a number may be below zero."""
    for cell in cells_of(content):
        assert cell[:1] not in TRIGGERS or NUMBER.fullmatch(cell), cell
        assert cell.lstrip(" \t\r\n\u3000\xa0\u200b\ufeff")[:1] not in TRIGGERS or NUMBER.fullmatch(cell), cell


def only_text(content: bytes) -> openpyxl.Workbook:
    """No cell of a workbook is a formula or a link, and nothing in it leads out of it."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            assert "externalLink" not in name and "vba" not in name.lower()
            inside = parts.read(name).decode("utf-8")
            assert not re.search(r"<f[ />]|<hyperlink|ddeLink|<oleObject", inside), name
            assert 'TargetMode="External"' not in inside
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in "sn", (sheet.title, cell.coordinate)
                assert cell.hyperlink is None
    return book


def names_in(rows: Iterator[Any]) -> set[str]:
    return {str(value) for row in rows for value in row if value is not None}


# --- what was imported -----------------------------------------------------------------------------


def test_the_corpus_is_large_and_all_of_it_is_used() -> None:
    supply = Supply()
    for _ in range(2 * len(TEXTS)):
        supply.text()
    assert len(supply.used) >= 500
    assert sum(len(content) for _, content in written().files) > 50_000


def test_every_text_is_kept_as_it_was_written_and_no_row_is_lost(hostile: Hostile, opened: Any) -> None:
    assert hostile.report.counts["rejected"] == 0
    assert {finding.code for finding in hostile.report.findings} <= {"F19", "F22", "F31", "F32", "F41", "F46"}, "asked, or left out and named"
    for kind, rows in hostile.wrote.nodes.items():
        found = opened.store.nodes([row["id"] for row in rows])
        for row in rows:
            node = found[row["id"]]
            assert node.kind == kind
            assert {name: node.name if name == "name" else node.props.get(name, "") for name in row if name != "id"} == {
                name: "" if says_nothing(text) else on_one_line(text) if name == "name" else text for name, text in row.items() if name != "id"
            }


def test_what_no_cell_may_hold_is_refused_by_its_row_and_never_kept(hostile: Hostile, opened: Any) -> None:
    counts = hostile.waiting.finding_counts
    assert counts["F25"] >= len(REFUSED["F25"])
    assert counts["F24"] >= len(REFUSED["F24"])
    assert not any(character in node.name for node in opened.store.all_nodes() for character in "\x00\x1b\x07\x7f")


@pytest.mark.parametrize(
    "text", ["'; DETACH DELETE n; //", '") RETURN n //', ".*", "%", "_", "*", "'", '"', "\\", "NEAR(甲 乙)", "name:*", '甲"*', "AND", "(", "\x00"]
)
def test_a_query_in_a_search_is_looked_up_as_text(text: str, hostile: Hostile, opened: Any) -> None:
    before = (opened.store.revision, opened.store.counts())
    found = opened.search(text, limit=1000)
    assert all(text.casefold() in (row.name + row.text + row.id).casefold() for row in found.rows)
    assert (opened.store.revision, opened.store.counts()) == before


# --- what goes out ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def exports(opened: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    folder = tmp_path_factory.mktemp("exports")
    forms = ("csv", "xlsx", "graphml", "gexf")
    return {form: [Path(file) for file in opened.export(form, folder / (form if form == "csv" else f"net.{form}")).files] for form in forms}


@pytest.fixture(scope="module")
def names(opened: Any) -> set[str]:
    return {node.name for node in opened.store.all_nodes()}


def test_csv_is_guarded_and_comes_back_as_the_same_network(exports: dict[str, list[Path]], opened: Any, tmp_path: Path) -> None:
    for file in exports["csv"]:
        guarded(file.read_bytes())
    with open_store(tmp_path / "back.alliance") as back:
        report = back.check(exports["csv"])
        assert report.counts["rejected"] == 0, report.findings[:5]
        back.confirm(report.batch)
        for node in opened.store.all_nodes():
            again = back.store.nodes([node.id])[node.id]
            assert (again.kind, again.name, again.props) == (node.kind, node.name, node.props)
        assert back.store.counts() == opened.store.counts()
        mine, theirs = (
            {(tie.id, tie.kind, tie.source, tie.target, str(sorted(tie.props.items()))) for tie in net.store.all_ties()} for net in (opened, back)
        )
        assert mine == theirs


def test_xlsx_holds_text_and_numbers_only(exports: dict[str, list[Path]], names: set[str]) -> None:
    (file,) = exports["xlsx"]
    book = only_text(file.read_bytes())
    written_names = names_in(row for sheet in book for row in sheet.iter_rows(values_only=True))
    assert {NOT_XML.sub("", name) for name in names} <= written_names


def test_graph_files_are_whole_and_name_everything_as_it_is(exports: dict[str, list[Path]], names: set[str]) -> None:
    for form in ("graphml", "gexf"):
        (file,) = exports[form]
        raw = file.read_bytes()
        ElementTree.fromstring(raw)  # refuses entities and document types
        assert b"<!DOCTYPE" not in raw and b"<!ENTITY" not in raw and b"<script" not in raw
    as_written = {" ".join(name.split()) for name in names}
    graphml = networkx.read_graphml(exports["graphml"][0])
    assert {" ".join(str(facts["name"]).split()) for _, facts in graphml.nodes(data=True)} == as_written
    gexf = networkx.read_gexf(exports["gexf"][0])
    assert {" ".join(str(facts["label"]).split()) for _, facts in gexf.nodes(data=True)} == as_written


def test_the_papers_of_a_plan_are_text_and_the_calendar_has_one_event(hostile: Hostile, opened: Any) -> None:
    for lang in ("zh", "en"):
        book = only_text(opened.plan_workbook(hostile.plan, lang))
        shown = names_in(row for sheet in book for row in sheet.iter_rows(values_only=True))
        plan = opened.plan(plan_id=hostile.plan, lang=lang)
        assert {NOT_XML.sub("", one.name) for one in plan.guests} <= shown
        events = Calendar.from_ical(opened.plan_calendar(hostile.plan, lang)).walk("VEVENT")
        assert len(events) == 1
        assert set(events[0]) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS"}
        assert events[0]["DTSTART"].dt.isoformat() == HELD
        assert str(events[0]["SUMMARY"]).split() == PLAN_TITLE.split()
        assert str(events[0]["LOCATION"]).split()[:2] == PLACE.split()[:2]


def test_rejected_rows_go_back_to_their_owner_guarded(hostile: Hostile, opened: Any) -> None:
    guarded(rejected_rows(opened, hostile.waiting.batch))


def test_the_command_line_prints_no_character_that_steers_a_terminal(hostile: Hostile) -> None:
    from tests.acceptance.running import alliance

    home = hostile.path.parent / "home"
    for arguments in (("isolates",), ("isolates", "--json"), ("search", "室"), ("partners", hostile.wrote.nodes["Workshop"][0]["id"]), ("history",)):
        ran = alliance(*arguments, home=home, store=hostile.path)
        assert ran.code in (0, 1)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", ran.out + ran.err)
        assert "Traceback" not in ran.out + ran.err
