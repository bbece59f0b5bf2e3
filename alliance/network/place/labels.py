"""Other ways to group workshops for a matrix: kind of host, region, system, level."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from alliance import schema
from alliance.model.snapshot import Ints, Snapshot
from alliance.network.place.affiliation import Affiliation, affiliation
from alliance.network.place.classification import Label, unknown
from alliance.network.place.industries import GROUPINGS, industry_labels
from alliance.network.place.responsible import regions
from alliance.network.time.horizon import workshops_on
from alliance.schema import vocabularies

ATTRIBUTES = ("host_kind", "region", "system", "rank")


def labels_of(snapshot: Snapshot, as_of: int, grouping: str, role: str, settings: Mapping[str, Any]) -> tuple[tuple[Label, ...], Ints]:
    """Return the labels of any grouping and by node number the position of its own; the last label is 未知.

    Raises ``KeyError`` for a grouping that is neither in ``industry.GROUPINGS`` nor in ATTRIBUTES. The key of a
    region or union is its id; its name is read from the store by whoever shows it.
    """
    if grouping in GROUPINGS:
        return industry_labels(snapshot, as_of, grouping, role, settings)
    place = affiliation(snapshot, as_of, settings)
    by = {
        "host_kind": lambda: _host_kind(snapshot, place.unit),
        "region": lambda: _region(snapshot, as_of),
        "system": lambda: _system(snapshot, as_of, place),
        "rank": lambda: _rank(snapshot),
    }
    return by[grouping]()


def _host_kind(snapshot: Snapshot, unit: Ints) -> tuple[tuple[Label, ...], Ints]:
    kinds = [schema.node_kind(kind) for kind in schema.ORGANISATIONS]
    position = np.full(len(schema.NODE_KINDS), len(kinds), dtype=np.int32)
    position[[schema.NODE_CODE[kind.name] for kind in kinds]] = np.arange(len(kinds))
    found = np.where(unit >= 0, position[snapshot.kind[unit]], len(kinds)).astype(np.int32)
    return (*(Label(kind.name, kind.zh, kind.en) for kind in kinds), unknown()), found


def _rank(snapshot: Snapshot) -> tuple[tuple[Label, ...], Ints]:
    ranks = vocabularies.RANKS[1:]
    found = np.where(snapshot.rank > 0, snapshot.rank.astype(np.int32) - 1, len(ranks)).astype(np.int32)
    return (*(Label(rank.code, rank.zh, rank.en) for rank in ranks), unknown()), found


def _region(snapshot: Snapshot, as_of: int) -> tuple[tuple[Label, ...], Ints]:
    return number_labels(workshops_on(snapshot, as_of), regions(snapshot, as_of), lambda number: snapshot.ids[number])


def _system(snapshot: Snapshot, as_of: int, place: Affiliation) -> tuple[tuple[Label, ...], Ints]:
    first = np.where(place.unit >= 0, place.systems.first[place.unit], -1)
    texts = len(snapshot.systems)
    return number_labels(
        workshops_on(snapshot, as_of), first, lambda number: snapshot.systems[number] if number < texts else snapshot.ids[number - texts]
    )


def number_labels(workshops: Ints, value: Ints, key: Callable[[int], str]) -> tuple[tuple[Label, ...], Ints]:
    """Return labels for the values that workshops have, in order of their key, and by node number the position of its own; −1 is 未知."""
    values = np.unique(value[workshops])
    keys = sorted((key(int(one)), int(one)) for one in values if one >= 0)
    position = np.full(max((number for _, number in keys), default=0) + 2, len(keys), dtype=np.int32)
    for i, (_, number) in enumerate(keys):
        position[number] = i
    inside = (value >= 0) & (value < len(position) - 1)
    found = np.where(inside, position[np.where(inside, value, 0)], len(keys)).astype(np.int32)
    return (*(Label(name, name, name) for name, _ in keys), unknown()), found
