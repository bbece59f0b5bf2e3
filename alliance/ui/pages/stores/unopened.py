"""The store in use does not open, or may only be looked at: why, and what can be done. Nothing else is opened in its place."""

from __future__ import annotations

import time

import streamlit as st

from alliance.errors import AllianceError
from alliance.services.stores import local_stores
from alliance.services.stores.store_facts import StoreFacts
from alliance.services.workspace import Workspace
from alliance.ui import keys
from alliance.ui.kit import cards, notes
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.pages.stores import local_stores as local_stores_view
from alliance.ui.words import say

SLOW = 0.4  # seconds


def show(error: AllianceError) -> None:
    """Say why the store does not open, with a button that tries again; the others are offered where this one was chosen here."""
    notes.failure(error)
    st.button(say("stores.again"), type="primary", key=keys.STORE_AGAIN, icon=":material/refresh:")  # pressed, the page runs anew
    if local_stores.named_outside():
        named_outside()
    else:
        local_stores_view.rescue()


def named_outside() -> None:
    """Say that the store was named when the program was started, so that it cannot be changed here."""
    with cards.card("store_named"):
        put(cards.section_head(say("stores.now")), tag("div", say("stores.outside"), cls="muted small"))


def slow(net: Workspace, seconds: float) -> None:
    """Say so where a question to the store takes long, a second time too: the rest of the page takes many times that."""
    if seconds > SLOW:
        begun = time.monotonic()
        net.store_facts()
        seconds = time.monotonic() - begun
    if seconds > SLOW:
        notes.note(say("stores.slow", location=net.store_facts().location, seconds=round(seconds, 1)), kind="warn")


def look_only(facts: StoreFacts) -> None:
    """Say so where the store may not be written."""
    if not facts.writable:
        put(tag("div", tag("b", say("stores.look")), say("stores.look.about", location=facts.location), cls="nature"))
