"""What a person has said of the sheets of an import: cells that were asked, columns, headings, hidden sheets, same or new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers to the questions of a check; give them to the next check of the same files.

    ``cells``: heading (all cells of this text alike), or ``row:heading`` (one cell) → text of the cell → what it means, empty for
    nothing. ``mapping``: heading → stored name of what the column is, empty to leave it out. ``hidden``: hidden sheets to be read.
    ``heading_rows``: sheet → (first, last) row of its headings. ``same``: ``table:row`` or ``*`` for all → ``same`` (the workshop
    that was proposed), ``new``, or the id of the one proposed.

    >>> Answers(cells={"成立时间": {"2021.1": "2021-10"}}, same={"*": "same"}).of_sheets()["answers"]
    {'成立时间': {'2021.1': '2021-10'}}
    """

    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    heading_rows: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)

    def of_sheets(self) -> dict[str, Any]:
        """Return what the reading of sheets asks of them, as JSON values."""
        return {
            "answers": {heading: dict(cells) for heading, cells in self.cells.items()},
            "hidden": list(self.hidden),
            "heading_rows": {sheet: list(rows) for sheet, rows in self.heading_rows.items()},
        }
