"""The window: the months up to the reference date in which a tie counts as recent, by the setting or by the period one chose (rules §3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from alliance import schema
from alliance.errors import InvalidValue
from alliance.model import months_before
from alliance.model.snapshot import Ints, Snapshot

WHOLE_RECORD = 12_000  # months that reach back before all that is on record: also what has no date at all counts
PERIODS = {"1y": 12, "3y": 36, "all": WHOLE_RECORD}  # last year, last three years, all on record


def window_of(period: str) -> dict[str, Any]:
    """Return the settings in whose place a chosen period stands: one window for all kinds of unit; none where no period is chosen.

    Raises ``InvalidValue``.

    >>> window_of("3y")
    {'window_months': 36, 'window_by_host_kind': {}}
    >>> window_of("")
    {}
    """
    if not period:
        return {}
    if period not in PERIODS:
        raise InvalidValue(property="period", value=period)
    return {"window_months": PERIODS[period], "window_by_host_kind": {}}


def window_first(as_of: int, months: int) -> int:
    """Return the first day of (as_of − months, as_of]; 0 for the whole record.

    >>> from alliance.model import day, iso
    >>> iso(window_first(day("2026-01-29"), 12))
    '2025-01-30'
    >>> window_first(day("2026-01-29"), WHOLE_RECORD)
    0
    """
    return 0 if months >= WHOLE_RECORD else months_before(as_of, months) + 1


def window_firsts(snapshot: Snapshot, as_of: int, units: Ints, settings: Mapping[str, Any]) -> Ints:
    """Return the first day of the window for each workshop, given the unit of each (−1 unknown).

    ``window_months`` for all; ``window_by_host_kind`` {kind of unit: months} changes it for some.
    """
    by_kind = np.full(len(schema.NODE_KINDS) + 1, window_first(as_of, int(settings["window_months"])), dtype=np.int32)
    for kind, months in settings["window_by_host_kind"].items():
        by_kind[schema.NODE_CODE[kind]] = window_first(as_of, int(months))
    kinds = np.where(units >= 0, snapshot.kind[units], len(schema.NODE_KINDS))
    return by_kind[kinds]
