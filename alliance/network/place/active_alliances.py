"""Running alliances, and what membership in one is evidence for (rules §5, order 8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance import schema
from alliance.model.snapshot import Longs, Snapshot
from alliance.network.place.affiliation import affiliation
from alliance.network.time.horizon import exists
from alliance.network.time.validity import distinct, expand_rows, memoise, valid


def is_running(snapshot: Snapshot, as_of: int) -> NDArray[np.bool_]:
    """Say of each node whether it is an alliance that is founded by the day (or at an unknown time) and not dissolved before it."""
    alliance = snapshot.of_kind("Alliance")
    until = snapshot.until[alliance]
    running = np.zeros(snapshot.n_nodes, dtype=bool)
    running[alliance] = (snapshot.first[alliance] <= as_of) & ((until == 0) | (until >= as_of))
    return running


def memberships(snapshot: Snapshot, as_of: int) -> tuple[Longs, Longs, Longs]:
    """Return (alliance, member, tie) of every membership of the day in a running alliance; a head stands for the workshop he leads.

    Ordered by alliance, then member; one row each, unnamed groups included.
    """
    return memoise(snapshot, ("memberships", as_of), lambda: _memberships(snapshot, as_of))


def _memberships(snapshot: Snapshot, as_of: int) -> tuple[Longs, Longs, Longs]:
    part = snapshot.tie_slice("MEMBER_OF")
    tie = np.flatnonzero(valid(snapshot, part, as_of) & is_running(snapshot, as_of)[snapshot.target[part]]) + part.start
    member = snapshot.source[tie].astype(np.int64)
    person = snapshot.kind[member] == schema.NODE_CODE["Person"]
    leads = snapshot.adjacency("LEADS")
    position, entry = expand_rows(member[person], leads.start)
    led = valid(snapshot, leads.tie[entry], as_of)
    member = np.r_[member[~person], leads.node[entry[led]]]
    tie = np.r_[tie[~person], tie[person][position[led]]]
    there = exists(snapshot, as_of)[member]
    member, tie = member[there], tie[there]
    alliance = snapshot.target[tie].astype(np.int64)
    _, first = np.unique(alliance * snapshot.n_nodes + member, return_index=True)
    return alliance[first], member[first], tie[first]


def alliance_reasons(snapshot: Snapshot, as_of: int, settings: Mapping[str, Any] | None = None) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say of each node (member of a running alliance with a member outside its unit, and this only because a unit is unknown). Kept."""
    return memoise(snapshot, ("alliance_reasons", as_of), lambda: _alliance_reasons(snapshot, as_of, settings))


def _alliance_reasons(snapshot: Snapshot, as_of: int, settings: Mapping[str, Any] | None) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    numbers, member, _ = memberships(snapshot, as_of)
    alliance = np.cumsum(np.r_[False, numbers[1:] != numbers[:-1]][: len(numbers)])  # counted from 0
    unit = affiliation(snapshot, as_of, settings).unit[member].astype(np.int64)
    group = snapshot.kind[member] == schema.NODE_CODE["Group"]
    n = snapshot.n_nodes
    placed = unit >= 0
    count = np.bincount(alliance)
    units = np.bincount(distinct(alliance[placed] * n + unit[placed]) // n, minlength=len(count))
    nameless = np.bincount(alliance[~placed & ~group], minlength=len(count))
    has_group = np.bincount(alliance[group], minlength=len(count)) > 0
    certain = has_group[alliance] | (placed & (units[alliance] > 1))
    possible = np.where(placed, nameless[alliance] > 0, count[alliance] > 1)
    of_any, of_certain = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    of_any[member[certain | possible]] = True
    of_certain[member[certain]] = True
    return of_any, of_any & ~of_certain
