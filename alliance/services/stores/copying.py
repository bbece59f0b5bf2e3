"""Copy a store into an empty one, of either engine, and compare both at the end.

Nodes, ties and work records go over with all their properties. Ledger and audit stay where they are: the copy begins a
history of its own, whose first batch says where it came from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from alliance.errors import InvalidValue, StoreBusy
from alliance.model import NEW, Batch, Change, Node, Record, Tie, digest
from alliance.services import clock
from alliance.services.authorization import authorize, local_actor
from alliance.services.results import Result
from alliance.stores.opening import open_graph_store
from alliance.stores.port import GraphStore, Progress


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One kind of record: how many there are on both sides, and whether all of them are equal."""

    kind: str
    source: int
    target: int
    equal: bool


@dataclass(frozen=True, slots=True)
class CopyResult(Result):
    """What was copied: a row for each kind of node, tie and work record; ``equal`` says whether all rows are.

    ``history``: entries of the history that stayed in the source; the copy begins one of its own.
    """

    source: str
    target: str
    rows: tuple[CopyRow, ...]
    equal: bool
    history: int


def copy(source: str | Path, target: str | Path, *, progress: Progress | None = None) -> CopyResult:
    """Copy a store into another that is empty (made where it is not there), compare both, and say what was found.

    Raises ``InvalidValue`` where the target holds anything, ``StoreBusy`` where the source moved meanwhile; then nothing is
    in the target.
    """
    actor = local_actor()
    authorize(actor, "store.copy", str(target))
    there = open_graph_store(str(source), create=False)
    try:
        here = open_graph_store(str(target), create=True)
        try:
            if here.ledger(1) or here.staged_batches():
                raise InvalidValue(property="empty-target", value=here.info().location)
            before = there.info()
            batch = f"copy-{digest(before.id, str(before.revision), str(before.work_revision), clock.now())}"
            facts = {"source": before.location, "store": before.id, "revision": before.revision}
            here.stage(batch, (Change("put", record, NEW) for record in _records(there)), facts=facts)
            after = there.info()
            if (before.revision, before.work_revision) != (after.revision, after.work_revision):
                here.discard(batch)
                raise StoreBusy(location=before.location)
            here.commit(Batch(batch, "copy", staged=True, label=before.location, facts=facts), actor, progress)
            rows = compare_stores(there, here)
            equal = all(row.equal for row in rows)
            return CopyResult(
                schema="alliance.copy/1",
                revision=here.revision,
                as_of=clock.today(),
                source=before.location,
                target=here.info().location,
                rows=rows,
                equal=equal,
                history=sum(entry.sequence for entry in there.ledger(1)),
            )
        finally:
            here.close()
    finally:
        there.close()


def _records(store: GraphStore) -> Iterator[Record]:
    yield from store.all_nodes()
    yield from store.all_ties()
    for kind in store.work_kinds():
        yield from store.work(kind)


def compare_stores(one: GraphStore, other: GraphStore) -> tuple[CopyRow, ...]:
    """Return a row for each kind of record in either store, in order of kind. Versions and keys, which are a store's own, do not count."""
    mine, theirs = _sum_up(_records(one)), _sum_up(_records(other))
    nothing = (0, 0)
    kinds = sorted({*mine, *theirs})
    return tuple(
        CopyRow(kind=kind, source=mine.get(kind, nothing)[0], target=theirs.get(kind, nothing)[0], equal=mine.get(kind) == theirs.get(kind))
        for kind in kinds
    )


def _sum_up(records: Iterable[Record]) -> dict[str, tuple[int, int]]:
    """Return kind → how many, and a sum of their contents that does not hang on their order."""
    found: dict[str, tuple[int, int]] = {}
    for record in records:
        kind = record.kind if isinstance(record, (Node, Tie)) else f"work:{record.kind}"
        count, total = found.get(kind, (0, 0))
        found[kind] = (count + 1, (total + int.from_bytes(hashlib.sha256(_content(record)).digest()[:16], "big")) % (1 << 128))
    return found


def _content(record: Record) -> bytes:
    if isinstance(record, Node):
        told: list[object] = [record.id, record.name, record.props]
    elif isinstance(record, Tie):
        told = [record.id, record.source, record.target, record.props]
    else:
        told = [record.id, record.state, record.data]
    return json.dumps(told, sort_keys=True, ensure_ascii=False).encode()
