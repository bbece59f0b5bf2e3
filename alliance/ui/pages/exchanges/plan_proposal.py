"""A plan before it is kept: the wishes, the list that follows from them with a reason for each, the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import TypedDict

import streamlit as st

from alliance import messages
from alliance.schema import vocabularies
from alliance.services.exchanges.plan_results import PlanResult
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, notes, tables
from alliance.ui.kit.cards import ring_label
from alliance.ui.kit.html import Child, tag
from alliance.ui.kit.html import show as put
from alliance.ui.words import date_words, group_word, join_parts, language, say

FORMS = ("salon", "symposium", "exchange", "visit", "survey", "lecture")


class PlanForm(TypedDict):
    """What is filled in above a proposal, as ``plan`` takes it."""

    form: str
    size: tuple[int, int]
    per_unit_max: int
    date: str
    tables: int | None
    rounds: int | None
    host: str | None


def show(net: Workspace, gap: tuple[str, str] | None, named: Sequence[str], aside: AbstractContextManager[object]) -> None:
    """Show the form, and under it the proposal for these wishes; ``aside`` is the column of the summary."""
    with cards.card("wishes"):
        put(
            cards.section_head(say("events.gap"), say("events.from.gap") if gap else say("events.from.list")),
            tag("div", _why(net, gap, named), style="font-size:16px"),
        )
        wishes = _wishes()
    with guard_part():
        result = net.plan(gap=gap, workshops=named, lang=language(), **wishes)
        if result.state == "refused":
            for reason in result.refused:
                notes.note(reason.text, kind="warn")
            return
        show_guests(result)
        show_seating(result)
        with aside:
            _summary(net, result)


def _why(net: Workspace, gap: tuple[str, str] | None, named: Sequence[str]) -> str:
    if gap is None:
        names = net.names_of(named)
        return say("events.why.list", names=[names.get(one, one) for one in named])
    cell = net.cell(*gap, lang=language())
    return say(
        "events.why.some" if cell.pairs else "events.why.none", a=cell.a.name, b=cell.b.name, n=cell.pairs, m=cell.a.workshops, k=cell.b.workshops
    )


def form_label(code: str) -> str:
    """Return the label of a form of exchange."""
    return next((choice.label(language()) for choice in vocabularies.ACTIVITY_FORMS if choice.code == code), code)


def _wishes() -> PlanForm:
    form = st.segmented_control(say("events.form"), FORMS, default=FORMS[0], format_func=form_label, key="wish_form", required=True)
    one, two, three, four = st.columns(4)
    least = one.number_input(say("events.least"), 1, 200, 8, key="wish_least")
    most = two.number_input(say("events.most"), 1, 200, 12, key="wish_most")
    per_unit = three.number_input(say("events.per_unit"), 1, 10, 1, key="wish_per_unit")
    when = four.date_input(say("events.date"), value=None, key="wish_date", format="YYYY-MM-DD")
    five, six, seven = st.columns([1, 1, 2])
    count = five.number_input(say("events.tables"), 0, 40, None, key="wish_tables", placeholder=say("events.auto"))
    rounds = six.number_input(say("events.rounds"), 0, 10, None, key="wish_rounds", placeholder=say("events.auto"))
    host = seven.text_input(say("events.host"), key="wish_host", placeholder=say("events.host.auto"))
    return PlanForm(
        form=form or FORMS[0],
        size=(min(int(least), int(most)), max(int(least), int(most))),
        per_unit_max=int(per_unit),
        date=when.isoformat() if isinstance(when, date) else "",
        tables=None if count is None else int(count),
        rounds=None if rounds is None else int(rounds),
        host=host.strip() or None,
    )


def show_guests(result: PlanResult) -> None:
    """Show host and guests with unit, side, reach and the reason for each, and who was left out and why."""
    cards.section(say("events.guests"), result.sentence)
    heads = [say(f"guest.{name}") for name in ("name", "side", "ring", "why")]
    rows = [
        (
            tag(
                "div",
                tag("b", one.name),
                tag("span", say("guest.host"), cls="tag good") if one is result.host else None,
                tag("div", one.unit.name if one.unit else say("unit.none"), cls="muted small"),
            ),
            tag("span", group_word(one.side) if one.side else say("guest.noside"), cls="nowrap"),
            ring_label(one.ring) if one.ring else None,
            tag("span", one.reason, cls="small"),
        )
        for one in result.invited()
    ]
    tables.table(heads, rows, cls="t stack")
    if result.left_out:
        notes.note(
            tag("b", say("guest.left_out", n=len(result.left_out))), tag("div", [tag("div", row.text) for row in result.left_out[:5]], cls="small")
        )


def show_seating(result: PlanResult) -> None:
    """Show who sits where in each round."""
    if not result.rounds:
        return
    names = {one.id: one.name for one in result.invited()}
    cards.section(say("events.seating"), say("events.seating.repeats", n=result.repeats) if result.repeats else say("events.seating.no_repeats"))
    heads = ["", *(messages.text("exchanges.paper.table", language(), number=t + 1) for t in range(max(len(row) for row in result.rounds)))]
    tables.table(heads, [_round(number, row, names) for number, row in enumerate(result.rounds, 1)], cls="t stack")


def _round(number: int, row: Sequence[Sequence[str]], names: Mapping[str, str]) -> tuple[Child, ...]:
    head = tag("span", messages.text("exchanges.paper.round", language(), number=number), cls="nowrap")
    return head, *("、".join(names.get(one, one) for one in seats) for seats in row)


def show_summary(result: PlanResult, place: str = "") -> None:
    """Show the summary that reads like the notice."""
    lacking = [say(f"lacking.{name}") for name in result.missing]
    put(
        tag(
            "div",
            tag("div", say("events.summary"), cls="k"),
            tag("h3", result.title),
            tables.facts(
                [
                    (say("events.date"), date_words(result.date) if result.date else None),
                    (say("events.place"), place or None),
                    (say("events.host"), result.host.name if result.host else None),
                    (say("events.form"), form_label(result.form)),
                    (say("events.invite"), say("events.guests.count", n=len(result.guests))),
                    (say("events.meet"), result.sentence),
                    (say("events.lacking"), join_parts(lacking) or say("events.lacking.none")),
                ]
            ),
            cls="dt",
        )
    )


def _summary(net: Workspace, result: PlanResult) -> None:
    with cards.card("summary"), guard_part():
        show_summary(result)
        if result.plan and net.saved_plan(result.plan, lang=language()):
            notes.note(say("events.exists"))
            if st.button(say("events.exists.open"), type="primary", width="stretch", key="events_exists"):
                _open_plan(result.plan)
            return
        place = st.text_input(say("events.place"), key="wish_place", placeholder=say("events.place.example"))
        if st.button(say("events.save"), type="primary", width="stretch", key=keys.PLAN_SAVE):
            receipt = net.save_plan(result, place=place or None)
            notes.keep_note("events", say("events.saved", title=result.title), receipt.batch)
            _open_plan(receipt.plan)


def _open_plan(plan: str) -> None:
    state.ask(plan=plan, a="", b="", w="")
    st.rerun()
