"""The one place that knows which stores there are."""

from __future__ import annotations

from pathlib import Path

from alliance.stores.base import GraphStore

SERVERS = ("neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://")


def open_graph_store(location: str | Path, create: bool = True) -> GraphStore:
    """Open a store: a path or ``sqlite:///path`` for the embedded one, ``neo4j://host`` for a server.

    ``create`` makes an embedded store where there is none. Raises the ``StoreError`` family.
    """
    text = str(location)
    if text.startswith(SERVERS):
        from alliance.stores.neo4j_store import Neo4jStore

        return Neo4jStore(text)  # an empty database that is named becomes a store: nothing could be there by a slip
    from alliance.stores.embedded.store import EmbeddedStore

    return EmbeddedStore(Path(text.removeprefix("sqlite:///")).expanduser(), create=create)
