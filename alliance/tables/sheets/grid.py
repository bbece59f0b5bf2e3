"""What is known of a sheet beside the text of its cells: merged ranges, hidden rows and columns, cells that hold an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Line = tuple[int, list[str]]  # row number as a person counts it, cells


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range: rows as a person counts them, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Marks:
    """What the file says of cells beside their text; empty for a file of plain text."""

    merges: list[Merge] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    months: dict[int, dict[int, str]] = field(default_factory=dict)  # row → column → month or year, where a date is shown so
    lost: dict[int, list[int]] = field(default_factory=dict)  # row → columns of formulas without a value


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell as Excel shows it.

    >>> cell_name(12, 27), cell_name(3, 0)
    ('AB12', 'A3')
    """
    return f"{column_name(column)}{row}"


def column_name(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def range_name(row: int, columns: Sequence[int]) -> str:
    """Return the name of a stretch of one row.

    >>> range_name(4, [0, 1, 5])
    'A4:F4'
    """
    first, last = cell_name(row, min(columns)), cell_name(row, max(columns))
    return first if first == last else f"{first}:{last}"
