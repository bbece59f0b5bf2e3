"""收回反馈: a paper that a union has filled in is read, shown line by line, and kept after a yes."""

from __future__ import annotations

import streamlit as st

from alliance.services.reach.feedback import FeedbackRead, FeedbackRow
from alliance.services.workspace import Workspace
from alliance.ui import keys
from alliance.ui.kit import notes, tables
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.kit.uploads import read_once
from alliance.ui.words import language, say

SHOWN = 60
FORMS = ("xlsx", "xls", "docx", "csv")


def feedback(net: Workspace) -> None:
    """Show the uploader, what the paper says and the button that keeps it."""
    put(tag("div", say("feedback.about"), cls="muted small"))
    turn = st.session_state.get(keys.FEEDBACK_TURN, 0)  # an uploader lets go of its file only when it becomes another one
    file = st.file_uploader(say("feedback.title"), type=list(FORMS), key=keys.of(keys.FEEDBACK_FILE, turn), label_visibility="collapsed")
    if file is None:
        return
    data = file.getvalue()
    read = read_once(net, keys.FEEDBACK_READ, file.name, data, FeedbackRead, lambda: net.read_feedback(file.name, data, lang=language()))
    put(tag("b", say("feedback.read", n=len(read.rows), open=read.open)))
    if read.rows:
        heads = [say(f"feedback.head.{name}") for name in ("name", "what", "text")]
        tables.table(heads, [_line(row) for row in read.rows[:SHOWN]], cls="t stack")
    if read.findings:
        heads = [say(f"feedback.head.{name}") for name in ("row", "text", "why")]
        tables.table(heads, [(str(one.row or ""), one.value, one.text) for one in read.findings[:SHOWN]], cls="t stack")
    if read.rows and st.button(say("feedback.keep", n=len(read.rows)), type="primary", key=keys.FEEDBACK_KEEP):
        kept = net.keep_feedback(read.rows, file.name, lang=language())
        st.session_state[keys.FEEDBACK_TURN] = turn + 1
        st.session_state.pop(keys.FEEDBACK_READ, None)
        notes.keep_note("reach", say("feedback.done", n=kept.count), kept.batch)
        st.rerun()


def _line(row: FeedbackRow) -> tuple[str, str, str]:
    return row.name, say("feedback.nothing") if row.nothing else say("feedback.note"), row.text
