"""The picture of one node on several networks: nothing over anything, no line through a dot, contacts by the one rule, nobody jumps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from alliance.model import Node
from alliance.services.explore.neighbourhood.neighbourhood_picture import LIMITS, draw_neighbourhood, ids_around
from alliance.services.workspace import Workspace
from tests.builders import tie as plain_tie
from tests.builders import workspace
from tests.drawing.seen import covered, crossings
from tests.worlds.exchange_city import city as exchange_city
from tests.worlds.real_city import real_city
from tests.worlds.small_city import AS_OF, city, tie
from tests.worlds.town import nodes as town_nodes
from tests.worlds.town import ties as town_ties

WORLDS: dict[str, Callable[[], Workspace]] = {
    "small city": city,
    "exchange city": lambda: workspace(*exchange_city(), {"data_as_of": AS_OF}),
    "town": lambda: workspace(town_nodes(), town_ties(), {"data_as_of": AS_OF}),
    "crowd": lambda: crowd(),
}


def crowd() -> Workspace:
    """One workshop with everything in large numbers: partners who know each other, results, members, unions over unions."""
    words = "特种高压焊接与智能装备技术"
    nodes = [Node(f"w{i}", "Workshop", f"{words[i % 7 :]}第{i}劳模创新工作室") for i in range(40)]
    nodes += [Node(f"r{i}", "Achievement", f"第{i}项{words}专利") for i in range(150)]
    nodes += [Node(f"e{i}", "Enterprise", f"示例{words}{i}有限公司") for i in range(8)]
    nodes += [Node(f"t{i}", "TradeUnion", f"示例市第{i}区总工会") for i in range(12)]
    ties = [plain_tie("COOPERATES_WITH", "w0", f"w{i}", "2026-01") for i in range(1, 25)]
    ties += [plain_tie("PAIRED_WITH", f"w{i}", f"w{j}", "2026-02") for i in range(1, 40) for j in range(i + 1, 40) if (i * j) % 11 == 1]
    ties += [plain_tie("PRODUCED", "w0", f"r{i}", "2025") for i in range(150)]
    ties += [plain_tie("HOSTED_BY", "w0", "e0"), *(plain_tie("SUBSIDIARY_OF", f"e{i}", "e0") for i in range(1, 8))]
    ties += [plain_tie("COOPERATES_WITH", "e0", f"w{i}", "2026-03") for i in range(1, 12)]
    ties += [plain_tie("PRODUCED", "e0", "r1", "2025"), *(plain_tie("BELONGS_TO_UNION", "w0", f"t{i}") for i in range(6))]
    ties += [plain_tie("SUBORDINATE_TO", f"t{i}", f"t{i + 6}") for i in range(6)]
    return workspace(nodes, ties, {"data_as_of": AS_OF})


@contextmanager
def shared_activity(tmp_path: Path) -> Iterator[Workspace]:
    nodes = (
        Node("x2", "Activity", "焊接沙龙", {"form": "salon", "held_on": "2026-05-20"}),
        Node("x3", "Activity", "大会", {"form": "lecture", "held_on": "2026-05-21"}),
        Node("p1", "Person", "杨师傅"),
        Node("t5", "TradeUnion", "某总工会"),
    )
    ties = (
        *(tie("PARTICIPATES_IN", one, "x2") for one in ("w13", "w01", "w04")),
        *(tie("PARTICIPATES_IN", one, "x3") for one in ("w13", "w03")),
        tie("LEADS", "p1", "w13", "2022"),
        tie("VISITED", "p1", "w02", "2026-06-03"),
        tie("VISITED", "w13", "t5", "2026-06-04"),
        tie("VISITED", "p1", "w05", "2020-06-03"),  # before he led the workshop
    )
    with real_city(tmp_path, nodes=nodes, ties=ties) as net:
        yield net


def test_contacts_are_those_of_the_one_rule_over_the_head_and_shared_nodes_too(tmp_path: Path) -> None:
    with shared_activity(tmp_path) as net:
        found = net.neighbours("w13")
        rows = [(one.kind, one.other.id, one.via.id if one.via else "", one.date) for one in found.contacts]
        assert rows == [("Activity", "w01", "x2", "2026-05-20"), ("Activity", "w04", "x2", "2026-05-20"), ("VISITED", "w02", "", "2026-06-03")]
        assert {one.other.id for one in net.show("w13").contacts} == {row[1] for row in rows}
        assert net.neighbours("w13", on="2026-05-01").contacts == (), "as seen on the day"
        assert net.neighbours("p1").contacts == ()
        drawn = draw_neighbourhood(found)
        assert len({edge["id"] for edge in drawn.edges}) == len(drawn.edges), "two over one activity are two lines"
        parts = {node["id"]: node["part"] for node in drawn.nodes}
        assert {one for one, part in parts.items() if part == "right"} == {"w01", "w02", "w04"}
        assert (parts["x2"], parts["x3"], parts["t5"], parts["p1"]) == ("results", "results", "results", "left")


def test_a_place_has_the_workshops_of_its_own_list_and_a_workshop_the_reach_of_the_worklist(tmp_path: Path) -> None:
    with shared_activity(tmp_path) as net:
        ids = [*(row.id for row in net.neighbours("w13", 2).rows), "no such node"]
        facts = net.neighbourhood_facts(ids)
        assert facts.workshops
        for one, count in facts.workshops.items():
            assert count == net.panorama(grouping="member", within=one).workshops >= 2
        rows = {row.id: row.ring for row in net.isolates().rows}
        assert facts.reach
        assert {one: rows[one] for one in facts.reach} == facts.reach
        assert not set(facts.reach) - set(ids)


@pytest.mark.parametrize("world", WORLDS)
def test_nothing_is_over_anything_and_no_line_goes_through_a_dot(world: str) -> None:
    net = WORLDS[world]()
    for node in [row.id for row in net.isolates().rows][:16] + [row.id for row in net.search("示例").rows][:6]:
        for lang, further in (("zh", 0), ("en", 20)):
            found = net.neighbours(node, 2)
            drawn = draw_neighbourhood(found, lang, further, net.neighbourhood_facts(ids_around(found)))
            assert covered(drawn) == []
            assert crossings(drawn) == []


def test_expanding_keeps_every_place() -> None:
    net = crowd()
    for node in ("w0", "e0", "w3"):
        before: dict[tuple[str, str], tuple[float, float]] = {}
        for depth, limit, further in ((1, LIMITS[0], 0), (2, LIMITS[0], 0), (2, LIMITS[0], 10), (2, LIMITS[1], 10), (2, LIMITS[1], 40)):
            layouts = draw_neighbourhood(net.neighbours(node, depth, limit=limit), further=further).layouts
            now = {(shape, one): (at.x, at.y) for shape, layout in layouts.items() for one, at in layout.places.items()}
            assert {one: now.get(one) for one in before} == before
            assert all(layout.frame[:3] == layouts[shape].frame[:3] for shape, layout in layouts.items())
            before = now
        assert len(before) > 20
