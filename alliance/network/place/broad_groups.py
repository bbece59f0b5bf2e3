"""Groups for a picture of the whole: few enough to be seen at once, each workshop in one of them.

By industry they are the editable groups. Regions and unions are rolled up until few enough are left; a workshop in several alliances counts for the
one with most members; its union is the responsible one. The last label is 未知: no industry, region, alliance or union on record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from alliance import schema
from alliance.model.snapshot import Ints, Snapshot
from alliance.network.place.active_alliances import memberships
from alliance.network.place.classification import Label
from alliance.network.place.industries import industry_labels
from alliance.network.place.labels import number_labels
from alliance.network.place.responsible import regions, regions_above, responsible_unions
from alliance.network.time.horizon import workshops_on
from alliance.network.time.validity import latest_target

BROAD = ("groups", "region", "alliance", "union")
MOST = 24  # groups in a picture
LEVELS = 8  # of regions or unions above each other

Labels = tuple[tuple[Label, ...], Ints]


def broad_labels(snapshot: Snapshot, as_of: int, grouping: str, settings: Mapping[str, Any], among: Ints | None = None) -> Labels:
    """Return the labels of a grouping of BROAD and by node number the position of its own; the key of a region, alliance or union is its id.

    ``among``: the workshops that are looked at (none: all of the day). Raises ``KeyError`` for another grouping. O(n).
    """
    if grouping == "groups":
        return industry_labels(snapshot, as_of, "groups", "craft", settings)
    workshops = workshops_on(snapshot, as_of) if among is None else among
    found = {"region": _regions, "alliance": _alliances, "union": _unions}[grouping](snapshot, as_of, workshops)
    return number_labels(workshops, found, lambda number: snapshot.ids[number])


def _regions(snapshot: Snapshot, as_of: int, workshops: Ints) -> Ints:
    return _rolled_up(regions(snapshot, as_of), regions_above(snapshot, as_of), workshops)


def _unions(snapshot: Snapshot, as_of: int, workshops: Ints) -> Ints:
    above, _ = latest_target(snapshot, "SUBORDINATE_TO", as_of)
    return _rolled_up(responsible_unions(snapshot, as_of), above, workshops)


def _rolled_up(found: Ints, above: Ints, workshops: Ints) -> Ints:
    """What each workshop has, rolled up from the deepest level on as long as there are too many of them."""
    depth = _depths(above)
    while len(seen := np.unique(found[workshops][found[workshops] >= 0])) > MOST:
        deepest = int(depth[seen].max())
        if deepest == 0:
            break
        rolled = np.where((found >= 0) & (depth[found] == deepest), above[found], found).astype(np.int32)
        if len(np.unique(rolled[workshops][rolled[workshops] >= 0])) < 2:  # all in one says nothing: the small ones share a disc instead
            break
        found = rolled
    return found


def _depths(above: Ints) -> Ints:
    """How many stand above each."""
    depth, here = np.zeros(len(above), dtype=np.int32), above
    for _ in range(LEVELS):
        depth += here >= 0
        here = np.where(here >= 0, above[here], -1).astype(np.int32)
    return depth


def _alliances(snapshot: Snapshot, as_of: int, workshops: Ints) -> Ints:  # noqa: ARG001 - one signature for all
    alliance, member, _ = memberships(snapshot, as_of)
    size = np.bincount(alliance, minlength=snapshot.n_nodes)
    order = np.lexsort((-alliance, size[alliance]))  # the largest, of equals the first by id, is written last
    found = np.full(snapshot.n_nodes, -1, dtype=np.int32)
    found[member[order]] = alliance[order]
    return np.where(snapshot.kind == schema.NODE_CODE["Workshop"], found, -1).astype(np.int32)
