"""One search box over everything, and what it finds: workshops first, why each matched, its reach."""

from __future__ import annotations

import streamlit as st

from alliance.services.explore.search import SearchResult, SearchRow
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.kit import cards, notes
from alliance.ui.kit.cards import kind_label, ring_label
from alliance.ui.kit.html import mark_text, tag
from alliance.ui.kit.html import show as put
from alliance.ui.pages.explore.node_choice import plain
from alliance.ui.words import as_of_words, join_parts, kind_word, say

FIRST, MORE, HOSTS = 10, 20, 40


def show_box() -> str:
    """Show the search box and return what is looked for; the address has it."""
    asked = state.address_value("q")
    if keys.SEARCH not in st.session_state:
        st.session_state[keys.SEARCH] = asked
    with st.container(horizontal=True, gap="small", key="searchrow"):
        text = st.text_input(
            say("search.label"),
            placeholder=say("search.wide"),
            type="search",
            live=True,
            key=keys.SEARCH,
            label_visibility="collapsed",
            width="stretch",
        )
        st.button(say("search.go"), type="primary", key=keys.SEARCH_GO)
    put(tag("div", say("search.help"), cls="small muted"))
    text = str(text or "").strip()
    state.ask(q=text)
    return text


def show_results(net: Workspace, text: str) -> None:
    """Show what was found, a few first, more on request."""
    limit = int(st.session_state.get(keys.MORE_HITS, FIRST))
    result = net.search(text, limit=limit, rings=True)
    if not result.rows:
        _show_nothing(result)
        return
    cards.section(say("search.found", n=result.total), _by_kind(result))
    with cards.card("hits"):
        for row in result.rows:
            _row(row, text)
    if result.total > len(result.rows) and st.button(say("search.more", n=min(MORE, result.total - len(result.rows))), key="more_hits_go"):
        st.session_state[keys.MORE_HITS] = limit + MORE
        st.rerun()


def _by_kind(result: SearchResult) -> str:
    counts: dict[str, int] = {}
    for row in result.rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    return (
        join_parts(f"{kind_word(kind)} {n}" for kind, n in counts.items())
        if result.total == len(result.rows)
        else say("search.shown", n=len(result.rows))
    )


def _row(row: SearchRow, text: str) -> None:
    with st.container(key=keys.of("row_hit", row.id), horizontal=True, vertical_alignment="center", gap="small"):
        place = tag("span", mark_text(row.place, text)) if row.place else None
        about = tag("div", place, tag("span", _why(row.matched), cls="src"), cls="muted small")
        name = tag("div", tag("b", mark_text(row.name, text)), about, cls="hn")
        put(tag("div", tag("span", kind_label(row.kind), cls="hk"), name, ring_label(row.ring) if row.ring else None, cls="hit"), width="stretch")
        if st.button(say("search.open"), key=keys.of("hit", row.id)):
            state.go("network", id=row.id)


def _why(matched: str) -> str:
    key = f"search.matched.{matched}"
    try:
        return say(key)
    except KeyError:
        return matched


def _show_nothing(result: SearchResult) -> None:
    notes.empty(say("choose.none", text=result.text), say("choose.shorter"))
    with st.container(horizontal=True, gap="small"):
        for node in result.near:
            if st.button(plain(node.name), key=keys.of("near", node.id)):
                state.go("network", id=node.id)
        if st.button(say("search.all"), key="search_all"):
            state.go("reach")


def show_shared_hosts(net: Workspace) -> None:
    """Show the units that host two workshops or more, with their workshops."""
    found = net.units(limit=HOSTS)
    cards.section(say("hosts.title", n=found.total), say("home.as_of", date=as_of_words(net.as_of())))
    with cards.card("hosts"):
        for row in found.rows:
            with st.container(key=keys.of("row_host", row.unit.id), horizontal=True, vertical_alignment="center"):
                about = say("hosts.row", n=len(row.workshops), names=[one.name for one in row.workshops])
                put(tag("div", tag("b", row.unit.name), tag("div", about, cls="small")), width="stretch")
                if st.button(say("search.open"), key=keys.of("host", row.unit.id)):
                    state.go("network", id=row.unit.id)
    if found.left_out:
        put(tag("div", say("hosts.more", shown=len(found.rows), n=found.total), cls="muted small"))
    if st.button(say("hosts.back"), key="hosts_back"):
        state.ask(list="")
        st.rerun()
