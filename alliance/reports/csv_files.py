"""CSV that a spreadsheet opens as it was meant: UTF-8 with its mark, and no cell that it would run as a formula (``tables.guards``)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from alliance.reports.tables import Cell, Table
from alliance.tables.guards import guard_formula


def cell_text(cell: Cell) -> str:
    """Return a cell as CSV holds it: texts guarded, numbers bare, flags 1 and 0.

    >>> cell_text("=1+1"), cell_text(-3), cell_text(None), cell_text(True)
    ("'=1+1", '-3', '', '1')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    return str(cell) if isinstance(cell, (int, float)) else guard_formula(cell)


def write_csv(table: Table, file: TextIO) -> int:
    """Write headings and rows to an open text file (newline="") and return the number of rows. Streams."""
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([guard_formula(heading) for heading in table.headings])
    count = 0
    for count, row in enumerate(table.rows, 1):  # noqa: B007 - the count is the answer
        writer.writerow(_line(row))
    return count


def _line(row: Sequence[Cell]) -> list[str]:
    return [cell_text(cell) for cell in row]


def csv_bytes(table: Table) -> bytes:
    """Return a whole CSV file: UTF-8 with its mark, lines ended by CR LF."""
    file = io.StringIO(newline="")
    write_csv(table, file)
    return file.getvalue().encode("utf-8-sig")


def save_csv(table: Table, path: Path) -> int:
    """Write a CSV file and return the number of rows; memory stays flat."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        return write_csv(table, file)
