"""Reach, industry matrix and candidates in the database, beside the Python functions, in a real Neo4j.

Equal: codes, confirmation, days, counts, shared crafts, who is a candidate; allocation within 1e-9.
"""

from __future__ import annotations

from random import Random

import pytest

from alliance import schema
from alliance.model import Batch, day
from alliance.model.building import snapshot_of
from alliance.model.circles import circles
from alliance.model.snapshot import Snapshot
from alliance.network.mixing.matrix import LAYERS
from alliance.network.place.affiliation import affiliation
from alliance.network.place.industries import GROUPINGS, ROLES
from alliance.network.reach.reach import CODES, reach
from alliance.network.time.window import PERIODS, window_of
from alliance.stores.neo4j.read import analysing
from alliance.stores.neo4j.server.server import LONG, Statements
from alliance.stores.neo4j.store import Neo4jStore
from tests.builders import merges
from tests.contracts.graph_store import ME
from tests.parity.comparing import same_candidates, same_later, same_matrix, same_neighbourhood, same_paths, same_reach, same_workshops_behind
from tests.parity.graphs import Records, fixture_records, random_records, works
from tests.worlds.random_store import AS_OF

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j"), pytest.mark.timeout(300)]
SEEDS = [*range(2), *(pytest.param(seed, marks=pytest.mark.deep) for seed in range(2, 60))]


def hold(store: Neo4jStore, records: Records, on: int, random: Random) -> None:
    """Fill the store, compare all twins on a day, and empty it again."""
    nodes, ties, settings = records
    batch = f"b-{store.info().revision + 1}"
    store.stage(batch, merges(*nodes, *ties, *works(settings)))  # as an import does: a cold server plans each statement for the first time
    store.commit(Batch(batch, "import", staged=True), ME)
    try:
        store._server.read(lambda q: compare(q, store.snapshot().under(window_of(random.choice(("", *PERIODS)))), on, random), LONG)
    finally:
        store.undo(batch, ME, f"u-{batch}")


def compare(q: Statements, snapshot: Snapshot, on: int, random: Random) -> None:
    """Compare all twins on a day."""
    same_later(q, snapshot, on)
    same_reach(q, snapshot, on)
    for layer in LAYERS:
        same_matrix(q, snapshot, on, layer, random.choice(GROUPINGS), random.choice(ROLES))
    for number in random.sample(snapshot.of_kind(*schema.PARTIES).tolist(), 3):
        same_candidates(q, snapshot, on, number)
    for _ in range(6):
        same_neighbourhood(q, snapshot, on, random.randrange(snapshot.n_nodes), random)
        same_paths(q, snapshot, on, *random.sample(range(snapshot.n_nodes), 2), through=random.choice([(), (), ("Craft", "Industry")]))
        same_workshops_behind(q, snapshot, on, random)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_rules_of_the_database_are_those_of_python(store: Neo4jStore, seed: int) -> None:
    random = Random(seed)
    hold(store, random_records(seed), day(random.choice([AS_OF, AS_OF, "2025-06-15"])), random)


def test_the_graphs_meet_every_row_of_the_rule() -> None:
    codes: set[str] = set()
    for seed in range(200):
        nodes, ties, settings = random_records(seed)
        codes |= {code for code, count in reach(snapshot_of(nodes, ties, settings=settings), day(AS_OF)).counts().items() if count}
    assert codes == set(CODES)


def test_the_graphs_meet_circles_of_several_kinds() -> None:
    met = 0
    for seed in range(20):
        nodes, ties, _ = random_records(seed)
        snapshot = snapshot_of(nodes, ties)
        step = [(tie.source, tie.target) for tie in ties if tie.kind in schema.ORGANISATION_STEPS]
        met += any(
            set(members) & {snapshot.ids[int(unit)] for unit in affiliation(snapshot, day(AS_OF)).unit if unit >= 0} for members in circles(step)
        )
    assert met >= 8


@pytest.mark.parametrize(
    ("name", "on"), [pytest.param("small city", "2026-06-30", marks=pytest.mark.deep), ("town", "2026-01-29"), ("exchanges", "2026-01-29")]
)
def test_on_the_graphs_of_other_tests(store: Neo4jStore, name: str, on: str) -> None:
    hold(store, fixture_records()[name], day(on), Random(1))


def test_equal_candidates_come_by_id(store: Neo4jStore) -> None:
    nodes, ties, _ = fixture_records()["exchanges"]
    store.commit(Batch("equal", "import", merges(*nodes, *ties)), ME)
    asked = [node.id for node in nodes if node.kind == "Workshop"]
    met = 0
    for one in asked:
        rows = store._server.read(lambda q, one=one: analysing.candidates(q, store.settings(), day(AS_OF), one), LONG)  # type: ignore[misc]
        assert rows == sorted(rows, key=lambda row: (-row[2], row[0]))
        met += sum(a[2] == b[2] for a, b in zip(rows, rows[1:], strict=False))
    store.undo("equal", ME, "equal-undone")
    assert met > 0
