"""n = q**d people at tables of q, q a prime power: the lines of the affine geometry AG(d, q), a round for each direction."""

from __future__ import annotations

import numpy as np

from alliance.exchanges.schedules.finite_fields import field, prime_power
from alliance.exchanges.seating_problem import Seats

SOURCE = "the lines of an affine geometry, by parallel classes: R. C. Bose, Sankhyā 4 (1938) 323–338"


def _dimension(people: int, q: int) -> int:
    d = 1
    while q > 1 and q**d < people:
        d += 1
    return d if q > 1 and q**d == people else 0


def most_rounds(people: int, tables: int) -> int:
    """Return (n − 1) / (q − 1) where n = q**d (d ≥ 2) and the tables seat q, a prime power; else 0."""
    q = people // tables
    return (people - 1) // (q - 1) if people == q * tables and prime_power(q) and _dimension(people, q) > 1 else 0


def construct(people: int, tables: int) -> Seats:
    """Return ``table[round, person]``, (n − 1) / (q − 1) rounds in which everyone meets everyone once.

    Person = Σ x_i · q**i for the point (x_0, x_1, …). In the round of direction v (its last coordinate ≠ 0 is 1, the i-th) the table of
    x is that of x − x_i · v. O(n · rounds · d).

    >>> construct(9, 3).tolist()[1]
    [0, 1, 2, 0, 1, 2, 0, 1, 2]
    """
    q = people // tables
    d = _dimension(people, q)
    add, times = field(q)
    minus = np.argmin(add, axis=1)  # a + minus[a] = 0
    points = np.array([[x // q**i % q for i in range(d)] for x in range(people)])
    weights = q ** np.arange(d - 1)
    rows = []
    for i in range(d):
        for code in range(q**i):
            direction = [code // q**j % q for j in range(i)] + [1] + [0] * (d - i - 1)
            moved = add[points, minus[times[points[:, [i]], np.array(direction)]]]
            rows.append(np.delete(moved, i, axis=1) @ weights)
    return np.array(rows, dtype=np.int32)
