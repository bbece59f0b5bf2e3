"""数据: what is imported, which store is in use, backups, history and the way back."""

from __future__ import annotations

import streamlit as st

from alliance.ui import keys, presenting, state
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, notes
from alliance.ui.pages.data import history, importing, settings
from alliance.ui.pages.industries import targets
from alliance.ui.pages.stores import backup, local_stores
from alliance.ui.words import say

TABS = {
    "import": importing.show,
    "targets": targets.show,
    "rules": settings.show,
    "stores": local_stores.show,
    "backup": backup.show,
    "history": history.show,
}
SHOWN_TO_ALL = ("stores", "history")  # while names are hidden nothing is written or taken away


def show() -> None:
    """Show the page."""
    cards.title(say("nav.data"))
    notes.last("data")
    tabs = list(SHOWN_TO_ALL if presenting.on() else TABS)
    asked = state.address_value("tab", tabs[0])
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
    with guard_part():
        TABS[str(chosen or tabs[0])](state.workspace())


def _turn() -> None:
    chosen = str(st.session_state.get(keys.DATA_TABS) or "")
    state.ask(tab="" if chosen == "import" else chosen)
