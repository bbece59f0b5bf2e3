"""Finding nodes by text: exact labels by index, text inside names by characters and pairs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from alliance import schema
from alliance.model import Hit, Node
from alliance.model.matching import matching_key
from alliance.stores.sqlite.labels import query_of
from alliance.stores.sqlite.rows import NODE_FIELDS, chunks, marks, node_of

RANKED = 2000  # as many are looked at one by one; beyond it the engine's own count stands


def find(connection: sqlite3.Connection, text: str, kinds: Sequence[str], limit: int) -> tuple[list[Hit], int]:
    """Return the best hits and how many there are in all."""
    key, parts = matching_key(text), [part for part in map(matching_key, text.split()) if part]
    if not key:
        return [], 0
    codes = [schema.node_kind(kind).name for kind in kinds]
    found = _exact(connection, key, codes)
    inside, more = _inside(connection, parts, codes)
    found |= inside
    ranked = sorted(filter(None, (_hit(node, key, parts) for node in found.values())), key=lambda pair: pair[0])
    return [hit for _, hit in ranked[:limit]], max(len(ranked), more)


def _exact(connection: sqlite3.Connection, key: str, kinds: Sequence[str]) -> dict[int, Node]:
    rows = connection.execute(
        f"""SELECT DISTINCT {NODE_FIELDS} FROM label l JOIN node n ON n.key = l.node WHERE l.match >= ? AND l.match < ? {_only(kinds)}
        ORDER BY l.match LIMIT ?""", (key, key + "\U0010ffff", *_codes(kinds), RANKED))
    return {row[0]: node_of(row) for row in rows}


def _inside(connection: sqlite3.Connection, parts: list[str], kinds: Sequence[str]) -> tuple[dict[int, Node], int]:
    query = " AND ".join(query_of(part) for part in parts)
    rows = connection.execute(
        f"SELECT {NODE_FIELDS} FROM text x JOIN node n ON n.key = x.rowid WHERE text MATCH ? {_only(kinds)} LIMIT ?", (query, *_codes(kinds), RANKED)
    ).fetchall()
    if len(rows) < RANKED:
        return {row[0]: node_of(row) for row in rows}, 0
    total = connection.execute(f"SELECT count(*) FROM text x JOIN node n ON n.key = x.rowid WHERE text MATCH ? {_only(kinds)}", (query, *_codes(kinds))).fetchone()[0]
    return {row[0]: node_of(row) for row in rows}, int(total)


def _only(kinds: Sequence[str]) -> str:
    return f"AND n.kind IN ({marks(len(kinds))})" if kinds else ""


def _codes(kinds: Sequence[str]) -> list[int]:
    return [schema.NODE_CODE[kind] for kind in kinds]


def _hit(node: Node, key: str, parts: list[str]) -> tuple[tuple[int, int, str], Hit] | None:
    name, aliases = matching_key(node.name), [(matching_key(alias), alias) for alias in node.props.get("aliases", ())]
    number = str(node.props.get("number", ""))
    tests = [
        (key == matching_key(node.id), "id", node.id), (bool(number) and key == matching_key(number), "number", number), (key == name, "name", node.name),
        *((key == alias, "alias", text) for alias, text in aliases),
        (name.startswith(key), "name", node.name), *((alias.startswith(key), "alias", text) for alias, text in aliases),
        (key in name, "name", node.name), *((key in alias, "alias", text) for alias, text in aliases),
        (all(any(part in text for text in (name, *(alias for alias, _ in aliases))) for part in parts), "part", node.name),
    ]
    n = len(aliases)
    ranks = [0, 0, 1, *[2] * n, 3, *[4] * n, 5, *[6] * n, 7]
    for rank, (holds, matched, text) in zip(ranks, tests, strict=True):
        if holds:
            return (rank, len(node.name), node.id), Hit(node, matched, text)
    return None


def named(connection: sqlite3.Connection, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Node]]:
    """Return for each (kind, spelling) the nodes that answer to it exactly by id, number, name or alias, by id."""
    wanted: dict[str, list[tuple[str, str]]] = {}
    for kind, spelling in keys:
        wanted.setdefault(matching_key(spelling), []).append((kind, spelling))
    found: dict[tuple[str, str], list[Node]] = {key: [] for keys_ in wanted.values() for key in keys_}
    for block in chunks([match for match in wanted if match]):
        rows = connection.execute(
            f"SELECT DISTINCT l.match, {NODE_FIELDS} FROM label l JOIN node n ON n.key = l.node WHERE l.match IN ({marks(len(block))}) ORDER BY n.id", block)
        for row in rows.fetchall():
            node = node_of(row[1:])
            for key in wanted[row[0]]:
                if key[0] in ("", node.kind):
                    found[key].append(node)
    return found
