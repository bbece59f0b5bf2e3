"""行业联系: which industries are linked, which should be and are not, and who could close the gap."""

from __future__ import annotations

import streamlit as st

from alliance.services.industries.gaps import GapsResult
from alliance.services.industries.matrix_reading import Cell, fullest_cell, gap_cells
from alliance.services.industries.mixing import MatrixResult
from alliance.ui import keys, state
from alliance.ui.kit import cards, notes, older_contacts
from alliance.ui.kit.ways_on import nothing_yet
from alliance.ui.pages.industries import cell, coverage, gaps, matrix_table
from alliance.ui.pages.industries.matrix_table import INDUSTRIES
from alliance.ui.words import as_of_words, language, say

LAYERS = ("cooperation", "exchange")
GROUPINGS = (*INDUSTRIES, "host_kind", "region", "system", "rank")  # the others group workshops by what they belong to
ROLES = ("craft", "host")


def show() -> None:
    """Show the page."""
    net = state.workspace()
    if not net.store_counts().workshops:
        cards.title(say("nav.industries"))
        nothing_yet()
        return
    if state.address_value("view") == "coverage":
        coverage.show(net)
        return
    matrix = net.matrix(layer=_choice("layer", LAYERS), grouping=_choice("grouping", GROUPINGS), role=_choice("role", ROLES), lang=language())
    found = net.gaps(layer=matrix.layer, grouping=matrix.grouping, role=matrix.role, limit=0, lang=language())
    lacking = gap_cells(matrix, found)
    _show_head(matrix, found)
    notes.last("industries")
    if not matrix.pairs:
        older_contacts.show(net, matrix.layer)
    _controls(matrix.grouping)
    chosen = _chosen_cell(matrix, list(lacking))
    with st.container(key="mapcols"):
        left, right = st.columns([1.75, 1], gap="medium")
    with left:
        matrix_table.show(matrix, chosen, lacking, aimed=found.targets > 0)
    with right:
        shown = cell.show(net, matrix, chosen)
        if found.targets:
            gaps.show_targets(found)
        else:
            gaps.show_by_proportion(matrix, list(lacking))
    if state.address_value("all"):
        cell.show_everything(shown)


def _show_head(matrix: MatrixResult, found: GapsResult) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="industryhead"):
        with st.container(width="stretch"):
            cards.title(say("nav.industries"), _about(matrix, found))
        if st.button(say("view.coverage"), key="view_coverage"):
            state.ask(view="coverage")
            st.rerun()
        if st.button(say("view.alliances"), key="view_alliances"):
            state.go("reach", view="alliances")


def _about(matrix: MatrixResult, found: GapsResult) -> str:
    date, missing = as_of_words(matrix.as_of), len(found.rows)
    if matrix.grouping not in INDUSTRIES:
        return say("matrix.about.others", pairs=matrix.pairs, missing=missing, date=date)
    if not found.targets:
        return say("matrix.about", pairs=matrix.pairs, missing=missing, date=date)
    short = sum(row.missing for row in found.rows)
    return say("matrix.about.aims", pairs=matrix.pairs, targets=found.targets, met=found.met, missing=short, date=date)


def _choice(name: str, known: tuple[str, ...]) -> str:
    asked = state.address_value(name)
    return asked if asked in known else known[0]


def _controls(grouping: str) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _segments("layer", LAYERS, keys.MATRIX_LAYER)
        st.session_state[keys.MATRIX_GROUPING] = grouping
        st.selectbox(
            say("matrix.grouping"),
            GROUPINGS,
            format_func=lambda value: say(f"matrix.grouping.{value}"),
            key=keys.MATRIX_GROUPING,
            label_visibility="collapsed",
            on_change=_turn,
            args=("grouping", keys.MATRIX_GROUPING, GROUPINGS[0]),
            width=220,
        )
        if grouping in INDUSTRIES:
            _segments("role", ROLES, "matrix_role")


def _segments(name: str, known: tuple[str, ...], key: str) -> None:
    st.session_state[key] = _choice(name, known)
    st.segmented_control(
        say(f"matrix.{name}"),
        known,
        format_func=lambda value: say(f"matrix.{name}.{value}"),
        key=key,
        label_visibility="collapsed",
        required=True,
        on_change=_turn,
        args=(name, key, known[0]),
    )


def _turn(name: str, key: str, usual: str) -> None:
    value = str(st.session_state.get(key) or usual)
    state.ask(**{name: "" if value == usual else value}, a="", b="", all="")


def _chosen_cell(matrix: MatrixResult, missing: list[Cell]) -> Cell:
    """Return the cell that the address names, else the first gap, else the fullest cell."""
    a, b = state.address_value("a"), state.address_value("b")
    if a in matrix.keys and b in matrix.keys:
        return matrix.keys.index(a), matrix.keys.index(b)
    return missing[0] if missing else fullest_cell(matrix)
