"""What lies among several nodes: their ties and contacts with each other, and what two or more of them share."""

from __future__ import annotations

from alliance.model import Node
from alliance.services.explore.neighbourhood.common_neighbours import common_neighbours
from alliance.services.workspace import Workspace
from tests.builders import tie, workspace


def few() -> Workspace:
    nodes = [Node(f"w{i}", "Workshop", f"第{i}创新工作室") for i in range(1, 5)]
    nodes += [Node("region:1", "Region", "甲区"), Node("p1", "Person", "杨师傅")]
    nodes += [Node("x1", "Activity", "焊接沙龙", {"form": "salon", "held_on": "2026-05-20"})]
    ties = [tie("COOPERATES_WITH", "w1", "w2", "2026-01"), tie("VISITED", "w3", "w4", "2026-02"), tie("VISITED", "w2", "w4", "2026-03")]
    ties += [tie("LOCATED_IN", one, "region:1") for one in ("w1", "w2", "w3")]
    ties += [tie("PARTICIPATES_IN", one, "x1") for one in ("w1", "w3")]
    ties += [tie("LEADS", "p1", "w1", "2022"), tie("VISITED", "p1", "w4", "2026-04")]
    return workspace(nodes, ties, {"data_as_of": "2026-06-30"})


def test_ties_of_their_own_contacts_over_an_event_and_shared_neighbours_are_found_once() -> None:
    net = few()
    found = common_neighbours([net.neighbours(one, 1) for one in ("w1", "w2", "w3")])
    assert [node.id for node in found.nodes] == ["w1", "w2", "w3"]
    rows = [(one.kind, one.a.id, one.b.id, one.via) for one in found.between]
    assert rows == [("Activity", "w1", "w3", "焊接沙龙"), ("COOPERATES_WITH", "w1", "w2", "")], "newest first, each once"
    shared = {one.node.id: [node.id for node in one.of] for one in found.shared}
    assert shared == {"w4": ["w1", "w2", "w3"], "region:1": ["w1", "w2", "w3"], "x1": ["w1", "w3"]}
    assert [one.node.id for one in found.shared] == ["w4", "region:1", "x1"], "who most of them share, parties first"


def test_a_head_s_contact_stands_for_the_workshop_and_who_shares_nothing_is_told_nothing() -> None:
    net = few()
    found = common_neighbours([net.neighbours(one, 1) for one in ("w1", "w4")])
    assert [(one.kind, {one.a.id, one.b.id}) for one in found.between] == [("VISITED", {"w1", "w4"})]
    alone = common_neighbours([net.neighbours(one, 1) for one in ("p1", "region:1")])
    assert alone.between == ()
    assert [one.node.id for one in alone.shared] == ["w1"]
