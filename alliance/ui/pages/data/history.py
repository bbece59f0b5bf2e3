"""历史: what was done, by whom, and how it is taken back."""

from __future__ import annotations

import streamlit as st

from alliance import schema
from alliance.model import LedgerEntry, Node
from alliance.services.workspace import Workspace
from alliance.ui import keys
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, notes
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.words import join_parts, language, say

SHOWN = 30
KNOWN = ("import", "undo", "edit", "answer", "exclude", "plan", "outcome", "settings", "worklist", "confirm-links", "targets", "view", "register")


def show(net: Workspace) -> None:
    """Show the batches, newest first, each with 撤销 where it stands."""
    rows = net.history(SHOWN).rows
    cards.section(say("history.title"), say("history.count", n=len(rows)))
    if not rows:
        notes.empty(say("history.none"), say("history.none.todo"))
        return
    with cards.card("history"):
        for row in rows:
            _row(row)
    asked = next((row for row in rows if row.batch == st.session_state.get(keys.ASKED)), None)
    if asked:
        st.dialog(say("history.undo"), on_dismiss=_let_go)(_confirm)(net, asked.batch, asked.label)


def _let_go() -> None:
    st.session_state.pop(keys.ASKED, None)


def _row(row: LedgerEntry) -> None:
    what = say(f"history.{row.action}") if row.action in KNOWN else row.action
    counts = say("history.counts", created=row.created, changed=row.changed, deleted=row.deleted)
    with st.container(key=keys.of("row_batch", row.batch), horizontal=True, vertical_alignment="center", gap="small"):
        undone = tag("span", say("history.undone"), cls="tag") if row.undone_by else None
        put(
            tag(
                "div",
                tag("b", what),
                "　",
                _label(row),
                undone,
                tag("div", join_parts((row.at[:16].replace("T", " "), row.actor, counts)), cls="muted small"),
            ),
            width="stretch",
        )
        if not row.undone_by and row.action != "settings" and st.button(say("history.undo"), key=keys.of("takeback", row.batch)):
            st.session_state[keys.ASKED] = row.batch


def _label(row: LedgerEntry) -> str:
    if row.action != "settings":
        return row.label
    named = next((setting for setting in schema.SETTINGS if setting.name == row.label), None)
    return say("history.start") if named is None else named.zh if language() == "zh" else named.en


def _confirm(net: Workspace, batch: str, label: str) -> None:
    with guard_part():
        preview = net.undo_preview(batch)
        counts = preview.counts
        st.text(label)
        put(tag("div", say("history.undo.counts", created=counts.get("new", 0), changed=counts.get("changed", 0), deleted=counts.get("deleted", 0))))
        names = [row.record.name for row in preview.rows[:8] if isinstance(row.record, Node)]
        put(tag("div", "、".join(names), cls="muted small"))
        if st.button(say("history.undo.sure"), type="primary", key="undo_sure"):
            _let_go()
            notes.take_back("data", batch)
