"""The wall time written into ledger and audit; information only, order comes from the sequence number."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """Return the moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
