"""Connections to one SQLite file: one per thread, always with the same promises, errors in our own words."""

from __future__ import annotations

import errno
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alliance.errors import AllianceError, StoreBusy, StoreDamaged, StoreError, StoreFull, StoreReadOnly

APPLICATION = 0x414C4C49  # "ALLI": how a file of ours is told from a foreign one
BUSY_MS = 10_000


class Connections:
    """The connections of one store; ``here()`` is the one of this thread."""

    def __init__(self, path: Path, *, writable: bool) -> None:
        self.path, self.writable = path, writable
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False

    def here(self) -> sqlite3.Connection:
        """Return this thread's connection, opened on first use."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            if self._closed:
                raise StoreError(cause="closed")
            found = opened(self.path, writable=self.writable)
            self._local.connection = found
            with self._lock:
                self._all.append(found)
        return found

    def close(self) -> None:
        """Close them all."""
        self._closed = True
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()


def opened(path: Path, *, writable: bool) -> sqlite3.Connection:
    """Return a new connection with every setting the store rests on (stores.md §7)."""
    with mapped(path):
        uri = f"{path.absolute().as_uri()}?mode={'rwc' if writable else 'ro'}"
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA cache_size=-65536")
        connection.execute("PRAGMA temp_store=MEMORY")
        if writable:
            connection.execute("PRAGMA synchronous=FULL")
            # only a file of ours, or an empty one: setting the mode writes into the file
            if ours(connection) or not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                connection.execute("PRAGMA journal_mode=WAL")
        return connection


def ours(connection: sqlite3.Connection) -> bool:
    """Say whether a file bears our mark."""
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION)


@contextmanager
def mapped(path: Path) -> Iterator[None]:
    """Turn every SQLite error inside into one of ours; those of ours pass."""
    try:
        yield
    except AllianceError:
        raise
    # a damaged file can break even the text of SQLite's own message
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        raise _translated(error, path) from error


def _translated(error: Exception, path: Path) -> StoreError:
    name = getattr(error, "sqlite_errorname", "") or ""
    number = getattr(error, "errno", None)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusy(location=str(path))
    if name.startswith("SQLITE_FULL") or name.startswith("SQLITE_IOERR_WRITE") or number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreFull(location=str(path))
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")) or number in (errno.EROFS, errno.EACCES):
        return StoreReadOnly(location=str(path))
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")) or isinstance(error, UnicodeDecodeError):
        return StoreDamaged(location=str(path), command=f"alliance restore BACKUP --to {path}")
    return StoreError(location=str(path), cause=name or type(error).__name__)


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """Run the block in one write transaction: whole or not at all.

    SQLite has already rolled back when a disk is full; a second ROLLBACK would hide the cause.
    """
    with mapped(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def reading(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """Run the block at one state of the file, whatever others write meanwhile."""
    with mapped(path):
        nested = connection.in_transaction
        if not nested:
            connection.execute("BEGIN")
        try:
            yield connection
        finally:
            if not nested and connection.in_transaction:
                connection.execute("COMMIT")
