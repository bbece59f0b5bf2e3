"""How industries are joined: the mixing matrix, and one cell of it with its ties, its workshops and the pairs that have none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from alliance.errors import AmbiguousName, InvalidValue, UnknownNode
from alliance.model import day
from alliance.model.snapshot import Ints, Snapshot
from alliance.network.analyst import Analyst, SnapshotAnalyst
from alliance.network.mixing.matrix import LAYERS, Mixing, pairs_of_cell, unused_pairs
from alliance.network.mixing.permutation import permutation_test
from alliance.network.place.classification import Label, find_labels
from alliance.network.place.industries import GROUPINGS, ROLES
from alliance.network.place.labels import ATTRIBUTES
from alliance.services.authorization import authorized
from alliance.services.industries.cell import CellTie, CellWorkshop, Pair, sides, suggest_pairs, ties_of_pairs
from alliance.services.results import NodeRef, Result
from alliance.services.session import Session
from alliance.stores.port import Progress

T = TypeVar("T")
SHOWN = 100
Table = tuple[tuple[int, ...], ...]
Figures = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class MatrixResult(Result):
    """The mixing matrix; every table is in the order of ``groups``, symmetric, the diagonal the pairs inside a group.

    ``keys``: the groups for machines. ``workshops``: how many stand in each. ``expected``: pairs expected from the
    numbers of pair ends; ``interval``: exact Poisson interval (95 %) of each count; ``few``: expected below one, too few
    to say. ``ei``: (external − internal)/(external + internal) over pairs with both groups known, ``ei_of`` per
    group, None without pairs. ``log_ratio``: ln(count / expected) with ``log_interval``, None where either is 0. ``p``: permutation test of
    the index (network.permutation), ``p_of`` per group; None unless asked for. ``unknown``: pairs with an end whose group is not on record.
    """

    layer: str
    grouping: str
    role: str
    groups: tuple[str, ...]
    keys: tuple[str, ...]
    workshops: tuple[int, ...]
    counts: Table
    expected: Figures
    interval: tuple[tuple[tuple[float, float], ...], ...]
    few: tuple[tuple[bool, ...], ...]
    pairs: int
    internal: int
    external: int
    unknown: int
    ei: float | None
    ei_of: tuple[float | None, ...]
    log_ratio: tuple[tuple[float | None, ...], ...]
    log_interval: tuple[tuple[tuple[float | None, float | None], ...], ...]
    p: float | None
    p_of: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class CellSide:
    """One group of a cell: how many workshops stand in it, and the first of them, those that could be introduced first."""

    key: str
    name: str
    workshops: int
    rows: tuple[CellWorkshop, ...]


@dataclass(frozen=True, slots=True)
class CellResult(Result):
    """One cell: its pairs in contact with their ties, both sides, and pairs not in contact (``unused_total`` of them)."""

    layer: str
    grouping: str
    role: str
    a: CellSide
    b: CellSide
    pairs: int
    expected: float
    interval: tuple[float, float]
    few: bool
    ties: tuple[CellTie, ...]
    unused_total: int
    unused: tuple[Pair, ...]
    left_out: int


@authorized
def matrix(
    net: Session,
    on: str | None = None,
    layer: str = "cooperation",
    grouping: str = "groups",
    role: str = "craft",
    *,
    lang: str = "zh",
    test: bool = False,
    progress: Progress | None = None,
) -> MatrixResult:
    """Return the mixing matrix of cooperation or of exchanges (never both in one) by industry or another grouping.

    ``test`` adds the permutation test (999 shuffles; ``progress`` may raise ``Stopped``).
    Raises ``InvalidValue`` for an unknown layer, grouping or role.
    """
    as_of = net.as_of(on)
    analyst = net.analyst()
    found = _mixing(analyst, as_of, layer, grouping, role)
    if test and len(found.a) != found.pairs:
        net.snapshot(as_of)  # pairs are shuffled: they must be here, or the answer says why they are not
    p, p_of = permutation_test(found, progress=progress) if test else (None, (None,) * len(found.labels))
    return MatrixResult(
        schema="alliance.matrix/1",
        revision=analyst.revision,
        as_of=as_of,
        layer=layer,
        grouping=grouping,
        role=role,
        groups=_names(net, found, lang),
        keys=tuple(label.key for label in found.labels),
        workshops=tuple(found.workshops.tolist()),
        counts=_rows(found.counts),
        expected=_rows(np.round(found.expected, 6)),
        interval=_pairs_of(_rows(np.round(found.low, 6)), _rows(np.round(found.high, 6))),
        few=_rows(found.few),
        pairs=found.pairs,
        internal=found.internal,
        external=found.external,
        unknown=found.unknown_pairs,
        ei=found.ei,
        ei_of=found.ei_of,
        log_ratio=_finite_rows(found.log_ratio),
        log_interval=_pairs_of(_finite_rows(found.log_low), _finite_rows(found.log_high)),
        p=p,
        p_of=p_of,
    )


@authorized
def cell(
    net: Session,
    a: str,
    b: str,
    on: str | None = None,
    layer: str = "cooperation",
    grouping: str = "groups",
    role: str = "craft",
    *,
    limit: int = SHOWN,
    lang: str = "zh",
) -> CellResult:
    """Return one cell of the matrix; ``a`` and ``b`` are names or keys of groups, a part of a name will do (化工, 装备).

    Raises ``UnknownNode`` with all groups or ``AmbiguousName`` with those that fit.
    """
    snapshot, as_of = net.snapshot(on), net.as_of(on)
    found = _mixing(SnapshotAnalyst(snapshot), as_of, layer, grouping, role)
    names = _names(net, found, lang)
    row, column = (_group(found.labels, names, words) for words in (a, b))
    first, second = pairs_of_cell(found, row, column)
    ties = ties_of_pairs(net.store, snapshot, day(as_of), layer, first[:limit], second[:limit])
    left, right = (
        CellSide(key=found.labels[i].key, name=names[i], workshops=int(found.workshops[i]), rows=tuple(rows))
        for i, rows in sides(net.store, snapshot, found, (row, column), limit)
    )
    return CellResult(
        schema="alliance.cell/1",
        revision=snapshot.revision,
        as_of=as_of,
        layer=layer,
        grouping=grouping,
        role=role,
        a=left,
        b=right,
        pairs=len(first),
        expected=round(float(found.expected[row, column]), 6),
        interval=(round(float(found.low[row, column]), 6), round(float(found.high[row, column]), 6)),
        few=bool(found.few[row, column]),
        ties=tuple(ties),
        unused_total=unused_pairs(found, row, column),
        unused=tuple(suggest_pairs(left.rows, right.rows, _linked_pairs(snapshot, first, second), 20)),
        left_out=max(len(first) - limit, 0),
    )


def _finite(value: float) -> float | None:
    """A figure for JSON: rounded, None for what is no number."""
    return round(value, 6) if math.isfinite(value) else None


def _mixing(analyst: Analyst, as_of: str, layer: str, grouping: str, role: str) -> Mixing:
    for name, value, known in (("layer", layer, tuple(LAYERS)), ("grouping", grouping, (*GROUPINGS, *ATTRIBUTES)), ("role", role, ROLES)):
        if value not in known:
            raise InvalidValue(property=name, value=value)
    return analyst.mixing(day(as_of), layer, grouping, role)


def _names(net: Session, found: Mixing, lang: str) -> tuple[str, ...]:
    """Return the names of the groups; those of regions and unions are read from the store."""
    stored = net.store.names(label.key for label in found.labels) if found.grouping in ("region", "system") else {}
    return tuple(stored.get(label.key) or label.name(lang) for label in found.labels)


def _group(labels: Sequence[Label], names: Sequence[str], words: str) -> int:
    found = (
        [i for i, name in enumerate(names) if words == name]
        or find_labels(tuple(labels), words)
        or [i for i, name in enumerate(names) if words and words in name]
    )
    refs = [NodeRef(labels[i].key, "group", names[i]) for i in found or range(len(labels))]
    if not found:
        raise UnknownNode(node=words, near=refs[:20])
    if len(found) > 1:
        raise AmbiguousName(node=words, candidates=refs, total=len(refs))
    return found[0]


def _linked_pairs(snapshot: Snapshot, first: Ints, second: Ints) -> set[tuple[str, str]]:
    return {(snapshot.ids[int(a)], snapshot.ids[int(b)]) for a, b in zip(first, second, strict=True)}


def _rows(table: NDArray[Any]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(row) for row in table.tolist())


def _finite_rows(table: NDArray[np.float64]) -> tuple[tuple[float | None, ...], ...]:
    return tuple(tuple(_finite(value) for value in row) for row in table.tolist())


def _pairs_of(low: tuple[tuple[T, ...], ...], high: tuple[tuple[T, ...], ...]) -> tuple[tuple[tuple[T, T], ...], ...]:
    """Return two tables as one of (low, high)."""
    return tuple(tuple(zip(*rows, strict=True)) for rows in zip(low, high, strict=True))
