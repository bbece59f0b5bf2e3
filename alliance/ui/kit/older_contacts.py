"""Why a recent figure is 0 though older contacts are on record: one sentence, and each longer period that has some at one click."""

from __future__ import annotations

import streamlit as st

from alliance.services.explore.periods import PeriodRow
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.words import language, say


def show(net: Workspace, layer: str, *, sentence: bool = True) -> None:
    """Say what the longer periods hold of a layer (cooperation, exchange) of which the present one holds nothing; nothing where none does."""
    rows = net.periods(lang=language()).rows
    counts = {row.code: _pairs(row, layer) for row in rows}
    longer = [row for row in rows if counts[row.code]]
    now = next((row for row in rows if row.code == net.period), rows[0])
    if counts[now.code] or not longer:
        return
    with st.container(key="oldercontacts", horizontal=True, vertical_alignment="center", gap="small", width="stretch" if sentence else "content"):
        if sentence:
            has = say("older.and").join(say("older.has", period=row.name, n=counts[row.code]) for row in longer)
            put(tag("span", say(f"older.none.{layer}", period=now.name, has=has)), width="content")
        for row in longer:
            if st.button(say("older.show", period=row.name, n=counts[row.code]), key=keys.of("older", row.code)):
                state.ask(period=row.code)
                st.rerun()


def _pairs(row: PeriodRow, layer: str) -> int:
    return row.cooperation if layer == "cooperation" else row.exchange
