"""The ledger: which batches were committed, and the line each leaves in it and in the audit."""

# ruff: noqa: S608 - statements are put together from constants of this package; values go as parameters
from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from alliance.model import Actor, Batch, LedgerEntry, Receipt
from alliance.stores.sqlite import audit
from alliance.stores.sqlite.counting import Tally
from alliance.stores.sqlite.write.committing import close_entry

_FIELDS = ("batch", "sequence", "revision", "at", "actor", "action", "label", "created", "changed", "deleted", "digest", "undoes", "undone_by")
_ENTRY = f"SELECT {', '.join(_FIELDS)}, facts FROM ledger"
HASHED = 1_000  # records up to which an audit record holds the hash of what was before and after
_IMAGES = (
    "SELECT 'n', key, kind, name, props FROM node_image WHERE sequence = ?1 ORDER BY key",
    "SELECT 't', key, kind, source, target, props FROM tie_image WHERE sequence = ?1 ORDER BY key",
    "SELECT 'w', kind, id, version > 0, state, data FROM work_image WHERE sequence = ?1 ORDER BY kind, id",
)
_TOUCHED = "(SELECT key FROM {table}_image WHERE sequence = ?1 UNION SELECT key FROM made WHERE sequence = ?1 AND what = {what})"
_PRESENT = (
    "SELECT 'n', x.key, x.kind, t.name, t.props FROM node x JOIN node_text t ON t.key = x.key"
    f" WHERE x.key IN {_TOUCHED.format(table='node', what=0)} ORDER BY x.key",
    "SELECT 't', x.key, x.kind, x.source, x.target, t.props FROM tie x JOIN tie_text t ON t.key = x.key"
    f" WHERE x.key IN {_TOUCHED.format(table='tie', what=1)} ORDER BY x.key",
    "SELECT 'w', kind, id, 1, state, data FROM work WHERE (kind, id) IN (SELECT kind, id FROM work_image WHERE sequence = ?1) ORDER BY kind, id",
)


def entry(row: Sequence[Any]) -> LedgerEntry:
    """Return the entry of a row of the ledger."""
    return LedgerEntry(**dict(zip(_FIELDS, row[:13], strict=True)), facts=json.loads(row[13]))


def ledger(db: sqlite3.Connection, limit: int, before: int) -> list[LedgerEntry]:
    """Return committed batches, newest first."""
    rows = db.execute(f"{_ENTRY} WHERE ?1 <= 0 OR sequence < ?1 ORDER BY sequence DESC LIMIT ?2", (before, limit))
    return [entry(row) for row in rows]


def known_digest(db: sqlite3.Connection, digest: str) -> LedgerEntry | None:
    """Return the newest batch that imported this content and stands."""
    standing = "digest = ? AND digest <> '' AND undone_by = '' AND undoes = ''"
    row = db.execute(f"{_ENTRY} WHERE {standing} ORDER BY sequence DESC LIMIT 1", (digest,)).fetchone()
    return entry(row) if row else None


def receipt(db: sqlite3.Connection, batch: str) -> Receipt | None:
    """Return the receipt of a batch that is in the ledger already."""
    row = db.execute("SELECT batch, sequence, revision, created, changed, unchanged, deleted FROM ledger WHERE batch = ?", (batch,)).fetchone()
    return replace(Receipt(*row), repeated=True) if row else None


def close(db: sqlite3.Connection, batch: Batch, actor: Actor, sequence: int, tally: Tally) -> Receipt:
    """Complete a commit: counters, ledger, audit record; return its receipt."""
    revision = close_entry(db, sequence, tally)
    counts = {"created": tally.created, "changed": tally.changed, "unchanged": tally.unchanged, "deleted": tally.deleted, "revision": revision}
    few = tally.created + tally.changed + tally.deleted <= HASHED
    objects = touched_ids(db, sequence) if few else tally.objects
    before, after = (_hash(db, _IMAGES, sequence), _hash(db, _PRESENT, sequence)) if few else ("", "")
    audit.append(db, actor, batch.action, batch.id, objects, {**counts, "sequence": sequence}, before, after)
    return Receipt(
        batch=batch.id,
        sequence=sequence,
        revision=revision,
        created=tally.created,
        changed=tally.changed,
        unchanged=tally.unchanged,
        deleted=tally.deleted,
    )


def touched_ids(db: sqlite3.Connection, sequence: int) -> list[str]:
    """Return the ids of what a commit touched: nodes, ties, work records as kind:id."""
    found = []
    for table, what in (("node", 0), ("tie", 1)):
        ask = f"SELECT id FROM {table}_id WHERE key IN {_TOUCHED.format(table=table, what=what)} ORDER BY key"
        found += [row[0] for row in db.execute(ask, (sequence,))]
    return found + [row[0] for row in db.execute("SELECT kind || ':' || id FROM work_image WHERE sequence = ? ORDER BY kind, id", (sequence,))]


def _hash(db: sqlite3.Connection, asks: tuple[str, ...], sequence: int) -> str:
    found = hashlib.sha256()
    for ask in asks:
        for row in db.execute(ask, (sequence,)):
            found.update(json.dumps(row, ensure_ascii=False).encode())
    return found.hexdigest()
