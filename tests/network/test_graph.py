"""Blocks: worked by hand, and networkx on random graphs."""

from __future__ import annotations

from random import Random

import networkx as nx
import numpy as np
import pytest

from alliance.model import Node, Tie, day
from alliance.model.building import snapshot_of
from alliance.network.graph.articulation import biconnected_components, blocks, cut_members
from alliance.network.graph.pairs import live_pairs

ON = day("2026-01-29")
WORKSHOPS = [Node(f"w{i}", "Workshop", f"w{i}") for i in range(7)]
FIRM = Node("e", "Enterprise", "e")


def chain(*pairs: tuple[str, str, str], since: str = "2025-06") -> list[Tie]:
    return [Tie(f"{kind}{a}{b}", kind, a, b, {"valid_from": since}) for kind, a, b in pairs]


# a triangle w0 w1 w2, hung by w2 on w3, an old tie w3–w4, and a firm that serves as the way from w4 to w5
TIES = [
    *chain(
        ("COOPERATES_WITH", "w0", "w1"),
        ("PAIRED_WITH", "w0", "w1"),
        ("COOPERATES_WITH", "w1", "w2"),
        ("EXCHANGED_WITH", "w0", "w2"),
        ("VISITED", "w3", "w2"),
    ),
    *chain(("COOPERATES_WITH", "w3", "w4"), since="2020"),
    *chain(("SERVES", "w4", "e"), ("SERVES", "w5", "e")),
]
SNAPSHOT = snapshot_of([*WORKSHOPS, FIRM], TIES)


def names(numbers: object) -> list[str]:
    return [SNAPSHOT.ids[int(n)] for n in numbers]  # type: ignore[attr-defined]


def test_blocks_by_hand() -> None:
    found = blocks(SNAPSHOT, ON)
    assert [(SNAPSHOT.ids[int(a)], SNAPSHOT.ids[int(b)], int(k)) for a, b, k in zip(found.a, found.b, found.block, strict=True)] == [
        ("w0", "w1", 0),
        ("w0", "w2", 0),
        ("w1", "w2", 0),
        ("w2", "w3", 1),
    ]
    assert names(found.cut_members) == ["w2"]
    assert [names(bridge) for bridge in found.bridges] == [["w2", "w3"]]


def test_an_empty_network_has_no_blocks() -> None:
    empty = snapshot_of(WORKSHOPS, [])
    assert (len(blocks(empty, ON).a), len(blocks(empty, ON).cut_members), len(live_pairs(empty, ON)[0])) == (0, 0, 0)


@pytest.mark.parametrize("seed", range(40))
def test_equal_to_networkx_on_random_graphs(seed: int) -> None:
    random = Random(seed)
    n = random.choice([2, 5, 12, 40])
    edges = sorted({tuple(sorted(random.sample(range(n), 2))) for _ in range(max(1, int(n * random.choice([0.5, 1, 1.3, 2]))))})
    graph = nx.Graph(edges)
    a, b = np.array(edges).T
    block = biconnected_components(n, a, b)
    ours: dict[int, set[tuple[int, ...]]] = {}
    for edge, number in zip(edges, block.tolist(), strict=True):
        ours.setdefault(number, set()).add(edge)
    assert {frozenset(one) for one in ours.values()} == {frozenset(tuple(sorted(e)) for e in one) for one in nx.biconnected_component_edges(graph)}
    assert set(cut_members(n, a, b, block).tolist()) == set(nx.articulation_points(graph))

    nodes = [Node(f"w{i:02}", "Workshop", f"w{i:02}") for i in range(n)]
    snapshot = snapshot_of(nodes, [Tie(f"{x}-{y}", "COOPERATES_WITH", f"w{x:02}", f"w{y:02}", {"valid_from": "2025-06"}) for x, y in edges])
    assert [tuple(sorted(edge)) for edge in blocks(snapshot, ON).bridges.tolist()] == sorted(tuple(sorted(e)) for e in nx.bridges(graph))
