"""The store on a real Neo4j that the parity tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alliance.stores.neo4j.store import Neo4jStore
from tests.stores.neo4j_server import Running, neo4j_env, neo4j_server

__all__ = ["neo4j_env", "neo4j_server"]


@pytest.fixture(scope="module")
def store(neo4j_server: Running) -> Iterator[Neo4jStore]:
    """An empty store on the server, for the tests of one module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_USER", neo4j_server.auth[0])
        patch.setenv("NEO4J_PASSWORD", neo4j_server.auth[1])
        neo4j_server.clear()
        store = Neo4jStore(neo4j_server.address)
        yield store
        store.close()
