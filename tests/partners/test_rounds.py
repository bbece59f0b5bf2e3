"""The assignment for everyone, on made-up wishes: capacity, turns, the worst-off first, coverage."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from alliance.partners.ranking.suggestion_rounds import Wish, assign_suggestions, serving_order


def test_the_worst_off_come_first_then_whoever_has_fewest_then_the_number():
    wishes = [
        Wish(1, "connected", (9,)),
        Wish(2, "none", (8, 9)),
        Wish(3, "none", (9,)),
        Wish(4, "own_unit"),
        Wish(5, "none", (8,)),
        Wish(6, "exempt"),
    ]
    assert [wish.number for wish in serving_order(wishes)] == [3, 5, 2, 4, 1, 6]


def test_the_last_room_of_somebody_goes_to_the_worst_off():
    found = assign_suggestions([Wish(1, "connected", (9,)), Wish(2, "none", (9,))], lambda _: 1, 5)
    assert (found.places[(2, "near")], found.places[(1, "near")], found.passed) == ([9], [], {1: {9}})


def test_turns_share_out_before_anybody_gets_a_second_place():
    found = assign_suggestions([Wish(1, "none", (8, 9)), Wish(2, "connected", (8, 9))], lambda _: 1, 2)
    assert (found.places[(1, "near")], found.places[(2, "near")]) == ([8], [9])


def test_whoever_is_in_nobodys_list_takes_the_place_of_one_who_is_in_several():
    wishes = [Wish(1, "none", (8, 9)), Wish(2, "none", (8, 7))]
    assert [assign_suggestions(wishes, lambda _: 5, 1).places[(n, "near")] for n in (1, 2)] == [[8], [8]]
    found = assign_suggestions(wishes, lambda _: 5, 1, ((9,), (7,)))
    assert [found.places[(n, "near")] for n in (1, 2)] == [[9], [8]]  # 8 is in one list alone by then: 7 must wait


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_nobody_is_above_capacity_and_no_list_too_long(data):
    n = data.draw(st.integers(2, 9))
    capacity = data.draw(st.lists(st.integers(0, 3), min_size=n, max_size=n))
    top = data.draw(st.integers(1, 3))
    wishes = []
    for number in range(n):
        others = data.draw(st.permutations([other for other in range(n) if other != number]))
        cut = data.draw(st.integers(0, len(others)))
        wishes.append(Wish(number, data.draw(st.sampled_from(["none", "serving", "unknown"])), tuple(others[:cut]), tuple(others[cut:])))
    found = assign_suggestions(wishes, capacity.__getitem__, top, (range(n),))
    lists = found.lists()
    assert all(lists[other] <= capacity[other] for other in range(n))
    for (number, name), given_ in found.places.items():
        assert len(given_) <= top and len(set(given_)) == len(given_) and set(given_) <= set(wishes[number].of(name))
    assert found == assign_suggestions(list(reversed(wishes)), capacity.__getitem__, top, (range(n),))
