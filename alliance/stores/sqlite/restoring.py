"""Put a backup in the place of a store: checked first, moved there in one step, what stood there kept beside it."""

from __future__ import annotations

import contextlib
import glob
import shutil
import sqlite3
from pathlib import Path

from alliance.atomic_files import replace_file
from alliance.errors import InvalidValue, StoreBusy, StoreDamaged
from alliance.stores.moments import moment
from alliance.stores.sqlite.file.failures import RESTORE
from alliance.stores.sqlite.store import EmbeddedStore

SIDE_FILES = ("-wal", "-shm")


def restore(source: Path, target: Path) -> str:
    """Put a backup in the place of the store at a path; return where what stood there is kept, empty where nothing did.

    Raises ``InvalidValue`` for a store that is to be its own backup, ``StoreBusy`` where another program has the target open,
    ``StoreDamaged`` or ``StoreTooNew`` for a file that is no good store; then nothing was changed.
    """
    if target.exists() and source.samefile(target):
        raise InvalidValue(property="target", value=str(target))
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with replace_file(target) as fresh:
        _copy(source, fresh)
        _check(EmbeddedStore(fresh, create=False), source)
        return _put_aside(target)


def _copy(source: Path, fresh: Path) -> None:
    # through SQLite, so that a backup whose last commits still lie in its side file comes over whole
    try:
        with (
            contextlib.closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as there,
            contextlib.closing(sqlite3.connect(fresh)) as here,
        ):
            fresh.chmod(0o600)
            there.backup(here)
            here.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        raise StoreDamaged(location=str(source), command=RESTORE) from error


def _check(store: EmbeddedStore, source: Path) -> None:
    try:
        if store.verify_audit():
            raise StoreDamaged(location=str(source), command=RESTORE)
    finally:
        store.close()


def _put_aside(target: Path) -> str:
    """Move what stands at the target out of the way and return where it is now; empty where nothing stands there."""
    if not target.exists():
        return ""
    _refuse_in_use(target)
    now = moment().replace(":", "").replace("-", "")[:15]
    names = (f"{target.stem}-before-restore-{now}{f'-{i}' if i else ''}{target.suffix}" for i in range(1000))
    kept = next(path for name in names if not (path := target.with_name(name)).exists())
    target.replace(kept)
    # a cached snapshot is known by store and revision, and the counter now goes back: what it meant no longer holds
    for rest in (*(target.with_name(target.name + suffix) for suffix in SIDE_FILES), *target.parent.glob(f"{glob.escape(target.name)}-snapshot-*")):
        _remove(rest)
    return str(kept)


def _refuse_in_use(target: Path) -> None:
    """Raise ``StoreBusy`` where any other connection to the file is open; folds the side file into it."""
    try:
        with contextlib.closing(sqlite3.connect(target, timeout=0.5, isolation_level=None)) as database:
            # leaving WAL needs the file for oneself alone: fails while anyone else has it open
            database.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        raise StoreBusy(location=str(target)) from error
    except sqlite3.DatabaseError:
        return  # damaged: exactly what a restore is for


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
