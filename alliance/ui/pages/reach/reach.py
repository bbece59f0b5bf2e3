"""联系情况: who needs an introduction, who must be asked first; every workshop is in one of the tiles."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from alliance.network.reach.reach import CUT_OFF, ON_SCREEN
from alliance.services.reach.worklist import LISTED, STATES
from alliance.services.workspace import Workspace
from alliance.ui import keys, presenting, state
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, notes
from alliance.ui.kit.glyphs import ring
from alliance.ui.kit.html import Markup, tag
from alliance.ui.kit.tokens import palette
from alliance.ui.kit.ways_on import nothing_yet
from alliance.ui.pages.alliances import alliances, new_alliance
from alliance.ui.pages.explore.node_choice import choose
from alliance.ui.pages.reach import progress, projector, worklist
from alliance.ui.pages.reach.filters import PlaceFilter, StepFilter
from alliance.ui.pages.structure import bridges, then_and_now
from alliance.ui.words import as_of_words, language, ring_word, say

TILES = ON_SCREEN
WORDS_ONLY = ("new", "exempt")  # a tile only where there are any
FILTERS = {"region": (keys.REACH_REGION, ("Region",)), "union": (keys.REACH_UNION, ("TradeUnion",))}
VIEWS: dict[str, Callable[[Workspace], None]] = {
    "alliances": alliances.show,
    "founding": new_alliance.show,
    "bridges": bridges.show,
    "progress": progress.show,
    "compare": then_and_now.show,
}


def show() -> None:
    """Show the page, or the view of it that the address names."""
    net = state.workspace()
    if not net.store_counts().workshops:
        cards.title(say("nav.reach"))
        nothing_yet()
        return
    view = VIEWS.get(state.address_value("view"))
    if view:
        with guard_part():
            view(net)
        return
    head = st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="reachhead")
    notes.last("reach")
    chosen, work = _filters(net)
    counts = net.isolates(limit=0, lang=language(), **chosen).counts
    cut_off = sum(counts.get(code, 0) for code in CUT_OFF)
    with head:
        with st.container(width="stretch"):
            cards.title(say("nav.reach"), say("reach.about", cut_off=cut_off, unknown=counts.get("unknown", 0), date=as_of_words(net.as_of())))
        ways_on()
    rings = _rings(counts)
    _tiles(counts, rings)
    if presenting.on():
        projector.show(net, rings, counts, chosen)
    else:
        worklist.show(net, rings, counts, chosen, work)


def ways_on() -> None:
    """Show the ways to the other views of this page, and to the projector."""
    with st.container(horizontal=True, gap="small", width="content", key="ways_on"):
        for name in ("alliances", "bridges", "progress", "compare"):
            if st.button(say(f"view.{name}"), key=keys.of("view", name)):
                state.ask(view=name, page="", id="")
                st.rerun()
        if not presenting.on() and st.button(say("present.begin"), key=keys.REACH_PRESENT):
            presenting.begin()
            st.rerun()


def _filters(net: Workspace) -> tuple[PlaceFilter, StepFilter]:
    """Return what is asked for: region and union by id, and the state and the person of the worklist; nothing where nothing is."""
    found = PlaceFilter()
    with st.container(key="filters"):
        columns = st.columns(2 if presenting.on() else 4, gap="small")
    for column, (name, (key, kinds)) in zip(columns, FILTERS.items(), strict=False):
        with column:
            st.session_state[key] = state.address_value(name)
            typed = st.text_input(
                say(f"reach.{name}"),
                key=key,
                placeholder=say(f"reach.{name}.all"),
                type="search",
                label_visibility="collapsed",
                on_change=_narrow,
                args=(name, key),
            )
            chosen = choose(net, typed, f"pick_{name}", kinds) if typed else ""
        if chosen:
            found |= PlaceFilter(region=chosen) if name == "region" else PlaceFilter(union=chosen)
    if presenting.on():
        return found, StepFilter()
    with columns[2]:
        st.session_state[keys.REACH_STATE] = state.address_value("state") if state.address_value("state") in STATES else ""
        st.selectbox(
            say("work.states"),
            ("", *STATES[:-1]),
            format_func=lambda name: say(f"work.state.{name or 'all'}"),
            key=keys.REACH_STATE,
            label_visibility="collapsed",
            on_change=_narrow,
            args=("state", keys.REACH_STATE),
        )
    with columns[3]:
        owners = ("", *net.worklist_owners())
        st.session_state[keys.REACH_OWNER] = state.address_value("owner") if state.address_value("owner") in owners else ""
        owner = st.selectbox(
            say("work.owner"),
            owners,
            format_func=lambda name: name or say("work.owner.all"),
            key=keys.REACH_OWNER,
            label_visibility="collapsed",
            on_change=_narrow,
            args=("owner", keys.REACH_OWNER),
        )
    step = StepFilter(states=[str(st.session_state[keys.REACH_STATE])]) if st.session_state[keys.REACH_STATE] else StepFilter()
    return found, step | StepFilter(owner=str(owner)) if owner else step


def _narrow(name: str, key: str) -> None:
    """Write what the list is narrowed by into the address, so that a link and a kept view show the same list."""
    state.ask(**{name: str(st.session_state.get(key) or "").strip(), "page": ""})


def _rings(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Return the rings whose rows are shown: one tile, several (``a,b``), or all that can be introduced (``cut_off``)."""
    asked = state.address_value("ring")
    if asked in ("cut_off", "listed"):
        return CUT_OFF if asked == "cut_off" else LISTED
    several = tuple(code for code in (*TILES, *WORDS_ONLY) if code in asked.split(","))
    if several:
        return several
    return (next((code for code in TILES if counts.get(code)), TILES[0]),)


def _tiles(counts: Mapping[str, int], chosen: tuple[str, ...]) -> None:
    codes = [*TILES, *(code for code in WORDS_ONLY if counts.get(code))]
    asked = cards.tiles("ring", [(code, _tile(code, counts.get(code, 0))) for code in codes], chosen, cls="rings")
    if asked in codes:
        state.ask(ring=asked, page="", id="")
        st.rerun()


def _tile(code: str, count: int) -> Markup:
    number = tag("b", str(count), tag("small", say("unit.workshops")), style=f"color:{palette()[code]}")
    return tag("span", tag("span", ring(code), tag("span", ring_word(code)), cls="h"), number, cls="rg", title=say(f"ring.{code}.short"))
