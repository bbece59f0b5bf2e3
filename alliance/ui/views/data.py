"""数据: what is imported, which store is in use, backups, history and the way back."""

from __future__ import annotations

import streamlit as st

from alliance.ui import keys, presenting, state
from alliance.ui.guard import guarded
from alliance.ui.kit import cards, notes
from alliance.ui.views import data_history, data_import, data_keeping, data_rules, data_stores, data_targets
from alliance.ui.words import say

TABS = {
    "import": data_import.show,
    "targets": data_targets.show,
    "rules": data_rules.show,
    "stores": data_stores.show,
    "backup": data_keeping.show,
    "history": data_history.show,
}
SHOWN_TO_ALL = ("stores", "history")  # while names are hidden nothing is written or taken away


def show() -> None:
    """Show the page."""
    cards.title(say("nav.data"))
    notes.last("data")
    tabs = list(SHOWN_TO_ALL if presenting.on() else TABS)
    asked = state.asked("tab", tabs[0])
    st.session_state[keys.DATA_TABS] = asked if asked in tabs else tabs[0]
    chosen = st.segmented_control(
        say("data.tabs"),
        tabs,
        format_func=lambda tab: say(f"data.tab.{tab}"),
        key=keys.DATA_TABS,
        label_visibility="collapsed",
        required=True,
        on_change=_turn,
    )
    with guarded():
        TABS[str(chosen or tabs[0])](state.workspace())


def _turn() -> None:
    chosen = str(st.session_state.get(keys.DATA_TABS) or "")
    state.ask(tab="" if chosen == "import" else chosen)
