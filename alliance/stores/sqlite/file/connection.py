"""Connections: one for each thread, every one with the same promises about safety."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alliance.errors import StoreReadOnly
from alliance.stores.sqlite.file.failures import translate_errors
from alliance.stores.sqlite.names import pairs_of, sound_of

WAIT_SECONDS = 10.0
_USUAL = "PRAGMA cache_size=-65536"
_PRAGMAS = ("PRAGMA foreign_keys=ON", "PRAGMA trusted_schema=OFF", "PRAGMA synchronous=FULL", _USUAL, "PRAGMA mmap_size=0")
_ROOM = 512 * 1024  # kilobytes of pages kept while much is written: the indexes of millions of ids fit in


def connect(path: Path, *, mode: str = "rw", immutable: bool = False) -> sqlite3.Connection:
    """Return a connection in autocommit; ``mode`` as in SQLite's addresses: ro, rw, rwc."""
    address = f"{path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")
    db = sqlite3.connect(address, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False, uri=True, cached_statements=256)
    db.create_function("pairs_of", 1, pairs_of, deterministic=True)
    db.create_function("sound_of", 1, sound_of, deterministic=True)
    for pragma in _PRAGMAS:
        db.execute(pragma)
    return db


class Connections:
    """The open connections of one store. ``writable`` says whether anything may be changed through them."""

    def __init__(self, path: Path, *, writable: bool = True) -> None:
        self.path, self.location, self.writable = path, str(path), writable
        self._local = threading.local()
        self._open: dict[int, tuple[threading.Thread, sqlite3.Connection]] = {}
        self._guard = threading.Lock()
        self._closed = False

    def _connect(self) -> sqlite3.Connection:
        if self.writable:
            return connect(self.path)
        db = connect(self.path, mode="ro")
        try:
            db.execute("SELECT 1 FROM meta").fetchone()
        except sqlite3.OperationalError:
            # WAL wants to write a side file even for reading; a file nobody has open may be read as it lies
            db.close()
            db = connect(self.path, mode="ro", immutable=True)
        return db

    def here(self) -> sqlite3.Connection:
        """Return the connection of this thread."""
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            if self._closed:
                raise sqlite3.ProgrammingError("the store is closed")
            db = self._local.db = self._connect()
            with self._guard:
                self._close_left()
                self._open[id(db)] = (threading.current_thread(), db)
        return db

    def _close_left(self) -> None:
        # threads come and go in an app; their connections go with them
        for number, (thread, db) in list(self._open.items()):
            if not thread.is_alive():
                del self._open[number]
                db.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees one state of the store throughout."""
        with translate_errors(self.location):
            db = self.here()
            if db.in_transaction:
                yield db
                return
            db.execute("BEGIN")
            try:
                yield db
            finally:
                _end(db, "ROLLBACK")

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """Give a connection of its own inside a read transaction: for what is read bit by bit while others write."""
        with translate_errors(self.location):
            db = self._connect()
            try:
                db.execute("BEGIN")
                yield db
            finally:
                db.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection inside a write transaction: committed at the end, rolled back on any error."""
        if not self.writable:
            raise StoreReadOnly(location=self.location)
        with translate_errors(self.location):
            db = self.here()
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                # SQLite has already rolled back when the disk is full: a second ROLLBACK must not hide why
                _end(db, "ROLLBACK")
                raise

    @contextmanager
    def room(self) -> Iterator[None]:
        """Let this thread's connection keep more pages while much is written; what it kept goes back at the end."""
        with translate_errors(self.location):
            db = self.here()
            db.execute(f"PRAGMA cache_size=-{_ROOM}")
        try:
            yield
        finally:
            with contextlib.suppress(sqlite3.Error):
                db.execute(_USUAL)
                db.execute("PRAGMA shrink_memory")

    def close(self) -> None:
        """Close all connections; the last one out folds the side file into the store."""
        with self._guard:
            self._closed = True
            for _, db in self._open.values():
                with contextlib.suppress(sqlite3.Error):
                    db.close()
            self._open.clear()
            self._local = threading.local()


def _end(db: sqlite3.Connection, word: str) -> None:
    if db.in_transaction:
        with contextlib.suppress(sqlite3.Error):
            db.execute(word)
