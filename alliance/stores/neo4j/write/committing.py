"""A batch goes in: its changes against what stands, block by block, within the transaction of the caller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from alliance.errors import InvalidChange, NothingStaged
from alliance.model import Actor, Batch, Change, Node, Receipt, Record, Tie
from alliance.stores.changes import check_change, combine_changes
from alliance.stores.neo4j.blocks import BLOCK
from alliance.stores.neo4j.server.server import Statements
from alliance.stores.neo4j.write import ledger, staging, trees
from alliance.stores.neo4j.write.writing import Key, Writer, key_of
from alliance.stores.port import Progress

SORTS = ("n", "t", "w")


def commit(q: Statements, batch: Batch, actor: Actor, progress: Progress | None) -> Receipt:
    """Apply a batch under the lock of all writers. Raises ``NothingStaged``, ``Conflict``, ``InvalidChange``; the caller's transaction goes."""
    meta = q.one("lock_meta", batch=batch.id)
    known = q.one("ledger_entry", batch=batch.id)
    if known:
        return ledger.receipt(known)
    writer = Writer(q, meta["sequence"] + 1, meta["next_key"], progress)
    if batch.staged:
        stage = q.one("stage", batch=batch.id)
        if stage is None:
            raise NothingStaged(batch=batch.id)
        writer.total = stage["count"]
        source = staging.changes(q, batch.id)
    else:
        writer.total = len(batch.changes)
        source = _in_blocks(batch.changes)
    if writer.total > BLOCK:
        writer.look()
    apply(writer, source)
    staging.empty(q, batch.id)
    return ledger.close(q, writer, meta, batch, actor)


def _in_blocks(changes: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    kept: dict[str, list[Change]] = {sort: [] for sort in SORTS}
    for change in changes:
        kept[key_of(change.record)[0]].append(change)
    for sort, found in kept.items():
        for at in range(0, len(found), BLOCK):
            yield sort, found[at : at + BLOCK]


def apply(writer: Writer, source: Iterable[tuple[str, list[Change]]]) -> None:
    """Apply blocks of changes: nodes, then ties, then work records, as they come. Raises ``Conflict``, ``InvalidChange``, ``UnknownKind``."""
    ups: dict[str, set[str]] = {}
    turned: list[str] = []  # nodes that are of another kind than before
    for _, block in source:
        groups = group_changes(block)
        there = writer.there(records_by_kind(groups))
        pairs: list[tuple[Record | None, Record | None]] = []
        left: list[str] = []
        for key, changes in groups.items():
            writer.seen.add(key)
            before = there.get(key)
            now, gone = combine_changes(before, changes, stored=writer.version_before(key, before), version=writer.sequence)
            if gone and isinstance(before, Node) and now is not None:
                left.append(before.id)
            if now is before:
                continue
            pairs.append((before, now))
        writer.drop_ties_of(left)
        writer.write(pairs)
        turned += [now.id for before, now in pairs if isinstance(before, Node) and isinstance(now, Node) and before.kind != now.kind]
        for kind, found in trees.starts((after for _, after in pairs if isinstance(after, Tie))).items():
            ups.setdefault(kind, set()).update(found)
    writer.check_ties_of(turned)
    for kind, found in ups.items():
        circles, _ = trees.circles_above(writer.q, kind, found)
        if circles:
            raise InvalidChange(reason="cycle", kind=kind, cycle=trees.names_of(writer.q, circles[0]))


def group_changes(changes: Iterable[Change]) -> dict[Key, list[Change]]:
    """Return the changes of each record, in order of first appearance. Raises ``InvalidChange``, ``UnknownKind``."""
    groups: dict[Key, list[Change]] = {}
    for change in changes:
        good = check_change(change)
        groups.setdefault(key_of(good.record), []).append(good)
    return groups


def records_by_kind(groups: Mapping[Key, Sequence[Change]]) -> Iterable[tuple[Key, str]]:
    """Return what is to be looked up: each record under every kind that its changes name it by."""
    return dict.fromkeys((key, change.record.kind) for key, changes in groups.items() for change in changes)
