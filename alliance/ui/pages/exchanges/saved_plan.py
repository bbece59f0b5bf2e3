"""A plan that is kept: answers of the guests, changes of the list, states, papers, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import streamlit as st

from alliance import messages
from alliance.exchanges.plan import CONSENTS, NEXT, STATES
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.guard import guarded
from alliance.ui.kit import cards, notes
from alliance.ui.kit.cards import ring_label
from alliance.ui.kit.downloads import download
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.pages.exchanges import outcomes
from alliance.ui.pages.exchanges.plan_proposal import seating, summary
from alliance.ui.pages.explore.node_choice import choose
from alliance.ui.words import group_word, joined, language, say

CLOSED = ("held", "recorded", "cancelled")


def show(net: Workspace, answer: Any) -> None:
    """Show the plan with everything that can be done with it in its state."""
    left, right = st.columns([2.3, 1], gap="medium")
    with left, guarded():
        _guests(net, answer)
        seating(answer)
        if answer.state in ("agreed", "notified", "held"):
            outcomes.show(net, answer)
        elif answer.state == "recorded":
            outcomes.recorded(net, answer)
    with right:
        with cards.card("summary"), guarded():
            summary(answer, str(answer.facts.get("place") or ""))
            _when(net, answer)
            _onward(net, answer)
            _papers(net, answer)
        if st.button(say("events.back"), type="tertiary", key="events_back"):
            state.ask(plan="", a="", b="", w="")
            st.rerun()


def _guests(net: Workspace, answer: Any) -> None:
    cards.section(say("events.guests"), say("events.state", state=messages.text(f"exchanges.state.{answer.state}", language())))
    closed = answer.state in CLOSED
    with cards.card("guests"):
        for one in (answer.host, *answer.guests):
            _guest(net, answer, one, closed)
        if not closed:
            _add(net, answer)


def _guest(net: Workspace, answer: Any, one: Any, closed: bool) -> None:
    with st.container(key=keys.of("row_guest", one.id), horizontal=True, vertical_alignment="center", gap="small"):
        head = tag("div", tag("b", one.name), tag("span", say("guest.host"), cls="tag good") if one is answer.host else None)
        put(
            tag(
                "div",
                head,
                ring_label(one.ring) if one.ring else tag("span"),
                tag("div", joined((one.unit.name if one.unit else "", group_word(one.side), one.reason)), cls="why"),
                cls="iv",
            ),
            width="stretch",
        )
        key = keys.of("consent", one.id, answer.version)
        chosen = st.selectbox(
            say("guest.consent"),
            CONSENTS,
            index=CONSENTS.index(one.consent),
            format_func=consent_word,
            key=key,
            label_visibility="collapsed",
            width=130,
            disabled=closed,
        )
        if chosen != one.consent and not closed:
            _change(net, answer, consent={one.id: chosen})
        if one is not answer.host and not closed and st.button(say("guest.remove"), key=keys.of("remove", one.id), type="tertiary"):
            _change(net, answer, remove=[one.id])


def consent_word(code: str) -> str:
    """Return the word for the state of an invitation."""
    return messages.text(f"exchanges.consent.{code}", language())


def _add(net: Workspace, answer: Any) -> None:
    who, why = st.columns([2, 1.4], vertical_alignment="bottom")
    typed = who.text_input(say("guest.add"), placeholder=say("search.part"), key=keys.of("add", answer.version))
    reason = why.text_input(say("guest.add.why"), placeholder=say("guest.add.why.example"), key=keys.of("add_why", answer.version))
    found = choose(net, typed, "guest_pick", ("Workshop",)) if typed else ""
    if found:
        _change(net, answer, add=[found], reason=reason)


def _change(net: Workspace, answer: Any, **what: Any) -> None:
    with guarded():
        receipt = net.change_plan(answer.plan, answer.version, **what)
        notes.done("events", say("events.changed"), receipt.batch)
        st.rerun()


def _when(net: Workspace, answer: Any) -> None:
    if answer.state in CLOSED:
        return
    with st.popover(say("events.when"), width="stretch"):
        when = st.date_input(
            say("events.date"),
            value=date.fromisoformat(answer.date) if answer.date else None,
            key=keys.of("when", answer.version),
            format="YYYY-MM-DD",
        )
        place = st.text_input(say("events.place"), value=str(answer.facts.get("place") or ""), key=keys.of("place", answer.version))
        title = st.text_input(say("events.title"), value=answer.title, key=keys.of("title", answer.version))
        if st.button(say("events.keep"), key="events_keep"):
            _change(net, answer, date=when.isoformat() if isinstance(when, date) else "", place=place, title=title)


def _onward(net: Workspace, answer: Any) -> None:
    if answer.state in ("draft", "consulted") and st.button(say("events.all_agreed"), width="stretch", key="all_agreed"):
        _change(net, answer, consent={one.id: "agreed" for one in (answer.host, *answer.guests) if one.consent != "declined"})
    onward = sorted((one for one in NEXT[answer.state] if one != "recorded"), key=lambda one: (_back(answer.state, one), STATES.index(one)))
    for index, following in enumerate(onward):
        word = messages.text(f"exchanges.state.{following}", language())
        if st.button(
            say("events.to", state=word), key=keys.of("to", following), width="stretch", type=_weight(index, back=_back(answer.state, following))
        ):
            receipt = net.plan_state(answer.plan, answer.version, following)
            notes.done("events", say("events.moved", state=word), receipt.batch)
            st.rerun()


def _back(state: str, following: str) -> bool:
    return following == "cancelled" or STATES.index(following) < STATES.index(state)


def _weight(index: int, *, back: bool) -> Literal["primary", "secondary", "tertiary"]:
    return "tertiary" if back else "primary" if index == 0 else "secondary"


def _papers(net: Workspace, answer: Any) -> None:
    download(say("events.xlsx"), lambda: bytes(net.plan_workbook(answer.plan, language())), f"{answer.title}.xlsx", key="plan_xlsx")
    if answer.date:
        download(say("events.ics"), lambda: bytes(net.plan_calendar(answer.plan, language())), f"{answer.title}.ics", key="plan_ics")
    else:
        put(tag("div", say("events.ics.later"), cls="muted small"))
