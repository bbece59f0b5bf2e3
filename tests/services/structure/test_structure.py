"""Bridges, groups, alliances, drafts and then-and-now as answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliance.errors import InvalidValue, UnknownNode
from alliance.model import Node
from alliance.services.alliances import alliances, member_proposal
from alliance.services.structure import bridges, communities, then_and_now
from tests.builders import workspace
from tests.worlds import small_city
from tests.worlds.real_city import real_city
from tests.worlds.small_city import NAMES, city, tie


def _city(*ties: object, nodes: tuple[Node, ...] = ()):
    return workspace([*small_city.nodes(), *nodes], [*small_city.ties(), *ties], {"data_as_of": small_city.AS_OF, "exempt": {"w14": "按规定"}})


def test_who_holds_others_together_is_asked_as_a_question() -> None:
    net = _city(tie("PAIRED_WITH", "w01", "w12", "2026-05"), tie("PAIRED_WITH", "w01", "w13", "2026-05"))
    answer = bridges.bridges(net)
    assert (answer.total, answer.ties_total, [row.id for row in answer.rows]) == (1, 6, ["w01"])
    row = answer.rows[0]
    assert ([one.id for one in row.only_link], row.partners, row.constraint) == (["w02", "w12", "w13"], 3, round(1 / 3, 4))
    assert row.text == f"{NAMES['w02']}、{NAMES['w12']}、{NAMES['w13']}目前只靠{NAMES['w01']}牵线，是否再牵一条线？"
    assert (answer.unknown, sum(row.roles.values())) == (8, 0)  # only w01 and w02 have an industry on record
    assert all("离开" not in tie.text for tie in answer.ties)
    with pytest.raises(InvalidValue):
        bridges.bridges(net, grouping="colour")


def test_groups_are_named_and_compared_with_declared_alliances() -> None:
    net = _city(*(tie("PAIRED_WITH", *pair, "2026-05") for pair in (("w01", "w12"), ("w02", "w12"))), tie("MEMBER_OF", "w12", "a1"))
    answer = communities.groups(net)
    assert (answer.workshops, answer.total, answer.single) == (9, 1, 6)
    row = answer.rows[0]
    assert ([one.id for one in row.members], row.size, row.inside, row.firm) == (["w01", "w02", "w12"], 3, 3, 1.0)
    assert [(share.name, share.count) for share in row.places] == [("东区", 2), ("某市", 1)]
    assert [(one.name, one.both, one.members, one.overlap) for one in row.alliances] == [("装备联盟", 2, 2, round(2 / 3, 3))]
    assert "机械装备" in row.name and row.name.endswith("一带")


def test_an_alliance_has_its_kinds_and_a_question_where_the_declared_one_does_not_fit() -> None:
    declared = Node("a1", "Alliance", "装备联盟", {"declared_kind": "demonstration", "stated_members": 9, "founded": "2022"})
    by_id = {node.id: node for node in (*small_city.nodes(), declared)}
    ties = [
        *small_city.ties(),
        tie("MEMBER_OF", "w02", "a1"),
        tie("GUIDES", "t1", "a1"),
        tie("LOCATED_IN", "t1", "region:410100"),
        tie("LEADS_ALLIANCE", "w01", "a1", role="leader"),
    ]
    net = workspace(by_id.values(), ties, {"data_as_of": small_city.AS_OF})
    answer = alliances.alliance(net, "装备联盟")
    assert (answer.computed, answer.flags, answer.declared_name) == (
        ("regional",),
        ("pair",),
        "示范性联盟",
    )  # one section, two divisions: not yet across industries
    assert answer.question.startswith("登记为“示范性联盟”，但同一行业的成员不够多") and answer.question.endswith("是否需要更正？")
    assert [finding.text for finding in answer.findings] == ["登记成员9家，名单有2家，请核对。"]
    assert (answer.pairs, answer.density, answer.quiet, [m.ring for m in answer.members]) == (1, 1.0, (), ["connected", "connected"])
    assert [(chair.who.id, chair.role) for chair in answer.chairs] == [("w01", "牵头单位")]
    listed = alliances.alliances(net)
    assert (listed.rows[0].id, listed.rows[0].findings, listed.counts["regional"]) == ("a1", ("count_differs",), 1)
    english = alliances.alliance(net, "a1", lang="en")
    assert english.question.startswith("Declared")
    with pytest.raises(UnknownNode):
        alliances.alliance(net, "没有的联盟")


def test_a_theme_becomes_a_draft_with_reasons_one_of_each_unit_first() -> None:
    net = _city(
        tie("HAS_CRAFT", "w08", "craft-1"),
        tie("OFFERS", "w08", "craft-1"),
        tie("HAS_CRAFT", "w09", "craft-1"),
        tie("NEEDS", "w12", "craft-1"),
        nodes=(Node("craft-1", "Craft", "激光焊接"),),
    )
    answer = member_proposal.draft_members(net, "焊接")
    assert [row.id for row in answer.rows] == ["w08", "w12", "w09"]  # w09 is of the unit of w08
    assert answer.rows[0].reasons == ("专长：激光焊接", "可提供：激光焊接")
    assert answer.rows[1].union == "东区总工会"
    assert [row.id for row in member_proposal.draft_members(net, "化工").rows] == ["w02"]
    assert member_proposal.draft_members(net, "焊接", region="东区").total == 1
    with pytest.raises(UnknownNode):
        member_proposal.draft_members(net, "量子")


def test_then_and_now_by_the_same_definitions() -> None:
    answer = then_and_now.compare(city(), "2025-12-31", "2026-06-30")
    assert answer.pairs["cooperation"] == {"new": 2, "resumed": 0, "renewed": 0, "kept": 0, "lost": 0}
    assert answer.pairs["exchange"] == {"new": 2, "resumed": 0, "renewed": 0, "kept": 0, "lost": 0}
    assert answer.figures["pairs_cooperation"] == (0, 2)
    assert answer.figures["connected"] == (0, 2)
    assert answer.figures["cut_off"] == (2, 8)  # w11 and w01, whom it visited in 2024, slept then
    assert [(cell.a, cell.b, cell.before, cell.after) for cell in answer.cells] == [("能源化工", "机械装备", 0, 1), ("未知", "未知", 0, 1)]
    assert answer.lifted == 3
    assert {row.id for row in answer.reach_rows[:3]} == {"w01", "w02", "w03"}
    assert (answer.table["unknown"]["connected"], answer.table["sleeping"]["connected"]) == (1, 1)
    assert {row.id: row.act for row in answer.reach_rows}["w10"] == "recognised"
    for wish in (("2026-06-30", "2026-06-30"), ("2026-07-01", "2026-06-30"), ("", "")):
        with pytest.raises(InvalidValue):
            then_and_now.compare(city(), *wish)


def test_the_affiliation_tie_behind_a_change_is_named() -> None:
    moved = tie("HOSTED_BY", "w02", "e1", "2026-05-01")
    answer = then_and_now.compare(_city(moved), "2026-04-30", "2026-06-30")
    row = next(row for row in answer.reach_rows if row.id == "w01")
    assert (row.before, row.after, row.act) == ("connected", "own_unit", "affiliation")
    assert moved.id in {one.id for one in row.ties}


def test_before_and_after_an_exchange_only_among_those_invited(tmp_path: Path) -> None:
    with real_city(tmp_path) as net:
        plan = net.save_plan(net.plan(workshops=["w01", "w02", "w12", "w13"], size=(3, 4), date="2026-06-10", form="salon", title="沙龙"))
        ends = [guest.id for guest in plan.guests][:2]
        net.record_outcome(plan.plan, attended=ends, met=[tuple(ends)], outcomes=[])
        answer = net.compare(plan=plan.plan)
        assert (answer.then, answer.now) == ("2026-06-09", "2026-06-30")
        assert answer.figures["workshops"][1] == 1 + len(plan.guests)
        assert answer.pairs["exchange"]["new"] >= 1
        assert {one.id for row in answer.pair_rows for one in (row.a, row.b)} <= {plan.host.id, *(guest.id for guest in plan.guests)}
        with pytest.raises(InvalidValue):
            net.compare(plan="none")


def test_lists_are_cut_in_order_and_say_how_much_is_left_out() -> None:
    whole = then_and_now.compare(city(), "2025-12-31", "2026-06-30")
    cut = then_and_now.compare(city(), "2025-12-31", "2026-06-30", limit=3)
    assert [(row.layer, row.state, row.a.id, row.b.id) for row in whole.pair_rows] == [
        ("cooperation", "new", "w01", "w02"),
        ("cooperation", "new", "w08", "w09"),
        ("exchange", "new", "w04", "w05"),
        ("exchange", "new", "w06", "w07"),
    ]
    assert (cut.pair_rows, cut.left_out["pair_rows"]) == (whole.pair_rows[:3], 1)
    assert (cut.reach_rows, cut.left_out["reach_rows"]) == (whole.reach_rows[:3], len(whole.reach_rows) - 3)
    assert whole.left_out == {"pair_rows": 0, "reach_rows": 0, "cells": 0}
