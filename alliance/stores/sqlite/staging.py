"""The staging area: changes wait in the store, not in a session, until they are confirmed or dropped."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from alliance import schema
from alliance.errors import AllianceError
from alliance.model import Change, Difference, Node, Record, Tie, Work
from alliance.stores.changes import applied, changed_fields, checked
from alliance.stores.sqlite.rows import NODE, TIE, WORK, chunks, dumped, node_values, records, tie_values

COLUMNS = "batch, type, operation, base, id, kind, name, target, props, first, last, until, c1, c2, c3, word, days, state"
_INSERT = f"INSERT INTO staged ({COLUMNS}) VALUES ({','.join('?' * 18)})"


def staged_row(batch: str, change: Change) -> tuple[Any, ...]:
    """Return the row of a change; numeric columns are those of the record taken as new."""
    change = checked(change)
    record = change.record
    patch = record.data if isinstance(record, Work) else record.props
    # a merge that removes something cannot simply be inserted
    operation = "unset" if change.operation == "merge" and None in patch.values() else change.operation
    head = (batch, _type(record), operation, change.base)
    if isinstance(record, Node):
        values = node_values(Node(record.id, record.kind, record.name, {k: v for k, v in record.props.items() if v is not None}, 1))
        props = values[3] if None not in record.props.values() else dumped(record.props)
        first, last, until, count, form, rank, system, checks = values[5:]
        return (*head, record.id, values[1], record.name, "", props, first, last, until, count, form, rank, system, checks, "")
    if isinstance(record, Tie):
        values = tie_values(Tie(record.id, record.kind, record.source, record.target, {k: v for k, v in record.props.items() if v is not None}, 1))
        props = values[0] if None not in record.props.values() else dumped(record.props)
        _, _, first, last, until, seen, role, count, days = values
        return (*head, record.id, schema.TIE_CODE[record.kind], record.source, record.target, props, first, last, until, seen, count, 0, role, days, "")
    return (*head, f"{record.kind}\x1f{record.id}", record.kind, record.state, "", dumped(record.data), 0, 0, 0, 0, 0, 0, "", "", "")


def _type(record: Record) -> int:
    return NODE if isinstance(record, Node) else TIE if isinstance(record, Tie) else WORK


def add(connection: sqlite3.Connection, batch: str, changes: Iterable[Change], at: str, facts: Mapping[str, Any] | None) -> int:
    """Append changes to a batch and return how many wait in it now. Runs inside the caller's transaction."""
    connection.execute("INSERT OR IGNORE INTO staged_batch VALUES (?, ?, '{}', -1)", (batch, at))
    connection.execute("UPDATE staged_batch SET compared = -1 WHERE batch = ?", (batch,))
    if facts is not None:
        connection.execute("UPDATE staged_batch SET facts = ? WHERE batch = ?", (dumped(facts), batch))
    for block in chunks(changes, 5000):
        connection.executemany(_INSERT, [staged_row(batch, change) for change in block])
    return int(connection.execute("SELECT count(*) FROM staged WHERE batch = ?", (batch,)).fetchone()[0])


def drop(connection: sqlite3.Connection, batch: str) -> None:
    """Empty the staging area of a batch."""
    connection.execute("DELETE FROM staged WHERE batch = ?", (batch,))
    connection.execute("DELETE FROM staged_batch WHERE batch = ?", (batch,))


def change_of(row: tuple[Any, ...]) -> Change:
    """Return the change of (type, operation, base, id, kind, name, target, props)."""
    type_, operation, base, id_, kind, name, target, props = row
    operation = "merge" if operation == "unset" else operation
    if type_ == NODE:
        return Change(operation, Node(id_, schema.NODE_KINDS[kind].name, name, json.loads(props)), base)
    if type_ == TIE:
        return Change(operation, Tie(id_, schema.TIE_KINDS[kind].name, name, target, json.loads(props)), base)
    return Change(operation, Work(kind, id_.partition("\x1f")[2], name, json.loads(props)), base)


CHANGE = "type, operation, base, id, kind, name, target, props"


def slow_set(connection: sqlite3.Connection, batch: str) -> None:
    """Fill the temporary table ``slow`` with the records that cannot simply be inserted: those there already, named twice, deleted, or with a base version."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS slow (type INTEGER, id TEXT, PRIMARY KEY (type, id)) WITHOUT ROWID")
    connection.execute("DELETE FROM slow")
    for where in (
        "SELECT type, id FROM staged WHERE batch = :b AND (type = 2 OR operation IN ('delete', 'unset') OR base > 0)",
        "SELECT type, id FROM staged WHERE batch = :b GROUP BY type, id HAVING count(*) > 1",
        "SELECT f.type, f.id FROM staged f JOIN node n ON n.id = f.id WHERE f.batch = :b AND f.type = 0",
        "SELECT f.type, f.id FROM staged f JOIN tie t ON t.id = f.id WHERE f.batch = :b AND f.type = 1",
    ):
        connection.execute(f"INSERT OR IGNORE INTO slow {where}", {"b": batch})


def compare(connection: sqlite3.Connection, batch: str, revision: int) -> None:
    """Note for each staged change what it would do at this revision, once per revision."""
    row = connection.execute("SELECT compared FROM staged_batch WHERE batch = ?", (batch,)).fetchone()
    if row is None or row[0] == revision:
        return
    slow_set(connection, batch)
    connection.execute("UPDATE staged SET state = 'new', fields = '' WHERE batch = ?", (batch,))
    for type_ in (NODE, TIE, WORK):
        for block in groups(connection, batch, type_):
            before = records(connection, type_, [id_ for id_, _ in block])
            marks = [mark for id_, changes in block for mark in _states(before.get(id_), changes)]
            connection.executemany("UPDATE staged SET state = ?, fields = ? WHERE number = ?", marks)
    connection.execute("UPDATE staged_batch SET compared = ? WHERE batch = ?", (revision, batch))


def groups(connection: sqlite3.Connection, batch: str, type_: int) -> Iterator[list[tuple[str, list[tuple[int, Change]]]]]:
    """Yield blocks of (id, numbered changes) for the records in the temporary table ``slow``."""
    rows = connection.execute(
        f"SELECT number, {CHANGE} FROM staged WHERE batch = ? AND type = ? AND (type, id) IN (SELECT type, id FROM slow) ORDER BY id, number", (batch, type_)
    ).fetchall()
    found: dict[str, list[tuple[int, Change]]] = {}
    for row in rows:
        found.setdefault(row[4], []).append((row[0], change_of(row[1:])))
    yield from chunks(found.items())


def _states(before: Record | None, changes: list[tuple[int, Change]]) -> list[tuple[str, str, int]]:
    """The whole effect stands at the first change of a record; those after it are part of it."""
    after = before
    try:
        for _, change in changes:
            after = applied(after, change)
    except AllianceError as error:
        return [("refused", error.code, number) for number, _ in changes]
    if after is None:
        state, fields = ("deleted" if before else "unchanged"), ""
    elif before is None:
        state, fields = "new", ""
    else:
        state, fields = ("unchanged", "") if after == before else ("changed", ",".join(changed_fields(before, after)))
    return [(state if i == 0 else "part", fields if i == 0 else "", number) for i, (number, _) in enumerate(changes)]


def differences(connection: sqlite3.Connection, batch: str, state: str, limit: int, offset: int) -> tuple[list[Difference], dict[str, int]]:
    """Return the compared changes of a batch, in the order staged, and the counts."""
    counts = {"new": 0, "changed": 0, "unchanged": 0, "deleted": 0, "refused": 0}
    for found, type_, kind, n in connection.execute(
        "SELECT state, type, kind, count(*) FROM staged WHERE batch = ? AND state <> 'part' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3", (batch,)
    ):
        counts[found] += n
        name = schema.NODE_KINDS[kind].name if type_ == NODE else schema.TIE_KINDS[kind].name if type_ == TIE else kind
        counts[f"{found}:{name}"] = n
    rows = connection.execute(
        f"SELECT number, state, fields, {CHANGE} FROM staged WHERE batch = ? AND state <> 'part' AND (? = '' OR state = ?) ORDER BY number LIMIT ? OFFSET ?",
        (batch, state, state, limit, offset),
    ).fetchall()
    found_rows = []
    for row in rows:
        change = change_of(row[3:])
        before = records(connection, row[3], [row[6]]).get(row[6])
        reason = row[2] if row[1] == "refused" else ""
        after = _whole(connection, batch, row, before) if row[1] in ("new", "changed") else change.record
        found_rows.append(Difference(row[1], after, before, tuple(row[2].split(",")) if row[2] and not reason else (), reason))
    return found_rows, counts


def _whole(connection: sqlite3.Connection, batch: str, row: tuple[Any, ...], before: Record | None) -> Record:
    after: Record | None = before
    for more in connection.execute(f"SELECT {CHANGE} FROM staged WHERE batch = ? AND type = ? AND id = ? ORDER BY number", (batch, row[3], row[6])):
        after = applied(after, change_of(more))
    return after if after is not None else change_of(row[3:]).record
