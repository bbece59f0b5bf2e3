"""What a session works with: the open store, shared by all sessions of this process, and the address bar."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from alliance.services.stores import creating
from alliance.services.workspace import Workspace, open_store
from alliance.ui import keys, presenting, words

PERIOD = "period"  # its word in the address of a page


@st.cache_resource(show_spinner=False)
def _open_workspace(location: str) -> Workspace:
    return open_store(location)


def workspace() -> Workspace:
    """Return the workspace on the store in use, opened once per process and location, in the period that the address asks for.

    In presentation mode its names are masked.
    """
    net = _open_workspace(creating.current_location()).seen_in(words.period_asked())
    return presenting.Presented(net, words.say("present.somebody"), words.say("present.someone")) if presenting.on() else net


def stand(net: Workspace) -> tuple[object, ...]:
    """Return what every answer of this workspace hangs on: what is worked out once and kept is kept for this and for the words it is said in.

    Decisions and settings change answers as nodes and ties do; in presentation mode names are others.
    """
    facts = net.store_facts()
    return facts.location, facts.revision, facts.work_revision, net.as_of(), net.period, presenting.on(), words.language()


def address_value(name: str, default: str = "") -> str:
    """Return a value of the address, such as ``id`` or ``q``."""
    return str(st.query_params.get(name) or default)


def number(name: str, default: int, least: int = 0, most: int = 100_000) -> int:
    """Return a number of the address between two bounds; ``default`` where it has none, whatever else stands there."""
    text = address_value(name)
    return min(max(int(text), least), most) if text.isascii() and text.isdigit() and len(text) < 10 else default


def ask(**values: str) -> None:
    """Write values into the address, so that the browser's back leads here again; an empty one is taken out."""
    before = st.query_params.to_dict()
    after = {name: value for name, value in {**before, **values}.items() if value}
    if after != before:
        st.query_params.from_dict(after)  # in one go: each write is a step of the browser's back


def let_go() -> None:
    """Let go of every box that was ticked on the worklist: what was chosen has been dealt with."""
    st.session_state.pop(keys.PICKED, None)


def address(values: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return query parameters for a link to another page: these, language and period where they stand in the address, and presentation mode."""
    kept = {name: st.query_params[name] for name in ("lang", PERIOD) if name in st.query_params}
    if presenting.on():
        kept[presenting.ADDRESS] = "1"
    return {**kept, **(values or {})}


def leave_for(name: str, query: Mapping[str, str]) -> None:
    """Leave for exactly this address: of the present one only the language and presentation mode stay."""
    kept = {word: value for word, value in address().items() if word != PERIOD}
    st.switch_page(st.session_state[keys.PAGES][name], query_params={**kept, **query})


def go(name: str, **query: str) -> None:
    """Leave for another page, with what it shall look at."""
    st.switch_page(st.session_state[keys.PAGES][name], query_params=address(query))
