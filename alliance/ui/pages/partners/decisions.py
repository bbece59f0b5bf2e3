"""采纳, 不合适, 已认识, 暂缓: the decisions about a suggestion, those made so far, and the way back."""

from __future__ import annotations

from datetime import date

import streamlit as st

from alliance import messages, schema
from alliance.model import day, iso, months_before
from alliance.partners.evidence.decisions import UNSUITABLE
from alliance.services.partners.acquaintance_ties import KINDS
from alliance.services.partners.decisions import LATER_MONTHS, DecisionRow
from alliance.services.partners.suggestion_results import PartnerRow
from alliance.services.results import NodeRef
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, notes, tables
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.pages.partners.criteria_weights import criterion_word
from alliance.ui.words import date_words, language, say

BETWEEN = tuple(kind for kind in KINDS if schema.tie_kind(kind).allows("Workshop", "Workshop"))


def buttons(workshop: str, one: PartnerRow, *, first: bool) -> None:
    """Show the four decisions about a candidate; the first card of a list has the primary button."""
    if st.button(_word("answer.accepted"), type="primary" if first else "secondary", key=keys.of("accept", one.id)):
        _decide(workshop, one, "accepted")
    with st.popover(_word("answer.unsuitable"), key=keys.of("decline", one.id)):
        reason = st.radio(say("answer.why"), UNSUITABLE, format_func=lambda code: _word(f"unsuitable.{code}"), key=keys.of("why", one.id))
        if st.button(say("answer.unsuitable.sure"), key=keys.of("declined", one.id)):
            _decide(workshop, one, "unsuitable", reason=str(reason))
    with st.popover(_word("answer.known"), type="tertiary", key=keys.of("known", one.id)):
        _ask_acquaintance(workshop, one)
    with st.popover(_word("answer.later"), type="tertiary", key=keys.of("later", one.id)):
        until = st.date_input(say("answer.later.until"), value=_in_three_months(), key=keys.of("until", one.id), format="YYYY-MM-DD")
        if st.button(say("answer.later.sure"), key=keys.of("postponed", one.id)):
            _decide(workshop, one, "later", due=until.isoformat() if isinstance(until, date) else "")


def _ask_acquaintance(workshop: str, one: PartnerRow) -> None:
    """Ask for the tie behind it; without a date the decision is kept and the tie stays to be told."""
    word = {kind: schema.tie_kind(kind).label(language()) for kind in BETWEEN}
    kind = st.selectbox(say("answer.known.kind"), BETWEEN, format_func=word.__getitem__, key=keys.of("known_kind", one.id))
    when = st.text_input(say("answer.known.date"), placeholder=say("answer.known.date.example"), key=keys.of("known_date", one.id))
    source = st.text_input(say("answer.known.source"), placeholder=say("answer.known.source.example"), key=keys.of("known_source", one.id))
    if st.button(say("answer.known.sure"), key=keys.of("acquainted", one.id)):
        tie = {"tie_kind": str(kind), "date": when.strip(), "source": source} if when.strip() else {}
        _decide(workshop, one, "known", **tie)


def _in_three_months() -> date:
    return date.fromisoformat(iso(months_before(day(state.workspace().as_of()), -LATER_MONTHS)))


def _word(key: str) -> str:
    return messages.text(f"partners.{key}", language())


def _decide(workshop: str, one: PartnerRow, decision: str, **more: str) -> None:
    with guard_part():
        kept = state.workspace().answer(workshop, one.id, decision, lang=language(), **more)
        text = say(f"answer.{decision}.done", name=one.name, date=date_words(kept.row.until))
        notes.keep_note("suggestions", text + kept.missing, kept.batch)
        st.rerun()


def show_decisions(net: Workspace, workshop: str) -> None:
    """Show what has been decided for this workshop: to whom, what and why, who introduces them and by when; then how reasons were taken."""
    rows = net.answers(workshop, lang=language()).rows
    if rows:
        cards.section(say("answer.settled"), say("answer.settled.count", n=len(rows)))
        tables.table(
            [say("answer.head.who"), say("answer.head.what"), say("answer.head.next"), say("answer.head.when")],
            [(_other(row, workshop).name, row.text, _next(row), date_words(row.on)) for row in rows],
            cls="t stack",
        )
    for row in rows:
        if row.answer == "accepted" and not (row.owner and row.due):
            _appointment(workshop, _other(row, workshop))
    _acceptance(net)


def _acceptance(net: Workspace) -> None:
    """Show how often suggestions with a reason were accepted, of all workshops."""
    given = net.answers(lang=language())
    rows = given.acceptance
    if rows:
        with st.expander(say("answer.acceptance")):
            tables.table(
                [say("answer.acceptance.reason"), say("answer.acceptance.answered"), say("answer.acceptance.accepted")],
                [(f"{criterion_word(row.criterion)} · {row.text}", row.answered, row.accepted) for row in rows],
                numbers=(1, 2),
            )
            put(tag("div", given.learning, cls="muted small"))


def _other(row: DecisionRow, workshop: str) -> NodeRef:
    return row.candidate if row.workshop.id == workshop else row.workshop


def _next(row: DecisionRow) -> str:
    if row.until:
        return say("answer.until", date=date_words(row.until))
    if row.owner or row.due:
        return say("answer.by", owner=row.owner or say("answer.nobody"), date=date_words(row.due))
    return say("answer.open") if row.answer == "accepted" else say("answer.nothing")


def _appointment(workshop: str, other: NodeRef) -> None:
    """Ask who introduces the two and by when."""
    with st.form(keys.of("appoint", other.id)):
        st.text(say("answer.appoint", name=other.name))
        who, when, go = st.columns([2, 1.4, 1], vertical_alignment="bottom")
        owner = who.text_input(say("answer.owner"), placeholder=say("check.by.example"), key=keys.of("owner", other.id))
        due = when.date_input(say("answer.due"), value=None, key=keys.of("due", other.id), format="YYYY-MM-DD")
        with guard_part():
            if go.form_submit_button(say("answer.keep"), width="stretch") and owner:
                given = state.workspace().answer(
                    workshop, other.id, "accepted", owner=owner, due=due.isoformat() if isinstance(due, date) else "", lang=language()
                )
                notes.keep_note("suggestions", say("answer.kept", name=other.name, owner=owner), given.batch)
                st.rerun()
