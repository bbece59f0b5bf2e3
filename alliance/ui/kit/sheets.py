"""Tables to take away: CSV that Excel opens with its Chinese, and in which nothing is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from alliance.tables.guards import guard_formula


def csv_bytes(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as CSV with a byte order mark; a text that a spreadsheet would run gets an apostrophe (``tables.guards``).

    >>> csv_bytes([("a", 3, "=1+1", None)]).decode("utf-8-sig")
    "a,3,'=1+1,\\r\\n"
    """
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow(["" if cell is None else guard_formula(cell) if isinstance(cell, str) else str(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")
