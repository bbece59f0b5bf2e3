"""When a workshop was first recognised, and when its contacts were last checked (rules §5)."""

from __future__ import annotations

import numpy as np

from alliance.model.snapshot import Ints, Snapshot
from alliance.network.time.validity import newest_told


def first_recognition(snapshot: Snapshot) -> tuple[Ints, Ints]:
    """Return (first, last) day of the earliest dated recognition by node number; 0 where none is dated.

    The workshop's own date of recognition and its RECOGNISED_BY ties count alike. Kept. O(n + ties of the kind).
    """
    return snapshot.memo_of_records("network.first_recognition", lambda: _first_recognition(snapshot))  # type: ignore[no-any-return]


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


def latest_check(snapshot: Snapshot, workshops: Ints, as_of: int) -> Ints:
    """Return for each of these workshops the last day of the latest check of its contacts that begins by ``as_of``; 0 for never."""
    return newest_told(snapshot, workshops, as_of)


def check_of(snapshot: Snapshot, workshop: int, as_of: int) -> tuple[int, int]:
    """Return the interval of days of a workshop's latest check that begins by ``as_of``; (0, 0) for never."""
    low, high = np.searchsorted(snapshot.told_node, np.array([workshop, workshop + 1], dtype=np.int32))
    checks = zip(snapshot.told_first[low:high].tolist(), snapshot.told_last[low:high].tolist(), strict=True)
    return max((check for check in checks if check[0] <= as_of), key=lambda check: (check[1], check[0]), default=(0, 0))
