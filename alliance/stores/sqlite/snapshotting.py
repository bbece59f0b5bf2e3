"""The snapshot, streamed from the columns beside the JSON into arrays."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.model.snapshot import LIST_COLUMNS, NODE_COLUMNS, TIE_COLUMNS, IdTable
from alliance.stores.base import Progress

BLOCK = 200_000


def columns(connection: sqlite3.Connection, progress: Progress | None = None) -> tuple[IdTable, dict[str, NDArray[Any]], tuple[str, ...], tuple[str, ...]]:
    """Return ids, columns, roles and systems of the present state. O(n + m), about one second a million rows."""
    total = sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("node", "tie"))
    ids, arrays, systems = _nodes(connection)
    if progress:
        progress(len(ids), total)
    more, roles = _ties(connection, arrays["key"])
    if progress:
        progress(total, total)
    arrays |= more
    for name, dtype in {**NODE_COLUMNS, **TIE_COLUMNS, **LIST_COLUMNS}.items():
        arrays[name] = np.ascontiguousarray(arrays[name], dtype=dtype)
        arrays[name].setflags(write=False)
    return ids, arrays, roles, systems


def _blocks(connection: sqlite3.Connection, query: str) -> Iterable[NDArray[np.int64]]:
    cursor = connection.execute(query)
    while rows := cursor.fetchmany(BLOCK):
        yield np.array(rows, dtype=np.int64)


def _table(connection: sqlite3.Connection, query: str, width: int) -> NDArray[np.int64]:
    blocks = list(_blocks(connection, query))
    return np.concatenate(blocks) if blocks else np.zeros((0, width), dtype=np.int64)


def _nodes(connection: sqlite3.Connection) -> tuple[IdTable, dict[str, NDArray[Any]], tuple[str, ...]]:
    names = ("key", "kind", "first", "last", "until", "count", "form", "rank")
    # the order of ids is that of their UTF-8 bytes, which is SQLite's own for text
    table = _table(connection, f"SELECT {', '.join(names)} FROM node ORDER BY id", len(names))
    ids = IdTable.of(row[0] for row in connection.execute("SELECT id FROM node ORDER BY id"))
    arrays: dict[str, NDArray[Any]] = {name: table[:, i] for i, name in enumerate(names)}
    order = np.argsort(arrays["key"])
    systems, numbers = [""], np.zeros(len(ids), dtype=np.int32)
    places: dict[str, int] = {"": 0}
    for key, word in connection.execute("SELECT key, system FROM node WHERE system <> '' ORDER BY id"):
        if word not in places:
            places[word] = len(systems)
            systems.append(word)
        numbers[_at(arrays["key"], order, key)] = places[word]
    arrays["system"] = numbers
    checks = [(_at(arrays["key"], order, key), int(day)) for key, days in connection.execute("SELECT key, checks FROM node WHERE checks <> '' ORDER BY id") for day in days.split(",")]
    arrays["check_node"] = np.array([node for node, _ in checks], dtype=np.int32)
    arrays["check_day"] = np.array([day for _, day in checks], dtype=np.int32)
    return ids, arrays, tuple(systems)


def _at(keys: NDArray[Any], order: NDArray[Any], key: int) -> int:
    return int(order[np.searchsorted(keys, key, sorter=order)])


def _ties(connection: sqlite3.Connection, node_keys: NDArray[Any]) -> tuple[dict[str, NDArray[Any]], tuple[str, ...]]:
    names = ("key", "kind", "source", "target", "first", "last", "until", "seen", "count")
    table = _table(connection, f"SELECT {', '.join(names)} FROM tie", len(names))
    order = np.argsort(node_keys)
    ends = [order[np.searchsorted(node_keys, table[:, i], sorter=order)] if len(table) else table[:, i] for i in (2, 3)]
    rank = np.lexsort((table[:, 0], table[:, 4], ends[1], ends[0], table[:, 1]))
    keys = table[rank, 0]
    arrays: dict[str, NDArray[Any]] = {
        "tie_key": keys, "tie_kind": table[rank, 1], "source": ends[0][rank], "target": ends[1][rank],
        **{f"tie_{name}": table[rank, i] for i, name in enumerate(names) if name in ("first", "last", "until", "seen", "count")},
    }
    by_key = np.argsort(keys)
    arrays["tie_role"], roles = _roles(connection, keys, by_key)
    seen = [(_at(keys, by_key, key), int(day)) for key, days in connection.execute("SELECT key, days FROM tie WHERE days <> ''") for day in days.split(",")]
    seen.sort()
    arrays["seen_tie"] = np.array([tie for tie, _ in seen], dtype=np.int32)
    arrays["seen_day"] = np.array([day for _, day in seen], dtype=np.int32)
    return arrays, roles


def _roles(connection: sqlite3.Connection, keys: NDArray[Any], by_key: NDArray[Any]) -> tuple[NDArray[Any], tuple[str, ...]]:
    """Roles numbered by first appearance in the order of the snapshot's ties, as ``model.building`` does."""
    words = [row[0] for row in connection.execute("SELECT DISTINCT role FROM tie WHERE role <> '' ORDER BY role")]
    raw = np.zeros(len(keys), dtype=np.int16)
    for number, word in enumerate(words, 1):
        found = np.fromiter((row[0] for row in connection.execute("SELECT key FROM tie WHERE role = ?", (word,))), dtype=np.int64)
        raw[by_key[np.searchsorted(keys, found, sorter=by_key)]] = number
    present, first = np.unique(raw, return_index=True)
    appearing = [int(number) for number in present[np.argsort(first)] if number]
    renumbered = np.zeros(len(words) + 1, dtype=np.int16)
    renumbered[appearing] = np.arange(1, len(appearing) + 1, dtype=np.int16)
    return renumbered[raw], ("", *(words[number - 1] for number in appearing))


def frozen(arrays: Mapping[str, NDArray[Any]]) -> None:
    """Make arrays read-only."""
    for array in arrays.values():
        array.setflags(write=False)
