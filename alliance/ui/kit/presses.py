"""Buttons and boxes inside markup of ours.

A list of twenty rows with a button of Streamlit's for every act is two hundred elements, and every one of them costs each rerun. As markup it is
one element; ``components/presses.js`` hears what is pressed in any of them.
"""

from __future__ import annotations

import streamlit as st

from alliance.ui import keys
from alliance.ui.components import mounting
from alliance.ui.kit.html import Child, Markup, tag

LOOKS = {"plain": "press", "primary": "press primary", "quiet": "press quiet", "link": "press link"}


def begin() -> None:
    """Begin a run: what was pressed is asked for by ``pressed`` in this run, or by nobody."""
    st.session_state[keys.PRESSING] = st.session_state.pop(keys.PRESSED, None)
    mounting.presses(keys.HEARD, _on_press)


def _on_press() -> None:
    told = (st.session_state.get(keys.HEARD) or {}).get("press") or {}
    st.session_state[keys.PRESSED] = (str(told.get("press") or ""), str(told.get("of") or ""))


def pressed(name: str) -> str | None:
    """Return of what a button of this name was pressed, once; None where it was not pressed in this run.

    >>> pressed("assign") is None
    True
    """
    last = st.session_state.get(keys.PRESSING)
    if not last or last[0] != name:
        return None
    st.session_state[keys.PRESSING] = None
    return str(last[1])


def button(name: str, label: Child, of: str = "", look: str = "plain", *, about: str | None = None, cls: str = "", on: bool | None = None) -> Markup:
    """Return a button; ``of`` is the id it is about, ``about`` what the pointer is told, ``on`` whether it is the one chosen."""
    chosen = None if on is None else str(on).lower()
    return tag("button", label, cls=f"{LOOKS[look]} {cls}".strip(), type="button", data_press=name, data_of=of, title=about, aria_pressed=chosen)


def box(name: str, of: str, label: str, *, on: bool) -> Markup:
    """Return a box to tick; ``label`` is what a screen reader says."""
    ticked = "" if on else None
    return tag("label", tag("input", type="checkbox", data_press=name, data_of=of, aria_label=label, checked=ticked), cls="tick")
