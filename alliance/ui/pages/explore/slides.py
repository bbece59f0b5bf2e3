"""放映模式 as slides: three numbers, the picture of the whole, the years, the gaps; industries only, no name of a workshop or of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from alliance.errors import NetworkTooLarge
from alliance.services.explore.panorama import PanoramaResult
from alliance.services.workspace import Workspace
from alliance.ui import keys, presenting, state
from alliance.ui.components import mounting
from alliance.ui.kit.html import style
from alliance.ui.kit.tokens import palette
from alliance.ui.pages.explore.small_panorama import sketch
from alliance.ui.words import as_of_words, language, say

ADDRESS = "slides"  # its word in the address of a page
POINTS = 36  # px of a name in the picture
LINES = 5  # that the last row can read on one slide
WORDS = ("title", "back", "next", "full", "leave")
Slide = dict[str, Any]


def offer() -> None:
    """Offer the slides, in presentation mode only."""
    if presenting.on() and st.button(say("slides.begin"), key=keys.SLIDES_BEGIN):
        state.ask(**{ADDRESS: "1"})
        st.rerun()


def show(net: Workspace) -> bool:
    """Show the slides in the place of the page, where they are asked for in presentation mode; say whether they are shown."""
    if not presenting.on() or state.address_value(ADDRESS) != "1" or not net.store_counts().workshops:
        return False
    try:
        found = slides(net)
    except NetworkTooLarge:
        return False
    style("@page { size: A4 landscape; }")
    mounting.slides({"slides": found, "words": {name: say(f"slides.{name}") for name in WORDS}}, keys.SLIDES, _on_leave)
    return True


def slides(net: Workspace) -> list[Slide]:
    """Return what stands on each slide; every figure is that of the use case that it is taken from."""
    found, foot = net.panorama(lang=language()), say("slides.as_of", date=as_of_words(net.as_of()))
    made = [_numbers(found), _picture(net), _years(net), _gaps(net)]
    return [{**slide, "foot": foot} for slide in made if slide]


def _numbers(found: PanoramaResult) -> Slide:
    numbers = {"workshops": found.workshops, "across": found.across, "cut_off": found.cut_off}
    return {"kind": "figures", "title": say("slides.title"), "numbers": [(str(n), say(f"slides.{name}")) for name, n in numbers.items()]}


def _picture(net: Workspace) -> Slide:
    sentence, address = sketch(net, palette(), POINTS)
    return {"kind": "whole", "title": sentence, "picture": address, "alt": sentence}


def _years(net: Workspace) -> Slide:
    years = net.panorama_years(lang=language()).years
    return {"kind": "years", "title": say("slides.years"), "lines": [year.sentence for year in years[-LINES:]]} if len(years) > 1 else {}


def _gaps(net: Workspace) -> Slide:
    rows = net.gaps(limit=0, lang=language()).rows
    lines = [say("slides.gap", a=row.a_name, b=row.b_name, pairs=row.pairs, wanted=row.wanted) for row in rows[:LINES]]
    rest = [say("slides.gaps.rest", n=len(rows) - LINES)] if len(rows) > LINES else []
    return {"kind": "gaps", "title": say("slides.gaps", n=len(rows)), "lines": lines + rest or [say("slides.gaps.none")]}


def _on_leave() -> None:
    told: Mapping[str, object] = st.session_state.get(keys.SLIDES) or {}
    if told.get("left"):
        state.ask(**{ADDRESS: ""})
