"""对比: two dates side by side: the figures, whose reach changed and by what, which cells of the matrix changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from alliance.model import day, iso, months_before
from alliance.services.workspace import Workspace
from alliance.ui import keys, presenting, state
from alliance.ui.guard import guarded
from alliance.ui.kit import cards, notes, tables
from alliance.ui.kit.cards import ring_label
from alliance.ui.words import date_words, language, say

FIGURES = ("workshops", "cut_off", "unknown", "serving", "connected", "pairs_cooperation", "pairs_exchange")
ROWS, CELLS = 40, 12


def show(net: Workspace) -> None:
    """Show the page; the address has the two dates."""
    now = net.as_of()
    cards.title(say("compare.title"), say("compare.about"))
    left, right, back = st.columns([1, 1, 1.4], vertical_alignment="bottom", gap="small")
    usual = iso(months_before(day(now), 6))
    then = left.date_input(
        say("compare.then"), value=_day("then", usual), max_value=date.fromisoformat(now), key=keys.COMPARE_THEN, format="YYYY-MM-DD"
    )
    last = right.date_input(say("compare.now"), value=_day("now", now), max_value=date.fromisoformat(now), key=keys.COMPARE_NOW, format="YYYY-MM-DD")
    if back.button(say("compare.back"), key="compare_back"):
        state.ask(view="", then="", now="")
        st.rerun()
    if not isinstance(then, date) or not isinstance(last, date) or then >= last:
        notes.note(say("compare.order"), kind="warn")
        return
    state.ask(then=then.isoformat(), now=last.isoformat())
    with guarded():
        _answer(net.compare(then.isoformat(), last.isoformat(), limit=ROWS, lang=language()))


def _day(name: str, usual: str) -> date:
    try:
        return date.fromisoformat(state.asked(name, usual))
    except ValueError:
        return date.fromisoformat(usual)


def _answer(answer: Any) -> None:
    heads = [date_words(answer.then), date_words(answer.now)]
    cards.section(say("compare.figures"))
    tables.table(
        [say("compare.what"), *heads],
        [(say(f"compare.figure.{name}"), *(str(int(value or 0)) for value in answer.figures[name])) for name in FIGURES],
        numbers=(1, 2),
    )
    _pairs(answer)
    cards.section(say("compare.reach"), say("compare.reach.count", n=sum(row.count for row in answer.acts), lifted=answer.lifted))
    if not answer.reach_rows:
        notes.note(say("compare.reach.none"))
    else:
        tables.table([say("compare.act"), say("present.count")], [(row.text, str(row.count)) for row in answer.acts], numbers=(1,))
    if answer.reach_rows and not presenting.on():
        tables.table(
            [say("reach.head.name"), *heads, say("compare.act")],
            [(row.name, _ring(row.before), _ring(row.after), row.text) for row in answer.reach_rows],
            cls="t stack",
        )
        _left(answer.left_out.get("reach_rows", 0))
    cards.section(say("compare.cells"))
    if not answer.cells:
        notes.note(say("compare.cells.none"))
        return
    rows = [(say("gaps.row", a=cell.a, b=cell.b) if cell.a != cell.b else cell.a, str(cell.before), str(cell.after)) for cell in answer.cells[:CELLS]]
    tables.table([say("compare.cell"), *heads], rows, numbers=(1, 2))
    _left(answer.left_out.get("cells", 0) + max(len(answer.cells) - CELLS, 0))


def _pairs(answer: Any) -> None:
    states = ("new", "resumed", "renewed", "kept", "lost")
    tables.table(
        [say("compare.pairs"), *(say(f"compare.state.{name}") for name in states)],
        [(say(f"matrix.layer.{layer}"), *(str(found.get(name, 0)) for name in states)) for layer, found in answer.pairs.items()],
        numbers=(1, 2, 3, 4, 5),
    )


def _ring(code: str) -> Any:
    return ring_label(code) if code else say("compare.not_yet")


def _left(count: int) -> None:
    if count:
        notes.note(say("compare.left", n=count))
