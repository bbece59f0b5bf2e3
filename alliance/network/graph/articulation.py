"""Blocks: parts that stay connected when any one member is removed; the members and ties that join them.

A cut member (articulation workshop) stands in two blocks: without it some who are connected are not. A
bridge is a tie that is a block of its own. Said on screen as 目前只靠一家牵线, never as who leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.graph.pairs import live_pairs
from alliance.network.time.validity import distinct


@dataclass(frozen=True, eq=False)
class Blocks:
    """The pairs (a < b, ascending) with the block of each, and what follows: cut members, bridges, ascending."""

    a: Ints
    b: Ints
    block: Ints
    cut_members: Ints
    bridges: NDArray[np.int32]  # rows (a, b)


def blocks(snapshot: Snapshot, as_of: int, layers: Sequence[str] = ("cooperation", "exchange"), *, workshops_only: bool = True) -> Blocks:
    """Return the blocks (biconnected components) of the live contacts, with cut members and bridges.

    O(n + m) array work for each of the few levels of a breadth-first tree, after R. E. Tarjan and U. Vishkin, *An
    efficient parallel biconnectivity algorithm*, SIAM J. Comput. 14 (1985). networkx's ``articulation_points``
    and ``bridges`` give the same.
    """
    a, b = live_pairs(snapshot, as_of, layers, workshops_only=workshops_only)
    members = distinct(np.concatenate([a, b]))
    block = biconnected_components(len(members), np.searchsorted(members, a), np.searchsorted(members, b))
    size = np.bincount(block, minlength=1)
    alone = size[block] == 1 if len(block) else np.zeros(0, dtype=bool)
    return Blocks(
        a=a,
        b=b,
        block=block,
        cut_members=members[cut_members(len(members), np.searchsorted(members, a), np.searchsorted(members, b), block)].astype(np.int32),
        bridges=np.column_stack([a[alone], b[alone]]).astype(np.int32),
    )


def cut_members(n: int, a: Longs, b: Longs, block: Ints) -> Longs:
    """Return the nodes that stand in more than one block, ascending."""
    width = int(block.max()) + 1 if len(block) else 1
    stands = distinct(np.r_[a, b].astype(np.int64) * width + np.r_[block, block]) // width
    return np.flatnonzero(np.bincount(stands, minlength=n) > 1)


def biconnected_components(n: int, a: Longs, b: Longs) -> Ints:
    """Return the block of each edge {a, b} of a simple graph on 0 … n−1; blocks are numbered from 0.

    >>> biconnected_components(4, np.array([0, 1, 0, 2]), np.array([1, 2, 2, 3])).tolist()
    [0, 0, 0, 1]
    """
    if len(a) == 0:
        return np.empty(0, dtype=np.int32)
    tree = _Tree(n, a, b)
    joined = tree.joined_edges()
    _, label = connected_components(coo_array((np.ones(len(joined[0]), dtype=np.int8), joined), shape=(n + 1, n + 1)), directed=False)
    # an edge belongs to the block of the tree edge above its later end
    later = np.where(tree.order[a] > tree.order[b], a, b)
    _, first, block = np.unique(label[later], return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int32)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[block]


class _Tree:
    """A breadth-first tree of the graph under one further node ``root`` = n that joins its components.

    ``parent`` of each node; ``order``: its number in preorder; ``size``: nodes of its subtree.
    """

    def __init__(self, n: int, a: Longs, b: Longs) -> None:
        self.n, self.a, self.b = n, a, b
        graph = coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(n, n))
        _, component = connected_components(graph, directed=False)
        tops = np.unique(component, return_index=True)[1]
        head, tail = np.r_[a, b, np.full(len(tops), n)], np.r_[b, a, tops]
        order = np.argsort(head, kind="stable")
        start = np.r_[0, np.cumsum(np.bincount(head, minlength=n + 1))]
        whole = csr_array((np.ones(len(head), dtype=np.int8), tail[order], start), shape=(n + 1, n + 1))
        self.visited, parent = breadth_first_order(whole, n, directed=True)
        self.parent = parent.astype(np.int64)
        self.levels = self._levels()
        self.size = self._sizes()
        self.order = self._preorder()

    def _levels(self) -> list[Longs]:
        """The nodes by depth below the root; breadth-first order has them one depth after the other."""
        found, depth = [np.array([self.n])], np.zeros(self.n + 1, dtype=np.int64)
        rest = self.visited[1:].astype(np.int64)
        while len(rest):
            here = depth[self.parent[rest]] == len(found) - 1
            here &= np.isin(self.parent[rest], found[-1]) if len(found) == 1 else True
            level = rest[: int(np.argmin(here))] if not here.all() else rest
            depth[level] = len(found)
            depth[rest[len(level) :]] = -1
            found.append(level)
            rest = rest[len(level) :]
        return found

    def _sizes(self) -> Longs:
        size = np.ones(self.n + 1, dtype=np.int64)
        for level in self.levels[:0:-1]:
            np.add.at(size, self.parent[level], size[level])
        return size

    def _preorder(self) -> Longs:
        """Number each node after its parent and the subtrees of its earlier siblings."""
        order = np.zeros(self.n + 1, dtype=np.int64)
        for level in self.levels[1:]:
            above = np.cumsum(self.size[level]) - self.size[level]
            first = np.r_[True, self.parent[level][1:] != self.parent[level][:-1]]
            base = above[np.flatnonzero(first)][np.cumsum(first) - 1]
            order[level] = order[self.parent[level]] + 1 + above - base
        return order

    def joined_edges(self) -> tuple[Longs, Longs]:
        """Which tree edges (named by their lower node) lie in one block, as pairs."""
        off_tree = (self.parent[self.a] != self.b) & (self.parent[self.b] != self.a)
        one, two = self.a[off_tree], self.b[off_tree]
        low, high = self._extent(one, two)
        swap = self.order[one] > self.order[two]
        one, two = np.where(swap, two, one), np.where(swap, one, two)
        apart = self.order[one] + self.size[one] <= self.order[two]
        lower = np.concatenate(self.levels[2:]) if len(self.levels) > 2 else np.empty(0, dtype=np.int64)
        upper = self.parent[lower]
        out = (low[lower] < self.order[upper]) | (high[lower] >= self.order[upper] + self.size[upper])
        return np.r_[one[apart], lower[out]], np.r_[two[apart], upper[out]]

    def _extent(self, one: Longs, two: Longs) -> tuple[Longs, Longs]:
        """The lowest and the highest preorder number that a subtree reaches over edges off the tree."""
        low, high = self.order.copy(), self.order.copy()
        np.minimum.at(low, np.r_[one, two], self.order[np.r_[two, one]])
        np.maximum.at(high, np.r_[one, two], self.order[np.r_[two, one]])
        for level in self.levels[:0:-1]:
            np.minimum.at(low, self.parent[level], low[level])
            np.maximum.at(high, self.parent[level], high[level])
        return low, high
