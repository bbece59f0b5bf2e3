"""What a meeting of two workshops is worth, from what is on record; kept simple and explained.

A pair of one unit or group, or with any contact on record by the date, is worth nothing. Any other is worth
1 for a first meeting, 2 more across the gap that the event is for, 1 more for each side whose open need the other
can meet, and half for each end that is to be reached first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from alliance import schema
from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.contacts.contacts import ends
from alliance.network.contacts.contacts_at import UNSEEN, WIDTH, contacts_at
from alliance.network.place.affiliation import affiliation
from alliance.network.reach.reach import CUT_OFF, reach
from alliance.network.time.validity import valid

FIRST_MEETING, ACROSS_THE_GAP, NEED_MET, REACHED_FIRST = 1.0, 2.0, 1.0, 0.5
OPEN_STATES = ("open", "matched", "in_progress")


@dataclass(frozen=True, eq=False)
class Worth:
    """Candidates (node numbers, ascending) and what their pairs are worth.

    ``unit``, ``group``: numbers of unit and group; whoever has none on record has one of its own below zero.
    ``met[a, b]``: a contact on record. ``needs[a, b]``: a has an open need that b can meet. ``isolated``: to be reached first.
    """

    numbers: Longs
    unit: Ints
    group: Ints
    met: NDArray[np.bool_]
    needs: NDArray[np.bool_]
    isolated: NDArray[np.bool_]
    value: NDArray[np.float64]

    @property
    def new(self) -> NDArray[np.bool_]:
        """Pairs that would meet for the first time: outside unit and group, no contact on record."""
        return self.value > 0

    @property
    def matched(self) -> NDArray[np.bool_]:
        """First meetings in which one can meet an open need of the other."""
        return (self.needs | self.needs.T) & self.new


def worth(snapshot: Snapshot, numbers: Longs, as_of: int, side: NDArray[np.int64] | None = None) -> Worth:
    """Return what the pairs of these parties are worth on the day; ``side`` is 1 or 2 for the two sides of a gap, 0 for neither.

    O(n² + contacts of the candidates + their crafts).
    """
    place = affiliation(snapshot, as_of)
    alone = -2 - np.arange(len(numbers), dtype=np.int32)
    unit = np.where(place.unit[numbers] >= 0, place.unit[numbers], alone)
    group = np.where(place.group[numbers] >= 0, place.group[numbers], alone)
    met = _met(snapshot, numbers, as_of)
    needs = _needs(snapshot, numbers, as_of)
    table = reach(snapshot, as_of)
    isolated = np.isin(numbers, table.of(*CUT_OFF))
    value = np.full((len(numbers), len(numbers)), FIRST_MEETING)
    if side is not None:
        value += ACROSS_THE_GAP * ((side[:, None] + side[None, :] == 3) & (side[:, None] != 0) & (side[None, :] != 0))
    value += NEED_MET * (needs.astype(float) + needs.T)
    value += REACHED_FIRST * (isolated[:, None].astype(float) + isolated[None, :])
    value[met | (group[:, None] == group[None, :]) | (unit[:, None] == unit[None, :])] = 0.0
    return Worth(numbers=numbers, unit=unit, group=group, met=met, needs=needs, isolated=isolated, value=value)


def _met(snapshot: Snapshot, numbers: Longs, as_of: int) -> NDArray[np.bool_]:
    met = np.zeros((len(numbers), len(numbers)), dtype=bool)
    index = np.full(snapshot.n_nodes, -1, dtype=np.int64)
    index[numbers] = np.arange(len(numbers))
    by_end, seen = ends(snapshot), contacts_at(snapshot, as_of)
    a, b = index[by_end.own], index[by_end.other]
    both = (a >= 0) & (b >= 0) & ((seen.mark_of & WIDTH) != UNSEEN)
    met[a[both], b[both]] = met[b[both], a[both]] = True
    return met


def _needs(snapshot: Snapshot, numbers: Longs, as_of: int) -> NDArray[np.bool_]:
    wants = _crafts(snapshot, numbers, as_of, ("NEEDS",)) + _raised(snapshot, numbers, as_of)
    gives = _crafts(snapshot, numbers, as_of, ("OFFERS", "HAS_CRAFT"))
    needs: NDArray[np.bool_] = (wants @ gives.T).toarray() > 0
    np.fill_diagonal(needs, False)
    return needs


def _crafts(snapshot: Snapshot, numbers: Longs, as_of: int, kinds: tuple[str, ...]) -> sparse.csr_matrix:
    """Return which crafts hang on which of these nodes over valid ties: a matrix numbers × nodes."""
    index = np.full(snapshot.n_nodes, -1, dtype=np.int64)
    index[numbers] = np.arange(len(numbers))
    rows, columns = [], []
    for kind in kinds:
        part = snapshot.tie_slice(kind)
        row, column = index[snapshot.source[part]], snapshot.target[part]
        keep = (row >= 0) & valid(snapshot, part, as_of)
        rows.append(row[keep])
        columns.append(column[keep])
    row, column = np.concatenate(rows), np.concatenate(columns)
    return sparse.csr_matrix((np.ones(len(row)), (row, column)), shape=(len(numbers), snapshot.n_nodes))


def _raised(snapshot: Snapshot, numbers: Longs, as_of: int) -> sparse.csr_matrix:
    """Return the crafts asked for by the open demands and challenges that these nodes raised."""
    states = [code for code, choice in enumerate(schema.vocabularies.STATES) if choice.code in OPEN_STATES]
    demands = snapshot.of_kind("Demand", "Challenge")
    raised_by_now = (snapshot.first[demands] == 0) | (snapshot.first[demands] <= as_of)
    still_open = (snapshot.until[demands] == 0) | (snapshot.until[demands] > as_of)
    demands = demands[raised_by_now & still_open & np.isin(snapshot.form[demands], states)]
    asks = _crafts(snapshot, numbers, as_of, ("RAISED",))[:, demands]
    return asks @ _crafts(snapshot, demands, as_of, ("NEEDS",))
