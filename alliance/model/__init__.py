"""Frozen records: dates as intervals, nodes, ties, work records, changes, batches, the snapshot.

The numeric part (``model.snapshot``, ``model.building``) is imported by its own name, so that
reading this package loads no third-party package.
"""

from __future__ import annotations

from alliance.model.period import NO_DATE, OPEN, UNKNOWN, Period, day, iso, months_before, months_earlier, period, until
from alliance.model.records import (
    ANY,
    NEW,
    Actor,
    Batch,
    Change,
    Difference,
    Hit,
    LedgerEntry,
    Node,
    Operation,
    Props,
    Receipt,
    Record,
    Tie,
    Work,
    digest,
    merged_props,
    merged_sources,
    node_id,
    orient_ends,
    tie_id,
)

__all__ = [
    "ANY",
    "NEW",
    "NO_DATE",
    "OPEN",
    "UNKNOWN",
    "Actor",
    "Batch",
    "Change",
    "Difference",
    "Hit",
    "LedgerEntry",
    "Node",
    "Operation",
    "Period",
    "Props",
    "Receipt",
    "Record",
    "Tie",
    "Work",
    "day",
    "digest",
    "iso",
    "merged_props",
    "merged_sources",
    "months_before",
    "months_earlier",
    "node_id",
    "orient_ends",
    "period",
    "tie_id",
    "until",
]
