"""Components: groups of parties that are connected with each other and with nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.graph.pairs import live_pairs
from alliance.network.time.horizon import workshops_on
from alliance.network.time.validity import distinct


@dataclass(frozen=True, eq=False)
class Components:
    """Components by size, largest first, then by their smallest number.

    ``members``: the nodes considered, ascending; ``label``: the component of each, 0 the largest. ``sizes``: how many nodes in each.
    """

    members: Ints
    label: Ints
    sizes: Longs

    def of(self, component: int) -> Ints:
        """Return the nodes of one component, ascending."""
        found: Ints = self.members[self.label == component]
        return found


def components(snapshot: Snapshot, as_of: int, layers: Sequence[str] = ("cooperation", "exchange"), *, workshops_only: bool = True) -> Components:
    """Return the components of the live contacts of these layers; a workshop without any is a component of its own.

    Two nodes are in one component when a path of contacts joins them. With ``workshops_only`` the paths run over
    workshops alone, else over organisations too. O(n + pairs). Reference: Wasserman and Faust (1994), ch. 4.
    """
    a, b = live_pairs(snapshot, as_of, layers, workshops_only=workshops_only)
    members = distinct(np.concatenate([workshops_on(snapshot, as_of), a, b]))
    k = len(members)
    first, second = np.searchsorted(members, a), np.searchsorted(members, b)
    count, label = connected_components(coo_array((np.ones(len(a), dtype=np.int8), (first, second)), shape=(k, k)), directed=False)
    sizes = np.bincount(label, minlength=count)
    smallest = np.full(count, k, dtype=np.int64)
    np.minimum.at(smallest, label, np.arange(k))
    order = np.lexsort((smallest, -sizes))
    rank = np.empty(count, dtype=np.int32)
    rank[order] = np.arange(count)
    return Components(members, rank[label], sizes[order])
