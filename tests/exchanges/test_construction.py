"""The written-down rounds: fields, no repeated pair, as many rounds as promised."""

from __future__ import annotations

import numpy as np
import pytest

from alliance.exchanges.schedules.finite_fields import field, prime_power
from alliance.exchanges.schedules.router import most_rounds, schedule
from alliance.exchanges.seating_problem import Seats, times_together


def construct_rounds(size: int, rounds: int, tables: int) -> Seats | None:
    found = schedule(size, rounds, tables)
    return None if found is None else found.table


@pytest.mark.parametrize("q", [2, 3, 4, 5, 7, 8, 9, 11, 13, 16, 25, 27, 32])
def test_a_field_has_no_divisors_of_zero_and_is_distributive(q: int) -> None:
    add, times = field(q)
    everything = np.arange(q)
    assert all((np.sort(times[a, 1:]) == everything[1:]).all() for a in range(1, q))
    assert all((np.sort(add[a]) == everything).all() for a in range(q))
    assert (times == times.T).all()
    rng = np.random.default_rng(q)
    a, b, c = rng.integers(0, q, (3, 200))
    assert (times[a, add[b, c]] == add[times[a, b], times[a, c]]).all()


@pytest.mark.parametrize("q", [1, 6, 10, 12, 15, 20])
def test_other_numbers_are_no_prime_powers(q: int) -> None:
    assert prime_power(q) is None


def test_no_field_of_six() -> None:
    with pytest.raises(ValueError):
        field(6)


@pytest.mark.parametrize(
    ("tables", "seats", "rounds"), [(8, 4, 9), (9, 4, 9), (8, 4, 8), (5, 5, 6), (7, 3, 7), (16, 4, 21), (25, 5, 31), (4, 4, 5), (9, 3, 13)]
)
def test_full_tables_never_repeat(tables: int, seats: int, rounds: int) -> None:
    assert most_rounds(tables * seats, tables) >= rounds
    table = construct_rounds(tables * seats, rounds, tables)
    assert table is not None
    assert times_together(table).max() == 1
    assert all((np.bincount(row, minlength=tables) == seats).all() for row in table)


def test_every_size_up_to_the_square_never_repeats_and_is_even() -> None:
    for tables in (3, 4, 5, 7, 8, 9):
        for size in range(tables, tables * tables + 1):
            table = construct_rounds(size, tables, tables)
            assert table is not None
            assert times_together(table).max(initial=0) <= 1
            for row in table:
                counts = np.bincount(row, minlength=tables)
                assert counts.max() - counts.min() <= 1


def test_what_is_not_promised_is_not_given() -> None:
    assert construct_rounds(36, 4, 6) is None  # there are no two orthogonal Latin squares of order six
    assert construct_rounds(17, 4, 4) is None  # tables larger than their number
    assert construct_rounds(9, 5, 3) is None  # four rounds are all there are
