"""Schedules from rounds of blocks: the common last step of the constructions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from alliance.exchanges.seating_problem import ABSENT, Seats

Blocks = Sequence[Sequence[int]]


def seats_of(rounds: Iterable[Blocks], people: int) -> Seats:
    """Return ``table[round, person]`` of rounds that are lists of blocks (who sits together), tables in the order of the blocks.

    Who stands in no block of a round is absent (−1). O(rounds · people).

    >>> seats_of([[[0, 2], [1, 3]]], 4).tolist()
    [[0, 1, 0, 1]]
    """
    given = list(rounds)
    schedule = np.full((len(given), people), ABSENT, dtype=np.int32)
    for row, blocks in zip(schedule, given, strict=True):
        for table, block in enumerate(blocks):
            row[list(block)] = table
    return schedule


def translates(blocks: Blocks, shift: np.ndarray[tuple[int, int], np.dtype[np.int32]]) -> list[list[list[int]]]:
    """Return the rounds into which one round is developed: row s of ``shift[s, person]`` is the permutation of one shift. O(shifts · people)."""
    return [[[int(row[x]) for x in block] for block in blocks] for row in shift]
