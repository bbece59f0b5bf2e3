"""The matrix of the small city: one agreement between machinery and chemicals, three pairs without an industry on record."""

from __future__ import annotations

import math
from pathlib import Path

import networkx as nx
import pytest

from alliance.errors import AmbiguousName, InvalidValue, UnknownNode
from alliance.model import Batch, Change, Node, Tie
from alliance.services.industries import mixing
from alliance.services.results import to_json
from alliance.services.workspace import Workspace
from alliance.stores.opening import open_graph_store
from tests.worlds.small_city import NAMES, city


def test_the_agreement_stands_in_the_cell_of_machinery_and_chemicals() -> None:
    answer = mixing.matrix(city())
    i, j = answer.groups.index("机械装备"), answer.groups.index("能源化工")
    assert (answer.counts[i][j], answer.counts[j][i], answer.pairs, answer.unknown, answer.internal, answer.external) == (1, 1, 2, 1, 0, 1)
    assert answer.ei == 1.0
    assert answer.expected[i][j] == 0.25  # d_a·d_b / 2m = 1·1 / 4
    assert answer.interval[i][j] == (pytest.approx(0.025318), pytest.approx(5.571643))
    assert answer.log_ratio[i][j] == pytest.approx(math.log(1 / 0.25))
    assert answer.log_interval[i][j] == (pytest.approx(math.log(0.025318 / 0.25), abs=1e-4), pytest.approx(math.log(5.571643 / 0.25), abs=1e-4))
    assert answer.few[i][j]
    assert answer.workshops[i] == 1
    assert sum(answer.workshops) == 14


def test_exchanges_are_a_layer_of_their_own() -> None:
    answer = mixing.matrix(city(), layer="exchange")
    assert (answer.pairs, answer.unknown) == (2, 2)  # w04–w05, w06–w07, all four of unknown industry
    assert answer.ei is None


def test_networkx_counts_the_same_with_the_diagonal_doubled() -> None:
    answer = mixing.matrix(city())
    graph = nx.Graph()
    graph.add_node("w01", g="机械装备")
    graph.add_node("w02", g="能源化工")
    graph.add_nodes_from((one, {"g": "未知"}) for one in ("w08", "w09"))
    graph.add_edges_from([("w01", "w02"), ("w08", "w09")])
    mapping = {group: i for i, group in enumerate(answer.groups)}
    theirs = nx.attribute_mixing_matrix(graph, "g", mapping=mapping, normalized=False)
    for i in range(len(mapping)):
        for j in range(len(mapping)):
            assert theirs[i][j] == answer.counts[i][j] * (2 if i == j else 1)


def test_words_of_the_field_find_the_groups() -> None:
    answer = mixing.cell(city(), "化工", "装备")
    assert (answer.a.name, answer.b.name, answer.pairs, answer.unused_total) == ("能源化工", "机械装备", 1, 0)
    (tie,) = answer.ties
    assert (tie.kind, tie.date, tie.a.name, tie.b.name, tie.source) == (
        "SIGNED_AGREEMENT_WITH",
        "2026-03-15",
        NAMES["w02"],
        NAMES["w01"],
        "测试台账.xlsx",
    )
    assert [(row.id, row.ring) for row in answer.b.rows] == [("w01", "connected")]


def test_unused_pairs_begin_with_those_who_need_it_most() -> None:
    answer = mixing.cell(city(), "化工", "未知")
    assert answer.unused_total == 12
    assert (answer.unused[0].a.id, answer.unused[0].b.id) == ("w02", "w12")
    inside = mixing.cell(city(), "未知", "未知")
    assert (inside.pairs, inside.unused_total) == (1, 12 * 11 // 2 - 1)
    assert len({frozenset((pair.a.id, pair.b.id)) for pair in inside.unused}) == len(inside.unused) == 20


def test_unknown_words_and_options_are_refused() -> None:
    with pytest.raises(UnknownNode) as unknown:
        mixing.cell(city(), "天文", "装备")
    assert [str(ref) for ref in unknown.value.facts["near"]][0].startswith("机械装备")
    with pytest.raises(AmbiguousName):
        mixing.cell(city(), "业", "装备", grouping="section")
    for wish in ({"layer": "planned"}, {"grouping": "colour"}, {"role": "x"}):
        with pytest.raises(InvalidValue):
            mixing.matrix(city(), **wish)


def test_groups_are_named_in_english_too() -> None:
    assert "Energy and chemicals" in mixing.matrix(city(), lang="en").groups


@pytest.mark.parametrize("grouping", ["groups", "section", "division", "host_kind", "region", "system", "rank"])
def test_every_grouping_counts_every_workshop_once(grouping: str) -> None:
    answer = mixing.matrix(city(), grouping=grouping)
    assert sum(answer.workshops) == 14
    assert set(to_json(answer)) == {
        "schema",
        "revision",
        "as_of",
        "layer",
        "grouping",
        "role",
        "groups",
        "keys",
        "workshops",
        "counts",
        "expected",
        "interval",
        "few",
        "pairs",
        "internal",
        "external",
        "unknown",
        "ei",
        "ei_of",
        "log_ratio",
        "log_interval",
        "p",
        "p_of",
    }


@pytest.mark.parametrize("until", ["", "open", "2027"])
def test_a_contact_of_a_cell_says_how_long_it_lasts(tmp_path: Path, until: str) -> None:
    industries = [Node("industry:34", "Industry", "通用设备制造业"), Node("industry:26", "Industry", "化学原料和化学制品制造业")]
    shops = [Node("w-1", "Workshop", "甲"), Node("w-2", "Workshop", "乙")]
    ties = [
        Tie("i-1", "IN_INDUSTRY", "w-1", "industry:34", {"role": "craft_main"}),
        Tie("i-2", "IN_INDUSTRY", "w-2", "industry:26", {"role": "craft_main"}),
        Tie("t-1", "COOPERATES_WITH", "w-1", "w-2", {"valid_from": "2026-03", **({"valid_to": until} if until else {})}),
    ]
    with Workspace(open_graph_store(str(tmp_path / "a.alliance"))) as net:
        net.store.commit(Batch("b", "import", tuple(Change("merge", record) for record in (*industries, *shops, *ties))), net.actor)
        (tie,) = net.cell("装备", "化工", on="2026-06-30").ties
    assert (tie.id, tie.date, tie.until) == ("t-1", "2026-03", until)
