"""A batch taken back: what it made goes, what it changed or deleted comes back as it was. All of it set by set, in SQL."""

# ruff: noqa: S608 - statements are put together from constants of this package; values go as parameters
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from itertools import islice

from alliance import schema
from alliance.errors import UndoBlocked, UnknownBatch
from alliance.model import Actor, Batch, Difference, Receipt
from alliance.stores.port import Progress
from alliance.stores.sqlite import names
from alliance.stores.sqlite.counting import Tally
from alliance.stores.sqlite.file.tables import NODE, NODE_FIGURES, TIE, TIE_FIGURES
from alliance.stores.sqlite.vocabulary import Vocabulary
from alliance.stores.sqlite.write import checking, ledger
from alliance.stores.sqlite.write.committing import open_entry
from alliance.stores.sqlite.write.undo_preview import differences
from alliance.stores.sqlite.write.writing import NODE_IMAGE, TIE_IMAGE

_MADE = "(SELECT key FROM made WHERE sequence = :old AND what = {what})"
_CHANGED = "(SELECT key FROM {table}_image WHERE sequence = :old)"
_N, _T = ", ".join(NODE_FIGURES), ", ".join(TIE_FIGURES)
BLOCK = 20_000
# later commits that touched what this one had touched
_LATER = """SELECT sequence FROM {table}_image i WHERE sequence > :old AND ({touched}) UNION
    SELECT sequence FROM made i WHERE sequence > :old AND what = {what} AND ({touched})"""
_TOUCHED = """EXISTS (SELECT 1 FROM made m WHERE m.sequence = :old AND m.what = {what} AND m.key = i.key)
    OR EXISTS (SELECT 1 FROM {table}_image o WHERE o.sequence = :old AND o.key = i.key)"""
# ties of others at nodes that are to go; ties that are to come back to nodes that are gone
_HANGING = """SELECT DISTINCT t.changed FROM made m CROSS JOIN tie t ON t.{end} = m.key WHERE m.sequence = :old AND m.what = 0
    AND NOT EXISTS (SELECT 1 FROM made x WHERE x.sequence = :old AND x.what = 1 AND x.key = t.key)
    AND NOT EXISTS (SELECT 1 FROM tie_image o WHERE o.sequence = :old AND o.key = t.key)"""
_GONE_END = """SELECT (SELECT max(g.sequence) FROM node_image g WHERE g.key = o.{end} AND g.sequence > :old) FROM tie_image o WHERE o.sequence = :old
    AND NOT EXISTS (SELECT 1 FROM node x WHERE x.key = o.{end})
    AND NOT EXISTS (SELECT 1 FROM node_image n WHERE n.sequence = :old AND n.key = o.{end})"""

# later ties between members of a circle
_ON_CIRCLE = """SELECT DISTINCT changed FROM tie WHERE kind = :kind AND changed > :old AND changed <> :new
    AND source IN (SELECT value FROM json_each(:keys)) AND target IN (SELECT value FROM json_each(:keys))"""


def _entry(db: sqlite3.Connection, batch: str) -> tuple[int, str, str]:
    row = db.execute("SELECT sequence, undoes, undone_by FROM ledger WHERE batch = ?", (batch,)).fetchone()
    if row is None:
        raise UnknownBatch(batch=batch)
    return row[0], row[1], row[2]


def check_free(db: sqlite3.Connection, batch: str) -> int:
    """Return the sequence of a batch that may be undone. Raises ``UndoBlocked`` with the batches that stand in the way, newest first."""
    old, _, undone_by = _entry(db, batch)
    if undone_by:
        raise UndoBlocked(batch=batch, batches=[undone_by])
    standing = set(_blocking(db, old)) - _cancelled(db, old)
    _refuse(db, batch, standing)
    return old


def _refuse(db: sqlite3.Connection, batch: str, sequences: set[int]) -> None:
    if sequences:
        found = [row[0] for each in sorted(sequences, reverse=True) for row in db.execute("SELECT batch FROM ledger WHERE sequence = ?", (each,))]
        raise UndoBlocked(batch=batch, batches=found)


def _blocking(db: sqlite3.Connection, old: int) -> Iterator[int]:
    for table, what in (("node", NODE), ("tie", TIE)):
        touched = _TOUCHED.format(table=table, what=what)
        yield from (row[0] for row in db.execute(_LATER.format(table=table, what=what, touched=touched), {"old": old}))
    yield from (
        row[0]
        for row in db.execute(
            "SELECT DISTINCT sequence FROM work_image i WHERE sequence > :old"
            " AND (kind, id) IN (SELECT kind, id FROM work_image WHERE sequence = :old)",
            {"old": old},
        )
    )
    for end in ("source", "target"):
        yield from (row[0] for row in db.execute(_HANGING.format(end=end), {"old": old}))
        yield from (row[0] for row in db.execute(_GONE_END.format(end=end), {"old": old}) if row[0])


def _cancelled(db: sqlite3.Connection, old: int) -> set[int]:
    """Later batches that were taken back, and the batches that took them back: together they changed nothing."""
    pairs = db.execute(
        "SELECT x.sequence, y.sequence FROM ledger x JOIN ledger y ON y.batch = x.undone_by WHERE x.sequence > ? AND x.undone_by <> ''", (old,)
    )
    return {each for pair in pairs for each in pair}


def inverse(db: sqlite3.Connection, batch: str, limit: int) -> tuple[list[Difference], dict[str, int]]:
    """Return what undoing a batch would do, and the counts. Raises ``UndoBlocked``, ``UnknownBatch`` for a batch that is not in the ledger."""
    return differences(db, check_free(db, batch), limit)


def undo(db: sqlite3.Connection, batch: str, actor: Actor, new_batch: str, progress: Progress | None = None) -> Receipt:
    """Commit the inverse of a batch. Raises ``UndoBlocked``, ``UnknownBatch``; the caller rolls back."""
    repeated = ledger.receipt(db, new_batch)
    if repeated:
        return repeated
    old = check_free(db, batch)
    label = db.execute("SELECT label FROM ledger WHERE sequence = ?", (old,)).fetchone()[0]
    made = Batch(new_batch, "undo", label=label, facts={"undoes": batch})
    new = open_entry(db, made, actor.key, batch)
    total = db.execute("SELECT created + changed + deleted FROM ledger WHERE sequence = ?", (old,)).fetchone()[0]
    tally = Tally(total=total, tell=progress)
    _Undo(db, old, new, tally).run()
    _check_trees(db, batch, old, new)
    _mark(db, batch, new_batch)
    return ledger.close(db, made, actor, new, tally)


def _mark(db: sqlite3.Connection, batch: str, undone_by: str) -> None:
    """Mark a batch as taken back. What it had itself taken back stands again, what that had taken back does not, and so on."""
    while batch:
        undoes = _entry(db, batch)[1]
        db.execute("UPDATE ledger SET undone_by = ? WHERE batch = ?", (undone_by, batch))
        batch, undone_by = undoes, "" if undone_by else batch


def _check_trees(db: sqlite3.Connection, batch: str, old: int, new: int) -> None:
    """Refuse an undo that would close a circle with ties of later batches. Raises ``UndoBlocked``."""
    words = Vocabulary(db)
    touched = "SELECT key FROM made WHERE sequence = :new AND what = 1 UNION SELECT key FROM tie_image WHERE sequence = :new"
    for kind in schema.TREES:
        for members in checking.circles_above(db, touched, words.kinds[kind], {"new": new}):
            keys = json.dumps([node.key for node in members])
            rows = db.execute(_ON_CIRCLE, {"kind": words.kinds[kind], "keys": keys, "old": old, "new": new}).fetchall()
            _refuse(db, batch, {row[0] for row in rows})


class _Undo:
    """The steps of an undo. Ties go before nodes and come back after them."""

    def __init__(self, db: sqlite3.Connection, old: int, new: int, tally: Tally) -> None:
        self.db, self.tally = db, tally
        self.values = {"old": old, "new": new}

    def run(self) -> None:
        self._drop("tie", TIE, TIE_IMAGE)
        self._leave_names()
        self._drop("node", NODE, NODE_IMAGE)
        self._bring_back("node", NODE, f"kind, version, {_N}")
        self._bring_back_text("node", "key, name, props")
        self._enter_names()
        self._bring_back("tie", TIE, f"kind, source, target, version, {_T}")
        self._bring_back_text("tie", "key, props")
        self._bring_back_works()

    def _do(self, statement: str) -> int:
        count = self.db.execute(statement, self.values).rowcount
        self.tally.step(max(0, count))
        return count

    def _drop(self, table: str, what: int, image: str) -> None:
        """Keep the present state of all that is touched, then delete what the batch had made."""
        made, changed = _MADE.format(what=what), _CHANGED.format(table=table)
        image = image.replace("SELECT ?,", "SELECT :new,")
        self._do(f"{image} WHERE x.key IN {made}")
        self._do(f"{image} WHERE x.key IN {changed}")
        gone = self._do(f"DELETE FROM {table} WHERE key IN {made}")
        self._do(f"DELETE FROM {table}_text WHERE key IN {made}")
        self.tally.deleted += gone
        self.tally.graph_moved |= gone > 0

    def _bring_back(self, table: str, what: int, columns: str) -> None:
        """Set what the batch had changed to what it was; put in again what it had deleted, under the same keys."""
        plain = [column.strip() for column in columns.split(",")]
        settings = ", ".join(f"{column} = o.{column}" for column in plain)
        changed = self._do(f"UPDATE {table} SET {settings}, changed = :new FROM {table}_image o WHERE o.sequence = :old AND o.key = {table}.key")
        there = f"SELECT key FROM {table}_image o WHERE sequence = :old AND NOT EXISTS (SELECT 1 FROM {table} x WHERE x.key = o.key)"
        self._do(f"INSERT INTO made SELECT :new, {what}, key FROM ({there})")
        created = self._do(
            f"INSERT INTO {table} (key, changed, {columns}) SELECT key, :new, {columns} FROM {table}_image o"
            f" WHERE sequence = :old AND NOT EXISTS (SELECT 1 FROM {table} x WHERE x.key = o.key)"
        )
        self.tally.changed += changed
        self.tally.created += created
        self.tally.graph_moved |= changed + created > 0

    def _bring_back_text(self, table: str, columns: str) -> None:
        self._do(f"INSERT OR REPLACE INTO {table}_text ({columns}) SELECT {columns} FROM {table}_image WHERE sequence = :old")

    def _leave_names(self) -> None:
        # of everything that is touched: what comes back is entered again
        touched = f"SELECT key FROM {_MADE.format(what=NODE)} UNION SELECT key FROM {_CHANGED.format(table='node')}"
        rows = self.db.cursor().execute(touched, self.values)
        while block := list(islice(rows, BLOCK)):
            names.leave(self.db, [row[0] for row in block])

    def _enter_names(self) -> None:
        rows = self.db.cursor().execute("SELECT key, kind, name, props FROM node_image WHERE sequence = :old", self.values)
        while block := list(islice(rows, BLOCK)):
            names.enter(self.db, block)

    def _bring_back_works(self) -> None:
        there = "EXISTS (SELECT 1 FROM work x WHERE x.kind = o.kind AND x.id = o.id)"
        touched = "(SELECT kind, id FROM work_image WHERE sequence = :old)"
        self._do(f"INSERT INTO work_image SELECT :new, kind, id, version, state, data FROM work WHERE (kind, id) IN {touched}")
        self._do(f"INSERT INTO work_image SELECT :new, o.kind, o.id, 0, '', '{{}}' FROM work_image o WHERE o.sequence = :old AND NOT {there}")
        gone = self._do("DELETE FROM work WHERE (kind, id) IN (SELECT kind, id FROM work_image WHERE sequence = :old AND version = 0)")
        changed = self._do(
            "UPDATE work SET state = o.state, data = o.data, version = o.version, changed = :new FROM work_image o"
            " WHERE o.sequence = :old AND o.version > 0 AND o.kind = work.kind AND o.id = work.id"
        )
        created = self._do(
            "INSERT INTO work (kind, id, version, changed, state, data)"
            " SELECT kind, id, version, :new, state, data FROM work_image o"
            f" WHERE sequence = :old AND version > 0 AND NOT {there}"
        )
        self.tally.deleted += gone
        self.tally.changed += changed
        self.tally.created += created
        self.tally.work_moved |= gone + changed + created > 0
