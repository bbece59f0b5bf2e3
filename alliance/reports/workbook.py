"""XLSX files in which every text is a text: no formula, no link, no number made of a text (XlsxWriter)."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from alliance.reports.tables import Cell, Table, width_of

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True, "in_memory": False}
_SHEET_NAME = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CELL_LIMIT = 32_767
_WIDEST, _NARROWEST = 60, 8


def workbook_bytes(tables: Sequence[Table], *, titles: bool = False) -> bytes:
    """Return a workbook with one sheet for each table; ``titles`` puts the title in a line above the headings."""
    file = io.BytesIO()
    _write(tables, file, titles)
    return file.getvalue()


def save_workbook(tables: Sequence[Table], path: Path, *, titles: bool = False) -> None:
    """Write a workbook to a file; rows are streamed."""
    with path.open("wb") as file:
        _write(tables, file, titles)


def _write(tables: Sequence[Table], file: IO[bytes], titles: bool) -> None:
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        # a fixed moment: the same content gives the same bytes
        book.set_properties({"created": datetime.datetime(2000, 1, 1)})
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
        plain = book.add_format({"valign": "top", "text_wrap": True, "num_format": "@"})
        title = book.add_format({"bold": True, "font_size": 14})
        number = book.add_format({"valign": "top"})
        taken: set[str] = set()
        for table in tables:
            sheet = book.add_worksheet(sheet_name(table.title, taken))
            _write_sheet(sheet, table, titles, (title, heading, plain, number))


def _write_sheet(sheet: Worksheet, table: Table, titles: bool, formats: tuple[Format, Format, Format, Format]) -> None:
    title, heading, plain, number = formats
    for position, column in enumerate(table.columns):
        width = column.width or min(_WIDEST, max(_NARROWEST, width_of(column.heading) + 4))
        sheet.set_column(position, position, width, plain)
    top = 0
    if titles:
        sheet.write_string(0, 0, _text(table.title), title)
        top = 1
    for position, column in enumerate(table.columns):
        sheet.write_string(top, position, _text(column.heading), heading)
    sheet.freeze_panes(top + 1, 0)
    for line, row in enumerate(table.rows, top + 1):
        for position, cell in enumerate(row):
            _write_cell(sheet, line, position, cell, plain, number)


def _write_cell(sheet: Worksheet, line: int, position: int, cell: Cell, plain: Format, number: Format) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) < 1e15:
        sheet.write_number(line, position, cell, number)
    else:
        sheet.write_string(line, position, _text(str(cell)), plain)


def _text(text: str) -> str:
    return writable_text(text.replace("\r\n", "\n").replace("\r", "\n"))[:_CELL_LIMIT]


def writable_text(text: str) -> str:
    """Return a text without the characters that a file of Excel or Word cannot hold.

    >>> writable_text("甲\\x07乙")
    '甲乙'
    """
    return _UNWRITABLE.sub("", text)


def sheet_name(title: str, taken: set[str]) -> str:
    """Return a name that a sheet may have, not yet taken, and take it: at most 31 characters, none of []:*?/\\'.

    >>> sheet_name("2024/25 活动", set()), sheet_name("甲", {"甲"})
    ('2024 25 活动', '甲 2')
    """
    plain = _SHEET_NAME.sub(" ", title).strip()[:28] or "1"
    name, number = plain, 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        name = f"{plain} {number}"
    taken.add(name.casefold())
    return name
