"""Burt's constraint: how far a workshop's contacts all lead back to the same few.

p_ij is the share of i's contacts that goes to j (each live pair weighs the same: 1/degree of i).
c_ij = (p_ij + Σ_q p_iq·p_qj)², q ≠ i, j, and the constraint of i is Σ_j c_ij over its contacts j: 1 for a
workshop with one contact, near 0 for one whose many contacts do not know each other. Source: R. S. Burt,
*Structural Holes* (1992), ch. 2. Said as a question (还可以认识谁？), never as a mark for a workshop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.graph.pairs import live_pairs
from alliance.network.graph.triangles import triangles
from alliance.network.mixing.matrix import Floats
from alliance.network.time.validity import distinct


@dataclass(frozen=True, eq=False)
class Constraint:
    """By workshop with at least one live contact, ascending: its constraint and its number of contacts."""

    members: Ints
    constraint: Floats
    degree: Longs

    def of(self, number: int) -> float | None:
        """Return the constraint of one workshop; None where it has no contact (it is not defined)."""
        row = int(np.searchsorted(self.members, np.int32(number)))
        return float(self.constraint[row]) if row < len(self.members) and self.members[row] == number else None


def constraint(snapshot: Snapshot, as_of: int, layers: Sequence[str] = ("cooperation", "exchange")) -> Constraint:
    """Return the constraint of every workshop over its live contacts with workshops; equal to ``networkx.constraint``.

    O(pairs + triangles).
    """
    a, b = live_pairs(snapshot, as_of, layers, workshops_only=True)
    members = distinct(np.concatenate([a, b]))
    first, second = np.searchsorted(members, a), np.searchsorted(members, b)
    degree = np.bincount(np.r_[first, second], minlength=len(members))
    return Constraint(members, burt(len(members), first, second), degree)


def burt(n: int, a: Longs, b: Longs) -> Floats:
    """Return the constraint of the nodes 0 … n−1 of a simple graph with edges {a, b}; 0 where there is no edge.

    The middle term is not 0 only where i, q and j form a triangle, so the sum runs over triangles. By hand:
    in a path 0–1–2 the middle has (1/2)² + (1/2)² = 0.5; in a triangle each has 2·(1/2 + 1/2·1/2)² = 1.125.

    >>> burt(3, np.array([0, 1]), np.array([1, 2])).tolist(), burt(3, np.array([0, 0, 1]), np.array([1, 2, 2])).tolist()
    ([1.0, 0.5, 1.0], [1.125, 1.125, 1.125])
    """
    degree = np.bincount(np.r_[a, b], minlength=n).astype(float)
    share = 1.0 / np.maximum(degree, 1.0)
    heads, tails = np.r_[a, b], np.r_[b, a]
    own = csr_array((share[heads], (heads, tails)), shape=(n, n))
    own.sort_indices()
    through = _through(n, a, b, share)
    total = own + through
    total.data **= 2
    found: Floats = np.asarray(total.sum(axis=1)).ravel()
    return found


def _through(n: int, a: Longs, b: Longs, share: Floats) -> csr_array:
    """Σ_q p_iq·p_qj for tied i and j: each triangle gives its six ordered ways from i over q to j."""
    rows, columns, values = [], [], []
    for x, y, z in triangles(n, a, b):
        for i, q, j in ((x, y, z), (z, y, x), (x, z, y), (y, z, x), (y, x, z), (z, x, y)):
            rows.append(i)
            columns.append(j)
            values.append(share[i] * share[q])
    if not rows:
        return csr_array((n, n), dtype=float)
    return csr_array((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=(n, n))
