"""这几家之间: several nodes chosen in the picture, the ties among them and what they share."""

from __future__ import annotations

import streamlit as st

from alliance.services.explore.neighbourhood.common_neighbours import MOST_ASKED, Between, SharedNeighbour, common_neighbours
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.kit import cards, names, notes
from alliance.ui.kit.glyphs import shape
from alliance.ui.kit.html import Markup, tag
from alliance.ui.kit.html import show as put
from alliance.ui.words import kind_word, language, say

PARTED = "\n"  # between two ids in the address
SHOWN = 12
MOST_BESIDE = 2000


def asked(net: Workspace) -> list[str]:
    """Return the ids of the nodes that the address asks about, those on record alone; none where there are not two."""
    wished = [one for one in state.address_value("among").split(PARTED) if one][:MOST_ASKED]
    known = net.names_of(wished)
    found = [one for one in dict.fromkeys(wished) if one in known]
    return found if len(found) > 1 else []


def on_among() -> None:
    """Write the nodes chosen in the picture into the address; none of them takes the answer away."""
    chosen = str((st.session_state.get(keys.MAP_PICTURE) or {}).get("among") or "")
    state.ask(among=chosen.strip(PARTED))


def on_ways() -> None:
    """Ask for the ways between the two nodes chosen in the picture."""
    start, _, end = str((st.session_state.get(keys.MAP_PICTURE) or {}).get("ways") or "").partition(PARTED)
    if not start or not end:
        return
    words = _words_for(state.workspace(), (start, end))
    st.session_state[keys.MAP_FROM], st.session_state[keys.MAP_TO] = words[start], words[end]
    state.ask(**{"from": words[start], "to": words[end]})


def _words_for(net: Workspace, ids: tuple[str, str]) -> dict[str, str]:
    """Return the name of each node, its id where others have the same name."""
    called = net.names_of(ids)
    return {one: called[one] if one in called and net.search(called[one], limit=2).total == 1 else one for one in ids}


def show(net: Workspace) -> None:
    """Show what lies among the nodes of the address, where it has some."""
    chosen = asked(net)
    if not chosen:
        return
    found = common_neighbours([net.neighbours(one, 1, limit=MOST_BESIDE) for one in chosen])
    cards.section(say("among.title"), say("among.count", n=len(found.nodes)))
    with cards.card("among"):
        put(tag("div", [tag("span", shape(node.kind, 12), " ", names.link(node.id, node.name), cls="p") for node in found.nodes], cls="path"))
        if not found.between and not found.shared:
            notes.empty(say("among.nothing"), say("among.nothing.todo"))
            return
        put(
            tag(
                "div",
                _group("among.between", [_tie(one) for one in found.between]),
                _group("among.shared", [_beside(one) for one in found.shared]),
                cls="dt",
            )
        )


def _group(word: str, rows: list[Markup]) -> Markup:
    nothing = tag("div", say(f"{word}.none"), cls="muted") if not rows else None
    more = tag("div", say("detail.more", n=len(rows) - SHOWN), cls="muted small") if len(rows) > SHOWN else None
    count = tag("span", say(f"{word}.count", n=len(rows)), cls="muted")
    return tag("div", tag("div", tag("span", say(word)), count, cls="h"), nothing, rows[:SHOWN], more, cls="grp")


def _tie(one: Between) -> Markup:
    via = tag("div", one.via, cls="muted small") if one.via else None
    both = tag("span", names.link(one.a.id, one.a.name), " — ", names.link(one.b.id, one.b.name), via, cls="nm")
    return tag("div", tag("span", kind_word(one.kind), cls="rel"), both, tag("span", one.date or say("date.none"), cls="dd"), cls="r")


def _beside(one: SharedNeighbour) -> Markup:
    of = ("、" if language() == "zh" else ", ").join(node.name for node in one.of)
    who = tag("div", say("among.of", n=len(one.of), names=of), cls="muted small")
    return tag(
        "div",
        tag("span", kind_word(one.node.kind), cls="rel"),
        tag("span", shape(one.node.kind, 12), " ", names.link(one.node.id, one.node.name), who, cls="nm"),
        cls="r",
    )
