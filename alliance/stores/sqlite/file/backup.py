"""Copies of a store: written while others read and write, and checked before they are called good."""

# ruff: noqa: S608 - statements are put together from constants of this package; values go as parameters
from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from alliance.atomic_files import replace_file
from alliance.errors import StoreDamaged
from alliance.stores.port import Progress
from alliance.stores.sqlite.audit import first_broken
from alliance.stores.sqlite.file.failures import RESTORE, translate_errors

PAGES = 4_096
_COUNTED = ("node", "tie", "work", "ledger", "audit")


def copy_of(db: sqlite3.Connection, target: Path, progress: Progress | None = None) -> Mapping[str, Any]:
    """Write what the connection sees to ``target`` and return counts and revisions. Raises ``StoreDamaged`` where the copy does not hold.

    The file appears under its name only when it is whole and checked. The connection holds one state of the store for
    as long as it takes, so that writers neither wait nor make the copy start again.
    """
    own = not db.in_transaction
    if own:
        db.execute("BEGIN")
    try:
        expected = _counts(db)
        with replace_file(target) as part, translate_errors(str(target)):
            _copy(db, part, progress)
            _check(part, expected)
        return expected
    finally:
        if own and db.in_transaction:
            db.execute("ROLLBACK")


def _copy(db: sqlite3.Connection, part: Path, progress: Progress | None) -> None:
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        part.chmod(0o600)
        db.backup(copy, pages=PAGES, progress=(lambda _, left, total: progress(total - left, total)) if progress else None, sleep=0.001)
        copy.execute("PRAGMA journal_mode=DELETE")
    with part.open("rb") as file:
        os.fsync(file.fileno())


def _check(part: Path, expected: Mapping[str, Any]) -> None:
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        good = copy.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        if not good or _counts(copy) != expected or first_broken(copy):
            raise StoreDamaged(location=str(part), command=RESTORE)


def _counts(db: sqlite3.Connection) -> dict[str, Any]:
    counts = {f"{table}s": db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _COUNTED}
    counts |= db.execute("SELECT name, value FROM meta WHERE name IN ('revision', 'work_revision')")
    return counts
