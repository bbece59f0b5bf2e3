"""The only place that reads the clock. Tests set ``ALLIANCE_TODAY``; thinking code gets its date as an argument."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def today() -> str:
    """Return the day as ISO text: ``ALLIANCE_TODAY`` where it is set, else the computer's."""
    return os.environ.get("ALLIANCE_TODAY") or date.today().isoformat()


def now() -> str:
    """Return the moment in UTC to the second, for names of files; order never comes from it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
