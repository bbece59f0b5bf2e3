"""导入: choose files, see what would change and what was not taken, confirm or throw away."""

from __future__ import annotations

import streamlit as st

from alliance import messages, schema
from alliance.model import Receipt
from alliance.services.data import importing
from alliance.services.data.import_answers import Answers
from alliance.services.data.import_results import ImportReport, TableReport
from alliance.services.data.waiting_import import WaitingImport
from alliance.services.workspace import Workspace
from alliance.ui import keys
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, job_progress, notes, tables
from alliance.ui.kit.cards import Figure
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.pages.data.import_naming import naming
from alliance.ui.pages.data.import_questions import questions, remembered
from alliance.ui.pages.data.import_reading import reading
from alliance.ui.pages.data.import_review import changes, findings, plain_value, rejected_button
from alliance.ui.pages.data.templates import all_kinds, kind_name, template_button
from alliance.ui.words import language, say

STEPS = ("template", "file", "check", "confirm")
FILES = ("csv", "xlsx", "xls", "docx", "txt", "tsv", "json")  # the last is the store.json of an export
REPORT = "import_report"
GIVEN = "import_given"  # the files of the last check, what they were said to be, and the answers, for a check with more of them


def show(net: Workspace) -> None:
    """Show the step at which the import stands."""
    if net.store_facts().nature == "sample":
        notes.note(say("import.sample"), kind="warn")
    busy, receipt = job_progress.waiting("write", Receipt)
    if receipt is not None:
        _forget()
        notes.keep_note("data", say("import.done", new=receipt.created, changed=receipt.changed), receipt.batch)
        st.rerun()
    if busy:
        return
    waiting = net.waiting_import()
    report = waiting.report if waiting else _kept_report()
    cards.steps([say(f"import.step.{name}") for name in STEPS], 2 if report else 0)
    if report:
        _review(net, report, waiting)
    else:
        _choose(net)


def _choose(net: Workspace) -> None:
    left, right = st.columns([2, 1], gap="medium")
    with left, cards.card("upload"):
        put(cards.section_head(say("import.choose")), tag("div", say("import.choose.about"), cls="muted"))
        files = st.file_uploader(say("import.choose"), type=list(FILES), accept_multiple_files=True, key=keys.UPLOAD, label_visibility="collapsed")
        kind = st.selectbox(
            say("import.kind"),
            ["", *all_kinds()],
            format_func=lambda kind: kind_name(kind) if kind else say("import.kind.auto"),
            key=keys.UPLOAD_KIND,
        )
        pasted = st.text_area(say("import.paste"), placeholder=say("import.paste.about"), key=keys.PASTED, height=110)
        if st.button(say("import.check"), type="primary", key=keys.UPLOAD_GO):
            given = [(file.name, file.getvalue()) for file in files or ()]
            if pasted and pasted.strip():
                given.append((say("import.paste.file"), pasted.encode()))
            if given:
                _check(net, given, str(kind or ""))
            else:
                notes.note(say("import.choose.first"), kind="warn")
        _await_check()
    with right, cards.card("templates"):
        put(cards.section_head(say("import.templates")), tag("div", say("import.templates.about"), cls="muted"))
        wanted = st.selectbox(say("import.template.kind"), all_kinds(), format_func=kind_name, key="template_kind")
        with guard_part():
            template_button(net, str(wanted), "template_get")


def _check(net: Workspace, given: list[tuple[str, bytes]], kind: str, answers: Answers | None = None) -> None:
    st.session_state[GIVEN] = (given, kind, answers or Answers())
    job_progress.start(net, "check", lambda progress: importing.check(net, given, kind=kind, answers=answers, progress=progress))


def _await_check() -> None:
    busy, found = job_progress.waiting("check", ImportReport)
    if found is not None and not busy:
        st.session_state[REPORT] = found
        st.rerun()


def _ask(net: Workspace, report: ImportReport, waiting: WaitingImport | None) -> None:
    """Show what can be said of the files and check once more with it; without them (after a restart) they can only be looked at."""
    kept = st.session_state.get(GIVEN)
    answers = (remembered(net, report, kept[2]) or questions(report) or naming(report)) if kept else None
    kind = ""
    for table in report.tables:
        if table.facts or table.aside or table.added or not table.kind:
            other = reading(table, can_change=bool(kept))
            if other:
                kind, answers = other.kind, other.answers
    if answers and kept:
        if waiting:
            net.discard(report.batch)
        given, said_kind, said = kept
        _check(net, given, kind or said_kind, said.with_later(answers))
    if kept:
        _await_check()


def _kept_report() -> ImportReport | None:
    """Return what was found in files that left nothing to confirm; it is not stored."""
    kept = st.session_state.get(REPORT)
    return kept if isinstance(kept, ImportReport) else None


def _review(net: Workspace, report: ImportReport, waiting: WaitingImport | None) -> None:
    counts = report.counts
    left, right = st.columns([2.4, 1], gap="medium")
    with left:
        cards.figures(
            [
                *(Figure(say(f"import.{name}"), str(counts.get(name, 0)), say("unit.records")) for name in ("new", "changed", "unchanged")),
                Figure(say("import.rejected"), str(counts.get("rejected", 0)), say("unit.rows"), bad=bool(counts.get("rejected"))),
            ]
        )
        _ask(net, report, waiting)
        findings(report.findings, report.finding_counts)
        if waiting:
            changes(net, report.batch)
    with right, cards.card("confirm"):
        _summary(report)
        with guard_part():
            _decide(net, report, waiting)


def _summary(report: ImportReport) -> None:
    rows = [
        (
            say("import.table", kind=kind_name(table.kind) if table.kind else say("import.table.unknown")),
            say("import.table.rows", n=table.rows, columns=_columns(table)),
        )
        for table in report.tables
    ]
    put(tag("div", tag("div", say("import.file"), cls="k"), tag("h3", "、".join(report.files)), tables.facts(rows), cls="dt"))
    if report.settings:
        known = {setting.name: setting.label(language()) for setting in schema.SETTINGS}
        notes.note(say("import.settings", what=[f"{known[name]} {_setting(name, value)}" for name, value in report.settings.items()]))


def _setting(name: str, value: object) -> str:
    return messages.text(f"services.nature.{value}", language()) if name == "nature" else plain_value(value)


def _columns(table: TableReport) -> str:
    left_out = [column.heading for column in table.columns if not column.name]
    return say("import.columns.some", names=left_out) if left_out else say("import.columns.all", n=len(table.columns))


def _decide(net: Workspace, report: ImportReport, waiting: WaitingImport | None) -> None:
    counts = report.counts
    writes = counts.get("new", 0) + counts.get("changed", 0)
    if waiting and writes:
        if st.button(say("import.confirm", n=writes), type="primary", width="stretch", key=keys.CONFIRM):
            job_progress.start(net, "write", lambda progress: importing.confirm(net, report.batch, progress=progress))
            st.rerun()
    else:
        notes.note(say("import.nothing") if waiting else say("import.cannot"), kind="" if waiting else "bad")
    _offer_rejected(net, report, waiting)
    if st.button(say("import.discard"), type="tertiary", width="stretch", key=keys.DISCARD):
        net.discard(report.batch)
        _forget()
        notes.keep_note("data", say("import.discarded"))
        st.rerun()
    put(tag("div", say("import.promise"), cls="small muted"))


def _offer_rejected(net: Workspace, report: ImportReport, waiting: WaitingImport | None) -> None:
    """Offer the rows that were not taken: of what waits from the store, of files that left nothing to confirm from the files."""
    kept = st.session_state.get(GIVEN)
    rejected = report.counts.get("rejected", 0)
    if waiting and waiting.rejected:
        rejected_button(rejected or waiting.rejected, lambda: importing.rejected_rows(net, report.batch, language()))
    elif kept and rejected and not waiting:
        given, kind, _ = kept
        rejected_button(rejected, lambda: importing.rejected_rows_of(net, given, report, kind, language()))


def _forget() -> None:
    for key in (REPORT, GIVEN, keys.UPLOAD, keys.PASTED):
        st.session_state.pop(key, None)
