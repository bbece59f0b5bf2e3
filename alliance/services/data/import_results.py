"""What an import gives: the report of a check, staged changes beside the records, what waits to be confirmed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from alliance.model import Difference
from alliance.services.results import Result
from alliance.tables.findings import Finding
from alliance.tables.sheets.announced import is_announced, names_batch


@dataclass(frozen=True, slots=True)
class ColumnReport:
    """A column of a file: its heading and the stored name of what it was read as, empty where it was left out."""

    heading: str
    name: str
    index: int


@dataclass(frozen=True, slots=True)
class SheetFact:
    """A fact that stands around a table: ``name`` (title, year, union, document, stated, units, as_of, filled_on,
    alliance, place, note), its cells.
    """

    name: str
    value: str
    cells: str


@dataclass(frozen=True, slots=True)
class LineAside:
    """A line that is no record. ``what``: section, sum, heading, note, title, unclear; ``meaning``: what a section says of the rows below it."""

    cells: str
    what: str
    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class AddedColumn:
    """What a sheet states without a column for it. ``origin``: title, sheet, line, section; ``by``: the meaning of the sections that give it."""

    name: str
    origin: str
    value: str
    by: str


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
    facts: tuple[SheetFact, ...] = ()
    aside: tuple[LineAside, ...] = ()
    added: tuple[AddedColumn, ...] = ()

    def fact(self, name: str) -> str:
        """Return a fact about the sheet (title, year, document …); empty where it has none."""
        return next((fact.value for fact in self.facts if fact.name == name), "")

    @property
    def lists_batch(self) -> bool:
        """Whether its title names a batch of workshops: what then holds for all rows is worth asking."""
        return names_batch(self.fact("title"))


@dataclass(frozen=True, slots=True)
class ImportReport(Result):
    """What an import would do. ``counts``: rows, rejected, new, changed, unchanged (records), and new:Workshop … by kind.

    ``settings``: what an empty store takes over from a workbook that carries them (nature of the data, reference date, rules of counting).
    """

    batch: str
    files: tuple[str, ...]
    tables: tuple[TableReport, ...]
    findings: tuple[Finding, ...]
    finding_counts: dict[str, int]
    counts: dict[str, int]
    can_confirm: bool
    digest: str = ""
    known_as: str = ""
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def is_announced(self) -> bool:
        """Whether the files, or rows of them, list what is only announced: by what was found in them (F44), a title or the name of a file."""
        titles = (table.fact("title") for table in self.tables)
        return any(finding.code == "F44" for finding in self.findings) or is_announced([*titles, *self.files])

    @property
    def questions(self) -> tuple[Finding, ...]:
        """The findings that ask something (severity ``question``): give what was said to the next check as ``Answers``."""
        return tuple(finding for finding in self.findings if finding.severity == "question")


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
