"""The staging area: changes on their way in, one row a record, kept over restarts, seen by nobody else.

A row is ``plain`` when, for a record that is not in the store, it is that record as it will stand: such rows go in by
one INSERT … SELECT at commit. Everything else takes the slow way through ``merging``.
"""

# ruff: noqa: S608 - statements are put together from constants of this package; values go as parameters
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from alliance import schema
from alliance.errors import InvalidChange, InvalidValue
from alliance.model import ANY, NEW, Change, Node, Tie, Work, orient_ends
from alliance.stores.figures import node_figures, tie_figures, written
from alliance.stores.moments import moment
from alliance.stores.sqlite.keys import EndKeys, keys_for
from alliance.stores.sqlite.vocabulary import Vocabulary

SHIFT = 32
_NO_NODE_FIGURES = (0, 0, 0, -1, 0, 0, 0, None)
_NO_TIE_FIGURES = (0, 0, 0, 0, 0, -1, None)
_NODE = f"INSERT OR IGNORE INTO stage_node VALUES ({','.join('?' * 18)})"
_TIE = f"INSERT OR IGNORE INTO stage_tie VALUES ({','.join('?' * 18)})"
_WORK = f"INSERT OR IGNORE INTO stage_work VALUES ({','.join('?' * 9)})"
_WHERE = {"stage_node": "batch = ? AND key = ?", "stage_tie": "batch = ? AND key = ?", "stage_work": "batch = ? AND kind = ? AND id = ?"}
Item = tuple[int, Change]


def bounds(number: int) -> tuple[int, int]:
    """Return the first and the last ``n`` of a staged batch."""
    return number << SHIFT, ((number + 1) << SHIFT) - 1


def number_of(db: sqlite3.Connection, batch: str) -> int:
    """Return the number of a staged batch, 0 where nothing of it waits."""
    row = db.execute("SELECT number FROM stage WHERE batch = ?", (batch,)).fetchone()
    return row[0] if row else 0


def open_stage(db: sqlite3.Connection, batch: str, facts: Any = None) -> tuple[int, int]:
    """Return the number of a batch and how many changes wait in it; made where it is new. ``facts`` replace those there."""
    db.execute("INSERT OR IGNORE INTO stage (batch, at, count, facts) VALUES (?,?,0,'{}')", (batch, moment()))
    if facts is not None:
        db.execute("UPDATE stage SET facts = ? WHERE batch = ?", (written(dict(facts)), batch))
    number, count = db.execute("SELECT number, count FROM stage WHERE batch = ?", (batch,)).fetchone()
    return number, count


def append(db: sqlite3.Connection, ends: EndKeys, number: int, count: int, changes: Sequence[Change]) -> int:
    """Append changes behind the ``count`` that wait, and return how many wait now. Raises ``InvalidChange``, ``InvalidValue``, ``UnknownKind``."""
    words, start = Vocabulary(db), (number << SHIFT) + count
    nodes: list[Item] = []
    ties: list[Item] = []
    works: list[Item] = []
    of_type: dict[type, list[Item]] = {Node: nodes, Tie: ties, Work: works}
    for n, change in enumerate(changes, start):
        record = change.record
        if not record.id:
            raise InvalidChange(reason="no-id", record=repr(record))
        of_type[type(record)].append((n, change))
    try:
        if nodes:
            _append_nodes(db, words, ends, number, nodes)
        if ties:
            _append_ties(db, words, ends, number, ties)
        if works:
            _append_works(db, number, works)
    except UnicodeEncodeError as error:
        raise InvalidValue(property="text", value=ascii(error.object)) from None
    db.execute("UPDATE stage SET count = ? WHERE number = ?", (count + len(changes), number))
    return count + len(changes)


def _once(items: list[Item]) -> tuple[dict[str, Item], list[Item]]:
    """The first change of each id, and the others."""
    firsts = {item[1].record.id: item for item in items}
    if len(firsts) == len(items):
        return firsts, []
    firsts, others = {}, []
    for item in items:
        if firsts.setdefault(item[1].record.id, item) is not item:
            others.append(item)
    return firsts, others


def _is_plain(change: Change, props: Any) -> bool:
    if change.operation == "delete" or change.base not in (ANY, NEW) or None in props.values():
        return False
    return len(props.get("sources") or ()) < 2 and len(props.get("links_checks") or ()) < 2


def _append_nodes(db: sqlite3.Connection, words: Vocabulary, ends: EndKeys, number: int, items: list[Item]) -> None:
    firsts, others = _once(items)
    keys = keys_for(db, "node_id", list(firsts))
    ends.learn(keys)
    rows = []
    for node_id, (n, change) in firsts.items():
        node = change.record
        assert isinstance(node, Node)
        plain, figures = _is_plain(change, node.props), _NO_NODE_FIGURES
        kind = words.node_kind(node.kind) if change.operation != "delete" else words.kinds.get(node.kind, 0)
        if plain:
            found = node_figures(node.kind, node.props)
            figures = (*found[:6], words.word(found[6]), found[7]) if found[6] else (*found[:6], 0, found[7])  # type: ignore[assignment]
        rows.append((n, number, keys[node_id], plain, change.operation, change.base, kind, node.name, written(node.props), *figures, None))
    others += _insert_new(db, "stage_node", rows, _NODE, firsts)
    for _, change in sorted(others, key=lambda item: item[0]):
        _append_more(db, "stage_node", (number, keys[change.record.id]), change)


def _append_ties(db: sqlite3.Connection, words: Vocabulary, ends: EndKeys, number: int, items: list[Item]) -> None:
    firsts, others = _once(items)
    keys = keys_for(db, "tie_id", list(firsts))
    key_of = ends.of(db, {end for _, change in items for end in (change.record.source, change.record.target)})  # type: ignore[union-attr]
    kinds = {kind.name: (words.tie_kind(kind.name), kind.symmetric) for kind in schema.TIE_KINDS}
    shared: dict[tuple[int, str, int], tuple[Any, ...]] = {}  # ties of an import share their properties, and so what follows from them
    rows = []
    for tie_id, (n, change) in firsts.items():
        tie, operation, base = change.record, change.operation, change.base
        assert isinstance(tie, Tie)
        source, target = tie.source, tie.target
        if operation == "delete":
            kind = words.kinds.get(tie.kind, 0)
        else:
            kind, symmetric = kinds.get(tie.kind) or (words.tie_kind(tie.kind), False)
            if symmetric and target < source and target:
                source, target = target, source
        props = tie.props
        told = shared.get((id(props), operation, base)) or shared.setdefault((id(props), operation, base), _tie_values(words, change, props))
        plain, text, figures = told
        if plain and not (source and target):
            plain, figures = False, _NO_TIE_FIGURES
        rows.append((n, number, keys[tie_id], plain, operation, base, kind, key_of.get(source), key_of.get(target), text, *figures, None))
    others += _insert_new(db, "stage_tie", rows, _TIE, firsts)
    for _, change in sorted(others, key=lambda item: item[0]):
        _append_more(db, "stage_tie", (number, keys[change.record.id]), change)


def _tie_values(words: Vocabulary, change: Change, props: Any) -> tuple[bool, str, tuple[Any, ...]]:
    """Whether the properties of a tie make a plain row, their text and their figures."""
    if not _is_plain(change, props):
        return False, written(props), _NO_TIE_FIGURES
    found = tie_figures(props)
    return True, written(props), (*found[:4], words.word(found[4]), *found[5:])


def _append_works(db: sqlite3.Connection, number: int, items: list[Item]) -> None:
    for n, change in items:
        work = change.record
        assert isinstance(work, Work)
        row = (n, number, work.kind, work.id, change.operation, change.base, work.state, written(work.data), None)
        if not db.execute(_WORK, row).rowcount:
            _append_more(db, "stage_work", (number, work.kind, work.id), change)


def _insert_new(db: sqlite3.Connection, table: str, rows: list[Any], insert: str, firsts: dict[str, Item]) -> list[Item]:
    """Insert rows and return the changes whose record waits in this batch already."""
    if db.executemany(insert, rows).rowcount == len(rows):
        return []
    there = {n for (n,) in db.execute(f"SELECT n FROM {table} WHERE n BETWEEN ? AND ?", (rows[0][0], rows[-1][0]))}
    return [item for item in firsts.values() if item[0] not in there]


def _append_more(db: sqlite3.Connection, table: str, where: tuple[Any, ...], change: Change) -> None:
    """Add a further change of a record that waits; the same merge once more adds nothing."""
    told = tell(change)
    props = "data" if table == "stage_work" else "props"
    row = db.execute(f"SELECT operation, {props}, more FROM {table} WHERE {_WHERE[table]}", where).fetchone()
    more = json.loads(row[2]) if row[2] else []
    if change.operation == "merge" and change.base == ANY and ((more and more[-1] == told) or (not more and _repeats(db, table, where, row, change))):
        return
    more.append(told)
    plain = "" if table == "stage_work" else ", plain = 0"
    db.execute(f"UPDATE {table} SET more = ?{plain} WHERE {_WHERE[table]}", (written(more), *where))


def _repeats(db: sqlite3.Connection, table: str, where: tuple[Any, ...], row: tuple[Any, ...], change: Change) -> bool:
    if table == "stage_work" or row[0] == "delete" or row[1] != written(change.record.props):  # type: ignore[union-attr]
        return False
    record = change.record
    if isinstance(record, Node):
        kind, name = db.execute(f"SELECT k.name, s.name FROM stage_node s JOIN kind k ON k.number = s.kind WHERE {_WHERE[table]}", where).fetchone()
        return bool(kind == record.kind and name == record.name)
    kind, source, target = db.execute(
        "SELECT k.name, a.id, b.id FROM stage_tie s JOIN kind k ON k.number = s.kind LEFT JOIN node_id a ON a.key = s.source"
        " LEFT JOIN node_id b ON b.key = s.target WHERE s.batch = ? AND s.key = ?",
        where,
    ).fetchone()
    assert isinstance(record, Tie)
    return bool(kind == record.kind and (source, target) == orient_ends(schema.tie_kind(kind).symmetric, record.source, record.target))


def tell(change: Change) -> list[Any]:
    """Return a change as plain values for the column ``more``."""
    record = change.record
    if isinstance(record, Node):
        return [change.operation, change.base, record.kind, record.name, dict(record.props)]
    if isinstance(record, Tie):
        return [change.operation, change.base, record.kind, record.source, record.target, dict(record.props)]
    return [change.operation, change.base, record.state, dict(record.data)]


def empty(db: sqlite3.Connection, number: int) -> None:
    """Take a batch out of the staging area."""
    alone = db.execute("SELECT count(*) FROM stage").fetchone()[0] == 1
    for table in ("stage_node", "stage_tie", "stage_work"):
        if alone:
            db.execute(f"DELETE FROM {table}")
        else:
            db.execute(f"DELETE FROM {table} WHERE n BETWEEN ? AND ?", bounds(number))
    db.execute("DELETE FROM stage WHERE number = ?", (number,))


def waiting(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return the staged batches, newest first."""
    rows: Iterable[tuple[str, str, int, str]] = db.execute("SELECT batch, at, count, facts FROM stage ORDER BY number DESC")
    return [{"batch": batch, "at": at, "count": count, "facts": json.loads(facts)} for batch, at, count, facts in rows]
