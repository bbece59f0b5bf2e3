"""常看的图: what is looked at is kept under a name, and opened again from any page; a dialog, read when it is asked for."""

from __future__ import annotations

import streamlit as st

from alliance.services.explore.saved.addresses import EVERYWHERE, WORDS, address_of
from alliance.services.explore.saved.views import ViewRow
from alliance.services.workspace import Workspace
from alliance.ui import keys, presenting, state
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, notes, presses
from alliance.ui.kit.html import Markup, tag
from alliance.ui.kit.html import show as put
from alliance.ui.words import date_words, join_parts, language, say

OPEN, RENAME, REMOVE = "view_open", "view_rename", "view_remove"
ON_HOME = 6
HERE = ""  # in the session under VIEWS: the list with the form for what is looked at; else the id of the view that is renamed


def button() -> None:
    """Show the button that opens the list."""
    if st.button(say("views"), key=keys.VIEWS_BUTTON, icon=":material/bookmark:"):
        _ask(HERE)


def show(net: Workspace, page: str) -> None:
    """Do what was pressed in the list, and show it while it is open."""
    _follow(net, page)
    if keys.VIEWS in st.session_state:
        st.dialog(say("views"), on_dismiss=_close, width="medium")(_dialog)(net, page)


def on_home(net: Workspace) -> None:
    """Show the kept views as links, where there are some."""
    rows = net.views().rows
    if rows:
        cards.section(say("views"), say("views.count", n=len(rows)))
        with cards.card("views"):
            put(tag("div", [_line(row) for row in rows[:ON_HOME]], cls="vws"))


def _ask(about: str) -> None:
    for key in (keys.VIEW_NAME, keys.VIEW_NOTE):
        st.session_state.pop(key, None)
    st.session_state[keys.VIEWS] = about


def _close() -> None:
    st.session_state.pop(keys.VIEWS, None)


def _follow(net: Workspace, page: str) -> None:
    """Do what was pressed in the list: open, rename or remove; a view that is gone meanwhile is passed over."""
    asked = {name: presses.pressed(name) for name in (OPEN, RENAME, REMOVE)}
    named = next((one for one in asked.values() if one), None)
    row = next((row for row in net.views().rows if row.id == named), None) if named else None
    if row and asked[OPEN]:
        _leave_for(row)
    elif row and asked[RENAME]:
        _ask(row.id)
    elif row:
        done = net.remove_view(row.id, lang=language())
        _close()
        notes.keep_note(page, say("views.removed", name=done.name), done.batch)


def _leave_for(row: ViewRow) -> None:
    _close()
    for key in (keys.MAP_SEARCH, keys.MAP_FROM, keys.MAP_TO):
        st.session_state.pop(key, None)  # else a box keeps what was typed before
    state.leave_for(_page_of(row), row.query)


def _page_of(row: ViewRow) -> str:
    """Return the name of the page whose address was kept."""
    return next(name for name, page in st.session_state[keys.PAGES].items() if (page.url_path or "home") == row.page)


def _dialog(net: Workspace, page: str) -> None:
    rows, about = net.views().rows, st.session_state.get(keys.VIEWS, HERE)
    if not presenting.on():
        with guard_part():
            _form(net, page, next((row for row in rows if row.id == about), None))
    if about != HERE:
        return
    if not rows:
        put(tag("div", say("views.none"), cls="muted"))
    put(tag("div", [_line(row, acts=not presenting.on()) for row in rows], cls="vws"))


def _form(net: Workspace, page: str, row: ViewRow | None) -> None:
    """Ask for a name and a note: for what is looked at, or for a view that is renamed."""
    put(tag("b", say("views.rename.about" if row else "views.save.about")))
    st.session_state.setdefault(keys.VIEW_NAME, row.name if row else "")
    st.session_state.setdefault(keys.VIEW_NOTE, row.note if row else "")
    name = st.text_input(say("views.name"), key=keys.VIEW_NAME, placeholder=say("views.name.example"), max_chars=200)
    note = st.text_input(say("views.note"), key=keys.VIEW_NOTE, placeholder=say("views.note.example"), max_chars=2000)
    if not st.button(say("views.rename.save" if row else "views.save"), type="primary", key=keys.VIEW_SAVE):
        return
    if not (name or "").strip():
        notes.note(say("views.name.missing"), kind="warn")
        return
    if row:
        done = net.rename_view(row.id, name, note or "", lang=language())
    else:
        done = net.save_view(name, _here(page), note or "", lang=language())
    _close()
    notes.keep_note(page, say("views.renamed" if row else "views.saved", name=done.name), done.batch)
    st.rerun()


def _here(page: str) -> str:
    """Return the address of what is looked at; of its words those that this page knows."""
    path = st.session_state[keys.PAGES][page].url_path or "home"
    return address_of(path, {name: value for name, value in st.query_params.to_dict().items() if name in (*WORDS[path], *EVERYWHERE)})


def _line(row: ViewRow, *, acts: bool = False) -> Markup:
    about = tag("div", join_parts((say(f"nav.{_page_of(row)}"), row.by, date_words(row.on))), cls="muted small")
    note = tag("div", row.note, cls="small") if row.note else None
    buttons = tag("div", presses.button(RENAME, say("views.rename"), row.id), presses.button(REMOVE, say("views.remove"), row.id), cls="acts")
    return tag("div", tag("div", presses.button(OPEN, row.name, row.id, "link"), note, about, cls="x"), buttons if acts else None, cls="vw")
