"""本期无: what the responsible union or the unit itself answered about a workshop's contacts, on which day; asked before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from alliance.errors import UnknownNode
from alliance.services.reach.reach import IsolateRow
from alliance.services.reach.worklist_results import WorkRow
from alliance.services.workspace import Workspace
from alliance.tables.cells.texts import line
from alliance.ui import keys, state
from alliance.ui.guard import guard_part
from alliance.ui.kit import notes
from alliance.ui.words import date_words, language, say

NAMED = 5
Row = IsolateRow | WorkRow


def ask(workshops: Sequence[str]) -> None:
    """Ask for the form of workshops; ``show_form`` shows it."""
    st.session_state[keys.ASKED] = list(workshops)


def show_form(net: Workspace) -> None:
    """Show the form where workshops were asked about."""
    asked = st.session_state.get(keys.ASKED)
    if asked:
        st.dialog(say("check.title"), on_dismiss=_let_go)(_form)(net, asked)


def _let_go() -> None:
    st.session_state.pop(keys.ASKED, None)


def _form(net: Workspace, asked: Sequence[str]) -> None:
    rows = net.reach_rows(asked, lang=language())
    if not rows:  # gone since they were asked about
        notes.failure(UnknownNode(node=asked[0], near=[]))
        return
    st.text(names_of(rows))
    st.text(say("check.about"))
    last = date.fromisoformat(net.as_of())
    on = st.date_input(say("check.on"), value=last, max_value=last, key="check_on", format="YYYY-MM-DD")
    unions = {row.union for row in rows}
    each = len(unions) > 1 and all(unions)
    one = unions.pop() if len(unions) == 1 else ""
    by = st.text_input(say("check.by"), value=one, key=keys.REACH_CONFIRM_BY, placeholder=say("check.each" if each else "check.by.example"))
    with guard_part():
        if st.button(say("check.save"), type="primary", key="check_save"):
            if not (line(by or "") or each) or not isinstance(on, date):
                notes.note(say("check.missing"), kind="warn")
                return
            _keep(net, rows, line(by or ""), on.isoformat())


def names_of(rows: Sequence[Row]) -> str:
    """Return the names of workshops for the head of a form: all of a few, else the first and how many."""
    if len(rows) == 1:
        return str(rows[0].name)
    names = ("、" if language() == "zh" else ", ").join(row.name for row in rows[:NAMED])
    return say("work.many", n=len(rows), names=names + (say("work.many.more") if len(rows) > NAMED else ""))


def _keep(net: Workspace, rows: Sequence[Row], by: str, on: str) -> None:
    kept = net.confirm_links([row.id for row in rows], by=by, on=on, source=by, lang=language())
    _let_go()
    state.let_go()
    when = date_words(on)
    if len(rows) == 1:
        notes.keep_note("reach", say("check.done", name=rows[0].name, by=by or rows[0].union, date=when), kept.batch)
    else:
        notes.keep_note("reach", say("check.done.many", n=kept.count, by=by or say("check.each"), date=when), kept.batch)
    st.rerun()
