"""The audit chain (``stores.audit_chain``) in its table; the newest hash is kept apart in ``meta``."""

# ruff: noqa: S608 - statements are put together from constants of this package; values go as parameters
from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from alliance.model import Actor
from alliance.stores.audit_chain import START, kept_texts, seal
from alliance.stores.moments import moment

_COLUMNS = "sequence, at, actor, role, action, batch, objects, facts, before, after, previous, hash"


def append(
    db: sqlite3.Connection, actor: Actor, action: str, batch: str, objects: Sequence[str], facts: Mapping[str, Any], before: str = "", after: str = ""
) -> None:
    """Append a record, within the transaction of what it tells."""
    last, previous = json.loads(db.execute("SELECT value FROM meta WHERE name = 'audit_head'").fetchone()[0])
    row = (last + 1, moment(), actor.key, actor.role, action, batch, *kept_texts(objects, facts), before, after, previous)
    db.execute(f"INSERT INTO audit ({_COLUMNS}) VALUES ({','.join('?' * 12)})", (*row, seal(row)))
    db.execute("UPDATE meta SET value = ? WHERE name = 'audit_head'", (json.dumps([last + 1, seal(row)]),))


def newest(db: sqlite3.Connection, limit: int) -> list[dict[str, Any]]:
    """Return the newest records, newest first."""
    names = _COLUMNS.split(", ")
    found = []
    for row in db.execute(f"SELECT {_COLUMNS} FROM audit ORDER BY sequence DESC LIMIT ?", (limit,)):
        record = dict(zip(names, row, strict=True))
        found.append({**record, "objects": json.loads(record["objects"]), "facts": json.loads(record["facts"])})
    return found


def first_broken(db: sqlite3.Connection) -> int:
    """Return the sequence of the first record that does not fit, 0 where all do. Reads the whole chain."""
    expected, previous = 1, START
    for row in db.execute(f"SELECT {_COLUMNS} FROM audit ORDER BY sequence"):
        if row[0] != expected or row[10] != previous or seal(row[:11]) != row[11]:
            return min(expected, row[0]) if isinstance(row[0], int) else expected
        expected, previous = expected + 1, row[11]
    try:
        last, head = json.loads(db.execute("SELECT value FROM meta WHERE name = 'audit_head'").fetchone()[0])
    except (TypeError, ValueError):
        return expected
    if [last, head] != [expected - 1, previous]:
        return min(expected, last or 1)
    # every batch of the ledger has its record
    row = db.execute("SELECT count(*) FROM ledger l WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.batch = l.batch)").fetchone()
    return expected if row[0] else 0
