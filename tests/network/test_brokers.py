"""Triangles, constraint and brokerage: worked by hand, equal to networkx and to a count over all triples on random graphs."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
import pytest

from alliance.errors import Stopped
from alliance.model import Node
from alliance.network.graph import triangles as parts
from alliance.network.graph.brokerage import ROLES, brokerage, roles
from alliance.network.graph.constraint import burt, constraint
from alliance.network.graph.triangles import triangles
from tests.network.world import ON, tie, world


def _random(seed: int) -> tuple[nx.Graph, np.ndarray, np.ndarray]:
    graph = nx.gnp_random_graph(24, 0.04 + seed / 40, seed=seed)
    edges = np.array(list(graph.edges())).reshape(-1, 2)
    return graph, edges[:, 0], edges[:, 1]


@pytest.mark.parametrize("seed", range(20))
def test_constraint_equals_networkx(seed: int) -> None:
    graph, a, b = _random(seed)
    theirs, ours = nx.constraint(graph), burt(24, a, b)
    assert all(ours[i] == pytest.approx(theirs[i]) for i in graph if graph.degree(i))
    assert all(ours[i] == 0 for i in graph if not graph.degree(i))


@pytest.mark.parametrize("wedges", [1, 7, 4_000_000])
def test_every_triangle_once_however_it_is_cut(wedges: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "WEDGES", wedges)
    for seed in range(12):
        graph, a, b = _random(seed)
        found = [tuple(sorted(three)) for x, y, z in triangles(24, a, b) for three in zip(x.tolist(), y.tolist(), z.tolist(), strict=True)]
        assert sorted(found) == sorted({tuple(sorted(c)) for c in nx.enumerate_all_cliques(graph) if len(c) == 3})


@pytest.mark.parametrize("seed", range(20))
def test_brokerage_equals_a_count_over_all_triples(seed: int) -> None:
    graph, a, b = _random(seed)
    group = np.random.default_rng(seed).integers(0, 4, 24)
    wanted = np.zeros((24, 5), dtype=int)
    for j in graph:
        for i, k in itertools.permutations(graph[j], 2):
            if not graph.has_edge(i, k):
                g, h, last = group[i], group[j], group[k]
                wanted[j, 0 if g == h == last else 1 if g == last else 2 if g == h else 3 if h == last else 4] += 1
    assert (roles(24, a, b, group) == wanted).all()


def test_the_one_between_machinery_and_chemicals_is_their_gatekeeper_by_hand() -> None:
    """w (34) is in contact with cousin (34) and stranger (26); they are not: two mixed pairs. Without an industry on record one is left out."""
    industries = (Node("industry:34", "Industry", "通用设备"), Node("industry:26", "Industry", "化工"))
    ties = (
        tie("COOPERATES_WITH", "w", "cousin", "2025-06", as_of="2025-06"),
        tie("PAIRED_WITH", "w", "stranger", "2025-07"),
        tie("VISITED", "w", "sister", "2025-07"),
        *(tie("IN_INDUSTRY", one, f"industry:{code}", role="craft_main") for one, code in (("w", 34), ("cousin", 34), ("stranger", 26))),
    )
    snapshot = world(*ties, nodes=industries)
    found = brokerage(snapshot, ON)
    row = found.members.tolist().index(snapshot.number("w"))
    assert dict(zip(ROLES, found.counts[row].tolist(), strict=True)) == {
        "coordinator": 0,
        "itinerant": 0,
        "representative": 1,
        "gatekeeper": 1,
        "liaison": 0,
    }
    assert (found.left_out, found.total.tolist()[row]) == (1, 2)
    # by hand: w has three contacts that do not know each other: 3·(1/3)² = 1/3; each of them has only w
    held = constraint(snapshot, ON)
    assert [held.of(snapshot.number(one)) for one in ("w", "cousin", "same")] == [pytest.approx(1 / 3), 1.0, None]


def test_a_wish_to_stop_ends_the_count() -> None:
    def stop(done: int, total: int) -> None:
        raise Stopped(job="brokerage")

    _, a, b = _random(9)
    with pytest.raises(Stopped):
        roles(24, a, b, np.zeros(24, dtype=np.int32), stop)


def test_without_any_contact_nothing_is_brokered() -> None:
    assert len(brokerage(world(), ON).members) == 0
    assert len(constraint(world(), ON).members) == 0
