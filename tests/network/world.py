"""A small world for the rules of reach: five workshops, each one step further from ``w``.

==========  =======  =======  ==========
workshop    unit     group    system
==========  =======  =======  ==========
w, same     e1       g        s1
sister      e2       g        s1
cousin      e3       e3       s1
stranger    e4       e4       s2
==========  =======  =======  ==========

``firm`` is an organisation of no group, of system s1. Reference date 2026-01-29, window from 2025-01-30.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alliance.model import Node, Tie, day, orient_ends
from alliance.model.building import snapshot_of
from alliance.model.snapshot import Snapshot
from alliance.network.reach.reach import reach
from alliance.network.reach.reasons import ReachReason, explain
from alliance.schema import tie_kind

ON = day("2026-01-29")
NODES = (
    Node("w", "Workshop", "张三创新工作室", {"recognised_on": "2020"}),
    *(Node(name, "Workshop", name, {"recognised_on": "2019"}) for name in ("same", "sister", "cousin", "stranger")),
    *(Node(name, "Enterprise", name) for name in ("e1", "e2", "e3", "e4", "g", "firm")),
    Node("s1", "TradeUnion", "市教育工会", {"subkind": "industry", "rank": "municipal"}),
    Node("s2", "TradeUnion", "市化工工会", {"subkind": "system", "rank": "provincial"}),
    Node("city", "TradeUnion", "市总工会", {"subkind": "territorial", "rank": "municipal"}),
    Node("head", "Person", "张三"),
    Node("a1", "Alliance", "焊接联盟", {"founded": "2022"}),
)
_HOSTS = {"w": "e1", "same": "e1", "sister": "e2", "cousin": "e3", "stranger": "e4"}
_UNIONS = {"e1": "s1", "e2": "s1", "e3": "s1", "firm": "s1", "e4": "s2"}


def tie(kind: str, source: str, target: str, since: str = "", until: str = "", as_of: str = "", **props: Any) -> Tie:
    """One tie with a made-up id; ``as_of`` is that of its only source."""
    source, target = orient_ends(tie_kind(kind).symmetric, source, target)
    given = {"valid_from": since, "valid_to": until, **props, "sources": [{"source": "s", "as_of": as_of}] if as_of else None}
    return Tie(f"{kind} {source} {target} {since}", kind, source, target, {k: v for k, v in given.items() if v not in ("", None)})


PLACES = (
    *(tie("HOSTED_BY", w, e) for w, e in _HOSTS.items()),
    tie("SUBSIDIARY_OF", "e1", "g"),
    tie("SUBSIDIARY_OF", "e2", "g"),
    *(tie("BELONGS_TO_UNION", e, t) for e, t in _UNIONS.items()),
    tie("BELONGS_TO_UNION", "e1", "city"),
    tie("BELONGS_TO_UNION", "e4", "city"),
    tie("SUBORDINATE_TO", "s1", "city"),
    tie("LEADS", "head", "w", "2018"),
)


def world(*ties: Tie, nodes: Sequence[Node] = (), without: Sequence[str] = (), **settings: Any) -> Snapshot:
    """The small world with more nodes (replacing those of the same id) and ties, less the ties ``without`` (by id)."""
    by_id = {node.id: node for node in (*NODES, *nodes)}
    return snapshot_of(by_id.values(), [one for one in (*PLACES, *ties) if one.id.strip() not in without], settings=settings)


def why(snapshot: Snapshot, workshop: str = "w", on: int = ON) -> ReachReason:
    """The reach of one workshop with its reason."""
    return explain(snapshot, reach(snapshot, on), snapshot.number(workshop))
