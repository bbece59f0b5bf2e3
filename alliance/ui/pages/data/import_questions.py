"""What the importer asks: cells that it did not understand, workshops that may be on record, hidden sheets; answered singly or alike."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from alliance import schema
from alliance.services.data.import_answers import Answers
from alliance.services.data.import_results import ImportReport
from alliance.services.workspace import Workspace
from alliance.tables.findings import Finding, finding_text
from alliance.tables.sheets.columns import targets
from alliance.ui import keys
from alliance.ui.kit import cards, notes
from alliance.ui.words import date_words, language, say

SHOWN = 30
SHOWN_TOLD = 8
TOLD = ("F43", "F44")  # answered by another part of the page, or in the file
CELLS = ("F16", "F17", "F19", "F31", "F32", "F36", "F41")


def questions(report: ImportReport) -> Answers | None:
    """Show the questions of a report; return the answers once 按回答重新核对 is pressed, else None."""
    asked = report.questions
    if not asked:
        return None
    cards.section(say("ask.title"), say("ask.count", n=len(asked)))
    notes.note(say("ask.about"))
    with st.form(keys.ASK_FORM):
        cells = _cells([finding for finding in asked if finding.code in CELLS])
        same = _same([finding for finding in asked if finding.code == "F42"])
        hidden = tuple(finding.table for finding in asked if finding.detail == "hidden" and _is_wanted(finding))
        for finding in [finding for finding in asked if finding.code in TOLD]:
            notes.note(finding_text(finding, language()))
        if st.form_submit_button(say("ask.again"), type="primary"):
            return Answers(cells=cells, same=same, hidden=hidden)
    return None


def remembered(net: Workspace, report: ImportReport, said: Answers) -> Answers | None:
    """Offer what was said of these forms at an earlier import; return it once it is taken, None where nothing new is offered."""
    forms = net.remembered_forms(report)
    answers = forms.answers()
    if said.with_later(answers) == said:
        return None
    row = forms.rows[0]
    told = [f"{heading} → {_meaning(name)}" for heading, name in (*answers.mapping.items(), *answers.sections.items())]
    told += [f"{heading}：{cell} → {meaning}" for heading, cells in answers.cells.items() for cell, meaning in cells.items()]
    more = "…" if len(told) > SHOWN_TOLD else ""
    notes.note(say("form.remembered", title=row.title, date=date_words(row.on), told="；".join(told[:SHOWN_TOLD]) + more))
    return answers if st.button(say("form.again"), key=keys.FORM_AGAIN) else None


def _meaning(name: str) -> str:
    if not name:
        return say("reading.left_out")
    return next((term.label(language()) for kind in schema.NODE_CODE for _, known, term in targets(kind) if known == name), name)


def _cells(asked: Sequence[Finding]) -> dict[str, dict[str, str]]:
    """One field for all cells of one column that say the same; what is left empty stays open."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in asked:
        groups.setdefault((finding.column, finding.value), []).append(finding)
    answers: dict[str, dict[str, str]] = {}
    for (column, value), found in list(groups.items())[:SHOWN]:
        rows = "、".join(str(finding.row) for finding in found[:8]) + ("…" if len(found) > 8 else "")
        given = st.text_input(
            say("ask.cell", column=column, value=value, rows=rows, n=len(found)),
            key=keys.of(keys.ASK_CELL, column, value),
            placeholder=say("ask.example"),
            help=finding_text(found[0], language()),
        )
        if given and given.strip():
            answers.setdefault(column, {})[value] = given.strip()
    if len(groups) > SHOWN:
        notes.note(say("import.findings.more", shown=SHOWN, n=len(groups)))
    return answers


def _same(asked: Sequence[Finding]) -> dict[str, str]:
    """For each row that may be a workshop on record: the same, a new one, or not yet said; above them one answer for all."""
    if not asked:
        return {}
    choices = {"": say("ask.same.open"), "same": say("ask.same.same"), "new": say("ask.same.new")}
    every = st.radio(say("ask.same.all", n=len(asked)), list(choices), format_func=choices.__getitem__, horizontal=True, key=keys.ASK_ALL)
    answers = {"*": every} if every else {}
    for finding in asked[:SHOWN]:
        label = say("ask.same.one", row=finding.row, name=finding.value, other=finding.facts["candidate"])
        chosen = st.radio(
            label,
            list(choices),
            format_func=choices.__getitem__,
            horizontal=True,
            key=keys.of(keys.ASK_SAME, finding.table, finding.row),
            help=finding_text(finding, language()),
        )
        if chosen:
            answers[f"{finding.table}:{finding.row}"] = chosen
    return answers


def _is_wanted(finding: Finding) -> bool:
    return bool(st.checkbox(say("ask.hidden", sheet=finding.table), key=keys.of(keys.ASK_HIDDEN, finding.table)))
