"""What is read out of the tables for people: nodes, ties, settings, work records, counts."""

# ruff: noqa: S608 - statements are put together from constants of this package; values go as parameters
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from alliance import schema
from alliance.model import Node, Tie, Work
from alliance.stores.redirects import REDIRECT, follow
from alliance.stores.sqlite.rows import NODES, TIES, WORKS, node, tie, work
from alliance.stores.sqlite.vocabulary import kind_numbers


def meta(db: sqlite3.Connection) -> dict[str, Any]:
    """Return the counters and marks of the store."""
    return dict(db.execute("SELECT name, value FROM meta"))


def settings(db: sqlite3.Connection) -> dict[str, Any]:
    """Return the settings with defaults filled in."""
    stored = {row[0]: json.loads(row[1]).get("value") for row in db.execute("SELECT id, data FROM work WHERE kind = 'setting' ORDER BY id")}
    return {**schema.DEFAULTS, **stored}


def any_later(db: sqlite3.Connection, on: int) -> bool:
    """Say whether some node may not be there yet on a day, without looking at the network as a whole; rather yes than no."""
    numbers = kind_numbers(db)
    dating = ", ".join(str(numbers[kind]) for kind in schema.DATING)
    # the text of intervals begins with the earliest day of all
    own = f"SELECT EXISTS (SELECT 1 FROM node WHERE first > :day OR (first = 0 AND kind IN ({dating}) AND CAST(checks AS INTEGER) > :day))"
    recognised = """SELECT EXISTS (SELECT 1 FROM node x CROSS JOIN tie t ON t.source = x.key AND t.kind = :tie
        WHERE x.kind = :kind AND x.first = 0 AND t.first > :day)"""
    asked = {"day": on, "kind": numbers["Workshop"], "tie": numbers["RECOGNISED_BY"]}
    return any(db.execute(question, asked).fetchone()[0] for question in (own, recognised))


def redirects(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return old id → id that stands for it now, for those of the ids that were merged into another."""
    ask = "SELECT id, json_extract(data, '$.to') FROM work WHERE kind = ? AND id IN (SELECT value FROM json_each(?))"
    return follow(ids, lambda wanted: dict(db.execute(ask, (REDIRECT, json.dumps(wanted)))))


def nodes(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Node]:
    """Return id → node; an id that was merged into another leads to the other."""
    wanted = list(ids)
    found = {row[0]: node(row) for row in db.execute(f"{NODES} WHERE i.id IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))}
    missing = [each for each in wanted if each not in found]
    if missing:
        others = redirects(db, missing)
        if others:
            there = nodes(db, set(others.values()))
            found |= {old: there[now] for old, now in others.items() if now in there}
    return found


def names(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return id → name."""
    wanted = list(ids)
    found = dict(
        db.execute(
            "SELECT i.id, t.name FROM node_id i JOIN node_text t ON t.key = i.key WHERE i.id IN (SELECT value FROM json_each(?))",
            (json.dumps(wanted),),
        )
    )
    missing = [each for each in wanted if each not in found]
    return found | ({old: there.name for old, there in nodes(db, missing).items()} if missing else {})


def ties(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Tie]:
    """Return id → tie."""
    return {row[0]: tie(row) for row in db.execute(f"{TIES} WHERE i.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))}


def ties_of_other_kind(db: sqlite3.Connection, kinds: Mapping[str, str]) -> dict[str, str]:
    """Return id → kind of the ties that are stored under another kind than the one given for their id."""
    return dict(
        db.execute(
            "SELECT i.id, k.name FROM json_each(?) asked CROSS JOIN tie_id i ON i.id = asked.key CROSS JOIN tie x ON x.key = i.key"
            " CROSS JOIN kind k ON k.number = x.kind WHERE k.name <> asked.value",
            (json.dumps(dict(kinds)),),
        )
    )


def ties_of(db: sqlite3.Connection, node_id: str, kinds: Sequence[str], limit: int) -> list[Tie]:
    """Return the ties at a node by kind, start, id; an id that was merged leads to the other."""
    row = db.execute("SELECT x.key FROM node_id i JOIN node x ON x.key = i.key WHERE i.id = ?", (node_id,)).fetchone()
    if row is None:
        other = redirects(db, [node_id]).get(node_id)
        return ties_of(db, other, kinds, limit) if other else []
    among = "" if not kinds else " AND kind IN (SELECT number FROM kind WHERE name IN (SELECT value FROM json_each(:kinds)))"
    found = db.execute(
        f"{TIES} WHERE x.key IN (SELECT key FROM tie WHERE source = :node{among} UNION SELECT key FROM tie WHERE target = :node{among})"
        " ORDER BY k.name, coalesce(json_extract(t.props, '$.valid_from'), ''), i.id LIMIT :limit",
        {"node": row[0], "kinds": json.dumps(list(kinds)), "limit": limit},
    )
    return [tie(each) for each in found]


def all_nodes(db: sqlite3.Connection, kind: str) -> Iterator[Node]:
    """Yield all nodes (of a kind) by id."""
    for row in db.execute(f"{NODES} WHERE ?1 = '' OR k.name = ?1 ORDER BY i.id", (kind,)):
        yield node(row)


def all_ties(db: sqlite3.Connection, kind: str) -> Iterator[Tie]:
    """Yield all ties (of a kind) by id."""
    for row in db.execute(f"{TIES} WHERE ?1 = '' OR k.name = ?1 ORDER BY i.id", (kind,)):
        yield tie(row)


def counts(db: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """Return how many nodes and ties of each kind there are, by name of the kind."""
    ask = "SELECT k.name, count(*) FROM {table} x JOIN kind k ON k.number = x.kind GROUP BY x.kind ORDER BY k.name"
    return {f"{table}s": dict(db.execute(ask.format(table=table))) for table in ("node", "tie")}


def works(db: sqlite3.Connection, kind: str, ids: Iterable[str] | None) -> list[Work]:
    """Return the work records of a kind (of these ids), by id."""
    if ids is None:
        return [work(row) for row in db.execute(f"{WORKS} WHERE kind = ? ORDER BY id", (kind,))]
    among = f"{WORKS} WHERE kind = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return [work(row) for row in db.execute(among, (kind, json.dumps(list(ids))))]
