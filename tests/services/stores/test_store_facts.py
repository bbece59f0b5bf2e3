"""What pages read beside answers: what the store is, how much it holds, its thresholds, names and places, where to begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from alliance.errors import AmbiguousName, UnknownNode
from alliance.model import Change, Node
from alliance.services.workspace import Workspace
from tests.worlds.real_city import real_city
from tests.worlds.small_city import AS_OF, NAMES, tie

NODES = (Node("p1", "Person", "杨师傅"), Node("p2", "Person", "双料师傅"))
TIES = (tie("LEADS", "p1", "w13"), tie("LEADS", "p2", "w12"), tie("LEADS", "p2", "w11"))


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Workspace]:
    with real_city(tmp_path, nodes=NODES, ties=TIES, title="小城", nature="synthetic", window_by_host_kind={"University": 24}) as opened:
        yield opened


def test_the_store_says_what_it_is_and_how_much_it_holds(net: Workspace, tmp_path: Path) -> None:
    facts, counts = net.store_facts(), net.store_counts()
    assert (facts.engine, facts.title, facts.nature, facts.data_as_of, facts.writable) == ("sqlite", "小城", "synthetic", AS_OF, True)
    assert str(tmp_path) in facts.location
    assert (facts.revision, facts.work_revision) == (net.settings().revision, net.store.info().work_revision)
    assert (counts.workshops, counts.nodes["Person"]) == (len(NAMES), 2)
    assert (counts.all_nodes, counts.all_ties) == (sum(counts.nodes.values()), sum(counts.ties.values()))


def test_the_thresholds_of_reach_are_those_of_the_store(net: Workspace) -> None:
    found = net.reach_settings()
    assert (found.window_months, found.window_by_host_kind, found.exempt) == (12, {"University": 24}, {"w14": "按规定"})
    assert found.only_confirmed is False
    assert (found.window_in_use, net.seen_in("3y").reach_settings().window_in_use) == (12, 36)


def test_names_and_places_of_those_on_record(net: Workspace) -> None:
    assert net.names_of(["w01", "nobody"]) == {"w01": NAMES["w01"]}
    assert net.find_places(["w01", "w02", "p1", "nobody"]) == {
        "w01": ("第1厂", "东区"),  # the host's region, as search tells it
        "w02": ("第2厂", "某市"),
        "p1": ("焊接班工作室",),  # a person is told by the workshop
    }


def test_a_host_of_former_days_is_not_where_a_workshop_is(net: Workspace) -> None:
    (host,) = net.store.ties_of("w01", ("HOSTED_BY",), 5)
    net.edit([Change("put", replace(host, props={**host.props, "valid_to": "2020"}))], "moved out")
    assert "w01" not in net.find_places(["w01"])
    assert (net.search("w01").rows[0].place, net.search("w01").workshops[0].host) == ("", "")


def test_a_leader_of_one_workshop_stands_for_it_and_of_two_for_none(net: Workspace) -> None:
    assert net.choose_node("杨师傅") == "w13"
    assert net.choose_node("双料师傅") == "p2"
    assert net.choose_node("第9厂") == "e9"
    with pytest.raises(AmbiguousName):
        net.choose_node("焊接")
    with pytest.raises(UnknownNode):
        net.choose_node("没有这个")


def test_where_to_begin(net: Workspace) -> None:
    assert [one.id for one in net.starts()] == [one.id for one in net.overview().starts]
    assert [one.id for one in net.introduction_starts(3)] == [row.id for row in net.worklist(limit=3).rows]
