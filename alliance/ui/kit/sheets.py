"""Tables to take away: CSV that Excel opens with its Chinese, and in which nothing is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as CSV with a byte order mark; a cell that begins like a formula gets an apostrophe.

    >>> csv_bytes([("a", 3, "=1+1", None)]).decode("utf-8-sig")
    "a,3,'=1+1,\\r\\n"
    """
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        cells = ["" if cell is None else str(cell) for cell in row]
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return out.getvalue().encode("utf-8-sig")
