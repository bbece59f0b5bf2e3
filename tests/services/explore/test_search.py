"""Search leads to workshops: who answers, who stands behind a hit, and why (rules §12)."""

from __future__ import annotations

from typing import Any

import pytest

from alliance.model import Node
from alliance.services.explore.search import search
from alliance.services.workspace import Workspace
from tests.builders import tie, workspace

ON = "2026-06-30"
NODES = [
    Node("w1", "Workshop", "数控加工创新工作室", {"recognised_on": "2020"}),
    Node("w2", "Workshop", "李斌创新工作室", {"recognised_on": "2020", "aliases": ["上海液压李斌班组"]}),
    Node("w3", "Workshop", "精密制造工作室", {"recognised_on": "2020"}),
    Node("w4", "Workshop", "明天工作室", {"recognised_on": "2027"}),
    Node("p1", "Person", "李斌"),
    Node("p2", "Person", "李斌"),
    Node("e1", "Enterprise", "液压泵厂"),
    Node("e2", "Enterprise", "仪表厂"),
    Node("c1", "Craft", "数控加工"),
    Node("c2", "Craft", "焊接"),
    Node("d1", "Demand", "求助薄壁件变形"),
    Node("r1", "Achievement", "快换夹具"),
    Node("region:1", "Region", "闵行区"),
]
TIES = [
    tie("HOSTED_BY", "w1", "e2"),
    tie("HOSTED_BY", "w2", "e1"),
    tie("HOSTED_BY", "w3", "e2"),
    tie("LEADS", "p1", "w2"),
    tie("LEADS", "p2", "w3"),
    tie("EMPLOYED_BY", "p2", "e2"),
    tie("HAS_CRAFT", "w1", "c1"),
    tie("HAS_CRAFT", "w2", "c1"),
    tie("HAS_CRAFT", "w4", "c1"),
    tie("HAS_CRAFT", "w3", "c2"),
    tie("RAISED", "w1", "d1"),
    tie("PRODUCED", "w2", "r1", "2024"),
    tie("LOCATED_IN", "e2", "region:1"),
]


@pytest.fixture(scope="module")
def net() -> Workspace:
    """A few workshops, two people of one name among their heads."""
    return workspace(NODES, TIES, {"data_as_of": ON})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("数控加工", {"w1": "技能 数控加工", "w2": "技能 数控加工"}),  # w4 is not there yet
        ("数控机床加工", {"w1": "技能 数控加工", "w2": "技能 数控加工"}),  # another word for the craft
        ("电焊工", {"w3": "技能 焊接"}),
        ("液压泵", {"w2": "所在单位 液压泵厂"}),
        ("变形", {"w1": "提出的需求 求助薄壁件变形"}),
        ("夹具", {"w2": "成果 快换夹具"}),
        ("闵行", {"w1": "所在地区 闵行区（仪表厂）", "w3": "所在地区 闵行区（仪表厂）"}),
        ("上海液压", {"w2": ""}),
        ("没有这个", {}),
    ],
)
def test_what_is_looked_for_leads_to_its_workshops(net: Workspace, text: str, found: dict[str, str]) -> None:
    answer = net.search(text)
    assert {row.id: row.why[0].text if row.why else "" for row in answer.workshops} == found
    assert answer.workshops_total == len(found)


def test_who_answers_stands_first_and_two_of_one_name_are_told_apart(net: Workspace) -> None:
    answer = net.search("李斌")
    assert [(row.id, row.matched, [why.text for why in row.why]) for row in answer.workshops] == [
        ("w2", "name", ["领衔人 李斌"]),
        ("w3", "", ["领衔人 李斌"]),
    ]
    assert [(row.id, row.beside) for row in answer.others] == [("p1", ("李斌创新工作室",)), ("p2", ("精密制造工作室", "仪表厂"))]
    assert (answer.workshops[1].host, answer.workshops[1].place, answer.workshops[1].heads) == ("仪表厂", "闵行区", ("李斌",))
    assert [(row.id) for row in answer.rows] == ["p1", "p2", "w2"], "the hits themselves stay as they were"


@pytest.mark.parametrize("text", ["李", "数控", "工作室", "厂", "1"])
def test_every_workshop_and_every_hit_is_counted_and_reached(net: Workspace, text: str) -> None:
    whole = net.search(text, limit=100)
    assert (len(whole.workshops), len(whole.others)) == (whole.workshops_total, whole.others_total)
    assert len({row.id for row in whole.workshops}) == whole.workshops_total
    for limit in range(1, whole.workshops_total + 1):
        part = net.search(text, limit=limit)
        assert part.workshops == whole.workshops[:limit], "a longer list goes on where the shorter ended"
        assert (part.workshops_total, part.others_total) == (whole.workshops_total, whole.others_total)


def test_kinds_say_what_is_wanted(net: Workspace) -> None:
    crafts, workshops = net.search("数控", ("Craft",)), net.search("数控", ("Workshop",))
    assert (crafts.workshops, [row.id for row in crafts.others]) == ((), ["c1"])
    assert ([row.id for row in workshops.workshops], workshops.others, workshops.others_total) == (["w1", "w2"], (), 0)


def test_a_day_knows_nothing_later(net: Workspace) -> None:
    assert [row.id for row in net.search("数控加工", on="2028-01-01").workshops] == ["w1", "w2", "w4"]
    assert net.search("夹具", on="2023-12-31").workshops_total == 0


def test_too_many_hits_are_not_followed_and_it_says_so(monkeypatch: pytest.MonkeyPatch, net: Workspace) -> None:
    monkeypatch.setattr("alliance.services.explore.search.FOLLOWED", 1)
    answer: Any = search(net, "厂")
    assert (answer.not_followed, answer.others_total, [row.id for row in answer.workshops]) == (1, 2, ["w1", "w3"])


def test_reasons_are_said_in_english(net: Workspace) -> None:
    assert net.search("闵行", lang="en").workshops[0].why[0].text == "located in 闵行区 (仪表厂)"
