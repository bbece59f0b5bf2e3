"""Rows of the table of ties, in the child process: a cell that is not understood is asked, as in every table.

A row is [row, id, what it says, from, to]. What it says beside its ends, the JSON text of [tie kind, from kind, to kind,
props, word for the tie], repeats from row to row: it is read once, remembered, and written once a block (``pack_rows``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from alliance import schema
from alliance.tables.cells.personal_numbers import personal
from alliance.tables.cells.texts import heading_key
from alliance.tables.findings import Fault
from alliance.tables.read.rows import PROVENANCE, Answers, Read, RowReader
from alliance.tables.sheets.columns import kind_named
from alliance.tables.sheets.plans import Plan

_SAYINGS = 100_000
_TIE_WORDS = {heading_key(word): kind.name for kind in reversed(schema.TIE_KINDS) for word in (*kind.synonyms, kind.en, kind.zh, kind.name)}
_SYMMETRIC = {kind.name for kind in schema.TIE_KINDS if kind.symmetric}
_CODE = re.compile(r"[A-Za-z0-9_:.\-]{1,100}").fullmatch
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Saying = tuple[str, str, tuple[str, str], int]  # its text, the tie kind, (begin, role), hash of the cells


class TieReader(RowReader):
    """Reads the rows of one table of ties by its plan. ``texts``: no cell is a number of a workbook."""

    apart = ("id", "from", "to")

    def __init__(self, plan: Plan, texts: bool, answers: Answers | None = None) -> None:
        super().__init__(plan, answers)
        place = {column.name: column.index for column in plan.columns if column.role and column.name in self.apart}
        self._places = [place.get(name, self._width) for name in self.apart]
        beside = [column.index for column in plan.columns if column.role and column.name not in self.apart]
        self._beside = itemgetter(*beside, self._width)
        self._sayings: dict[tuple[str, ...], Saying] | None = {} if texts and not answers else None  # an answer may be for one row
        self._last: Saying = ("", "", ("", ""), 0)

    def read(self, row: int, cells: Sequence[str]) -> Read | None:
        """Return what a row says, or None for a rejected row."""
        if self._sayings is None:
            return super().read(row, cells)
        cells = [*cells, *[""] * max(1, self._width + 1 - len(cells))]
        cells[self._width] = ""
        beside = self._beside(cells)
        saying = self._sayings.get(beside)
        if saying:
            given, start, end = [cells[place] for place in self._places]
            if start and end and _is_plain(start) and _is_plain(end) and (not given or _is_plain(given)):
                self.tally.rows += 1
                return _pack_tie(row, given, start, end, saying)
            return super().read(row, cells)
        remarks = self.tally.remarks
        found = super().read(row, cells)
        if found and self.tally.remarks == remarks and len(self._sayings) < _SAYINGS:
            self._sayings[beside] = self._last
        return found

    def _identity(self, row: int, values: tuple[dict[str, Any], ...], content: int) -> Read | None:
        props = values[0]
        given, start, end, word = props.pop("id", ""), props.pop("from", ""), props.pop("to", ""), props.pop("kind", "")
        if not (start and end and word):
            for name in (name for name, value in (("from", start), ("to", end), ("kind", word)) if not value):
                self._note_missing(row, name)
            return None
        kind, kinds = _tie_word(word), [self._kind_of_end(row, name, props.pop(name, "")) for name in ("from_kind", "to_kind")]
        if not kind:
            self.tally.note(Fault("F36", severity="question").at(self.plan.table, row, self._heading("kind"), word))
            return None
        if values[PROVENANCE]:
            props["sources"] = [values[PROVENANCE]]
        self._last = _written([kind, *kinds, props, word]), kind, (begin_of(props), props.get("role", "")), content
        return _pack_tie(row, given, start, end, self._last)

    def _kind_of_end(self, row: int, name: str, said: str) -> str:
        """Return the kind that a cell gives an end; one that nobody knows is asked, and the end found by its name alone."""
        kind = _kind_word(said)
        if said and not kind:
            self.tally.note(Fault("F36", "node", "question").at(self.plan.table, row, self._heading(name), said))
        return kind


def begin_of(props: Mapping[str, Any]) -> str:
    """Return what tells ties of one pair apart: when it begins, as it is written where that is not understood.

    >>> begin_of({"valid_from": "2024"}), begin_of({"as_written": {"valid_from": "那年春天"}})
    ('2024', '那年春天')
    """
    return str(props.get("valid_from") or props.get("as_written", {}).get("valid_from", ""))


def _pack_tie(row: int, given: str, start: str, end: str, saying: Saying) -> Read:
    text, kind, more, content = saying
    ends = (end, start) if kind in _SYMMETRIC and end < start else (start, end)
    return [row, given, text, start, end], None, hash(("id", given) if given else (kind, ends, *more)), hash((kind, ends, given, content))


def _is_plain(cell: str) -> bool:
    """Say whether a cell is an id that every way of reading it would leave as it is."""
    return bool(_CODE(cell)) and (len(cell) < 11 or not personal(cell))


def pack_rows(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Return a block of rows as columns, with each thing said once: {said: […], columns: [rows, ids, places in said, from, to]}."""
    numbers, ids, texts, starts, ends = zip(*rows, strict=True)
    said = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    return {"said": list(said), "columns": [numbers, ids, [said[text] for text in texts], starts, ends]}


@lru_cache(maxsize=1000)
def _tie_word(word: str) -> str:
    return _TIE_WORDS.get(heading_key(word), "")


@lru_cache(maxsize=1000)
def _kind_word(word: str) -> str:
    return kind_named(word) if word else ""
