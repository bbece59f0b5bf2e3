"""记录结果: who came, which rounds were held, what was confirmed; it becomes dated facts in one batch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from alliance import messages
from alliance.services.exchanges.outcomes import OUTCOMES
from alliance.services.exchanges.plan_results import PlanResult
from alliance.services.workspace import Workspace
from alliance.ui import keys
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, notes
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.pages.explore.node_choice import plain
from alliance.ui.words import language, say

ROWS = "outcome_rows"


@dataclass(frozen=True, slots=True)
class Given:
    """What was filled in: who came, which rounds were held (None: the plan has none), what was confirmed by whom, and the day."""

    attended: list[str]
    rounds: list[int] | None
    outcomes: list[dict[str, str]]
    held: date | None
    by: str


def show(net: Workspace, result: PlanResult) -> None:
    """Show the form for the result of a plan that was agreed or held."""
    cards.section(say("result.title"), say("result.about"))
    with cards.card("result"):
        coming = [one for one in result.invited() if one.consent != "declined"]
        put(tag("div", tag("b", say("result.who"))))
        with st.grid(2, min_column_width=240, gap="small"):
            attended = [one.id for one in coming if st.checkbox(plain(one.name), value=True, key=keys.of("came", one.id))]
        rounds = _rounds(result)
        held = st.date_input(
            say("result.date"), value=date.fromisoformat(result.date) if result.date else None, key="result_date", format="YYYY-MM-DD"
        )
        names = {one.id: one.name for one in coming if one.id in attended}
        outcomes = [row for row in (_outcome(names, number) for number in range(int(st.session_state.get(ROWS, 1)))) if row]
        if st.button(say("result.more"), key="result_more", type="tertiary"):
            st.session_state[ROWS] = int(st.session_state.get(ROWS, 1)) + 1
            st.rerun()
        by = st.text_input(say("result.by"), key="result_by", placeholder=say("check.by.example"))
        if st.button(say("result.record"), type="primary", key=keys.PLAN_RECORD):
            _record(net, result, Given(attended=attended, rounds=rounds, outcomes=outcomes, held=held if isinstance(held, date) else None, by=by))


def _rounds(result: PlanResult) -> list[int] | None:
    if not result.rounds:
        return None
    numbers = list(range(1, len(result.rounds) + 1))
    return list(
        st.pills(
            say("result.rounds"),
            numbers,
            selection_mode="multi",
            default=numbers,
            key="result_rounds",
            format_func=lambda number: messages.text("exchanges.paper.round", language(), number=number),
        )
        or []
    )


def _outcome(names: dict[str, str], number: int) -> dict[str, str] | None:
    options = ["", *names]

    def shown(one: str) -> str:
        return names.get(one, say("result.none"))

    what, one, two, note = st.columns([1.2, 2, 2, 2], vertical_alignment="bottom")
    kind = what.selectbox(
        say("result.what"), ["", *OUTCOMES], format_func=lambda code: say(f"result.{code or 'none'}"), key=keys.of("outcome_kind", number)
    )
    a = one.selectbox(say("result.a"), options, format_func=shown, key=keys.of("outcome_a", number))
    b = two.selectbox(say("result.b"), options, format_func=shown, key=keys.of("outcome_b", number))
    said = note.text_input(say("result.note"), key=keys.of("outcome_note", number))
    return {"kind": str(kind), "a": str(a), "b": str(b), "note": said} if kind and a and b else None


def _record(net: Workspace, result: PlanResult, given: Given) -> None:
    with guard_part():
        if given.held is None:
            notes.note(say("result.date.missing"), kind="warn")
            return
        done = net.record_outcome(
            result.plan,
            version=result.version,
            attended=given.attended,
            rounds=given.rounds,
            outcomes=given.outcomes,
            date=given.held.isoformat(),
            confirmed_by=given.by,
            lang=language(),
        )
        st.session_state.pop(ROWS, None)
        notes.keep_note("events", done.sentence + (say("result.later", date=net.as_of()) if done.later_than_data else ""), done.batch)
        st.rerun()


def show_outcome(net: Workspace, result: PlanResult) -> None:
    """Show what was recorded."""
    facts = result.facts
    names = net.names_of(facts.get("attended", ()))
    cards.section(say("result.title"))
    with cards.card("recorded"):
        put(
            tag(
                "div",
                say(
                    "result.recorded",
                    n=len(facts.get("attended", ())),
                    met=len(facts.get("met", ())),
                    first=facts.get("met_first", 0),
                    outcomes=len(facts.get("outcomes", ())),
                ),
            ),
            tag("div", "、".join(names.values()), cls="muted small"),
        )
