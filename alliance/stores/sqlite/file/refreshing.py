"""Stored figures worked out afresh from the stored properties, after a change of the vocabulary."""

# ruff: noqa: S608 - statements are put together from constants of this package; values go as parameters
from __future__ import annotations

import json
import sqlite3

from alliance import schema
from alliance.stores.sqlite.figures import node_figures
from alliance.stores.sqlite.file.tables import NODE_FIGURES
from alliance.stores.sqlite.vocabulary import Vocabulary

_SET = f"UPDATE node SET {', '.join(name + ' = ?' for name in NODE_FIGURES)} WHERE key = ?"
_ROWS = "SELECT x.key, x.kind, t.props FROM node x JOIN node_text t ON t.key = x.key WHERE x.key > ? ORDER BY x.key LIMIT ?"
PAGE = 10_000


def refresh(db: sqlite3.Connection) -> None:
    """Write the figures of all nodes once more. Those of ties hang on no vocabulary."""
    words, at = Vocabulary(db), 0
    while rows := db.execute(_ROWS, (at, PAGE)).fetchall():
        at = rows[-1][0]
        found = [(key, node_figures(words.names[kind], json.loads(props))) for key, kind, props in rows if words.names[kind] in schema.NODE_CODE]
        db.executemany(_SET, [(*figures[:6], words.word(figures[6]), figures[7], key) for key, figures in found])
