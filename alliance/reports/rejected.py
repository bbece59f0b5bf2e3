"""The list of rejected rows: what stood in the file, and why it was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alliance import messages
from alliance.reports.tables import Cell, Table, table


def rejected_table(
    rows: Sequence[Mapping[str, Any]], reasons: Mapping[tuple[str, int], Sequence[str]], tables: Sequence[Mapping[str, Any]], language: str = "zh"
) -> Table:
    """Return one table of all rejected rows. ``rows`` are {sheet, row, cells}, ``tables`` have name and columns with index and heading.

    Rows of several tables stand under the headings of all, each heading once.
    """
    headings = list(dict.fromkeys(column["heading"] for each in tables for column in each["columns"]))
    columns = {each["name"]: each["columns"] for each in tables}
    words = [messages.text(f"reports.{key}", language) for key in ("rejected-table", "rejected-row", "rejected-reason")]
    found: list[list[Cell]] = []
    for row in rows:
        cells = {c["heading"]: row["cells"][c["index"]] for c in columns.get(row["sheet"], ()) if c["index"] < len(row["cells"])}
        why = " ".join(reasons.get((row["sheet"], row["row"]), ()))
        found.append([row["sheet"], row["row"], why, *(cells.get(heading, "") for heading in headings)])
    return table(words[2], [*words, *headings], found)
