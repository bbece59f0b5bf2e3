"""Tables over several rounds: written down where that is possible, then searched one round at a time.

The start deals participants out unit by unit (valid whenever the counting checks pass) or is the construction;
then each round in turn is improved while the others stand, until so many sweeps bring nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliance.errors import PlanRefused
from alliance.exchanges.feasibility import seating_refusals
from alliance.exchanges.schedules.placement import place_units
from alliance.exchanges.schedules.router import Schedule, schedules
from alliance.exchanges.seating_problem import ABSENT, Seats, TableQuestion, faults, figures, times_together, together
from alliance.exchanges.tabu_search import FORBIDDEN, Floats, Stop, never, search_round


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to search: ``sweeps`` over all rounds, ``depth`` iterations per round and sweep, ``patience`` sweeps without gain, ``starts``."""

    sweeps: int = 30
    depth: int = 60
    patience: int = 6
    starts: int = 2


def effort_for(participants: int, rounds: int) -> Effort:
    """Return an effort of a second or two on an office computer, whatever the size; a fixed count, so the answer never depends on the clock."""
    depth = max(8, participants // 2)
    sweeps = int(3e5 / max(1, rounds * depth * (60 + participants)))
    return Effort(sweeps=min(60, max(4, sweeps)), depth=depth, patience=3, starts=2)


def dealt(question: TableQuestion, rng: np.random.Generator) -> Seats:
    """Deal the participants of each round out, unit after unit, table after table: valid whenever the counting checks pass. O(rounds · n log n)."""
    table = np.full(question.present.shape, ABSENT, dtype=np.int32)
    for r in range(question.rounds):
        here = np.flatnonzero(question.present[r])
        order = rng.permutation(int(question.unit.max()) + 1)[question.unit[here]] if len(here) else here
        here = here[np.lexsort((rng.random(len(here)), order))]
        table[r, here] = (np.arange(len(here)) + int(rng.integers(question.tables))) % question.tables
    return table


def construct_schedule(question: TableQuestion, rng: np.random.Generator) -> tuple[Seats, Schedule] | None:
    """Return the first construction for these participants that breaks no rule: (table, the schedule with its name and source), or None.

    Where units must sit apart they take places that never meet (``place_units``); a construction in which that fails is passed over.
    """
    for found in schedules(question.size, question.rounds, question.tables):
        unit = question.unit if question.forbid_same_unit else np.arange(question.size)
        place = place_units(found.table, unit, rng)
        if place is None:
            continue
        table = found.table[:, place].copy()
        table[~question.present] = ABSENT
        if not faults(question, table):
            return table, found
    return None


def construct_seating(question: TableQuestion, rng: np.random.Generator) -> Seats | None:
    """Return the construction for these participants where one exists and breaks no rule, else None."""
    found = construct_schedule(question, rng)
    return None if found is None else found[0]


def weights(question: TableQuestion, elsewhere: NDArray[np.int32]) -> Floats:
    """Return what a pair adds by sharing a table in one round, given how often it does elsewhere. O(n²)."""
    weight = np.where(elsewhere > 0, -question.repeat_penalty, question.value)
    if question.forbid_same_unit:
        weight[question.unit[:, None] == question.unit[None, :]] = -FORBIDDEN
    np.fill_diagonal(weight, 0.0)
    return weight


def improve_seating(question: TableQuestion, table: Seats, effort: Effort, rng: np.random.Generator, stop: Stop = never) -> Seats:
    """Return the best seating met while searching round after round; never worse than the start.

    After ``patience`` sweeps without gain one round is shaken and the search goes on from there; it returns to the best
    seating where that has not paid by the next shaking. O(sweeps · rounds · depth · n · table size).
    """
    table, best, idle, high = table.copy(), table.copy(), 0, _bound(question)
    worth = top = figures(question, table).objective
    for sweep in range(effort.sweeps):
        if top >= high - 1e-9 or stop():
            break
        if idle >= effort.patience:
            if worth < top - question.repeat_penalty - 1e-9 or not sweep % 5:
                table = best.copy()
            _shake(question, table, rng)
            idle, worth = 0, -np.inf
        _sweep(question, table, rng.permutation(question.rounds) if sweep else np.arange(question.rounds), effort.depth, rng, stop)
        here = figures(question, table).objective
        idle, worth = (0, here) if here > worth + 1e-9 else (idle + 1, worth)
        if here >= top:
            best, top = table.copy(), here
    return best


def _sweep(question: TableQuestion, table: Seats, order: NDArray[np.int64], depth: int, rng: np.random.Generator, stop: Stop) -> None:
    times = times_together(table)
    for r in order:
        times -= together(table[r])
        here = np.flatnonzero(question.present[r])
        weight = weights(question, times)[np.ix_(here, here)]
        table[r, here], _ = search_round(weight, table[r, here], question.tables, seats=question.seats, iterations=depth, rng=rng, stop=stop)
        times += together(table[r])


def _shake(question: TableQuestion, table: Seats, rng: np.random.Generator) -> None:
    """Exchange some participants of one round, in place, where no rule forbids it."""
    r = int(rng.integers(question.rounds))
    here = np.flatnonzero(question.present[r])
    for _ in range(int(rng.integers(2, max(3, len(here) // 3)))):
        a, b = rng.choice(here, 2)
        trial = table[r].copy()
        trial[[a, b]] = trial[[b, a]]
        if not question.forbid_same_unit or not (together(trial)[[a, b]] & (question.unit[[a, b], None] == question.unit[None, :])).any():
            table[r] = trial


def _bound(question: TableQuestion) -> float:
    """Return a value no seating exceeds: in each round everyone meets no more than a full table, the best left first."""
    seatings = sum(int(present.sum()) * (question.seats[1] - 1) for present in question.present) // 2
    best = np.sort(question.value[np.triu_indices(question.size, 1)])[::-1]
    return float(best[:seatings].sum())


def seat(question: TableQuestion, *, seed: int = 1, effort: Effort | None = None, stop: Stop = never) -> Seats:
    """Return the best seating found: deterministic by ``seed`` unless ``stop`` cuts it short.

    Raises ``PlanRefused`` with the counting reasons where no seating exists. No round, no participant: an empty array.
    """
    effort = effort or Effort()
    reasons = seating_refusals(question)
    if reasons:
        raise PlanRefused(reasons=reasons)
    if not question.size or not question.rounds:
        return np.full(question.present.shape, ABSENT, dtype=np.int32)
    best: Seats | None = None
    worth = -np.inf
    for number in range(max(1, effort.starts)):
        rng = np.random.default_rng([seed, number])
        start = construct_seating(question, rng) if number % 2 == 0 else None
        table = improve_seating(question, dealt(question, rng) if start is None else start, effort, rng, stop)
        here = figures(question, table).objective
        if here > worth + 1e-9:
            best, worth = table, here
        if worth >= _bound(question) - 1e-9 or (best is not None and stop()):
            break
    assert best is not None
    return best
