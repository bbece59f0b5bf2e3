"""In which part things stand and where: the part says what the tie means, the same data stand the same each time, nobody jumps."""

from __future__ import annotations

import random

import pytest

from alliance.drawing.columns import PARTS, Item, Link, parts
from alliance.drawing.places import SHAPES, lay_out, rows_of

ME = Item("w-1", "Workshop", "裴向军创新工作室")
ITEMS = [
    Item("u-1", "University", "成都理工大学"),
    Item("w-2", "Workshop", "郭声敏五一巾帼创新工作室"),
    Item("x-1", "Activity", "成立大会"),
    Item("w-3", "Workshop", "许强创新工作室"),
    Item("t-1", "TradeUnion", "省总工会"),
    Item("a-1", "Alliance", "创新联盟"),
    Item("w-9", "Workshop", "没有联系的工作室"),
]
LINKS = [
    Link("1", "HOSTED_BY", "w-1", "u-1"),
    Link("2", "VISITED", "w-2", "w-1", "2024-06"),
    Link("3", "PARTICIPATES_IN", "w-1", "x-1"),
    Link("4", "VISITED", "w-2", "w-3", "2024-06"),
    Link("5", "BELONGS_TO_UNION", "u-1", "t-1"),
    Link("6", "MEMBER_OF", "w-1", "a-1"),
    Link("7", "MEMBER_OF", "w-9", "a-1"),
]
CONTACTS = [Link("2", "VISITED", "w-1", "w-2", "2024-06")]


def ids(found: dict[str, list[Item]]) -> dict[str, list[str]]:
    return {part: [item.id for item in items] for part, items in found.items() if items}


def test_each_part_says_what_the_tie_means_and_an_alliance_is_not_what_its_members_belong_to() -> None:
    assert ids(parts(ME, ITEMS, LINKS, CONTACTS)) == {
        "right": ["w-2"],
        "left": ["u-1", "a-1"],
        "results": ["x-1"],
        "right2": ["w-3"],
        "left2": ["t-1"],
    }
    seen_from_it = parts(Item("a-1", "Alliance", "创新联盟"), [ME, *ITEMS], LINKS, [])
    assert ids(seen_from_it)["members"] == ["w-9", "w-1"]


def test_only_a_contact_stands_right_of_a_party_and_a_contact_over_a_shared_node_does() -> None:
    union = Link("8", "VISITED", "w-1", "t-1", "2025")
    alone = ids(parts(ME, ITEMS, [*LINKS, union], []))
    assert set(alone["results"]) == {"t-1", "w-2", "x-1"}  # a union is no partner, and what the rule does not count is none
    assert "right" not in alone
    over = Link("x-1", "Activity", "w-1", "w-9", "2025", "成立大会")
    found = ids(parts(ME, ITEMS, LINKS, [*CONTACTS, over]))
    assert set(found["right"]) == {"w-2", "w-9"}
    assert found["results"] == ["x-1"]


def test_a_host_it_works_with_stands_right() -> None:
    found = ids(parts(ME, ITEMS, LINKS, [*CONTACTS, Link("9", "COOPERATES_WITH", "w-1", "u-1")]))
    assert "u-1" in found["right"]
    assert found["left"] == ["a-1"]


def test_at_an_undertaking_its_parties_stand_right_and_who_founded_a_body_stands_over_it() -> None:
    event = Item("x-1", "Activity", "成立大会")
    assert ids(parts(event, [ME], LINKS, [])) == {"right": ["w-1"]}
    founded = Link("1", "ESTABLISHED", "t-1", "a-1")
    assert ids(parts(Item("a-1", "Alliance", "联盟"), ITEMS, [founded], [])) == {"left": ["t-1"]}
    assert ids(parts(Item("t-1", "TradeUnion", "工会"), ITEMS, [founded], [])) == {"members": ["a-1"]}


def test_the_order_of_the_data_never_matters() -> None:
    expected = parts(ME, ITEMS, LINKS, CONTACTS)
    shuffled = random.Random(1)
    for _ in range(20):
        items, links = ITEMS[:], LINKS[:]
        shuffled.shuffle(items)
        shuffled.shuffle(links)
        assert ids(parts(ME, items, links, CONTACTS)) == ids(expected)
        assert lay_out("wide", ME, parts(ME, items, links, CONTACTS), {}) == lay_out("wide", ME, expected, {})


def test_left_is_left_and_right_is_right_and_nothing_stands_on_another() -> None:
    where = lay_out("wide", ME, parts(ME, ITEMS, LINKS, CONTACTS), {}).places
    assert where["u-1"].x < 0 < where["w-2"].x < where["w-3"].x
    assert where["t-1"].x < where["u-1"].x < where["x-1"].x < where["w-2"].x
    assert where["x-1"].y > where["w-1"].y
    assert len({(place.x, place.y) for place in where.values()}) == len(where) == 7


@pytest.mark.parametrize("name", SHAPES)
def test_newcomers_take_free_places_and_nobody_else_moves(name: str) -> None:
    many = [Item(f"w-{i:03d}", "Workshop", f"第{i}工作室") for i in range(80)]
    before: dict[str, tuple[float, float]] = {}
    for further in (0, 10, 40, 60):
        found = {part: many[: 14 + further] if part == "right" else [] for part in PARTS}
        now = {one: (place.x, place.y) for one, place in lay_out(name, ME, found, {}).places.items()}
        assert {one: now[one] for one in before} == before
        assert len(set(now.values())) == 14 + further + 1
        before = now


def test_rows_are_never_given_twice() -> None:
    for first in (3, 9, 14):
        for count in range(60):
            assert len(set(rows_of(count, first, 14))) == count
            if count > first:
                assert rows_of(count, first, 14)[: count - 1] == rows_of(count - 1, first, 14)
