"""What an .xls says of cells beside their text (calamine has the values): merges, hidden rows and columns, errors, dates shown as months."""

from __future__ import annotations

from pathlib import Path

import xlrd

from alliance.tables.files.markings import shown_as
from alliance.tables.sheets.grid import Marks, Merge

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def marks(path: Path) -> dict[str, Marks]:
    """Return the marks of each sheet by its name; empty where the library cannot read the file (its text may still be read)."""
    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, logfile=_Silence())
        return {sheet.name: _of_sheet(book, sheet) for sheet in book.sheets()}
    except Exception:  # noqa: BLE001 - whatever it trips over in an untrusted file, the text is read without it
        return {}


def _of_sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Marks:
    found = Marks(merges=[Merge(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells])
    found.hidden = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    found.hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == xlrd.XL_CELL_ERROR:
                found.errors.setdefault(row + 1, []).append((column, _ERRORS.get(int(sheet.cell_value(row, column)), "#N/A")))
            elif kind == xlrd.XL_CELL_DATE and (shown := _shown_text(book, sheet, row, column)):
                found.months.setdefault(row + 1, {})[column] = shown
    return found


def _shown_text(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, column: int) -> str:
    code = book.format_map[book.xf_list[sheet.cell_xf_index(row, column)].format_key].format_str
    return shown_as(code)


class _Silence:
    """Takes what the library would print."""

    def write(self, text: str) -> int:
        """Take a text and say nothing."""
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""
