"""采纳, 不合适, 已认识, 暂缓: the decisions about a suggestion, those made so far, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
from alliance.ui.kit import cards, notes, presses, tables
from alliance.ui.kit.html import Markup, tag
from alliance.ui.kit.html import show as put
from alliance.ui.pages.partners.criteria_weights import criterion_word
from alliance.ui.words import date_words, language, say

BETWEEN = tuple(kind for kind in KINDS if schema.tie_kind(kind).allows("Workshop", "Workshop"))
Place = tuple[str, int, PartnerRow]  # the list a card stands in, where, and what it shows


@dataclass(frozen=True, slots=True)
class Folded:
    """The decision that was made last: in its card's place stands what was done, and 撤销."""

    workshop: str
    list: str
    index: int
    text: str
    batch: str


def buttons(one: PartnerRow, *, first: bool) -> Markup:
    """Return the four decisions about a candidate; the first card of a list has the primary button."""
    looks = {"accepted": "primary" if first else "plain", "unsuitable": "plain", "known": "quiet", "later": "quiet"}
    return tag("div", [presses.button(name, say(f"answer.do.{name}"), one.id, look) for name, look in looks.items()], cls="acts")


def do(net: Workspace, workshop: str, shown: Mapping[str, Mapping[str, PartnerRow]]) -> None:
    """Do what was pressed on a card, and show the form where there is more to say; ``shown``: list → id → row."""
    places = {node_id: (name, index, row) for name, rows in shown.items() for index, (node_id, row) in enumerate(rows.items())}
    accepted = presses.pressed("accepted")
    if accepted in places:
        _decide(net, workshop, places[str(accepted)], "accepted")
    for name in FORMS:
        asked = presses.pressed(name)
        if asked in places:
            st.session_state[keys.DECIDING] = (name, asked)
    decision, candidate = st.session_state.get(keys.DECIDING) or ("", "")
    if candidate in places:
        st.dialog(places[candidate][2].name, on_dismiss=_let_go)(FORMS[decision])(net, workshop, places[candidate])


def _let_go() -> None:
    st.session_state.pop(keys.DECIDING, None)


def _ask_reason(net: Workspace, workshop: str, place: Place) -> None:
    reason = st.radio(say("answer.why"), UNSUITABLE, format_func=lambda code: _word(f"unsuitable.{code}"), key=keys.DECLINE_REASON)
    if st.button(say("answer.unsuitable.sure"), key=keys.DECLINE, type="primary"):
        _decide(net, workshop, place, "unsuitable", reason=str(reason))


def _ask_acquaintance(net: Workspace, workshop: str, place: Place) -> None:
    """Ask for the tie behind it; without a date the decision is kept and the tie stays to be told."""
    word = {kind: schema.tie_kind(kind).label(language()) for kind in BETWEEN}
    kind = st.selectbox(say("answer.known.kind"), BETWEEN, format_func=word.__getitem__, key=keys.KNOWN_KIND)
    when = st.text_input(say("answer.known.date"), placeholder=say("answer.known.date.example"), key=keys.KNOWN_DATE)
    source = st.text_input(say("answer.known.source"), placeholder=say("answer.known.source.example"), key=keys.KNOWN_SOURCE)
    if st.button(say("answer.known.sure"), key=keys.KNOWN, type="primary"):
        tie = {"tie_kind": str(kind), "date": when.strip(), "source": source} if when.strip() else {}
        _decide(net, workshop, place, "known", **tie)


def _ask_day(net: Workspace, workshop: str, place: Place) -> None:
    last = date.fromisoformat(iso(months_before(day(net.as_of()), -LATER_MONTHS)))
    until = st.date_input(say("answer.later.until"), value=last, key=keys.LATER_UNTIL, format="YYYY-MM-DD")
    if st.button(say("answer.later.sure"), key=keys.LATER, type="primary"):
        _decide(net, workshop, place, "later", due=until.isoformat() if isinstance(until, date) else "")


FORMS: dict[str, Callable[[Workspace, str, Place], None]] = {"unsuitable": _ask_reason, "known": _ask_acquaintance, "later": _ask_day}


def _word(key: str) -> str:
    return messages.text(f"partners.{key}", language())


def _decide(net: Workspace, workshop: str, place: Place, decision: str, **more: str) -> None:
    name, index, one = place
    with guard_part():
        kept = net.answer(workshop, one.id, decision, lang=language(), **more)
        text = say(f"answer.{decision}.done", name=one.name, date=date_words(kept.row.until)) + kept.missing
        st.session_state[keys.FOLDED] = Folded(workshop, name, index, text, kept.batch)
        _let_go()
        st.rerun()


def folded(workshop: str, name: str, index: int) -> Markup | None:
    """Return the line that stands where a card stood, with its way back; None where it was not this one that was decided last."""
    last = st.session_state.get(keys.FOLDED)
    if not isinstance(last, Folded) or (last.workshop, last.list, last.index) != (workshop, name, index):
        return None
    return tag("div", tag("span", last.text), presses.button("undo", say("undo"), last.batch), cls="note good folded", role="status")


def take_back() -> None:
    """Take back the decision whose 撤销 was pressed in its line."""
    last, batch = st.session_state.get(keys.FOLDED), presses.pressed("undo")
    if isinstance(last, Folded) and batch == last.batch:
        del st.session_state[keys.FOLDED]
        notes.take_back("suggestions", batch)


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
