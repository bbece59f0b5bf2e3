"""Where the headings of a table are, over one to three lines, and what stands above what: 领军人·姓名."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from alliance import schema
from alliance.tables.cells.texts import heading_key
from alliance.tables.sheets.columns import HEADER_SEARCH, HEADER_SHARE, RELATIONS, Heading, known_share, vocabulary
from alliance.tables.sheets.facts import distinct
from alliance.tables.sheets.grid import Line, Merge

DEPTH = 3
_NUMBER = re.compile(r"[\d.,%\-/]+")


@dataclass(frozen=True, slots=True)
class HeadingLines:
    """The lines of headings: positions among the lines looked at (``first`` −1 for none), and the heading of each column."""

    first: int
    last: int
    headings: tuple[Heading, ...]


def find_headings(lines: Sequence[Line], merges: Sequence[Merge] = (), kind: str = "") -> HeadingLines:
    """Return the headings among the first lines: the first line, or two or three together, with 60 % of its headings known.

    A line joins the one above it where cells are merged over both, or where it fills only the gaps that the one above leaves.
    """
    kinds = (kind,) if kind else (*(each.name for each in schema.NODE_KINDS), RELATIONS)
    filled = _fill_merges(lines[: HEADER_SEARCH + DEPTH], merges)
    for first in range(min(len(lines), HEADER_SEARCH)):
        last = _last_line(lines, merges, first)
        for end in (last, first) if last > first else (first,):
            headings = _join_headings(filled[first : end + 1])
            keys = [heading for heading in headings if heading.text]
            if any(known_share(keys, each) >= HEADER_SHARE for each in kinds):
                return HeadingLines(first, end, headings)
    return HeadingLines(-1, -1, ())


def headings_at(lines: Sequence[Line], merges: Sequence[Merge], first: int, last: int) -> HeadingLines:
    """Return the headings of lines that a person has named."""
    return HeadingLines(first, last, _join_headings(_fill_merges(lines[: last + 1], merges)[first : last + 1]))


def _fill_merges(lines: Sequence[Line], merges: Sequence[Merge]) -> list[list[str]]:
    """The cells of the lines, each merged range filled with its value."""
    width = max((len(cells) for _, cells in lines), default=0)
    grid = [[*cells, *[""] * (width - len(cells))] for _, cells in lines]
    place = {row: position for position, (row, _) in enumerate(lines)}
    for merge in merges:
        if merge.top not in place:
            continue
        value = grid[place[merge.top]][merge.left] if merge.left < width else ""
        for row in range(merge.top, merge.bottom + 1):
            for column in range(merge.left, min(merge.right + 1, width)) if row in place else ():
                grid[place[row]][column] = value
    return grid


def _last_line(lines: Sequence[Line], merges: Sequence[Merge], first: int) -> int:
    last = first
    while last + 1 < min(len(lines), first + DEPTH) and _goes_on(lines, merges, first, last):
        last += 1
    return last


def _goes_on(lines: Sequence[Line], merges: Sequence[Merge], first: int, last: int) -> bool:
    """Say whether the line after ``last`` belongs to the headings that begin at ``first``."""
    top, upper = lines[first][0], lines[last]
    number, lower = lines[last + 1]
    if any(top <= merge.top <= upper[0] and merge.bottom >= number for merge in merges):
        return len(distinct(upper[1])) > 1
    return not merges and (_fills_gaps(lines[first][1], upper[1], lower) or (_share_known(upper[1]) >= 0.5 and _share_known(lower) == 1))


def _fills_gaps(top: Sequence[str], upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Say whether a line stands under gaps of the one above, with words and not under the first heading: plain text tells of no merged cells."""
    there = [column for column, cell in enumerate(lower) if cell.strip()]
    above = [column for column, cell in enumerate(top) if cell.strip()]
    if (
        not there
        or len(above) < 2
        or above[0] in there
        or any(_NUMBER.fullmatch(lower[column].strip()) or len(lower[column]) > 14 for column in there)
    ):
        return False
    return any(column >= len(upper) or not upper[column].strip() for column in there)


def _share_known(cells: Sequence[str]) -> float:
    """The share of what stands in a line, two cells or more, that are words of headings: 期, 人次, 发明, 直接."""
    filled = [heading_key(cell) for cell in cells if cell.strip()]
    return sum(key in _words() for key in filled) / len(filled) if len(filled) > 1 else 0.0


@cache
def _words() -> frozenset[str]:
    return frozenset(key for kind in schema.NODE_KINDS for key in vocabulary(kind.name))


def _join_headings(lines: Sequence[Sequence[str]]) -> tuple[Heading, ...]:
    """The heading of each column over the lines; a parent reaches over the gaps to its right that have something below them."""
    rows = [list(line) for line in lines]
    for upper, lower in itertools.pairwise(rows):
        parent = ""
        for column, cell in enumerate(upper):
            parent = cell if cell.strip() else parent
            if not cell.strip() and lower[column].strip() and parent:
                upper[column] = parent
    width = max((len(row) for row in rows), default=0)
    found = []
    for column in range(width):
        parts: list[str] = []
        for row in rows:
            part = re.sub(r"\s+", "", row[column]) if column < len(row) else ""
            if part and heading_key(part) not in [heading_key(known) for known in parts]:
                parts.append(part)
        found.append(Heading.of(parts) if len(rows) > 1 else Heading.of([row[column].strip() for row in rows if row[column].strip()]))
    return tuple(found)
