"""The responsible union (推荐单位) of a party: through whom it is asked and invited."""

from __future__ import annotations

import numpy as np

from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.place.affiliation import affiliation
from alliance.network.place.systems import TERRITORIAL
from alliance.network.time.validity import latest_target, memoise
from alliance.schema import vocabularies

_RANK_OF_LENGTH = {2: "provincial", 4: "municipal", 6: "county"}  # digits of a region's code: province, prefecture, county
_LEVELS = 4  # regions above a region


def responsible_unions(snapshot: Snapshot, as_of: int) -> Ints:
    """Return by node number the union responsible for each workshop and organisation on the day; −1 where none is known.

    The BELONGS_TO_UNION of the party itself, else of its unit (latest start, then smallest id); else the
    territorial union of its region or of the next region above that has one. Kept per date. O(n).
    """
    return memoise(snapshot, ("responsible", as_of), lambda: _responsible(snapshot, as_of))


def _responsible(snapshot: Snapshot, as_of: int) -> Ints:
    own, _ = latest_target(snapshot, "BELONGS_TO_UNION", as_of)
    unit = affiliation(snapshot, as_of).unit
    of_unit = np.where(unit >= 0, own[unit], -1)
    region = regions(snapshot, as_of)
    of_region = np.where(region >= 0, _territorial(snapshot, as_of)[region], -1)
    return np.where(own >= 0, own, np.where(of_unit >= 0, of_unit, of_region)).astype(np.int32)


def regions(snapshot: Snapshot, as_of: int) -> Ints:
    """Return by node number the region in which each party lies on the day, its unit's where it states none; −1 unknown."""

    def make() -> Ints:
        place, _ = latest_target(snapshot, "LOCATED_IN", as_of)
        unit = affiliation(snapshot, as_of).unit
        return np.where(place >= 0, place, np.where(unit >= 0, place[unit], -1)).astype(np.int32)

    return memoise(snapshot, ("regions", as_of), make)


def regions_above(snapshot: Snapshot, as_of: int) -> Ints:
    """Return by node number the region that a region is part of on the day; −1 for none."""
    above, _ = latest_target(snapshot, "PART_OF", as_of)
    is_region = np.zeros(snapshot.n_nodes, dtype=bool)
    is_region[snapshot.of_kind("Region")] = True
    return np.where(is_region, above, -1).astype(np.int32)


def _territorial(snapshot: Snapshot, as_of: int) -> Ints:
    """Return for each region its territorial union: the one whose rank fits the region best, then the smallest id; else that of the region above."""
    found = np.full(snapshot.n_nodes, -1, dtype=np.int32)
    place, _ = latest_target(snapshot, "LOCATED_IN", as_of)
    unions = snapshot.of_kind("TradeUnion")
    unions = unions[(snapshot.form[unions] == TERRITORIAL) & (place[unions] >= 0)]
    order = np.lexsort((unions, _misfit(snapshot, unions, place[unions])))[::-1]
    found[place[unions[order]]] = unions[order]  # the best is written last
    above = regions_above(snapshot, as_of)
    for _ in range(_LEVELS):
        found = np.where((found < 0) & (above >= 0), found[above], found)
    return found


def _misfit(snapshot: Snapshot, unions: Longs, place: Ints) -> Longs:
    ranks = {int(region): _rank(snapshot.ids[int(region)]) for region in np.unique(place)}
    wanted = np.array([ranks[int(region)] for region in place], dtype=np.int64)
    misfit: Longs = np.abs(snapshot.rank[unions].astype(np.int64) - wanted)
    return misfit


def _rank(region_id: str) -> int:
    code = region_id.partition(":")[2]
    length = 2 if code.endswith("0000") else 4 if code.endswith("00") and len(code) == 6 else len(code)
    return vocabularies.code(vocabularies.RANKS, _RANK_OF_LENGTH.get(length, "county"))
