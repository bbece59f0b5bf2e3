"""Hidden columns are read like hidden rows, and said with their letters and headings."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
import xlwt

from alliance.services.data import importing
from alliance.services.workspace import Workspace
from alliance.tables.files import markings
from alliance.tables.findings import finding_text

ROWS = [["编号", "名称", "级别", "命名时间", "今年心情"], ["w1", "甲创新工作室", "市级", "2024", "好"]]


def book(*hidden: str) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    for letters in hidden:
        sheet.column_dimensions[letters].hidden = True
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def old_book(*hidden: str) -> bytes:
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("工作室")
    for row, cells in enumerate(ROWS):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    for letters in hidden:
        sheet.col(ord(letters) - ord("A")).hidden = True
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


@pytest.mark.parametrize(("name", "made"), [("工作室.xlsx", book), ("工作室.xls", old_book)])
def test_hidden_columns_are_read_and_told_with_their_letters_and_headings(net: Workspace, name: str, made: Callable[..., bytes]) -> None:
    report = importing.check(net, [(name, made("C", "E", "H"))])
    (found,) = [finding for finding in report.findings if finding.code == "F07"]
    assert (found.detail, found.severity, found.facts["columns"]) == ("columns", "warning", ["C 级别", "E 今年心情"]), "H has nothing in it"
    assert "C 级别" in finding_text(found)
    importing.confirm(net, report.batch)
    assert net.store.nodes(["w1"])["w1"].props["level"] == "municipal"


def test_a_workbook_without_hidden_columns_says_nothing_of_them(net: Workspace) -> None:
    assert "F07" not in importing.check(net, [("工作室.xlsx", book())]).finding_counts


def test_a_span_of_columns_is_told_wherever_its_edges_stand() -> None:
    for element in (b'<col hidden="1" min="2" max="4"/>', b'<x:col min="2" max="4" width="9" hidden="true"/>'):
        assert [list(markings._columns(match.group())) for match in markings._COLUMN.finditer(element)] == [[1, 2, 3]]
    assert not list(markings._COLUMN.finditer(b'<col min="2" max="4" hidden="0"/>'))
