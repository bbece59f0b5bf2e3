"""What is painted: fixed places, true counts, names as plain data."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from alliance.drawing.columns import Item, Link
from alliance.drawing.names import short_name
from alliance.drawing.picture import picture
from alliance.drawing.places import OUTER
from alliance.drawing.vis import library
from tests.drawing.seen import crossings

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
    drawn = picture(ME, others, links, [Link("2", "VISITED", "w-1", "w-2", "2024-06"), Link("3", "VISITED", "w-1", "w-2", "2023")])
    assert [node["id"] for node in drawn.nodes] == ["w-1", "u-1", "w-2", "w-3"]
    assert [drawn.layouts["wide"].places[one].label.more for one in ("w-1", "u-1", "w-2", "w-3")] == ["+3", "+3", "", ""]
    assert [edge["id"] for edge in drawn.edges] == ["1", "2", "4"]  # of two visits the later one is drawn
    assert [edge["kind"] for edge in drawn.edges] == ["HOSTED_BY", "VISITED", "MET"]
    assert drawn.data()["ties"].keys() == {"HOSTED_BY", "VISITED", "MET"}
    assert drawn.shapes == {"university": 1, "workshop": 3}
    assert (drawn.hidden, drawn.undrawn) == (0, 0)
    assert not drawn.capped
    assert not drawn.cut_off


def test_an_outer_column_is_capped_and_the_rest_is_said() -> None:
    far = [Item(f"w-{i}", "Workshop", f"{i}工作室") for i in range(3, 33)]
    links = [Link("0", "VISITED", "w-1", "w-2"), *(Link(item.id, "VISITED", "w-2", item.id) for item in far)]
    asked = (ME, [Item("w-2", "Workshop", "乙工作室"), *far], links, [Link("0", "VISITED", "w-1", "w-2")])
    drawn = picture(*asked)
    assert drawn.hidden == 30 - OUTER
    assert drawn.capped
    assert drawn.layouts["wide"].places["w-2"].label.more == f"+{30 - OUTER}"
    wider = picture(*asked, further=10)
    assert wider.hidden == 30 - OUTER - 10
    for shape, layout in drawn.layouts.items():
        now = wider.layouts[shape].places
        assert all((now[one].x, now[one].y) == (place.x, place.y) for one, place in layout.places.items())


def test_with_own_results_and_what_it_belongs_to_alone_the_right_half_is_empty_and_says_so() -> None:
    others = [Item("u-1", "University", "甲大学"), Item("r-1", "Achievement", "一项专利"), Item("d-1", "Demand", "一个难题")]
    links = [Link("1", "HOSTED_BY", "w-1", "u-1"), Link("2", "PRODUCED", "w-1", "r-1"), Link("3", "RAISED", "w-1", "d-1")]
    drawn = picture(ME, others, links)
    assert drawn.cut_off
    assert drawn.data()["cutOff"] is True
    assert {node["id"]: node["part"] for node in drawn.nodes} == {"w-1": "", "u-1": "left", "r-1": "results", "d-1": "results"}
    heads = {text for text, *_ in drawn.data()["layouts"]["wide"]["heads"]}
    assert "成果、需求与活动" in heads
    over = Link("r-1", "Achievement", "w-1", "w-2", "2025", "一项专利")
    together = picture(ME, [*others, Item("w-2", "Workshop", "乙工作室")], links, [over])
    assert not together.cut_off
    assert next(edge["title"] for edge in together.edges if edge["to"] == "w-2") == "成果　一项专利　2025"


def test_affiliations_that_would_only_cross_are_counted_and_dealings_always_drawn() -> None:
    items = [
        Item("region:1", "Region", "甲区"),
        Item("w-2", "Workshop", "乙工作室"),
        Item("w-3", "Workshop", "丙工作室"),
        Item("p-1", "Person", "裴向军"),
    ]
    contacts = [Link("2", "VISITED", "w-1", "w-2"), Link("3", "VISITED", "w-1", "w-3")]
    links = [
        Link("1", "LOCATED_IN", "w-1", "region:1"),
        *contacts,
        Link("4", "LOCATED_IN", "w-2", "region:1"),
        Link("5", "PAIRED_WITH", "w-2", "w-3"),
        Link("6", "LEADS", "p-1", "w-1"),
    ]
    drawn = picture(ME, items, links, contacts)
    assert [edge["id"] for edge in drawn.edges] == ["1", "2", "3", "5", "6"]
    assert drawn.undrawn == 1
    assert drawn.legend == {"industry": "地区", "workshop": "工作室", "person": "人员"}


def test_what_many_belong_to_is_one_line_with_the_number_of_its_workshops_and_who_of_the_picture_is_there() -> None:
    region = Item("region:1", "Region", "甲区", degree=300, workshops=104)
    items = [region, Item("w-2", "Workshop", "乙工作室", degree=4), Item("w-3", "Workshop", "丙工作室"), Item("x-1", "Activity", "焊接沙龙")]
    contacts = [Link("2", "VISITED", "w-1", "w-2"), Link("3", "VISITED", "w-1", "w-3")]
    inside = [Link(f"l{i}", "LOCATED_IN", f"w-{i}", "region:1") for i in (1, 2, 3)]
    met = [Link(f"m{i}", "PARTICIPATES_IN", f"w-{i}", "x-1") for i in (1, 2, 3)]
    drawn = picture(ME, items, [*contacts, *inside, *met], contacts)
    assert drawn.layouts["wide"].places["region:1"].label.more == "104 家"
    assert drawn.layouts["wide"].places["w-2"].label.more == "+1"
    assert next(node["title"] for node in drawn.nodes if node["id"] == "region:1") == "甲区　104 家工作室"
    assert drawn.data()["together"] == {"region:1": ["w-2", "w-3"]}, "what they did together is nothing that they belong to"
    assert drawn.undrawn == 4
    assert (
        picture(ME, [replace(region, name="上海市浦东新区张江科学城集成电路设计产业园区")], inside).layouts["narrow"].places["region:1"].label.more
        == "104"
    )
    assert picture(ME, items, inside, (), "en").layouts["wide"].places["region:1"].label.more == "104 here"


def test_a_tie_within_a_column_goes_round_the_dots_between() -> None:
    others = [Item(f"w-{i}", "Workshop", f"{i}号工作室") for i in range(2, 8)]
    contacts = [Link(f"c{item.id}", "VISITED", "w-1", item.id) for item in others]
    inside = [Link(f"{a.id}{b.id}", "PAIRED_WITH", a.id, b.id) for a in others for b in others if a.id < b.id]
    drawn = picture(ME, others, [*contacts, *inside], contacts)
    assert drawn.undrawn == 0
    assert crossings(drawn) == []


def test_hostile_names_stay_text_and_nothing_moves_by_itself() -> None:
    drawn = picture(Item("w-1", "Workshop", HOSTILE), [Item("u-1", "University", HOSTILE)], [Link("1", "HOSTED_BY", "w-1", "u-1")])
    text = json.dumps(drawn.data(), ensure_ascii=False)
    assert all(node["title"] == HOSTILE for node in drawn.nodes)
    assert json.loads(text)["nodes"][0]["title"] == HOSTILE
    assert all(node["physics"] is False for node in drawn.nodes)


def test_the_heads_of_the_columns_are_said_in_both_languages() -> None:
    links = [Link("1", "HOSTED_BY", "w-1", "u-1")]
    zh, en = (picture(ME, [Item("u-1", "University", "甲大学")], links, (), language).data()["layouts"]["wide"]["heads"] for language in ("zh", "en"))
    assert [text for text, *_ in zh] == ["归属：它属于谁", "合作：它和谁往来"]
    assert [text for text, *_ in en] == ["Belongs to", "Works with"]


def test_the_library_comes_from_the_installed_wheel_and_names_no_other_host() -> None:
    text = library()
    assert "vis-network" in text[:500]
    assert len(text) > 300_000
    assert "sourceMappingURL" not in text
