"""What a schedule is worth, whoever made it: free of repeats, even tables, and how many rounds there can be at most."""

from __future__ import annotations

from math import comb

import numpy as np

from alliance.exchanges.seating_problem import Seats, times_together


def table_sizes(people: int, tables: int) -> tuple[int, int]:
    """Return (seats, larger): every table has ``seats`` or ``seats`` + 1 people, ``larger`` tables the latter.

    >>> table_sizes(22, 6)
    (3, 4)
    """
    return divmod(people, tables)


def is_repeat_free(schedule: Seats, tables: int) -> bool:
    """Tell whether in ``schedule[round, person]`` no two share a table twice and tables differ by at most one person. O(rounds · people²).

    >>> is_repeat_free(np.array([[0, 0, 1, 1], [0, 1, 0, 1]]), 2), is_repeat_free(np.array([[0, 0, 1, 1], [1, 1, 0, 0]]), 2)
    (True, False)
    """
    if schedule.size and (schedule.min() < 0 or schedule.max() >= tables):
        return False
    sizes = [np.bincount(row, minlength=tables) for row in schedule]
    return all(int(s.max() - s.min()) <= 1 for s in sizes) and int(times_together(schedule).max(initial=0)) <= 1


def rounds_bound(people: int, tables: int) -> int:
    """Return a number of rounds that no repeat-free schedule with even tables exceeds.

    The smaller of C(n, 2) / (pairs seated in a round) and (n − 1) / (least others at a table); for full tables of k both are
    ⌊(n − 1) / (k − 1)⌋. 1 where a table has more people than there are tables: two of them would meet again in a second round.
    Not always reached: 12 people at 4 tables have 4 rounds, not 5. Raises ``ValueError`` where people ≤ tables (no pair, no bound).

    >>> rounds_bound(32, 8), rounds_bound(30, 8), rounds_bound(36, 4)
    (10, 10, 1)
    """
    seats, larger = table_sizes(people, tables)
    if people <= tables:
        raise ValueError(people)
    if seats + (larger > 0) > tables:
        return 1
    pairs = larger * comb(seats + 1, 2) + (tables - larger) * comb(seats, 2)
    bound = comb(people, 2) // pairs
    return min(bound, (people - 1) // (seats - 1)) if seats > 1 else bound
