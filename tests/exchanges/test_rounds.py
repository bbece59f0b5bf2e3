"""Seating: refused exactly for counting reasons, otherwise valid; exact differences; the best is found where it is known."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from alliance.errors import PlanRefused
from alliance.exchanges.feasibility import seating_refusals
from alliance.exchanges.seating_problem import ABSENT, TableQuestion, faults, figures, plain_question, times_together
from alliance.exchanges.seating_rounds import Effort, construct_seating, dealt, effort_for, seat, weights
from alliance.exchanges.tabu_search import RoundSearch, search_round

LIGHT = Effort(4, 10, 2, 2)


def question(rng: np.random.Generator) -> TableQuestion:
    n, rounds, tables = int(rng.integers(1, 26)), int(rng.integers(1, 5)), int(rng.integers(1, 7))
    value = np.triu(rng.random((n, n)), 1)
    met = np.triu(rng.random((n, n)) < 0.2, 1)
    met = met | met.T
    value = np.where(met, 0.0, value + value.T)
    low = int(rng.integers(0, 5))
    return TableQuestion(
        rng.integers(0, max(1, n // 2), n),
        value,
        met,
        rng.random((rounds, n)) < 0.9,
        tables,
        (low, low + int(rng.integers(0, 4))),
        bool(rng.random() < 0.6),
        float(rng.choice([0.5, 1.0, 3.0])),
    )


def impossible_by_hand(q: TableQuestion) -> bool:
    for here in q.present:
        k = int(here.sum())
        units = np.bincount(q.unit[here]) if k else np.zeros(1)
        if not q.tables * q.seats[0] <= k <= q.tables * q.seats[1] or (q.forbid_same_unit and units.max() > q.tables):
            return True
    return False


def worth_by_hand(q: TableQuestion, table: np.ndarray) -> tuple[float, int]:
    times: dict[tuple[int, int], int] = {}
    for row in table:
        for a, b in combinations(range(len(row)), 2):
            if row[a] == row[b] != ABSENT:
                times[a, b] = times.get((a, b), 0) + 1
    repeats = sum(k - 1 for k in times.values())
    return sum(q.value[pair] for pair in times) - q.repeat_penalty * repeats, repeats


@pytest.mark.parametrize("seed", range(150))
def test_a_question_is_refused_for_a_counting_reason_or_answered_without_fault(seed: int) -> None:
    q = question(np.random.default_rng(seed))
    if impossible_by_hand(q):
        with pytest.raises(PlanRefused) as refused:
            seat(q, effort=LIGHT)
        assert refused.value.facts["reasons"]
        return
    table = seat(q, effort=LIGHT)
    assert faults(q, table) == []
    found = figures(q, table)
    assert (found.objective, found.repeats) == (pytest.approx(worth_by_hand(q, table)[0]), worth_by_hand(q, table)[1])


@pytest.mark.parametrize("seed", range(40))
def test_dealing_out_is_valid_whenever_the_counts_are(seed: int) -> None:
    q = question(np.random.default_rng(1000 + seed))
    if not seating_refusals(q):
        assert faults(q, dealt(q, np.random.default_rng(seed))) == []


def test_each_counting_reason_by_hand() -> None:
    def codes(n: int, tables: int, seats: tuple[int, int], unit: list[int] | None = None) -> list[tuple[str, int]]:
        found = seating_refusals(plain_question(np.array(unit or range(n)), 2, tables, seats))
        return [(reason.code, reason.facts["round"]) for reason in found]

    assert codes(13, 3, (2, 4)) == [("too_many", 1), ("too_many", 2)]
    assert codes(5, 3, (2, 4)) == [("too_few", 1), ("too_few", 2)]
    assert codes(8, 3, (2, 4), [0, 0, 0, 0, 1, 2, 3, 4]) == [("same_unit", 1), ("same_unit", 2)]
    assert codes(9, 3, (2, 4), [0, 0, 0, 1, 1, 1, 2, 2, 2]) == []


def test_an_absent_participant_is_seated_only_when_there() -> None:
    present = np.ones((3, 9), dtype=bool)
    present[1, [0, 4]] = False
    q = TableQuestion(np.arange(9), np.ones((9, 9)) - np.eye(9), np.zeros((9, 9), dtype=bool), present, 3, (2, 3))
    table = seat(q, effort=LIGHT)
    assert faults(q, table) == []
    assert (table[1, [0, 4]] == ABSENT).all()
    assert (table[[0, 2]] != ABSENT).all()


def test_differences_are_exact_after_many_moves() -> None:
    rng = np.random.default_rng(7)
    weight = np.triu(rng.normal(size=(17, 17)), 1)
    weight = weight + weight.T
    state = RoundSearch(weight, np.arange(17, dtype=np.int32) % 4, 4, (3, 6))

    def total() -> float:
        same = state.table[:, None] == state.table[None, :]
        return float(np.triu(weight * same, 1).sum())

    start = total()
    for _ in range(60):
        a, b = rng.choice(17, 2, replace=False)
        if state.table[a] == state.table[b]:
            continue
        difference = state.swap[a, b]
        before = total()
        state.put([(int(a), int(state.table[b])), (int(b), int(state.table[a]))], difference)
        assert total() - before == pytest.approx(difference)
        move = state.best_move()
        if move[0] > -np.inf:
            before = total()
            state.put([(move[1], move[2])], move[0])
            assert total() - before == pytest.approx(move[0])
    assert total() - start == pytest.approx(state.gain)
    assert (state.sizes >= 3).all()
    assert (state.sizes <= 6).all()


def test_the_search_never_makes_a_round_worse() -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        q = question(rng)
        if seating_refusals(q):
            continue
        table = dealt(q, rng)
        times = times_together(table[1:]) if q.rounds > 1 else np.zeros((q.size, q.size), dtype=np.int32)
        here = np.flatnonzero(q.present[0])
        weight = weights(q, times)[np.ix_(here, here)]
        better, gain = search_round(weight, table[0, here], q.tables, q.seats, 30, rng)
        assert gain >= 0
        table[0, here] = better
        assert faults(q, table) == []


@pytest.mark.parametrize(
    ("people", "tables", "seats", "rounds"), [(15, 5, 3, 6), (20, 5, 4, 3), (21, 5, 5, 3), (12, 4, 3, 3), (32, 8, 4, 8), (40, 7, 6, 3)]
)
def test_rounds_without_any_repeat_where_they_exist(people: int, tables: int, seats: int, rounds: int) -> None:
    q = plain_question(np.arange(people), rounds, tables, (people // tables, seats))
    assert figures(q, seat(q, effort=effort_for(people, rounds))).repeats == 0


def test_one_unit_sits_apart_in_the_construction_too() -> None:
    q = plain_question(np.arange(25) // 5, 4, 5, (5, 5))
    table = construct_seating(q, np.random.default_rng(1))
    if table is not None:
        assert faults(q, table) == []
    assert faults(q, seat(q, effort=LIGHT)) == []


def test_the_same_seed_gives_the_same_tables_and_another_seed_may_not() -> None:
    rng = np.random.default_rng(3)
    value = np.triu(rng.random((18, 18)), 1)
    q = TableQuestion(np.arange(18), value + value.T, np.zeros((18, 18), dtype=bool), np.ones((3, 18), dtype=bool), 4, (4, 5))
    first = seat(q, seed=5, effort=LIGHT)
    assert (first == seat(q, seed=5, effort=LIGHT)).all()
    assert (first != seat(q, seed=6, effort=LIGHT)).any()


def test_every_fault_is_seen() -> None:
    q = plain_question(np.array([0, 0, 1, 2, 3, 4]), 1, 2, (3, 3))
    good = np.array([[0, 1, 0, 0, 1, 1]], dtype=np.int32)
    assert faults(q, good) == []
    for bad, code in [([0, 0, 0, 1, 1, 1], "same_unit"), ([0, 1, 0, 0, 0, 1], "size"), ([0, 1, 0, 0, 1, -1], "seat"), ([0, 1, 0, 0, 1, 7], "table")]:
        assert code in {found for found, _ in faults(q, np.array([bad], dtype=np.int32))}
