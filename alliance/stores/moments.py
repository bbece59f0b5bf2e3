"""The one place where a store reads the clock: when something was written. Nothing is ever ordered by it."""

from __future__ import annotations

from datetime import UTC, datetime


def moment() -> str:
    """Return the present moment as ISO text in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
