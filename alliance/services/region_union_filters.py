"""What lies inside a region, what stands under a union: the filters of every list, said once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliance.model import iso
from alliance.model.snapshot import Ints, Snapshot
from alliance.network.place.responsible import regions, responsible_unions
from alliance.network.time.validity import valid
from alliance.services.authorization import authorized
from alliance.services.naming import resolve
from alliance.services.session import Session


@authorized
def in_region(net: Session, name: str, on: int) -> NDArray[np.bool_]:
    """Say of each node whether it lies in a region or a part of it, at any depth. ``name``: name or id. Raises ``UnknownNode``, ``AmbiguousName``."""
    snapshot = net.snapshot(iso(on))
    return _within(snapshot, "PART_OF", regions(snapshot, on), snapshot.number(resolve(net, name, ("Region",), on=iso(on)).id), on)


@authorized
def under_union(net: Session, name: str, on: int) -> NDArray[np.bool_]:
    """Say of each node whether a union or one subordinate to it, at any depth, answers for it. Raises ``UnknownNode``, ``AmbiguousName``."""
    snapshot = net.snapshot(iso(on))
    return _within(
        snapshot, "SUBORDINATE_TO", responsible_unions(snapshot, on), snapshot.number(resolve(net, name, ("TradeUnion",), on=iso(on)).id), on
    )


def _within(snapshot: Snapshot, kind: str, of: Ints, wanted: int, on: int) -> NDArray[np.bool_]:
    return _below(snapshot, kind, wanted, on)[of] & (of >= 0)


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
