"""What goes wrong between us and a server: every fault has its coded error, none waits for ever, no acknowledged batch is lost or doubled."""

from __future__ import annotations

import contextlib
import inspect
import os
import random
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest
from neo4j import exceptions

from alliance import messages
from alliance.errors import (
    AllianceError,
    InvalidChange,
    InvalidValue,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreSignIn,
    StoreUnavailable,
    StoreUnsupported,
)
from alliance.model import Batch, Node
from alliance.stores.neo4j.server import setup
from alliance.stores.neo4j.server.address import address, credentials
from alliance.stores.neo4j.server.failures import NOT_MAPPED, error_for
from alliance.stores.neo4j.store import Neo4jStore
from tests.builders import merges
from tests.contracts.graph_store import ME
from tests.stores.fault_proxy import FaultProxy
from tests.stores.neo4j_server import Running, neo4j_env, neo4j_server

__all__ = ["neo4j_env", "neo4j_server"]
on_server = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j"), pytest.mark.timeout(300)]
CANARY = "王某某"
BUSY = 2  # a bound may take twice as long on a machine that the tests themselves keep busy; the driver's own time-outs begin at thirty seconds


def server_error(code: str) -> exceptions.Neo4jError:
    """An error as the driver makes it from a failure of the server, its text with a name in it."""
    return exceptions.Neo4jError._hydrate_neo4j(code=code, message=f"Node with name {CANARY}")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("Neo.ClientError.Security.Unauthorized", StoreSignIn),
        ("Neo.ClientError.Security.AuthenticationRateLimit", StoreSignIn),
        ("Neo.ClientError.Security.TokenExpired", StoreSignIn),
        ("Neo.ClientError.Security.Forbidden", StoreReadOnly),
        ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", StoreReadOnly),
        ("Neo.ClientError.Schema.ConstraintValidationFailed", InvalidChange),
        ("Neo.ClientError.Cluster.NotALeader", StoreUnavailable),
        ("Neo.ClientError.Database.DatabaseNotFound", StoreUnavailable),
        ("Neo.TransientError.General.DatabaseUnavailable", StoreUnavailable),
        ("Neo.TransientError.Transaction.DeadlockDetected", StoreBusy),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", StoreFull),
        ("Neo.ClientError.Transaction.TransactionTimedOut", StoreBusy),
        ("Neo.DatabaseError.General.UnknownError", StoreUnavailable),
        ("Neo.ClientError.Statement.SomethingNew", StoreUnavailable),
    ],
)
def test_errors_of_the_server_become_ours_and_tell_no_names(code: str, kind: type[AllianceError]) -> None:
    ours = error_for(server_error(code), "neo4j://h")
    assert type(ours) is kind
    assert CANARY not in str(ours)
    for language in messages.LANGUAGES:
        assert CANARY not in messages.error_text(ours, language)


def test_every_error_of_the_driver_is_mapped_or_listed() -> None:
    for name, kind in vars(exceptions).items():
        if not inspect.isclass(kind) or not issubclass(kind, (exceptions.Neo4jError, exceptions.DriverError)) or name.startswith("_"):
            continue
        error = kind.__new__(kind)
        Exception.__init__(error, "x")
        if issubclass(kind, exceptions.Neo4jError):
            error._neo4j_code = ""
        ours = error_for(error, "neo4j://h")
        assert (ours is None) == issubclass(kind, NOT_MAPPED), name
        assert ours is None or isinstance(ours, (StoreError, InvalidChange, InvalidValue)), name


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_each_is_said_in_words(lang: str) -> None:
    for cause in ("refused", "no-answer", "lost", "unknown-host"):
        said = messages.error_text(StoreUnavailable(location="neo4j://h", cause=cause), lang)
        assert f"({cause})" not in said.replace("（", "(").replace("）", ")")
        assert "{" not in said
    assert "NEO4J_PASSWORD" in messages.error_text(StoreSignIn(location="neo4j://h", cause="x"), lang)
    assert "5.11" in messages.error_text(StoreUnsupported(location="neo4j://h", found="Neo4j/5.11.0", wanted="Neo4j 5.26"), lang)


@pytest.mark.parametrize("text", ["neo4j://me:secret@h", "http://h", "neo4j://", "neo4j://h:port"])
def test_bad_addresses_are_refused_without_their_secrets(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        address(text)
    assert "secret" not in str(refused.value)


def test_the_database_comes_from_address_or_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_DATABASE", "second")
    assert (address("neo4j+ssc://[::1]:99?database=first").database, address("bolt://h").database) == ("first", "second")
    assert address("neo4j+ssc://[::1]:99").uri == "neo4j+ssc://[::1]:99"


def test_the_password_comes_from_environment_or_a_file_that_no_one_else_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    monkeypatch.delenv("NEO4J_USER", raising=False)
    assert credentials() is None
    path = tmp_path / "secret"
    path.write_text("li\ngeheim\n", encoding="utf-8")
    monkeypatch.setenv("NEO4J_PASSWORD_FILE", str(path))
    path.chmod(0o644)
    with pytest.raises(InvalidValue) as refused:
        credentials()
    assert "geheim" not in str(refused.value)
    path.chmod(0o600)
    assert credentials() == ("li", "geheim")
    monkeypatch.setenv("NEO4J_PASSWORD", "anders")
    assert credentials() == ("neo4j", "anders")


@pytest.mark.parametrize("agent", ["Neo4j/4.4.30", "Neo4j/5.11.0", "Memgraph/2.0", ""])
def test_an_old_or_strange_server_is_refused(agent: str) -> None:
    class Old:
        location = "neo4j://h"

        def agent(self) -> str:
            return agent

    with pytest.raises(StoreUnsupported):
        setup.check_version(Old())  # type: ignore[arg-type]
    assert setup.check_version(type("New", (), {"location": "", "agent": lambda self: "Neo4j/2026.09.0"})()) == "Neo4j/2026.09.0"


def test_a_server_that_is_down_says_so_within_three_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    start = time.monotonic()
    with pytest.raises(StoreUnavailable) as refused:
        Neo4jStore(f"neo4j://127.0.0.1:{port}")
    assert refused.value.facts["cause"] == "refused"
    assert time.monotonic() - start < 3 * BUSY


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_a_black_hole_is_given_up_within_ten_seconds(scheme: str) -> None:
    with socket.socket() as hole:
        hole.bind(("127.0.0.1", 0))
        hole.listen()
        start = time.monotonic()
        with pytest.raises(StoreUnavailable) as refused:
            Neo4jStore(f"{scheme}://127.0.0.1:{hole.getsockname()[1]}")
        assert refused.value.facts["cause"] in ("no-answer", "lost")
        assert time.monotonic() - start < 10 * BUSY


class TestFaults:
    pytestmark = on_server

    @pytest.fixture
    def proxy(self, neo4j_env: Running) -> Iterator[FaultProxy]:
        host, port = neo4j_env.address.split("://")[1].split("?")[0].split(":")
        with FaultProxy((host, int(port))) as proxy:
            yield proxy

    def test_a_wrong_password_is_tried_once(self, proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NEO4J_PASSWORD", "wrong-geheim")
        with pytest.raises(StoreSignIn) as refused:
            Neo4jStore(proxy.address)
        assert "geheim" not in str(refused.value)
        assert proxy.connections == 1

    def test_a_link_that_goes_dead_in_use_is_given_up_and_comes_back(self, proxy: FaultProxy) -> None:
        store = Neo4jStore(proxy.address)
        store.commit(Batch("b-0", "import", merges(Node("w-1", "Workshop", "一"))), ME)
        proxy.mode = "hole"
        start = time.monotonic()
        with pytest.raises(StoreUnavailable):
            store.nodes(["w-1"])
        assert time.monotonic() - start < 10 * BUSY
        proxy.mode = "open"
        assert store.nodes(["w-1"])["w-1"].name == "一"
        store.close()

    @pytest.mark.parametrize("cuts", [30, pytest.param(300, marks=[pytest.mark.deep, pytest.mark.timeout(3000)])])
    def test_cuts_around_the_commit_lose_and_double_nothing(self, proxy: FaultProxy, neo4j_env: Running, cuts: int) -> None:
        rng = random.Random(int(os.environ.get("ALLIANCE_SEED", "1")))
        store = Neo4jStore(proxy.address)
        acknowledged, reported = [], 0
        for n in range(cuts):
            proxy.cut = rng.choice(["before-commit", "after-commit"])
            try:
                receipt = store.commit(Batch(f"b-{n}", "import", merges(Node(f"w-{n}", "Workshop", f"{n}号"))), ME)
                assert (receipt.created, receipt.repeated) == (1, False)
                acknowledged.append(f"w-{n}")
            except (StoreUnavailable, StoreBusy):  # said, not swallowed: on a machine so busy that a commit takes ten seconds
                reported += 1
            proxy.cut = ""
        stored = {row[0] for row in neo4j_env.run("MATCH (n:Workshop) RETURN n.id")}
        ledger = [row[0] for row in neo4j_env.run("MATCH (l:Ledger) RETURN l.batch")]
        assert set(acknowledged) <= stored
        assert len(ledger) == len(set(ledger)) == len(stored)
        assert len(acknowledged) == cuts - reported
        assert proxy.cuts >= cuts
        assert (store.verify_audit(), store.revision) == (0, len(stored))
        assert reported <= cuts // 20
        store.close()

    def test_an_import_cut_in_the_middle_leaves_nothing(self, proxy: FaultProxy, neo4j_env: Running) -> None:
        store = Neo4jStore(proxy.address)
        store.stage("b-1", merges(*(Node(f"w-{n}", "Workshop", f"{n}号") for n in range(6000))))

        def stop(done: int, total: int) -> None:
            if done >= 2000:
                raise KeyError("stopped by the test")

        with pytest.raises(KeyError):
            store.commit(Batch("b-1", "import", staged=True), ME, stop)
        assert neo4j_env.run("MATCH (n:Workshop) RETURN count(n)") == [(0,)]
        assert store.staged_batches()[0]["count"] == 6000
        assert store.commit(Batch("b-1", "import", staged=True), ME).created == 6000
        store.close()

    def test_a_holder_of_the_lock_makes_others_wait_and_then_say_busy(self, neo4j_env: Running) -> None:
        store = Neo4jStore(neo4j_env.address)
        with neo4j_env.driver.session() as session:
            holding = session.begin_transaction()
            holding.run("MATCH (m:Meta) SET m.held_by = 'another'").consume()
            start = time.monotonic()
            with pytest.raises(StoreBusy):
                store.commit(Batch("b-1", "edit", merges(Node("w-1", "Workshop", "一"))), ME)
            assert time.monotonic() - start < 10 * BUSY
            holding.rollback()
        assert store.commit(Batch("b-1", "edit", merges(Node("w-1", "Workshop", "一"))), ME).created == 1
        store.close()

    def test_a_passing_fault_is_tried_again(self, neo4j_env: Running, monkeypatch: pytest.MonkeyPatch) -> None:
        store, tries = Neo4jStore(neo4j_env.address), []

        def twice(q: Any) -> str:
            tries.append(1)
            if len(tries) < 3:
                raise server_error("Neo.TransientError.Transaction.DeadlockDetected")
            return "done"

        assert (store._server.write(twice), len(tries)) == ("done", 3)
        store.close()

    def test_a_deadlock_with_another_program_is_got_over(self, neo4j_env: Running) -> None:
        store, receipts = Neo4jStore(neo4j_env.address), []
        store.commit(Batch("b-0", "edit", merges(Node("w-1", "Workshop", "一"))), ME)

        def write() -> None:
            receipts.append(store.commit(Batch("b-1", "edit", merges(Node("w-1", "Workshop", "二"))), ME))

        with neo4j_env.driver.session() as session:
            other = session.begin_transaction()
            other.run("MATCH (n:Entity {id: 'w-1'}) SET n.held = true").consume()
            ours = threading.Thread(target=write)
            ours.start()
            time.sleep(1)  # by now ours holds the lock of all writers and waits for the node
            with contextlib.suppress(exceptions.TransientError):  # one of the two is told of the deadlock
                other.run("MATCH (m:Meta) SET m.held_by = 'another'").consume()
            other.close()
        ours.join(60)
        assert [receipt.changed for receipt in receipts] == [1]
        assert neo4j_env.run("MATCH (n:Entity {id: 'w-1'}) RETURN n.name, n.held") == [("二", None)]
        assert (store.revision, store.verify_audit()) == (2, 0)
        store.close()

    def test_a_batch_too_large_for_the_server_is_refused_at_once(self, neo4j_env: Running) -> None:
        store, tries = Neo4jStore(neo4j_env.address), []

        class Full:
            def run(self, *_: Any) -> Any:
                raise server_error("Neo.TransientError.General.MemoryPoolOutOfMemoryError")

        def attempt(q: Any) -> Any:
            tries.append(1)
            q._transaction = Full()
            return q.rows("meta")

        with pytest.raises(StoreFull):
            store._server.write(attempt)
        assert len(tries) == 1
        store.close()

    @pytest.mark.timeout(900)
    def test_stopped_and_started_and_killed_while_in_use(self, neo4j_env: Running) -> None:
        if neo4j_env.own is None:
            pytest.skip("the server of NEO4J_URI is not ours to stop")
        store = Neo4jStore(neo4j_env.address)
        acknowledged: list[str] = []
        failed: list[type] = []
        ending = threading.Event()

        def work() -> None:
            n = 0
            while not ending.is_set():
                try:
                    store.commit(Batch(f"b-{n}", "edit", merges(Node(f"w-{n}", "Workshop", f"{n}号"))), ME)
                    acknowledged.append(f"w-{n}")
                    n += 1
                except AllianceError as error:
                    failed.append(type(error))
                    time.sleep(0.2)

        thread = threading.Thread(target=work)
        thread.start()
        for way in ("stop", "kill"):
            time.sleep(2)
            getattr(neo4j_env.own, way)()
            time.sleep(1)
            neo4j_env.own.start()
            seen, until = len(acknowledged), time.monotonic() + 60
            while len(acknowledged) == seen and time.monotonic() < until:
                time.sleep(0.1)
        ending.set()
        thread.join(60)
        assert set(failed) <= {StoreUnavailable, StoreBusy}
        stored = [row[0] for row in neo4j_env.run("MATCH (n:Workshop) RETURN n.id")]
        assert set(acknowledged) <= set(stored)
        assert len(stored) == len(set(stored)) == store.info().revision
        assert store.verify_audit() == 0
        store.close()


def test_the_driver_is_the_one_we_know() -> None:
    assert int(neo4j.__version__.split(".")[0]) in (5, 6)
