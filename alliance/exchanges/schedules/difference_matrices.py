"""Difference matrices: for any two rows c ≠ c′ the differences D[c, m] − D[c′, m] over all columns m are distinct elements of a group.

They are what a resolvable transversal design is developed from (``transversal_designs``). Sources by order t = Π q_i (prime powers):
a field or a product of fields, with ``A`` rows and ``B`` columns of the multiplication table such that (a − a′)·(b − b′) is never 0;
for 12 and 15 pairwise orthogonal orthomorphisms, found by ``benchmarks/schedule_search/orthomorphisms.c`` and kept here as data.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from math import prod

import numpy as np

from alliance.exchanges.schedules.finite_fields import IntArray, field, prime_powers

ORTHOMORPHISMS: dict[tuple[int, ...], tuple[str, ...]] = {
    (2, 6): ("0 2 1 6 8 7 10 9 11 4 3 5", "0 3 8 10 1 9 2 6 5 7 11 4", "0 4 10 9 7 1 11 5 3 2 8 6", "0 8 6 4 3 10 9 11 2 5 1 7"),
    (15,): ("0 2 5 7 9 12 4 1 14 11 3 6 8 10 13", "0 6 3 14 10 7 13 4 11 2 8 5 1 12 9", "0 10 6 1 11 2 7 12 3 8 13 4 14 9 5"),
}  # moduli of the group → the permutations φ with φ(x) − x and all φ(x) − φ′(x) permutations too; elements in mixed radix, the last digit fastest


def _parts(order: int) -> list[int]:
    return [p**k for p, k in prime_powers(order)]


@lru_cache(maxsize=64)
def _ring(order: int) -> tuple[IntArray, IntArray]:
    add, times = np.zeros((1, 1), dtype=np.int32), np.zeros((1, 1), dtype=np.int32)
    for q in _parts(order):
        a, m = field(q)
        add, times = (np.kron(old * q, np.ones_like(new)) + np.tile(new, old.shape) for old, new in ((add, a), (times, m)))
    return add.astype(np.int32), times.astype(np.int32)


def _choice(order: int, rows: int) -> tuple[int, list[int], bool]:
    """Return (columns, the prime powers that keep them apart, whether the rows are the fewer) for so many rows, the most columns first."""
    parts = _parts(order)
    best: tuple[int, list[int], bool] = (0, [], False)
    for size in range(1, len(parts) + 1):
        for some in combinations(parts, size):
            few, many = min(some), prod(some)
            for columns, fits, narrow in ((many, rows <= few, True), (few, rows <= many, False)):
                best = max(best, (columns, list(some), narrow)) if fits else best
    return best


def most_columns(order: int, rows: int) -> int:
    """Return how many columns ``difference_matrix`` has: order where it is complete, less where only smaller ones are known here.

    >>> most_columns(9, 9), most_columns(12, 6), most_columns(15, 5), most_columns(10, 4), most_columns(10, 6)
    (9, 12, 15, 5, 2)
    """
    listed = [moduli for moduli, kept in ORTHOMORPHISMS.items() if prod(moduli) == order and rows <= len(kept) + 2]
    return order if listed else _choice(order, rows)[0]


def difference_matrix(order: int, rows: int) -> tuple[IntArray, IntArray]:
    """Return (add, D): the table of addition of a group with ``order`` elements, and D[row, column], its first column 0.

    O(order²) and the fields' own cost, both kept.

    >>> add, matrix = difference_matrix(3, 3)
    >>> matrix.tolist()
    [[0, 0, 0], [0, 1, 2], [0, 2, 1]]
    """
    for moduli, kept in ORTHOMORPHISMS.items():
        if prod(moduli) == order and rows <= len(kept) + 2 and most_columns(order, rows) == order:
            maps = [[0] * order, list(range(order)), *([int(x) for x in line.split()] for line in kept)]
            return _group(moduli), np.array(maps[:rows], dtype=np.int32)
    add, times = _ring(order)
    columns, some, narrow = _choice(order, rows)
    few, many = _units(order, some, min(some)), _lift(order, some)
    left, right = (few[:rows], many[:columns]) if narrow else (many[:rows], few[:columns])
    return add, times[np.ix_(left, right)]


def _group(moduli: tuple[int, ...]) -> IntArray:
    digits = np.array(np.unravel_index(np.arange(prod(moduli)), moduli))
    total = (digits[:, :, None] + digits[:, None, :]) % np.array(moduli)[:, None, None]
    numbers: IntArray = np.ravel_multi_index(tuple(total), moduli).astype(np.int32)
    return numbers


def _units(order: int, some: list[int], count: int) -> list[int]:
    """Return ``count`` elements, any two of them different in each of the chosen parts, 0 in the other parts."""
    parts = _parts(order)
    return [int(np.ravel_multi_index([x if q in some else 0 for q in parts], parts)) for x in range(count)]


def _lift(order: int, some: list[int]) -> list[int]:
    """Return all elements that are 0 outside the chosen parts."""
    parts = _parts(order)
    return [int(np.ravel_multi_index(x, parts)) for x in np.ndindex(*[q if q in some else 1 for q in parts])]
