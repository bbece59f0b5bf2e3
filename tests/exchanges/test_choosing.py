"""Host and guests: every limit holds in every answer, greedy is completed exactly, refusals name the true reason."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from alliance.errors import PlanRefused
from alliance.exchanges.feasibility import guest_refusals
from alliance.exchanges.guest_problem import GuestQuestion, choice_faults, choice_worth
from alliance.exchanges.guest_selection import choose, greedy
from alliance.exchanges.guest_selection_exact import complete_list, longest_list


def question(rng: np.random.Generator, n: int = 14) -> GuestQuestion:
    value = np.triu(rng.random((n, n)), 1)
    low = int(rng.integers(1, 6))
    return GuestQuestion(
        rng.integers(0, 8, n),
        rng.integers(0, 3, n),
        rng.random(n) < 0.4,
        rng.random(n) < 0.8,
        rng.random(n) < 0.3,
        rng.integers(0, 9, n),
        value + value.T,
        (low, low + int(rng.integers(0, 3))),
        int(rng.integers(1, 3)),
        {0: int(rng.integers(0, 3)), 1: int(rng.integers(0, 2))},
        float(rng.choice([0.0, 0.3, 0.5])),
        (),
        tuple(sorted({(int(a), int(a + b)) for a, b in zip(rng.integers(0, n // 2, 3), rng.integers(1, n // 2, 3), strict=True)})),
    )


def any_answer(q: GuestQuestion) -> float | None:
    """The best worth by trying everything; None where nothing is valid."""
    best = None
    for host in np.flatnonzero(q.may_host):
        others = [i for i in range(q.size) if i != host and q.may_guest[i]]
        for k in range(q.invite[0], q.invite[1] + 1):
            for guests in combinations(others, k):
                if not choice_faults(q, int(host), guests):
                    best = max(best or 0.0, choice_worth(q, int(host), guests))
    return best


@pytest.mark.parametrize("seed", range(60))
def test_an_answer_is_valid_and_a_refusal_is_true(seed: int) -> None:
    q = question(np.random.default_rng(seed), 10)
    best = any_answer(q)
    if best is None:
        with pytest.raises(PlanRefused):
            choose(q)
        return
    choice = choose(q)
    assert choice_faults(q, choice.host, choice.guests) == []
    assert choice.worth == pytest.approx(choice_worth(q, choice.host, choice.guests))
    assert choice.worth >= 0.6 * best  # tight wishes on ten candidates; the mean is tested below
    assert guest_refusals(q) == []


def test_greedy_then_exchange_finds_the_best_of_small_questions() -> None:
    share = []
    for seed in range(100, 130):
        q = question(np.random.default_rng(seed), 10)
        best = any_answer(q)
        if best:
            share.append(choose(q).worth / best)
    assert len(share) > 10
    assert np.mean(share) > 0.99


def plain(n: int, **more: object) -> GuestQuestion:
    facts: dict[str, object] = {
        "unit": np.arange(n),
        "group": np.zeros(n, dtype=int),
        "isolated": np.zeros(n, dtype=bool),
        "may_guest": np.ones(n, dtype=bool),
        "may_host": np.arange(n) == 0,
        "capacity": np.full(n, 100),
        "value": np.ones((n, n)) - np.eye(n),
        "invite": (3, 4),
        "per_unit_max": 1,
    }
    return GuestQuestion(**{**facts, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({"may_host": np.zeros(6, dtype=bool)}, ["no_host"]),
        ({"capacity": np.full(6, 2)}, ["no_host"]),
        ({"group_min": {1: 1}}, ["industry"]),
        ({"isolated_share": 0.5}, ["isolated"]),
        ({"may_guest": np.array([False, True, True, False, False, False])}, ["guests"]),
        ({"unit": np.array([0, 1, 1, 1, 2, 2]), "may_guest": np.array([False] + [True] * 5)}, ["guests"]),
        ({}, []),
    ],
)
def test_each_reason_by_hand(more: dict[str, object], codes: list[str]) -> None:
    assert [reason.code for reason in guest_refusals(plain(6, **more))] == codes


def test_wishes_that_contradict_each_other_only_together_are_refused_as_such() -> None:
    # both of group 1 are of the host's unit, of which one more may not come
    q = plain(6, unit=np.array([0, 0, 0, 1, 2, 3]), group=np.array([0, 1, 1, 0, 0, 0]), group_min={1: 1})
    assert guest_refusals(q) == []
    with pytest.raises(PlanRefused) as refused:
        choose(q)
    assert [reason.code for reason in refused.value.facts["reasons"]] == ["together"]


def test_where_greedy_runs_into_a_dead_end_the_exact_model_goes_on() -> None:
    # the two most valuable of group 1 share a unit with the only two of those to be reached first
    n = 8
    value = np.ones((n, n)) - np.eye(n)
    value[0, [1, 2]] = value[[1, 2], 0] = 50
    q = plain(
        n,
        value=value,
        invite=(4, 4),
        unit=np.array([0, 1, 2, 1, 2, 3, 4, 5]),
        group=np.array([0, 1, 1, 0, 0, 1, 1, 0]),
        isolated=np.array([False, False, False, True, True, False, False, False]),
        group_min={1: 2},
        isolated_share=0.5,
    )
    assert greedy(q, 0) is None
    found = complete_list(q, 0)
    assert found is not None
    assert choice_faults(q, 0, found.guests) == []
    choice = choose(q)
    assert set(choice.guests) == {3, 4, 5, 6}


def test_those_who_must_come_are_there_and_first() -> None:
    rng = np.random.default_rng(2)
    value = np.triu(rng.random((12, 12)), 1)
    q = plain(12, value=value + value.T, invite=(5, 5), must=(11, 7))
    choice = choose(q)
    assert set(choice.guests[:2]) == {7, 11}
    assert choice_faults(q, choice.host, choice.guests) == []


def test_ties_go_to_the_lower_number_and_the_answer_is_the_same_twice() -> None:
    q = plain(9, invite=(3, 3))
    assert choose(q) == choose(q)
    assert choose(q).guests == (1, 2, 3)


@pytest.mark.parametrize(
    ("more", "longest"),
    [
        ({}, 4),
        ({"invite": (8, 9)}, 5),  # all others
        ({"invite": (8, 9), "unit": np.array([0, 1, 1, 1, 2, 2])}, 2),  # one of each unit
        ({"invite": (8, 9), "apart": ((1, 2), (2, 3), (1, 3), (0, 5))}, 2),  # one of three, the fourth; not the one kept from the host
        ({"invite": (8, 9), "capacity": np.full(6, 3)}, 3),
        ({"invite": (8, 9), "group_min": {1: 2}}, 0),
    ],
)
def test_the_longest_list_by_hand(more: dict[str, object], longest: int) -> None:
    assert longest_list(plain(6, **more), [0]) == longest
