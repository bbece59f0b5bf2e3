"""Workbooks (xlsx, xlsm, xls, ods) as rows of exact text: python-calamine, and openpyxl where that cannot read one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from alliance.errors import UnreadableFile
from alliance.tables.cells.dates import NumberText
from alliance.tables.files import legacy_workbooks
from alliance.tables.sheets.grid import Marks


@dataclass
class WorkbookSheet:
    """One sheet of a workbook."""

    name: str
    rows: Iterator[tuple[int, list[str]]]
    hidden: bool
    marks: Marks | None = None


def sheets(path: Path, *, legacy: bool = False) -> Iterator[WorkbookSheet]:
    """Yield the sheets of a workbook, hidden ones too; ``legacy``: an .xls, whose marks are read here. Raises ``UnreadableFile`` F09."""
    try:
        with _panic_is_damage():
            book = CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise UnreadableFile(finding="F09", detail="encrypted") from None
    except (CalamineError, ValueError, OSError):
        yield from _read_slowly(path)
        return
    marks = legacy_workbooks.marks(path) if legacy else {}
    for position, metadata in enumerate(book.sheets_metadata):
        if metadata.typ == SheetTypeEnum.WorkSheet:
            with _panic_is_damage():
                sheet = book.get_sheet_by_index(position)
                rows = _rows(sheet.iter_rows(), (sheet.start or (0, 0))[1])
            yield WorkbookSheet(metadata.name, rows, metadata.visible != SheetVisibleEnum.Visible, marks.get(metadata.name))


@contextmanager
def _panic_is_damage() -> Iterator[None]:
    """A panic of calamine, which is no ``Exception``, says what its errors say: the file is damaged."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFile(finding="F09", detail="damaged") from None


def _read_slowly(path: Path) -> Iterator[WorkbookSheet]:
    import openpyxl  # load time: for the few files that calamine does not read

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception:  # noqa: BLE001 - whatever the library trips over, the file cannot be read
        raise UnreadableFile(finding="F09", detail="damaged") from None
    for sheet in book.worksheets:
        yield WorkbookSheet(sheet.title, _rows(sheet.iter_rows(values_only=True), 0), sheet.sheet_state != "visible")


def _rows(rows: Any, indent: int) -> Iterator[tuple[int, list[str]]]:
    before = [""] * indent
    numbered = enumerate(rows, 1)
    while True:
        with _panic_is_damage():
            number, cells = next(numbered, (0, ()))
        if not number:
            return
        if any(cell != "" and cell is not None for cell in cells):
            texts = [cell if type(cell) is str else text_of(cell) for cell in cells]
            if any(text.strip() for text in texts):
                yield number, before + texts


def text_of(cell: Any) -> str:
    """Return the exact text of a cell: whole numbers without .0, others by repr, dates as ISO; numbers keep their mark.

    >>> text_of(7.0), text_of(2021.1), text_of(dt.datetime(2024, 7, 1)), text_of(None)
    ('7', '2021.1', '2024-07-01', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int):
        return NumberText(cell)
    if isinstance(cell, float):
        return NumberText(int(cell)) if cell.is_integer() else NumberText(repr(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, (dt.date, dt.time)):
        return cell.isoformat()
    return str(cell)
