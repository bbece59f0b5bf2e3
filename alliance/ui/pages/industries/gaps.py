"""The gaps against the list of what is aimed for: how many pairs are missing, and who could close them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from alliance.services.industries.gaps import GapsResult
from alliance.services.industries.matrix_reading import Cell
from alliance.services.industries.mixing import MatrixResult
from alliance.ui import keys, state
from alliance.ui.kit import cards
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.pages.industries.matrix_table import INDUSTRIES
from alliance.ui.words import say

LISTED, LISTED_BY_PROPORTION = 6, 3


def show_targets(aims: GapsResult) -> None:
    """Show the cells below their target, the largest number missing first."""
    with cards.card("gaps"):
        put(cards.section_head(say("gaps.title"), say("aims.short", n=sum(row.missing for row in aims.rows))))
        if not aims.rows:
            put(tag("div", say("aims.met", n=aims.met), cls="muted"))
        for row in aims.rows[:LISTED]:
            with st.container(key=keys.of("row_gap_aim", row.target), horizontal=True, vertical_alignment="center"):
                short = say("aims.row", pairs=row.pairs, wanted=row.wanted, missing=row.missing)
                about = tag("div", short, " ", say("gaps.who", m=row.can_a, n=row.can_b), cls="muted small")
                put(tag("div", say("gaps.row", a=row.a_name, b=row.b_name), about), width="stretch")
                if st.button(say("gaps.look"), key=keys.of("aim", row.target), type="tertiary"):
                    state.ask(a=row.a, b=row.b, grouping="" if row.grouping == "groups" else row.grouping)
                    st.rerun()
        if len(aims.rows) > LISTED:
            put(tag("div", say("aims.more", n=len(aims.rows) - LISTED), cls="muted small"))
        if st.button(say("aims.edit"), key="aims_edit", type="tertiary"):
            state.go("data", tab="targets")


def _no_list() -> None:
    """Say that no list is kept, and lead to where it is written."""
    put(tag("div", say("aims.missing"), cls="muted small"))
    if st.button(say("aims.edit"), key="aims_edit", type="tertiary"):
        state.go("data", tab="targets")


def show_by_proportion(matrix: MatrixResult, missing: Sequence[Cell]) -> None:
    """Show the first gaps by proportion, where no list of what is aimed for is kept."""
    with cards.card("gaps"):
        put(cards.section_head(say("gaps.title"), say("gaps.count", n=len(missing))))
        if not missing:
            put(tag("div", say("gaps.none"), cls="muted"))
        if matrix.grouping in INDUSTRIES:
            _no_list()
        for i, j in missing[:LISTED_BY_PROPORTION]:
            with st.container(key=keys.of("row_gap", i, j), horizontal=True, vertical_alignment="center"):
                put(
                    tag(
                        "div",
                        say("gaps.row", a=matrix.groups[i], b=matrix.groups[j]),
                        tag("div", say("gaps.who", m=matrix.workshops[i], n=matrix.workshops[j]), cls="muted small"),
                    ),
                    width="stretch",
                )
                if st.button(say("gaps.look"), key=keys.of("gap", i, j), type="tertiary"):
                    state.ask(a=matrix.keys[i], b=matrix.keys[j])
                    st.rerun()
