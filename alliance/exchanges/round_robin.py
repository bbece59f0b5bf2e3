"""Rounds without a repeated pair, written down instead of searched for.

With q tables, q a prime power, and at most q seats: give participant (column c, place x) table x + m·c in
round m, all in the field of q elements. Two participants of different columns share a table in exactly one
of q rounds, two of one column in none (a resolvable transversal design). Where the columns are full and
divide into tables, further rounds seat each column by itself.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from alliance.exchanges.seating_problem import ABSENT, Seats

Table2 = NDArray[np.int32]


def prime_power(q: int) -> tuple[int, int] | None:
    """Return (p, k) where q = p**k, else None.

    >>> prime_power(9), prime_power(10), prime_power(1)
    ((3, 2), None, None)
    """
    for p in range(2, q + 1):
        if q % p == 0:
            k = 0
            while q % p == 0:
                q, k = q // p, k + 1
            return (p, k) if q == 1 else None
    return None


@lru_cache(maxsize=32)
def field(q: int) -> tuple[Table2, Table2]:
    """Return the addition and multiplication tables of the field with q elements, which are numbered by their base-p digits.

    Raises ``ValueError`` where q is no prime power. O(q²·k) for each polynomial tried.
    """
    parts = prime_power(q)
    if parts is None:
        raise ValueError(q)
    p, k = parts
    digits = np.array([[(x // p**i) % p for i in range(k)] for x in range(q)], dtype=np.int64)
    weights = p ** np.arange(k)
    add = ((digits[:, None, :] + digits[None, :, :]) % p) @ weights
    for tail in product(range(p), repeat=k):
        times = _products(digits, np.array(tail), p)
        if (np.sort(times[1:, 1:], axis=1) == np.arange(1, q)).all():  # no divisor of zero: the polynomial is irreducible
            return add.astype(np.int32), times.astype(np.int32)
    raise ValueError(q)


def _products(digits: NDArray[np.int64], tail: NDArray[np.int64], p: int) -> NDArray[np.int64]:
    # x**k = −tail; row a of the result = Σ digit_i(b) · (a·x**i)
    k = digits.shape[1]
    weights = p ** np.arange(k)
    power = digits
    total = np.zeros((len(digits), len(digits), k), dtype=np.int64)
    for i in range(k):
        total += digits[None, :, i, None] * power[:, None, :]
        carry = power[:, -1:]
        power = (np.concatenate([np.zeros_like(carry), power[:, :-1]], axis=1) - carry * tail) % p
    return (total % p) @ weights


def most_rounds(size: int, tables: int) -> int:
    """Return how many rounds ``construct_rounds`` can give for so many participants at so many tables; 0 where it does not apply."""
    if prime_power(tables) is None or size > tables * tables or size < tables:
        return 1 if 0 < size <= tables else 0
    seats = -(-size // tables)
    extra = 0
    if size == tables * seats and tables % seats == 0 and seats > 1:
        extra = max(1, most_rounds(tables, tables // seats))
    return tables + extra


def construct_rounds(size: int, rounds: int, tables: int) -> Seats | None:
    """Return ``rounds`` rounds of ``size`` participants at ``tables`` tables without any repeated pair, or None.

    Table sizes differ by at most one. Participants next to each other share a column, so they meet last. O(rounds · size).

    >>> construct_rounds(9, 4, 3).tolist()[3]
    [0, 0, 0, 1, 1, 1, 2, 2, 2]
    """
    if rounds > most_rounds(size, tables):
        return None
    if size <= tables:
        return np.tile(np.arange(size, dtype=np.int32), (rounds, 1))
    seats = -(-size // tables)
    add, times = field(tables)
    column, place = np.divmod(np.arange(size), tables)
    table = np.full((rounds, size), ABSENT, dtype=np.int32)
    for m in range(min(rounds, tables)):
        table[m] = add[place, times[m, column]]
    if rounds > tables:
        inner = construct_rounds(tables, rounds - tables, tables // seats)
        if inner is None:
            inner = np.arange(tables, dtype=np.int32)[None, :] // seats
        table[tables:] = inner[:, place] + (column * (tables // seats))[None, :]
    return table
