"""Finding, showing and following on the small city."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliance.errors import AmbiguousName, InvalidValue, UnknownKind, UnknownNode
from alliance.model import Node
from alliance.services import naming
from alliance.services.explore import node_detail, overview, search
from alliance.services.explore.neighbourhood import neighbours_paths
from alliance.services.results import to_json
from tests.builders import workspace
from tests.worlds.real_city import real_city
from tests.worlds.small_city import AS_OF, NAMES, city, tie


def test_search_tells_what_matched_where_it_lies_and_what_was_left_out() -> None:
    answer = search.search(city(), "焊接", limit=1)
    assert [(row.id, row.kind, row.place, row.ring) for row in answer.rows] == [("w13", "Workshop", "东区", None)]
    assert (answer.total, answer.left_out, answer.as_of) == (2, 1, AS_OF)
    assert search.search(city(), "焊接", rings=True).rows[1].ring == "connected"
    assert search.search(city(), "  ").rows == ()
    with pytest.raises(UnknownKind):
        search.search(city(), "焊", ("Planet",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("w01", "w01"),
        ("铁裁缝", "w01"),
        ("张三焊接创新工作室", "w01"),
        ("张三", "w01"),
        ("市总工会", "t1"),
        ("东区", "region:410102"),
    ],
)
def test_a_name_resolves(text: str, found: str) -> None:
    assert naming.resolve(city(), text).id == found


def test_several_answers_are_listed_not_guessed() -> None:
    with pytest.raises(AmbiguousName) as several:
        naming.resolve(city(), "焊接")
    assert [str(one) for one in several.value.facts["candidates"]] == ["焊接班工作室（w13）", "张三焊接创新工作室（w01）"]


def test_two_of_one_name_are_ambiguous_even_if_one_is_no_workshop() -> None:
    net = workspace([Node("a", "Workshop", "同名"), Node("b", "Enterprise", "同名")], [])
    with pytest.raises(AmbiguousName):
        naming.resolve(net, "同名")
    assert naming.resolve(net, "同名", ("Enterprise",)).id == "b"
    assert naming.resolve(net, "a").id == "a"


def test_an_unknown_name_gets_its_nearest() -> None:
    with pytest.raises(UnknownNode) as unknown:
        naming.resolve(city(), "张山焊接创新工作室")
    assert unknown.value.facts["near"][0].id == "w01"
    with pytest.raises(UnknownNode) as nothing:
        naming.resolve(city(), "🛸")
    assert nothing.value.facts["near"] == []


def test_show_groups_ties_by_layer_with_the_other_end_and_source() -> None:
    answer = node_detail.show(city(), "w01")
    assert {layer: [tie.kind for tie in ties] for layer, ties in answer.ties.items()} == {
        "cooperation": ["SIGNED_AGREEMENT_WITH"],
        "exchange": ["VISITED"],
        "affiliation": ["BELONGS_TO_UNION", "HOSTED_BY", "IN_INDUSTRY", "MEMBER_OF"],
        "planned": [],
    }
    (agreement,) = answer.ties["cooperation"]
    assert (agreement.other.name, agreement.date, agreement.sources[0]["source"]) == (NAMES["w02"], "2026-03-15", "测试台账.xlsx")
    assert answer.reach.ring == "connected"
    assert "sources" not in answer.props
    assert answer.sources[0]["source"] == "测试台账.xlsx"
    assert node_detail.show(city(), "e1").reach is None


def test_show_lists_the_contacts_that_reach_rests_on_those_over_shared_nodes_and_heads_too(tmp_path: Path) -> None:
    nodes = (
        Node("x2", "Activity", "焊接沙龙", {"form": "salon", "held_on": "2026-05-20"}),
        Node("g1", "Agreement", "师徒共建协议", {"signed_on": "2026-04-02"}),
        Node("p1", "Person", "杨师傅"),
    )
    ties = (
        *(tie("PARTICIPATES_IN", one, "x2") for one in ("w13", "w01")),
        *(tie("PARTY_TO", one, "g1") for one in ("w13", "u1")),
        tie("LEADS", "p1", "w13", "2022"),
        tie("VISITED", "p1", "w02", "2026-06-03"),
    )
    with real_city(tmp_path, nodes=nodes, ties=ties) as net:
        result = net.show("w13")
        assert result.reach.ring == "connected"
        rows = [(one.kind, one.other.name, one.other.kind, one.via.name if one.via else "", one.date) for one in result.contacts]
        assert sorted(rows) == [
            ("Activity", NAMES["w01"], "Workshop", "焊接沙龙", "2026-05-20"),
            ("Agreement", "工学院", "University", "师徒共建协议", "2026-04-02"),
            ("VISITED", NAMES["w02"], "Workshop", "", "2026-06-03"),
        ]
        assert {one.id for one in result.contacts} == {row.id for row in result.reach.evidence}, "what the reach rests on, no other rule"
        assert result.further_contacts() == result.contacts  # the workshop itself has no such tie
        assert net.show("w13", on="2026-05-01").contacts[0].other.id == "u1", "as seen on the day"
        before = net.show("w11")
        assert [(one.kind, one.other.name) for one in before.contacts] == [("VISITED", NAMES["w01"])]  # sleeping: the former one
        assert before.further_contacts() == ()
        assert net.show("e1").contacts == ()


def test_show_says_how_many_ties_it_left_out() -> None:
    assert node_detail.show(city(), "e9", limit=2).left_out == 2  # three workshops and a region


def test_neighbours_by_distance_without_the_middle() -> None:
    answer = neighbours_paths.neighbours(city(), "w02", depth=1, layers=("cooperation",))
    assert [(row.id, row.distance) for row in answer.rows] == [("w01", 1)]
    assert [(tie.kind, tie.from_, tie.to, tie.date) for tie in answer.ties] == [("SIGNED_AGREEMENT_WITH", "w01", "w02", "2026-03-15")]
    two = neighbours_paths.neighbours(city(), "w02", depth=2, limit=4)
    assert len(two.rows) == 3
    assert two.left_out > 0
    assert [row.distance for row in two.rows] == sorted(row.distance for row in two.rows)
    for wish in ({"depth": 0}, {"depth": 5}, {"layers": ("x",)}, {"limit": 2001}):
        with pytest.raises(InvalidValue):
            neighbours_paths.neighbours(city(), "w02", **wish)


def test_path_goes_over_people_and_units_and_says_each_tie() -> None:
    answer = neighbours_paths.path(city(), "w02", "w11")
    assert [[node.id for node in way.nodes] for way in answer.paths] == [["w02", "w01", "w11"]]
    assert [(tie.kind, tie.date) for tie in answer.paths[0].ties] == [("SIGNED_AGREEMENT_WITH", "2026-03-15"), ("VISITED", "2024-06")]
    assert to_json(answer)["paths"][0]["ties"][0].keys() == {"id", "kind", "from", "to", "date", "until"}


def test_no_path_names_who_stands_nearest() -> None:
    answer = neighbours_paths.path(city(), "w03", "w08")
    assert answer.paths == ()
    assert answer.text.startswith("六步之内没有通路")
    assert {(row.id, row.end) for row in answer.nearest} == {("w09", "b")}
    assert neighbours_paths.path(city(), "w03", "w08", lang="en").text.startswith("No path within six steps")
    assert neighbours_paths.path(city(), "w03", "w03").text == "起点和终点是同一家。"


def test_overview_counts_and_asks() -> None:
    answer = overview.overview(city())
    assert (answer.title, answer.nature, answer.nature_text, answer.data_as_of) == ("小城", "synthetic", "合成数据", AS_OF)
    assert answer.figures == {"workshops": 14, "organisations": 12, "alliances": 1, "cooperation": 2, "exchange": 2, "cut_off": 8, "unknown": 1}
    assert sum(answer.counts.values()) == 14
    assert answer.ages == {"half_year": 14, "one_year": 0, "three_years": 0, "older": 0, "undated": 0}
    assert [(row.code, row.count) for row in answer.questions] == [
        ("beyond_unit", 6),
        ("quiet_year", 2),
        ("missing_links", 0),
        ("introducers", 2),
        ("shared_host", 3),
        ("to_check", 1),
    ]
    assert answer.starts[0].id in ("w01", "w02")
    assert overview.overview(city(), lang="en").nature_text == "Synthetic data"


def test_ages_are_told_apart() -> None:
    answer = overview.overview(city(), on="2027-07-15")
    assert (answer.ages["half_year"], answer.ages["three_years"]) == (0, 14)
