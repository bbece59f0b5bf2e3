"""Where things stand: the column says what the tie means, the same data stand the same each time."""

from __future__ import annotations

import random

from alliance.drawing.columns import HEIGHT, ROWS, WIDTH, Item, Link, places, sides

ME = "w-1"
ITEMS = [
    Item("u-1", "University", "成都理工大学"),
    Item("w-2", "Workshop", "郭声敏五一巾帼创新工作室"),
    Item("x-1", "Activity", "成立大会"),
    Item("w-3", "Workshop", "许强创新工作室"),
    Item("t-1", "TradeUnion", "省总工会"),
    Item("w-9", "Workshop", "没有联系的工作室"),
]
LINKS = [
    Link("1", "HOSTED_BY", ME, "u-1"),
    Link("2", "VISITED", "w-2", ME, "2024-06"),
    Link("3", "PARTICIPATES_IN", ME, "x-1"),
    Link("4", "VISITED", "w-2", "w-3", "2024-06"),
    Link("5", "BELONGS_TO_UNION", "u-1", "t-1"),
]


def ids(columns: dict[int, list[Item]]) -> dict[int, list[str]]:
    return {column: [item.id for item in items] for column, items in columns.items()}


def test_belonging_stands_left_and_dealings_right_and_one_step_further_outside() -> None:
    assert ids(sides(ME, ITEMS, LINKS)) == {-1: ["u-1"], 1: ["w-2", "x-1"], 2: ["w-3"], -2: ["t-1"]}


def test_a_node_with_both_sorts_of_tie_stands_right() -> None:
    columns = sides(ME, ITEMS, [*LINKS, Link("6", "COOPERATES_WITH", "u-1", ME)])
    assert "u-1" in ids(columns)[1]
    assert ids(columns)[-1] == []


def test_the_order_of_the_data_never_matters() -> None:
    expected = sides(ME, ITEMS, LINKS)
    shuffled = random.Random(1)
    for _ in range(20):
        items, links = ITEMS[:], LINKS[:]
        shuffled.shuffle(items)
        shuffled.shuffle(links)
        assert ids(sides(ME, items, links)) == ids(expected)
        assert places(ME, sides(ME, items, links)) == places(ME, expected)


def test_left_is_left_and_right_is_right_and_nothing_stands_on_another() -> None:
    where, width, height = places(ME, sides(ME, ITEMS, LINKS))
    assert (width, height) == (WIDTH, HEIGHT)
    assert where["u-1"].x < 0 < where["w-2"].x < where["w-3"].x
    assert where["t-1"].x < where["u-1"].x
    assert len({(place.x, place.y) for place in where.values()}) == len(where) == 6


def test_many_neighbours_get_lanes_and_a_taller_picture() -> None:
    many = [Item(f"w-{i:03d}", "Workshop", f"第{i}工作室") for i in range(2, 200)]
    links = [Link(item.id, "COOPERATES_WITH", ME, item.id) for item in many]
    where, width, height = places(ME, sides(ME, many, links))
    assert width > WIDTH
    assert height >= HEIGHT
    assert len({(place.x, place.y) for place in where.values()}) == 199
    rows = sorted(place.y for item, place in where.items() if place.narrow is not None and item != ME)
    assert len(rows) <= 2 * ROWS
    assert min(b - a for a, b in zip(rows, rows[1:], strict=False)) >= 20
