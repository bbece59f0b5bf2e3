"""Brokerage: who stands between workshops that are not in contact, by the five Gould–Fernandez roles between industries.

j brokers the ordered pair (i, k) when i–j and j–k are in contact and i–k are not. By the groups of the three:

=============== ===========================================
coordinator     i, j, k in one group
itinerant       i and k in one group, j in another
representative  i and j in one group, k in another
gatekeeper      j and k in one group, i in another
liaison         three different groups
=============== ===========================================

Contacts have no direction, so each pair is counted both ways and gatekeeper equals representative.
Workshops whose group is not on record are left out with their contacts. Source: R. V. Gould and R. M. Fernandez,
*Structures of mediation*, Sociological Methodology 19 (1989).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.graph.pairs import live_pairs
from alliance.network.graph.triangles import Progress, triangles
from alliance.network.place.classification import Label
from alliance.network.place.labels import labels_of
from alliance.network.time.validity import distinct

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")


@dataclass(frozen=True, eq=False)
class Brokerage:
    """By workshop with a live contact inside the known groups, ascending: ordered pairs brokered in each role (columns as ROLES).

    ``group``: position of its own group in ``labels``. ``left_out``: workshops with contacts whose group is not on record.
    """

    members: Ints
    counts: Longs
    group: Ints
    labels: tuple[Label, ...]
    left_out: int

    @property
    def total(self) -> Longs:
        """All ordered pairs that each workshop brokers."""
        found: Longs = self.counts.sum(axis=1)
        return found


def brokerage(
    snapshot: Snapshot,
    as_of: int,
    *,
    grouping: str = "groups",
    role: str = "craft",
    layers: Sequence[str] = ("cooperation", "exchange"),
    settings: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> Brokerage:
    """Return the brokerage of every workshop between the groups of one grouping. O(pairs + triangles).

    ``progress`` is told (edges done, edges) and may raise ``Stopped``.
    """
    labels, label = labels_of(snapshot, as_of, grouping, role, {**snapshot.settings, **(settings or {})})
    a, b = live_pairs(snapshot, as_of, layers, workshops_only=True)
    known = label != len(labels) - 1
    everyone = distinct(np.concatenate([a, b]))
    inside = known[a] & known[b]
    a, b = a[inside], b[inside]
    members = distinct(np.concatenate([a, b]))
    counts = roles(len(members), np.searchsorted(members, a), np.searchsorted(members, b), label[members], progress)
    return Brokerage(members=members, counts=counts, group=label[members], labels=labels, left_out=int((~known[everyone]).sum()))


def roles(n: int, a: Longs, b: Longs, group: Ints, progress: Progress | None = None) -> Longs:
    """Return the counts (n × 5, columns as ROLES) of a simple graph with edges {a, b} and a group for each node.

    First every two contacts of j, from the numbers of its contacts in each group; then those that are in contact
    themselves are taken off, triangle by triangle.

    >>> roles(3, np.array([0, 1]), np.array([1, 2]), np.array([0, 0, 1]))[1].tolist()
    [0, 0, 1, 1, 0]
    """
    heads, tails = np.r_[a, b], np.r_[b, a]
    k = int(group.max()) + 1 if n else 1
    key, number = np.unique(heads.astype(np.int64) * k + group[tails], return_counts=True)
    at, of = key // k, key % k
    own = of == group[at]
    degree = np.bincount(heads, minlength=n)
    mine = np.bincount(at[own], weights=number[own], minlength=n).astype(np.int64)
    squares = np.bincount(at[~own], weights=number[~own].astype(float) ** 2, minlength=n).astype(np.int64)
    others = degree - mine
    mixed = mine * others
    counts = np.stack([mine * (mine - 1), squares - others, mixed, mixed, others * others - squares], axis=1)
    for x, y, z in triangles(n, a, b, progress):
        for i, j, last in ((x, y, z), (y, x, z), (x, z, y)):
            _take_off(counts, group[i], j, group[j], group[last])
    return counts


def _take_off(counts: Longs, first: Ints, broker: Longs, middle: Ints, last: Ints) -> None:
    """Take off both directions of pairs (i, k) of j that are in contact."""
    n = len(counts)
    same, with_first, with_last = first == last, first == middle, middle == last
    coordinator, itinerant = same & with_first, same & ~with_first
    mixed, liaison = ~same & (with_first | with_last), ~same & ~with_first & ~with_last
    for column, chosen, times in ((0, coordinator, 2), (1, itinerant, 2), (2, mixed, 1), (3, mixed, 1), (4, liaison, 2)):
        counts[:, column] -= times * np.bincount(broker[chosen], minlength=n)
