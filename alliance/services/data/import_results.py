"""What an import gives: the report of a check, staged changes beside the records, what waits to be confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alliance.model import Difference
from alliance.services.results import Result
from alliance.tables.findings import Finding


@dataclass(frozen=True, slots=True)
class ColumnReport:
    """A column of a file: its heading and the stored name of what it was read as, empty where it was left out."""

    heading: str
    name: str
    index: int


@dataclass(frozen=True, slots=True)
class TableReport:
    """One table as it was read. ``kind`` is a node kind, ``relations``, or empty where it could not be told."""

    name: str
    file: str
    kind: str
    encoding: str
    separator: str
    header_row: int
    columns: tuple[ColumnReport, ...]
    rows: int
    rejected: int
    hidden: bool


@dataclass(frozen=True, slots=True)
class ImportReport(Result):
    """What an import would do. ``counts``: rows, rejected, new, changed, unchanged (records), and new:Workshop … by kind."""

    batch: str
    files: tuple[str, ...]
    tables: tuple[TableReport, ...]
    findings: tuple[Finding, ...]
    finding_counts: dict[str, int]
    counts: dict[str, int]
    can_confirm: bool
    digest: str = ""
    known_as: str = ""


@dataclass(frozen=True, slots=True)
class PreviewResult(Result):
    """Staged changes beside what the store holds."""

    batch: str
    rows: tuple[Difference, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class StagedResult(Result):
    """What waits to be confirmed, newest first: each with batch, at, count and its report."""

    rows: tuple[dict[str, Any], ...]
