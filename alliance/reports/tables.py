"""A table with a title: what every format of a report starts from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a report: its heading and its width in characters of the Latin alphabet (0: by content)."""

    heading: str
    width: int = 0


@dataclass(frozen=True)
class Table:
    """A titled table. ``rows`` may be a stream: each is read once, and has one cell for each column."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]] = field(default_factory=tuple)

    @property
    def headings(self) -> list[str]:
        """The headings in order."""
        return [column.heading for column in self.columns]


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Table:
    """Return a table from plain headings.

    >>> table("名单", ["名称"], [["甲"]]).headings
    ['名称']
    """
    return Table(title, tuple(Column(heading) for heading in headings), rows)


def width_of(text: str) -> int:
    """Return how wide a text is on paper, in Latin characters: a Chinese one counts two.

    >>> width_of("工作室A")
    7
    """
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
