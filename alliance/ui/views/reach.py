"""联系情况: who needs an introduction, who must be asked first; every workshop is in one of the tiles."""

from __future__ import annotations

from typing import Any

import streamlit as st

from alliance.services.workspace import Workspace
from alliance.ui import keys, navigation, state
from alliance.ui.kit import cards, notes, tables
from alliance.ui.kit.glyphs import ring
from alliance.ui.kit.html import Markup, tag
from alliance.ui.kit.html import show as put
from alliance.ui.kit.tokens import palette
from alliance.ui.views import checking
from alliance.ui.words import date_words, joined, kind_word, language, say

TILES = ("none", "own_unit", "own_group", "own_system", "sleeping", "serving", "connected", "unknown")
WORDS_ONLY = ("new", "exempt")  # a tile only where there are any
CUT_OFF = ("none", "own_unit", "own_group", "own_system", "sleeping")
PER_PAGE = 20


def show() -> None:
    """Show the page."""
    net = state.workspace()
    counts = net.isolates(limit=0, lang=language()).counts
    if not sum(counts.values()):
        cards.title(say("nav.reach"))
        nothing_yet()
        return
    cut_off = sum(counts.get(code, 0) for code in CUT_OFF)
    cards.title(say("nav.reach"), say("reach.about", cut_off=cut_off, unknown=counts.get("unknown", 0), date=date_words(net.as_of())))
    notes.last("reach")
    chosen = _chosen(counts)
    _tiles(counts, chosen)
    _list(net, chosen, counts)


def nothing_yet() -> None:
    """Say that the store is empty and what to do; two ways on."""
    notes.empty(say("empty.why"), say("empty.what"))
    with st.container(horizontal=True, gap="small"):
        if st.button(say("empty.import"), type="primary", key="empty_import"):
            navigation.go("data")
        if st.button(say("empty.home"), key="empty_home"):
            navigation.go("home")


def _chosen(counts: dict[str, int]) -> tuple[str, ...]:
    """Return the rings whose rows are shown: one tile, or all that can be introduced (``cut_off``)."""
    asked = state.asked("ring")
    if asked == "cut_off":
        return CUT_OFF
    if asked in (*TILES, *WORDS_ONLY):
        return (asked,)
    return (next((code for code in TILES if counts.get(code)), TILES[0]),)


def _tiles(counts: dict[str, int], chosen: tuple[str, ...]) -> None:
    colours = palette()
    codes = [*TILES, *(code for code in WORDS_ONLY if counts.get(code))]
    with st.grid(8 if len(codes) == 8 else 5, min_column_width=128, gap="small", key="rings"):
        for code in codes:
            head = tag("div", ring(code), tag("span", say(f"ring.{code}")), cls="h")
            number = tag("b", str(counts.get(code, 0)), tag("small", say("unit.workshops")), style=f"color:{colours[code]}")
            if cards.tile(
                f"ring_{code}",
                tag("div", head, number, tag("div", say(f"ring.{code}.short"), cls="s"), cls="rg"),
                say(f"ring.{code}"),
                on=(code,) == chosen,
            ):
                state.ask(ring=code, page="", id="")
                st.rerun()


def _list(net: Workspace, chosen: tuple[str, ...], counts: dict[str, int]) -> None:
    total = sum(counts.get(code, 0) for code in chosen)
    name = say("ring.cut_off") if len(chosen) > 1 else say(f"ring.{chosen[0]}")
    cards.section(say("reach.list", name=name), say("reach.count", n=total, date=date_words(net.as_of())))
    one = state.asked("id")
    if total == 0 and not one:
        notes.empty(say("reach.none", name=name), say("reach.none.todo", n=counts.get("unknown", 0)))
        return
    pages = max(1, -(-total // PER_PAGE))
    page = min(int(state.asked("page", "1") or 1), pages)
    answer = net.isolates(rings=chosen, limit=PER_PAGE, offset=(page - 1) * PER_PAGE, lang=language())
    rows = [row for row in (net.reach_of(one, lang=language()),) if row] if one else answer.rows
    with cards.card("rows"):
        for row in rows:
            _row(row)
    checking.answered(rows)
    if one and st.button(say("reach.all", n=total), key="reach_all"):
        state.ask(id="")
        st.rerun()
    if pages > 1 and not one:
        key = keys.of(keys.REACH_PAGE, page)
        st.pagination(pages, default=page, key=key, on_change=_turned, args=(key,))


def _turned(key: str) -> None:
    page = int(st.session_state.get(key) or 1)
    state.ask(page=str(page) if page > 1 else "")


def _row(row: Any) -> None:
    with st.container(key=keys.of("row", row.id), horizontal=True, vertical_alignment="center", gap="small"):
        put(_words(row), width="stretch")
        with st.container(width="content", horizontal=True, gap="small", vertical_alignment="center"):
            if st.button(say("reach.suggest"), key=keys.of("suggest", row.id)):
                navigation.go("suggestions", id=row.id)
            if st.button(say("reach.check"), key=keys.of("check", row.id), type="tertiary"):
                checking.ask(row.id)


def _words(row: Any) -> Markup:
    where = joined((row.unit or say("unit.none"), row.place or say("place.none")))
    evidence = [
        tag(
            "span",
            say(
                "reach.evidence",
                tie=kind_word(item.kind),
                name=item.name,
                date=item.date or say("date.none"),
                source=tables.site(item.source) or say("source.none"),
            ),
            cls="src",
        )
        for item in row.evidence[:2]
    ]
    stand = say("reach.confirmed", date=date_words(row.checked)) if row.confirmed else say("reach.unconfirmed")
    steps = [tag("div", step.text) for step in row.actions[:1]] or [tag("div", say(f"reach.next.{_next(row)}"))]
    return tag(
        "div",
        ring(row.ring, 22) or tag("span"),
        tag("div", tag("span", row.name, cls="nm")),
        tag("div", where, cls="why m"),
        tag("div", row.reason, cls="why"),
        tag("div", evidence, cls="why") if evidence else None,
        tag("div", steps, tag("div", row.union or say("union.none"), cls="m"), tag("div", stand, cls="m"), cls="nx"),
        cls="wr",
    )


def _next(row: Any) -> str:
    if row.ring == "unknown":
        return "ask"
    if row.ring in ("connected", "serving"):
        return "keep"
    return "introduce" if row.confirmed else "check"
