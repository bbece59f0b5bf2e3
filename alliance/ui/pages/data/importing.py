"""导入: choose files, see what would change and what was not taken, confirm or throw away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from alliance.services.data import importing
from alliance.services.results import to_json
from alliance.services.workspace import Workspace
from alliance.tables.findings import Finding
from alliance.ui import keys, state
from alliance.ui.guard import guarded
from alliance.ui.kit import cards, job_progress, notes, tables
from alliance.ui.kit.cards import Figure
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.pages.data.import_review import changes, findings, rejected_button
from alliance.ui.pages.data.templates import all_kinds, kind_name, template_button
from alliance.ui.words import say

STEPS = ("template", "file", "check", "confirm")
FILES = ("csv", "xlsx", "xls", "txt")
REPORT = "import_report"


def show(net: Workspace) -> None:
    """Show the step at which the import stands."""
    if state.nature(net) == "sample":
        notes.note(say("import.sample"), kind="warn")
    busy, receipt = job_progress.waiting("write")
    if receipt is not None:
        _forget()
        notes.done("data", say("import.done", new=receipt.created, changed=receipt.changed), receipt.batch)
        st.rerun()
    if busy:
        return
    waits = net.staged().rows
    report = waits[0]["facts"]["report"] if waits else st.session_state.get(REPORT)
    cards.steps([say(f"import.step.{name}") for name in STEPS], 2 if report else 0)
    if report:
        _review(
            net,
            report,
            importing.staged_findings(waits[0]["facts"]) if waits else st.session_state.get("import_findings", ()),
            waits[0]["facts"] if waits else {},
        )
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
        if st.button(say("import.check"), type="primary", key=keys.UPLOAD_GO, disabled=not files):
            given = [(file.name, file.getvalue()) for file in files or ()]
            job_progress.start(net, "check", lambda progress: importing.check(net, given, kind=str(kind or ""), progress=progress))
        busy, found = job_progress.waiting("check")
        if found is not None and not busy:
            st.session_state[REPORT], st.session_state["import_findings"] = to_json(found), found.findings
            st.rerun()
    with right, cards.card("templates"):
        put(cards.section_head(say("import.templates")), tag("div", say("import.templates.about"), cls="muted"))
        wanted = st.selectbox(say("import.template.kind"), all_kinds(), format_func=kind_name, key="template_kind")
        with guarded():
            template_button(net, str(wanted), "template_get")


def _review(net: Workspace, report: Mapping[str, Any], found: Sequence[Finding], facts: Mapping[str, Any]) -> None:
    counts = report["counts"]
    left, right = st.columns([2.4, 1], gap="medium")
    with left:
        cards.figures(
            [
                *(Figure(say(f"import.{name}"), str(counts.get(name, 0)), say("unit.records")) for name in ("new", "changed", "unchanged")),
                Figure(say("import.rejected"), str(counts.get("rejected", 0)), say("unit.rows"), bad=bool(counts.get("rejected"))),
            ]
        )
        findings(found, report["finding_counts"])
        if facts:
            changes(net, report["batch"])
    with right, cards.card("confirm"):
        _summary(report)
        with guarded():
            _decide(net, report, facts)


def _summary(report: Mapping[str, Any]) -> None:
    rows = [
        (
            say("import.table", kind=kind_name(table["kind"]) if table["kind"] else say("import.table.unknown")),
            say("import.table.rows", n=table["rows"], columns=_columns(table)),
        )
        for table in report["tables"]
    ]
    put(tag("div", tag("div", say("import.file"), cls="k"), tag("h3", "、".join(report["files"])), tables.facts(rows), cls="dt"))


def _columns(table: Mapping[str, Any]) -> str:
    left_out = [column["heading"] for column in table["columns"] if not column["name"]]
    return say("import.columns.some", names=left_out) if left_out else say("import.columns.all", n=len(table["columns"]))


def _decide(net: Workspace, report: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    counts = report["counts"]
    writes = counts.get("new", 0) + counts.get("changed", 0)
    if facts and writes:
        if st.button(say("import.confirm", n=writes), type="primary", width="stretch", key=keys.CONFIRM):
            job_progress.start(net, "write", lambda progress: importing.confirm(net, report["batch"], progress=progress))
            st.rerun()
    else:
        notes.note(say("import.nothing") if facts else say("import.cannot"), kind="" if facts else "bad")
    if facts.get("rejected"):
        rejected_button(net, report["batch"], counts.get("rejected", len(facts["rejected"])))
    if st.button(say("import.discard"), type="tertiary", width="stretch", key=keys.DISCARD):
        net.discard(report["batch"])
        _forget()
        notes.done("data", say("import.discarded"))
        st.rerun()
    put(tag("div", say("import.promise"), cls="small muted"))


def _forget() -> None:
    for key in (REPORT, "import_findings", keys.UPLOAD):
        st.session_state.pop(key, None)
