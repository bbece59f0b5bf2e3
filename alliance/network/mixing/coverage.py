"""How many workshops work in the leading and emerging industries of their region, by level and region.

An industry is leading (emerging …) in a region from the date of its CLASSED_AS tie, whose role is the class; a region's
list is data, never code. It holds for the codes below the industry and in the regions inside the region. What a
coordinator's own table says in addition comes in as ``listed``. A workshop may be in several classes; leading goes first when
each is to be counted once. This is a share of workshops; it is never shown beside a share of people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.model.snapshot import Ints, Snapshot
from alliance.network.mixing.matrix import pairs_in_contact
from alliance.network.place.classification import code_of, division_of, section_of
from alliance.network.place.industries import industries
from alliance.network.place.responsible import regions, regions_above
from alliance.network.time.horizon import workshops_on
from alliance.network.time.validity import latest_target, memoise, valid
from alliance.schema import vocabularies

CLASSES = tuple(choice.code for choice in vocabularies.STRATEGIC_CLASSES)


@dataclass(frozen=True, eq=False)
class Coverage:
    """``workshops``: those recognised by the day, ascending; ``classes``: for each, which of CLASSES hold (columns).

    ``known``: an industry and a region are on record. ``region``: its region, ``level``: position in RANKS.
    ``across``: it has a live cooperation or exchange with a workshop of another division.
    """

    workshops: Ints
    classes: NDArray[np.bool_]
    known: NDArray[np.bool_]
    region: Ints
    level: Ints
    across: NDArray[np.bool_]

    def counts(self) -> dict[str, tuple[int, int]]:
        """Return for each class (workshops in it, of them with contact across divisions)."""
        return {code: (int(self.classes[:, i].sum()), int((self.classes[:, i] & self.across).sum())) for i, code in enumerate(CLASSES)}


def coverage(
    snapshot: Snapshot,
    as_of: int,
    *,
    listed: Iterable[tuple[str, int, str]] = (),
    stated: Mapping[int, str] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Coverage:
    """Return the coverage on the day. O(workshops · list).

    ``listed``: further (industry id, region number or −1 for all, class). ``stated``: workshop number → the class that its own record states.
    """
    number = workshops_on(snapshot, as_of)
    industry, region = industries(snapshot, as_of)[number], regions(snapshot, as_of)[number]
    found = np.zeros((len(number), len(CLASSES)), dtype=bool)
    above = regions_above(snapshot, as_of)
    belongs = {int(one): _chain(snapshot, as_of, int(one)) for one in np.unique(industry) if one >= 0}
    works_in = cache(lambda name: np.isin(industry, [one for one, chain in belongs.items() if name in chain]))
    inside = cache(lambda where: _inside(above, region, where) if where >= 0 else np.ones(len(number), dtype=bool))
    for name, where, word in (*_classed(snapshot, as_of), *listed):
        found[:, CLASSES.index(word)] |= works_in(name) & inside(where)
    for one, word in (stated or {}).items():
        row = int(np.searchsorted(number, np.int32(one)))
        if row < len(number) and number[row] == one and word in CLASSES:
            found[row, CLASSES.index(word)] = True
    return Coverage(
        workshops=number,
        classes=found,
        known=(industry >= 0) & (region >= 0),
        region=region,
        level=snapshot.rank[number].astype(np.int32),
        across=_across(snapshot, as_of, number, settings),
    )


def _classed(snapshot: Snapshot, as_of: int) -> list[tuple[str, int, str]]:
    part = snapshot.tie_slice("CLASSED_AS")
    ties = (np.flatnonzero(valid(snapshot, part, as_of)) + part.start).tolist()
    rows = [(snapshot.ids[int(snapshot.source[tie])], int(snapshot.target[tie]), snapshot.roles[int(snapshot.tie_role[tie])]) for tie in ties]
    return [row for row in rows if row[2] in CLASSES]


def _chain(snapshot: Snapshot, as_of: int, industry: int) -> set[str]:
    """The ids of an industry and of all above it: by its code, and by the ties of a region's own list."""
    above, _ = memoise(snapshot, ("part_of", as_of), lambda: latest_target(snapshot, "PART_OF", as_of))
    found: set[str] = set()
    while industry >= 0 and snapshot.ids[industry] not in found:
        name = snapshot.ids[industry]
        code = code_of(name)
        found |= {name, *(f"industry:{code[:length]}" for length in range(2, len(code) + 1) if code[:2].isdigit())}
        if section_of(code):
            found.add(f"industry:{section_of(code)}")
        industry = int(above[industry])
    return found


def _inside(above: Ints, region: Ints, wanted: int) -> NDArray[np.bool_]:
    here, found = region.copy(), np.zeros(len(region), dtype=bool)
    for _ in range(6):  # levels of regions
        found |= here == wanted
        here = np.where(here >= 0, above[here], -1)
    return found


def _across(snapshot: Snapshot, as_of: int, number: Ints, settings: Mapping[str, Any] | None) -> NDArray[np.bool_]:
    """Which of the workshops have a live contact with a workshop of another division, both divisions known."""
    industry = industries(snapshot, as_of)
    division = np.zeros(snapshot.n_nodes + 1, dtype=np.int32)  # the last is where −1 leads
    for one in np.unique(industry[industry >= 0]):
        division[one] = int(division_of(code_of(snapshot.ids[int(one)])) or 0)
    linked = np.zeros(snapshot.n_nodes, dtype=bool)
    for layer in ("cooperation", "exchange"):
        a, b = pairs_in_contact(snapshot, as_of, layer, settings=settings)
        first, second = division[industry[a]], division[industry[b]]
        differ = (first > 0) & (second > 0) & (first != second)
        linked[a[differ]] = linked[b[differ]] = True
    return linked[number]
