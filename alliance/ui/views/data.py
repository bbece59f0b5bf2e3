"""数据: what is imported, which store is in use, backups, history and the way back."""

from __future__ import annotations

import streamlit as st

from alliance.ui import keys, state
from alliance.ui.guard import guarded
from alliance.ui.kit import cards, notes
from alliance.ui.views import data_history, data_import, data_keeping, data_stores
from alliance.ui.words import say

TABS = {"import": data_import.show, "stores": data_stores.show, "backup": data_keeping.show, "history": data_history.show}


def show() -> None:
    """Show the page."""
    cards.title(say("nav.data"))
    notes.last("data")
    asked = state.asked("tab", "import")
    st.session_state[keys.DATA_TABS] = asked if asked in TABS else "import"
    chosen = st.segmented_control(
        say("data.tabs"),
        list(TABS),
        format_func=lambda tab: say(f"data.tab.{tab}"),
        key=keys.DATA_TABS,
        label_visibility="collapsed",
        required=True,
        on_change=_turn,
    )
    with guarded():
        TABS[str(chosen)](state.workspace())


def _turn() -> None:
    chosen = str(st.session_state.get(keys.DATA_TABS) or "import")
    state.ask(tab="" if chosen == "import" else chosen)
