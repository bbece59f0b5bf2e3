"""Groups found without a fixed number: by hand, against networkx, the same again, and little moved by a little change."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from alliance.model.snapshot import Ints, Longs
from alliance.network.graph.communities import groups, modularity, vote_communities
from tests.network.world import ON, tie, world


def agreement(one: Ints, other: Ints) -> float:
    """Return the adjusted Rand index of two partitions of the same nodes: 1 the same, about 0 as good as chance.

    Source: L. Hubert and P. Arabie, *Comparing partitions*, J. Classif. 2 (1985).
    """

    def pairs(counts: Longs) -> float:
        return float((counts * (counts - 1) // 2).sum())

    width = int(other.max()) + 1 if len(other) else 1
    both = pairs(np.unique(one.astype(np.int64) * width + other, return_counts=True)[1])
    mine, theirs = pairs(np.bincount(one)), pairs(np.bincount(other))
    every = len(one) * (len(one) - 1) / 2
    expected = mine * theirs / every if every else 0.0
    most = (mine + theirs) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def _cliques(count: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    graph = nx.connected_caveman_graph(count, size)
    edges = np.array(sorted(graph.edges()))
    return edges[:, 0], edges[:, 1]


def test_a_ring_of_cliques_falls_into_its_cliques() -> None:
    a, b = _cliques(12, 6)
    label, share = vote_communities(72, a, b)
    assert [len({int(one) for one in label[i * 6 : i * 6 + 6]}) for i in range(12)] == [1] * 12
    assert len(set(label.tolist())) == 12
    assert share.min() >= 0.0 and share.max() == 1.0


@pytest.mark.parametrize("seed", range(8))
def test_modularity_equals_networkx(seed: int) -> None:
    graph = nx.gnp_random_graph(30, 0.15, seed=seed)
    edges = np.array(list(graph.edges()))
    label = np.random.default_rng(seed).integers(0, 5, 30)
    sets = [set(np.flatnonzero(label == k).tolist()) for k in range(5)]
    assert modularity(edges[:, 0], edges[:, 1], label) == pytest.approx(nx.community.modularity(graph, [s for s in sets if s]))


def test_the_same_again_and_little_moved_when_one_tie_in_fifty_goes() -> None:
    graph = nx.planted_partition_graph(10, 20, 0.4, 0.01, seed=3)
    edges = np.array(sorted(graph.edges()))
    a, b = edges[:, 0], edges[:, 1]
    first, _ = vote_communities(200, a, b)
    assert (vote_communities(200, a, b)[0] == first).all()
    for seed in range(5):
        keep = np.random.default_rng(seed).random(len(a)) > 0.02
        assert agreement(first, vote_communities(200, a[keep], b[keep])[0]) > 0.9


def test_agreement_by_hand() -> None:
    # {01}{23} against {0}{1}{23}: one pair in common, 2 and 1 pairs, of 6: (1 − 1/3)/(1.5 − 1/3) = 4/7
    assert agreement(np.array([0, 0, 1, 1]), np.array([0, 1, 2, 2])) == pytest.approx(4 / 7)


def test_groups_of_the_small_world() -> None:
    ties = [tie("PAIRED_WITH", *ends, "2025-06-01") for ends in (("w", "same"), ("cousin", "stranger"), ("w", "sister"), ("same", "sister"))]
    snapshot = world(*ties)
    found = groups(snapshot, ON)
    assert [[snapshot.ids[int(one)] for one in found.of(i)] for i in range(len(found.sizes))] == [["same", "sister", "w"], ["cousin", "stranger"]]
    assert (found.inside.tolist(), found.firm.tolist()) == ([3, 1], [1.0, 1.0])
    # by hand: 4 of 4 pairs inside, ends 6 and 2 of 8: 1 − (0.75² + 0.25²) = 0.375
    assert found.modularity == pytest.approx(0.375)


def test_no_contacts_no_groups() -> None:
    found = groups(world(), ON)
    assert (len(found.members), len(found.sizes), found.modularity) == (0, 0, 0.0)
