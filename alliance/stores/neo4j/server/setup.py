"""A database made ready: the right server, constraints and indexes, the one node with the counters."""

from __future__ import annotations

import contextlib
import re
import secrets
import threading
from typing import Any

from alliance.errors import StoreDamaged, StoreError, StoreReadOnly, StoreTooNew, StoreUnsupported
from alliance.stores.audit_chain import START
from alliance.stores.cypher_files import query, statements
from alliance.stores.neo4j.blocks import SCANNED
from alliance.stores.neo4j.server.server import CONNECT, LONG, Server

FORMAT = 2
LEAST = (5, 26)
_NAME = re.compile(r"(?:CONSTRAINT|INDEX) (\w+) IF NOT EXISTS")
RESTORE = "alliance restore BACKUP --to neo4j://…"  # the way out of a store that is not whole


def check_version(server: Server) -> str:
    """Return the name of the server. Raises ``StoreUnsupported`` for one older than 5.26 or not Neo4j."""
    agent = server.agent()
    found = re.match(r"Neo4j/v?(\d+)\.(\d+)", agent)
    if not found or (int(found[1]), int(found[2])) < LEAST:
        raise StoreUnsupported(location=server.location, found=agent, wanted="Neo4j 5.26")
    return agent


def prepare(server: Server, *, create: bool) -> dict[str, Any]:
    """Return the meta node of a store, made where the database is empty and ``create`` is given.

    Raises ``StoreDamaged`` for a database that holds something else, ``StoreTooNew``, ``StoreReadOnly``.
    """
    meta, nodes = server.read(lambda q: (q.one("meta"), q.one("nodes_in_all")), CONNECT)
    if meta is None:
        if nodes or not create:
            raise StoreDamaged(location=server.location, command=RESTORE)
        make_indexes(server)
        return dict(server.write(lambda q: q.one("make_meta", values=fresh())))
    if meta["format"] > FORMAT:
        raise StoreTooNew(location=server.location)
    if create:
        make_indexes(server)
    return dict(meta)


def fresh() -> dict[str, Any]:
    """Return the counters of a store that is empty."""
    return {
        "id": secrets.token_hex(8),
        "format": FORMAT,
        "revision": 0,
        "work_revision": 0,
        "sequence": 0,
        "next_key": 0,
        "stage_number": 0,
        "audit_last": 0,
        "audit_head": START,
        "mark": secrets.token_hex(8),
    }


def make_indexes(server: Server) -> None:
    """Make the constraints and indexes that are not there yet, and wait until they are filled."""
    there = {name for (name,) in server.read(lambda q: q.rows("indexes"))}
    missing = {text for text in statements(query("constraints")) if _NAME.search(text)[1] not in there}  # type: ignore[index]
    if missing:
        server.run_each("constraints", missing.__contains__)
        server.read(lambda q: q.rows("await_indexes", seconds=120), 150)


def warm(server: Server) -> None:
    """Let a server with many ties plan the look into the index of each kind meanwhile: the first time takes seconds, which no page should wait."""
    if server.read(lambda q: q.one("ties_in_all"), CONNECT) > SCANNED:

        def plan() -> None:
            with contextlib.suppress(StoreError):
                server.read(lambda q: q.rows("ties", ids=[]), LONG)

        threading.Thread(target=plan, daemon=True).start()


def writable(server: Server) -> bool:
    """Say whether this user may write here, by trying and taking it back."""
    try:
        server.probe(lambda q: q.rows("set_meta", values={"held_by": "probe"}))
    except StoreReadOnly:
        return False
    return True
