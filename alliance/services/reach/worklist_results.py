"""What the worklist gives: its rows, their counts, and what was kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alliance.services.results import Result


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One workshop of the list: its reach, and its entry (empty texts where nothing is arranged yet).

    ``days``: days since its newest dated contact on record, None where there is none. ``overdue``: days over the due date, 0 for none.
    ``since``: when the first entry was made; ``history``: earlier entries, oldest first; ``version``: of the record, 0 for none.
    """

    id: str
    kind: str
    name: str
    ring: str
    confirmed: bool
    reason: str
    days: int | None
    last: str
    unit: str
    place: str
    union: str
    state: str
    step: str
    step_text: str
    why: str
    note: str
    owner: str
    due: str
    overdue: int
    since: str
    history: tuple[Mapping[str, Any], ...]
    version: int


@dataclass(frozen=True, slots=True)
class WorklistResult(Result):
    """The list, overdue first, then by due date, then what is not arranged yet in the order of the screen, then by id.

    ``counts``: by ring, ``states``: by state, both over all that stand on the list (or have left it by being lifted). ``total``: how many
    the filters leave; ``hidden``: how many each filter leaves out, in the order in which they are applied; ``left_out``: how many of
    ``total`` are not in ``rows``. ``names``: False in presentation mode: no row is given, only counts.
    """

    counts: Mapping[str, int]
    states: Mapping[str, int]
    total: int
    hidden: Mapping[str, int]
    left_out: int
    names: bool
    rows: tuple[WorkRow, ...]


@dataclass(frozen=True, slots=True)
class WorkDone(Result):
    """What was kept: for how many workshops, and the batch that ``undo`` takes."""

    batch: str
    count: int
    ids: tuple[str, ...]
