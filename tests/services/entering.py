"""Facts entered as people enter them: as tables, imported into a store of their own."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from alliance.model import Actor
from alliance.services.workspace import Workspace, open_store

Table = Sequence[Mapping[str, str]]


def file_of(rows: Table) -> bytes:
    """Return rows as a CSV file; the headings are all that any row has."""
    headings = list(dict.fromkeys(name for row in rows for name in row))
    text = StringIO()
    writer = csv.DictWriter(text, headings, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def rows_of(text: str) -> list[dict[str, str]]:
    """Return the rows of a table written as CSV in a test."""
    return list(csv.DictReader(StringIO(text.strip())))


@contextmanager
def entered(folder: Path, tables: Mapping[str, Table]) -> Iterator[Workspace]:
    """Import tables (name of the file without ending → rows) into a new store; every row must be taken."""
    with open_store(folder / "entered.alliance", actor=Actor("经办人", "admin")) as net:
        report = net.check([(f"{name}.csv", file_of(rows)) for name, rows in tables.items()])
        assert not [finding for finding in report.findings if finding.severity == "error"], report.findings
        assert sum(table.rows for table in report.tables) == sum(map(len, tables.values()))
        net.confirm(report.batch)
        yield net
