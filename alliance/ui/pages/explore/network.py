"""关系图: whom it belongs to, whom it works with, how far one gets from there."""

from __future__ import annotations

import contextlib

import streamlit as st

from alliance.errors import AmbiguousName, NotThereYet, UnknownNode
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.kit import cards, notes
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.kit.ways_on import nothing_yet
from alliance.ui.pages.explore import panorama, paths, picture, search, slides, tie_table
from alliance.ui.pages.explore.node_choice import choose, plain
from alliance.ui.pages.register import acts
from alliance.ui.words import say

STEPS = ("1", "2")


def show() -> None:
    """Show the page."""
    net = state.workspace()
    panorama.go_on()
    put(tag("h1", say("nav.network"), cls="hidden"))
    if not net.store_counts().all_nodes:
        nothing_yet()
        return
    if slides.show(net):
        return
    slides.offer()
    asked = state.address_value("id")
    kind = net.resolve(asked).kind if asked and net.names_of([asked]) else ""
    hub = bool(kind and panorama.of_hub(net, asked, kind))
    if asked or state.address_value("q"):
        _tools(net, steps=not hub)
    notes.last("network")
    centre = _centre(net)
    if not centre:
        _start(net)
        return
    if hub:
        panorama.show_hub(centre, kind)
    else:
        picture.show(centre)
    acts.show(net, centre)
    tie_table.show(net, centre)


def _tools(net: Workspace, *, steps: bool) -> None:
    centre = state.address_value("id")
    meant = net.names_of([centre]).get(centre, "") if centre else state.address_value("q")
    if keys.MAP_SEARCH not in st.session_state or meant != st.session_state.get(keys.MAP_SEARCHED):
        st.session_state[keys.MAP_SEARCH] = meant  # a click, a link or the browser's back led elsewhere, and the box follows
    st.session_state[keys.MAP_SEARCHED] = meant
    with st.container(horizontal=True, key="searchtool", gap="xsmall", vertical_alignment="center"):
        st.text_input(
            say("search.label"),
            placeholder=say("search.wide"),
            type="search",
            key=keys.MAP_SEARCH,
            label_visibility="collapsed",
            width="stretch",
            on_change=_on_search,
        )
        if not steps:
            return
        st.session_state[keys.MAP_STEPS] = str(state.number("steps", 2, 1, 2))
        st.segmented_control(
            say("map.steps"),
            STEPS,
            format_func=lambda step: say(f"map.steps.{step}"),
            key=keys.MAP_STEPS,
            label_visibility="collapsed",
            on_change=_on_step,
        )


def _on_search() -> None:
    """Open the one node that is meant, else list what was found; the list alone stands in the address, so that back leads to it."""
    text = str(st.session_state.get(keys.MAP_SEARCH) or "").strip()
    found = ""
    with contextlib.suppress(AmbiguousName, UnknownNode, NotThereYet):
        found = state.workspace().choose_node(text) if text else ""
    state.ask(q="" if found else text, id=found, at="", wide="", limit="", among="", more="", rest="")


def _on_step() -> None:
    state.ask(steps="1" if st.session_state.get(keys.MAP_STEPS) == "1" else "")


def _centre(net: Workspace) -> str:
    asked, text = state.address_value("id"), state.address_value("q").strip()
    if asked:
        return asked if net.names_of([asked]) else choose(net, asked, "map_id")
    if text:
        search.show_results(net, text, open_at)
    return ""


def open_at(node_id: str) -> None:
    """Make a node the centre of the picture and run the page again."""
    state.ask(id=node_id, q="", at="", wide="", limit="", among="", more="", rest="")
    st.rerun()


def _start(net: Workspace) -> None:
    if state.address_value("q"):
        return
    panorama.show()
    with st.container(key="onscreen_starts"):
        cards.section(say("map.start"), say("map.start.about"))
        with st.container(horizontal=True, gap="small"):
            for row in net.starts():
                if st.button(plain(row.name), key=keys.of("start", row.id)):
                    open_at(row.id)
    paths.show(net)
