"""Who leads a workshop on a day."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alliance.model.snapshot import Ints, Snapshot
from alliance.network.time.validity import valid


def leaders(snapshot: Snapshot, as_of: int, workshops: Ints | Sequence[int]) -> dict[int, list[int]]:
    """Return workshop → the people who lead it on the day, ascending; those without one on record are left out. O(ties of the kind)."""
    part = snapshot.tie_slice("LEADS")
    rows = np.flatnonzero(valid(snapshot, part, as_of) & np.isin(snapshot.target[part], workshops)) + part.start
    found: dict[int, list[int]] = {}
    for person, workshop in zip(snapshot.source[rows].tolist(), snapshot.target[rows].tolist(), strict=True):
        found.setdefault(workshop, []).append(person)
    return found
