"""What is there on a day: the one rule of who exists and what is seen, and the network as it was known then (rules §3).

Nothing later than the day is seen. A workshop is there from its first recognition (always where none is dated); whatever else has a
date of its own from that day: an activity, project, agreement or achievement, an alliance, demand or challenge. What happened between
parties (``schema.HAPPENING``) is seen from the day it began; where no beginning is on record, from the earliest as-of of its sources,
or its end where that is earlier; without any as-of always. The same holds for an undated activity, project, agreement or achievement and
its own as-ofs; one that has a date dates those who took part as well. Other affiliation without a beginning holds always. No tie is seen
before both of its ends are there.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliance import schema
from alliance.model.cutting import part_of, with_columns
from alliance.model.snapshot import Ints, Snapshot
from alliance.network.time.recognition import first_recognition
from alliance.network.time.validity import memoise, newest_as_of

DAYS_KEPT = 2  # of how many days the network as it was known is kept beside it: each is as large as the network itself
_NEVER = np.iinfo(np.int32).max


def node_from(snapshot: Snapshot) -> Ints:
    """Return by node number the day from which the node is there; 0: always. Kept: not to be changed. O(n)."""
    return snapshot.memo_of_records("network.node_from", lambda: _node_from(snapshot))  # type: ignore[no-any-return]


def _node_from(snapshot: Snapshot) -> Ints:
    found: Ints = snapshot.first.copy()
    workshops = snapshot.of_kind("Workshop")
    found[workshops] = first_recognition(snapshot)[0][workshops]
    earliest = np.zeros(snapshot.n_nodes, dtype=np.int32)
    _set_earliest(earliest, snapshot.told_node, snapshot.told_first)
    _date_by_as_ofs(found, snapshot.has_kind(*schema.DATING), earliest, snapshot.until)
    return found


def ties_known_from(snapshot: Snapshot) -> Ints:
    """Return by tie number the day from which the tie itself is told, whatever of its ends; 0: always. Kept: not to be changed. O(m)."""
    return snapshot.memo_of_records("network.tie_known", lambda: _tie_known(snapshot))  # type: ignore[no-any-return]


def _tie_known(snapshot: Snapshot) -> Ints:
    found: Ints = snapshot.tie_first.copy()
    earliest = snapshot.tie_seen.copy()
    _set_earliest(earliest, snapshot.seen_tie, snapshot.seen_first)
    happening = np.zeros(len(schema.TIE_KINDS), dtype=bool)
    happening[[schema.TIE_CODE[kind] for kind in schema.HAPPENING]] = True
    happened = happening[snapshot.tie_kind]
    for kind in schema.TAKING_PART:
        part = snapshot.tie_slice(kind)
        happened[part] &= snapshot.first[snapshot.target[part]] == 0
    _date_by_as_ofs(found, happened, earliest, snapshot.tie_until)
    return found


def _set_earliest(earliest: Ints, owner: Ints, day: Ints) -> None:
    """Write the earliest day of each owner; owners ascend."""
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]][: len(owner)])
    if len(starts):
        earliest[owner[starts]] = np.minimum.reduceat(day, starts)


def _date_by_as_ofs(found: Ints, which: NDArray[np.bool_], earliest: Ints, until: Ints) -> None:
    """Date those of ``which`` that have no beginning, but as-ofs: as ``period.known_from``."""
    rows = np.flatnonzero(which & (found == 0) & (earliest > 0))
    found[rows] = np.minimum(earliest[rows], np.where(until[rows] > 0, until[rows], _NEVER))


def tie_from(snapshot: Snapshot) -> Ints:
    """Return by tie number the day from which the tie is seen, both ends being there; 0: always. Kept: not to be changed. O(m)."""

    def make() -> Ints:
        there, known = node_from(snapshot), ties_known_from(snapshot)
        if not there.any():
            return known
        both: Ints = np.maximum(there[snapshot.source], there[snapshot.target])
        return np.maximum(known, both)

    return snapshot.memo_of_records("network.tie_from", make)  # type: ignore[no-any-return]


def exists(snapshot: Snapshot, as_of: int) -> NDArray[np.bool_]:
    """Say of each node whether it is there on the day. O(n)."""
    there: NDArray[np.bool_] = node_from(snapshot) <= as_of
    return there


def workshops_on(snapshot: Snapshot, as_of: int) -> Ints:
    """Return the numbers of the workshops that are there on the day, ascending."""
    every = snapshot.of_kind("Workshop").astype(np.int32)
    found: Ints = every[node_from(snapshot)[every] <= as_of]
    return found


def later(snapshot: Snapshot, as_of: int) -> frozenset[str]:
    """Return the ids of the nodes that are not there yet on the day: none, as a rule."""
    return memoise(snapshot, ("later", as_of), lambda: frozenset(snapshot.ids[int(one)] for one in np.flatnonzero(~exists(snapshot, as_of))))


def known_on(snapshot: Snapshot, as_of: int) -> Snapshot:
    """Return the network as it was known on the day: the same without the nodes, ties, as-ofs and checks that came later.

    The snapshot itself where nothing is later, as a rule; under its settings in any case. Numbers are those of what is there, so numbers of two
    days do not fit together. Kept for the last ``DAYS_KEPT`` days. O(n + m).
    """
    newest = snapshot.memo_of_records("network.newest", lambda: int(max(node_from(snapshot).max(initial=0), tie_from(snapshot).max(initial=0))))
    if newest <= as_of:
        return snapshot
    cut = memoise(snapshot, as_of, lambda: _cut_to_known(snapshot, as_of), shelf=("network.known_on", DAYS_KEPT))
    return cut.under_those_of(snapshot)


def _cut_to_known(snapshot: Snapshot, as_of: int) -> Snapshot:
    nodes, ties = exists(snapshot, as_of), tie_from(snapshot) <= as_of
    part = part_of(snapshot, nodes, ties)
    columns = dict(part.columns)
    columns["first"], columns["last"] = columns["first"].copy(), columns["last"].copy()
    columns["first"][columns["first"] > as_of] = 0  # a workshop recognised by another union before: its own date is later
    columns["last"][columns["first"] == 0] = 0
    columns["tie_seen"] = newest_as_of(snapshot, np.flatnonzero(ties).astype(np.int32), as_of)
    for of, first, last in (("seen_tie", "seen_first", "seen_last"), ("told_node", "told_first", "told_last")):
        keep = columns[first] <= as_of
        columns |= {name: columns[name][keep] for name in (of, first, last)}
    return with_columns(part, columns, part.ids)
