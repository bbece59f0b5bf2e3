"""One batch in one transaction: changes, before-images, ledger, audit, revision."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from alliance import schema
from alliance.errors import InvalidChange
from alliance.model import Actor, Batch, Node, Receipt, Record, Tie, Work
from alliance.stores.base import Progress
from alliance.stores.changes import applied, first_cycle
from alliance.stores.sqlite import audit, labels, ledger, staging
from alliance.stores.sqlite.rows import NODE, NODE_FIELDS, TIE, WORK, dumped, image_of, node_of, node_values, records, tie_values

TREES = ("SUBORDINATE_TO", "PART_OF", "SUBSIDIARY_OF")


@dataclass
class Effect:
    """What a batch has done so far; ``touched`` are ids for the audit record."""

    sequence: int
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0
    graph: bool = False
    work: bool = False
    tree: set[int] = field(default_factory=set)
    touched: list[str] = field(default_factory=list)

    def note(self, before: Record | None, after: Record | None, id_: str) -> None:
        """Count one record."""
        if before is None and after is not None:
            self.created += 1
        elif after is None:
            self.deleted += before is not None
        elif before is not None and after.version != before.version:
            self.changed += 1
        else:
            self.unchanged += 1
            return
        if len(self.touched) < 100:
            self.touched.append(id_)


def commit(connection: sqlite3.Connection, batch: Batch, actor: Actor, at: str, progress: Progress | None) -> Receipt:
    """Apply a batch inside the caller's transaction; what it raises undoes all of it."""
    known = ledger.entry(connection, batch.id)
    if known:
        staging.drop(connection, batch.id)
        return Receipt(known.batch, known.sequence, known.revision, known.created, known.changed, 0, known.deleted, repeated=True)
    if not batch.staged:
        staging.add(connection, batch.id, batch.changes, at, None)
    effect = Effect(ledger.open_entry(connection, batch, actor, at))
    _apply(connection, batch.id, effect, progress)
    staging.drop(connection, batch.id)
    return finish(connection, batch, actor, at, effect)


def finish(connection: sqlite3.Connection, batch: Batch, actor: Actor, at: str, effect: Effect) -> Receipt:
    """Move the counters and close ledger entry and audit record."""
    if effect.tree:
        refuse_cycles(connection, effect.tree)
    before = ledger.counter(connection, "revision")
    revision = ledger.move(connection, "revision") if effect.graph else before
    if effect.work:
        ledger.move(connection, "work_revision")
    receipt = Receipt(batch.id, effect.sequence, revision, effect.created, effect.changed, effect.unchanged, effect.deleted)
    ledger.close_entry(connection, receipt)
    after = dumped([revision, receipt.created, receipt.changed, receipt.deleted, batch.digest])
    audit.append(connection, at, actor, batch.action, batch.id, effect.touched, str(before), after)
    return receipt


def _apply(connection: sqlite3.Connection, batch: str, effect: Effect, progress: Progress | None) -> None:
    total = int(connection.execute("SELECT count(*) FROM staged WHERE batch = ?", (batch,)).fetchone()[0])
    staging.slow_set(connection, batch)
    _note(progress, 0, total)
    first = _next(connection, "node")
    _insert_nodes(connection, batch, effect)
    _slow(connection, batch, NODE, effect)
    _note(progress, total // 4, total)
    labels.add(connection, _nodes_from(connection, first))
    _note(progress, total // 2, total)
    _refuse_bad_ties(connection, batch)
    tie_first = _next(connection, "tie")
    _insert_ties(connection, batch, effect)
    _slow(connection, batch, TIE, effect)
    _slow(connection, batch, WORK, effect)
    connection.execute("UPDATE ledger SET node_from = ?, node_to = ?, tie_from = ?, tie_to = ? WHERE sequence = ?",
                       (first, _next(connection, "node") - 1, tie_first, _next(connection, "tie") - 1, effect.sequence))
    _note(progress, total, total)


def _note(progress: Progress | None, done: int, total: int) -> None:
    if progress:
        progress(done, total)


def _next(connection: sqlite3.Connection, table: str) -> int:
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return (row[0] if row else 0) + 1


def _nodes_from(connection: sqlite3.Connection, first: int) -> Iterable[Node]:
    return map(node_of, connection.execute(f"SELECT {NODE_FIELDS} FROM node n WHERE n.key >= ? ORDER BY n.key", (first,)).fetchall())


_FAST = "f.batch = :b AND f.type = :t AND (f.type, f.id) NOT IN (SELECT type, id FROM slow)"


def _insert_nodes(connection: sqlite3.Connection, batch: str, effect: Effect) -> None:
    done = connection.execute(
        f"""INSERT INTO node (id, kind, name, props, version, first, last, until, count, form, rank, system, checks)
        SELECT f.id, f.kind, f.name, f.props, :v, f.first, f.last, f.until, f.c1, f.c2, f.c3, f.word, f.days FROM staged f WHERE {_FAST} ORDER BY f.number""",
        {"b": batch, "t": NODE, "v": effect.sequence},
    ).rowcount
    _bulk(effect, done)


def _insert_ties(connection: sqlite3.Connection, batch: str, effect: Effect) -> None:
    done = connection.execute(
        f"""INSERT INTO tie (id, kind, source, target, props, version, first, last, until, seen, role, count, days)
        SELECT f.id, f.kind, a.key, b.key, f.props, :v, f.first, f.last, f.until, f.c1, f.word, f.c2, f.days
        FROM staged f JOIN node a ON a.id = f.name JOIN node b ON b.id = f.target WHERE {_FAST} ORDER BY f.number""",
        {"b": batch, "t": TIE, "v": effect.sequence},
    ).rowcount
    codes = {schema.TIE_CODE[name] for name in TREES}
    effect.tree |= {row[0] for row in connection.execute("SELECT DISTINCT kind FROM staged WHERE batch = ? AND type = 1", (batch,))} & codes
    _bulk(effect, done)


def _bulk(effect: Effect, done: int) -> None:
    effect.created += done
    effect.graph = effect.graph or done > 0


def _refuse_bad_ties(connection: sqlite3.Connection, batch: str) -> None:
    """Both ends there, and of kinds that the tie may join; looked at by combination, not tie by tie."""
    rows = connection.execute(
        """SELECT f.kind, a.kind, b.kind, min(f.number) FROM staged f LEFT JOIN node a ON a.id = f.name LEFT JOIN node b ON b.id = f.target
        WHERE f.batch = ? AND f.type = 1 AND f.operation <> 'delete' GROUP BY 1, 2, 3""", (batch,)
    ).fetchall()
    for kind, source, target, number in sorted(rows, key=lambda row: row[3]):
        tie = schema.TIE_KINDS[kind]
        fine = source is not None and target is not None and tie.allows(schema.NODE_KINDS[source].name, schema.NODE_KINDS[target].name)
        if not fine:
            id_, name, end = connection.execute("SELECT id, name, target FROM staged WHERE number = ?", (number,)).fetchone()
            reason = "dangling-end" if source is None or target is None else "wrong-ends"
            raise InvalidChange(reason=reason, tie=id_, kind=tie.name, source=name, target=end)


def _slow(connection: sqlite3.Connection, batch: str, type_: int, effect: Effect) -> None:
    for block in staging.groups(connection, batch, type_):
        before = records(connection, type_, [id_ for id_, _ in block])
        for id_, changes in block:
            after = before.get(id_)
            for _, change in changes:
                after = applied(after, change, effect.sequence)
            write(connection, type_, id_, before.get(id_), after, effect)


def write(connection: sqlite3.Connection, type_: int, id_: str, before: Record | None, after: Record | None, effect: Effect) -> None:
    """Bring one record from one state to another, with its before-image; nothing where both are the same."""
    effect.note(before, after, id_)
    if before is after or (before is None and after is None):
        return
    if isinstance(before, Node) and after is None:
        _drop_ties(connection, before, effect)
    image(connection, type_, id_, before, after, effect)
    effect.graph, effect.work = effect.graph or type_ != WORK, effect.work or type_ == WORK
    (_write_node, _write_tie, _write_work)[type_](connection, before, after, effect)  # type: ignore[operator]


def image(connection: sqlite3.Connection, type_: int, id_: str, before: Record | None, after: Record | None, effect: Effect) -> None:
    """Keep what a record was before this batch; the first image of a record in a batch stands, the newest version after it counts."""
    kept = image_of(before) if before is not None else None
    version = after.version if after is not None else 0
    connection.execute("INSERT INTO image VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET after = excluded.after", (effect.sequence, type_, id_, version, kept))


def _drop_ties(connection: sqlite3.Connection, node: Node, effect: Effect) -> None:
    ids = [row[0] for row in connection.execute("SELECT id FROM tie WHERE source = ? OR target = ?", (node.key, node.key))]
    for id_, tie in records(connection, TIE, ids).items():
        write(connection, TIE, id_, tie, None, effect)


def _write_node(connection: sqlite3.Connection, before: Node | None, after: Node | None, effect: Effect) -> None:
    if before is not None:
        labels.remove(connection, [before])
    if after is None:
        connection.execute("DELETE FROM node WHERE id = ?", (before.id,))  # type: ignore[union-attr]
    elif before is None:
        # labels of new nodes follow in one go, except where an old key comes back
        connection.execute(f"INSERT INTO node VALUES ({','.join('?' * 14)})", (after.key or None, *node_values(after)))
        if after.key:
            labels.add(connection, [after])
    else:
        names = "id, kind, name, props, version, first, last, until, count, form, rank, system, checks".split(", ")
        connection.execute(f"UPDATE node SET {', '.join(f'{n} = ?' for n in names)} WHERE key = ?", (*node_values(after), before.key))
        labels.add(connection, [replace(after, key=before.key)])


def _write_tie(connection: sqlite3.Connection, before: Tie | None, after: Tie | None, effect: Effect) -> None:
    if after is None:
        connection.execute("DELETE FROM tie WHERE id = ?", (before.id,))  # type: ignore[union-attr]
        return
    if after.kind in TREES:
        effect.tree.add(schema.TIE_CODE[after.kind])
    ends = {row[0]: row[1] for row in connection.execute("SELECT id, key FROM node WHERE id IN (?, ?)", (after.source, after.target))}
    if len(ends) < 2:
        raise InvalidChange(reason="dangling-end", tie=after.id, kind=after.kind, source=after.source, target=after.target)
    values = (schema.TIE_CODE[after.kind], ends[after.source], ends[after.target], *tie_values(after))
    if before is None:
        connection.execute(f"INSERT INTO tie VALUES ({','.join('?' * 14)})", (after.key or None, after.id, *values))
    else:
        names = "kind, source, target, props, version, first, last, until, seen, role, count, days".split(", ")
        connection.execute(f"UPDATE tie SET {', '.join(f'{n} = ?' for n in names)} WHERE id = ?", (*values, after.id))


def _write_work(connection: sqlite3.Connection, before: Work | None, after: Work | None, effect: Effect) -> None:
    if after is None:
        connection.execute("DELETE FROM work WHERE kind = ? AND id = ?", (before.kind, before.id))  # type: ignore[union-attr]
    else:
        connection.execute("INSERT OR REPLACE INTO work VALUES (?, ?, ?, ?, ?)", (after.kind, after.id, after.state, dumped(after.data), after.version))


def refuse_cycles(connection: sqlite3.Connection, kinds: Iterable[int]) -> None:
    """Raise ``InvalidChange`` with the cycle where a tree of superior unions, parents or owners is none."""
    for kind in sorted(kinds):
        steps = connection.execute("SELECT source, target FROM tie WHERE kind = ? ORDER BY source, target", (kind,)).fetchall()
        cycle = first_cycle(steps, sorted({child for child, _ in steps}))
        if cycle:
            names = [connection.execute("SELECT name FROM node WHERE key = ?", (key,)).fetchone()[0] for key in cycle]
            raise InvalidChange(reason="cycle", kind=schema.TIE_KINDS[kind].name, cycle="→".join(names))
