"""The mixing matrix: how many pairs of workshops are in contact within and between groups (rules §6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.contacts import contacts_at
from alliance.network.contacts.contacts import COOPERATION, EXCHANGE, contacts, ends
from alliance.network.place.classification import Label
from alliance.network.place.labels import labels_of
from alliance.network.reach.reach import is_live
from alliance.network.time.horizon import workshops_on
from alliance.network.time.validity import distinct

LAYERS = {"cooperation": COOPERATION, "exchange": EXCHANGE}
FEW = 1.0  # an expectation below this is too few to say
CONFIDENCE = 0.95

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Mixing:
    """The matrix of one layer, grouping and date. All arrays are k × k in the order of ``labels``, symmetric.

    ``counts``: pairs of distinct workshops in contact, each pair once; the diagonal holds the pairs inside.
    ``ends``: d_a, pair ends in each group. ``expected``: d_a·d_b / 2m off the diagonal, d_a² / 4m on it.
    ``low``, ``high``: exact Poisson interval of the count (95 %). ``few``: expected < 1, too few to say.
    ``log_ratio``: ln(count / expected), not a number where either is 0; ``log_low``, ``log_high`` its interval.
    ``ei``: (external − internal) / (external + internal) over pairs with both groups known, None without any;
    ``ei_of`` the same for the pairs of each group. ``unknown_pairs``: pairs left out of it.
    ``workshops``: how many workshops stand in each group. ``a``, ``b``: the pairs; ``label`` by node number.
    """

    layer: str
    grouping: str
    role: str
    as_of: int
    labels: tuple[Label, ...]
    counts: Longs
    expected: Floats
    low: Floats
    high: Floats
    few: NDArray[np.bool_]
    log_ratio: Floats
    log_low: Floats
    log_high: Floats
    ends: Longs
    pairs: int
    ei: float | None
    ei_of: tuple[float | None, ...]
    unknown_pairs: int
    workshops: Longs
    a: Ints
    b: Ints
    label: Ints

    @property
    def internal(self) -> int:
        """How many pairs are in contact inside a group that is known."""
        return int(np.diag(self.counts)[:-1].sum())

    @property
    def external(self) -> int:
        """How many pairs are in contact in two groups that are known."""
        return self.pairs - self.unknown_pairs - self.internal


def mixing(
    snapshot: Snapshot,
    as_of: int,
    *,
    layer: str = "cooperation",
    grouping: str = "groups",
    role: str = "craft",
    settings: Mapping[str, Any] | None = None,
    among: NDArray[np.bool_] | None = None,
) -> Mixing:
    """Return the mixing matrix of the day.

    ``layer``: cooperation or exchange, never both. ``grouping``: groups, section, division (by craft
    industry, or by that of the host with ``role="host"``), host_kind, region, system, rank.
    ``among``: by node number, which workshops are looked at (none: all), their pairs with others left out.
    networkx's undirected ``attribute_mixing_matrix`` equals ``counts`` with the diagonal doubled. O(contacts + k²).

    References: Newman, *Mixing patterns in networks*, Phys. Rev. E 67, 026126 (2003); Krackhardt and Stern,
    *Informal networks and organizational crises*, Soc. Psychol. Q. 51 (1988) for the E-I index; Garwood,
    *Fiducial limits for the Poisson distribution*, Biometrika 28 (1936) for the interval.
    """
    chosen = {**snapshot.settings, **(settings or {})}
    labels, label = labels_of(snapshot, as_of, grouping, role, chosen)
    return mixing_of(snapshot, as_of, labels, label, layer=layer, grouping=grouping, role=role, settings=chosen, among=among)


def mixing_of(
    snapshot: Snapshot,
    as_of: int,
    labels: tuple[Label, ...],
    label: Ints,
    *,
    layer: str,
    grouping: str,
    role: str = "craft",
    settings: Mapping[str, Any] | None = None,
    among: NDArray[np.bool_] | None = None,
) -> Mixing:
    """Return the mixing matrix of any groups: ``label`` is by node number the position of its group in ``labels``."""
    a, b = pairs_in_contact(snapshot, as_of, layer, settings=settings)
    number = workshops_on(snapshot, as_of)
    if among is not None:
        inside = among[a] & among[b]
        a, b, number = a[inside], b[inside], number[among[number]]
    counts, workshops = _counts(label[a], label[b], len(labels)), np.bincount(label[number], minlength=len(labels))
    return replace(build_matrix(layer, grouping, role, as_of=as_of, labels=labels, counts=counts, workshops=workshops), a=a, b=b, label=label)


def build_matrix(layer: str, grouping: str, role: str, as_of: int, labels: tuple[Label, ...], counts: Longs, workshops: Longs) -> Mixing:
    """Return the matrix of these counts (k × k, symmetric, the diagonal the pairs inside) and numbers of workshops; without the pairs themselves."""
    ei, ei_of, unknown = external_internal(counts)
    pairs, degree = int(np.triu(counts).sum()), counts.sum(axis=1) + np.diag(counts)
    expected = _expected(degree, pairs)
    low, high = poisson_interval(counts)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio, log_low, log_high = (np.where(expected > 0, np.log(part / expected), np.nan) for part in (counts, low, high))
    ratio[counts == 0] = np.nan
    none = np.zeros(0, dtype=np.int32)
    return Mixing(
        layer=layer,
        grouping=grouping,
        role=role,
        as_of=as_of,
        labels=labels,
        counts=counts,
        expected=expected,
        low=low,
        high=high,
        few=expected < FEW,
        log_ratio=ratio,
        log_low=log_low,
        log_high=log_high,
        ends=degree,
        pairs=pairs,
        ei=ei,
        ei_of=ei_of,
        unknown_pairs=unknown,
        workshops=workshops,
        a=none,
        b=none,
        label=none,
    )


def pairs_in_contact(snapshot: Snapshot, as_of: int, layer: str, *, settings: Mapping[str, Any] | None = None) -> tuple[Ints, Ints]:
    """Return every pair (a < b) of distinct workshops with a live contact of the layer, each once, ascending.

    Live as for reach, for at least one of the two. O(contacts).
    """
    chosen = {**snapshot.settings, **(settings or {})}
    return _pairs(snapshot, as_of, layer, chosen, is_live(snapshot, as_of, chosen))


def pairs_on_record(snapshot: Snapshot, as_of: int, layer: str, *, settings: Mapping[str, Any] | None = None) -> tuple[Ints, Ints]:
    """Return every pair (a < b) of distinct workshops with a contact of the layer on record by the day, however long ago. O(contacts)."""
    chosen = {**snapshot.settings, **(settings or {})}
    mark = contacts_at.contacts_at(snapshot, as_of, chosen).mark_of
    return _pairs(snapshot, as_of, layer, chosen, mark & contacts_at.WIDTH != contacts_at.UNSEEN)


def _pairs(snapshot: Snapshot, as_of: int, layer: str, chosen: Mapping[str, Any], fits: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    by_end, rows = ends(snapshot, chosen), contacts(snapshot, chosen)
    fits = fits & (contacts_at.contacts_at(snapshot, as_of, chosen).mark_of & contacts_at.WITH_WORKSHOP > 0)
    if not chosen["window_by_host_kind"]:
        fits &= by_end.own < by_end.other  # the same window at both ends: each pair is seen from its first
    entry = np.flatnonzero(fits)
    entry = entry[rows.layer[by_end.row[entry]] == LAYERS[layer]]
    low, high = np.minimum(by_end.own[entry], by_end.other[entry]), np.maximum(by_end.own[entry], by_end.other[entry])
    key = low.astype(np.int64) * snapshot.n_nodes + high
    key = distinct(key) if chosen["window_by_host_kind"] else key[np.r_[True, key[1:] != key[:-1]][: len(key)]]
    return (key // snapshot.n_nodes).astype(np.int32), (key % snapshot.n_nodes).astype(np.int32)


def _counts(first: Ints, second: Ints, k: int) -> Longs:
    flat = np.bincount(np.minimum(first, second).astype(np.int64) * k + np.maximum(first, second), minlength=k * k)
    upper = flat.reshape(k, k)
    return upper + np.triu(upper, 1).T


def _expected(degree: Longs, pairs: int) -> Floats:
    if pairs == 0:
        return np.zeros((len(degree), len(degree)))
    expected = np.outer(degree, degree) / (2.0 * pairs)
    np.fill_diagonal(expected, degree.astype(float) ** 2 / (4.0 * pairs))
    return expected


def poisson_interval(counts: Longs) -> tuple[Floats, Floats]:
    """Return the exact (Garwood) interval of Poisson counts at 95 %: χ²(0.025; 2c)/2 to χ²(0.975; 2c+2)/2, from 0 where c = 0.

    >>> low, high = poisson_interval(np.array([0, 2]))
    >>> [round(float(x), 4) for x in (*low, *high)]
    [0.0, 0.2422, 3.6889, 7.2247]
    """
    from scipy.special import gammaincinv  # takes half a second to load, and most questions need no interval

    tail = (1 - CONFIDENCE) / 2
    # χ²(p; 2k)/2 is the inverse of the regularised lower incomplete gamma function of order k
    low = np.where(counts > 0, gammaincinv(np.maximum(counts, 1), tail), 0.0)
    return low, gammaincinv(counts + 1, 1 - tail)


def external_internal(counts: Longs) -> tuple[float | None, tuple[float | None, ...], int]:
    """Return (E-I of all, E-I of each group, pairs with an unknown end); the last row of ``counts`` is 未知 and left out.

    >>> external_internal(np.array([[1, 3, 0], [3, 0, 2], [0, 2, 0]]))
    (0.5, (0.5, 1.0, None), 2)
    """
    known = counts[:-1, :-1]
    internal, external = np.diag(known), known.sum(axis=1) - np.diag(known)
    unknown = int(np.triu(counts).sum() - np.triu(known).sum())
    of_all = _index(int(external.sum()) // 2, int(internal.sum()))
    return of_all, (*(_index(int(e), int(i)) for e, i in zip(external, internal, strict=True)), None), unknown


def _index(external: int, internal: int) -> float | None:
    return (external - internal) / (external + internal) if external + internal else None


def pairs_of_cell(table: Mixing, row: int, column: int) -> tuple[Ints, Ints]:
    """Return the pairs of one cell, the end in ``row`` first, ascending."""
    first, second = table.label[table.a], table.label[table.b]
    straight, turned = (first == row) & (second == column), (first == column) & (second == row) & (row != column)
    left, right = np.r_[table.a[straight], table.b[turned]], np.r_[table.b[straight], table.a[turned]]
    order = np.lexsort((right, left))
    return left[order], right[order]


def workshops_of_cell(snapshot: Snapshot, table: Mixing, group: int) -> Ints:
    """Return the workshops that stand in one group on the day, ascending."""
    number = workshops_on(snapshot, table.as_of)
    inside: Ints = number[table.label[number] == group]
    return inside


def unused_pairs(table: Mixing, row: int, column: int) -> int:
    """Return how many pairs of workshops of the cell are not in contact."""
    mine, theirs = int(table.workshops[row]), int(table.workshops[column])
    possible = mine * (mine - 1) // 2 if row == column else mine * theirs
    return possible - int(table.counts[row, column])
