"""A part of a network as a snapshot of its own: some of its nodes, and of the ties between them some."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.model.snapshot import LIST_COLUMNS, NODE_COLUMNS, IdTable, Snapshot


def part_of(snapshot: Snapshot, nodes: NDArray[np.bool_], ties: NDArray[np.bool_]) -> Snapshot:
    """Return the network of these nodes and ties; both ends of each tie are among the nodes. Numbers are those of the part. O(n + m)."""
    number, tie_number = (np.cumsum(keep, dtype=np.int32) - np.int32(1) for keep in (nodes, ties))
    columns: dict[str, NDArray[Any]] = {}
    for name, column in snapshot.columns.items():
        if name not in LIST_COLUMNS:
            columns[name] = column[nodes if name in NODE_COLUMNS else ties]
    columns["source"], columns["target"] = number[columns["source"]], number[columns["target"]]
    for name, owner, there, new in (("seen", "tie", ties, tie_number), ("told", "node", nodes, number)):
        of = snapshot.columns[f"{name}_{owner}"]
        keep = there[of]
        columns[f"{name}_{owner}"] = new[of[keep]]
        columns |= {f"{name}_{end}": snapshot.columns[f"{name}_{end}"][keep] for end in ("first", "last")}
    return with_columns(snapshot, columns, _ids(snapshot.ids, nodes))


def with_columns(snapshot: Snapshot, columns: dict[str, NDArray[Any]], ids: IdTable) -> Snapshot:
    """Return a snapshot with other columns, which become read-only, and ids; nothing that was worked out for the first is kept."""
    for column in columns.values():
        column.setflags(write=False)
    return Snapshot(
        store=snapshot.store,
        revision=snapshot.revision,
        ids=ids,
        columns={name: columns[name] for name in snapshot.columns},
        roles=snapshot.roles,
        systems=snapshot.systems,
        settings=snapshot.settings,
    )


def _ids(ids: IdTable, there: NDArray[np.bool_]) -> IdTable:
    length = np.diff(ids.offsets)
    offsets = np.zeros(int(there.sum()) + 1, dtype=np.int64)
    np.cumsum(length[there], out=offsets[1:])
    return IdTable(ids.block[np.repeat(there, length)], offsets)
