"""The graph's own rules, looked at after the rows of a commit went in: ends, loops, cycles."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from alliance import schema
from alliance.errors import InvalidChange
from alliance.stores.sqlite.rows import nodes_by_key
from alliance.stores.sqlite.vocabulary import Vocabulary
from alliance.stores.sqlite.write.staging import bounds

TREES = ("SUBORDINATE_TO", "PART_OF", "SUBSIDIARY_OF")
_SHAPES = """SELECT t.kind, a.kind, b.kind, t.source = t.target, min(t.key)
    FROM stage_tie s CROSS JOIN tie t ON t.key = s.key LEFT JOIN node a ON a.key = t.source LEFT JOIN node b ON b.key = t.target
    WHERE s.n BETWEEN ? AND ? AND t.changed = ? GROUP BY 1, 2, 3, 4"""
_STARTS = """SELECT DISTINCT t.source FROM stage_tie s CROSS JOIN tie t ON t.key = s.key
    WHERE s.n BETWEEN ? AND ? AND t.kind = ? AND t.changed = ?"""
_AT_NODE = """SELECT t.kind, a.kind, b.kind, t.source = t.target, min(t.key)
    FROM tie t JOIN node a ON a.key = t.source JOIN node b ON b.key = t.target
    WHERE t.key IN (SELECT key FROM tie WHERE source = ?1 UNION SELECT key FROM tie WHERE target = ?1) GROUP BY 1, 2, 3, 4"""


def reason_against(kind: str, source: str | None, target: str | None, loop: bool) -> str:
    """Return why a tie may not stand, empty where it may; an end of None is not there."""
    if source is None or target is None:
        return "dangling-end"
    term = schema.tie_kind(kind)
    if loop and not term.loops:
        return "self-loop"
    return "" if term.allows(source, target) else "wrong-ends"


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
    reason = reason_against(names[kind], names[source] if source else None, names[target] if target else None, bool(loop))
    if reason:
        tie, a, b = db.execute(
            "SELECT i.id, a.id, b.id FROM tie t JOIN tie_id i ON i.key = t.key LEFT JOIN node_id a ON a.key = t.source"
            " LEFT JOIN node_id b ON b.key = t.target WHERE t.key = ?",
            (key,),
        ).fetchone()
        raise InvalidChange(reason=reason, tie=tie, kind=names[kind], source=a, target=b)


def check_trees(db: sqlite3.Connection, number: int, sequence: int, words: Vocabulary) -> None:
    """Refuse a circle in the kinds that make trees. Raises ``InvalidChange`` with the circle."""
    for kind in TREES:
        code = words.kinds[kind]
        starts = db.execute(_STARTS, (*bounds(number), code, sequence)).fetchall()
        circle = circle_from((start for (start,) in starts), lambda key, code=code: parents(db, key, code))  # type: ignore[misc]
        if circle:
            raise InvalidChange(reason="cycle", kind=kind, cycle="→".join(named(db, circle)))


def parents(db: sqlite3.Connection, key: int, kind: int) -> list[int]:
    """Return the nodes that ties of this kind lead to, ascending."""
    return [row[0] for row in db.execute("SELECT DISTINCT target FROM tie WHERE source = ? AND kind = ? ORDER BY target", (key, kind))]


def named(db: sqlite3.Connection, keys: list[int]) -> list[str]:
    """Return the names of the nodes of a circle, from the least id round to it again."""
    found = nodes_by_key(db, keys)
    first = min(range(len(keys)), key=lambda at: found[keys[at]].id)
    return [found[key].name for key in (*keys[first:], *keys[: first + 1])]


def circle_from(starts: Iterable[int], up: Callable[[int], list[int]]) -> list[int]:
    """Return the nodes of a circle that one of the starts leads into, empty where there is none. Each node is left once."""
    done: set[int] = set()
    for start in starts:
        if start in done:
            continue
        way: list[int] = [start]
        standing = {start}
        open_: list[list[int]] = [up(start)]
        while open_:
            if not open_[-1]:
                open_.pop()
                done.add(last := way.pop())
                standing.discard(last)
                continue
            step = open_[-1].pop()
            if step in standing:
                return way[way.index(step) :]
            if step not in done:
                way.append(step)
                standing.add(step)
                open_.append(up(step))
    return []
