"""现用数据: which store is in use, the others on the shelf, a new one of one's own."""

from __future__ import annotations

import streamlit as st

from alliance.services.stores import creating, local_stores
from alliance.services.stores.store_facts import StoreFacts
from alliance.services.workspace import Workspace, open_store
from alliance.ui import keys, state
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, notes, tables
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.words import date_words, join_parts, kind_word, say


def show(net: Workspace) -> None:
    """Show the store in use and the way to another."""
    left, right = st.columns([1.4, 1], gap="medium")
    with left:
        cards.section(say("stores.now"))
        with cards.card("store_now"):
            _now(net)
    with right:
        cards.section(say("stores.other"))
        if local_stores.named_outside():
            with cards.card("store_named"):
                put(tag("div", say("stores.outside"), cls="muted small"))
        else:
            rescue()


def rescue() -> None:
    """Offer the other stores, and a new one."""
    with cards.card("store_choose"), guard_part():
        _choose()
    with cards.card("store_new"), guard_part():
        _new()


def _now(net: Workspace) -> None:
    facts, counts = net.store_facts(), net.store_counts()
    rows = [
        (say("stores.name"), store_title(facts)),
        (say("stores.nature"), say(f"nature.{facts.nature}")),
        (say("stores.place"), " · ".join(filter(None, (facts.server.replace("/", " "), facts.location)))),
        (say("stores.revision"), say("stores.revision.n", n=facts.revision)),
        (say("stores.as_of"), date_words(facts.data_as_of) if facts.data_as_of else say("stores.as_of.today")),
        (say("stores.nodes"), join_parts(f"{kind_word(kind)} {n}" for kind, n in counts.nodes.items()) or say("stores.empty")),
        (say("stores.ties"), say("stores.ties.n", n=counts.all_ties)),
    ]
    put(tables.facts(rows))


def store_title(facts: StoreFacts) -> str:
    """Return what a store is called."""
    return facts.title or say(f"nature.{facts.nature}")


def _names() -> dict[str, str]:
    """Return name on the shelf → what people read."""
    return {
        entry.name: say("nature.sample") if entry.name == local_stores.SAMPLE else entry.name
        for entry in local_stores.shelf()
        if not entry.name.startswith(".")
    }


def _choose() -> None:
    names = _names()
    current = next((entry.name for entry in local_stores.shelf() if entry.current), None)
    if local_stores.SAMPLE not in names:
        names[local_stores.SAMPLE] = say("nature.sample")
    options = list(names)
    chosen = st.selectbox(
        say("stores.choose"), options, index=options.index(current) if current in options else 0, format_func=names.__getitem__, key=keys.STORE_CHOICE
    )
    if st.button(say("stores.use"), key=keys.STORE_USE, width="stretch", disabled=chosen == current):
        if chosen == local_stores.SAMPLE:
            creating.sample()
        turn_to(str(chosen))


def turn_to(name: str) -> None:
    """Make a store of the shelf the one in use and begin anew with it."""
    local_stores.choose(name)
    state.ask(id="", at="", q="", ring="", batch="")
    st.session_state.pop(keys.STORE_CHOICE, None)
    notes.keep_note("data", say("stores.turned", name=_names().get(name, name)))
    st.rerun()


def _new() -> None:
    put(cards.section_head(say("stores.new")), tag("div", say("stores.new.about"), cls="muted small"))
    name = st.text_input(say("stores.new.name"), placeholder=say("stores.new.example"), key=keys.STORE_NAME)
    if st.button(say("stores.new.go"), type="primary", key=keys.STORE_NEW, width="stretch"):
        if not name:
            notes.note(say("stores.new.missing"), kind="warn")
            return
        location = creating.new_store(name.strip(), title=name.strip())
        open_store(location).close()
        state.ask(id="", at="", q="", ring="", batch="", tab="")
        st.session_state.pop(keys.STORE_CHOICE, None)
        notes.keep_note("data", say("stores.made", name=name.strip()))
        st.rerun()
