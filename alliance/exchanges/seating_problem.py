"""Who sits where: the question as arrays, and the exact worth of an answer.

A seating is an array ``table[round, participant]`` of table numbers from 0, −1 for who is absent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Seats = NDArray[np.int32]
ABSENT = -1


@dataclass(frozen=True, eq=False)
class TableQuestion:
    """Participants 0…n−1 to be seated at every table of every round.

    ``unit``: unit number of each. ``value[a, b]``: worth of a new meeting, symmetric, 0 where ``met``.
    ``met[a, b]``: they have met before. ``present[round, participant]``. ``seats``: least and most at one table.
    ``forbid_same_unit``: two of one unit never share a table. ``repeat_penalty``: cost of each further meeting of a pair.
    """

    unit: NDArray[Any]
    value: NDArray[np.float64]
    met: NDArray[np.bool_]
    present: NDArray[np.bool_]
    tables: int
    seats: tuple[int, int]
    forbid_same_unit: bool = True
    repeat_penalty: float = 1.0

    @property
    def rounds(self) -> int:
        """Number of rounds."""
        return int(self.present.shape[0])

    @property
    def size(self) -> int:
        """Number of participants."""
        return int(self.present.shape[1])


@dataclass(frozen=True, slots=True)
class SeatingFigures:
    """What a seating gives: ``objective`` = value of new pairs − penalty × ``repeats``: over pairs, times together − 1."""

    objective: float
    repeats: int


def plain_question(unit: NDArray[Any], rounds: int, tables: int, seats: tuple[int, int], **more: Any) -> TableQuestion:
    """Return the question where nobody has met, every new meeting is worth 1 and everyone is present."""
    n = len(unit)
    value = np.ones((n, n)) - np.eye(n)
    return TableQuestion(
        unit=np.asarray(unit),
        value=value,
        met=np.zeros((n, n), dtype=bool),
        present=np.ones((rounds, n), dtype=bool),
        tables=tables,
        seats=seats,
        **more,
    )


def together(row: Seats) -> NDArray[np.bool_]:
    """Return who shares a table in one round: a symmetric matrix with an empty diagonal."""
    same: NDArray[np.bool_] = (row[:, None] == row[None, :]) & (row[:, None] != ABSENT)
    np.fill_diagonal(same, False)
    return same


def times_together(table: Seats) -> NDArray[np.int32]:
    """Return how often each pair shares a table. O(rounds · n²)."""
    total = np.zeros((table.shape[1], table.shape[1]), dtype=np.int32)
    for row in table:
        total += together(row)
    return total


def figures(question: TableQuestion, table: Seats) -> SeatingFigures:
    """Return the exact worth of a seating and its repeats. O(rounds · n²)."""
    times = times_together(table)
    upper = np.triu(times, 1)
    repeats = int(np.maximum(upper - 1, 0).sum())
    new = (times > 0) & ~question.met
    value = float(question.value[np.triu(new, 1)].sum())
    return SeatingFigures(
        objective=round(value - question.repeat_penalty * repeats, 6),
        repeats=repeats,
    )


def faults(question: TableQuestion, table: Seats) -> list[tuple[str, dict[str, int]]]:
    """Return every hard rule that a seating breaks, as (code, facts), by round; empty for a valid one.

    Codes: ``seat`` (present but not seated, or the reverse), ``table`` (no such table), ``size`` (a table outside the limits),
    ``same_unit`` (two of one unit at a table).
    """
    found: list[tuple[str, dict[str, int]]] = []
    low, high = question.seats
    for r, row in enumerate(table):
        found += [("seat", {"round": r + 1, "participant": int(i)}) for i in np.flatnonzero((row != ABSENT) != question.present[r])]
        found += [("table", {"round": r + 1, "participant": int(i)}) for i in np.flatnonzero(row >= question.tables)]
        sizes = np.bincount(row[(row >= 0) & (row < question.tables)], minlength=question.tables)
        found += [("size", {"round": r + 1, "table": int(t) + 1, "size": int(sizes[t])}) for t in np.flatnonzero((sizes < low) | (sizes > high))]
        if question.forbid_same_unit:
            clash = np.argwhere(np.triu(together(row) & (question.unit[:, None] == question.unit[None, :]), 1))
            found += [("same_unit", {"round": r + 1, "table": int(row[a]) + 1, "a": int(a), "b": int(b)}) for a, b in clash]
    return found
