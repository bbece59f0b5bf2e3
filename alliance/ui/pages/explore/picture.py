"""The picture and beside it the node that was clicked; a click runs this part alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

import streamlit as st

from alliance import messages
from alliance.drawing.colours import FACES
from alliance.drawing.picture import Picture
from alliance.network.reach.order import SCREEN_ORDER
from alliance.services.explore.neighbourhood.neighbourhood_picture import LIMITS, draw_neighbourhood, ids_around
from alliance.services.explore.neighbourhood.neighbours_paths import NeighboursResult
from alliance.services.explore.node_detail import ShowResult
from alliance.services.results import NodeRef
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.components import mounting
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards
from alliance.ui.kit.downloads import pictures
from alliance.ui.kit.glyphs import ring_address
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.kit.tokens import palette
from alliance.ui.pages.explore import among, paths
from alliance.ui.pages.explore.node_card import show_card
from alliance.ui.words import language, ring_word, say

NAMED = 6  # of what several belong to
FILTER, MOST_FILTERS = re.compile("(figure|tie|reach):[A-Za-z_]{1,40}"), 60


@st.fragment
def show(centre: str) -> None:
    """Show picture and detail card of the node that is the centre."""
    with guard_part():
        if st.session_state.pop("map_moved", ""):
            st.rerun()
        net = state.workspace()
        found = neighbourhood(net, centre)
        with st.container(key="mapcols"):
            left, right = st.columns([2.25, 1], gap="small")
        with left:
            _show_picture(net, found)
            among.show(net)
            paths.show(net, centre)
        with right, cards.card("detail"):
            chosen = state.address_value("at", centre)
            show_card(net, chosen, actions=lambda result: _actions(result, centre))


def neighbourhood(net: Workspace, centre: str) -> NeighboursResult:
    """Return the surroundings of a node for the steps and the limit that the address has."""
    return net.neighbours(centre, depth=state.number("steps", 2, 1, 2), limit=_limit())


def _limit() -> int:
    wished = state.number("limit", 0)
    return next((limit for limit in LIMITS if limit >= wished), LIMITS[-1])


def _further() -> int:
    return 10 * state.number("wide", 0, 0, LIMITS[-1])


def _show_picture(net: Workspace, found: NeighboursResult) -> None:
    facts = net.neighbourhood_facts(ids_around(found))
    drawn = draw_neighbourhood(found, language(), further=_further(), facts=facts)
    mounting.network(_data(net, drawn, found.node), keys.MAP_PICTURE, LISTENERS)
    _count(drawn, found)


def _data(net: Workspace, drawn: Picture, middle: NodeRef) -> dict[str, object]:
    centre, several = middle.id, among.asked(net)
    words: Mapping[str, str] = messages.catalogue(language())
    here = {key.removeprefix("drawing."): text for key, text in words.items() if key.startswith("drawing.")}
    here["alt"] = messages.text("drawing.alt", language(), name=middle.name, nodes=len(drawn.nodes), edges=len(drawn.edges))
    return {
        **drawn.data(),
        "words": here,
        "colours": palette(),
        "faces": FACES,
        "camera": centre,
        "keep": f"alliance.map/{net.store_facts().location}/{centre}",
        "way": paths.ways_through(net, centre),
        "among": several,
        "off": _off(),
        "reach": [{"code": code, "word": ring_word(code), "glyph": ring_address(code)} for code in SCREEN_ORDER],
        "selected": state.address_value("at", centre),
        "file": middle.name,
    }


def _count(drawn: Picture, found: NeighboursResult) -> None:
    left_out = found.left_out
    hidden = drawn.hidden + left_out
    rest = say("map.count.rest", n=hidden) if hidden else say("map.count.all")
    crossing = _undrawn(drawn)
    put(tag("div", say("map.count", nodes=len(drawn.nodes), edges=len(drawn.edges)), rest, crossing, say("map.count.how"), cls="small muted"))
    with st.container(horizontal=True, gap="small"):
        if drawn.capped and st.button(say("map.widen"), key=keys.MAP_WIDEN):
            state.ask(wide=str(state.number("wide", 0, 0, LIMITS[-1]) + 1))
            st.rerun(scope="fragment")
        if left_out and _limit() < LIMITS[-1]:
            more = LIMITS[LIMITS.index(_limit()) + 1]
            if st.button(say("map.more", n=more), key=keys.MAP_MORE):
                state.ask(limit=str(more))
                st.rerun(scope="fragment")
        elif left_out:
            put(tag("div", say("map.most", n=LIMITS[-1]), cls="small"))
        name = say("map.file", name=found.node.name, date=found.as_of)
        pictures(partial(_file, state.workspace(), found, _limit(), _further()), name, key="map_picture_file")


def _file(net: Workspace, found: NeighboursResult, limit: int, further: int, form: str) -> bytes:
    return net.neighbourhood_file(found.node.id, form, found.depth, limit=limit, further=further, lang=language())


def _undrawn(drawn: Picture) -> str:
    """Return what has no line, in one line: what several of the picture belong to, with how many; the rest as a number."""
    names = {node["id"]: node["name"] for node in drawn.nodes}
    several = [(names[one], len(those)) for one, those in drawn.together.items() if len(those) > 1][:NAMED]
    rest = drawn.undrawn - sum(count for _, count in several)
    named = say("map.count.together", names=[say("map.count.together.one", name=name, n=count) for name, count in several]) if several else ""
    return named + (say("map.count.undrawn", n=rest) if rest else "")


def _told(name: str) -> str:
    """Return what the picture says under a name."""
    return str((st.session_state.get(keys.MAP_PICTURE) or {}).get(name) or "")


def _off() -> str:
    """Return what is filtered out by the address; whatever else stands there is left out."""
    wished = {one for one in state.address_value("off").split(",") if FILTER.fullmatch(one)}
    return ",".join(sorted(wished)[:MOST_FILTERS])


def _on_filter() -> None:
    state.ask(off=_told("off"))


def _on_select() -> None:
    chosen = _told("selected")
    if chosen:
        state.ask(at="" if chosen == state.address_value("id") else chosen)


def _on_open() -> None:
    opened = _told("opened")
    if opened:
        state.ask(id=opened, q="", at="", wide="", limit="", among="")
        st.session_state["map_moved"] = opened


def _on_path(name: str) -> None:
    st.session_state[keys.MAP_FROM], st.session_state[keys.MAP_TO] = name, ""


LISTENERS = {"selected": _on_select, "off": _on_filter, "opened": _on_open, "among": among.on_among, "ways": among.on_ways}


def _actions(result: ShowResult, centre: str) -> None:
    node, workshop = result.node, result.node.kind == "Workshop"
    grid = st.grid(2, min_column_width=110, gap="small")
    if workshop and grid.button(say("map.partners"), type="primary", width="stretch", key=keys.MAP_PARTNERS):
        state.go("suggestions", id=node.id)
    if grid.button(say("map.path"), width="stretch", key=keys.MAP_PATH, on_click=_on_path, args=(node.name,)):
        st.rerun()
    if node.id != centre:
        if grid.button(say("map.centre"), width="stretch", key=keys.MAP_CENTRE):
            state.ask(id=node.id, q="", at="", wide="", limit="", among="")
            st.rerun()
    elif grid.button(say("map.expand"), width="stretch", key=keys.MAP_EXPAND):
        state.ask(steps="") if state.address_value("steps") == "1" else state.ask(wide=str(state.number("wide", 0, 0, LIMITS[-1]) + 1))
        st.rerun()
