"""A sheet before it becomes a file: rows of cells, merges, what is hidden."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.sheets.generator.dirt import Cell


@dataclass
class Line:
    """One row. ``kind``: title, heading, section, record, sum, note, blank; ``row``: the number of the record it is."""

    kind: str
    cells: list[Cell]
    row: int = -1
    hidden: bool = False


@dataclass
class Page:
    """Lines with merges as (first line, first column, last line, last column), counted from 0."""

    name: str
    width: int
    lines: list[Line] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)

    def add(self, kind: str, cells: list[Cell], *, row: int = -1, merge: bool = False) -> int:
        """Append a line, over its whole width where ``merge``, and return its number."""
        self.lines.append(Line(kind, cells + [Cell() for _ in range(self.width - len(cells))], row))
        number = len(self.lines) - 1
        if merge and self.width > 1:
            self.merges.append((number, 0, number, self.width - 1))
        return number


def address(line: int, column: int) -> str:
    """Return the name of a cell.

    >>> address(6, 2), address(0, 27)
    ('C7', 'AB1')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{line + 1}"
