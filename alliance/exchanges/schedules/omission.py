"""Fewer people at the same tables: some of a full schedule stay away; rounds in which two of them share a table are left out.

Whoever never meet (a pair that is left over, a column) can all stay away for nothing; people of one table cost one round.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliance.exchanges.seating_problem import Seats, together

SOURCE = "the full schedule, some people omitted: A. Miller, I. Valkov, R. J. R. Abel, Symmetry 18 (2026) 269, on adjacent group sizes"


def meeting_rounds(schedule: Seats) -> NDArray[np.int32]:
    """Return in which round each pair of a repeat-free schedule meets, −1 for never. O(rounds · people²).

    >>> meeting_rounds(np.array([[0, 0, 1], [0, 1, 1]])).tolist()
    [[-1, 0, -1], [0, -1, 1], [-1, 1, -1]]
    """
    when = np.full((schedule.shape[1], schedule.shape[1]), -1, dtype=np.int32)
    for r, row in enumerate(schedule):
        when[together(row)] = r
    return when


def away(schedule: Seats, count: int) -> tuple[list[int], list[int]]:
    """Return (who stays away, the rounds that are lost), greedily from each first person; the fewest rounds lost. O(people² · count²).

    >>> away(np.array([[0, 0, 1, 1], [0, 1, 0, 1]]), 2)
    ([0, 3], [])
    """
    when = meeting_rounds(schedule)
    best: tuple[list[int], list[int]] | None = None
    for first in range(len(when)):
        chosen, lost = [first], np.zeros(len(schedule) + 1, dtype=bool)
        lost[-1] = True  # for −1, never: costs nothing
        while len(chosen) < count:
            fresh = ~lost[when[chosen]]
            cost = np.where(fresh, 1.0, 0.0).sum(axis=0)
            cost[chosen] = np.inf
            person = int(cost.argmin())
            lost[when[chosen, person]] = True
            chosen.append(person)
        rounds = np.flatnonzero(lost[:-1]).tolist()
        if best is None or len(rounds) < len(best[1]):
            best = sorted(chosen), rounds
        if not rounds:
            break
    assert best is not None
    return best


def without(schedule: Seats, people: list[int], rounds: list[int]) -> Seats:
    """Return the schedule without these people and rounds.

    >>> without(np.array([[0, 0, 1, 1], [0, 1, 0, 1]]), [0, 3], []).tolist()
    [[0, 1], [1, 0]]
    """
    return np.delete(np.delete(schedule, people, axis=1), rounds, axis=0)
