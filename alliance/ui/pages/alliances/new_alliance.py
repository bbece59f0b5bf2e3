"""筹建联盟: from a theme to candidates with reasons, to a draft of members that is talked over with their unions."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from alliance.errors import UnknownNode
from alliance.reports.csv_files import csv_bytes
from alliance.reports.tables import table
from alliance.services.alliances.member_proposal import DraftResult, DraftRow
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.kit import cards, notes
from alliance.ui.kit.cards import ring_label
from alliance.ui.kit.downloads import download
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.pages.explore.node_choice import choose, plain
from alliance.ui.words import as_of_words, join_parts, language, ring_word, say

SIZE = 20


def show(net: Workspace) -> None:
    """Show the form, and for a theme the candidates, one of each unit first."""
    cards.title(say("view.founding"), say("founding.about"))
    if st.button(say("alliance.back"), key="alliance_back"):
        state.ask(view="alliances", theme="")
        st.rerun()
    left, right = st.columns(2, gap="small")
    if keys.THEME not in st.session_state:
        st.session_state[keys.THEME] = state.address_value("theme")
    theme = left.text_input(say("founding.theme"), placeholder=say("founding.theme.example"), key=keys.THEME)
    with right:
        typed = st.text_input(say("reach.region"), placeholder=say("reach.region.all"), type="search", key="founding_region")
        region = choose(net, typed, "pick_founding", ("Region",)) if typed else ""
    theme = str(theme or "").strip()
    state.ask(theme=theme)
    if not theme:
        return
    try:
        result = net.draft_members(theme, region=region or None, size=SIZE, lang=language())
    except UnknownNode as nothing:
        near = ("、" if language() == "zh" else ", ").join(ref.name for ref in nothing.facts["near"])
        notes.empty(say("founding.unknown", theme=theme), say("founding.unknown.todo", near=near))
        return
    _draft(result)


def _draft(result: DraftResult) -> None:
    if not result.rows:
        notes.empty(say("founding.none"), say("founding.none.todo"))
        return
    cards.section(say("founding.list", theme=result.theme), say("founding.count", shown=len(result.rows), n=result.total))
    meant = ("、" if language() == "zh" else ", ").join((*(craft.name for craft in result.crafts), *result.industries))
    put(tag("div", say("founding.meant", names=meant), cls="muted small"))
    with cards.card("rows"):
        chosen = [row for row in result.rows if _candidate(row)]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        put(tag("div", say("founding.chosen", n=len(chosen))), width="content")
        name = f"{say('founding.file', theme=result.theme)}.csv"
        download(say("founding.export"), lambda: draft_csv(result, chosen), name, key="founding_export", wide=False)
        if len(chosen) > 1 and st.button(say("founding.meet"), key="founding_meet"):
            state.go("events", w=",".join(row.id for row in chosen))


def _candidate(row: DraftRow) -> bool:
    with st.container(key=keys.of("row_candidate", row.id), horizontal=True, vertical_alignment="center", gap="small"):
        on = st.checkbox(
            say("work.pick", name=plain(row.name)), value=True, key=keys.of("member", row.id), label_visibility="collapsed", width="content"
        )
        about = join_parts((row.unit or say("unit.none"), say("founding.through", union=row.union) if row.union else say("union.none")))
        put(
            tag(
                "div",
                tag("b", row.name),
                " ",
                ring_label(row.ring) if row.ring else None,
                tag("div", join_parts(row.reasons)),
                tag("div", about, cls="muted small"),
            ),
            width="stretch",
        )
    return bool(on)


def draft_csv(result: DraftResult, chosen: Sequence[DraftRow]) -> bytes:
    """Return the draft as a table: who, why, through which union it is asked."""
    heads = [say(f"reach.head.{name}") for name in ("name", "unit", "union", "ring")] + [say("founding.why")]
    rows = [(row.name, row.unit, row.union, ring_word(row.ring) if row.ring else "", "；".join(row.reasons)) for row in chosen]
    return csv_bytes(table("", heads, [*rows, (say("founding.draft", date=as_of_words(result.as_of)),), (say("reach.internal"),)]))
