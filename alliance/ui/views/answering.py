"""采纳, 不合适, 已认识, 暂缓: the answers to a suggestion, what has been answered, and the way back."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.guard import guarded
from alliance.ui.kit import cards, notes, tables
from alliance.ui.words import date_words, language, say

REASONS = ("not_convenient", "busy", "direction", "same_trade", "far", "staff_change", "other")


def buttons(workshop: str, one: Any, *, first: bool) -> None:
    """Show the four answers for a candidate; the first card of a list has the primary button."""
    if st.button(say("answer.accepted"), type="primary" if first else "secondary", key=keys.of("accept", one.id)):
        _answer(workshop, one, "accepted")
    with st.popover(say("answer.unsuitable"), key=keys.of("decline", one.id)):
        reason = st.radio(say("answer.why"), REASONS, format_func=lambda code: say(f"unsuitable.{code}"), key=keys.of("why", one.id))
        if st.button(say("answer.unsuitable.sure"), key=keys.of("declined", one.id)):
            _answer(workshop, one, "unsuitable", str(reason))
    if st.button(say("answer.known"), type="tertiary", key=keys.of("known", one.id)):
        _answer(workshop, one, "known")
    if st.button(say("answer.later"), type="tertiary", key=keys.of("later", one.id)):
        _answer(workshop, one, "later")


def _answer(workshop: str, one: Any, answer: str, reason: str = "") -> None:
    with guarded():
        given = state.workspace().answer(workshop, one.id, answer, reason=reason, lang=language())
        notes.done("suggestions", say(f"answer.{answer}.done", name=one.name), given.batch)
        st.rerun()


def settled(net: Workspace, workshop: str) -> None:
    """Show what has been answered for this workshop: to whom, what and why, who introduces them and by when."""
    rows = net.answers(workshop, lang=language()).rows
    if not rows:
        return
    cards.section(say("answer.settled"), say("answer.settled.count", n=len(rows)))
    tables.table(
        [say("answer.head.who"), say("answer.head.what"), say("answer.head.next"), say("answer.head.when")],
        [(_other(row, workshop).name, row.text, _next(row), date_words(row.on)) for row in rows],
        cls="t stack",
    )
    for row in rows:
        if row.answer == "accepted" and not (row.owner and row.due):
            _appointment(workshop, _other(row, workshop))


def _other(row: Any, workshop: str) -> Any:
    return row.candidate if row.workshop.id == workshop else row.workshop


def _next(row: Any) -> str:
    if row.until:
        return say("answer.until", date=date_words(row.until))
    if row.owner or row.due:
        return say("answer.by", owner=row.owner or say("answer.nobody"), date=date_words(row.due))
    return say("answer.open") if row.answer == "accepted" else say("answer.nothing")


def _appointment(workshop: str, other: Any) -> None:
    """Ask who introduces the two and by when."""
    with st.form(keys.of("appoint", other.id)):
        st.text(say("answer.appoint", name=other.name))
        who, when, go = st.columns([2, 1.4, 1], vertical_alignment="bottom")
        owner = who.text_input(say("answer.owner"), placeholder=say("check.by.example"), key=keys.of("owner", other.id))
        due = when.date_input(say("answer.due"), value=None, key=keys.of("due", other.id), format="YYYY-MM-DD")
        with guarded():
            if go.form_submit_button(say("answer.keep"), width="stretch") and owner:
                given = state.workspace().answer(
                    workshop, other.id, "accepted", owner=owner, due=due.isoformat() if isinstance(due, date) else "", lang=language()
                )
                notes.done("suggestions", say("answer.kept", name=other.name, owner=owner), given.batch)
                st.rerun()
