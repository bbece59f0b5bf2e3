"""两点之间: the shortest ways from one node to another, as strips and as sentences."""

from __future__ import annotations

import streamlit as st

from alliance import messages
from alliance.errors import AmbiguousName, NotThereYet, UnknownNode
from alliance.services.explore.neighbourhood.neighbours_paths import WayRow
from alliance.services.results import TieRef
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.kit import cards, notes
from alliance.ui.kit.glyphs import shape
from alliance.ui.kit.html import Markup, tag
from alliance.ui.kit.html import show as put
from alliance.ui.pages.explore.node_choice import choose
from alliance.ui.words import date_words, kind_word, language, say


def show(net: Workspace, centre: str = "") -> None:
    """Show the form with both ends and what leads from one to the other."""
    with st.container(key="ways_between"):
        cards.section(say("ways.title"), say("ways.about"))
        _show_card(net, centre)


def _show_card(net: Workspace, centre: str) -> None:
    with cards.card("ways"):
        if keys.MAP_FROM not in st.session_state:
            st.session_state[keys.MAP_FROM] = state.address_value("from") or net.names_of([centre]).get(centre, "")
        if keys.MAP_TO not in st.session_state:
            st.session_state[keys.MAP_TO] = state.address_value("to")
        here, there, swap = st.columns([5, 5, 1.4], vertical_alignment="bottom")
        start = here.text_input(say("ways.from"), key=keys.MAP_FROM, placeholder=say("search.short"), on_change=_keep)
        end = there.text_input(say("ways.to"), key=keys.MAP_TO, placeholder=say("search.short"), on_change=_keep)
        swap.button(say("ways.swap"), width="stretch", key=keys.MAP_SWAP, on_click=_swap)
        _show_paths(net, start, end)


def _swap() -> None:
    kept = st.session_state
    kept[keys.MAP_FROM], kept[keys.MAP_TO] = kept.get(keys.MAP_TO, ""), kept.get(keys.MAP_FROM, "")
    _keep()


def _keep() -> None:
    """Write both ends into the address: a path has a link of its own."""
    start, end = (str(st.session_state.get(key) or "") for key in (keys.MAP_FROM, keys.MAP_TO))
    state.ask(**({"from": start, "to": end} if start and end else {"from": "", "to": ""}))


def ways_through(net: Workspace, centre: str) -> list[str]:
    """Return the nodes of the ways that the address asks for where they lead through a node; else none."""
    start, end = state.address_value("from"), state.address_value("to")
    if not start or not end:
        return []
    try:
        found = net.path(start, end).paths
    except (UnknownNode, AmbiguousName, NotThereYet):
        return []
    nodes = {node.id for way in found for node in way.nodes}
    return sorted(nodes) if centre in nodes else []


def _show_paths(net: Workspace, start: str, end: str) -> None:
    if not start or not end:
        put(tag("div", say("ways.ask"), cls="muted"))
        return
    a, b = choose(net, start, "ways_a"), choose(net, end, "ways_b")
    if not a or not b:
        return
    if a == b:
        put(tag("div", say("ways.same"), cls="muted"))
        return
    result = net.path(a, b)
    if not result.paths:
        nearest = "、".join(row.name for row in result.nearest)
        notes.empty(result.text or say("ways.none"), say("ways.nearest", names=nearest) if nearest else say("ways.none.todo"))
    for found in result.paths:
        put(strip(found), tag("div", sentence(found), style="margin-top:8px"))


def strip(found: WayRow) -> Markup:
    """Return a way as a row of nodes with the ties between them."""
    pieces: list[Markup] = []
    for index, node in enumerate(found.nodes):
        if index:
            tie = found.ties[index - 1]
            pieces.append(tag("span", f"{kind_word(tie.kind)} {_date_text(tie)}".strip(), cls="e"))
        pieces.append(tag("span", shape(node.kind), node.name, cls="p"))
    return tag("div", pieces, cls="path")


def _date_text(tie: TieRef) -> str:
    """Return since when a step holds, and until when where that is stated; empty where it is not dated."""
    if not tie.until:
        return date_words(tie.date) if tie.date else ""
    if tie.until == "open":
        return messages.text("network.date.since", language(), date=date_words(tie.date))
    return messages.text("network.date.span", language(), start=date_words(tie.date), end=date_words(tie.until))


def sentence(found: WayRow) -> str:
    """Return a way as a sentence: one step after the other, each with its date, and who can introduce."""
    names = {node.id: node.name for node in found.nodes}
    steps = [
        say(
            "ways.step" if _date_text(tie) else "ways.step.undated",
            a=names[tie.from_],
            b=names[tie.to],
            tie=kind_word(tie.kind),
            date=_date_text(tie),
        )
        for tie in found.ties
    ]
    between = [node.name for node in found.nodes[1:-1] if node.kind == "Workshop"]
    return "".join(steps) + (say("ways.introduce", names=between) if between else "")
