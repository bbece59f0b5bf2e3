"""Who takes which place of a schedule, so that two of one unit never share a table."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.exchanges.seating_problem import Seats, times_together


def place_units(schedule: Seats, unit: NDArray[Any], rng: np.random.Generator) -> NDArray[np.int64] | None:
    """Return ``place[participant]``, the columns of ``schedule[round, place]`` to be taken, or None where this greedy choice finds none.

    Large units first; each takes places that never meet, starting where the fewest such are left (best fit), so units fill the groups of a
    transversal design one after another. None does not prove that there is no other choice. Deterministic by ``rng``. O(n² · rounds).

    >>> place = place_units(np.array([[0, 1, 0, 1], [0, 1, 1, 0]]), np.array([7, 8, 8, 7]), np.random.default_rng(1))
    >>> sorted(place[[0, 3]].tolist()) in ([0, 1], [2, 3])
    True
    """
    apart = times_together(schedule) == 0
    np.fill_diagonal(apart, False)
    free, place = np.ones(len(apart), dtype=bool), np.full(len(unit), -1, dtype=np.int64)
    numbers, size = np.unique(unit, return_counts=True)
    order = rng.permutation(len(numbers))
    for i in order[np.argsort(-size[order], kind="stable")]:
        taken = _together(apart, free, int(size[i]), rng)
        if taken is None:
            return None
        free[taken] = False
        place[rng.permutation(np.flatnonzero(unit == numbers[i]))] = taken
    return place


def _together(apart: NDArray[np.bool_], free: NDArray[np.bool_], size: int, rng: np.random.Generator) -> list[int] | None:
    starts = rng.permutation(np.flatnonzero(free))
    if size == 1:
        return [int(starts[0])]
    left = (apart[starts] & free).sum(axis=1)
    for start in starts[np.argsort(left, kind="stable")]:
        taken, open_ = [int(start)], apart[start] & free
        while len(taken) < size and open_.any():
            taken.append(int(open_.argmax()))
            open_ = open_ & apart[taken[-1]]
        if len(taken) == size:
            return taken
    return None
