"""The one module that knows which stores there are."""

from __future__ import annotations

from pathlib import Path

from alliance.errors import InvalidValue, StoreUnavailable
from alliance.stores.base import GraphStore

SERVERS = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def open_graph_store(location: str, *, create: bool = True) -> GraphStore:
    """Open the store at a path, at ``sqlite:///path`` or at a Neo4j address.

    Raises ``InvalidValue`` for a file that is not there (``create=False``), and the ``StoreError`` family.
    """
    scheme, colon, rest = location.partition("://")
    if colon and scheme in SERVERS:
        raise StoreUnavailable(location=location, cause="neo4j")
    from alliance.stores.sqlite import EmbeddedStore

    path = Path(rest if colon and scheme == "sqlite" else location).expanduser()
    if path.is_dir() or (not path.exists() and not create):
        raise InvalidValue(property="store", value=location)
    return EmbeddedStore(path, create=create)
