"""全景: the whole network in one picture. What it shows is also there as a table, and as a file to take away."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import streamlit as st

from alliance import messages
from alliance.drawing.colours import FACES
from alliance.drawing.panorama.labels import BOLD, PLAIN, disc_labels
from alliance.drawing.panorama.picture import Dot, network_of
from alliance.drawing.panorama.svg import bow_width, dot_radius, ring_bands
from alliance.errors import NetworkTooLarge, UnknownNode
from alliance.model.matching import search_key, traditional_of
from alliance.model.sounds import readings_of
from alliance.network.period_wording import period_name
from alliance.network.place.broad_groups import BROAD
from alliance.network.place.members import HUBS, is_seen_as_disc
from alliance.network.reach.order import SCREEN_ORDER
from alliance.services.explore.panorama import PanoramaGroup, PanoramaResult
from alliance.services.explore.panorama_years import PanoramaYear
from alliance.services.explore.whole_network import BETWEEN, MEMBER
from alliance.services.workspace import Workspace
from alliance.ui import keys, presenting, state
from alliance.ui.components import mounting
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, older_contacts, tables
from alliance.ui.kit.downloads import pictures
from alliance.ui.kit.glyphs import ring_address
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.kit.tokens import palette
from alliance.ui.pages.explore.node_card import show_card
from alliance.ui.words import as_of_words, language, ring_word, say

WIDEST = 64  # pairs of the widest bow
LAYERS = ("cooperation", "exchange")
WORDS = ("search", "found", "open", "into", "list", "cell", "plan", "gap", "lines", "close", "play", "pause", "through", "act.partners")


@st.fragment
def show() -> None:
    """Show the picture with what one may choose above it."""
    with guard_part():
        net = state.workspace()
        if st.session_state.pop(keys.PANORAMA_LEFT, ""):
            st.rerun()
        _show(
            net, net.panorama(grouping=_asked("group", BROAD), layer=_asked("layer", LAYERS), within=state.address_value("within"), lang=language())
        )


def of_hub(net: Workspace, node_id: str, kind: str) -> PanoramaResult | None:
    """Return the picture of the workshops of a region, union, alliance …; None where they are too few, or too many to be read as a whole."""
    if kind not in HUBS:
        return None
    within = state.address_value("within")
    within = within if within.split(BETWEEN)[0] == node_id else node_id
    try:
        found = net.panorama(grouping=MEMBER, layer=_asked("layer", LAYERS), within=within, lang=language())
    except (UnknownNode, NetworkTooLarge):
        return None
    return found if is_seen_as_disc(kind, found.workshops) else None


@st.fragment
def show_hub(node_id: str, kind: str) -> None:
    """Show the workshops of a hub, who of them works with whom, and beside them its card."""
    with guard_part():
        net = state.workspace()
        if st.session_state.pop(keys.PANORAMA_LEFT, ""):
            st.rerun()
        result = of_hub(net, node_id, kind)
        with st.container(key="mapcols"):
            left, right = st.columns([2.25, 1], gap="small")
        if result:
            with left:
                _show(net, result)
        with right, cards.card("detail"):
            show_card(net, node_id)


def _show(net: Workspace, result: PanoramaResult) -> None:
    _head(net, result)
    asked = {"grouping": result.grouping, "layer": result.layer, "within": result.within, "lang": language()}
    years = net.panorama_years(**asked).years if state.address_value("years") else ()
    mounting.panorama(_data(result, years), keys.PANORAMA, {name: _told(name) for name in mounting.PANORAMA_TELLS})
    _below(net, result)


def _asked(name: str, known: tuple[str, ...]) -> str:
    return state.address_value(name) if state.address_value(name) in known else known[0]


def _head(net: Workspace, result: PanoramaResult) -> None:
    hub = result.grouping == MEMBER
    about = say("panorama.about.member" if hub and result.dots else "panorama.about", date=as_of_words(net.as_of()))
    why = say(f"panorama.none.{result.layer}", n=result.earlier) if result.earlier and not result.ties and result.dots else ""
    put(tag("div", tag("h2", result.sentence, cls="finding"), tag("div", why) if why else None, tag("div", about, cls="muted small"), cls="panohead"))
    with st.container(horizontal=True, key="panotools", gap="small", vertical_alignment="center"):
        choices = ((keys.PANORAMA_GROUPING, "group", BROAD), (keys.PANORAMA_LAYER, "layer", LAYERS))
        for key, name, known in choices[hub:]:
            st.session_state[key] = result.grouping if name == "group" else result.layer
            st.segmented_control(
                say(f"panorama.{name}"),
                known,
                format_func=lambda one, name=name: say(f"panorama.{name}.{one}"),
                key=key,
                label_visibility="collapsed",
                on_change=_choose,
                args=(key, name, known[0]),
            )
        if why:
            older_contacts.show(net, result.layer, sentence=False)
        if (BETWEEN in result.within if hub else result.within) and st.button(say("panorama.back"), key=keys.PANORAMA_BACK):
            state.ask(within="")
            st.rerun(scope="fragment")


def _choose(key: str, name: str, usual: str) -> None:
    chosen = st.session_state.get(key) or usual
    state.ask(**{name: "" if chosen == usual else chosen, "within": ""})


def _data(result: PanoramaResult, years: tuple[PanoramaYear, ...]) -> dict[str, Any]:
    dots = _dots(result)
    held = "".join(dot.find for dot in dots)
    lines = [disc_labels(group.name, group.workshops, group.cut_off, language(), len(result.groups)) for group in result.groups]
    return {
        **network_of(dots, result.ties),
        "earlier": result.earlier_ties,
        "groups": [_group(group, line["wide"].figures) for group, line in zip(result.groups, lines, strict=True)],
        "bows": [{"a": bow.a, "b": bow.b, "pairs": bow.pairs, "earlier": bow.earlier, "gap": bow.gap, "wanted": bow.wanted} for bow in result.bows],
        "shapes": {
            name: {
                "frame": frame[:4],
                "spacing": frame[4],
                "discs": [group.places[name] for group in result.groups],
                "lines": [[line[name].name, line[name].figures, BOLD[name], PLAIN[name]] for line in lines],
                "dots": [dot.places[name] for dot in result.dots],
                "sizes": [dot_radius(frame[4], dot.partners) for dot in result.dots],
                "bows": [bow.curves.get(name) for bow in result.bows],
            }
            for name, frame in result.frames.items()
        },
        "years": [_year(result, year) for year in years],
        "canPlay": bool(result.dots),
        "counts": dict(result.counts),
        "widths": [bow_width(pairs) for pairs in range(WIDEST)],
        "listed": SCREEN_ORDER,
        "words": _words(result),
        "glyphs": {code: ring_address(code) for code in SCREEN_ORDER},
        "colours": palette(),
        "faces": FACES,
        "spelling": {"traditional": traditional_of(held), "readings": readings_of(held)},
        "comma": "、" if language() == "zh" else ", ",
        "camera": f"{result.grouping}/{result.within}",
        "lists": result.grouping != MEMBER,
        "cells": result.grouping == "groups" and not result.within,
        "acts": not presenting.on(),
        "drill": not result.dots,
        "within": result.within,
        "file": _file_name(result),
    }


def _file_name(result: PanoramaResult) -> str:
    period = f"_{period_name(result.period, {}, language())}" if result.period else ""
    return say("panorama.file", date=result.as_of) + period


def _group(group: PanoramaGroup, figures: str) -> dict[str, Any]:
    return {
        "key": group.key,
        "name": group.name,
        "figures": figures,
        "aside": group.aside,
        "counts": dict(group.counts),
        "bands": ring_bands(group.counts),
    }


def _dots(result: PanoramaResult) -> list[Dot]:
    return [
        Dot(
            id=dot.id,
            name=dot.name,
            title="\n".join(filter(None, (dot.name, dot.unit, f"{ring_word(dot.ring)} · {say('panorama.partners', n=dot.partners)}"))),
            find="\n".join(map(search_key, filter(None, (dot.name, dot.unit, dot.leads)))),
            ring=dot.ring,
            group=dot.group,
            partners=dot.partners,
        )
        for dot in result.dots
    ]


def _year(result: PanoramaResult, year: PanoramaYear) -> dict[str, Any]:
    group = {dot.id: dot.group for dot in result.dots}
    known = [(a, b) for a, b in year.pairs if a in group and b in group]
    between = Counter(frozenset((group[a], group[b])) for a, b in known)
    bows = [between[frozenset((bow.a, bow.b))] for bow in result.bows]
    return {"label": year.day[:4], "sentence": year.sentence, "rings": dict(year.rings), "ties": known, "bows": bows}


def _words(result: PanoramaResult) -> dict[str, str]:
    words = {name: say(f"panorama.{name}") for name in WORDS}
    words |= {name: messages.text(f"drawing.{name}", language()) for name in ("closer", "farther", "whole", "save", "move")}
    words |= {f"ring.{code}": ring_word(code) for code in SCREEN_ORDER} | {f"next.{code}": say(f"panorama.next.{code}") for code in SCREEN_ORDER}
    if result.grouping == MEMBER and result.dots:
        words["lines"] = say("panorama.lines.member")
    words |= {
        "earlier": say(f"panorama.earlier.{result.layer}"),
        "pairs": say(f"panorama.pairs.{result.layer}"),
        "partners": say("panorama.partners"),
    }
    return words | {"alt": say("panorama.alt", sentence=result.sentence)}


def _told(name: str) -> Any:
    def listen() -> None:
        value = str((st.session_state.get(keys.PANORAMA) or {}).get(name) or "")
        if value:
            _leave(name, value)

    return listen


def _leave(name: str, value: str) -> None:
    """Write into the address what a click in the picture asks for; where it leads elsewhere the page runs again as a whole."""
    if name in ("within", "years"):
        state.ask(**{name: value})
        return
    a, _, b = value.partition("\n")
    elsewhere: dict[str, tuple[str, dict[str, str]]] = {
        "partners": ("suggestions", {"id": value}),
        "cell": ("industries", {"a": a, "b": b}),
        "plan": ("events", {"a": a, "b": b}),
        "list": ("industries", {"a": value, "b": value}),
    }
    if name == "asked":
        state.ask(q=value, within="", years="")
    elif name == "opened" or (name == "list" and _asked("group", BROAD) != "groups"):
        state.ask(id=value, q="", within="", years="")
    else:
        st.session_state[keys.PANORAMA_GO] = elsewhere[name]
    st.session_state[keys.PANORAMA_LEFT] = name


def go_on() -> None:
    """Leave for the page that a click in the picture asked for, if any."""
    asked = st.session_state.pop(keys.PANORAMA_GO, None)
    if asked:
        state.go(asked[0], **asked[1])


def _below(net: Workspace, result: PanoramaResult) -> None:
    with st.container(horizontal=True, gap="small"):
        pictures(partial(_file, net, result), _file_name(result), key="panorama")
    with st.expander(say("panorama.table")):
        heads = [say(f"panorama.column.{name}") for name in ("group", "workshops", "cut_off", "pairs", "gaps")]
        rows = [[group.name, *map(str, (group.workshops, group.cut_off, group.pairs, group.gaps))] for group in result.groups]
        tables.table(heads, rows, numbers=range(1, 5))


def _file(net: Workspace, result: PanoramaResult, form: str) -> bytes:
    return net.panorama_file(form, grouping=result.grouping, layer=result.layer, within=result.within, lang=language())
