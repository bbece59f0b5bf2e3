"""专长词表: which words mean the same craft; edited as lines of text, kept as a setting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from alliance.model import digest
from alliance.services.workspace import Workspace
from alliance.tables.crafts import SETTING, read_lines, words_of, words_twice, write_lines
from alliance.ui import keys
from alliance.ui.kit import cards, notes
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.words import language, say

HEIGHT = 220


def show(net: Workspace) -> None:
    """Show the vocabulary of crafts in use, to be changed or given up for the shipped one."""
    settings = net.settings().values
    now = write_lines(words_of(settings))
    cards.section(say("crafts.title"))
    with cards.card("crafts"):
        put(tag("div", say("crafts.about"), cls="muted small"))
        text = st.text_area(say("crafts.label"), now, height=HEIGHT, key=keys.of(keys.CRAFT_WORDS, digest(now)))
        if st.button(say("crafts.keep"), key=keys.of(keys.CRAFT_WORDS, "keep")):
            _keep(net, text or "")
        if settings.get(SETTING) and st.button(say("crafts.shipped"), type="tertiary", key=keys.of(keys.CRAFT_WORDS, "shipped")):
            _write(net, {})


def _keep(net: Workspace, text: str) -> None:
    try:
        words = read_lines(text)
    except ValueError as wrong:
        notes.note(say("crafts.line", line=str(wrong)), kind="warn")
        return
    if twice := words_twice(words):
        notes.note(say("crafts.twice", words=list(twice)), kind="warn")
        return
    _write(net, words)


def _write(net: Workspace, words: Mapping[str, Sequence[str]]) -> None:
    kept = net.set_settings({SETTING: dict(words)}, lang=language())
    notes.keep_note("data", say("crafts.kept", n=len(words_of({SETTING: dict(words)}))), kept.batch)
    st.rerun()
