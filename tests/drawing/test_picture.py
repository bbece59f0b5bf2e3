"""What is painted: fixed places, true counts, names as plain data."""

from __future__ import annotations

import json

import pytest

from alliance.drawing.columns import Item, Link
from alliance.drawing.names import short_name
from alliance.drawing.picture import OUTER, picture
from alliance.drawing.vis import library

ME = Item("w-1", "Workshop", "裴向军劳模和工匠人才创新工作室", degree=5)
HOSTILE = "</script><img src=x onerror=alert(1)><b>甲</b>"


@pytest.mark.parametrize(
    ("name", "kind", "short"),
    [
        ("裴向军劳模和工匠人才创新工作室", "Workshop", "裴向军"),
        ("王亮齐鲁大工匠创新工作室", "Workshop", "王亮齐鲁"),
        ("“匠心检测”创新工作室", "Workshop", "匠心检测"),
        ("郭声敏五一巾帼创新工作室", "Workshop", "郭声敏"),
        ("劳模创新工作室", "Workshop", "劳模创新工作室"),
        ("示例重型机械股份有限公司", "Enterprise", "示例重型机械"),
        ("市总工会", "TradeUnion", "市总工会"),
    ],
)
def test_short_names_drop_what_the_shape_says(name: str, kind: str, short: str) -> None:
    assert short_name(name, kind) == short


def test_nodes_edges_and_what_is_not_shown_are_counted() -> None:
    others = [
        Item("u-1", "University", "甲大学", degree=4),
        Item("w-2", "Workshop", "乙工作室", degree=2),
        Item("w-3", "Workshop", "丙工作室", degree=1),
    ]
    links = [
        Link("1", "HOSTED_BY", "w-1", "u-1"),
        Link("2", "VISITED", "w-2", "w-1", "2024-06"),
        Link("3", "VISITED", "w-2", "w-1", "2023"),
        Link("4", "MET", "w-2", "w-3", "2025"),
    ]
    drawn = picture(ME, others, links)
    assert [node["id"] for node in drawn.nodes] == ["w-1", "u-1", "w-2", "w-3"]
    assert {node["id"]: node["more"] for node in drawn.nodes} == {"w-1": 3, "u-1": 3, "w-2": 0, "w-3": 0}
    assert [edge["id"] for edge in drawn.edges] == ["1", "2", "4"]  # of two visits the later one is drawn
    assert drawn.shapes == {"university": 1, "workshop": 3}
    assert drawn.hidden == 0
    assert not drawn.capped
    assert not drawn.cut_off


def test_an_outer_column_is_capped_and_the_rest_is_said() -> None:
    far = [Item(f"w-{i}", "Workshop", f"{i}工作室") for i in range(3, 33)]
    links = [Link("0", "VISITED", "w-1", "w-2"), *(Link(item.id, "VISITED", "w-2", item.id) for item in far)]
    drawn = picture(ME, [Item("w-2", "Workshop", "乙工作室"), *far], links)
    assert drawn.hidden == 30 - OUTER
    assert drawn.capped
    assert next(node["more"] for node in drawn.nodes if node["id"] == "w-2") == 30 - OUTER
    assert picture(ME, [Item("w-2", "Workshop", "乙工作室"), *far], links, outer=OUTER + 10).hidden == 30 - OUTER - 10


def test_without_dealings_the_right_half_is_empty_and_says_so() -> None:
    drawn = picture(ME, [Item("u-1", "University", "甲大学")], [Link("1", "HOSTED_BY", "w-1", "u-1")])
    assert drawn.cut_off
    assert drawn.data()["cutOff"] is True


def test_affiliations_that_would_only_cross_are_counted_and_dealings_always_drawn() -> None:
    items = [
        Item("region:1", "Region", "甲区"),
        Item("w-2", "Workshop", "乙工作室"),
        Item("w-3", "Workshop", "丙工作室"),
        Item("p-1", "Person", "裴向军"),
    ]
    links = [
        Link("1", "LOCATED_IN", "w-1", "region:1"),
        Link("2", "VISITED", "w-1", "w-2"),
        Link("3", "VISITED", "w-1", "w-3"),
        Link("4", "LOCATED_IN", "w-2", "region:1"),
        Link("5", "PAIRED_WITH", "w-2", "w-3"),
        Link("6", "LEADS", "p-1", "w-1"),
    ]
    drawn = picture(ME, items, links)
    assert [edge["id"] for edge in drawn.edges] == ["1", "2", "3", "5", "6"]
    assert drawn.undrawn == 1
    assert drawn.legend == {"industry": "地区", "workshop": "工作室", "person": "人员"}


def test_hostile_names_stay_text_and_nothing_moves_by_itself() -> None:
    drawn = picture(Item("w-1", "Workshop", HOSTILE), [Item("u-1", "University", HOSTILE)], [Link("1", "HOSTED_BY", "w-1", "u-1")])
    text = json.dumps(drawn.data(), ensure_ascii=False)
    assert all(node["title"] == HOSTILE for node in drawn.nodes)
    assert json.loads(text)["nodes"][0]["title"] == HOSTILE
    assert all(node["physics"] is False for node in drawn.nodes)


def test_the_heads_of_the_columns_are_said_in_both_languages() -> None:
    links = [Link("1", "HOSTED_BY", "w-1", "u-1")]
    zh, en = (picture(ME, [Item("u-1", "University", "甲大学")], links, language).heads for language in ("zh", "en"))
    assert zh == {"-1": "归属：它属于谁", "1": "合作：它和谁往来"}
    assert en == {"-1": "Belongs to", "1": "Works with"}


def test_the_library_comes_from_the_installed_wheel_and_names_no_other_host() -> None:
    text = library()
    assert "vis-network" in text[:500]
    assert len(text) > 300_000
    assert "sourceMappingURL" not in text
