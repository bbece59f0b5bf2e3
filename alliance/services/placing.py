"""The filters of the worklist: everything inside a region, everything under a union."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliance.model.snapshot import Ints, Snapshot
from alliance.network.spans import valid


def within_region(snapshot: Snapshot, region: Ints, wanted: int, on: int) -> NDArray[np.bool_]:
    """Say of each node number in ``region`` whether it is the wanted region or part of it, at any depth."""
    return _below(snapshot, "PART_OF", wanted, on)[region] & (region >= 0)


def within_union(snapshot: Snapshot, union: Ints, wanted: int, on: int) -> NDArray[np.bool_]:
    """Say of each node number in ``union`` whether it is the wanted union or subordinate to it, at any depth."""
    return _below(snapshot, "SUBORDINATE_TO", wanted, on)[union] & (union >= 0)


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
