"""重点联系清单: which industries should be linked, by how many pairs, in which year."""

from __future__ import annotations

from typing import Any

import streamlit as st

from alliance import schema
from alliance.services.workspace import Workspace
from alliance.tables.texts import line
from alliance.ui import keys
from alliance.ui.guard import guarded
from alliance.ui.kit import cards, notes
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.words import group_word, language, say


def show(net: Workspace) -> None:
    """Show the rows, each with a way to take it out, and the form for another."""
    rows = [row for row in net.targets(lang=language()).rows if row.sort != "industry"]
    cards.section(say("aims.title"), say("aims.count", n=len(rows)))
    with cards.card("targets"), guarded():
        if not rows:
            put(tag("div", say("aims.none"), cls="muted"))
        for row in rows:
            _row(net, row)
        _form(net)


def _row(net: Workspace, row: Any) -> None:
    with st.container(key=keys.of("row_gap_target", row.id), horizontal=True, vertical_alignment="center", gap="small"):
        when = say("aims.year", year=row.year) if row.year else say("aims.year.all")
        about = tag("div", say("aims.wanted", n=row.wanted), "　", when, "　", row.region_name, cls="muted small")
        put(tag("div", say("gaps.row", a=row.a_name, b=row.b_name), about), width="stretch")
        if st.button(say("aims.remove"), key=keys.of("target_out", row.id), type="tertiary"):
            kept = net.remove_targets([row.id], lang=language())
            notes.done("data", say("aims.removed", a=row.a_name, b=row.b_name), kept.batch)
            st.rerun()


def _form(net: Workspace) -> None:
    groups = list(net.store.settings().get("industry_groups") or schema.INDUSTRY_GROUPS)
    with st.form("target_new", border=False):
        first, second, many, year, go = st.columns([2, 2, 1, 1, 1], vertical_alignment="bottom")
        a = first.selectbox(say("events.side.a"), groups, format_func=group_word, key=keys.TARGET_A)
        b = second.selectbox(say("events.side.b"), groups, index=min(1, len(groups) - 1), format_func=group_word, key=keys.TARGET_B)
        wanted = many.number_input(say("aims.head.wanted"), min_value=1, max_value=9999, value=3, key=keys.TARGET_WANTED)
        when = year.text_input(say("aims.head.year"), value=net.as_of()[:4], key=keys.TARGET_YEAR)
        if go.form_submit_button(say("aims.keep"), width="stretch"):
            keep(net, str(a), str(b), int(wanted), line(when or ""))


def keep(net: Workspace, a: str, b: str, wanted: int, year: str) -> None:
    """Keep one row; one of the same pair and year is replaced."""
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        notes.note(say("aims.year.wrong"), kind="warn")
        return
    kept = net.set_targets([{"a": a, "b": b, "wanted": wanted, "year": year}], lang=language())
    notes.done("data", say("aims.kept", a=group_word(a), b=group_word(b), n=wanted), kept.batch)
    st.rerun()
