"""A database of an earlier format brought up to date. Each step may be done twice: what it writes follows from the records."""

from __future__ import annotations

from alliance.stores.neo4j import rows
from alliance.stores.neo4j.blocks import blocks
from alliance.stores.neo4j.read import reading
from alliance.stores.neo4j.server.server import LONG, Server
from alliance.stores.neo4j.server.setup import FORMAT


def update(server: Server, version: int, *, writable: bool) -> None:
    """Take the steps that lead from a format to ours; nothing where it is ours already, or where nothing may be written."""
    if version < FORMAT and writable:
        name_again(server)
        server.write(lambda q: q.rows("set_meta", values={"format": FORMAT}))


def name_again(server: Server) -> None:
    """Format 2: names are found by traditional characters and by sound; what nodes are searched by is written anew."""
    nodes = server.read(lambda q: list(reading.all_nodes(q, "")), LONG)
    for block in blocks({"id": node.id, **rows.search_props(node)} for node in nodes):
        server.write(lambda q, block=block: q.rows("name_again", rows=block), LONG)  # type: ignore[misc]
