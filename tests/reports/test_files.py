# ruff: noqa: E501 - tables of examples are read along their rows
"""CSV and XLSX in which a text is a text, whatever it looks like."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.reports.csv_files import csv_bytes
from alliance.reports.tables import table
from alliance.reports.workbook import sheet_name, workbook_bytes
from alliance.tables.guards import unguard_formula

HOSTILE = [
    "=1+1",
    "+cmd|'/C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    '=HYPERLINK("http://x")',
    "http://example.org",
    "mailto:a@b.c",
    "007",
    "1E5",
    "'=1",
    "|x",
    "%0A",
]


def test_a_csv_has_its_mark_and_no_cell_runs() -> None:
    content = csv_bytes(table("名单", ["名称", "数"], [[text, -3] for text in HOSTILE]))
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]
    assert content.startswith(b"\xef\xbb\xbf")
    assert [unguard_formula(row[0]) for row in rows] == HOSTILE
    assert not [row[0] for row in rows if row[0][:1] in set("=+-@\t\r＝")]
    assert {row[1] for row in rows} == {"-3"}


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=4))
def test_any_text_comes_back_from_csv(texts: list[str]) -> None:
    content = csv_bytes(table("t", [f"c{i}" for i in range(len(texts))], [texts]))
    row = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1]
    assert [unguard_formula(cell) for cell in row] == texts


def test_a_workbook_holds_texts_and_numbers_and_nothing_else() -> None:
    content = workbook_bytes([table("名单", ["名称", "数"], [[text, 3.5] for text in HOSTILE])])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f" not in sheet
        assert not [name for name in archive.namelist() if "externalLink" in name or name.endswith("sheet1.xml.rels")]
    cells = list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(min_row=2))
    assert [(row[0].data_type, row[1].value) for row in cells] == [("s", 3.5)] * len(HOSTILE)
    assert [str(row[0].value).strip() for row in cells] == [text.strip() for text in HOSTILE]


def test_the_same_table_gives_the_same_bytes() -> None:
    made = table("名单", ["名称"], [["甲"]])
    assert workbook_bytes([made]) == workbook_bytes([made])


@pytest.mark.parametrize(("title", "name"), [("甲/乙:丙", "甲 乙 丙"), ("", "1"), ("长" * 40, "长" * 28), ("History", "History 2")])
def test_names_of_sheets_are_allowed_ones(title: str, name: str) -> None:
    assert sheet_name(title, set()) == name


def test_equal_titles_are_told_apart_and_titles_stand_above() -> None:
    content = workbook_bytes([table("甲", ["a"], [["1"]]), table("甲", ["a"], [])], titles=True)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["甲", "甲 2"]
    assert [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()] == [["甲"], ["a"], ["1"]]
