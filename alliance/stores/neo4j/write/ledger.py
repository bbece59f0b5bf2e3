"""Ledger and audit chain: what a commit leaves besides its changes, in the same transaction."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from alliance.model import Actor, Batch, LedgerEntry, Receipt
from alliance.stores.audit_chain import START, kept_texts, seal
from alliance.stores.figures import written
from alliance.stores.moments import moment
from alliance.stores.neo4j.blocks import blocks
from alliance.stores.neo4j.server.server import Statements
from alliance.stores.neo4j.write.writing import Writer

_FIELDS = ("batch", "sequence", "revision", "at", "actor", "action", "label", "created", "changed", "deleted", "digest", "undoes", "undone_by")
_told = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
SEALED = ("sequence", "at", "actor", "role", "action", "batch", "objects", "facts", "before", "after", "previous")


def entry(row: Mapping[str, Any]) -> LedgerEntry:
    """Return the entry of a ledger node."""
    return LedgerEntry(**{name: row[name] for name in _FIELDS}, facts=json.loads(row["facts"]))


def receipt(row: Mapping[str, Any], *, repeated: bool = True) -> Receipt:
    """Return the receipt of a ledger node."""
    return Receipt(
        batch=row["batch"],
        sequence=row["sequence"],
        revision=row["revision"],
        created=row["created"],
        changed=row["changed"],
        unchanged=row["unchanged"],
        deleted=row["deleted"],
        repeated=repeated,
    )


def close(q: Statements, writer: Writer, meta: Mapping[str, Any], batch: Batch, actor: Actor, undoes: str = "") -> Receipt:
    """Complete a commit: before-images, ledger, audit record, counters; return its receipt."""
    writer.check_ids()
    counts, graph, work = writer.counts(), writer.moved(graph=True), writer.moved(graph=False)
    revision = meta["revision"] + graph
    q.rows(
        "add_ledger",
        entry={
            "batch": batch.id,
            "sequence": writer.sequence,
            "revision": revision,
            "at": moment(),
            "actor": actor.key,
            "action": batch.action,
            "label": batch.label,
            **counts,
            "digest": batch.digest,
            "undoes": undoes,
            "undone_by": "",
            "facts": written(dict(batch.facts)),
        },
    )
    writer.keep_images()
    objects = [":".join(key[1:]) for key, (_, before, after) in writer.touched.items() if before is not None or after]
    hashes = _hash(mark[1] for mark in writer.touched.values()), _hash([*key, mark[2]] for key, mark in writer.touched.items())
    head = append(q, meta, actor, batch.action, batch.id, objects, {**counts, "revision": revision, "sequence": writer.sequence}, *hashes)
    values = {**head, "sequence": writer.sequence, "next_key": writer.next_key, "revision": revision}
    values["work_revision"] = meta["work_revision"] + work
    if graph:
        values["mark"] = secrets.token_hex(8)
    q.rows("set_meta", values=values)
    return Receipt(batch.id, writer.sequence, revision, **counts)  # type: ignore[arg-type]


def _hash(values: Iterable[Any]) -> str:
    found = hashlib.sha256()
    for block in blocks(values):
        found.update(_told(block).encode())
    return found.hexdigest()


def append(
    q: Statements,
    meta: Mapping[str, Any],
    actor: Actor,
    action: str,
    batch: str,
    objects: Sequence[str],
    facts: Mapping[str, Any],
    before: str = "",
    after: str = "",
) -> dict[str, Any]:
    """Append an audit record; return the marks of the chain's new end, for the meta node."""
    texts = kept_texts(objects, facts)
    row = (meta["audit_last"] + 1, moment(), actor.key, actor.role, action, batch, *texts, before, after, meta["audit_head"])
    sealed = seal(row)
    q.rows("add_audit", rows=[{**dict(zip(SEALED, row, strict=True)), "hash": sealed}])
    return {"audit_last": row[0], "audit_head": sealed}


def newest(q: Statements, limit: int) -> list[dict[str, Any]]:
    """Return the newest audit records, newest first."""
    return [{**record, "objects": json.loads(record["objects"]), "facts": json.loads(record["facts"])} for (record,) in q.rows("audit", limit=limit)]


def first_broken(q: Statements) -> int:
    """Return the sequence of the first audit record that does not fit, 0 where all do."""
    meta = q.one("meta")
    expected, previous = 1, START
    for (record,) in q.stream("audit_chain"):
        row = [record.get(name) for name in SEALED]
        if row[0] != expected or row[10] != previous or seal(row) != record.get("hash"):
            return min(expected, row[0]) if isinstance(row[0], int) else expected
        expected, previous = expected + 1, record["hash"]
    if [meta["audit_last"], meta["audit_head"]] != [expected - 1, previous]:
        return int(min(expected, meta["audit_last"] or 1))
    return expected if q.one("batches_without_audit") else 0
