"""Two dates compared: which pairs are in contact at each, whose reach has changed and by which act.

A pair is *new* when it is live now, not then, and nothing of it was on record before the first date; *resumed* when it was live
once and is again; *renewed* when it is live at both and something new was recorded in between; *kept* when it is live at both by
what was there; *lost* when it was live then only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance import schema
from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.contacts import contacts_at
from alliance.network.contacts.contacts import contacts, ends
from alliance.network.graph.pairs import live_pairs
from alliance.network.mixing.matrix import LAYERS
from alliance.network.reach.reach import CODE, CODES, ReachTable, reach
from alliance.network.time.validity import distinct

STATES = ("new", "resumed", "renewed", "kept", "lost")
ACTS = ("contact", "recognised", "lapsed", "affiliation", "checked", "time", "withdrawn")


@dataclass(frozen=True, eq=False)
class PairChange:
    """Pairs of workshops (a < b, ascending) of one layer that are live at either date, with the state of each (position in STATES)."""

    a: Ints
    b: Ints
    state: NDArray[np.uint8]

    def counts(self) -> dict[str, int]:
        """Return how many pairs have each state."""
        return dict(zip(STATES, np.bincount(self.state, minlength=len(STATES)).tolist(), strict=True))


@dataclass(frozen=True, eq=False)
class ReachChange:
    """Workshops whose code differs, ascending: ``before`` and ``after`` (positions in CODES, −1 not in the answer), ``act`` (in ACTS),

    ``by``: for the act *contact* the row of ``contacts`` that lifted it, else −1. ``table``: code before × code after over all
    workshops in both answers.
    """

    workshops: Ints
    before: NDArray[np.int16]
    after: NDArray[np.int16]
    act: NDArray[np.uint8]
    by: Longs
    table: Longs


def pair_changes(snapshot: Snapshot, then: int, now: int, layer: str, settings: Mapping[str, Any] | None = None) -> PairChange:
    """Return what became of the pairs of workshops between two dates. O(contacts)."""
    n = snapshot.n_nodes
    chosen = {**snapshot.settings, **(settings or {})}
    old, new = (_keys(n, *live_pairs(snapshot, day, (layer,), workshops_only=True, settings=chosen)) for day in (then, now))
    every = distinct(np.concatenate([old, new]))
    was, is_ = _among(every, old), _among(every, new)
    known, fresh = _recorded_pairs(snapshot, then, now, layer, chosen)
    state = np.where(was & is_, np.where(_among(every, fresh), 2, 3), np.where(is_, np.where(_among(every, known), 1, 0), 4)).astype(np.uint8)
    return PairChange((every // n).astype(np.int32), (every % n).astype(np.int32), state)


def _keys(n: int, a: Ints, b: Ints) -> Longs:
    return a.astype(np.int64) * n + b


def _among(keys: Longs, known: Longs) -> NDArray[np.bool_]:
    """Which keys are among the known ones; both ascending and each once."""
    place = np.minimum(np.searchsorted(known, keys), max(len(known) - 1, 0))
    found: NDArray[np.bool_] = known[place] == keys if len(known) else np.zeros(len(keys), dtype=bool)
    return found


def _recorded_pairs(snapshot: Snapshot, then: int, now: int, layer: str, settings: Mapping[str, Any]) -> tuple[Longs, Longs]:
    """Pairs with anything seen on the first date, and pairs with a dated record that began in between."""
    rows = contacts(snapshot, settings)
    of_layer = rows.layer == LAYERS[layer]
    key = _keys(snapshot.n_nodes, np.minimum(rows.a, rows.b), np.maximum(rows.a, rows.b))
    before, after = (contacts_at.contacts_at(snapshot, day, settings).mark & contacts_at.WIDTH != contacts_at.UNSEEN for day in (then, now))
    return distinct(key[of_layer & before]), distinct(key[of_layer & after & (rows.first > then) & (rows.first <= now)])


def reach_changes(snapshot: Snapshot, then: int, now: int, settings: Mapping[str, Any] | None = None) -> ReachChange:
    """Return whose reach changed between two dates, and by which act. O(contacts + workshops).

    ``contact``: its widest live contact now is wider and was not live then. ``lapsed``: what was widest then is out of the window.
    ``affiliation``: the same contact is judged otherwise because unit, group or system changed. ``checked``: the contacts were
    confirmed or the confirmation ran out. ``recognised``: not in the answer then. ``withdrawn``: not any more. ``time``: the rest,
    such as the half year of a new one.
    """
    before, after = reach(snapshot, then, settings=settings), reach(snapshot, now, settings=settings)
    every = np.union1d(before.workshops, after.workshops).astype(np.int32)
    old, new = _codes(before, every), _codes(after, every)
    both = (old >= 0) & (new >= 0)
    k = len(CODES)
    table = np.bincount(old[both].astype(np.int64) * k + new[both], minlength=k * k).reshape(k, k)
    changed = old != new
    number = every[changed]
    act, by = _acts(snapshot, before, after, number, old[changed], new[changed])
    return ReachChange(workshops=number, before=old[changed], after=new[changed], act=act, by=by, table=table)


def _codes(table: ReachTable, every: Ints) -> NDArray[np.int16]:
    found = np.full(len(every), -1, dtype=np.int16)
    found[np.searchsorted(every, table.workshops)] = table.code
    return found


def _acts(
    snapshot: Snapshot, before: ReachTable, after: ReachTable, number: Ints, old: NDArray[np.int16], new: NDArray[np.int16]
) -> tuple[NDArray[np.uint8], Longs]:
    was, entry_then = _widest(snapshot, before, number)
    is_, entry_now = _widest(snapshot, after, number, before.live)
    by_end = ends(snapshot, after.settings)
    row = np.where(entry_now >= 0, by_end.row[entry_now] if len(by_end.row) else -1, -1)
    began = np.where(entry_now >= 0, ~before.live[entry_now] if len(before.live) else False, False)
    gone = np.where(entry_then >= 0, ~after.live[entry_then] if len(after.live) else False, False)
    confirmed = _flag(before, number) != _flag(after, number)
    choices = [old < 0, new < 0, (is_ > was) & began, (is_ < was) & gone, is_ != was, (is_ == 0) & confirmed]
    act = np.select(
        choices, [ACTS.index(word) for word in ("recognised", "withdrawn", "contact", "lapsed", "affiliation", "checked")], ACTS.index("time")
    )
    return act.astype(np.uint8), np.where(act == ACTS.index("contact"), row, -1)


def _flag(table: ReachTable, number: Ints) -> NDArray[np.bool_]:
    found = np.zeros(len(number), dtype=bool)
    place = np.minimum(np.searchsorted(table.workshops, number), max(len(table.workshops) - 1, 0))
    if len(table.workshops):
        found = (table.workshops[place] == number) & table.confirmed[place]
    return found


def _widest(snapshot: Snapshot, table: ReachTable, number: Ints, known: NDArray[np.bool_] | None = None) -> tuple[Ints, Longs]:
    """Return for each workshop the width of its widest live contact, and the deciding entry: the earliest not ``known``, else the earliest."""
    by_end = ends(snapshot, table.settings)
    rows = contacts(snapshot, table.settings)
    width = np.where(table.live, contacts_at.contacts_at(snapshot, table.as_of, table.settings).mark_of & contacts_at.WIDTH, 0)
    entry = np.flatnonzero((width > 0) & np.isin(by_end.own, number))
    begun = np.maximum(rows.first[by_end.row[entry]], rows.seen_from[by_end.row[entry]])
    old = np.zeros(len(entry), dtype=bool) if known is None else known[entry]
    order = entry[np.lexsort((entry, begun, old, -width[entry].astype(np.int64), by_end.own[entry]))]
    own = by_end.own[order]
    leading = order[np.r_[True, own[1:] != own[:-1]][: len(own)]]
    found, which = np.zeros(len(number), dtype=np.int32), np.full(len(number), -1, dtype=np.int64)
    place = np.searchsorted(number, by_end.own[leading])
    found[place], which[place] = width[leading], leading
    return found, which


def act_kind(snapshot: Snapshot, change: ReachChange, i: int, settings: Mapping[str, Any] | None = None) -> str:
    """Return the kind of tie, or of shared node, over which row i was lifted; empty for another act."""
    row = int(change.by[i])
    if row < 0:
        return ""
    rows = contacts(snapshot, {**snapshot.settings, **(settings or {})})
    via = int(rows.via[row])
    return snapshot.kind_of(via) if via >= 0 else schema.TIE_KINDS[int(snapshot.tie_kind[rows.tie[row]])].name


def is_lifted(change: ReachChange) -> NDArray[np.bool_]:
    """Say which rows went from cut off or unknown to connected or serving."""
    low = [CODE[code] for code in ("own_system", "own_group", "own_unit", "sleeping", "none", "unknown")]
    high = [CODE[code] for code in ("connected", "serving")]
    found: NDArray[np.bool_] = np.isin(change.before, low) & np.isin(change.after, high)
    return found
