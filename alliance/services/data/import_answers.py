"""What a person has said of the sheets of an import: cells, columns, headings, sections, hidden sheets, same or new, a batch of 命名."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from alliance.tables.sheets.announced import RECOGNITION

NOTICE = "notice"  # 公示: the batch is announced and recognises nobody yet
FINAL = "final"


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers to the questions of a check; give them to the next check of the same files.

    ``cells``: heading (all cells of this text alike), or ``row:heading`` (one cell) → text of the cell → what it means, empty for
    nothing. ``mapping``: heading → stored name of what the column is, empty to leave it out. ``hidden``: hidden sheets to be read.
    ``heading_rows``: sheet → (first, last) row of its headings. ``same``: ``table:row`` or ``*`` for all → ``same`` (the workshop
    that was proposed), ``new``, or the id of the one proposed. ``stated``: stored name → what holds for all workshops of the sheets
    that have no column for it, such as a batch of 命名: ``level``, ``recognised_on``, ``batch`` (document number), ``recognised_by``.
    ``sections``: words of a section without number and count (劳模创新工作室) → stored name of the column that it stands for (``region``,
    ``union``, ``level``, ``stream``, ``craft_industry`` …), empty for nothing.
    ``state``: ``notice`` where that batch is only announced: it is kept as such and recognises nobody (``register``); ``final`` where it
    is not, whatever its sheets say. Without either, what a sheet calls announced (F44) is entered without level and day.

    >>> Answers(cells={"成立时间": {"2021.1": "2021-10"}}, same={"*": "same"}).of_sheets()["answers"]
    {'成立时间': {'2021.1': '2021-10'}}
    """

    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    heading_rows: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    stated: Mapping[str, str] = field(default_factory=dict)
    state: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)

    @property
    def announced(self) -> Mapping[str, str]:
        """What is said of a batch that is only announced; empty for any other."""
        return {name: self.stated.get(name, "") for name in RECOGNITION} if self.state == NOTICE else {}

    def of_sheets(self) -> dict[str, Any]:
        """Return what the reading of sheets asks of them, as JSON values."""
        return {
            "answers": {heading: dict(cells) for heading, cells in self.cells.items()},
            "hidden": list(self.hidden),
            "heading_rows": {sheet: list(rows) for sheet, rows in self.heading_rows.items()},
            "stated": {**self.stated, **(dict.fromkeys(RECOGNITION, "") if self.announced else {})},
            "state": self.state,
            "sections": dict(self.sections),
        }

    def with_later(self, later: Answers) -> Answers:
        """Return these with what was said later, which holds where both speak of the same.

        >>> Answers(cells={"人数": {"若干": "3"}}).with_later(Answers(cells={"人数": {"几": "4"}}, state="notice")).cells
        {'人数': {'若干': '3', '几': '4'}}
        """
        cells = {heading: {**self.cells.get(heading, {}), **later.cells.get(heading, {})} for heading in {**self.cells, **later.cells}}
        return Answers(
            cells=cells,
            mapping={**self.mapping, **later.mapping},
            hidden=tuple(dict.fromkeys((*self.hidden, *later.hidden))),
            heading_rows={**self.heading_rows, **later.heading_rows},
            same={**self.same, **later.same},
            stated={**self.stated, **later.stated},
            state=later.state or self.state,
            sections={**self.sections, **later.sections},
        )
