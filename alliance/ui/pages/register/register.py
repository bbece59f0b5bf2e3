"""名录: who is on record, found by level, place, unit and state; the register table; a new workshop; who is not shown."""

from __future__ import annotations

import streamlit as st

from alliance import schema
from alliance.services.register.directory import RegisterResult
from alliance.services.register.recognition import word_of
from alliance.services.register.recognitions import STATES
from alliance.services.workspace import Workspace
from alliance.ui import keys, presenting, state
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, notes, tables
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.kit.ways_on import nothing_yet
from alliance.ui.pages.register import acts
from alliance.ui.words import date_words, join_parts, kind_word, language, say

SHOWN = 20


def show() -> None:
    """Show the page."""
    net = state.workspace()
    cards.title(say("nav.register"), say("register.about", date=date_words(net.as_of())))
    notes.last("register")
    if not net.store_counts().all_nodes:
        nothing_yet()
    else:
        with guard_part():
            _list(net)
    if not presenting.on():
        with st.expander(say("register.new"), icon=":material/add:", key=keys.REGISTER_NEW):
            acts.form(net, "", "Workshop", ("add",), "register")
        _show_hidden(net)
    with st.expander(say("register.table"), icon=":material/table_chart:"), guard_part():
        _table(net)


def _list(net: Workspace) -> None:
    levels = ["", *(choice.code for choice in reversed(schema.vocabularies.RANKS[1:]))]
    with st.container(horizontal=True, key="registertools", gap="small", vertical_alignment="bottom"):
        text = st.text_input(say("search.label"), placeholder=say("register.search"), type="search", key=keys.REGISTER_SEARCH, width=240)
        level = st.selectbox(say("register.level"), levels, format_func=_level_word, key=keys.REGISTER_LEVEL, width=150)
        region = st.text_input(say("register.region"), placeholder=say("register.region.example"), key=keys.REGISTER_REGION, width=150)
        kinds = ["", *schema.ORGANISATIONS]
        kind = st.selectbox(
            say("register.host_kind"),
            kinds,
            format_func=lambda one: kind_word(one) if one else say("register.every"),
            key=keys.REGISTER_HOST,
            width=150,
        )
        state_ = st.selectbox(say("register.state"), ["", *STATES], format_func=_state_word, key=keys.REGISTER_STATE, width=150)
    limit = int(st.session_state.get(keys.REGISTER_MORE, SHOWN))
    found = net.register(text or "", level=level or "", region=(region or "").strip(), host_kind=kind or "", state=state_ or "", limit=limit)
    counts = join_parts(f"{_state_word(one)} {n}" for one, n in found.counts.items() if n)
    cards.section(say("register.found", n=found.total), counts)
    _rows(found)
    if found.total > len(found.rows) and st.button(say("search.more", n=min(SHOWN, found.total - len(found.rows))), key="register_more_go"):
        st.session_state[keys.REGISTER_MORE] = limit + SHOWN
        st.rerun()


def _rows(found: RegisterResult) -> None:
    if not found.rows:
        notes.empty(say("register.nothing"), say("register.nothing.todo"))
        return
    with cards.card("register"):
        for row in found.rows:
            with st.container(key=keys.of("row_register", row.workshop.id), horizontal=True, vertical_alignment="center", gap="small"):
                level = _level_word(row.level, "register.level.none") + (f" {row.year}" if row.year else "")
                leaders = "、".join(one.name for one in row.leaders) if row.leaders else say("register.no_leader")
                place = join_parts((row.host.name if row.host else "", row.region.name if row.region else "", leaders))
                head = tag(
                    "div", tag("b", row.workshop.name), " ", tag("span", level, cls="tag"), " ", tag("span", _state_word(row.state), cls="tag")
                )
                put(tag("div", head, tag("div", place, cls="muted small")), width="stretch")
                if st.button(say("search.open"), key=keys.of("register_open", row.workshop.id)):
                    state.go("network", id=row.workshop.id)


def _level_word(level: str, none: str = "register.every") -> str:
    return word_of("level", level, language()) if level else say(none)


def _state_word(one: str) -> str:
    return say(f"register.state.{one}") if one else say("register.every")


def _table(net: Workspace) -> None:
    table = net.register_table()
    heads = (say("register.level"), say("register.region"), say("register.year"), say("register.count"))
    undated = say("date.none")
    rows = [
        (_level_word(row.level, "register.level.none"), row.area.name if row.area else None, row.year or undated, str(row.count))
        for row in table.rows
    ]
    tables.table(heads, rows, numbers=(3,))
    put(tag("div", join_parts(f"{_level_word(level, 'register.level.none')} {n}" for level, n in table.totals.items()), cls="small"))
    if table.stated:
        more = (*heads[:3], say("register.stated"), say("register.counted"), say("register.source"))
        stated = [
            (
                _level_word(row.level),
                row.area.name if row.area else say("register.every"),
                str(row.year),
                str(row.stated),
                str(row.counted),
                row.source,
            )
            for row in table.stated
        ]
        tables.table(more, stated, numbers=(3, 4))


def _show_hidden(net: Workspace) -> None:
    rows = net.not_shown().rows
    if not rows:
        return
    with st.expander(say("register.hidden", n=len(rows)), icon=":material/visibility_off:", key=keys.REGISTER_HIDDEN):
        put(tag("div", say("register.hidden.about"), cls="muted small"))
        source = st.text_input(say("register.source"), key="register_show_source", placeholder=say("register.source.example"))
        for row in rows:
            with st.container(key=keys.of("row_hidden", row.id), horizontal=True, vertical_alignment="center", gap="small"):
                put(tag("div", say("register.hidden.row", kind=kind_word(row.kind), date=date_words(row.since), reason=row.reason)), width="stretch")
                if st.button(say("register.show_again"), key=keys.of("show_again", row.id)):
                    with guard_part():
                        done = net.show_again(row.id, source=source or "", confirm=True)
                        notes.keep_note("register", say("register.done", label=done.label), done.batch)
                        st.rerun()
