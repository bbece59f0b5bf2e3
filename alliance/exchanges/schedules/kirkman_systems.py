"""Tables of three where everyone meets everyone: Kirkman triple systems from fields, n = 3q or n = 2q + 1, q ≡ 1 (mod 6) a prime power.

Each is one round over GF(q) × columns that is developed by the additive group of the field, and for n = 3q further rounds that are
orbits of one block. g is a generator of the multiplicative group, q = 6s + 1.
"""

from __future__ import annotations

import numpy as np

from alliance.exchanges.schedules.blocks import Blocks, seats_of, translates
from alliance.exchanges.schedules.finite_fields import IntArray, field, powers, prime_power
from alliance.exchanges.seating_problem import Seats

SOURCE = "D. K. Ray-Chaudhuri, R. M. Wilson, Solution of Kirkman's schoolgirl problem, Proc. Symp. Pure Math. 19 (1971) 187–203"


def _fits(q: int) -> bool:
    return q % 6 == 1 and prime_power(q) is not None


def most_rounds(people: int, tables: int) -> int:
    """Return (n − 1) / 2 where n = 3 · tables is 3q or 2q + 1 for a prime power q ≡ 1 (mod 6), else 0."""
    return (people - 1) // 2 if people == 3 * tables and people % 2 and (_fits(tables) or _fits((people - 1) // 2)) else 0


def construct(people: int, tables: int) -> Seats:
    """Return ``table[round, person]``, (n − 1) / 2 rounds in which everyone meets everyone once. O(n²).

    Person i·q + x is x of column i, for n = 2q + 1 the last is the fixed point.

    >>> construct(15, 5).shape
    (7, 15)
    """
    rounds = _thrice(tables) if _fits(tables) else _twice_and_one((people - 1) // 2)
    return seats_of(rounds, people)


def _shifts(q: int, columns: int, fixed: int) -> IntArray:
    add = field(q)[0]
    moved = np.concatenate([add + i * q for i in range(columns)], axis=1)
    last = np.broadcast_to(np.arange(columns * q, columns * q + fixed, dtype=np.int32), (q, fixed))
    return np.concatenate([moved, last], axis=1).astype(np.int32)


def _thrice(q: int) -> list[list[list[int]]]:
    s, g = q // 6, powers(q)

    def across(i: int) -> list[int]:
        return [column * q + g[(i + 2 * s * column) % (q - 1)] for column in range(3)]

    inside = [[column * q + g[i + 2 * s * j] for j in range(3)] for i in range(s) for column in range(3)]
    used = [i + s * j for i in range(s) for j in (1, 3, 5)]
    shift = _shifts(q, 3, 0)
    base: Blocks = [[0, q, 2 * q], *inside, *(across(i) for i in used)]
    orbits = [[[int(row[x]) for x in across(i)] for row in shift] for i in range(q - 1) if i not in set(used)]
    return translates(base, shift) + orbits


def _twice_and_one(q: int) -> list[list[list[int]]]:
    s, g = q // 6, powers(q)
    add = field(q)[0]
    total = int(add[g[s], 1])  # g**m + g**m = g**s + 1
    m = next(m for m in range(q - 1) if int(add[g[m], g[m]]) == total)

    def power(i: int) -> int:
        return g[i % (q - 1)]

    pairs = [[power(i), power(i + s), q + power(i + m)] for j in (0, 2, 4) for i in range(j * s, j * s + s)]
    inside = [[q + power(i + m + s * j) for j in (1, 3, 5)] for i in range(s)]
    return translates([[0, q, 2 * q], *pairs, *inside], _shifts(q, 2, 1))
