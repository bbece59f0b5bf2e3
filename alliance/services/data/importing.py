"""Import files: check, stage, show, then confirm in one transaction or discard.

Nothing is written to the records before ``confirm``. What ``check`` found is kept with the staged batch,
so that it is offered again after a restart.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from alliance.errors import Conflict, NothingStaged, RowsRejected
from alliance.model import Batch, Change, Receipt
from alliance.reports.csv_files import csv_bytes
from alliance.reports.rejected import rejected_table
from alliance.services.authorization import authorized
from alliance.services.batch_ids import new_batch_id
from alliance.services.data.check_reports import Checked, is_fatal, note_tables, report_on, report_table
from alliance.services.data.dataset_settings import is_new, setting_changes, split_settings
from alliance.services.data.forms import form_changes
from alliance.services.data.import_answers import Answers
from alliance.services.data.import_notes import ImportNotes
from alliance.services.data.import_results import ImportReport, PreviewResult, StagedResult
from alliance.services.data.staged_reports import staged_findings
from alliance.services.register.acts import ground_of
from alliance.services.register.recognition import announcement
from alliance.services.results import to_json
from alliance.services.session import Session
from alliance.stores.port import STAGED_AT_ONCE, Progress
from alliance.tables.crafts import CraftWords, words_of
from alliance.tables.findings import Finding, finding_text, holds_row
from alliance.tables.read.worker import SourceFile, Worker
from alliance.tables.resolve.checks import Repeats, find_repeats, repeat_findings
from alliance.tables.resolve.circle_checks import held_changes
from alliance.tables.resolve.directory import Directory
from alliance.tables.resolve.relations import tie_changes
from alliance.tables.resolve.resolving import Resolver, TableState
from alliance.tables.sheets.columns import RELATIONS

REJECTED_KEPT = 5_000


@authorized
def check(
    net: Session,
    files: Sequence[Path | str | tuple[str, bytes]],
    *,
    kind: str = "",
    mapping: Mapping[str, str] | None = None,
    answers: Answers | None = None,
    again: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Read files, stage what is good under a new batch and return the report; the records stay as they are.

    ``kind`` (a node kind or ``relations``) goes before file and sheet names; ``mapping`` gives heading → stored name.
    ``answers``: what a person has said to the questions of an earlier check. A row that may be a workshop on record (F42) waits for it.
    A file that was imported before and stands is recognised and nothing is staged (F30) unless ``again``.
    A fault of a whole file or table stages nothing at all. A ``store.json`` among the files is no table: an empty store takes its settings.
    """
    batch = new_batch_id("import")
    files, beside = split_settings(files)
    with Worker() as worker:
        sources = [_source(worker, file) for file in files]
        digest = _digest(sources)
        known = None if again else net.records.known_digest(digest)
        notes = ImportNotes()
        if known:
            notes.add(Finding("F30", sources[0].name, severity="error", facts={"batch": known.batch, "at": known.at[:10]}))
            return _report(net, Checked(batch=batch, sources=sources, states=[], notes=notes, digest=digest), known=known.batch)
        said = answers or Answers()
        tables, found = worker.read(sources, kind, {**said.mapping, **(mapping or {})}, progress, said.of_sheets())
        checked = Checked(batch=batch, sources=sources, states=note_tables(notes, tables, found, sources), notes=notes, digest=digest)
        filled = any(table.rows for table in tables)
        if any(is_fatal(finding, filled) for finding in notes.kept) or not checked.states:
            return _report(net, checked)
        try:
            with _without_collector():
                _stage(net, batch, checked.states, notes, progress, said.same)
            settings = (beside or worker.settings(sources)) if is_new(net) else {}
            reports = [report_table(sources, state) for state in checked.states]
            announced = _announcement(net, sources, checked.states, said.announced) if said.announced else []
            net.records.stage(batch, [*announced, *setting_changes(settings), *form_changes(reports, said)])
            return _staged_report(net, worker, checked, kind, settings)
        except BaseException:
            net.records.discard(batch)
            raise


def _source(worker: Worker, file: Path | str | tuple[str, bytes]) -> SourceFile:
    if isinstance(file, tuple):
        return SourceFile(worker.own_file(file[1]), file[0])
    return SourceFile(Path(file), Path(file).name)


def _digest(sources: Sequence[SourceFile]) -> str:
    """The hash of the content of one file, of the sorted hashes of several."""
    hashes = []
    for source in sources:
        with source.path.open("rb") as file:
            hashes.append(hashlib.file_digest(file, "sha256").hexdigest())
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the collector of circles still: millions of small records and no circle among them make it most of the work."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _stage(
    net: Session, batch: str, states: Sequence[TableState], notes: ImportNotes, progress: Progress | None, same: Mapping[str, str] | None = None
) -> None:
    tables = [state.table for state in states]
    repeats: Repeats = find_repeats(tables)
    for finding in repeat_findings(tables, repeats):
        notes.add(finding)
    resolver = Resolver(Directory(net.records), repeats, notes.add, same, CraftWords(words_of(net.records.settings())))
    total, done = 2 * sum(table.rows for table in tables), 0
    # regions and industries first: rows of other tables are rejected where theirs is unknown
    nodes = sorted((s for s in states if s.table.kind not in ("", RELATIONS)), key=lambda s: (s.table.kind not in ("Region", "Industry"), s.number))
    relations = [state for state in states if state.table.kind == RELATIONS]

    def told(changes: Iterator[Change]) -> Iterator[Change]:
        nonlocal done
        while block := list(islice(changes, STAGED_AT_ONCE)):
            yield from block
            done = min(total, done + len(block))
            if progress:
                progress(done, total)

    for make, part in ((resolver.node_changes, nodes), (resolver.link_changes, nodes), (_ties(resolver), relations)):
        for state in part:
            net.records.stage(batch, told(make(state)))
    net.records.stage(batch, held_changes(resolver, states, lambda kind: ((tie.source, tie.target) for tie in net.records.all_ties(kind))))


def _announcement(net: Session, sources: Sequence[SourceFile], states: Sequence[TableState], said: Mapping[str, str]) -> list[Change]:
    """The batch of workshops that the files announce (公示), as ``register`` keeps it: nobody is recognised before it is final."""
    workshops = [node for state in states if state.table.kind == "Workshop" for node in state.ids if node]
    ground = ground_of(net, sources[0].name, said["recognised_on"])
    return [announcement(workshops, said["level"], said["recognised_by"], said["batch"], ground)] if workshops else []


def _ties(resolver: Resolver) -> Callable[[TableState], Iterator[Change]]:
    return lambda state: tie_changes(resolver, state)


def _staged_report(net: Session, worker: Worker, checked: Checked, kind: str, settings: Mapping[str, Any]) -> ImportReport:
    _, counts = net.records.differences(checked.batch, "", 1)
    possible = any(counts.get(state, 0) for state in ("new", "changed", "unchanged"))
    report = replace(_report(net, checked, counts, possible), settings=dict(settings))
    if not possible:
        net.records.discard(checked.batch)
        return report
    rejected = [(state.table.file, state.table.name, {*state.table.rejected, *state.rejected}) for state in checked.states]
    facts = {"report": to_json(report), "rejected": _rejected_cells(worker, checked.sources, rejected, kind)}
    net.records.stage(checked.batch, (), facts=facts)
    return report


def _report(net: Session, checked: Checked, counts: Mapping[str, int] | None = None, possible: bool = False, known: str = "") -> ImportReport:
    return report_on(checked, net.store.revision, net.as_of(), counts=counts or {}, possible=possible, known=known)


def _rejected_cells(
    worker: Worker, sources: Sequence[SourceFile], rejected: Sequence[tuple[int, str, Collection[int]]], kind: str
) -> list[dict[str, Any]]:
    """The original cells of rejected rows (file, table, rows), read once more from the files, with the headings of their tables."""
    found: list[dict[str, Any]] = []
    for number in range(len(sources)):
        rows = {name: sorted(those)[:REJECTED_KEPT] for file, name, those in rejected if file == number and those}
        if rows and len(found) < REJECTED_KEPT:
            found += worker.pick(sources, number, rows, kind)[: REJECTED_KEPT - len(found)]
    return found


@authorized
def preview(net: Session, batch: str, state: str = "", limit: int = 200, offset: int = 0) -> PreviewResult:
    """Return staged changes beside the store's records; ``state``: new, changed, unchanged, refused, or all."""
    rows, counts = net.store.differences(batch, state, limit, offset)
    return PreviewResult(schema="alliance.preview/1", revision=net.store.revision, as_of=net.as_of(), batch=batch, rows=tuple(rows), counts=counts)


@authorized
def confirm(net: Session, batch: str, *, strict: bool = False, progress: Progress | None = None) -> Receipt:
    """Write a staged batch in one transaction; a second confirmation changes nothing and returns the same receipt.

    Raises ``NothingStaged`` where this batch neither waits nor was confirmed, ``Conflict`` where it brings settings and the store is no
    longer empty (check again), and with ``strict`` ``RowsRejected`` where any row was rejected.
    """
    waiting = _waiting(net, batch)
    if waiting is None:
        entry = next((entry for entry in net.store.ledger(10_000) if entry.batch == batch), None)
        if entry is None:
            raise NothingStaged(batch=batch)
        return net.store.commit(Batch(batch, "import", staged=True, digest=entry.digest, label=entry.label), net.actor, progress)
    report = waiting["report"]
    if strict and report["counts"]["rejected"]:
        raise RowsRejected(count=report["counts"]["rejected"])
    if report.get("settings") and not is_new(net):  # another import was confirmed meanwhile: the store has settings of its own by now
        raise Conflict(record=report["files"][0], mine=report["settings"], theirs=net.store.settings())
    facts = {"files": report["files"], "counts": report["counts"]}
    label = "、".join(report["files"][:3]) + ("…" if len(report["files"]) > 3 else "")
    return net.store.commit(Batch(batch, "import", label=label, digest=report["digest"], staged=True, facts=facts), net.actor, progress)


@authorized
def discard(net: Session, batch: str) -> None:
    """Throw a staged batch away."""
    net.store.discard(batch)


@authorized
def staged(net: Session) -> StagedResult:
    """Return what waits to be confirmed, after a restart too."""
    rows = tuple(dict(row) for row in net.store.staged_batches() if (row.get("facts") or {}).get("report"))
    return StagedResult(schema="alliance.staged/1", revision=net.store.revision, as_of=net.as_of(), rows=rows)


def _waiting(net: Session, batch: str) -> Mapping[str, Any] | None:
    return next((row["facts"] for row in net.records.staged_batches() if row["batch"] == batch and (row.get("facts") or {}).get("report")), None)


@authorized
def edit(net: Session, changes: Sequence[Change], label: str = "") -> Receipt:
    """Commit changes made in a form as one batch. Raises ``Conflict`` where a record was changed meanwhile."""
    return net.store.commit(Batch(new_batch_id("edit"), "edit", tuple(changes), label=label), net.actor)


@authorized
def rejected_rows(net: Session, batch: str, language: str = "zh") -> bytes:
    """Return the rejected rows of a staged import as CSV: table, row, reasons, then the original cells under their headings.

    Once put right it can be imported as it is. At most ``REJECTED_KEPT`` rows. Raises ``NothingStaged``.
    """
    waiting = _waiting(net, batch)
    if waiting is None:
        raise NothingStaged(batch=batch)
    reasons = _reasons(staged_findings(waiting), language)
    return csv_bytes(rejected_table(waiting["rejected"], reasons, waiting["report"]["tables"], language))


@authorized
def rejected_rows_of(
    net: Session,  # noqa: ARG001 - every use case takes its workspace
    files: Sequence[Path | str | tuple[str, bytes]],
    report: ImportReport,
    kind: str = "",
    language: str = "zh",
) -> bytes:
    """Return the rejected rows of files that left nothing to stage, as ``rejected_rows`` does; they are read once more."""
    reasons = _reasons(report.findings, language)
    with Worker() as worker:
        sources = [_source(worker, file) for file in split_settings(files)[0]]
        at = {source.name: number for number, source in enumerate(sources)}
        rejected = [(at[table.file], table.name, {row for name, row in reasons if name == table.name}) for table in report.tables]
        cells = _rejected_cells(worker, sources, rejected, kind)
    return csv_bytes(rejected_table(cells, reasons, to_json(report)["tables"], language))


def _reasons(findings: Iterable[Finding], language: str) -> dict[tuple[str, int], list[str]]:
    """Return why each row (table, number) is not taken."""
    reasons: dict[tuple[str, int], list[str]] = {}
    for finding in findings:
        if holds_row(finding):
            reasons.setdefault((finding.table, finding.row), []).append(finding_text(finding, language))
    return reasons
