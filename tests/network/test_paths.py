"""Paths and neighbourhoods: worked by hand, and networkx on random graphs."""

from __future__ import annotations

from itertools import islice
from random import Random

import networkx as nx
import pytest

from alliance.model import Node, Tie, day
from alliance.model.building import snapshot_of
from alliance.model.snapshot import Snapshot
from alliance.network.graph.ego import ego
from alliance.network.graph.paths import paths

ON = day("2026-01-29")
NODES = [
    *(Node(f"w{i}", "Workshop", f"w{i}") for i in range(1, 6)),
    Node("e1", "Enterprise", "e1"),
    Node("e2", "Enterprise", "e2"),
    Node("a1", "Alliance", "a1"),
    Node("region:4101", "Region", "郑州"),
    Node("t1", "TradeUnion", "区总工会", {"subkind": "territorial", "rank": "county"}),
    Node("t2", "TradeUnion", "市总工会", {"subkind": "territorial", "rank": "municipal"}),
]
TIES = [
    Tie("1", "HOSTED_BY", "w1", "e1"),
    Tie("2", "HOSTED_BY", "w2", "e1"),
    Tie("3", "COOPERATES_WITH", "w2", "w3", {"valid_from": "2024"}),
    Tie("4", "EXCHANGED_WITH", "w2", "w3", {"valid_from": "2025"}),
    Tie("5", "MEMBER_OF", "w1", "a1"),
    Tie("6", "MEMBER_OF", "w3", "a1"),
    Tie("7", "LOCATED_IN", "w4", "region:4101"),
    Tie("8", "LOCATED_IN", "w1", "region:4101"),
    Tie("9", "HOSTED_BY", "w4", "e2"),
    Tie("10", "BELONGS_TO_UNION", "e2", "t2"),
    Tie("11", "BELONGS_TO_UNION", "e1", "t2"),
    Tie("12", "SIGNED_INTENT_WITH", "w4", "w5"),
    Tie("13", "COOPERATES_WITH", "w3", "w5", {"valid_from": "2026-05"}),
]


def ids(snapshot: Snapshot, numbers: object) -> list[str]:
    return [snapshot.ids[int(number)] for number in numbers]  # type: ignore[attr-defined]


def test_paths_by_hand() -> None:
    snapshot = snapshot_of(NODES, TIES)
    found = paths(snapshot, snapshot.number("w1"), snapshot.number("w3"), as_of=ON).paths
    assert [ids(snapshot, path.nodes) for path in found] == [["w1", "a1", "w3"], ["w1", "e1", "w2", "w3"]]
    assert [int(snapshot.tie_key[tie]) for tie in found[1].ties] == [1, 2, 3]  # of two ties the cooperation


def test_never_through_a_region_a_city_union_an_intent_or_a_later_tie() -> None:
    snapshot = snapshot_of(NODES, TIES)
    w1, w4, w5 = (snapshot.number(name) for name in ("w1", "w4", "w5"))
    none = paths(snapshot, w1, w4, as_of=ON)
    assert none.paths == ()
    assert [(snapshot.ids[n], d) for n, d in none.nearest] == [("w2", 2), ("w3", 2)]
    assert none.nearest_to_target == ()
    asked = paths(snapshot, w1, w4, as_of=ON, through=("Region",)).paths
    assert [ids(snapshot, path.nodes) for path in asked] == [["w1", "region:4101", "w4"]]
    assert paths(snapshot, w4, w5, as_of=ON).paths == ()
    assert len(paths(snapshot, w1, w5, as_of=ON).paths) == 0
    assert len(paths(snapshot, w1, w5, as_of=day("2026-06-01")).paths) == 2


def test_through_a_union_of_county_level() -> None:
    low = [Tie("20", "BELONGS_TO_UNION", "e1", "t1"), Tie("21", "BELONGS_TO_UNION", "e2", "t1")]
    snapshot = snapshot_of(NODES, [*TIES, *low])
    found = paths(snapshot, snapshot.number("w1"), snapshot.number("w4"), as_of=ON).paths
    assert ids(snapshot, found[0].nodes) == ["w1", "e1", "t1", "e2", "w4"]


def test_a_node_to_itself_and_more_steps_than_allowed() -> None:
    chain = [Node(f"w{i:02}", "Workshop", "") for i in range(10)]
    snapshot = snapshot_of(chain, [Tie(str(i), "COOPERATES_WITH", f"w{i:02}", f"w{i + 1:02}", {"valid_from": "2025"}) for i in range(9)])
    assert paths(snapshot, 0, 0, as_of=ON).paths[0].nodes == (0,)
    assert len(paths(snapshot, 0, 6, as_of=ON).paths[0].ties) == 6
    far = paths(snapshot, 0, 7, as_of=ON)
    assert far.paths == ()
    assert far.nearest == ((1, 1), (2, 2), (3, 3))


@pytest.mark.parametrize("seed", range(30))
def test_equal_to_networkx_on_random_graphs(seed: int) -> None:
    random = Random(seed)
    size = random.choice([6, 10, 25])
    names = [f"w{i:02}" for i in range(size)]
    pairs = {tuple(sorted(random.sample(names, 2))) for _ in range(int(size * random.choice([0.8, 1.2, 2.5])))}
    ties = [Tie(f"{a}{b}", "PAIRED_WITH", a, b, {"valid_from": "2025-05"}) for a, b in pairs]
    snapshot = snapshot_of([Node(n, "Workshop", n) for n in names], ties)
    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from((snapshot.number(a), snapshot.number(b)) for a, b in pairs)
    for _ in range(10):
        a, b = random.sample(range(size), 2)
        every = sorted((tuple(p) for p in nx.all_simple_paths(graph, a, b, cutoff=6)), key=lambda p: (len(p), p))
        assert [path.nodes for path in paths(snapshot, a, b, as_of=ON).paths] == list(islice(every, 3))
        near = ego(snapshot, a, depth=2, limit=10_000)
        lengths = nx.single_source_shortest_path_length(graph, a, cutoff=2)
        assert dict(zip(near.nodes.tolist(), near.distance.tolist(), strict=True)) == lengths
        assert len(near.ties) == graph.subgraph(lengths).number_of_edges()


def test_ego_by_hand() -> None:
    snapshot = snapshot_of(NODES, TIES)
    near = ego(snapshot, snapshot.number("w1"))
    assert ids(snapshot, near.nodes) == ["w1", "a1", "e1", "region:4101"]
    assert sorted(snapshot.tie_key[near.ties].tolist()) == [1, 5, 8]
    two = ego(snapshot, snapshot.number("w1"), depth=2)
    assert ids(snapshot, two.nodes) == ["w1", "a1", "e1", "region:4101", "t2", "w2", "w3"]  # not w4: only the region leads there
    only = ego(snapshot, snapshot.number("w2"), layers=("cooperation",))
    assert ids(snapshot, only.nodes) == ["w2", "w3"]
    capped = ego(snapshot, snapshot.number("w1"), limit=2)
    assert (ids(snapshot, capped.nodes), capped.left_out) == (["w1", "a1"], 2)
    assert ids(snapshot, ego(snapshot, snapshot.number("w3"), as_of=ON).nodes) == ["w3", "w2", "a1"]  # cooperation before affiliation
