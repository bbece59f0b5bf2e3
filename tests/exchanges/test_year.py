"""A year of events: no rule is ever broken, what stands stays, differences are exact, what cannot be is refused."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from alliance.errors import PlanRefused
from alliance.exchanges.year.year_problem import NOBODY, YearQuestion, times_met, year_faults, year_worth
from alliance.exchanges.year.year_search import plan_year, steps_in_all
from alliance.exchanges.year.year_state import YearState

FEW = steps_in_all(1_500)


def question(seed: int, size: int = 26, events: int = 3) -> YearQuestion:
    """A random question that has an answer."""
    rng = np.random.default_rng(seed)
    value = np.triu(rng.random((size, size)) * (rng.random((size, size)) < 0.3), 1)
    return YearQuestion(
        unit=np.arange(size) // 2,
        group=rng.integers(0, 4, size),
        value=value + value.T,
        gaps=((0, 1, 2.0), (1, 2, 1.0), (0, 3, 3.0)),
        isolated=rng.random(size) < 0.2,
        most_times=rng.integers(1, 3, size),
        may_attend=rng.random((events, size)) < 0.9,
        may_host=np.tile(np.arange(size) % 3 == 0, (events, 1)),
        capacity=np.where(np.arange(size) % 6 == 0, 5, 9),
        invite=(3, 6),
        per_unit_max=1,
        gap_least=2,
    )


@pytest.mark.parametrize("seed", range(12))
def test_a_year_breaks_no_rule_and_is_worth_what_it_says(seed: int) -> None:
    asked = question(seed)
    plan = plan_year(asked, seed=seed, progress=FEW)
    assert year_faults(asked, plan.hosts, plan.guests) == []
    # counted once more, pair by pair
    met = {frozenset(pair) for host, of in zip(plan.hosts, plan.guests, strict=True) for pair in itertools.combinations({host, *of}, 2)}
    covered = {
        number
        for number, (a, b, _) in enumerate(asked.gaps)
        if any(sum(asked.group[g] == a for g in of) >= 2 and sum(asked.group[g] == b for g in of) >= 2 for of in plan.guests)
    }
    worth = sum(asked.value[tuple(pair)] for pair in met) + sum(asked.gaps[number][2] for number in covered)
    assert plan.worth == pytest.approx(worth)


def test_the_same_seed_gives_the_same_year_and_more_steps_no_worse_one() -> None:
    asked = question(3)
    assert plan_year(asked, progress=FEW) == plan_year(asked, progress=FEW)
    assert plan_year(asked, progress=steps_in_all(8_000)).worth >= 0.98 * plan_year(asked, progress=FEW).worth


def test_on_a_small_year_it_is_the_best_there_is() -> None:
    """Two events of two guests among eight, both hosts fixed: every year is tried."""
    rng = np.random.default_rng(5)
    value = np.triu(rng.random((8, 8)), 1)
    asked = YearQuestion(
        unit=np.arange(8), group=np.arange(8) % 2, value=value + value.T, gaps=((0, 1, 0.7),), isolated=np.arange(8) == 4, most_times=np.ones(8, dtype=int),
        may_attend=np.ones((2, 8), dtype=bool), may_host=np.ones((2, 8), dtype=bool), capacity=np.full(8, 9), invite=(2, 2), per_unit_max=1,
        hosts={0: 0, 1: 1},
    )  # fmt: skip
    pairs = list(itertools.combinations(range(8), 2))
    years = [(a, b) for a, b in itertools.product(pairs, pairs) if not year_faults(asked, (0, 1), (a, b))]
    assert plan_year(asked, progress=steps_in_all(6_000)).worth == pytest.approx(max(year_worth(asked, (0, 1), year) for year in years))


def test_what_stands_stays_and_who_cannot_come_does_not() -> None:
    asked = question(7)
    free = plan_year(asked, progress=FEW)
    host, guest = free.hosts[1], free.guests[0][0]
    away = asked.may_attend.copy()
    away[2, free.guests[2][0]] = False
    fixed = replace(asked, hosts={1: host}, guests={0: (guest,)}, may_attend=away)
    plan = plan_year(fixed, seed=9, progress=FEW)
    assert (plan.hosts[1], guest in plan.guests[0], free.guests[2][0] in plan.guests[2]) == (host, True, False)
    assert year_faults(fixed, plan.hosts, plan.guests) == []


@pytest.mark.parametrize("seed", range(6))
def test_every_difference_is_exact(seed: int) -> None:
    asked, rng = question(seed), np.random.default_rng(seed)
    state = YearState(asked)
    for event in range(asked.events):
        state.put_host(event, event)
    for _ in range(200):
        event, place = int(rng.integers(asked.events)), int(rng.integers(6))
        free = np.flatnonzero(~state.present[event])
        state.put(event, place, int(rng.choice([*free, NOBODY])))
    guests = tuple(tuple(int(one) for one in of if one != NOBODY) for of in state.guests)
    hosts = tuple(int(one) for one in state.host)
    assert state.total() == pytest.approx(year_worth(asked, hosts, guests))
    times = times_met(asked, hosts, guests)
    for event, one in itertools.product(range(asked.events), range(asked.size)):
        there = state.present[event].copy()
        there[one] = False
        elsewhere = times[one] - (state.present[event, one] & state.present[event])
        assert state.pull[event, one] == pytest.approx(float((asked.value[one] * there * (elsewhere == 0)).sum()))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"may_host": np.zeros((3, 26), dtype=bool)}, "year_host"),
        ({"may_host": np.tile(np.arange(26) < 4, (3, 1))}, "year_host"),  # four workshops of two units
        ({"isolated_least": 9}, "year_isolated"),
        ({"most_times": np.zeros(26, dtype=int), "isolated": np.arange(26) == 1}, "year_unreachable"),
        ({"most_times": (np.arange(26) < 8).astype(int), "isolated": np.zeros(26, dtype=bool)}, "year_guests"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(change: dict[str, object], code: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        plan_year(replace(question(1), **change), progress=FEW)  # type: ignore[arg-type] # one field at a time
    assert code in {reason.code for reason in refused.value.facts["reasons"]}


def test_a_fault_of_each_kind_is_found() -> None:
    asked = question(2)
    plan = plan_year(asked, progress=FEW)
    others = [one for one in range(asked.size) if one not in (*plan.guests[0], plan.hosts[0])]
    broken = {
        "size": (plan.hosts, ((), *plan.guests[1:])),
        "twice": (plan.hosts, ((*plan.guests[0], plan.guests[0][0]), *plan.guests[1:])),
        "host": ((1, *plan.hosts[1:]), plan.guests),
        "hosts": ((plan.hosts[1], *plan.hosts[1:]), plan.guests),
        "host_unit": ((plan.hosts[1], *plan.hosts[1:]), plan.guests),
        "times": (plan.hosts, (plan.guests[0],) * 3),
        "per_unit": (plan.hosts, (tuple(others), *plan.guests[1:])),
        "capacity": (plan.hosts, (tuple(others), *plan.guests[1:])),
        "isolated": (plan.hosts, tuple(tuple(one for one in of if not asked.isolated[one]) for of in plan.guests)),
    }
    for code, (hosts, guests) in broken.items():
        assert code in {found for found, _ in year_faults(asked, hosts, guests)}, code
