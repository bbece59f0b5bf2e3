"""Degree: how many distinct partners each workshop has, and how dense a set of workshops is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alliance import schema
from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.graph.pairs import live_pairs
from alliance.network.time.horizon import workshops_on


@dataclass(frozen=True, eq=False)
class Degree:
    """By workshop, ascending: distinct live partners that are workshops, and that are organisations."""

    workshops: Ints
    with_workshops: Longs
    with_organisations: Longs


def degree(snapshot: Snapshot, as_of: int, layers: Sequence[str] = ("cooperation", "exchange")) -> Degree:
    """Return the number of distinct partners of every workshop over the live contacts of these layers.

    Affiliation never counts: a workshop that is tied only to its host and its industry has degree 0. Several ties
    with one partner are one. O(contacts). Reference: Freeman, *Centrality in social networks*, Soc. Networks 1 (1979).
    """
    a, b = live_pairs(snapshot, as_of, layers)
    is_workshop = snapshot.kind == schema.NODE_CODE["Workshop"]
    number = workshops_on(snapshot, as_of)
    counts = []
    for kind in (is_workshop, ~is_workshop):
        count = np.bincount(a[kind[b]], minlength=snapshot.n_nodes) + np.bincount(b[kind[a]], minlength=snapshot.n_nodes)
        counts.append(count[number])
    return Degree(number, *counts)


def density(snapshot: Snapshot, as_of: int, members: Ints, layers: Sequence[str] = ("cooperation", "exchange")) -> float | None:
    """Return the share of the pairs among these workshops that are in live contact; None for fewer than two.

    2·m / (k·(k − 1)) with m pairs in contact among k members. Reference: Wasserman and Faust (1994), ch. 4.
    """
    k = len(members)
    if k < 2:
        return None
    a, b = live_pairs(snapshot, as_of, layers, workshops_only=True)
    inside = int((np.isin(a, members) & np.isin(b, members)).sum())
    return 2 * inside / (k * (k - 1))
