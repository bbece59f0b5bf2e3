"""What is read out of Neo4j for people: nodes, ties, settings, work records, counts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from alliance import schema
from alliance.model import Node, Tie, Work
from alliance.stores.neo4j import rows
from alliance.stores.neo4j.blocks import blocks, scan_threshold
from alliance.stores.neo4j.server.server import Statements
from alliance.stores.redirects import REDIRECT, follow

PAGE = 5_000


def settings(q: Statements) -> dict[str, Any]:
    """Return the settings with defaults filled in."""
    return {**schema.DEFAULTS, **{work.id: work.data.get("value") for work in works(q, "setting", None)}}


def works(q: Statements, kind: str, ids: Iterable[str] | None) -> list[Work]:
    """Return the work records of a kind (of these ids), by id."""
    if ids is None:
        return [rows.work(row) for row in q.rows("work", kind=kind)]
    found = [rows.work(row) for block in blocks([kind, id_] for id_ in dict.fromkeys(ids)) for row in q.rows("works", keys=block)]
    return sorted(found, key=lambda work: work.id)


def redirects(q: Statements, ids: Iterable[str]) -> dict[str, str]:
    """Return old id → id that stands for it now, for those of the ids that were merged into another."""
    return follow(ids, lambda wanted: {work.id: str(work.data.get("to") or "") for work in works(q, REDIRECT, wanted)})


def nodes(q: Statements, ids: Iterable[str]) -> dict[str, Node]:
    """Return id → node; an id that was merged into another leads to the other."""
    wanted = list(dict.fromkeys(ids))
    found = {node.id: node for block in blocks(wanted) for node in (rows.node(*row) for row in q.rows("nodes", ids=block))}
    others = redirects(q, missing) if (missing := [each for each in wanted if each not in found]) else {}
    if others:
        there = nodes(q, set(others.values()))
        found |= {old: there[now] for old, now in others.items() if now in there}
    return found


def names(q: Statements, ids: Iterable[str]) -> dict[str, str]:
    """Return id → name."""
    wanted = list(dict.fromkeys(ids))
    found = dict(row for block in blocks(wanted) for row in q.rows("names", ids=block))
    missing = [each for each in wanted if each not in found]
    return found | ({old: node.name for old, node in nodes(q, missing).items()} if missing else {})


def ties(q: Statements, ids: Iterable[str]) -> dict[str, Tie]:
    """Return id → tie."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    if q.one("ties_in_all") <= scan_threshold(len(wanted)):
        found = q.rows("ties_among", ids=wanted)
    else:
        found = [row for block in blocks(wanted) for row in q.rows("ties", ids=block)]
    return {tie.id: tie for tie in (rows.tie(*row) for row in found)}


def ties_of(q: Statements, node_id: str, kinds: list[str], limit: int) -> list[Tie]:
    """Return the ties at a node by kind, start, id; an id that was merged leads to the other."""
    found = [rows.tie(*row) for row in q.rows("ties_of", id=node_id, kinds=kinds, limit=limit)]
    if not found and (other := redirects(q, [node_id]).get(node_id)):
        return [rows.tie(*row) for row in q.rows("ties_of", id=other, kinds=kinds, limit=limit)]
    return found


def ties_with_key(q: Statements, known: list[dict[str, Any]], unknown: list[int]) -> dict[int, Tie]:
    """Return key → tie: by their ends where these are ``known`` ({source, target, key}), else by looking at all ties."""
    found = [rows.tie(*row) for block in blocks(known) for row in q.rows("ties_between", rows=block)]
    if unknown:
        found += [rows.tie(*row) for row in q.rows("ties_by_key", keys=unknown)]
    return {tie.key: tie for tie in found}


def counts(q: Statements) -> dict[str, dict[str, int]]:
    """Return how many nodes and ties of each kind there are, by name of the kind."""
    return {
        "nodes": dict(sorted((rows.kind_of(labels), count) for labels, count in q.rows("node_counts"))),
        "ties": dict(sorted(q.rows("tie_counts"))),
    }


def all_nodes(q: Statements, kind: str) -> Iterator[Node]:
    """Yield all nodes (of a kind) by id."""
    after = ""
    while found := q.rows("all_nodes", after=after, limit=PAGE):
        for labels, props in found:
            if not kind or kind in labels:
                yield rows.node(labels, props)
        after = found[-1][1]["id"]


def all_ties(q: Statements, kind: str) -> list[Tie]:
    """Return all ties (of a kind) by id."""
    there = [name for (name, _) in q.rows("tie_counts") if not kind or name == kind]
    found = [rows.tie(name, source, target, props) for name in there for source, its in q.stream("all_ties", name) for target, props in its]
    return sorted(found, key=lambda tie: tie.id.encode())


def as_json(value: Any) -> str:
    """Return plain values as a line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
