"""On the sample: a case from its real data, each step one click, and a synthetic city to open beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from alliance.services.stores import creating, local_stores
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, job_progress
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.words import say

# three who spoke at one symposium of a city's power industry in December 2024 and have not met since, as far as the record tells
CASE = ("PW1001", "PW1002", "PW1003")
# step → page and what it looks at
STEPS: Mapping[str, tuple[str, dict[str, str]]] = {
    "met": ("network", {"id": CASE[0], "period": "3y"}),
    "asleep": ("reach", {"ring": "sleeping"}),
    "whom": ("suggestions", {"id": CASE[0]}),
    "meet": ("events", {"w": ",".join(CASE)}),
}


def show_case(net: Workspace) -> None:
    """Show the case, where its workshops are there."""
    if len(net.names_of(CASE)) < len(CASE):
        return
    with st.container(key="onscreen_case"):
        cards.section(say("case.title"))
        _case()


def _case() -> None:
    with cards.card("case"):
        put(tag("div", say("case.about")))
        grid = st.grid(2, min_column_width=240, gap="small")
        for number, (step, (page, query)) in enumerate(STEPS.items(), 1):
            if grid.button(f"{number}　{say(f'case.{step}')}", key=keys.of("case", step), width="stretch"):
                state.go(page, **query)


def show_city(net: Workspace) -> None:
    """Offer the city, where another store can be turned to."""
    if local_stores.named_outside():
        return
    with st.container(key="onscreen_city"):
        cards.section(say("city.title"))
        _city(net)


def _city(net: Workspace) -> None:
    with cards.card("city"), guard_part():
        put(tag("div", say("city.about"), cls="muted"))
        busy, made = job_progress.waiting("city", Path)
        if made is not None:
            local_stores.choose(local_stores.CITY)
            st.rerun()
        if not busy and st.button(say("city.open"), key="home_city", width="stretch"):
            job_progress.start(net, "city", creating.synthetic_city)
            st.rerun()
