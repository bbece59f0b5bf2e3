"""Resolvable designs from maximal arcs: k = 2**a, q = 2**b, n = k·(q + 1) − q people, q + 1 rounds.

The points (x, y) of the affine plane of order q with x² + b·x·y + y² in an additive subgroup of k elements, the form without a zero but (0, 0):
every line meets them in k points or in none, and no point lies at infinity, so each parallel class is a round. 28 people at tables of 4,
52, 100; 120 people at tables of 8.
"""

from __future__ import annotations

import numpy as np

from alliance.exchanges.schedules.finite_fields import field, prime_power
from alliance.exchanges.seating_problem import Seats

SOURCE = "R. H. F. Denniston, Some maximal arcs in finite projective planes, J. Combin. Theory 6 (1969) 317–319"


def _order(people: int, seats: int) -> int:
    parts = prime_power(seats)
    if not parts or parts[0] != 2:
        return 0
    q = seats
    while q <= people:
        if seats * (q + 1) - q == people:
            return q
        q *= 2
    return 0


def most_rounds(people: int, tables: int) -> int:
    """Return q + 1 where n = k·(q + 1) − q for powers of two k ≤ q and k people sit at a table, else 0."""
    seats = people // tables
    q = _order(people, seats) if people == seats * tables else 0
    return q + 1 if q else 0


def construct(people: int, tables: int) -> Seats:
    """Return ``table[round, person]``, q + 1 rounds in which everyone meets everyone once; persons in the order of (x, y). O(n · q).

    >>> construct(28, 7).shape
    (9, 28)
    """
    seats = people // tables
    q = _order(people, seats)
    add, times = field(q)
    x, y = np.divmod(np.arange(q * q), q)
    squares = np.diagonal(times)
    for middle in range(1, q):
        form = add[add[squares[x], times[middle, times[x, y]]], squares[y]]
        if (form[1:] != 0).all():
            break
    inside = form < seats  # the numbers below a power of two are closed under addition
    x, y = x[inside], y[inside]
    lines = [x, *(add[y, times[slope, x]] for slope in range(q))]
    return np.array([np.unique(line, return_inverse=True)[1] for line in lines], dtype=np.int32)
