"""The queries of ``cypher/`` that answer as a Python function does, beside that function, on random graphs in a real Neo4j.

Compared: the answer itself, ids and distances, of up to three paths. Intentionally not: the order of equally distant neighbours (by layer
in Python, by id here).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from alliance import schema
from alliance.model import Batch, Node, Tie, day
from alliance.model.snapshot import Snapshot
from alliance.stores.neo4j.store import Neo4jStore
from tests.builders import merges
from tests.contracts.graph_store import ME, random_graph
from tests.parity.comparing import same_neighbourhood, same_paths
from tests.worlds.random_store import random_store

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j"), pytest.mark.timeout(300)]
SEEDS = [*range(8), *(pytest.param(seed, marks=pytest.mark.deep) for seed in range(8, 60))]
ON = day("2025-06-30")


def graph(seed: int) -> tuple[list[Node], list[Tie]]:
    """Two kinds of random graph in turn: one of any ties, one of the field's own shapes."""
    if seed % 2:
        nodes, ties = random_store(seed, 8)
        kinds = {node.id: node.kind for node in nodes}
        good = [tie for tie in ties if schema.tie_kind(tie.kind).allows(kinds[tie.source], kinds[tie.target])]
        return nodes, [tie for tie in good if tie.kind not in schema.TREES or tie.source > tie.target]  # a store takes no circles
    nodes, ties = random_graph(random.Random(seed))
    return nodes, [replace(tie, id=f"t-{seed}-{tie.id}") for tie in ties]


@pytest.fixture
def filled(store: Neo4jStore, request: pytest.FixtureRequest) -> Iterator[tuple[Neo4jStore, Snapshot, random.Random]]:
    seed = request.getfixturevalue("seed")
    nodes, ties = graph(seed)
    batch = store.info().revision + 1
    store.commit(Batch(f"b-{batch}", "import", merges(*nodes, *ties)), ME)
    yield store, store.snapshot(), random.Random(seed)
    store.undo(f"b-{batch}", ME, f"u-{batch}")


@pytest.mark.parametrize("seed", SEEDS)
def test_twins_answer_as_python_does(filled: tuple[Neo4jStore, Snapshot, random.Random], seed: int) -> None:
    store, snapshot, rng = filled
    for _ in range(6):
        number, ends = rng.randrange(snapshot.n_nodes), rng.sample(range(snapshot.n_nodes), 2)
        store._server.read(lambda q, number=number: same_neighbourhood(q, snapshot, ON, number, rng))  # type: ignore[misc]
        store._server.read(lambda q, ends=ends: same_paths(q, snapshot, ON, *ends))  # type: ignore[misc]
    counts = store.counts()
    for kind in schema.NODE_KINDS:
        assert counts["nodes"].get(kind.name, 0) == len(snapshot.of_kind(kind.name))
