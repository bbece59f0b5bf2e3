"""Tabu search over one round: swaps and moves between tables, each with its exact difference.

With the other rounds fixed, a pair at one table adds ``weight[a, b]``: its value where it has not met,
minus the penalty where it has. The differences of all swaps are one matrix, kept up to date row by row.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from alliance.exchanges.seating_problem import Seats

FORBIDDEN = 1e6  # weight of a pair that must never share a table; above any sum of values
Floats = NDArray[np.float64]
Stop = Callable[[], bool]


def never() -> bool:
    """Go on for as many iterations as were asked for."""
    return False


class RoundSearch:
    """One round under change. ``table[i]`` is the table of participant i, ``gain`` what was won since the start.

    ``pull[i, t]`` = Σ weight[i, j] over those at table t, so the difference of swapping a and b is
    pull[a, t_b] + pull[b, t_a] − pull[a, t_a] − pull[b, t_b] − 2·weight[a, b].
    """

    def __init__(self, weight: Floats, table: Seats, tables: int, seats: tuple[int, int]) -> None:
        self.weight, self.table, self.tables, self.seats = weight, table.copy(), tables, seats
        self.everyone = np.arange(len(table))
        sits = np.zeros((len(table), tables))
        sits[self.everyone, self.table] = 1.0
        self.pull = weight @ sits
        self.sizes = np.bincount(self.table, minlength=tables)
        self.gain = 0.0
        self.swap = np.empty((len(table), len(table)))
        self._refresh(self.everyone)

    def _refresh(self, rows: NDArray[np.int64]) -> None:
        """Work out the differences of every swap with one of ``rows``. O(rows · n)."""
        own = self.pull[self.everyone, self.table]
        part = self.pull[np.ix_(rows, self.table)] + self.pull[:, self.table[rows]].T
        part -= own[rows, None]
        part -= own[None, :]
        part -= 2.0 * self.weight[rows]
        part[self.table[rows, None] == self.table[None, :]] = -np.inf
        self.swap[rows] = part
        self.swap[:, rows] = part.T

    def best_swap(self, free: NDArray[np.bool_] | None = None) -> tuple[float, int, int]:
        """Return the best swap (difference, a, b) among those free to move, the lowest numbers first. O(n²)."""
        if free is None:
            place = int(self.swap.argmax())
            a, b = divmod(place, len(self.table))
            return float(self.swap[a, b]), a, b
        rows = np.flatnonzero(free)
        if len(rows) < 2:
            return -np.inf, -1, -1
        part = self.swap[np.ix_(rows, rows)]
        a, b = divmod(int(part.argmax()), len(rows))
        return float(part[a, b]), int(rows[a]), int(rows[b])

    def best_move(self, free: NDArray[np.bool_] | None = None) -> tuple[float, int, int]:
        """Return the best move (difference, participant, table) within the limits of size; −inf where there is none. O(n · tables)."""
        low, high = self.seats
        movable, open_ = self.sizes[self.table] > low, self.sizes < high
        if free is not None:
            movable = movable & free
        if not movable.any() or not open_.any():
            return -np.inf, -1, -1
        change = self.pull - self.pull[self.everyone, self.table][:, None]
        change[~movable] = -np.inf
        change[:, ~open_] = -np.inf
        change[self.everyone, self.table] = -np.inf
        a, t = divmod(int(change.argmax()), self.tables)
        return float(change[a, t]), a, t

    def put(self, moves: list[tuple[int, int]], difference: float) -> None:
        """Seat participants elsewhere, moves = [(participant, table)], and bring the differences up to date. O(size of two tables · n)."""
        touched = np.zeros(self.tables, dtype=bool)
        for a, t in moves:
            before = int(self.table[a])
            self.pull[:, before] -= self.weight[a]
            self.pull[:, t] += self.weight[a]
            self.sizes[before] -= 1
            self.sizes[t] += 1
            self.table[a] = t
            touched[[before, t]] = True
        self.gain += difference
        self._refresh(np.flatnonzero(touched[self.table]))


def search_round(
    weight: Floats, table: Seats, tables: int, seats: tuple[int, int], iterations: int, rng: np.random.Generator, stop: Stop = never
) -> tuple[Seats, float]:
    """Return the best seating of one round met in so many iterations, and what it gains. Never worse than the start.

    Whoever has moved stays for a few iterations (the tabu), unless moving gives more than the best so far.
    The last of equally good seatings is kept, so that later rounds see something new. Deterministic by ``rng``.
    """
    state = RoundSearch(weight, table, tables, seats)
    best, best_gain = state.table.copy(), 0.0
    until = np.zeros(len(table), dtype=np.int64)
    varied = seats[0] < seats[1]
    stay = max(1, min(len(table) // 4, 10))
    for step in range(1, iterations + 1):
        if step % 32 == 0 and stop():
            break
        chosen = _choose(state, until >= step, best_gain, varied)
        if chosen is None:
            continue
        difference, moves = chosen
        state.put(moves, difference)
        for a, _ in moves:
            until[a] = step + int(rng.integers(1, stay + 1))
        if state.gain >= best_gain - 1e-9:
            best, best_gain = state.table.copy(), max(state.gain, best_gain)
    return best, best_gain


def _choose(state: RoundSearch, held: NDArray[np.bool_], best_gain: float, varied: bool) -> tuple[float, list[tuple[int, int]]] | None:
    picked = state.best_swap()
    aspired = state.gain + picked[0] > best_gain + 1e-9
    if not aspired and (held[picked[1]] or held[picked[2]]):
        picked = state.best_swap(~held)
    move = state.best_move(None if aspired else ~held) if varied else (-np.inf, -1, -1)
    if move[0] > picked[0]:
        return move[0], [(move[1], move[2])]
    if picked[0] == -np.inf:
        return None
    _, a, b = picked
    return picked[0], [(a, int(state.table[b])), (b, int(state.table[a]))]
