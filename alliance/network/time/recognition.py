"""When a workshop was first recognised, and when its contacts were last checked (rules §5)."""

from __future__ import annotations

import numpy as np

from alliance.model.snapshot import Ints, Snapshot


def first_recognition(snapshot: Snapshot) -> tuple[Ints, Ints]:
    """Return (first, last) day of the earliest dated recognition by node number; 0 where none is dated.

    The workshop's own date of recognition and its RECOGNISED_BY ties count alike. Kept. O(n + ties of the kind).
    """
    return snapshot.memo("network.first_recognition", lambda: _first_recognition(snapshot))  # type: ignore[no-any-return]


def _first_recognition(snapshot: Snapshot) -> tuple[Ints, Ints]:
    none = np.iinfo(np.int64).max
    earliest = np.full(snapshot.n_nodes, none, dtype=np.int64)
    workshops = snapshot.of_kind("Workshop")
    own = (snapshot.first[workshops].astype(np.int64) << 32) + snapshot.last[workshops]
    earliest[workshops] = np.where(snapshot.first[workshops] > 0, own, none)
    part = snapshot.tie_slice("RECOGNISED_BY")
    rows = np.flatnonzero(snapshot.tie_first[part] > 0) + part.start
    np.minimum.at(earliest, snapshot.source[rows], (snapshot.tie_first[rows].astype(np.int64) << 32) + snapshot.tie_last[rows])
    earliest[earliest == none] = 0
    return (earliest >> 32).astype(np.int32), (earliest & 0xFFFFFFFF).astype(np.int32)


def latest_check(snapshot: Snapshot, as_of: int) -> Ints:
    """Return by node number the latest day on or before ``as_of`` on which its contacts were checked; 0 for never."""
    latest = np.zeros(snapshot.n_nodes, dtype=np.int32)
    early = snapshot.check_day <= as_of
    np.maximum.at(latest, snapshot.check_node[early], snapshot.check_day[early])
    return latest
