"""Stored figures worked out afresh from the stored properties, after a change of the vocabulary or of what is kept."""

# ruff: noqa: S608 - statements are put together from constants of this package; values go as parameters
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from alliance import schema
from alliance.stores.figures import node_figures, tie_figures
from alliance.stores.sqlite.file.tables import NODE_FIGURES, TIE_FIGURES
from alliance.stores.sqlite.vocabulary import Vocabulary

PAGE = 10_000


def refresh(db: sqlite3.Connection) -> None:
    """Write the figures of all nodes and ties once more."""
    words = Vocabulary(db)
    for page in _pages(db, "node"):
        found = [(key, node_figures(words.names[kind], json.loads(props))) for key, kind, props in page if words.names[kind] in schema.NODE_CODE]
        db.executemany(_update("node", NODE_FIGURES), [(*figures[:6], words.word(figures[6]), figures[7], key) for key, figures in found])
    for page in _pages(db, "tie"):
        rows = [(key, tie_figures(json.loads(props))) for key, _, props in page]
        db.executemany(_update("tie", TIE_FIGURES), [(*figures[:4], words.word(figures[4]), *figures[5:], key) for key, figures in rows])


def _update(table: str, names: tuple[str, ...]) -> str:
    return f"UPDATE {table} SET {', '.join(name + ' = ?' for name in names)} WHERE key = ?"


def _pages(db: sqlite3.Connection, table: str) -> Iterator[list[tuple[Any, ...]]]:
    """Yield (key, kind, properties) of all rows of a table, page by page."""
    page = f"SELECT x.key, x.kind, t.props FROM {table} x JOIN {table}_text t ON t.key = x.key WHERE x.key > ? ORDER BY x.key LIMIT ?"
    at = 0
    while rows := db.execute(page, (at, PAGE)).fetchall():
        at = rows[-1][0]
        yield rows
