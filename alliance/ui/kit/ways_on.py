"""Ways on: what to do while the store is empty, and the way back to the list."""

from __future__ import annotations

import streamlit as st

from alliance.ui import state
from alliance.ui.kit import notes
from alliance.ui.words import say


def nothing_yet() -> None:
    """Say that the store is empty and what to do; two ways on."""
    notes.empty(say("empty.why"), say("empty.what"))
    with st.container(horizontal=True, gap="small"):
        if st.button(say("empty.import"), type="primary", key="empty_import"):
            state.go("data")
        if st.button(say("empty.home"), key="empty_home"):
            state.go("home")


def back() -> None:
    """Show the way back to the list."""
    if st.button(say("view.back"), key="view_back"):
        state.ask(view="", then="", now="", plan="", alliance="", theme="")
        st.rerun()
