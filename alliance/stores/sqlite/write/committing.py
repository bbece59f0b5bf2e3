"""A batch goes in: staged rows against the tables, all within the write transaction of the caller."""

# ruff: noqa: S608 - statements are put together from constants of this package; values go as parameters
from __future__ import annotations

import secrets
import sqlite3

from alliance.model import NEW, Batch, Node
from alliance.stores.changes import combine_changes, same
from alliance.stores.figures import written
from alliance.stores.moments import moment
from alliance.stores.sqlite.counting import Tally
from alliance.stores.sqlite.keys import known_keys
from alliance.stores.sqlite.rows import (
    STAGED_NODES,
    STAGED_TIES,
    STAGED_WORKS,
    WORKS,
    node_changes,
    nodes_by_key,
    tie_changes,
    ties_by_key,
    work,
    work_changes,
)
from alliance.stores.sqlite.vocabulary import Vocabulary
from alliance.stores.sqlite.write import bulk, checking
from alliance.stores.sqlite.write.staging import bounds
from alliance.stores.sqlite.write.writing import Writer

PAGE = 5_000
# rows that did not go in at once: the record is there already, or they are not plain
_ODD_NODES = f"{STAGED_NODES} LEFT JOIN node x ON x.key = s.key WHERE s.n > ? AND s.n <= ? AND x.changed IS NOT ? ORDER BY s.n LIMIT {PAGE}"
_ODD_TIES = f"{STAGED_TIES} LEFT JOIN tie x ON x.key = s.key WHERE s.n > ? AND s.n <= ? AND x.changed IS NOT ? ORDER BY s.n LIMIT {PAGE}"


def apply(db: sqlite3.Connection, number: int, sequence: int, tally: Tally) -> None:
    """Apply the staged batch ``number`` as commit ``sequence``. Raises ``Conflict``, ``InvalidChange``; the caller rolls back."""
    words = Vocabulary(db)
    writer = Writer(db, sequence, words)
    staged = {
        name: db.execute(f"SELECT count(*) FROM {name} WHERE n BETWEEN ? AND ?", bounds(number)).fetchone()[0]
        for name in ("stage_node", "stage_tie", "stage_work")
    }
    turned = _write_nodes(writer, number, tally) if staged["stage_node"] > bulk.insert_nodes(db, number, sequence, tally) else []
    if staged["stage_tie"]:
        if staged["stage_tie"] > bulk.insert_ties(db, number, sequence, tally):
            _write_ties(writer, number, tally)
        checking.check_ends(db, number, sequence, words)
        checking.check_trees(db, number, sequence, words)
    for key in turned:
        checking.check_node(db, key, words)
    if staged["stage_work"]:
        _write_works(writer, number, tally)


def _write_nodes(writer: Writer, number: int, tally: Tally) -> list[int]:
    """Write the nodes that did not go in at once; return the keys of those that are of another kind than before."""
    db, (low, high) = writer.db, bounds(number)
    at = low - 1
    turned = []
    while rows := db.execute(_ODD_NODES, (at, high, writer.sequence)).fetchall():
        at = rows[-1][0]
        there = nodes_by_key(db, [row[1] for row in rows])
        for row in rows:
            key, before = row[1], there.get(row[1])
            if before and _says_nothing_new(row, before.kind, before.name, before.props):
                tally.add("unchanged", row[2], graph=True)
                continue
            now, left = combine_changes(before, node_changes(row))
            if now is None:
                tally.add("deleted" if before else "unchanged", row[2], graph=True)
                if before:
                    tally.deleted += writer.drop_node(key)
                continue
            if left and before:
                tally.deleted += writer.drop_ties_of(key)
            if before and same(before, now):
                tally.add("unchanged", row[2], graph=True)
                continue
            assert isinstance(now, Node)
            writer.node(key, before, now)
            tally.add("changed" if before else "created", row[2], graph=True)
            if before and before.kind != now.kind:
                turned.append(key)
        tally.step(len(rows))
    return turned


def _says_nothing_new(row: tuple[object, ...], kind: str, name: str, props: object) -> bool:
    return row[3] != "delete" and row[4] == -1 and row[8] is None and row[5] == kind and row[6] == name and row[7] == written(props)


def _write_ties(writer: Writer, number: int, tally: Tally) -> None:
    db, (low, high) = writer.db, bounds(number)
    at = low - 1
    while rows := db.execute(_ODD_TIES, (at, high, writer.sequence)).fetchall():
        at = rows[-1][0]
        there = ties_by_key(db, [row[1] for row in rows])
        for row in rows:
            before = there.get(row[1])
            now, _ = combine_changes(before, tie_changes(row), stored=before.version if before else writer.version_gone(row[1]))
            if same(before, now):
                tally.add("unchanged", row[2], graph=True)
            elif now is None:
                writer.drop_tie(row[1])
                tally.add("deleted", row[2], graph=True)
            else:
                again = not before and writer.version_gone(row[1]) != NEW
                tally.deleted -= again
                writer.tie(row[1], before, now, known_keys(db, "node_id", (now.source, now.target)))  # type: ignore[arg-type, union-attr]
                tally.add("changed" if before or again else "created", row[2], graph=True)
        tally.step(len(rows))


def _write_works(writer: Writer, number: int, tally: Tally) -> None:
    db = writer.db
    for row in db.execute(f"{STAGED_WORKS} WHERE s.n BETWEEN ? AND ? ORDER BY s.n", bounds(number)).fetchall():
        found = db.execute(f"{WORKS} WHERE kind = ? AND id = ?", row[1:3]).fetchone()
        before = work(found) if found else None
        now, _ = combine_changes(before, work_changes(row))
        if same(before, now):
            tally.add("unchanged", f"{row[1]}:{row[2]}", graph=False)
            continue
        writer.work(before, now)  # type: ignore[arg-type]
        tally.add("deleted" if now is None else "changed" if before else "created", f"{row[1]}:{row[2]}", graph=False)


def open_entry(db: sqlite3.Connection, batch: Batch, actor: str, undoes: str = "") -> int:
    """Enter a batch in the ledger, its counts still open, and return its sequence."""
    row = (batch.id, moment(), actor, batch.action, batch.label, batch.digest, undoes, written(dict(batch.facts)))
    found = db.execute(
        "INSERT INTO ledger (batch, revision, at, actor, action, label, created, changed, unchanged, deleted, digest, undoes, facts)"
        " VALUES (?,0,?,?,?,?,0,0,0,0,?,?,?)",
        row,
    )
    return found.lastrowid or 0


def close_entry(db: sqlite3.Connection, sequence: int, tally: Tally) -> int:
    """Move the counters, complete the entry of the ledger and return the revision."""
    if tally.graph_moved:
        db.execute("UPDATE meta SET value = value + 1 WHERE name = 'revision'")
        # a restored backup may count up to the same revision on another way: the mark tells the two apart
        db.execute("UPDATE meta SET value = ? WHERE name = 'mark'", (secrets.token_hex(8),))
    if tally.work_moved:
        db.execute("UPDATE meta SET value = value + 1 WHERE name = 'work_revision'")
    revision: int = db.execute("SELECT value FROM meta WHERE name = 'revision'").fetchone()[0]
    db.execute(
        "UPDATE ledger SET revision=?, created=?, changed=?, unchanged=?, deleted=? WHERE sequence=?",
        (revision, tally.created, tally.changed, tally.unchanged, tally.deleted, sequence),
    )
    return revision
