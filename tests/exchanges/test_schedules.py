"""Repeat-free schedules: each construction, every kept starter, and who may take which place."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from alliance.exchanges.schedules import maximal_arcs, router, starters
from alliance.exchanges.schedules.difference_matrices import ORTHOMORPHISMS, difference_matrix, most_columns
from alliance.exchanges.schedules.evaluation import is_repeat_free, rounds_bound
from alliance.exchanges.schedules.omission import away, without
from alliance.exchanges.schedules.placement import place_units
from alliance.exchanges.seating_problem import figures, plain_question, times_together
from alliance.exchanges.seating_rounds import construct_schedule, seat

DATA = [line for line in Path(starters.__file__).with_name("starters.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def by_hand(schedule: np.ndarray, tables: int) -> None:
    met: set[tuple[int, int]] = set()
    for row in schedule.tolist():
        people = [[p for p, t in enumerate(row) if t == table] for table in range(tables)]
        assert sum(map(len, people)) == len(row)
        assert max(map(len, people)) - min(map(len, people)) <= 1
        here = {pair for table in people for pair in combinations(table, 2)}
        assert not here & met
        met |= here


@pytest.mark.parametrize("line", DATA, ids=lambda line: line.split("|")[0].strip().replace(" ", "-"))
def test_every_kept_starter_develops_without_a_repeat(line: str) -> None:
    entry = starters.parse(line)
    schedule = starters.develop(entry)
    assert schedule.shape == (entry.rounds, entry.people)
    by_hand(schedule, entry.tables)
    assert entry.rounds <= rounds_bound(entry.people, entry.tables)


@pytest.mark.parametrize(
    ("people", "tables", "rounds", "name"),
    [
        (18, 6, 8, "cyclic starter"),
        (32, 8, 10, "cyclic starter"),
        (30, 10, 14, "cyclic starter"),
        (14, 7, 13, "one-factorization"),
        (21, 7, 10, "Kirkman triple system"),
        (39, 13, 19, "Kirkman triple system"),
        (51, 17, 25, "Kirkman triple system"),
        (45, 15, 22, "transversal design with filled groups"),
        (25, 5, 6, "transversal design with filled groups"),
        (28, 7, 9, "maximal arc"),
        (120, 15, 17, "maximal arc"),
        (72, 12, 13, "transversal design with filled groups"),
        (75, 15, 16, "transversal design with filled groups"),
        (40, 8, 8, "resolvable transversal design"),
        (31, 8, 10, "people omitted from a larger schedule"),
        (30, 8, 10, "people omitted from a larger schedule"),
        (29, 10, 14, "people omitted from a larger schedule"),
    ],
)
def test_known_numbers_of_rounds(people: int, tables: int, rounds: int, name: str) -> None:
    found = router.all_rounds(people, tables)
    assert (len(found.table), found.name) == (rounds, name)
    assert found.source
    by_hand(found.table, tables)
    assert is_repeat_free(found.table, tables)


@pytest.mark.parametrize("way", router.CONSTRUCTIONS, ids=lambda way: way.name)
def test_each_construction_gives_the_rounds_it_promises(way: router.Construction) -> None:
    some = 0
    for people in range(2, 61):
        for tables in sorted({people // k for k in range(2, 9) if people // k}):
            most = way.most(people, tables)
            if most:
                schedule = way.construct(people, tables)
                assert schedule.shape == (most, people)
                assert is_repeat_free(schedule, tables)
                assert most <= rounds_bound(people, tables)
                some += 1
    assert some


def test_evaluation_sees_what_is_wrong() -> None:
    good = router.all_rounds(9, 3).table
    assert is_repeat_free(good, 3)
    assert not is_repeat_free(np.concatenate([good, good[:1]]), 3)
    uneven = good.copy()
    uneven[0, 0] = (uneven[0, 0] + 1) % 3
    assert not is_repeat_free(uneven[:1], 3)
    assert not is_repeat_free(good, 2)


@pytest.mark.parametrize(("order", "rows"), [(12, 6), (15, 5), (9, 8), (20, 4), (24, 8), (10, 5), (14, 7), (21, 8), (6, 6)])
def test_a_difference_matrix_has_distinct_differences(order: int, rows: int) -> None:
    add, matrix = difference_matrix(order, rows)
    assert matrix.shape == (rows, most_columns(order, rows))
    minus = np.argmin(add, axis=1)
    assert all(len(set(add[a, minus[b]].tolist())) == len(a) for a, b in combinations(matrix, 2))


def test_orthomorphisms_are_permutations() -> None:
    assert all(sorted(map(int, line.split())) == list(range(int(np.prod(moduli)))) for moduli, kept in ORTHOMORPHISMS.items() for line in kept)


def test_maximal_arcs_of_all_degrees() -> None:
    for people, tables, rounds in ((6, 3, 5), (28, 7, 9), (52, 13, 17), (100, 25, 33), (120, 15, 17), (64, 8, 9)):
        assert maximal_arcs.most_rounds(people, tables) == rounds
        by_hand(maximal_arcs.construct(people, tables), tables)


def test_omission_costs_nothing_for_those_who_never_meet_and_one_round_for_a_table() -> None:
    leave = router.all_rounds(32, 8).table
    assert away(leave, 2)[1] == []
    everyone = router.all_rounds(28, 7).table
    gone, lost = away(everyone, 4)
    assert len(lost) == 1
    by_hand(without(everyone, gone, lost), 7)


def test_units_take_places_that_never_meet() -> None:
    schedule = router.schedule(25, 5, 5)
    assert schedule is not None
    unit = np.repeat(np.arange(10), [3, 2, 3, 2, 3, 2, 3, 2, 3, 2])
    place = place_units(schedule.table, unit, np.random.default_rng(1))
    assert place is not None
    times = times_together(schedule.table[:, place])
    assert not times[unit[:, None] == unit[None, :]].any()


@pytest.mark.parametrize(("people", "tables", "rounds"), [(18, 6, 8), (32, 8, 10), (30, 10, 14), (70, 14, 7)])
def test_a_seating_uses_the_schedule(people: int, tables: int, rounds: int) -> None:
    question = plain_question(np.arange(people), rounds, tables, (people // tables, -(-people // tables)))
    assert figures(question, seat(question)).repeats == 0
    found = construct_schedule(question, np.random.default_rng(1))
    assert found is not None
    assert found[1].name and found[1].source


def test_two_of_one_unit_stay_apart_in_a_construction_with_a_group_for_each() -> None:
    unit = np.arange(32) // 2
    question = plain_question(unit, 10, 8, (4, 4))
    found = construct_schedule(question, np.random.default_rng(3))
    assert found is not None
    assert figures(question, found[0]).repeats == 0


def test_no_construction_for_what_counting_forbids() -> None:
    assert router.schedule(36, 2, 4) is None
    assert router.schedule(12, 12, 4) is None
    assert router.most_rounds(4, 4) == 0
    with pytest.raises(ValueError):
        router.all_rounds(4, 4)
    with pytest.raises(ValueError):
        rounds_bound(4, 4)


def test_the_page_of_all_numbers_is_that_of_the_code() -> None:
    from benchmarks.schedule_search.page import PAGE, page

    assert PAGE.read_text(encoding="utf-8") == page(), "python -m benchmarks.schedule_search.page"
