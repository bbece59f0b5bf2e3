"""What a check reports of its files: what was noted of their tables, what is fatal, and all of it as one answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from alliance.services.data.import_notes import ImportNotes
from alliance.services.data.import_results import AddedColumn, ColumnReport, ImportReport, LineAside, SheetFact, TableReport
from alliance.tables.findings import Finding, in_order
from alliance.tables.read.worker import ReadTable, SourceFile
from alliance.tables.resolve.resolving import TableState

_TABLE_COLUMNS = {("property", name) for name in ("id", "name", "from", "to", "kind")}


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check has of its files: the batch they are staged under, their tables as far as they are read, and what was found."""

    batch: str
    sources: Sequence[SourceFile]
    states: Sequence[TableState]
    notes: ImportNotes
    digest: str


def report_on(checked: Checked, revision: int, as_of: str, *, counts: Mapping[str, int], possible: bool, known: str) -> ImportReport:
    """Return what a check answers; ``known``: the batch in which these very files were imported before."""
    tables = tuple(report_table(checked.sources, state) for state in checked.states)
    rows = {"rows": sum(table.rows for table in tables), "rejected": sum(table.rejected for table in tables)}
    return ImportReport(
        schema="alliance.import/1",
        revision=revision,
        as_of=as_of,
        batch=checked.batch,
        files=tuple(source.name for source in checked.sources),
        tables=tables,
        findings=tuple(in_order(checked.notes.kept)),
        finding_counts=dict(sorted(checked.notes.counts.items())),
        counts={**rows, **counts},
        can_confirm=possible,
        digest=checked.digest,
        known_as=known,
    )


def report_table(sources: Sequence[SourceFile], state: TableState) -> TableReport:
    """Return how one table was understood, and how many of its rows are taken."""
    table = state.table
    columns = tuple(
        ColumnReport(heading, name if role and (role, name) not in table.blocked else "", index) for index, heading, role, name in table.columns
    )
    rejected = len({*table.rejected, *state.rejected})
    file = sources[table.file].name
    return TableReport(
        name=table.name,
        file=file,
        kind=table.kind,
        encoding=table.encoding,
        separator=table.separator,
        header_row=table.header_row,
        columns=columns,
        rows=table.rows,
        rejected=rejected,
        hidden=table.hidden,
        facts=tuple(SheetFact(*each) for each in table.facts),
        aside=tuple(LineAside(*each) for each in table.aside),
        added=tuple(AddedColumn(*each) for each in table.added),
    )


def note_tables(notes: ImportNotes, tables: Sequence[ReadTable], found: Iterable[Finding], sources: Sequence[SourceFile]) -> list[TableState]:
    """Note what was found in the files and in their tables, and that there is nothing at all."""
    for finding in found:
        notes.add(finding)
    states = [_note_table(notes, number, table) for number, table in enumerate(tables)]
    if not states and not notes.counts:
        notes.add(Finding("F04", sources[0].name if sources else ""))
    return states


def _note_table(notes: ImportNotes, number: int, table: ReadTable) -> TableState:
    for finding in table.findings:
        notes.add(finding, counted=False)
    for code, times in table.finding_counts.items():
        notes.counts[code] = notes.counts.get(code, 0) + times
    if table.blocked & _TABLE_COLUMNS:
        notes.add(Finding("F27", table.name, detail="table"))
    return TableState(number, table)


def is_fatal(finding: Finding, filled: bool) -> bool:
    """Say whether a finding lets nothing of the files in; ``filled``: any of their tables has rows."""
    # an error without a row speaks of the whole table, unless it only blocks a column (F27); one in the heading line too
    if finding.severity != "error":
        return False
    if finding.code == "F04" and finding.detail == "rows":
        return not filled  # a table of headings alone is no fault of the tables beside it
    return finding.code in ("F05", "F06") or finding.detail == "columns" or (not finding.row and not finding.column)
