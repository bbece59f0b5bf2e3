"""What an undo would do, record by record."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator

from alliance.model import Difference, Node, Record, Tie, Work
from alliance.stores.changes import STATES, difference
from alliance.stores.sqlite.rows import WORKS, nodes_by_key, ties_by_key, work

_STATE = """SELECT CASE WHEN x.key IS NULL THEN 'new' ELSE 'changed' END, k.name, count(*) FROM {table}_image o
    LEFT JOIN {table} x ON x.key = o.key JOIN kind k ON k.number = o.kind WHERE o.sequence = ? GROUP BY 1, 2"""
_GOING = """SELECT k.name, count(*) FROM made m JOIN {table} x ON x.key = m.key JOIN kind k ON k.number = x.kind
    WHERE m.sequence = ? AND m.what = {what} GROUP BY 1"""
_OLD_NODES = """SELECT o.key, i.id, k.name, o.name, o.props, o.version
    FROM node_image o JOIN node_id i ON i.key = o.key JOIN kind k ON k.number = o.kind
    WHERE o.sequence = ? ORDER BY o.key LIMIT ?"""
_OLD_TIES = """SELECT o.key, i.id, k.name, a.id, b.id, o.props, o.version
    FROM tie_image o JOIN tie_id i ON i.key = o.key JOIN kind k ON k.number = o.kind
    JOIN node_id a ON a.key = o.source JOIN node_id b ON b.key = o.target WHERE o.sequence = ? ORDER BY o.key LIMIT ?"""


def differences(db: sqlite3.Connection, old: int, limit: int) -> tuple[list[Difference], dict[str, int]]:
    """Return the first differences that undoing commit ``old`` would make (what goes, then what comes back), and the counts of all."""
    found: Counter[str] = Counter(dict.fromkeys(STATES, 0))
    for table, what in (("node", 0), ("tie", 1)):
        rows = db.execute(_STATE.format(table=table), (old,)).fetchall()
        rows += [("deleted", kind, count) for kind, count in db.execute(_GOING.format(table=table, what=what), (old,))]
        for state, kind, count in rows:
            found[state] += count
            found[f"{state}:{kind}"] += count
    works = list(_works(db, old))
    for each in works:
        found[each.state] += 1
        found[f"{each.state}:{each.record.kind}"] += 1
    return [*_graph(db, old, limit), *works][:limit], dict(found)


def _graph(db: sqlite3.Connection, old: int, limit: int) -> Iterator[Difference]:
    made = "SELECT key FROM made WHERE sequence = ? AND what = ? ORDER BY key LIMIT ?"
    going: list[Record] = [*nodes_by_key(db, (row[0] for row in db.execute(made, (old, 0, limit)))).values()]
    going += ties_by_key(db, (row[0] for row in db.execute(made, (old, 1, limit)))).values()
    yield from (difference(each, None, each) for each in sorted(going, key=lambda each: (isinstance(each, Tie), each.id)))
    nodes = [
        Node(id=row[1], kind=row[2], name=row[3], props=json.loads(row[4]), version=row[5], key=row[0])
        for row in db.execute(_OLD_NODES, (old, limit))
    ]
    now = nodes_by_key(db, [each.key for each in nodes])
    yield from (difference(now.get(each.key), each, each) for each in nodes)
    ties = [
        Tie(id=row[1], kind=row[2], source=row[3], target=row[4], props=json.loads(row[5]), version=row[6], key=row[0])
        for row in db.execute(_OLD_TIES, (old, limit))
    ]
    present = ties_by_key(db, [each.key for each in ties])
    yield from (difference(present.get(each.key), each, each) for each in ties)


def _works(db: sqlite3.Connection, old: int) -> Iterator[Difference]:
    for row in db.execute("SELECT kind, id, state, data, version FROM work_image WHERE sequence = ? ORDER BY kind, id", (old,)).fetchall():
        before = work(row) if row[4] else None
        found = db.execute(f"{WORKS} WHERE kind = ? AND id = ?", row[:2]).fetchone()
        now = work(found) if found else None
        yield difference(now, before, now or before or Work(row[0], row[1]))
