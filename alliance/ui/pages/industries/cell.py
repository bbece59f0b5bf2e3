"""One cell of the matrix: its ties as sentences, its workshops on both sides, pairs that have never met; all of them in full on request."""

from __future__ import annotations

import streamlit as st

from alliance.services.industries.cell import CellTie
from alliance.services.industries.matrix_reading import Cell, cell_sides, workshops_to_invite
from alliance.services.industries.mixing import CellResult, CellSide, MatrixResult
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


def show(net: Workspace, matrix: MatrixResult, chosen: Cell) -> CellResult:
    """Show what stands behind the chosen cell, and the next step: plan an exchange; return the cell."""
    i, j = chosen
    result = net.cell(matrix.keys[i], matrix.keys[j], layer=matrix.layer, grouping=matrix.grouping, role=matrix.role, lang=language())
    with cards.card("cell"):
        put(
            tag(
                "div",
                tag("div", say("cell.chosen"), cls="k"),
                tag("h3", _title(result)),
                tag("div", _sentence(result)),
                [_tie(tie) for tie in result.ties[:TIES]],
                tag("div", say("cell.more", n=len(result.ties) - TIES), cls="muted small") if len(result.ties) > TIES else None,
                [_side(side) for side in cell_sides(result)],
                cls="dt",
            )
        )
        if result.unused:
            pair = result.unused[0]
            put(tag("div", say("cell.unused", n=result.unused_total, a=pair.a.name, b=pair.b.name), cls="small muted"))
        _onward(result)
    return result


def _onward(result: CellResult) -> None:
    """Show the ways on: a plan between these groups, or for the workshops of their unused pairs; the map; everything in full."""
    if result.a.workshops and result.b.workshops and st.button(say("cell.plan"), type="primary", width="stretch", key=keys.MATRIX_PLAN):
        if result.grouping == "groups" and result.role == "craft":
            state.go("events", a=result.a.key, b=result.b.key)
        else:
            state.go("events", w=",".join(workshops_to_invite(result, INVITED)))
    if result.ties and st.button(say("cell.map"), width="stretch", key="cell_map"):
        state.go("network", id=result.ties[0].a.id)
    if not state.address_value("all") and (result.ties or result.unused) and st.button(say("cell.all"), width="stretch", key="cell_all"):
        state.ask(a=result.a.key, b=result.b.key, all="1")
        st.rerun()


def show_everything(result: CellResult) -> None:
    """Show all ties, workshops and unused pairs of the cell as tables."""
    cards.section(say("cell.all.title", name=_title(result)))
    if st.button(say("cell.all.close"), key="cell_all_close"):
        state.ask(all="")
        st.rerun()
    if result.ties:
        cards.section(say("cell.all.ties"), say("detail.count", n=len(result.ties)))
        tables.table(
            [say("table.a"), say("table.tie"), say("table.b"), say("table.date"), say("cell.all.source")],
            [
                (tie.a.name, kind_word(tie.kind), tie.b.name, span_words(tie.date, tie.until), tables.site(tie.source) or say("source.none"))
                for tie in result.ties[:LISTED]
            ],
            cls="t stack",
        )
        _rest(len(result.ties) - LISTED + result.left_out)
    for column, side in zip(st.columns(len(cell_sides(result)), gap="medium"), cell_sides(result), strict=True):
        with column:
            cards.section(say("cell.all.side", name=side.name), say("cell.side", n=side.workshops))
            tables.table([say("reach.head.name"), say("reach.head.ring")], [(row.name, ring_label(row.ring)) for row in side.rows], cls="t stack")
            _rest(side.workshops - len(side.rows))
    if result.unused:
        cards.section(say("cell.all.unused"), say("cell.all.pairs", shown=len(result.unused), n=result.unused_total))
        tables.table([say("table.a"), say("table.b")], [(pair.a.name, pair.b.name) for pair in result.unused], cls="t stack")


def _rest(count: int) -> None:
    if count > 0:
        put(tag("div", say("cell.more", n=count), cls="muted small"))


def _title(result: CellResult) -> str:
    return result.a.name if result.a.key == result.b.key else say("cell.title", a=result.a.name, b=result.b.name)


def _about(expected: float) -> str:
    return str(round(expected)) if expected >= 0.95 else say("cell.below_one")


def _sentence(result: CellResult) -> str:
    if result.pairs:
        return say("cell.pairs", n=result.pairs, expected=_about(result.expected))
    if not result.a.workshops or not result.b.workshops:
        return say("cell.empty_side")
    return say("cell.none.few") if result.few else say("cell.none", expected=_about(result.expected))


def _tie(tie: CellTie) -> Markup:
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


def _side(side: CellSide) -> Markup:
    rows = [tag("div", tag("span", row.name, cls="nm"), ring_label(row.ring), cls="r") for row in side.rows[:PEOPLE]]
    more = tag("div", say("cell.side.more", n=side.workshops - PEOPLE), cls="muted small") if side.workshops > PEOPLE else None
    return tag(
        "div", tag("div", tag("span", side.name), tag("span", say("cell.side", n=side.workshops), cls="muted"), cls="h"), rows, more, cls="grp"
    )
