"""A real Neo4j for tests: ``NEO4J_URI`` where it is set, else a server of our own, started once and stopped at the end.

With ``NEO4J_URI`` the database named there is emptied before every test: never point it at data of worth.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest

from tests.conftest import ROOT, missing

HOW = "no Neo4j: set NEO4J_URI (with NEO4J_USER, NEO4J_PASSWORD), or sudo apt install openjdk-17-jre-headless maven"

NEWER = "no Neo4j of the calendar line: a Java 21 or newer and Maven"


def server_module() -> Any:
    """The module that starts servers, ``.ci/neo4j/server.py``."""
    spec = importlib.util.spec_from_file_location("neo4j_test_server", ROOT / ".ci" / "neo4j" / "server.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Running:
    """The server the tests use: ``address``, ``auth``, a plain driver of its own, and ``own`` where it may be stopped."""

    def __init__(self, address: str, auth: tuple[str, str], own: Any = None) -> None:
        self.address, self.auth, self.own = address, auth, own
        self.driver = neo4j.GraphDatabase.driver(address, auth=auth, notifications_min_severity="OFF", telemetry_disabled=True)

    def run(self, text: str, **params: Any) -> list[Any]:
        """Run a statement past the store."""
        return [tuple(record.values()) for record in self.driver.execute_query(text, params).records]

    def tamper(self, sequence: int, how: str) -> None:
        """Change, remove or move one audit record behind the store's back."""
        if how == "change":
            self.run("MATCH (a:Audit {sequence: $s}) SET a.actor = 'nobody'", s=sequence)
        elif how == "remove":
            self.run("MATCH (a:Audit {sequence: $s}) DELETE a", s=sequence)
        else:
            self.run("MATCH (a:Audit) WHERE a.sequence IN [$s, $s + 1] SET a.sequence = 2 * $s + 1 - a.sequence", s=sequence)

    def clear(self) -> None:
        """Empty the database; constraints and indexes stay."""
        self.run("MATCH (n) DETACH DELETE n")


_shared: list[Running] = []


class _Ending:
    """Ends the server with the session: xdist ends a worker that is still busy after it."""

    def __init__(self, serving: Iterator[Running]) -> None:
        self.serving = serving

    def pytest_sessionfinish(self) -> None:
        next(self.serving, None)


@pytest.fixture(scope="session")
def neo4j_server(pytestconfig: pytest.Config) -> Running:
    """A running server: one for the run. A fixture that is imported is another fixture in each module, hence the list."""
    if not _shared:
        serving = given_server() if os.environ.get("NEO4J_URI") else own_server()
        _shared.append(next(serving))
        pytestconfig.pluginmanager.register(_Ending(serving))
    return _shared[0]


def given_server() -> Iterator[Running]:
    """The server that the environment names."""
    running = Running(os.environ["NEO4J_URI"], (os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", "")))
    running.driver.verify_connectivity()
    yield running
    running.driver.close()


def answering(own: Any, scheme: str = "neo4j") -> Any:
    """Return the server once it has answered a statement: the first talk after a start takes long on a busy machine."""
    until = time.monotonic() + 120
    with neo4j.GraphDatabase.driver(
        own.address.replace("neo4j", scheme), auth=("neo4j", server_module().PASSWORD), telemetry_disabled=True
    ) as driver:
        while True:
            try:
                driver.execute_query("RETURN 1")
                return own
            except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError):
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)


def own_server(line: str = "") -> Iterator[Running]:
    """A server of our own, of a line where one is asked for, until the generator is closed; skips where none can be had."""
    module = server_module()
    home = Path(tempfile.mkdtemp(prefix="alliance-neo4j-"))
    try:
        own = module.Server(home, line=line).start()
    except RuntimeError:
        shutil.rmtree(home, ignore_errors=True)
        missing(NEWER if line else HOW)
    answering(own)
    running = Running(own.address, ("neo4j", module.PASSWORD), own)
    try:
        yield running
    finally:
        running.driver.close()
        own.stop()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def neo4j_env(neo4j_server: Running, monkeypatch: pytest.MonkeyPatch) -> Running:
    """An empty database, and the secrets in the environment."""
    neo4j_server.clear()
    monkeypatch.setenv("NEO4J_USER", neo4j_server.auth[0])
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.auth[1])
    return neo4j_server
