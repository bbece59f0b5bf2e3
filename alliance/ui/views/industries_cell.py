"""One cell of the matrix: its ties as sentences, its workshops on both sides, pairs that have never met."""

from __future__ import annotations

from typing import Any

import streamlit as st

from alliance.services.workspace import Workspace
from alliance.ui import keys, navigation
from alliance.ui.kit import cards, tables
from alliance.ui.kit.cards import ring_label
from alliance.ui.kit.html import Markup, tag
from alliance.ui.kit.html import show as put
from alliance.ui.words import kind_word, language, say, span_words

TIES, PEOPLE = 6, 3


def show(net: Workspace, matrix: Any, chosen: tuple[int, int]) -> None:
    """Show what stands behind the chosen cell, and the next step: plan an exchange."""
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
        if answer.a.workshops and answer.b.workshops and st.button(say("cell.plan"), type="primary", width="stretch", key=keys.MATRIX_PLAN):
            navigation.go("events", a=answer.a.key, b=answer.b.key)
        if answer.ties and st.button(say("cell.map"), width="stretch", key="cell_map"):
            navigation.go("network", id=answer.ties[0].a.id)


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
