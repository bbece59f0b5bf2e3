"""Progress: reach at the end of each quarter, the acts that changed it, and what another threshold would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from alliance import messages, schema
from alliance.errors import InvalidValue
from alliance.model import day, iso, months_earlier
from alliance.model.snapshot import Snapshot
from alliance.network.reach.reach import CODES, reach
from alliance.network.then_and_now import ACTS, ReachChange, act_kind, is_lifted, reach_changes
from alliance.services.authorization import authorized
from alliance.services.data.settings import fits
from alliance.services.results import Result
from alliance.services.session import Session

REACH_SETTINGS = ("window_months", "window_by_host_kind", "new_months", "small_meeting", "system_rank", "only_confirmed", "exempt")


@dataclass(frozen=True, slots=True)
class ProgressPoint:
    """Reach at one date: how many workshops have each code, over all recognised by then."""

    on: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ActRow:
    """How many workshops changed their reach by one act (``kind``: the kind of tie or activity where it was a new contact)."""

    act: str
    kind: str
    count: int
    lifted: int
    text: str


@dataclass(frozen=True, slots=True)
class ProgressSpan:
    """What happened between two points: ``changed`` in all, ``lifted`` from the list to connected or serving, and by which acts, most first."""

    from_: str
    to: str
    changed: int
    lifted: int
    acts: tuple[ActRow, ...]


@dataclass(frozen=True, slots=True)
class ProgressResult(Result):
    """Reach over time, oldest point first."""

    points: tuple[ProgressPoint, ...]
    spans: tuple[ProgressSpan, ...]


@dataclass(frozen=True, slots=True)
class PreviewMove:
    """How many workshops would move from one code to another."""

    before: str
    after: str
    count: int


@dataclass(frozen=True, slots=True)
class ReachPreview(Result):
    """What other thresholds would change: nothing is written."""

    settings: Mapping[str, Any]
    moved: int
    of: int
    before: Mapping[str, int]
    after: Mapping[str, int]
    moves: tuple[PreviewMove, ...]


@authorized
def reach_progress(net: Session, on: str | None = None, *, quarters: int = 4, lang: str = "zh") -> ProgressResult:
    """Return reach at the reference date and every three months before it, and what changed in between.

    Each date is judged by its own window, with what is on record now. O(quarters · (contacts + workshops)).
    """
    snapshot, as_of = net.snapshot(on), net.as_of(on)
    dates = [months_earlier(day(as_of), 3 * i) for i in range(quarters, -1, -1)]
    points = tuple(ProgressPoint(iso(one), reach(snapshot, one).counts()) for one in dates)
    spans = []
    for then, now in pairwise(dates):
        change = reach_changes(snapshot, then, now)
        spans.append(
            ProgressSpan(
                from_=iso(then),
                to=iso(now),
                changed=len(change.workshops),
                lifted=int(is_lifted(change).sum()),
                acts=tuple(acts(snapshot, change, lang)),
            )
        )
    return ProgressResult(schema="alliance.progress/1", revision=snapshot.revision, as_of=as_of, points=points, spans=tuple(spans))


def acts(snapshot: Snapshot, change: ReachChange, lang: str = "zh") -> list[ActRow]:
    """Return the acts behind a change of reach, most first, then by name."""
    up = is_lifted(change)
    found = [(ACTS[act], act_kind(snapshot, change, i)) for i, act in enumerate(change.act.tolist())]
    count, raised = Counter(found), Counter(one for one, is_up in zip(found, up.tolist(), strict=True) if is_up)
    rows = [
        ActRow(act=act, kind=kind, count=number, lifted=raised[act, kind], text=act_text(act, kind, lang)) for (act, kind), number in count.items()
    ]
    return sorted(rows, key=lambda row: (-row.lifted, -row.count, row.act, row.kind))


def act_text(act: str, kind: str, lang: str) -> str:
    """Return an act as words; a new contact by the label of its kind."""
    if act != "contact":
        return messages.text(f"network.act.{act}", lang)
    label = schema.tie_kind(kind).label(lang) if kind in schema.TIE_CODE else schema.node_kind(kind).label(lang)
    return messages.text("network.act.contact", lang, kind=label)


@authorized
def reach_preview(net: Session, settings: Mapping[str, Any], on: str | None = None) -> ReachPreview:
    """Return how many workshops would move with these settings, by code before and after; nothing is written.

    Raises ``InvalidValue`` for a setting that reach does not ask for, or a value of another type.
    """
    declared = {setting.name: setting for setting in schema.SETTINGS}
    for name, value in settings.items():
        if name not in REACH_SETTINGS or not fits(value, declared[name].type):
            raise InvalidValue(property=name, value=value)
    snapshot, as_of = net.snapshot(on), net.as_of(on)
    now, then = reach(snapshot, day(as_of)), reach(snapshot, day(as_of), settings=settings)
    k = len(CODES)
    table = np.bincount(now.code.astype(np.int64) * k + then.code, minlength=k * k).reshape(k, k)
    moves = [PreviewMove(CODES[i], CODES[j], int(table[i, j])) for i in range(k) for j in range(k) if i != j and table[i, j]]
    moves.sort(key=lambda move: (-move.count, move.before, move.after))
    moved = int(table.sum() - np.trace(table))
    return ReachPreview(
        schema="alliance.reach_preview/1",
        revision=snapshot.revision,
        as_of=as_of,
        settings=dict(settings),
        moved=moved,
        of=len(now.code),
        before=now.counts(),
        after=then.counts(),
        moves=tuple(moves),
    )
