"""The window: the months up to the reference date in which a tie counts as recent (rules §3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from alliance import schema
from alliance.model import months_before
from alliance.model.snapshot import Ints, Snapshot


def window_first(as_of: int, months: int) -> int:
    """Return the first day of (as_of − months, as_of].

    >>> from alliance.model import day, iso
    >>> iso(window_first(day("2026-01-29"), 12))
    '2025-01-30'
    """
    return months_before(as_of, months) + 1


def window_firsts(snapshot: Snapshot, as_of: int, units: Ints, settings: Mapping[str, Any]) -> Ints:
    """Return the first day of the window for each workshop, given the unit of each (−1 unknown).

    ``window_months`` for all; ``window_by_host_kind`` {kind of unit: months} changes it for some.
    """
    by_kind = np.full(len(schema.NODE_KINDS) + 1, window_first(as_of, int(settings["window_months"])), dtype=np.int32)
    for kind, months in settings["window_by_host_kind"].items():
        by_kind[schema.NODE_CODE[kind]] = window_first(as_of, int(months))
    kinds = np.where(units >= 0, snapshot.kind[units], len(schema.NODE_KINDS))
    return by_kind[kinds]
