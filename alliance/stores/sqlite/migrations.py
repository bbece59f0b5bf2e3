"""Making a store and bringing an older one up to date: one transaction, after a copy of the old file."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable
from pathlib import Path

from alliance.errors import StoreDamaged, StoreTooNew
from alliance.stores.sqlite import keeping
from alliance.stores.sqlite.connection import APPLICATION, transaction
from alliance.stores.sqlite.tables import TABLES, VERSION

# from version n to n + 1; each runs inside the one transaction
STEPS: dict[int, Callable[[sqlite3.Connection], None]] = {}


def ready(connection: sqlite3.Connection, path: Path, *, writable: bool, steps: dict[int, Callable[[sqlite3.Connection], None]] | None = None, version: int = VERSION) -> None:
    """Make a new store, check one that is there, or bring it up to date. A foreign file is refused untouched."""
    application, found = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if application == 0 and found == 0 and writable and not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        _make(connection, path)
        return
    if application != APPLICATION:
        raise StoreDamaged(location=str(path), command=f"alliance restore BACKUP --to {path}")
    if found > version:
        raise StoreTooNew(location=str(path), found=found, known=version)
    if found < version and writable:
        _upgrade(connection, path, found, version, steps if steps is not None else STEPS)


def _make(connection: sqlite3.Connection, path: Path) -> None:
    with transaction(connection, path):
        # another process may have made it while this one waited
        if connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION:
            return
        for statement in TABLES.split(";\n"):
            if statement.strip():
                connection.execute(statement)
        connection.executemany("INSERT INTO meta VALUES (?, ?)", [("id", uuid.uuid4().hex), ("revision", "0"), ("work_revision", "0")])
        connection.execute(f"PRAGMA user_version={VERSION}")
        connection.execute(f"PRAGMA application_id={APPLICATION}")


def _upgrade(connection: sqlite3.Connection, path: Path, found: int, version: int, steps: dict[int, Callable[[sqlite3.Connection], None]]) -> None:
    keeping.backup(connection, path, path.with_name(f"{path.name}.v{found}.backup"))
    with transaction(connection, path):
        now = connection.execute("PRAGMA user_version").fetchone()[0]
        for step in range(now, version):
            steps[step](connection)
        connection.execute(f"PRAGMA user_version={version}")
