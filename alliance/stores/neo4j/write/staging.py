"""The staging area: changes on their way in, packed in blocks, kept over restarts, seen by nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from alliance.model import Change
from alliance.stores.changes import check_change
from alliance.stores.figures import written
from alliance.stores.moments import moment
from alliance.stores.neo4j.blocks import BLOCK
from alliance.stores.neo4j.rows import change_of, pack_values, unpack_values, values_of
from alliance.stores.neo4j.server.server import Statements
from alliance.stores.neo4j.write.writing import key_of

SORTS = "ntw"


def prepare_changes(changes: Sequence[Change]) -> list[list[Any]]:
    """Return changes as [sort, *plain values]. Raises ``InvalidChange``, ``UnknownKind``."""
    return [[key_of(change.record)[0], *values_of(check_change(change))] for change in changes]


def append(q: Statements, batch: str, found: Sequence[list[Any]], facts: Mapping[str, Any] | None) -> int:
    """Append prepared changes behind those that wait; return how many wait now."""
    meta = q.one("lock_meta", batch=batch)
    count = q.one("open_stage", batch=batch, number=meta["stage_number"] + 1, at=moment())
    q.rows("set_meta", values={"stage_number": meta["stage_number"] + 1})
    rows = []
    for sort in SORTS:
        mine = [[count + i, *values] for i, (its, *values) in enumerate(found) if its == sort]
        for at in range(0, len(mine), BLOCK):
            rows.append({"sort": SORTS.index(sort), "part": mine[at][0], "data": pack_values(mine[at : at + BLOCK])})
    q.rows("add_staged", batch=batch, count=count + len(found), facts=None if facts is None else written(dict(facts)), rows=rows)
    return int(count + len(found))


def blocks_of(q: Statements, batch: str) -> Iterator[tuple[str, list[tuple[int, Change]]]]:
    """Yield (sort, [(position, change)]), block by block: nodes, then ties, then work records."""
    for sort, part in q.rows("staged_parts", batch=batch):
        data = q.one("staged_block", batch=batch, sort=sort, part=part)
        yield SORTS[sort], [(position, change_of(values)) for position, *values in unpack_values(data)]


def changes(q: Statements, batch: str) -> Iterator[tuple[str, list[Change]]]:
    """Yield (sort, changes), block by block: nodes, then ties, then work records."""
    for sort, block in blocks_of(q, batch):
        yield sort, [change for _, change in block]


def empty(q: Statements, batch: str) -> None:
    """Take a batch out of the staging area."""
    q.rows("empty_stage", batch=batch)


def waiting(q: Statements) -> list[dict[str, Any]]:
    """Return the staged batches, newest first."""
    return [{"batch": s["batch"], "at": s["at"], "count": s["count"], "facts": json.loads(s["facts"])} for (s,) in q.rows("stages")]
