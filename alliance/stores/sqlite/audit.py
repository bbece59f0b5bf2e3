"""The audit chain: each record holds the hash of the one before, so a changed, removed or moved one shows."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from alliance.model import Actor
from alliance.stores.sqlite.rows import dumped

FIELDS = ("sequence", "at", "actor", "role", "action", "batch", "objects", "before", "after", "previous", "hash")


def append(connection: sqlite3.Connection, at: str, actor: Actor, action: str, batch: str, objects: Sequence[str], before: str, after: str) -> None:
    """Append one record inside the caller's transaction. Objects are ids, never names."""
    last = connection.execute("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1").fetchone() or (0, "")
    record = (last[0] + 1, at, actor.key, actor.role, action, batch, dumped(list(objects)), before, after, last[1])
    connection.execute(f"INSERT INTO audit VALUES ({','.join('?' * 11)})", (*record, sealed(record)))
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('audit_head', ?)", (f"{record[0]}:{sealed(record)}",))


def sealed(record: Sequence[Any]) -> str:
    """Return the hash of sequence … previous."""
    return hashlib.sha256(dumped(list(record)).encode()).hexdigest()


def verify(connection: sqlite3.Connection) -> int:
    """Return the sequence of the first record that does not fit, 0 where all do; a cut-off end counts as the first one missing."""
    previous, number = "", 0
    for row in connection.execute("SELECT * FROM audit ORDER BY sequence"):
        if row[0] != number + 1 or row[9] != previous or row[10] != sealed(row[:10]):
            return int(number + 1)
        number, previous = row[0], row[10]
    head = connection.execute("SELECT value FROM meta WHERE name = 'audit_head'").fetchone()
    return 0 if (head[0] if head else "0:") == f"{number}:{previous}" else number + 1


def newest(connection: sqlite3.Connection, limit: int) -> list[Mapping[str, Any]]:
    """Return the newest records as mappings."""
    return [dict(zip(FIELDS, row, strict=True)) for row in connection.execute("SELECT * FROM audit ORDER BY sequence DESC LIMIT ?", (limit,))]
