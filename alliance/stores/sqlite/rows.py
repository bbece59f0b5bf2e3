"""Rows of the file as records."""

# ruff: noqa: S608 - statements are put together from constants of this package; values go as parameters
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from alliance.model import Change, Node, Tie, Work

NODES = """SELECT i.id, k.name, t.name, t.props, x.version, x.key
    FROM node x JOIN node_id i ON i.key = x.key JOIN node_text t ON t.key = x.key JOIN kind k ON k.number = x.kind"""
TIES = """SELECT i.id, k.name, a.id, b.id, t.props, x.version, x.key
    FROM tie x JOIN tie_id i ON i.key = x.key JOIN tie_text t ON t.key = x.key JOIN kind k ON k.number = x.kind
    JOIN node_id a ON a.key = x.source JOIN node_id b ON b.key = x.target"""
WORKS = "SELECT kind, id, state, data, version FROM work"


def node(row: tuple[Any, ...]) -> Node:
    """Return the node of a row of ``NODES``."""
    return Node(id=row[0], kind=row[1], name=row[2], props=json.loads(row[3]), version=row[4], key=row[5])


def tie(row: tuple[Any, ...]) -> Tie:
    """Return the tie of a row of ``TIES``."""
    return Tie(id=row[0], kind=row[1], source=row[2], target=row[3], props=json.loads(row[4]), version=row[5], key=row[6])


def work(row: tuple[Any, ...]) -> Work:
    """Return the work record of a row of ``WORKS``."""
    return Work(kind=row[0], id=row[1], state=row[2], data=json.loads(row[3]), version=row[4])


def nodes_by_key(db: sqlite3.Connection, keys: Iterable[int]) -> dict[int, Node]:
    """Return key → node of those that are there."""
    found = map(node, db.execute(f"{NODES} WHERE x.key IN (SELECT value FROM json_each(?))", (json.dumps(list(keys)),)))
    return {each.key: each for each in found}


def ties_by_key(db: sqlite3.Connection, keys: Iterable[int]) -> dict[int, Tie]:
    """Return key → tie of those that are there."""
    found = map(tie, db.execute(f"{TIES} WHERE x.key IN (SELECT value FROM json_each(?))", (json.dumps(list(keys)),)))
    return {each.key: each for each in found}


# -- staged rows, with all changes of the record they speak of
STAGED_NODES = """SELECT s.n, s.key, i.id, s.operation, s.base, coalesce(k.name, ''), s.name, s.props, s.more
    FROM stage_node s JOIN node_id i ON i.key = s.key LEFT JOIN kind k ON k.number = s.kind"""
STAGED_TIES = """SELECT s.n, s.key, i.id, s.operation, s.base, coalesce(k.name, ''), coalesce(a.id, ''), coalesce(b.id, ''), s.props, s.more
    FROM stage_tie s JOIN tie_id i ON i.key = s.key LEFT JOIN kind k ON k.number = s.kind
    LEFT JOIN node_id a ON a.key = s.source LEFT JOIN node_id b ON b.key = s.target"""
STAGED_WORKS = "SELECT s.n, s.kind, s.id, s.operation, s.base, s.state, s.data, s.more FROM stage_work s"


def node_changes(row: tuple[Any, ...]) -> Iterator[Change]:
    """Yield the changes of a row of ``STAGED_NODES``."""
    _, _, node_id, operation, base, kind, name, props, more = row
    yield Change(operation, Node(id=node_id, kind=kind, name=name, props=json.loads(props)), base)
    for operation, base, kind, name, plain in json.loads(more or "[]"):
        yield Change(operation, Node(id=node_id, kind=kind, name=name, props=plain), base)


def tie_changes(row: tuple[Any, ...]) -> Iterator[Change]:
    """Yield the changes of a row of ``STAGED_TIES``."""
    _, _, tie_id, operation, base, kind, source, target, props, more = row
    yield Change(operation, Tie(id=tie_id, kind=kind, source=source, target=target, props=json.loads(props)), base)
    for operation, base, kind, source, target, plain in json.loads(more or "[]"):
        yield Change(operation, Tie(id=tie_id, kind=kind, source=source, target=target, props=plain), base)


def work_changes(row: tuple[Any, ...]) -> Iterator[Change]:
    """Yield the changes of a row of ``STAGED_WORKS``."""
    _, kind, work_id, operation, base, state, data, more = row
    yield Change(operation, Work(kind=kind, id=work_id, state=state, data=json.loads(data)), base)
    for operation, base, state, plain in json.loads(more or "[]"):
        yield Change(operation, Work(kind=kind, id=work_id, state=state, data=plain), base)
