"""The neighbourhood of a node: everything within a few steps, up to a limit, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliance import schema
from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.neighbours import HUBS, LAYER_OF_KIND, neighbours
from alliance.network.time.horizon import tie_from

_LAYER = np.array(LAYER_OF_KIND, dtype=np.uint8)


@dataclass(frozen=True, eq=False)
class Ego:
    """The node itself, then its neighbourhood by distance, then layer, then id; and every tie among them, ascending.

    ``left_out``: how many further nodes were met and are not shown.
    """

    nodes: Ints
    distance: Ints
    ties: Ints
    left_out: int


def ego(snapshot: Snapshot, number: int, *, depth: int = 1, layers: Sequence[str] = (), limit: int = 150, as_of: int | None = None) -> Ego:
    """Return the ego network of a node over the ties of these layers (none named: all).

    Nodes of one distance come in the order of the best layer that reaches them (cooperation, exchange,
    affiliation, planned), then by id; ``limit`` counts the node itself. The walk shows but does not pass
    through regions, industries and crafts, unless it starts there, and goes on only from nodes that are
    shown. What is later than ``as_of`` is not seen (``network.time.horizon``). Cost: the ties of the nodes shown.

    Reference: Wasserman and Faust, *Social Network Analysis* (1994), ch. 2.
    """
    wanted = np.isin(_LAYER, [schema.LAYERS.index(layer) for layer in layers or schema.LAYERS])
    shown, distance, left = [number], [0], set[int]()
    frontier = np.array([number], dtype=np.int64)
    for steps in range(1, depth + 1):
        _, other, tie = _ties(snapshot, frontier, wanted, as_of)
        found = _by_layer(other, _LAYER[snapshot.tie_kind[tie]])
        found = found[~np.isin(found, shown)]
        taken = found[: max(0, limit - len(shown))]
        left |= set(found[len(taken) :].tolist())
        shown += taken.tolist()
        distance += [steps] * len(taken)
        frontier = taken[~np.isin(snapshot.kind[taken], [schema.NODE_CODE[hub] for hub in HUBS])].astype(np.int64)
    nodes = np.array(shown, dtype=np.int32)
    _, other, tie = _ties(snapshot, nodes.astype(np.int64), wanted, as_of)
    return Ego(nodes=nodes, distance=np.array(distance, dtype=np.int32), ties=np.unique(tie[np.isin(other, nodes)]), left_out=len(left - set(shown)))


def _ties(snapshot: Snapshot, nodes: Longs, wanted: NDArray[np.bool_], as_of: int | None) -> tuple[Ints, Ints, Ints]:
    position, other, tie = neighbours(snapshot).step(nodes)
    keep = wanted[snapshot.tie_kind[tie]]
    if as_of is not None:
        keep &= tie_from(snapshot)[tie] <= as_of
    return position[keep], other[keep], tie[keep]


def _by_layer(other: Ints, layer: NDArray[np.uint8]) -> Ints:
    """The distinct nodes by their best layer, then number."""
    order = np.lexsort((layer, other))
    other, layer = other[order], layer[order]
    first = np.r_[True, other[1:] != other[:-1]][: len(other)]
    other, layer = other[first], layer[first]
    return other[np.lexsort((other, layer))]
