"""Nothing here yet: the ways to begin, and what will be seen afterwards."""

from __future__ import annotations

import streamlit as st

from alliance.services.stores import creating, local_stores
from alliance.ui import keys, state
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, tables
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.pages.data.templates import template_button
from alliance.ui.words import say

WAYS = ("own", "sample", "backup")
NAMED = ("own", "copy")  # where the store was named when the program was started, another cannot be turned to
AFTERWARDS = ("figures", "questions", "due")


def show() -> None:
    """Show the ways."""
    named = state.workspace().store_facts().location if local_stores.named_outside() else ""
    cards.title(say("first.title"), say("first.about.named", location=named) if named else say("first.about"))
    with st.grid(3, min_column_width=240, gap="small"):
        for number, way in enumerate(NAMED if named else WAYS, 1):
            with cards.card(keys.of("first", way)):
                put(tag("div", tag("h2", f"{number}　{say(f'first.{way}')}"), tag("div", say(f"first.{way}.about", location=named)), cls="way"))
                _button(way)
    cards.section(say("first.afterwards"))
    tables.table([], [(say(f"first.after.{name}"), tag("span", say(f"first.after.{name}.about"), cls="muted")) for name in AFTERWARDS])


def _button(way: str) -> None:
    with guard_part():
        if way == "own":
            if st.button(say("first.own.go"), type="primary", key="first_own", width="stretch"):
                state.go("data")
            template_button(state.workspace(), "Workshop", "first_template")
        elif way == "sample" and st.button(say("first.sample.go"), key="first_sample", width="stretch"):
            creating.sample()
            local_stores.choose(local_stores.SAMPLE)
            st.rerun()
        elif way == "backup" and st.button(say("first.backup.go"), key="first_backup", width="stretch"):
            state.go("data", tab="backup")
