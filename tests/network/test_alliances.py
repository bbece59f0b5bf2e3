"""Kinds of alliance as rules, flags, checks and the figures of an alliance: a decision for each, worked by hand."""

from __future__ import annotations

import pytest

from alliance.model import Node, Tie, day, iso
from alliance.model.building import snapshot_of
from alliance.network.alliances.checks import checks
from alliance.network.alliances.facts import alliance_facts, prefecture
from alliance.network.alliances.kinds import flags, kinds, question, rules
from alliance.network.alliances.life import alliance_life
from tests.network.world import tie

ON = day("2026-01-29")
DIVISIONS = {"w1": "34", "w2": "34", "w3": "35", "w4": "26", "w5": "83"}


def _nodes(**more: dict) -> list[Node]:
    levels = {"w1": "national"}
    found = [Node(one, "Workshop", one, {"recognised_on": "2020", "level": levels.get(one, "municipal")}) for one in DIVISIONS]
    found += [Node(f"e{i}", "Enterprise", f"e{i}") for i in range(1, 6)]
    found += [Node(f"industry:{code}", "Industry", code) for code in sorted({*DIVISIONS.values(), "01"})]
    found += [Node(f"region:{code}", "Region", code) for code in ("410000", "410100", "410102", "410300", "370100")]
    found += [
        Node("city", "TradeUnion", "市总", {"subkind": "territorial", "rank": "municipal"}),
        Node("trade", "TradeUnion", "产业工会", {"subkind": "industry", "rank": "provincial"}),
        Node("p1", "Person", "张三"),
        Node("a", "Alliance", "联盟", {"founded": "2022"}),
        Node("b", "Alliance", "子联盟", {"founded": "2023"}),
    ]
    return [Node(one.id, one.kind, one.name, {**one.props, **more.get(one.id, {})}) for one in found]


def _ties(members: tuple[str, ...], guide: str = "city", place: dict[str, str] | None = None) -> list[Tie]:
    where = {**dict.fromkeys(DIVISIONS, "410102"), **(place or {})}
    found = [tie("HOSTED_BY", f"w{i}", f"e{i}") for i in range(1, 6)]
    found += [tie("IN_INDUSTRY", one, f"industry:{code}", role="craft_main") for one, code in DIVISIONS.items()]
    found += [tie("LOCATED_IN", one, f"region:{code}") for one, code in where.items() if code]
    found += [
        tie("PART_OF", "region:410102", "region:410100"),
        tie("PART_OF", "region:410100", "region:410000"),
        tie("PART_OF", "region:410300", "region:410000"),
        tie("LOCATED_IN", "city", "region:410100"),
    ]
    found += [tie("GUIDES", guide, "a")] if guide else []
    return found + [tie("MEMBER_OF", one, "a") for one in members]


def _judged(ties: list[Tie], nodes: list[Node] | None = None, **settings: object):
    snapshot = snapshot_of(nodes or _nodes(), ties, settings=settings)
    facts = alliance_facts(snapshot, ON, snapshot.number("a"))
    return snapshot, facts, rules(snapshot, ON, facts)


def test_one_city_five_workshops_four_industries() -> None:
    _, facts, judged = _judged(_ties(tuple(DIVISIONS)))
    assert kinds(judged) == ("regional", "cross_industry")
    assert (facts.places, facts.largest_division()) == (("region:410100",), ("34", 0.4))
    assert question(judged, "cross_industry") is None
    asked = question(judged, "demonstration")
    assert asked is not None
    assert [c.code for c in asked.conditions if c.holds is False] == ["same_division"]


def test_an_industry_union_and_four_fifths_in_one_division() -> None:
    extra = [Node(f"w{i}", "Workshop", f"w{i}", {"recognised_on": "2020"}) for i in (6, 7)]
    more = [tie("IN_INDUSTRY", f"w{i}", "industry:34", role="craft_main") for i in (6, 7)] + [tie("HOSTED_BY", f"w{i}", "e1") for i in (6, 7)]
    _, _, judged = _judged(_ties(("w1", "w2", "w4", "w6", "w7"), "trade") + more, _nodes() + extra)
    assert kinds(judged) == ("industry_internal",)  # 4 of 5 in 34; who leads it is not on record
    _, _, judged = _judged(_ties(("w1", "w4", "w6", "w7", "w5"), "trade") + more, _nodes() + extra)
    assert "industry_internal" not in kinds(judged)  # 3 of 5


def test_four_fifths_without_an_industry_union_only_raises_the_question() -> None:
    _, _, judged = _judged(_ties(("w1", "w2"), ""))
    by_kind = {rule.kind: rule for rule in judged}
    assert by_kind["industry_internal"].holds is None  # nobody is on record who guides it
    assert [c.holds for c in by_kind["industry_internal"].conditions] == [None, True]


@pytest.mark.parametrize(("lead", "holds"), [("w1", True), ("w2", False), ("", None)])
def test_the_lead_of_a_demonstration_hosts_a_national_or_provincial_workshop(lead: str, holds: bool | None) -> None:
    ties = _ties(("w1", "w2")) + ([tie("LEADS_ALLIANCE", lead, "a", role="leader")] if lead else [])
    _, _, judged = _judged(ties)
    assert next(c.holds for rule in judged if rule.kind == "demonstration" for c in rule.conditions if c.code == "strong_lead") is holds
    assert ("demonstration" in kinds(judged)) is (holds is True)


def test_a_member_outside_the_city_ends_two_rules_and_one_without_a_place_leaves_them_open() -> None:
    _, _, judged = _judged(_ties(tuple(DIVISIONS), place={"w5": "410300"}))
    assert [rule.holds for rule in judged if rule.kind in ("regional", "cross_industry")] == [False, False]
    _, _, judged = _judged(_ties(tuple(DIVISIONS), place={"w5": ""}))
    assert [rule.holds for rule in judged if rule.kind in ("regional", "cross_industry")] == [None, None]


def test_thresholds_are_settings() -> None:
    _, _, judged = _judged(_ties(tuple(DIVISIONS)), alliance_rules={"largest_division": 0.3})
    assert "cross_industry" not in kinds(judged)


def _flags(ties: list[Tie], nodes: list[Node] | None = None) -> tuple[str, ...]:
    snapshot, facts, _ = _judged(ties, nodes)
    return flags(snapshot, ON, facts)


def test_each_flag() -> None:
    assert _flags(_ties(("w1", "w2"))) == ("pair",)
    assert _flags(_ties(("w1", "w2", "w3"), place={"w3": "370100"})) == ("cross_region",)
    assert _flags([*_ties(("w1", "w2", "w3")), *(tie("SUBSIDIARY_OF", f"e{i}", "e5") for i in (1, 2, 3))]) == ("enterprise_internal",)
    assert _flags([*_ties(("w1", "w2", "w3")), tie("UPSTREAM_OF", "e1", "e2")]) == ("product_chain",)
    assert _flags([*_ties(("w1", "w2", "w3")), tie("PART_OF", "b", "a")]) == ("nested",)
    assert _flags([*_ties(()), tie("MEMBER_OF", "p1", "a")]) == ("of_people",)
    assert _flags([*_ties(("w1",)), *(tie("MEMBER_OF", f"e{i}", "a") for i in (3, 4))]) == ("of_units",)
    rural = [one for one in _ties(("w1", "w2", "w3")) if one.target not in ("industry:34",)] + [
        tie("IN_INDUSTRY", one, "industry:01", role="craft_main") for one in ("w1", "w2")
    ]
    assert _flags(rural) == ("rural",)


def _found(ties: list[Tie], stated: int | None = None, nodes: list[Node] | None = None):
    snapshot, facts, _ = _judged(ties, nodes)
    return [(one.code, one.about) for one in checks(snapshot, ON, facts, stated)]


def test_each_check() -> None:
    base = _ties(("w1", "w2", "w3"))
    assert _found(base, 3) == []
    assert _found(base, 5) == [("count_differs", ())]
    assert _found([*base, tie("LEADS_ALLIANCE", "w4", "a", role="chair")]) == [("chair_no_member", ("w4",))]
    assert _found([*base, tie("LEADS_ALLIANCE", "e1", "a", role="chair")]) == []  # its workshop is a member
    assert _found([*base, tie("LEADS", "p1", "w2"), tie("LEADS_ALLIANCE", "p1", "a", role="chair")]) == []
    assert _found([*base, tie("LEADS_ALLIANCE", "w1", "a", "2024-01", "2025-06", role="chair")]) == [("term_expired", ("w1",))]
    turned = [
        *base,
        tie("LEADS_ALLIANCE", "w1", "a", "2024-01", "2025-06", role="chair"),
        tie("LEADS_ALLIANCE", "w2", "a", "2025-07", "2026-06", role="chair"),
    ]
    assert _found(turned) == []
    nested = [*base, tie("PART_OF", "a", "b"), tie("MEMBER_OF", "w1", "b")]
    assert _found(nested) == [("not_within_parent", ("b", "w2", "w3"))]
    assert _found(_ties(("w1", "w2"), place={"w2": "410300"})) == [("rank_too_low", ("city",))]


def test_the_life_of_an_alliance_by_hand() -> None:
    activities = [
        Node("x1", "Activity", "例会", {"form": "regular_meeting", "held_on": "2025-10-01"}),
        Node("x2", "Activity", "讲座", {"form": "lecture", "held_on": "2025-03"}),
    ]
    ties = [
        *_ties(("w1", "w2", "w3")),
        tie("PAIRED_WITH", "w1", "w2", "2025-06"),
        tie("VISITED", "w1", "w4", "2025-06"),
        tie("VISITED", "w3", "w5", "2025-07"),
        tie("ORGANISES", "a", "x1"),
        tie("ORGANISES", "a", "x2"),
        tie("LEADS_ALLIANCE", "w2", "a", "2025-07", role="chair"),
        tie("LEADS_ALLIANCE", "w1", "a", "2025-01", "2025-06", role="chair"),
    ]
    snapshot, facts, _ = _judged(ties, _nodes() + activities)
    life = alliance_life(snapshot, ON, facts)
    assert (life.pairs, life.density, life.out) == (1, pytest.approx(1 / 3), 2)
    assert [snapshot.ids[int(one)] for one in life.quiet] == ["w3"]
    assert [count for _, count in life.halves] == [0, 0, 0, 1, 1, 0]
    assert [(iso(first), iso(until), snapshot.ids[node]) for first, _, until, node, _ in life.chairs] == [
        ("2025-01-01", "2025-06-30", "w1"), ("2025-07-01", "", "w2"),
    ]  # fmt: skip


def test_prefectures_and_municipalities() -> None:
    nodes = [Node(f"region:{code}", "Region", code) for code in ("310115", "410102", "410000", "own")]
    snapshot = snapshot_of(nodes, [])
    assert [prefecture(snapshot, snapshot.number(f"region:{code}")) for code in ("310115", "410102", "410000", "own")] == [
        "region:310000",
        "region:410100",
        "",
        "region:own",
    ]


def test_two_territorial_unions_are_not_exactly_one() -> None:
    county = Node("county", "TradeUnion", "区总", {"subkind": "territorial", "rank": "county"})
    _, _, judged = _judged([*_ties(("w1", "w2")), tie("GUIDES", "county", "a")], [*_nodes(), county])
    regional = next(rule for rule in judged if rule.kind == "regional")
    assert (regional.holds, regional.conditions[0].holds, regional.conditions[0].facts) == (False, False, {"unions": 2})


def test_a_chair_to_come_is_no_expired_one_and_an_unnamed_group_makes_no_difference_of_counts() -> None:
    base = _ties(("w1", "w2", "w3"))
    assert _found([*base, tie("LEADS_ALLIANCE", "w1", "a", "2026-07", "2026-12", role="chair")]) == []
    group = Node("g13", "Group", "13家单位", {"count": 13})
    assert _found([*base, tie("MEMBER_OF", "g13", "a")], 16, [*_nodes(), group]) == []
