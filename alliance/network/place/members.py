"""The workshops of a hub: a region, union, alliance, industry, craft or activity. Each is asked by the rule that every list goes by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliance import schema
from alliance.model.snapshot import Ints, Snapshot
from alliance.network.place.active_alliances import memberships
from alliance.network.place.industries import industries
from alliance.network.place.responsible import regions, responsible_unions
from alliance.network.time.horizon import workshops_on
from alliance.network.time.validity import valid

HUBS = ("Alliance", "Industry", "TradeUnion", "Region", "Craft", "Activity")
DIRECT = {"Craft": "HAS_CRAFT", "Activity": "PARTICIPATES_IN"}
FEWEST = {"Activity": 13}  # workshops; of fewer the picture of one node says more: who took part, one by one
ABOVE = {"Region": "PART_OF", "TradeUnion": "SUBORDINATE_TO", "Industry": "PART_OF"}


def is_seen_as_disc(kind: str, workshops: int) -> bool:
    """Say whether a node with so many workshops is shown as a disc of them and not as the centre of its surroundings."""
    return kind in HUBS and workshops >= FEWEST.get(kind, 2)


def workshops_of(snapshot: Snapshot, number: int, as_of: int) -> Ints:
    """Return the workshops of a hub on the day, ascending; of any other node none. O(nodes + ties).

    In a region or a part of it; of a union that answers for them or one subordinate to it; of a running alliance by membership, a head standing
    for the workshop he leads; of an industry by craft industry; of a craft or activity by their own ties.
    """
    kind, inside = snapshot.kind_of(number), np.zeros(snapshot.n_nodes, dtype=bool)
    if kind in ABOVE:
        of = {"Region": regions, "TradeUnion": responsible_unions, "Industry": industries}[kind](snapshot, as_of)
        inside = within(snapshot, of, number, as_of)
    elif kind == "Alliance":
        alliance, member, _ = memberships(snapshot, as_of)
        inside[member[alliance == number]] = True
    elif kind in DIRECT:
        part = snapshot.tie_slice(DIRECT[kind])
        there = valid(snapshot, part, as_of) if schema.tie_kind(DIRECT[kind]).dated else np.ones(part.stop - part.start, dtype=bool)
        inside[snapshot.source[part][there & (snapshot.target[part] == number)]] = True
    workshops = workshops_on(snapshot, as_of)
    found: Ints = workshops[inside[workshops]]
    return found


def within(snapshot: Snapshot, of: Ints, wanted: int, on: int) -> NDArray[np.bool_]:
    """Say of each node whether what it has (``of``, −1 nothing) is a region, union or industry, or lies below it at any depth."""
    marked: NDArray[np.bool_] = _below(snapshot, ABOVE[snapshot.kind_of(wanted)], wanted, on)[of] & (of >= 0)
    return marked


def _below(snapshot: Snapshot, kind: str, wanted: int, on: int) -> NDArray[np.bool_]:
    """Mark a node and everything that leads up to it over valid ties of one kind between nodes of its own kind. O(depth × ties)."""
    part = snapshot.tie_slice(kind)
    rows = np.flatnonzero(valid(snapshot, part, on) & (snapshot.kind[snapshot.source[part]] == snapshot.kind[wanted])) + part.start
    lower, upper = snapshot.source[rows], snapshot.target[rows]
    marked = np.zeros(snapshot.n_nodes, dtype=bool)
    marked[wanted] = True
    while len(fresh := lower[marked[upper] & ~marked[lower]]):
        marked[fresh] = True
    return marked
