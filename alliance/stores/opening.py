"""The one place that knows which stores there are."""

from __future__ import annotations

import re
from pathlib import Path

from alliance.errors import InvalidValue
from alliance.stores.port import GraphStore

SERVERS = ("neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://")
FILE = "sqlite:///"
_ADDRESS = re.compile(r"([a-z][a-z0-9+.\-]+):(/{1,3})(?!/)", re.IGNORECASE)  # one letter before the colon is a drive of Windows


def place(location: str | Path) -> str:
    """Return a location as it is meant: the address of a server, or the path of a file without ``sqlite:///``.

    An address that went through a path has lost one of its slashes and gets it back. Raises ``InvalidValue`` for an address of
    anything else: it is no file, and no folder of its name may come to be.

    >>> place(Path("neo4j://127.0.0.1:7687")), place("sqlite:///my.alliance"), place("C:/my.alliance")
    ('neo4j://127.0.0.1:7687', 'my.alliance', 'C:/my.alliance')
    """
    text = str(location).strip()
    if text.lower().startswith(FILE):
        return text[len(FILE) :]
    found = _ADDRESS.match(text)
    if found is None:
        return text
    scheme = found[1].lower()
    if f"{scheme}://" not in SERVERS:
        raise InvalidValue(property="store", value=f"{scheme}://…")
    return f"{scheme}://{text[found.end() :]}"


def is_server(location: str | Path) -> bool:
    """Say whether a location is the address of a server. Raises ``InvalidValue`` as ``place`` does."""
    return place(location).startswith(SERVERS)


def open_graph_store(location: str | Path, create: bool = True) -> GraphStore:
    """Open a store: a path or ``sqlite:///path`` for the embedded one, ``neo4j://host`` for a server.

    ``create`` makes an embedded store where there is none. Raises the ``StoreError`` family, ``InvalidValue`` as ``place`` does.
    """
    text = place(location)
    if text.startswith(SERVERS):
        from alliance.stores.neo4j.store import Neo4jStore  # load time: the driver, which a file does not need

        return Neo4jStore(text)  # an empty database that is named becomes a store: nothing could be there by a slip
    from alliance.stores.sqlite.store import EmbeddedStore  # load time: as above, the other way round

    return EmbeddedStore(Path(text).expanduser(), create=create)


def restore_graph_store(backup: Path, location: str | Path) -> tuple[GraphStore, str]:
    """Put a backup in the place of a store; return that store, open, and where what stood there is kept, empty where nothing did.

    Raises as ``open_graph_store``; ``StoreDamaged`` for a file that is no good backup of such a store, ``StoreBusy`` where another
    program has the store open, ``InvalidValue`` where a database on a server is not empty.
    """
    text = place(location)
    if text.startswith(SERVERS):
        from alliance.stores.neo4j.store import Neo4jStore  # load time: as above

        store = Neo4jStore(text)
        try:
            store.restore(backup)
        except BaseException:
            store.close()
            raise
        return store, ""
    from alliance.stores.sqlite import restoring  # load time: as above

    kept = restoring.restore(backup, Path(text).expanduser())
    return open_graph_store(text, create=False), kept
