"""What SQLite complains of, said in our own errors."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alliance.errors import AllianceError, InvalidChange, StoreBusy, StoreDamaged, StoreFull, StoreReadOnly, StoreUnavailable

RESTORE = "alliance restore BACKUP"
_WRITING = {  # the I/O errors that a full disk, a quota or a limit on the size of files gives
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMMAP,
}


def error_for(error: sqlite3.Error, location: str) -> AllianceError:
    """Return our error for one of SQLite's."""
    code = getattr(error, "sqlite_errorcode", 0) or 0
    family = code & 0xFF
    facts = {"location": location, "cause": str(error)}
    if family == sqlite3.SQLITE_FULL or code in _WRITING:
        return StoreFull(**facts)
    if family in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(**facts)
    if family == sqlite3.SQLITE_READONLY or (family == sqlite3.SQLITE_CANTOPEN and not writable(Path(location))):
        return StoreReadOnly(**facts)
    if family in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreDamaged(**facts, command=RESTORE)
    if family == sqlite3.SQLITE_CONSTRAINT:
        return InvalidChange(reason=str(error))
    return StoreUnavailable(**facts)


@contextmanager
def translate_errors(location: str) -> Iterator[None]:
    """Raise SQLite's errors as ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise error_for(error, location) from error


def writable(path: Path) -> bool:
    """Say whether the file (where there is one) and its folder may be written."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))
