"""The target list read from a table: what was found first, then kept in one batch."""

from __future__ import annotations

import streamlit as st

from alliance.services.industries.targets_table import TargetsRead
from alliance.services.workspace import Workspace
from alliance.ui import keys
from alliance.ui.kit import cards, notes, tables
from alliance.ui.kit.downloads import download
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.kit.uploads import read_once
from alliance.ui.words import join_parts, language, say

SHOWN = 40


def show(net: Workspace) -> None:
    """Show the uploader, what was found in the file, and the button that keeps the good rows."""
    cards.section(say("aims.file"))
    with cards.card("target_file"):
        put(tag("div", say("aims.file.about"), cls="muted small"))
        turn = st.session_state.get(keys.TARGET_TURN, 0)  # an uploader lets go of its file only when it becomes another one
        file = st.file_uploader(say("aims.file"), type=["csv", "xlsx", "xls"], key=keys.of(keys.TARGET_FILE, turn), label_visibility="collapsed")
        download(say("aims.file.get"), lambda: bytes(net.targets_template(language())), say("aims.file.name"), key="targets_get")
        if file is not None:
            data = file.getvalue()
            _show_read(
                net, read_once(net, keys.TARGET_READ, file.name, data, TargetsRead, lambda: net.read_targets(file.name, data, lang=language()))
            )


def _show_read(net: Workspace, read: TargetsRead) -> None:
    put(tag("div", tag("b", say("aims.file.count", n=read.count, good=len(read.rows)))))
    if read.findings:
        heads = [say("finding.row"), say("finding.value"), say("finding.how")]
        rows = [
            (str(one.row) if one.row else say("finding.whole"), join_parts((one.column or say("finding.all"), one.value)), one.text)
            for one in read.findings[:SHOWN]
        ]
        tables.table(heads, rows, cls="t stack")
    if len(read.findings) > SHOWN:
        put(tag("div", say("import.findings.more", shown=SHOWN, n=len(read.findings)), cls="muted small"))
    if read.rows and st.button(say("aims.file.keep", n=len(read.rows)), type="primary", key="target_file_keep", width="stretch"):
        kept = net.set_targets(read.rows, lang=language())
        st.session_state[keys.TARGET_TURN] = st.session_state.get(keys.TARGET_TURN, 0) + 1
        st.session_state.pop(keys.TARGET_READ, None)
        notes.keep_note("data", say("aims.file.kept", n=len(kept.ids)), kept.batch)
        st.rerun()
