"""对比: two dates, or before and after an exchange: the figures, the pairs in a picture, whose reach changed and by what, which cells changed."""

from __future__ import annotations

from datetime import date

import streamlit as st

from alliance.model import day, iso, months_earlier
from alliance.services.structure.then_and_now import CompareResult
from alliance.services.workspace import Workspace
from alliance.ui import keys, presenting, state
from alliance.ui.kit import cards, notes, tables
from alliance.ui.kit.cards import ring_label
from alliance.ui.kit.html import Child
from alliance.ui.kit.ways_on import back
from alliance.ui.pages.structure import then_and_now_picture
from alliance.ui.words import date_words, join_parts, language, say

FIGURES = ("workshops", "cut_off", "unknown", "serving", "connected", "pairs_cooperation", "pairs_exchange")
ROWS, CELLS, PAIRS = 40, 12, 200


def show(net: Workspace) -> None:
    """Show the page; the address has the two dates, or the plan."""
    cards.title(say("view.compare"), say("compare.about"))
    back()
    plan = _plan(net)
    if plan:
        _show_result(net.compare(plan=plan, limit=PAIRS, lang=language()))
        return
    dates = _dates(net)
    if dates:
        _show_result(net.compare(*dates, limit=PAIRS, lang=language()))


def _plan(net: Workspace) -> str:
    """Let one of the exchanges be chosen that have taken place by the date of the data."""
    held = {row.id: join_parts((row.title, date_words(row.date))) for row in net.plans().rows if row.date and day(row.date) <= day(net.as_of())}
    if not held:
        return ""
    options = ["", *held]
    asked = state.address_value("plan")
    chosen = st.selectbox(
        say("compare.plan"),
        options,
        index=options.index(asked) if asked in held else 0,
        format_func=lambda one: held.get(one, say("compare.plan.none")),
        key=keys.COMPARE_PLAN,
    )
    state.ask(plan=str(chosen or ""))
    return str(chosen or "")


def _dates(net: Workspace) -> tuple[str, str] | None:
    now = net.as_of()
    newest = date.fromisoformat(now)
    left, right, _ = st.columns([1, 1, 1.4], vertical_alignment="bottom", gap="small")
    usual = iso(months_earlier(day(now), 6))
    then = left.date_input(say("compare.then"), value=_day("then", usual), max_value=newest, key=keys.COMPARE_THEN, format="YYYY-MM-DD")
    last = right.date_input(say("compare.now"), value=_day("now", now), max_value=newest, key=keys.COMPARE_NOW, format="YYYY-MM-DD")
    if not isinstance(then, date) or not isinstance(last, date) or then >= last:
        notes.note(say("compare.order"), kind="warn")
        return None
    state.ask(then=then.isoformat(), now=last.isoformat())
    return then.isoformat(), last.isoformat()


def _day(name: str, usual: str) -> date:
    try:
        return date.fromisoformat(state.address_value(name, usual))
    except ValueError:
        return date.fromisoformat(usual)


def _show_result(result: CompareResult) -> None:
    heads = [date_words(result.then), date_words(result.now)]
    left, right = st.columns(2, gap="medium")
    with left:
        cards.section(say("compare.figures"))
        tables.table(
            [say("compare.what"), *heads],
            [(say(f"compare.figure.{name}"), *(str(int(value or 0)) for value in result.figures[name])) for name in FIGURES],
            numbers=(1, 2),
        )
    with right:
        cards.section(say("compare.pairs"))
        _pairs(result)
    then_and_now_picture.show(result, heads)
    _reach(result, heads)
    _cells(result, heads)


def _pairs(result: CompareResult) -> None:
    states = ("new", "resumed", "renewed", "kept", "lost")
    layers = list(result.pairs)
    rows = [(say(f"compare.state.{name}"), *(str(result.pairs[layer].get(name, 0)) for layer in layers)) for name in states]
    tables.table([say("compare.what"), *(say(f"matrix.layer.{layer}") for layer in layers)], rows, numbers=tuple(range(1, len(layers) + 1)))


def _reach(result: CompareResult, heads: list[str]) -> None:
    cards.section(say("compare.reach"), say("compare.reach.count", n=sum(row.count for row in result.acts), lifted=result.lifted))
    if not result.reach_rows:
        notes.note(say("compare.reach.none"))
        return
    tables.table([say("compare.act"), say("present.count")], [(row.text, str(row.count)) for row in result.acts], numbers=(1,))
    if presenting.on():
        return
    tables.table(
        [say("reach.head.name"), *heads, say("compare.act")],
        [(row.name, _ring(row.before), _ring(row.after), row.text) for row in result.reach_rows[:ROWS]],
        cls="t stack",
    )
    _show_left(result.left_out.get("reach_rows", 0) + max(len(result.reach_rows) - ROWS, 0))


def _cells(result: CompareResult, heads: list[str]) -> None:
    cards.section(say("compare.cells"))
    if not result.cells:
        notes.note(say("compare.cells.none"))
        return
    rows = [(say("gaps.row", a=cell.a, b=cell.b) if cell.a != cell.b else cell.a, str(cell.before), str(cell.after)) for cell in result.cells[:CELLS]]
    tables.table([say("compare.cell"), *heads], rows, numbers=(1, 2))
    _show_left(result.left_out.get("cells", 0) + max(len(result.cells) - CELLS, 0))


def _ring(code: str) -> Child:
    return ring_label(code) if code else say("compare.not_yet")


def _show_left(count: int) -> None:
    if count:
        notes.note(say("compare.left", n=count))
