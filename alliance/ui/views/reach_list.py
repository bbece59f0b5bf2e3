"""The rows of the worklist: the reason as a sentence, its evidence, who answers for it, what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from alliance.services.workspace import Workspace
from alliance.ui import keys, navigation, state
from alliance.ui.kit import cards, notes, tables
from alliance.ui.kit.glyphs import ring
from alliance.ui.kit.html import Markup, tag
from alliance.ui.kit.html import show as put
from alliance.ui.kit.sheets import csv_bytes
from alliance.ui.views import checking
from alliance.ui.words import date_words, joined, kind_word, language, say

PER_PAGE = 20
MOST_NAMED = 3  # rings in the head of the list; more have a name of their own
INVITED = 12  # of a page, when its workshops are to meet


def show(net: Workspace, rings: tuple[str, ...], counts: Mapping[str, int], filters: Mapping[str, str]) -> None:
    """Show a page of the workshops of these rings, or the one that the address names."""
    total = sum(counts.get(code, 0) for code in rings)
    name = say("ring.cut_off") if len(rings) > MOST_NAMED else ("、" if language() == "zh" else ", ").join(say(f"ring.{code}") for code in rings)
    cards.section(say("reach.list", name=name), say("reach.count", n=total, date=date_words(net.as_of())))
    one = net.reach_of(state.asked("id"), lang=language()) if state.asked("id") else None
    if total == 0 and one is None:
        notes.empty(say("reach.none", name=name), say("reach.none.todo", n=counts.get("unknown", 0)))
        return
    pages = max(1, -(-total // PER_PAGE))
    page = state.number("page", 1, 1, pages)
    rows = [one] if one else net.isolates(rings=rings, limit=PER_PAGE, offset=(page - 1) * PER_PAGE, lang=language(), **filters).rows
    with cards.card("rows"):
        for row in rows:
            _row(row)
    checking.answered(rows)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _below(net, rings, filters, rows, page if one is None and pages > 1 else 0, pages)
        if one and st.button(say("reach.all", n=total), key="reach_all"):
            state.ask(id="")
            st.rerun()


def _below(net: Workspace, rings: tuple[str, ...], filters: Mapping[str, str], rows: Sequence[Any], page: int, pages: int) -> None:
    if page:
        key = keys.of(keys.REACH_PAGE, page)
        st.pagination(pages, default=page, key=key, on_change=_turned, args=(key,))
    st.space("stretch")
    if st.button(say("reach.meet", n=min(INVITED, len(rows))), key="reach_meet"):
        navigation.go("events", w=",".join(row.id for row in rows[:INVITED]))
    content = lambda: list_csv(net.isolates(rings=rings, lang=language(), **filters).rows)  # noqa: E731 - made only when it is asked for
    st.download_button(say("reach.export"), content, file_name=say("reach.export.file"), mime="text/csv", key="reach_export", on_click="ignore")


def _turned(key: str) -> None:
    page = int(st.session_state.get(key) or 1)
    state.ask(page=str(page) if page > 1 else "")


def list_csv(rows: Sequence[Any]) -> bytes:
    """Return the list as it stands on the page, all pages of it."""
    heads = [say(f"reach.head.{name}") for name in ("name", "ring", "reason", "unit", "place", "union", "checked")]
    lines = [(row.name, say(f"ring.{row.ring}"), row.reason, row.unit, row.place, row.union, row.checked) for row in rows]
    return csv_bytes([heads, *lines, (say("reach.internal"),)])


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
    evidence = [tag("span", _evidence(item), cls="src") for item in row.evidence[:2]]
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


def _evidence(item: Any) -> str:
    source = tables.site(item.source) or say("source.none")
    return say("reach.evidence", tie=kind_word(item.kind), name=item.name, date=item.date or say("date.none"), source=source)


def _next(row: Any) -> str:
    if row.ring == "unknown":
        return "ask"
    if row.ring in ("connected", "serving"):
        return "keep"
    return "introduce" if row.confirmed else "check"
