"""The file of a store: recognised, made, brought up to date. Nothing that is not ours is touched."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from alliance.errors import InvalidValue, StoreDamaged, StoreReadOnly, StoreTooNew
from alliance.stores import figures
from alliance.stores.audit_chain import START
from alliance.stores.sqlite import names
from alliance.stores.sqlite.file import refreshing, tables
from alliance.stores.sqlite.file.backup import copy_of
from alliance.stores.sqlite.file.connection import connect
from alliance.stores.sqlite.file.failures import RESTORE, translate_errors, writable
from alliance.stores.sqlite.vocabulary import enter_kinds

_MAGIC = b"SQLite format 3\0"
Migration = Callable[[sqlite3.Connection], None]
_BLOCK = 20_000


def name_again(db: sqlite3.Connection) -> None:
    """Version 2: names are found by traditional characters and by sound; the index of names is made anew."""
    for statement in ("DROP TABLE pairs", "DROP TABLE name", *tables.NAMES):
        db.execute(statement)
    last = -1
    ask = "SELECT x.key, x.kind, t.name, t.props FROM node x JOIN node_text t ON t.key = x.key WHERE x.key > ? ORDER BY x.key LIMIT ?"
    while block := db.execute(ask, (last, _BLOCK)).fetchall():
        names.enter(db, block)
        last = block[-1][0]


MIGRATIONS: Mapping[int, Migration] = {2: name_again}  # version → the step that leads to it from the one before


def prepare(path: Path, *, create: bool) -> bool:
    """Make the file ready for use and return whether it may be written.

    Raises ``StoreDamaged`` for a file that is not ours, ``StoreTooNew``, ``StoreReadOnly``, ``InvalidValue`` for a folder,
    and where there is no file and ``create`` is not given.
    """
    with translate_errors(str(path)):
        if path.is_dir():
            raise InvalidValue(property="store", value=str(path))
        if not path.exists() or path.stat().st_size == 0:
            if not create:
                raise InvalidValue(property="store", value=str(path))
            _make(path)
        _recognise(path)
        may_write = writable(path)
        if may_write:
            _update(path)
        return may_write


def _make(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreReadOnly(location=str(path)) from error
    if not writable(path):
        raise StoreReadOnly(location=str(path))
    with closing(connect(path, mode="rwc")) as db:
        path.chmod(0o600)
        db.execute("BEGIN IMMEDIATE")
        if not db.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():  # else another process was quicker
            for statement in tables.DDL:
                db.execute(statement)
            first = {
                "id": secrets.token_hex(8),
                "revision": 0,
                "work_revision": 0,
                "mark": secrets.token_hex(8),
                "plan": figures.COLUMN_PLAN,
                "audit_head": f'[0, "{START}"]',
            }
            db.executemany("INSERT INTO meta VALUES (?,?)", first.items())
            enter_kinds(db)
            db.execute(f"PRAGMA application_id={tables.APPLICATION_ID}")
            db.execute(f"PRAGMA user_version={tables.VERSION}")
        db.execute("COMMIT")
        # only now: the mark of ownership then lies in the first page of the file itself
        db.execute("PRAGMA journal_mode=WAL")


def _recognise(path: Path) -> None:
    """Raise where the file is not a store of ours; nothing but its first hundred bytes is read."""
    with path.open("rb") as file:
        head = file.read(100)
    if not head.startswith(_MAGIC) or int.from_bytes(head[68:72], "big") != tables.APPLICATION_ID:
        raise StoreDamaged(location=str(path), command=RESTORE)


def _update(path: Path) -> None:
    with closing(connect(path)) as db:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > tables.VERSION:
            raise StoreTooNew(location=str(path), version=version, known=tables.VERSION)
        if version < tables.VERSION:
            _migrate(db, path, version)
        if db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            db.execute("PRAGMA journal_mode=WAL")
        if db.execute("SELECT value FROM meta WHERE name = 'plan'").fetchone()[0] != figures.COLUMN_PLAN:
            _refresh(db)


def _migrate(db: sqlite3.Connection, path: Path, version: int) -> None:
    kept = path.with_name(f"{path.name}-before-version-{tables.VERSION}")
    if not kept.exists():
        copy_of(db, kept)
    for step in range(version + 1, tables.VERSION + 1):
        db.execute("BEGIN IMMEDIATE")
        try:
            if db.execute("PRAGMA user_version").fetchone()[0] < step:
                MIGRATIONS[step](db)
                db.execute(f"PRAGMA user_version={step}")
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


def _refresh(db: sqlite3.Connection) -> None:
    """The vocabulary has grown: enter new kinds, work out the stored figures afresh."""
    db.execute("BEGIN IMMEDIATE")
    try:
        enter_kinds(db)
        refreshing.refresh(db)
        db.execute("UPDATE meta SET value = ? WHERE name = 'plan'", (figures.COLUMN_PLAN,))
        db.execute("UPDATE meta SET value = ? WHERE name = 'mark'", (secrets.token_hex(8),))
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
