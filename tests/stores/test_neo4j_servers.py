"""Servers of our own with settings of their own: encrypted, for reading only, of the calendar line."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alliance import messages
from alliance.errors import StoreReadOnly, StoreUnavailable
from alliance.model import Batch, Node
from alliance.stores.neo4j.store import Neo4jStore
from alliance.stores.port import GraphStore
from tests.builders import merges
from tests.conftest import missing
from tests.contracts.graph_store import ME, GraphStoreContract
from tests.stores.neo4j_server import HOW, Running, answering, own_server, server_module

pytestmark = [pytest.mark.neo4j, pytest.mark.deep, pytest.mark.xdist_group("neo4j"), pytest.mark.timeout(1800)]


@pytest.fixture(scope="module")
def own() -> Iterator[Any]:
    """A server with one node in its store, stopped: each test starts it with settings of its own."""
    home = Path(tempfile.mkdtemp(prefix="alliance-neo4j-"))
    try:
        server = answering(server_module().Server(home).start())
    except RuntimeError:
        shutil.rmtree(home, ignore_errors=True)
        missing(HOW)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_USER", "neo4j")
        patch.setenv("NEO4J_PASSWORD", server_module().PASSWORD)
        store = Neo4jStore(server.address)
        store.commit(Batch("b-0", "import", merges(Node("w-1", "Workshop", "焊接工作室"))), ME)
        store.close()
        server.stop()
        yield server
        server.stop()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def started(own: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    def start(scheme: str = "neo4j", **settings: str) -> Any:
        own.settings = {name.replace("__", "."): value for name, value in settings.items()}
        return answering(own.start(), scheme)

    monkeypatch.setenv("NEO4J_USER", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", server_module().PASSWORD)
    yield start
    own.stop()
    own.settings = {}


def test_a_server_that_may_only_be_read(started: Any) -> None:
    server = started(server__databases__default_to_read_only="true")
    begun = time.monotonic()
    store = Neo4jStore(server.address)
    assert time.monotonic() - begun < 10, "the probe is not tried again"
    assert not store.info().writable
    assert store.nodes(["w-1"])["w-1"].name == "焊接工作室"
    assert store.find("焊接")[1] == 1
    for refused in (
        lambda: store.commit(Batch("b-1", "edit", merges(Node("w-2", "Workshop", "二"))), ME),
        lambda: store.note(ME, "export", [], {}),
        lambda: store.stage("b-2", merges(Node("w-2", "Workshop", "二"))),
    ):
        with pytest.raises(StoreReadOnly) as told:
            refused()
        assert server.address in messages.error_text(told.value)
    store.close()


def test_encrypted_links(started: Any, own: Any) -> None:
    folder = own.home / "certificates"
    folder.mkdir(exist_ok=True)
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=127.0.0.1",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-keyout",
            str(folder / "private.key"),
            "-out",
            str(folder / "public.crt"),
        ],
        check=True,
        capture_output=True,
    )
    policy = "dbms__ssl__policy__bolt__"
    server = started(
        "neo4j+ssc",
        **{
            "server__bolt__tls_level": "REQUIRED",
            f"{policy}enabled": "true",
            f"{policy}base_directory": str(folder),
            f"{policy}private_key": "private.key",
            f"{policy}public_certificate": "public.crt",
            f"{policy}client_auth": "NONE",
        },
    )
    host = server.address.split("://")[1]
    for scheme in ("neo4j+ssc", "bolt+ssc"):
        store = Neo4jStore(f"{scheme}://{host}")
        assert store.nodes(["w-1"])["w-1"].name == "焊接工作室"
        store.commit(Batch(f"b-{scheme}", "edit", merges(Node(f"w-{scheme}", "Workshop", "密"))), ME)
        store.close()
    for scheme, words in (("neo4j+s", "证书"), ("bolt+s", "证书"), ("neo4j", ""), ("bolt", "")):
        begun = time.monotonic()
        with pytest.raises(StoreUnavailable) as told:
            Neo4jStore(f"{scheme}://{host}")
        assert words in messages.error_text(told.value), scheme
        assert time.monotonic() - begun < 20


@pytest.fixture(scope="module")
def calendar() -> Iterator[Running]:
    yield from own_server("calendar")


class TestCalendarLine(GraphStoreContract):
    """The whole contract on the calendar line, where a Java 21 or newer is found."""

    @pytest.fixture
    def store(self, calendar: Running, monkeypatch: pytest.MonkeyPatch) -> Iterator[Neo4jStore]:
        self.server = calendar
        calendar.clear()
        monkeypatch.setenv("NEO4J_USER", calendar.auth[0])
        monkeypatch.setenv("NEO4J_PASSWORD", calendar.auth[1])
        store = Neo4jStore(calendar.address)
        assert "Neo4j/20" in str(store.info().facts["server"])
        yield store
        store.close()

    def raw_names(self, store: GraphStore) -> dict[str, str]:
        return dict(self.server.run("MATCH (n:Workshop) RETURN n.id, n.name"))

    def tamper_with_audit(self, store: GraphStore, sequence: int, how: str) -> None:
        self.server.tamper(sequence, how)
