"""The numeric heart against dense arithmetic and networkx."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from alliance.partners.benchmark_folder import history_of
from alliance.partners.evidence.event_history import History
from alliance.partners.evidence.proximity import RESTART, STEPS, Ties, adamic_adar, structure
from alliance.partners.ranking.learning import slice_history


def random_history(seed: int, n: int = 14, m: int = 30, share: float = 0.18) -> History:
    draw = np.random.default_rng(seed)
    dense = (draw.random((n, m)) < share) * 1.0
    dense[0] = 0.0  # somebody who never took part
    return History(sparse.csr_array(dense), draw.integers(730_000, 733_000, m), 733_000)


@pytest.mark.parametrize("seed", range(10))
def test_structure_equals_dense_arithmetic(seed):
    history = random_history(seed)
    dense = history.incidence.toarray()
    for ties, weight in ((structure(history).ties, np.ones(dense.shape[1])), (structure(history).recent, history.recency())):
        share = weight / np.sqrt(np.maximum(dense.sum(axis=0) - 1, 1))
        tie = dense @ np.diag(share) @ dense.T
        np.fill_diagonal(tie, 0)
        inverse = np.divide(1.0, tie.sum(axis=1), out=np.zeros(len(tie)), where=tie.sum(axis=1) > 1e-9)
        root = np.sqrt(inverse)
        for at in (0, 3, 7):
            assert ties.row(at) == pytest.approx(tie[at], abs=1e-12)
            assert ties.allocation(at) == pytest.approx(tie[at] * inverse @ tie, abs=1e-9)
            assert ties.paths_of_three(at) == pytest.approx(((tie[at] * root @ tie) * root) @ tie, abs=1e-9)
            here = start = np.eye(len(tie))[at]
            for _ in range(STEPS):
                here = RESTART * start + (1 - RESTART) * (here * inverse) @ tie
            assert ties.walk(at) == pytest.approx(here, abs=1e-9)


@pytest.mark.parametrize("seed", range(10))
def test_allocation_is_networkx_resource_allocation_where_every_tie_is_one_meeting_of_two(seed):
    graph = nx.gnp_random_graph(20, 0.2, seed=seed)
    edges = list(graph.edges)
    incidence = sparse.lil_array((20, max(len(edges), 1)))
    for event, (a, b) in enumerate(edges):
        incidence[a, event] = incidence[b, event] = 1.0
    history = History(sparse.csr_array(incidence), np.zeros(incidence.shape[1], dtype=int), 0)
    ties = Ties(history, np.ones(incidence.shape[1]))
    pairs = [(0, other) for other in range(1, 20)]
    expected = {b: score for _, b, score in nx.resource_allocation_index(graph, pairs)}
    found = ties.allocation(0)
    assert all(math.isclose(found[other], expected[other], abs_tol=1e-12) for other in expected)
    assert not history.dated and not structure(history).recent.strength.any()


@pytest.mark.parametrize("seed", range(10))
def test_adamic_adar_is_that_of_networkx(seed):
    history = random_history(seed)
    graph = nx.from_scipy_sparse_array(history.shared)
    for at in (0, 3, 7):
        expected = dict.fromkeys(range(history.n), 0.0)
        # networkx divides by log 1 for a shared partner of degree 1, which two cannot have
        expected |= {b: score for _, b, score in nx.adamic_adar_index(graph, [(at, other) for other in range(history.n) if other != at])}
        found = adamic_adar(history, at)
        assert all(math.isclose(found[other], expected[other], abs_tol=1e-9) for other in expected if other != at)


def test_a_folder_without_columns_is_a_history_without_them():
    collabs = [{"event": e, "node": n} for e, n in (("1", "a"), ("1", "b"), ("2", "b"), ("2", "c"), ("2", "c"))]
    bare, ids = history_of([{"node": "z"}], [], collabs)
    assert ids == ["a", "b", "c", "z"]
    assert (bare.topics, bare.words, bare.region, bare.sector, bare.dated) == (None, None, None, None, False)
    assert bare.degree.tolist() == [1, 2, 1, 0] and bare.activity.tolist() == [1, 2, 1, 0]
    nodes = [{"node": "a", "sector": "X", "country": "FR"}, {"node": "b", "sector": "Y", "country": ""}]
    full, _ = history_of(
        nodes, [{"event": "1", "date": "2020-01-05", "topics": "p|q", "text": ""}, {"event": "2", "date": "bad", "topics": ""}], collabs
    )
    assert full.sector.code.tolist() == [0, 1, -1] and full.region is None  # one region tells nobody apart
    assert full.topics.names == ("p", "q") and full.day.tolist()[1] == 0


@pytest.mark.parametrize("dated", [True, False])
def test_a_slice_shows_nothing_of_what_it_asks_for(dated):
    history = random_history(3, 80, 200, 0.03)
    history = history if dated else History(history.incidence, np.zeros(200, dtype=int), 0)
    task = slice_history(history)
    assert task is not None and task.events > 0
    assert len(task.known.day) < 200
    overlap = task.new.multiply(task.known.shared > 0)
    assert overlap.nnz == 0 and task.new.nnz > 0
    if dated:
        assert task.known.day.max() < task.known.now
