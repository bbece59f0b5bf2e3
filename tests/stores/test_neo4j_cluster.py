"""A cluster that moves its leader while the store writes and reads, played by a script: written once, seen at once, by the leader alone.

Also what a real server of ours cannot be made to say: an old version, a user without rights, a database that is shut.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from alliance import messages
from alliance.errors import AllianceError, StoreBusy, StoreFull, StoreReadOnly, StoreSignIn, StoreUnavailable, StoreUnsupported
from alliance.model import Batch, Node
from alliance.stores.neo4j.server import server
from alliance.stores.neo4j.store import Neo4jStore
from tests.builders import merges
from tests.contracts.graph_store import ME
from tests.stores.bolt_cluster import Cluster

MOVES = ("in-transaction", "read-only", "at-commit", "after-commit")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The driver waits a second before it tries again: a twentieth does here."""
    monkeypatch.setitem(server._SETTINGS, "initial_retry_delay", 0.05)
    monkeypatch.setenv("NEO4J_PASSWORD", "geheim-1")


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with Cluster() as cluster:
        yield cluster


def commit(store: Neo4jStore, n: int) -> Any:
    return store.commit(Batch(f"b-{n}", "edit", merges(Node(f"w-{n}", "Workshop", f"{n}号"))), ME)


def once(cluster: Cluster, count: int) -> None:
    """Every batch is there once: its node, its ledger entry, its audit record, its revision."""
    data = cluster.data
    assert sorted(data.nodes) == sorted(f"w-{n}" for n in range(count))
    assert sorted(data.ledger) == sorted(f"b-{n}" for n in range(count))
    assert [record["sequence"] for record in data.audit] == list(range(1, count + 1))
    assert (data.meta["revision"], data.meta["sequence"]) == (count, count)
    added = [len(now.nodes) - len(before.nodes) for before, now in zip(cluster.versions[1:], cluster.versions[2:], strict=False)]
    assert set(added) <= {0, 1}, "a version without a node of its own only looked into the ledger"


@pytest.mark.parametrize("way", ["", *MOVES, "stops"])
def test_a_leader_that_moves_is_followed_and_the_batch_is_written_once(way: str) -> None:
    with Cluster(3 if way == "stops" else 2) as cluster:  # of two, the one that is left would know nobody when it stops in turn
        store = Neo4jStore(cluster.address)
        for n in range(6):
            if n % 2:
                if way:
                    cluster.moves = way
                else:
                    cluster.move()
            receipt = commit(store, n)
            assert (receipt.created, receipt.repeated, receipt.revision) == (1, False, n + 1)
            assert store.nodes([f"w-{n}"])[f"w-{n}"].name == f"{n}号"
            for member in cluster.members:
                if not member.up:
                    member.start()
        assert (cluster.moved, cluster.moves) == (3, "")
        once(cluster, 6)
        store.close()


def test_bookmarks_are_passed_on_and_what_was_written_is_read_from_a_follower(cluster: Cluster) -> None:
    store = Neo4jStore(cluster.address)
    for n in range(5):
        commit(store, n)
        before = cluster.asked[1, "run"]
        assert set(store.nodes([f"w-{i}" for i in range(n + 1)])) == {f"w-{i}" for i in range(n + 1)}
        assert cluster.asked[1, "run"] == before + 1, "reads go to the follower"
        assert cluster.bookmarks[-1] == [f"v:{len(cluster.versions) - 1}"]
    once(cluster, 5)
    store.close()


def test_a_follower_that_is_shown_no_bookmark_knows_nothing_new(cluster: Cluster) -> None:
    """The trial itself: a second program that was told nothing may be behind, one that reads after its own write never is."""
    store = Neo4jStore(cluster.address)
    commit(store, 0)
    assert cluster.heard[1] < len(cluster.versions) - 1
    assert store.revision == 1
    assert cluster.heard[1] == len(cluster.versions) - 1
    store.close()


@pytest.mark.parametrize("seed", range(3))
def test_writers_and_readers_go_on_while_the_leader_moves_about(cluster: Cluster, seed: int) -> None:
    rng, store = random.Random(seed), Neo4jStore(cluster.address)
    ending, wrong, reads = threading.Event(), [], Counter[str]()

    def read() -> None:
        seen = 0
        while not ending.is_set():
            try:
                found = store.revision
                if found < seen:
                    wrong.append(f"{seen} then {found}")
                seen, reads["good"] = found, reads["good"] + 1
            except AllianceError as error:
                wrong.append(error.code)

    reader = threading.Thread(target=read)
    reader.start()
    for n in range(25):
        chosen = rng.choice(["", "", "now", *MOVES])
        if chosen == "now":
            cluster.move()
        else:
            cluster.moves = chosen
        assert commit(store, n).created == 1
    ending.set()
    reader.join(30)
    assert wrong == []
    assert (reads["good"] > 0, cluster.moved >= 8) == (True, True)
    once(cluster, 25)
    store.close()


def test_without_a_leader_the_store_says_so_and_writes_nothing(cluster: Cluster) -> None:
    store = Neo4jStore(cluster.address)
    commit(store, 0)
    store._server._settings["max_transaction_retry_time"] = 0.5
    store._server._driver.close()
    store._server._driver = None
    cluster.fails = ["Neo.ClientError.Cluster.NotALeader"] * 100
    with pytest.raises(StoreUnavailable):
        commit(store, 1)
    cluster.fails = []
    assert commit(store, 1).created == 1
    once(cluster, 2)
    store.close()


# code → our error, and whether it is tried again by itself
CODES: dict[str, tuple[type[AllianceError], bool]] = {
    "Neo.ClientError.Security.Forbidden": (StoreReadOnly, False),
    "Neo.ClientError.Security.TokenExpired": (StoreSignIn, False),
    "Neo.ClientError.Security.Unauthorized": (StoreSignIn, False),
    "Neo.ClientError.Statement.AccessMode": (StoreReadOnly, False),
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": (StoreReadOnly, True),
    "Neo.ClientError.Cluster.NotALeader": (StoreUnavailable, True),
    "Neo.TransientError.General.DatabaseUnavailable": (StoreUnavailable, True),
    "Neo.TransientError.Transaction.DeadlockDetected": (StoreBusy, True),
    "Neo.TransientError.Transaction.LockAcquisitionTimeout": (StoreBusy, True),
    "Neo.ClientError.Transaction.TransactionTimedOut": (StoreBusy, False),
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": (StoreFull, False),
    "Neo.DatabaseError.General.UnknownError": (StoreUnavailable, False),
}


@pytest.mark.parametrize("writes", [False, True])
@pytest.mark.parametrize("code", CODES)
def test_what_a_server_complains_of_is_tried_again_or_said(cluster: Cluster, code: str, writes: bool) -> None:
    kind, again = CODES[code]
    store = Neo4jStore(cluster.address)
    commit(store, 0)
    asked = (lambda: commit(store, 1)) if writes else (lambda: store.nodes(["w-0"]))
    cluster.fails = [code]
    if again:
        asked()
    else:
        with pytest.raises(kind) as told:
            asked()
        assert code in str(told.value.facts.get("cause", code))
        for language in messages.LANGUAGES:
            assert "{" not in messages.error_text(told.value, language)
            assert "script" not in messages.error_text(told.value, language)
    assert cluster.fails == []
    cluster.fails = []
    asked()
    once(cluster, 2 if writes else 1)
    store.close()


def test_an_old_server_is_refused_by_its_version() -> None:
    with Cluster(1, agent="Neo4j/4.4.30") as old, pytest.raises(StoreUnsupported) as refused:
        Neo4jStore(old.address)
    assert refused.value.facts["found"] == "Neo4j/4.4.30"


def test_a_wrong_password_is_tried_once() -> None:
    with Cluster(1, password="another-1") as locked, pytest.raises(StoreSignIn) as refused:
        Neo4jStore(locked.address)
    assert locked.asked[0, "logon"] == 1
    assert "geheim" not in str(refused.value)
