"""One search box over everything, and what it finds: workshops first, why each matched, its reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import streamlit as st

from alliance.services.explore.search import FOLLOWED, FoundWorkshop, SearchResult, SearchRow
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.kit import cards, notes
from alliance.ui.kit.cards import kind_label, ring_label
from alliance.ui.kit.html import Markup, join, mark_text, tag
from alliance.ui.kit.html import show as put
from alliance.ui.pages.explore.node_choice import plain
from alliance.ui.words import as_of_words, join_parts, kind_word, language, say

FIRST, MORE, HOSTS = 10, 20, 40


def show_box() -> str:
    """Show the search box and return what is looked for; the address has it."""
    asked = state.address_value("q")
    if keys.SEARCH not in st.session_state or asked != st.session_state.get(keys.SEARCHED):
        st.session_state[keys.SEARCH] = asked  # the address changed by itself: the browser's back or a link, which the box follows
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
    if text != asked:
        state.ask(q=text, more="", rest="")
    st.session_state[keys.SEARCHED] = text
    return text


def leave_for(node_id: str) -> None:
    """Leave for the picture of a hit; what was looked for goes along in the address, so that the browser's back finds it.

    The browser notes the new query beside the old page too: without the search in it, back would lead to a page without the list.
    """
    kept = {name: state.address_value(name) for name in ("q", "more", "rest")}
    state.go("network", id=node_id, **{name: value for name, value in kept.items() if value})


def show_results(net: Workspace, text: str, opens: Callable[[str], None]) -> None:
    """Show what was found: the workshops with why, then units, people and the rest; a few first, more on request.

    How many are shown stands in the address, so that the browser's back leads to the same list. ``opens`` is done with a hit that is pressed.
    """
    shown, rest = (state.number(name, FIRST, FIRST) for name in ("more", "rest"))
    result = net.search(text, limit=max(shown, rest), rings=True, lang=language())
    if not (result.workshops or result.others):
        _show_nothing(result, opens)
        return
    if result.workshops:
        cards.section(say("search.workshops", n=result.workshops_total), say("search.how"))
        with cards.card("hits"):
            for workshop in result.workshops[:shown]:
                _row(workshop.id, _workshop(workshop, text), opens)
        _show_more("more", min(shown, len(result.workshops)), result.workshops_total)
    if result.others:
        cards.section(say("search.others", n=result.others_total), _by_kind(result.others) if result.others_total == len(result.others) else None)
        with cards.card("other_hits"):
            for row in result.others[:rest]:
                _row(row.id, _other(row, text), opens)
        _show_more("rest", min(rest, len(result.others)), min(result.others_total, FOLLOWED))
    if result.not_followed:
        notes.note(say("search.wide.many", n=result.not_followed))


def _by_kind(rows: Sequence[SearchRow]) -> str:
    return join_parts(f"{kind_word(kind)} {n}" for kind, n in Counter(row.kind for row in rows).items())


def _show_more(name: str, shown: int, total: int) -> None:
    if total > shown and st.button(say("search.more", n=min(MORE, total - shown)), key=f"{name}_hits_go"):
        state.ask(**{name: str(shown + MORE)})
        st.rerun()


def _row(node_id: str, content: Markup, opens: Callable[[str], None]) -> None:
    with st.container(key=keys.of("row_hit", node_id), horizontal=True, vertical_alignment="center", gap="small"):
        put(content, width="stretch")
        if st.button(say("search.open"), key=keys.of("hit", node_id)):
            opens(node_id)


def _workshop(row: FoundWorkshop, text: str) -> Markup:
    why = [say(f"search.matched.{row.matched}")] if row.matched and row.matched != "name" else []
    told = [mark_text(one, text) for one in (*why, *(one.text for one in row.why))]
    told_of = {why.node.name for why in row.why} | {why.via.name for why in row.why if why.via}
    heads = [name for name in row.heads if name not in told_of]
    where = join_parts(one for one in (row.host, row.place, say("search.heads", names=heads) if heads else "") if one and one not in told_of)
    name = tag(
        "div",
        tag("b", mark_text(row.name, text)),
        tag("div", join(told, _semicolon()), cls="small why") if told else None,
        tag("div", where, cls="muted small") if where else None,
        cls="hn",
    )
    return tag("div", name, ring_label(row.ring) if row.ring else None, cls="hit ws")


def _other(row: SearchRow, text: str) -> Markup:
    where = join_parts(one for one in (*row.beside, row.place) if one)
    about = join_parts(one for one in (where, say(f"search.matched.{row.matched}") if row.matched != "name" else "") if one)
    name = tag("div", tag("b", mark_text(row.name, text)), tag("div", about, cls="muted small") if about else None, cls="hn")
    return tag("div", tag("span", kind_label(row.kind), cls="hk"), name, cls="hit")


def _semicolon() -> str:
    return "；" if language() == "zh" else "; "


def _show_nothing(result: SearchResult, opens: Callable[[str], None]) -> None:
    notes.empty(say("choose.none", text=result.text), say("choose.shorter"))
    with st.container(horizontal=True, gap="small"):
        for node in result.near:
            if st.button(plain(node.name), key=keys.of("near", node.id)):
                opens(node.id)
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
