"""Taking a batch back: its inverse, shown before it is done and committed as a batch of its own.

A record may be taken back while its version is the one the batch gave it; a later change, unless it was
itself taken back, blocks. Restored records bear the version that they had.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from alliance.errors import InvalidValue, UndoBlocked
from alliance.model import Actor, Batch, Difference, LedgerEntry, Receipt, Record
from alliance.stores.base import Progress
from alliance.stores.changes import changed_fields
from alliance.stores.sqlite import committing, labels, ledger
from alliance.stores.sqlite.rows import NODE, NODE_FIELDS, TIE, TIE_FIELDS, TIE_FROM, WORK, chunks, image_of, node_of, record_of, records, tie_of


@dataclass(frozen=True, slots=True)
class Made:
    """The keys of what a batch inserted in one go."""

    sequence: int
    node_from: int
    node_to: int
    tie_from: int
    tie_to: int


def inverse(connection: sqlite3.Connection, batch: str, limit: int) -> tuple[list[Difference], dict[str, int]]:
    """Return what undoing would do: the first records and the counts."""
    entry, made = _standing(connection, batch)
    _refuse_later(connection, entry, made)
    counts = {"new": 0, "changed": 0, "unchanged": 0, "deleted": 0, "refused": 0}
    rows: list[Difference] = []
    for _, _, now, then in _images(connection, entry.sequence):
        state = "deleted" if then is None else "new" if now is None else "changed"
        counts[state] += 1
        if len(rows) < limit:
            rows.append(Difference(state, (then or now), now, changed_fields(now, then)))  # type: ignore[arg-type]
    for record in _made(connection, made):
        counts["deleted"] += 1
        if len(rows) < limit:
            rows.append(Difference("deleted", record, record))
    return rows, counts


def undo(connection: sqlite3.Connection, batch: str, actor: Actor, new_batch: str, at: str, progress: Progress | None) -> Receipt:
    """Commit the inverse inside the caller's transaction."""
    known = ledger.entry(connection, new_batch)
    if known:
        return Receipt(known.batch, known.sequence, known.revision, known.created, known.changed, 0, known.deleted, repeated=True)
    entry, made = _standing(connection, batch)
    _refuse_later(connection, entry, made)
    new = Batch(new_batch, "undo", label=entry.label, facts={"undoes": batch})
    effect = committing.Effect(ledger.open_entry(connection, new, actor, at, undoes=batch))
    images = list(_images(connection, entry.sequence))
    for type_ in (TIE, WORK):
        for _, id_, now, then in [image for image in images if image[0] == type_ and image[3] is None]:
            committing.write(connection, type_, id_, now, None, effect)
    _unmake(connection, made, effect, progress)
    for type_, id_, now, then in sorted((i for i in images if i[3] is not None or i[0] == NODE), key=lambda image: (image[0], image[1])):
        committing.write(connection, type_, id_, now, then, effect)
    connection.execute("UPDATE ledger SET undone_by = ? WHERE batch = ?", (new_batch, batch))
    connection.execute("UPDATE ledger SET undone_by = '' WHERE batch = ?", (entry.undoes,))
    return committing.finish(connection, new, actor, at, effect)


def _standing(connection: sqlite3.Connection, batch: str) -> tuple[LedgerEntry, Made]:
    entry = ledger.entry(connection, batch)
    if entry is None:
        raise InvalidValue(property="batch", value=batch)
    if entry.undone_by:
        raise UndoBlocked(batch=batch, batches=[entry.undone_by])
    row = connection.execute("SELECT sequence, node_from, node_to, tie_from, tie_to FROM ledger WHERE batch = ?", (batch,)).fetchone()
    return entry, Made(*row)


def _images(connection: sqlite3.Connection, sequence: int) -> Iterator[tuple[int, str, Record | None, Record | None]]:
    """Yield (type, id, record now, record before) for every record with a before-image."""
    cursor = connection.execute("SELECT type, id, before FROM image WHERE sequence = ? ORDER BY type, id", (sequence,)).fetchall()
    for block in chunks(cursor):
        now = {type_: records(connection, type_, [id_ for t, id_, _ in block if t == type_]) for type_ in (NODE, TIE, WORK)}
        for type_, id_, before in block:
            yield type_, id_, now[type_].get(id_), record_of(type_, before) if before else None


_NODES_MADE = "n.key BETWEEN :nf AND :nt AND NOT EXISTS (SELECT 1 FROM image i WHERE i.sequence = :s AND i.type = 0 AND i.id = n.id)"
_TIES_MADE = "t.key BETWEEN :tf AND :tt AND NOT EXISTS (SELECT 1 FROM image i WHERE i.sequence = :s AND i.type = 1 AND i.id = t.id)"


def _keys(made: Made) -> dict[str, int]:
    return {"s": made.sequence, "nf": made.node_from, "nt": made.node_to, "tf": made.tie_from, "tt": made.tie_to}


def _made(connection: sqlite3.Connection, made: Made) -> Iterator[Record]:
    for row in connection.execute(f"SELECT {NODE_FIELDS} FROM node n WHERE {_NODES_MADE} ORDER BY n.key", _keys(made)):
        yield node_of(row)
    for row in connection.execute(f"SELECT {TIE_FIELDS} FROM {TIE_FROM} WHERE {_TIES_MADE} ORDER BY t.key", _keys(made)):
        yield tie_of(row)


def _unmake(connection: sqlite3.Connection, made: Made, effect: committing.Effect, progress: Progress | None) -> None:
    everything = _made(connection, made)
    rows = [(effect.sequence, NODE if hasattr(record, "name") else TIE, record.id, 0, image_of(record)) for record in everything]
    for done, block in enumerate(chunks(rows, 20_000)):
        connection.executemany("INSERT INTO image VALUES (?, ?, ?, ?, ?)", block)
        if progress:
            progress(min((done + 1) * 20_000, len(rows)), 2 * len(rows))
    nodes = map(node_of, connection.execute(f"SELECT {NODE_FIELDS} FROM node n WHERE {_NODES_MADE}", _keys(made)).fetchall())
    labels.remove(connection, nodes)
    effect.deleted += connection.execute(f"DELETE FROM tie AS t WHERE {_TIES_MADE}", _keys(made)).rowcount
    effect.deleted += connection.execute(f"DELETE FROM node AS n WHERE {_NODES_MADE}", _keys(made)).rowcount
    effect.graph = effect.graph or bool(rows)
    effect.touched += [row[2] for row in rows[: 100 - len(effect.touched)]]


def _refuse_later(connection: sqlite3.Connection, entry: LedgerEntry, made: Made) -> None:
    """Raise ``UndoBlocked`` where a record of the batch is no longer as the batch left it, or a later tie hangs on a node it made."""
    gone: list[tuple[int, str]] = []
    for type_, table in ((NODE, "node"), (TIE, "tie")):
        gone += [(type_, row[0]) for row in connection.execute(
            f"""SELECT i.id FROM image i LEFT JOIN {table} r ON r.id = i.id
            WHERE i.sequence = ? AND i.type = ? AND coalesce(r.version, 0) <> i.after LIMIT 50""", (entry.sequence, type_))]
    gone += [(WORK, row[0]) for row in connection.execute(
        """SELECT i.id FROM image i LEFT JOIN work w ON w.kind || char(31) || w.id = i.id
        WHERE i.sequence = ? AND i.type = 2 AND coalesce(w.version, 0) <> i.after LIMIT 50""", (entry.sequence,))]
    later = _batches_of(connection, gone, entry.sequence) | _touching(connection, made)
    if gone or later:
        raise UndoBlocked(batch=entry.batch, batches=sorted(later), records=[id_ for _, id_ in gone])


def _batches_of(connection: sqlite3.Connection, found: list[tuple[int, str]], sequence: int) -> set[str]:
    return {row[0] for type_, id_ in found for row in connection.execute(
        "SELECT l.batch FROM image i JOIN ledger l ON l.sequence = i.sequence WHERE i.type = ? AND i.id = ? AND i.sequence > ?", (type_, id_, sequence))}


def _touching(connection: sqlite3.Connection, made: Made) -> set[str]:
    """Later batches that changed, deleted or tied to what this one inserted in one go."""
    keys = _keys(made)
    found: set[str] = set()
    for type_, table, low, high in ((NODE, "node", "nf", "nt"), (TIE, "tie", "tf", "tt")):
        there = f"SELECT r.id FROM {table} r WHERE r.key BETWEEN :{low} AND :{high} AND r.version <> :s"
        found |= {row[0] for row in connection.execute(
            f"""SELECT DISTINCT l.batch FROM image i JOIN ledger l ON l.sequence = i.sequence WHERE i.sequence > :s AND i.type = {type_} AND i.id IN ({there})
            AND NOT EXISTS (SELECT 1 FROM image j WHERE j.sequence = :s AND j.type = i.type AND j.id = i.id)""", keys)}
        # what was inserted and is no longer there has an image in the batch that deleted it
        found |= {row[0] for row in connection.execute(
            f"""SELECT DISTINCT l.batch FROM image i JOIN ledger l ON l.sequence = i.sequence
            WHERE i.sequence > :s AND i.type = {type_} AND i.after = 0 AND json_extract(i.before, '$.key') BETWEEN :{low} AND :{high}
            AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.id = i.id)""", keys)}
    hanging = """SELECT t.version FROM tie t WHERE (t.source BETWEEN :nf AND :nt OR t.target BETWEEN :nf AND :nt) AND NOT t.key BETWEEN :tf AND :tt AND t.version <> :s"""
    sequences = {row[0] for row in connection.execute(hanging, keys)}
    found |= {row[0] for number in sequences for row in connection.execute("SELECT batch FROM ledger WHERE sequence = ?", (number,))}
    return found
