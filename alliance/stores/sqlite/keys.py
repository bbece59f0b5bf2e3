"""Integer keys for ids: one for each id, for ever. Asked for in bulk while staging."""

# ruff: noqa: S608 - statements are put together from constants of this package; values go as parameters
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

Table = Literal["node_id", "tie_id"]
_ASK = {name: f"SELECT id, key FROM {name} WHERE id IN (SELECT value FROM json_each(?))" for name in ("node_id", "tie_id")}
_ENTER = {name: f"INSERT OR IGNORE INTO {name} (key, id) VALUES (?,?)" for name in ("node_id", "tie_id")}
_LAST = "SELECT seq FROM sqlite_sequence WHERE name = ?"
KEPT = 400_000


def known_keys(db: sqlite3.Connection, table: Table, ids: Iterable[str]) -> dict[str, int]:
    """Return id → key of those that have one."""
    return dict(db.execute(_ASK[table], (json.dumps(list(ids)),)))


def keys_for(db: sqlite3.Connection, table: Table, ids: Sequence[str]) -> dict[str, int]:
    """Return id → key, giving new ones to the ids that have none. ``ids`` hold each id once. Within a write transaction."""
    row = db.execute(_LAST, (table,)).fetchone()
    start = (row[0] if row else 0) + 1
    # mostly all are new: try that first, and ask only when it was not so
    done = db.executemany(_ENTER[table], list(enumerate(ids, start))).rowcount
    if done == len(ids):
        return {node: key for key, node in enumerate(ids, start)}
    return known_keys(db, table, ids)


class EndKeys:
    """Keys of the ends of ties over a long staging; the ones met lately are remembered."""

    def __init__(self) -> None:
        self._met: dict[str, int] = {}

    def of(self, db: sqlite3.Connection, ids: Iterable[str]) -> Mapping[str, int]:
        """Return a mapping that holds the keys of these ids (and of others)."""
        wanted = {node for node in ids if node} - self._met.keys()
        if len(self._met) + len(wanted) > KEPT:
            self._met.clear()
            wanted = {node for node in ids if node}
        if wanted:
            self._met |= self._find_keys(db, sorted(wanted))
        return self._met

    def learn(self, more: Mapping[str, int]) -> None:
        """Remember keys that are known already."""
        if len(self._met) + len(more) <= KEPT:
            self._met |= more

    def _find_keys(self, db: sqlite3.Connection, wanted: list[str]) -> dict[str, int]:
        known = known_keys(db, "node_id", wanted)
        fresh = [node for node in wanted if node not in known]
        return known | (keys_for(db, "node_id", fresh) if fresh else {})
