"""The snapshot out of the tables: numbers leave SQLite as one text a block and are read by numpy, not row by row."""

# ruff: noqa: S608 - statements are put together from constants of this package; values go as parameters
from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance import schema
from alliance.model.snapshot import IdTable, Snapshot, typed_columns
from alliance.stores.figures import intervals
from alliance.stores.port import Progress

BLOCK = 250_000
_NODES = ("key", "kind", "first", "last", "until", "count", "form", "rank", "system")
_TIES = ("key", "kind", "source", "target", "first", "last", "until", "seen", "role", "count")
Longs = NDArray[np.int64]


def build(db: sqlite3.Connection, store: str, revision: int, settings: Mapping[str, Any], progress: Progress | None = None) -> Snapshot:
    """Return the snapshot of what the connection's read transaction sees. O(n + m log m)."""
    total = sum(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("node", "tie"))
    tell = _teller(progress, total)
    names = dict(db.execute("SELECT number, name FROM kind"))
    ids, keys = _ids(db)
    nodes = _block_rows(db, "node", _NODES, tell)
    number = np.full((int(keys.max()) if len(keys) else 0) + 1, -1, dtype=np.int32)
    number[keys] = np.arange(len(keys), dtype=np.int32)
    order = np.empty(len(keys), dtype=np.int64)
    order[number[nodes[0]]] = np.arange(len(keys))
    columns = dict(zip(_NODES, (column[order] for column in nodes), strict=True))
    columns["kind"] = _codes(names, schema.NODE_CODE)[columns["kind"]]
    columns["system"], systems = _by_appearance(db, columns["system"])
    ties, columns_of_ties, roles = _ties(db, names, number, tell)
    columns |= columns_of_ties
    columns |= _lists(db, "node", "checks", ("told_node", "told_first", "told_last"), number)
    columns |= _lists(db, "tie", "days", ("seen_tie", "seen_first", "seen_last"), ties)
    return Snapshot(store=store, revision=revision, ids=ids, columns=typed_columns(columns), roles=roles, systems=systems, settings=dict(settings))


def _teller(progress: Progress | None, total: int) -> Progress:
    done = 0

    def tell(rows: int, _: int) -> None:
        nonlocal done
        done += rows
        if progress:
            progress(min(done, total), total)

    return tell


def _numbers(text: str | None) -> Longs:
    return np.fromstring(text, dtype=np.int64, sep=",") if text else np.zeros(0, dtype=np.int64)


def _block_rows(db: sqlite3.Connection, table: str, names: tuple[str, ...], tell: Progress) -> list[Longs]:
    """Return the columns of a table in ascending order of key."""
    columns = ", ".join(f"group_concat({name})" for name in names)  # a text each: half of what putting rows together costs
    last = db.execute(f"SELECT coalesce(max(key), 0) FROM {table}").fetchone()[0]
    blocks: list[list[Longs]] = []
    for low in range(1, last + 1, BLOCK):
        block = f"SELECT {columns} FROM (SELECT * FROM {table} WHERE key BETWEEN ? AND ? ORDER BY key)"
        blocks.append([_numbers(text) for text in db.execute(block, (low, low + BLOCK - 1)).fetchone()])
        tell(len(blocks[-1][0]), 0)
    return [np.concatenate([np.zeros(0, dtype=np.int64), *(block[i] for block in blocks)]) for i in range(len(names))]


def _ids(db: sqlite3.Connection) -> tuple[IdTable, Longs]:
    """Return the ids in order of their bytes and the keys beside them."""
    ordered = "SELECT i.id AS id, i.key AS key FROM node_id i JOIN node x ON x.key = i.key ORDER BY i.id"
    keys, text = db.execute(f"SELECT group_concat(key), CAST(group_concat(id, char(10)) AS BLOB) FROM ({ordered})").fetchone()
    found = _numbers(keys)
    block = np.frombuffer(text or b"", dtype=np.uint8)
    ends = np.flatnonzero(block == 10)
    if len(ends) != max(0, len(found) - 1):  # an id with a line break in it
        return IdTable.of(row[0] for row in db.execute(ordered)), found
    offsets = np.zeros(len(found) + 1, dtype=np.int64)
    if len(found):
        offsets[1:-1] = ends - np.arange(len(ends))
        offsets[-1] = len(block) - len(ends)
    return IdTable(block[block != 10], offsets), found


def _codes(names: Mapping[int, str], codes: Mapping[str, int]) -> Longs:
    table = np.zeros(max(names) + 1, dtype=np.int64)
    for number, name in names.items():
        table[number] = codes.get(name, 0)
    return table


def _by_appearance(db: sqlite3.Connection, column: Longs) -> tuple[Longs, tuple[str, ...]]:
    """Renumber words in the order in which they first appear; 0 stays the empty text."""
    present, first = np.unique(column, return_index=True)
    ordered = [int(word) for _, word in sorted(zip(first.tolist(), present.tolist(), strict=True)) if word]
    table = np.zeros((int(present.max()) if len(present) else 0) + 1, dtype=np.int64)
    table[ordered] = np.arange(1, len(ordered) + 1)
    words = dict(db.execute("SELECT number, text FROM word"))
    return table[column], ("", *(words[word] for word in ordered))


def _ties(
    db: sqlite3.Connection, names: Mapping[int, str], number: NDArray[np.int32], tell: Progress
) -> tuple[Longs, dict[str, Longs], tuple[str, ...]]:
    """Return key → tie number, the columns in order of the snapshot, and the roles."""
    rows = dict(zip(_TIES, _block_rows(db, "tie", _TIES, tell), strict=True))
    kind = _codes(names, schema.TIE_CODE)[rows["kind"]]
    source, target = number[rows["source"]].astype(np.int64), number[rows["target"]].astype(np.int64)
    order = _order((kind * len(number) + source) * len(number) + target, rows["first"])
    by_key = np.full((int(rows["key"].max()) if len(order) else 0) + 1, -1, dtype=np.int64)
    by_key[rows["key"][order]] = np.arange(len(order))
    role, roles = _by_appearance(db, rows["role"][order])
    columns = {f"tie_{name}": rows[name][order] for name in ("key", "first", "last", "until", "seen", "count")}
    return by_key, columns | {"tie_kind": kind[order], "source": source[order], "target": target[order], "tie_role": role}, roles


def _order(ends: Longs, first: Longs) -> Longs:
    """Order by (ends, first), equal ones as they come, which is by key. Only rows with equal ends are looked at twice."""
    order = np.argsort(ends, kind="stable")
    sorted_ends = ends[order]
    equal = np.zeros(len(order) + 1, dtype=bool)
    equal[1:-1] = sorted_ends[1:] == sorted_ends[:-1]
    doubtful = np.flatnonzero(equal[:-1] | equal[1:])
    rows = order[doubtful]
    order[doubtful] = rows[np.lexsort((rows, first[rows], ends[rows]))]
    return order


def _lists(db: sqlite3.Connection, table: str, column: str, names: tuple[str, str, str], number: NDArray[Any]) -> dict[str, Longs]:
    """Return the intervals of days that a few rows have several of, in order of the rows."""
    found = np.array(sorted(_read_lists(db, table, column, number)), dtype=np.int64).reshape(-1, 3)
    return {name: found[:, i] for i, name in enumerate(names)}


def _read_lists(db: sqlite3.Connection, table: str, column: str, number: NDArray[Any]) -> Iterator[tuple[int, int, int]]:
    for key, text in db.execute(f"SELECT key, {column} FROM {table} WHERE {column} IS NOT NULL"):
        at = int(number[key])
        for first, last in intervals(text):
            yield at, first, last
