"""A plan that is kept: what the guests say, changes of the list, states, papers, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, TypedDict, Unpack

import streamlit as st

from alliance import messages
from alliance.exchanges.plan import CONSENTS, NEXT, STATES
from alliance.services.exchanges.plan_results import Invited, PlanResult
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, notes
from alliance.ui.kit.cards import ring_label
from alliance.ui.kit.downloads import download
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.pages.exchanges import outcomes
from alliance.ui.pages.exchanges.plan_proposal import show_seating, show_summary
from alliance.ui.pages.explore.node_choice import choose
from alliance.ui.words import group_word, join_parts, language, say

CLOSED = ("held", "recorded", "cancelled")


class PlanChange(TypedDict, total=False):
    """What can be changed here of a plan, as ``change_plan`` takes it."""

    add: Sequence[str]
    remove: Sequence[str]
    consent: Mapping[str, str]
    title: str
    date: str
    place: str
    reason: str


def show(net: Workspace, result: PlanResult) -> None:
    """Show the plan with everything that can be done with it in its state."""
    left, right = st.columns([2.3, 1], gap="medium")
    with left, guard_part():
        _guests(net, result)
        show_seating(result)
        if result.state in ("agreed", "notified", "held"):
            outcomes.show(net, result)
        elif result.state == "recorded":
            outcomes.show_outcome(net, result)
    with right:
        with cards.card("summary"), guard_part():
            show_summary(result, str(result.facts.get("place") or ""))
            _date_and_place(net, result)
            _onward(net, result)
            _papers(net, result)
        if st.button(say("events.back"), type="tertiary", key="events_back"):
            state.ask(plan="", a="", b="", w="")
            st.rerun()


def _guests(net: Workspace, result: PlanResult) -> None:
    cards.section(say("events.guests"), say("events.state", state=messages.text(f"exchanges.state.{result.state}", language())))
    closed = result.state in CLOSED
    with cards.card("guests"):
        for one in result.invited():
            _guest(net, result, one, closed)
        if not closed:
            _add(net, result)


def _guest(net: Workspace, result: PlanResult, one: Invited, closed: bool) -> None:
    with st.container(key=keys.of("row_guest", one.id), horizontal=True, vertical_alignment="center", gap="small"):
        head = tag("div", tag("b", one.name), tag("span", say("guest.host"), cls="tag good") if one is result.host else None)
        put(
            tag(
                "div",
                head,
                ring_label(one.ring) if one.ring else tag("span"),
                tag("div", join_parts((one.unit.name if one.unit else "", group_word(one.side), one.reason)), cls="why"),
                cls="iv",
            ),
            width="stretch",
        )
        key = keys.of("consent", one.id, result.version)
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
            _change(net, result, consent={one.id: chosen})
        if one is not result.host and not closed and st.button(say("guest.remove"), key=keys.of("remove", one.id), type="tertiary"):
            _change(net, result, remove=[one.id])


def consent_word(code: str) -> str:
    """Return the word for the state of an invitation."""
    return messages.text(f"exchanges.consent.{code}", language())


def _add(net: Workspace, result: PlanResult) -> None:
    who, why = st.columns([2, 1.4], vertical_alignment="bottom")
    typed = who.text_input(say("guest.add"), placeholder=say("search.part"), key=keys.of("add", result.version))
    reason = why.text_input(say("guest.add.why"), placeholder=say("guest.add.why.example"), key=keys.of("add_why", result.version))
    found = choose(net, typed, "guest_pick", ("Workshop",)) if typed else ""
    if found:
        _change(net, result, add=[found], reason=reason)


def _change(net: Workspace, result: PlanResult, **what: Unpack[PlanChange]) -> None:
    with guard_part():
        receipt = net.change_plan(result.plan, result.version, **what)
        notes.keep_note("events", say("events.changed"), receipt.batch)
        st.rerun()


def _date_and_place(net: Workspace, result: PlanResult) -> None:
    if result.state in CLOSED:
        return
    with st.popover(say("events.when"), width="stretch"):
        when = st.date_input(
            say("events.date"),
            value=date.fromisoformat(result.date) if result.date else None,
            key=keys.of("when", result.version),
            format="YYYY-MM-DD",
        )
        place = st.text_input(say("events.place"), value=str(result.facts.get("place") or ""), key=keys.of("place", result.version))
        title = st.text_input(say("events.title"), value=result.title, key=keys.of("title", result.version))
        if st.button(say("events.keep"), key="events_keep"):
            _change(net, result, date=when.isoformat() if isinstance(when, date) else "", place=place, title=title)


def _onward(net: Workspace, result: PlanResult) -> None:
    if result.state in ("draft", "consulted") and st.button(say("events.all_agreed"), width="stretch", key="all_agreed"):
        _change(net, result, consent={one.id: "agreed" for one in result.invited() if one.consent != "declined"})
    onward = sorted((one for one in NEXT[result.state] if one != "recorded"), key=lambda one: (_back(result.state, one), STATES.index(one)))
    for index, following in enumerate(onward):
        word = messages.text(f"exchanges.state.{following}", language())
        if st.button(
            say("events.to", state=word), key=keys.of("to", following), width="stretch", type=_weight(index, back=_back(result.state, following))
        ):
            receipt = net.plan_state(result.plan, result.version, following)
            notes.keep_note("events", say("events.moved", state=word), receipt.batch)
            st.rerun()


def _back(state: str, following: str) -> bool:
    return following == "cancelled" or STATES.index(following) < STATES.index(state)


def _weight(index: int, *, back: bool) -> Literal["primary", "secondary", "tertiary"]:
    return "tertiary" if back else "primary" if index == 0 else "secondary"


def _papers(net: Workspace, result: PlanResult) -> None:
    download(say("events.xlsx"), lambda: bytes(net.plan_workbook(result.plan, language())), f"{result.title}.xlsx", key="plan_xlsx")
    if result.date:
        download(say("events.ics"), lambda: bytes(net.plan_calendar(result.plan, language())), f"{result.title}.ics", key="plan_ics")
    else:
        put(tag("div", say("events.ics.later"), cls="muted small"))
