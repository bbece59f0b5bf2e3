"""Which workshops a craft, a person, a unit, a need, a result or a district leads to, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from alliance.model import Node, Tie, day
from alliance.model.building import snapshot_of
from alliance.network.time.horizon import known_on
from alliance.network.workshops_behind import KINDS, THROUGH, order_reasons, workshops_behind
from alliance.schema import tie_kind
from tests.network.world import tie

ON = "2026-06-30"
NODES = [
    *(Node(one, "Workshop", one, {"recognised_on": "2020"}) for one in ("w1", "w2", "w3", "w4", "w5")),
    Node("w9", "Workshop", "w9", {"recognised_on": "2027"}),
    *(Node(one, "Enterprise", one) for one in ("group", "e1", "e2", "plant")),
    *(Node(one, "Person", one) for one in ("p1", "p2")),
    *(Node(one, "Region", one) for one in ("city", "east")),
    *(Node(one, "Craft", one) for one in ("cnc", "weld")),
    Node("t1", "TradeUnion", "t1"),
    Node("d1", "Demand", "d1"),
    Node("r1", "Achievement", "r1"),
    Node("a1", "Alliance", "a1"),
]
TIES = [
    tie("HOSTED_BY", "w1", "e1"),
    tie("HOSTED_BY", "w2", "plant"),
    tie("HOSTED_BY", "w3", "e2"),
    tie("HOSTED_BY", "w9", "e1"),
    tie("HOSTED_BY", "w4", "e1", "2010", "2015"),
    tie("PART_OF", "plant", "e1"),
    tie("SUBSIDIARY_OF", "e1", "group"),
    tie("SUBSIDIARY_OF", "e2", "group"),
    tie("LEADS", "p1", "w1", "2020"),
    tie("LEADS", "p2", "w2", "2015", "2019"),
    tie("LEADS", "p2", "w3", "2027"),
    tie("HAS_CRAFT", "w3", "cnc"),
    tie("HAS_CRAFT", "p1", "cnc"),
    tie("HAS_CRAFT", "r1", "cnc"),
    tie("OFFERS", "w3", "cnc"),
    tie("NEEDS", "d1", "weld"),
    tie("RAISED", "w2", "d1"),
    tie("PRODUCED", "w4", "r1", "2024"),
    tie("PART_OF", "east", "city"),
    tie("LOCATED_IN", "e1", "east"),
    tie("LOCATED_IN", "w3", "city"),
    tie("LOCATED_IN", "e2", "east"),
    tie("BELONGS_TO_UNION", "e2", "t1"),
    tie("MEMBER_OF", "w5", "a1", "2021"),
]


def behind(*asked: str, on: str = ON) -> dict[str, list[tuple[str, str, str]]]:
    """Workshop → (node, kind, via) in order, as known on a day."""
    snapshot = known_on(snapshot_of(NODES, TIES), day(on))
    return {
        w: [(one.node, one.kind, one.via) for one in reasons]
        for w, reasons in order_reasons(workshops_behind(snapshot, asked, day(on)), asked).items()
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("p1", {"w1": ("LEADS", "")}),
        ("p2", {}),  # led w2 until 2019 and will lead w3
        ("e1", {"w1": ("HOSTED_BY", ""), "w2": ("HOSTED_BY", "plant")}),  # w4 has left, w9 is not there yet
        ("group", {"w1": ("SUBSIDIARY_OF", "e1"), "w3": ("SUBSIDIARY_OF", "e2")}),
        ("cnc", {"w3": ("HAS_CRAFT", ""), "w1": ("HAS_CRAFT", "p1"), "w4": ("HAS_CRAFT", "r1")}),
        ("weld", {"w2": ("NEEDS", "d1")}),
        ("d1", {"w2": ("RAISED", "")}),
        ("r1", {"w4": ("PRODUCED", "")}),
        ("east", {"w1": ("LOCATED_IN", "e1")}),  # w3 says itself that it is in the city
        ("city", {"w3": ("LOCATED_IN", ""), "w1": ("LOCATED_IN", "e1")}),
        ("t1", {"w3": ("BELONGS_TO_UNION", "e2")}),
        ("a1", {"w5": ("MEMBER_OF", "")}),
        ("nobody", {}),
    ],
)
def test_a_node_leads_to_its_workshops(asked: str, found: dict[str, tuple[str, str]]) -> None:
    answer = behind(asked)
    assert {workshop: reasons[0][1:] for workshop, reasons in answer.items()} == found
    assert list(answer) == list(found), "the most telling first"


def test_of_several_nodes_the_first_stands_first_and_each_gives_its_reason() -> None:
    assert list(behind("weld", "cnc")) == ["w2", "w3", "w1", "w4"]
    assert behind("p1", "cnc", "e1")["w1"] == [("p1", "LEADS", ""), ("cnc", "HAS_CRAFT", "p1"), ("e1", "HOSTED_BY", "")]
    assert behind("cnc", "p1")["w1"][0] == ("cnc", "HAS_CRAFT", "p1")
    assert behind("city", "east")["w1"] == [("city", "LOCATED_IN", "e1")]


def test_nothing_later_than_the_day_is_behind() -> None:
    assert (list(behind("e1", on="2028-01-01")), list(behind("e1", on="2012-01-01"))) == (["w1", "w9", "w2"], [])
    assert list(behind("p2", on="2028-01-01")) == ["w3"]
    assert list(behind("r1", on="2023-12-31")) == []


def test_every_pair_of_the_rule_is_one_the_vocabulary_knows() -> None:
    kinds: list[Any] = [tie_kind(kind) for kind in (*KINDS, *(kind for pair in THROUGH for kind in pair))]
    assert {kind.layer for kind in kinds} == {"affiliation"}
    assert {kind for kind, _ in THROUGH} <= set(KINDS)
    assert isinstance(TIES[0], Tie)
