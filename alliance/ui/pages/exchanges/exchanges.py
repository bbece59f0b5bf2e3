"""交流策划: from a gap to an invite list, to tables, to what came of it."""

from __future__ import annotations

import streamlit as st

from alliance import messages
from alliance.services.exchanges.plan_results import PlanRow
from alliance.services.industries.matrix_reading import group_names
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.kit import cards, notes
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.kit.ways_on import nothing_yet
from alliance.ui.pages.exchanges import plan_proposal, saved_plan
from alliance.ui.pages.explore.node_choice import plain
from alliance.ui.words import date_words, join_parts, language, say

STEPS = ("gap", "form", "guests", "tables", "letters", "result")
STEP_OF = {"draft": 3, "consulted": 3, "agreed": 4, "notified": 4, "held": 5, "recorded": 6, "cancelled": 0}


def show() -> None:
    """Show the page."""
    net = state.workspace()
    cards.title(say("nav.events"))
    if not net.store_counts().workshops:
        nothing_yet()
        return
    notes.last("events")
    chosen, gap = state.address_value("plan"), (state.address_value("a"), state.address_value("b"))
    plan = net.saved_plan(chosen, lang=language()) if chosen else None
    if plan:
        cards.steps([say(f"events.step.{name}") for name in STEPS], STEP_OF[plan.state])
        saved_plan.show(net, plan)
        return
    named = [one for one in state.address_value("w").split(",") if one]
    begun = all(gap) or bool(named)
    cards.steps([say(f"events.step.{name}") for name in STEPS], 1 if begun else 0)
    left, right = st.columns([2.3, 1], gap="medium")
    with right:
        _show_plans(net)
    with left:
        if begun:
            plan_proposal.show(net, gap if all(gap) else None, named, right)
        else:
            _choose(net)


def _choose(net: Workspace) -> None:
    """Let the user name the two sides of a gap."""
    groups = group_names(net.matrix(lang=language()))
    with cards.card("gap"):
        put(cards.section_head(say("events.gap")), tag("div", say("events.gap.about"), cls="muted"))
        if len(groups) < 2:
            notes.empty(say("events.gap.none"), say("events.gap.none.todo"))
            return
        one, two, go = st.columns([2, 2, 1], vertical_alignment="bottom")
        a = one.selectbox(say("events.side.a"), list(groups), format_func=groups.__getitem__, key="events_a")
        b = two.selectbox(say("events.side.b"), list(groups), index=1, format_func=groups.__getitem__, key="events_b")
        if go.button(say("events.begin"), type="primary", width="stretch", key="events_begin"):
            state.ask(a=str(a), b=str(b), plan="")
            st.rerun()


def _show_plans(net: Workspace) -> None:
    """Show the saved plans with their state, and how long a result is missing."""
    rows = net.plans().rows
    with cards.card("plans"):
        put(cards.section_head(say("events.plans"), say("events.plans.count", n=len(rows))))
        if not rows:
            put(tag("div", say("events.plans.none"), cls="muted"))
        for row in rows:
            with st.container(key=keys.of("row_plan", row.id), horizontal=True, vertical_alignment="center"):
                put(tag("div", tag("b", row.title), tag("div", _about(row), cls="muted small")), width="stretch")
                if st.button(plain(say("events.open")), key=keys.of("plan", row.id), type="tertiary"):
                    state.ask(plan=row.id, a="", b="", w="")
                    st.rerun()


def _about(row: PlanRow) -> str:
    waiting = say("events.waiting", n=row.waiting_days) if row.waiting_days else ""
    return join_parts(
        (messages.text(f"exchanges.state.{row.state}", language()), date_words(row.date), say("events.guests.count", n=row.guests), waiting)
    )
