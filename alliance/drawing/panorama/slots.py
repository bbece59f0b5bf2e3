"""The places of a disc: rows of slots round its centre, counted from the inside. A slot lies where it lies, however many are taken.

Lengths are in units of the distance between two dots; who draws multiplies.
"""

from __future__ import annotations

import math
from functools import lru_cache

ROW = 0.92  # from row to row: a little less than from dot to dot, so that rows of circles lie close
TURN = 2.399963  # golden angle: no two rows begin in the same direction


@lru_cache(maxsize=256)
def row_size(row: int) -> int:
    """Return how many slots a row has.

    >>> [row_size(row) for row in range(4)]
    [1, 5, 11, 17]
    """
    return max(1, math.floor(2 * math.pi * row * ROW))


@lru_cache(maxsize=8192)
def slot(number: int) -> tuple[float, float]:
    """Return where a slot lies from the centre of its disc. O(√number), then kept."""
    row, before = row_of(number)
    size = row_size(row)
    angle = TURN * row + 2 * math.pi * ((number - before) * _stride(size) % size) / size
    return round(row * ROW * math.cos(angle), 4), round(row * ROW * math.sin(angle), 4)


@lru_cache(maxsize=256)
def _stride(size: int) -> int:
    """Return how far from one slot of a row to the next: a row that is not full is filled all round."""
    wanted = round(0.382 * size)
    return next(wanted + away for away in range(size + 1) if math.gcd(max(wanted + away, 1), size) == 1) or 1


def row_of(number: int) -> tuple[int, int]:
    """Return the row of a slot and the number of the row's first slot.

    >>> row_of(0), row_of(5), row_of(6)
    ((0, 0), (1, 1), (2, 6))
    """
    row, before = 0, 0
    while before + row_size(row) <= number:
        before += row_size(row)
        row += 1
    return row, before


def radius(slots: int) -> float:
    """Return the radius of a disc that has so many slots, with a margin of half a dot's distance round its last row.

    >>> radius(1), round(radius(6), 2)
    (0.8, 1.72)
    """
    return row_of(max(slots, 1) - 1)[0] * ROW + 0.8
