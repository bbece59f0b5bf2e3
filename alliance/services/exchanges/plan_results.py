"""The answers about plans: the plan as it is shown, the list of plans, the result that was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from alliance.exchanges.plan import ExchangePlan, Wishes
from alliance.model import Receipt
from alliance.services.results import NodeRef, Result


@dataclass(frozen=True, slots=True)
class Because:
    """One reason: its code, the sentence, and the facts in it."""

    code: str
    text: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Invited:
    """Host or guest: who, of which unit, on which side of the gap (key and name), its reach, its consent, times invited before, and why.

    ``reason`` is one sentence; ``reasons`` are its parts.
    """

    id: str
    kind: str
    name: str
    unit: NodeRef | None
    side: str
    side_name: str
    ring: str
    consent: str
    load: int
    reason: str
    reasons: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A workshop that was thought of and is not on the list, with the sentence why."""

    id: str
    kind: str
    name: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class PlanResult(Result):
    """A plan as it is shown. ``plan`` is its id, ``version`` 0 until it is saved, ``state`` ``refused`` where there is none.

    ``rounds[r][t]`` are the ids at table t + 1 of round r + 1. ``refused``: why no plan could be made. ``first_meetings``: pairs that meet
    and have no contact on record, ``needs_met`` of these; ``repeats``: how often a pair sits together again. ``missing``: what is
    still to be filled in, as codes; ``batch`` the batch that wrote it just now, for ``undo``. ``record`` is the plan itself, which is
    what ``save_plan`` keeps: the rest only shows it, and JSON does not have it.
    """

    plan: str
    version: int
    state: str
    title: str
    form: str
    date: str
    gap: tuple[str, ...]
    host: Invited | None
    guests: tuple[Invited, ...]
    rounds: tuple[tuple[tuple[str, ...], ...], ...]
    refused: tuple[Because, ...]
    left_out: tuple[LeftOut, ...]
    sentence: str
    first_meetings: int
    needs_met: int
    repeats: int
    missing: tuple[str, ...]
    wishes: Wishes
    facts: Mapping[str, Any]
    batch: str = ""
    record: ExchangePlan | None = field(default=None, repr=False, compare=False, metadata={"json": False})

    def invited(self) -> tuple[Invited, ...]:
        """Return the host and the guests; nobody where the plan was refused."""
        return (self.host, *self.guests) if self.host else ()


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan in the list; ``waiting_days``: days since the event without a recorded result, 0 where none is due."""

    id: str
    version: int
    state: str
    title: str
    form: str
    date: str
    gap: tuple[str, ...]
    host: NodeRef
    guests: int
    agreed: int
    waiting_days: int


@dataclass(frozen=True, slots=True)
class PlansResult(Result):
    """The saved plans, newest date first, those without a date before them."""

    rows: tuple[PlanRow, ...]


@dataclass(frozen=True, slots=True)
class OutcomeResult(Result):
    """What recording a result wrote. ``met``: pairs at one table, ``first_meetings`` of these; ``ties``: ids of the cooperation and other ties.

    ``later_than_data``: the event lies after the reference date, so answers as of that date do not show it yet.
    """

    plan: str
    version: int
    batch: str
    activity: str
    attended: int
    met: int
    ties: tuple[str, ...]
    sentence: str
    later_than_data: bool
    receipt: Receipt
