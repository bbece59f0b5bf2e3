"""The ledger of batches and the counters of the store."""

from __future__ import annotations

import json
import sqlite3

from alliance.model import Actor, Batch, LedgerEntry, Receipt
from alliance.stores.sqlite.rows import dumped

FIELDS = "batch, sequence, revision, at, actor, action, label, created, changed, deleted, digest, undoes, undone_by, facts"


def counter(connection: sqlite3.Connection, name: str) -> int:
    """Return a counter."""
    return int(connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()[0])


def move(connection: sqlite3.Connection, name: str) -> int:
    """Move a counter on by one and return it."""
    connection.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE name = ?", (name,))
    return counter(connection, name)


def open_entry(connection: sqlite3.Connection, batch: Batch, actor: Actor, at: str, undoes: str = "") -> int:
    """Write the entry of a batch and return its sequence number."""
    done = connection.execute(
        "INSERT INTO ledger (batch, revision, at, actor, action, label, created, changed, unchanged, deleted, digest, undoes, undone_by, facts) VALUES (?, 0, ?, ?, ?, ?, 0, 0, 0, 0, ?, ?, '', ?)",
        (batch.id, at, actor.key, batch.action, batch.label, batch.digest, undoes, dumped(batch.facts)),
    )
    return int(done.lastrowid or 0)


def close_entry(connection: sqlite3.Connection, receipt: Receipt) -> None:
    """Write what the batch did into its entry."""
    connection.execute(
        "UPDATE ledger SET revision = ?, created = ?, changed = ?, unchanged = ?, deleted = ? WHERE sequence = ?",
        (receipt.revision, receipt.created, receipt.changed, receipt.unchanged, receipt.deleted, receipt.sequence),
    )


def entries(connection: sqlite3.Connection, where: str, values: tuple[object, ...], limit: int) -> list[LedgerEntry]:
    """Return entries, newest first."""
    rows = connection.execute(f"SELECT {FIELDS} FROM ledger WHERE {where} ORDER BY sequence DESC LIMIT ?", (*values, limit))
    return [LedgerEntry(*row[:-1], facts=json.loads(row[-1])) for row in rows]


def entry(connection: sqlite3.Connection, batch: str) -> LedgerEntry | None:
    """Return the entry of a batch id."""
    return next(iter(entries(connection, "batch = ?", (batch,), 1)), None)
