"""The graph's own rules, looked at after the rows of a commit went in: ends, loops, cycles."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from alliance import schema
from alliance.errors import InvalidChange
from alliance.model import Node
from alliance.model.circles import circles
from alliance.stores.sqlite.rows import nodes_by_key
from alliance.stores.sqlite.vocabulary import Vocabulary
from alliance.stores.sqlite.write.staging import bounds

_SHAPES = """SELECT t.kind, a.kind, b.kind, t.source = t.target, min(t.key)
    FROM stage_tie s CROSS JOIN tie t ON t.key = s.key LEFT JOIN node a ON a.key = t.source LEFT JOIN node b ON b.key = t.target
    WHERE s.n BETWEEN ? AND ? AND t.changed = ? GROUP BY 1, 2, 3, 4"""
_WRITTEN = (
    "SELECT t.key FROM stage_tie s CROSS JOIN tie t ON t.key = s.key WHERE s.n BETWEEN :low AND :high AND t.kind = :kind AND t.changed = :changed"
)
_STEPS = """WITH RECURSIVE up(key) AS (
    SELECT source FROM tie WHERE kind = :kind AND key IN ({written})
    UNION SELECT t.target FROM up CROSS JOIN tie t ON t.source = up.key AND t.kind = :kind)
    SELECT t.source, t.target FROM up CROSS JOIN tie t ON t.source = up.key AND t.kind = :kind"""
_AT_NODE = """SELECT t.kind, a.kind, b.kind, t.source = t.target, min(t.key)
    FROM tie t JOIN node a ON a.key = t.source JOIN node b ON b.key = t.target
    WHERE t.key IN (SELECT key FROM tie WHERE source = ?1 UNION SELECT key FROM tie WHERE target = ?1) GROUP BY 1, 2, 3, 4"""


def check_ends(db: sqlite3.Connection, number: int, sequence: int, words: Vocabulary) -> None:
    """Look at the ends of all ties that this commit has written. Raises ``InvalidChange``."""
    for shape in db.execute(_SHAPES, (*bounds(number), sequence)).fetchall():
        _judge(db, words, shape)


def check_node(db: sqlite3.Connection, key: int, words: Vocabulary) -> None:
    """Look at the ties of a node whose kind was changed. Raises ``InvalidChange``."""
    for shape in db.execute(_AT_NODE, (key,)).fetchall():
        _judge(db, words, shape)


def _judge(db: sqlite3.Connection, words: Vocabulary, shape: tuple[int, int | None, int | None, int, int]) -> None:
    kind, source, target, loop, key = shape
    names = words.names
    reason = schema.tie_kind(names[kind]).reason_against(names[source] if source else "", names[target] if target else "", loop=bool(loop))
    if reason:
        tie, a, b = db.execute(
            "SELECT i.id, a.id, b.id FROM tie t JOIN tie_id i ON i.key = t.key LEFT JOIN node_id a ON a.key = t.source"
            " LEFT JOIN node_id b ON b.key = t.target WHERE t.key = ?",
            (key,),
        ).fetchone()
        raise InvalidChange(reason=reason, tie=tie, kind=names[kind], source=a, target=b)


def check_trees(db: sqlite3.Connection, number: int, sequence: int, words: Vocabulary) -> None:
    """Refuse a circle in the kinds that make trees. Raises ``InvalidChange`` with the members of the first."""
    low, high = bounds(number)
    for kind in schema.TREES:
        found = circles_above(db, _WRITTEN, words.kinds[kind], {"low": low, "high": high, "changed": sequence})
        if found:
            raise InvalidChange(reason="cycle", kind=kind, cycle=[node.name for node in found[0]])


def circles_above(db: sqlite3.Connection, written: str, kind: int, values: Mapping[str, int]) -> list[list[Node]]:
    """Return the circles to which ties of a kind lead up from the ties ``written`` (a SELECT of their keys): members by id, circles by the first."""
    found = circles(db.execute(_STEPS.format(written=written), {**values, "kind": kind}))
    nodes = nodes_by_key(db, [key for members in found for key in members])
    return sorted((sorted((nodes[key] for key in members), key=lambda node: node.id) for members in found), key=lambda members: members[0].id)
