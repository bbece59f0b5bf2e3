"""One cell of the matrix: its ties as sentences, its workshops on both sides, pairs that have never met; all of them in full on request."""

from __future__ import annotations

from typing import Any

import streamlit as st

from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.kit import cards, tables
from alliance.ui.kit.cards import ring_label
from alliance.ui.kit.html import Markup, tag
from alliance.ui.kit.html import show as put
from alliance.ui.words import kind_word, language, say, span_words

TIES, PEOPLE = 6, 3
INVITED = 12  # workshops of unused pairs that are asked to meet
LISTED = 100


def show(net: Workspace, matrix: Any, chosen: tuple[int, int]) -> Any:
    """Show what stands behind the chosen cell, and the next step: plan an exchange; return the answer it was made from."""
    i, j = chosen
    answer = net.cell(matrix.keys[i], matrix.keys[j], layer=matrix.layer, grouping=matrix.grouping, role=matrix.role, lang=language())
    with cards.card("cell"):
        put(
            tag(
                "div",
                tag("div", say("cell.chosen"), cls="k"),
                tag("h3", _title(answer)),
                tag("div", _sentence(answer)),
                [_tie(tie) for tie in answer.ties[:TIES]],
                tag("div", say("cell.more", n=len(answer.ties) - TIES), cls="muted small") if len(answer.ties) > TIES else None,
                [_side(side) for side in _sides(answer)],
                cls="dt",
            )
        )
        if answer.unused:
            pair = answer.unused[0]
            put(tag("div", say("cell.unused", n=answer.unused_total, a=pair.a.name, b=pair.b.name), cls="small muted"))
        _onward(answer)
    return answer


def _onward(answer: Any) -> None:
    """Show the ways on: a plan between these groups, or for the workshops of their unused pairs; the map; everything in full."""
    if answer.a.workshops and answer.b.workshops and st.button(say("cell.plan"), type="primary", width="stretch", key=keys.MATRIX_PLAN):
        if answer.grouping == "groups" and answer.role == "craft":
            state.go("events", a=answer.a.key, b=answer.b.key)
        else:
            state.go("events", w=",".join(invited(answer)))
    if answer.ties and st.button(say("cell.map"), width="stretch", key="cell_map"):
        state.go("network", id=answer.ties[0].a.id)
    if not state.asked("all") and (answer.ties or answer.unused) and st.button(say("cell.all"), width="stretch", key="cell_all"):
        state.ask(a=answer.a.key, b=answer.b.key, all="1")
        st.rerun()


def invited(answer: Any) -> list[str]:
    """Return the workshops of the unused pairs, those in front first, each once; of both sides where every pair is used."""
    pairs = [ref.id for pair in answer.unused for ref in (pair.a, pair.b)]
    return list(dict.fromkeys(pairs or [row.id for side in _sides(answer) for row in side.rows]))[:INVITED]


def everything(answer: Any) -> None:
    """Show all ties, workshops and unused pairs of the cell as tables."""
    cards.section(say("cell.all.title", name=_title(answer)))
    if st.button(say("cell.all.close"), key="cell_all_close"):
        state.ask(all="")
        st.rerun()
    if answer.ties:
        cards.section(say("cell.all.ties"), say("detail.count", n=len(answer.ties)))
        tables.table(
            [say("table.a"), say("table.tie"), say("table.b"), say("table.date"), say("cell.all.source")],
            [
                (tie.a.name, kind_word(tie.kind), tie.b.name, span_words(tie.date, tie.until), tables.site(tie.source) or say("source.none"))
                for tie in answer.ties[:LISTED]
            ],
            cls="t stack",
        )
        _rest(len(answer.ties) - LISTED + answer.left_out)
    for column, side in zip(st.columns(len(_sides(answer)), gap="medium"), _sides(answer), strict=True):
        with column:
            cards.section(say("cell.all.side", name=side.name), say("cell.side", n=side.workshops))
            tables.table([say("reach.head.name"), say("reach.head.ring")], [(row.name, ring_label(row.ring)) for row in side.rows], cls="t stack")
            _rest(side.workshops - len(side.rows))
    if answer.unused:
        cards.section(say("cell.all.unused"), say("cell.all.pairs", shown=len(answer.unused), n=answer.unused_total))
        tables.table([say("table.a"), say("table.b")], [(pair.a.name, pair.b.name) for pair in answer.unused], cls="t stack")


def _rest(count: int) -> None:
    if count > 0:
        put(tag("div", say("cell.more", n=count), cls="muted small"))


def _title(answer: Any) -> str:
    return answer.a.name if answer.a.key == answer.b.key else say("cell.title", a=answer.a.name, b=answer.b.name)


def _sides(answer: Any) -> list[Any]:
    return [answer.a] if answer.a.key == answer.b.key else [answer.a, answer.b]


def _sentence(answer: Any) -> str:
    if answer.pairs:
        return say("cell.pairs", n=answer.pairs, expected=f"{answer.expected:.1f}")
    if not answer.a.workshops or not answer.b.workshops:
        return say("cell.empty_side")
    return say("cell.none.few") if answer.few else say("cell.none", expected=f"{answer.expected:.1f}")


def _tie(tie: Any) -> Markup:
    return tag(
        "div",
        tag("div", tag("b", tie.a.name), "　", tag("b", tie.b.name)),
        tag(
            "div",
            say("cell.tie", tie=kind_word(tie.kind), date=span_words(tie.date, tie.until), source=tables.site(tie.source) or say("source.none")),
            cls="muted small",
        ),
        cls="grp",
    )


def _side(side: Any) -> Markup:
    rows = [tag("div", tag("span", row.name, cls="nm"), ring_label(row.ring), cls="r") for row in side.rows[:PEOPLE]]
    more = tag("div", say("cell.side.more", n=side.workshops - PEOPLE), cls="muted small") if side.workshops > PEOPLE else None
    return tag(
        "div", tag("div", tag("span", side.name), tag("span", say("cell.side", n=side.workshops), cls="muted"), cls="h"), rows, more, cls="grp"
    )
