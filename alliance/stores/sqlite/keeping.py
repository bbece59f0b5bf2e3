"""Copies: the online backup, checked before it is called good, and the way back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from alliance.errors import StoreDamaged, StoreReadOnly
from alliance.stores.base import Progress
from alliance.stores.sqlite.connection import APPLICATION, mapped, opened

PAGES = 2000  # a step of the copy; others read and write between steps


def backup(source: sqlite3.Connection, path: Path, target: Path, progress: Progress | None = None) -> Mapping[str, Any]:
    """Write a consistent copy and return its counts and revision. The target appears whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with mapped(target):
            copy = sqlite3.connect(half)
            try:
                source.backup(copy, pages=PAGES, progress=_reported(progress))
                copy.execute("PRAGMA journal_mode=DELETE")
            finally:
                copy.close()
        facts = checked(half)
        if target.exists() and target.samefile(path):
            raise StoreReadOnly(location=str(target))
        half.chmod(0o600)
        half.replace(target)
        return facts
    finally:
        half.unlink(missing_ok=True)


def _reported(progress: Progress | None) -> Any:
    return (lambda _status, remaining, total: progress(total - remaining, total)) if progress else None


def checked(path: Path) -> Mapping[str, Any]:
    """Return counts and revision of a store file after an integrity check; raises ``StoreDamaged``."""
    with mapped(path):
        connection = opened(path, writable=False)
        try:
            ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
            fine = ours and connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok" and not connection.execute("PRAGMA foreign_key_check").fetchone()
            if not fine:
                raise StoreDamaged(location=str(path), command=f"alliance restore BACKUP --to {path}")
            counts = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("node", "tie", "work", "ledger", "audit")}
            revision = int(connection.execute("SELECT value FROM meta WHERE name = 'revision'").fetchone()[0])
            return {"nodes": counts["node"], "ties": counts["tie"], "work": counts["work"], "batches": counts["ledger"], "revision": revision}
        finally:
            connection.close()
