"""The snapshot out of Neo4j: nodes stream with the ties that start from them, then become arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from alliance import schema
from alliance.model.snapshot import LIST_COLUMNS, NODE_COLUMNS, TIE_COLUMNS, IdTable, Snapshot
from alliance.stores.neo4j.rows import kind_of
from alliance.stores.neo4j.server.server import Statements
from alliance.stores.port import Progress

TEXTS = (
    "system",
    "level",
    "rank",
    "form",
    "subkind",
    "state",
)  # properties from which figures are made, in the order of ``snapshot.cypher``
STEP = 5_000


def _plan() -> dict[str, dict[str, tuple[int, dict[str, int]]]]:
    """kind → column → place among TEXTS and codes of its vocabulary."""
    plan: dict[str, dict[str, tuple[int, dict[str, int]]]] = {}
    for kind in schema.NODE_KINDS:
        plan[kind.name] = {
            prop.column: (TEXTS.index(prop.name), {choice.code: i for i, choice in enumerate(prop.choices)})
            for prop in kind.properties
            if prop.column in ("form", "rank", "system")
        }
    return plan


_PLAN = _plan()


class _Nodes:
    def __init__(self) -> None:
        self.ids: list[bytes] = []
        self.rows: list[tuple[int, ...]] = []  # key, kind, first, last, until, size, form, rank
        self.systems: list[str] = []
        self.checks: list[list[int] | None] = []

    def add(self, labels: list[str], node: list[Any]) -> None:
        id_, key, first, last, until, size, checks, *texts = node
        kind = kind_of(labels)
        plan = _PLAN[kind]
        form, rank = (plan[column][1].get(texts[plan[column][0]] or "", 0) if column in plan else 0 for column in ("form", "rank"))
        self.ids.append(id_.encode())
        self.rows.append((key, schema.NODE_CODE[kind], first or 0, last or 0, until or 0, -1 if size is None else size, form, rank))
        self.systems.append((texts[0] or "") if "system" in plan else "")
        self.checks.append(checks)


def build(
    q: Statements,
    store: str,
    revision: int,
    settings: Mapping[str, Any],
    progress: Progress | None,
    total: int,
    rows: Iterable[Any] | None = None,
) -> Snapshot:
    """Return the snapshot of what stands now, of all or of the ``rows`` of ``cypher/analyse/part.cypher``. O(n + m log m)."""
    nodes = _Nodes()
    ties: list[tuple[int, ...]] = []
    roles: list[str] = []
    days: list[tuple[int, list[int]]] = []
    for labels, node, its in q.stream("snapshot") if rows is None else rows:
        nodes.add(labels, node)
        for kind, target, key, first, last, until, seen, several, role, size in its:
            if several:
                days.append((len(ties), several))
            ties.append((key, schema.TIE_CODE[kind], node[1], target, first or 0, last or 0, until or 0, seen or 0, -1 if size is None else size))
            roles.append(role or "")
        if progress and len(nodes.ids) % STEP == 0:
            progress(min(len(nodes.ids) + len(ties), total), total)
    order = sorted(range(len(nodes.ids)), key=nodes.ids.__getitem__)
    columns, systems = _node_columns(nodes, order)
    number = {nodes.rows[at][0]: i for i, at in enumerate(order)}
    tie_columns, role_words = _tie_columns(ties, roles, days, number)
    types = {**NODE_COLUMNS, **TIE_COLUMNS, **LIST_COLUMNS}
    arrays = {name: np.ascontiguousarray((columns | tie_columns)[name], dtype=kind) for name, kind in types.items()}
    for array in arrays.values():
        array.setflags(write=False)
    return Snapshot(store, revision, IdTable.of(nodes.ids[at].decode() for at in order), arrays, role_words, systems, dict(settings))


def _numbered(words: list[str]) -> tuple[list[int], tuple[str, ...]]:
    table = {"": 0}
    return [table.setdefault(word, len(table)) for word in words], tuple(table)


def _node_columns(nodes: _Nodes, order: list[int]) -> tuple[dict[str, Any], tuple[str, ...]]:
    found = np.array([nodes.rows[at] for at in order], dtype=np.int64).reshape(-1, 8)
    columns: dict[str, Any] = {name: found[:, i] for i, name in enumerate(("key", "kind", "first", "last", "until", "count", "form", "rank"))}
    columns["system"], systems = _numbered([nodes.systems[at] for at in order])
    pairs = [(i, day) for i, at in enumerate(order) for day in nodes.checks[at] or ()]
    checks = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return columns | {"check_node": checks[:, 0], "check_day": checks[:, 1]}, systems


def _tie_columns(
    ties: list[tuple[int, ...]],
    roles: list[str],
    days: list[tuple[int, list[int]]],
    number: Mapping[int, int],
) -> tuple[dict[str, Any], tuple[str, ...]]:
    found = np.array(ties, dtype=np.int64).reshape(-1, 9)
    source = np.array([number[key] for key in found[:, 2].tolist()], dtype=np.int64)
    target = np.array([number[key] for key in found[:, 3].tolist()], dtype=np.int64)
    order = np.lexsort((found[:, 0], found[:, 4], target, source, found[:, 1]))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    found = found[order]
    columns: dict[str, Any] = {"source": source[order], "target": target[order]}
    for i, name in ((0, "key"), (1, "kind"), (4, "first"), (5, "last"), (6, "until"), (7, "seen"), (8, "count")):
        columns[f"tie_{name}"] = found[:, i]
    columns["tie_role"], words = _numbered([roles[at] for at in order.tolist()])
    pairs = sorted((int(place[at]), day) for at, several in days for day in several)
    seen = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return columns | {"seen_tie": seen[:, 0], "seen_day": seen[:, 1]}, words
