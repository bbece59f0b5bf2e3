"""The snapshot out of Neo4j: nodes stream with the ties that start from them, then become arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from alliance import schema
from alliance.model.snapshot import IdTable, Snapshot, typed_columns
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
        self.told: list[list[tuple[int, int]]] = []

    def add(self, labels: list[str], node: list[Any]) -> None:
        id_, key, first, last, until, size, told_firsts, told_lasts, *texts = node
        kind = kind_of(labels)
        plan = _PLAN[kind]
        form, rank = (plan[column][1].get(texts[plan[column][0]] or "", 0) if column in plan else 0 for column in ("form", "rank"))
        self.ids.append(id_.encode())
        self.rows.append((key, schema.NODE_CODE[kind], first or 0, last or 0, until or 0, -1 if size is None else size, form, rank))
        self.systems.append((texts[0] or "") if "system" in plan else "")
        self.told.append(list(zip(told_firsts or (), told_lasts or (), strict=True)))


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
    as_ofs: list[tuple[int, int, int]] = []  # position among ties, first, last
    for labels, node, its in q.stream("snapshot") if rows is None else rows:
        nodes.add(labels, node)
        for kind, target, key, first, last, until, seen, seen_firsts, seen_lasts, role, size in its:
            as_ofs += [(len(ties), *days) for days in zip(seen_firsts or (), seen_lasts or (), strict=True)]
            ties.append((key, schema.TIE_CODE[kind], node[1], target, first or 0, last or 0, until or 0, seen or 0, -1 if size is None else size))
            roles.append(role or "")
        if progress and len(nodes.ids) % STEP == 0:
            progress(min(len(nodes.ids) + len(ties), total), total)
    order = sorted(range(len(nodes.ids)), key=nodes.ids.__getitem__)
    columns, systems = _node_columns(nodes, order)
    number = {nodes.rows[at][0]: i for i, at in enumerate(order)}
    tie_columns, role_words = _tie_columns(ties, roles, as_ofs, number)
    return Snapshot(
        store=store,
        revision=revision,
        ids=IdTable.of(nodes.ids[at].decode() for at in order),
        columns=typed_columns(columns | tie_columns),
        roles=role_words,
        systems=systems,
        settings=dict(settings),
    )


def _numbered(words: list[str]) -> tuple[list[int], tuple[str, ...]]:
    table = {"": 0}
    return [table.setdefault(word, len(table)) for word in words], tuple(table)


def _node_columns(nodes: _Nodes, order: list[int]) -> tuple[dict[str, Any], tuple[str, ...]]:
    found = np.array([nodes.rows[at] for at in order], dtype=np.int64).reshape(-1, 8)
    columns: dict[str, Any] = {name: found[:, i] for i, name in enumerate(("key", "kind", "first", "last", "until", "count", "form", "rank"))}
    columns["system"], systems = _numbered([nodes.systems[at] for at in order])
    listed = [(i, *days) for i, at in enumerate(order) for days in nodes.told[at]]
    return columns | _list_columns(("told_node", "told_first", "told_last"), listed), systems


def _list_columns(names: tuple[str, str, str], rows: list[tuple[int, int, int]]) -> dict[str, Any]:
    found = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return {name: found[:, i] for i, name in enumerate(names)}


def _tie_columns(
    ties: list[tuple[int, ...]],
    roles: list[str],
    as_ofs: list[tuple[int, int, int]],
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
    listed = sorted((int(place[at]), first, last) for at, first, last in as_ofs)
    return columns | _list_columns(("seen_tie", "seen_first", "seen_last"), listed), words
