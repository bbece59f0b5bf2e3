"""What the pages say: sentences of ``messages``, labels of the vocabulary, dates as a cadre writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from alliance import messages, schema
from alliance.errors import UnknownKind
from alliance.model import period
from alliance.network.period_wording import period_name
from alliance.network.reach.wording import chip
from alliance.network.time.window import PERIODS
from alliance.ui import keys

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


_SPOKEN: ContextVar[str] = ContextVar("spoken", default="")


@contextmanager
def speaking(spoken: str) -> Iterator[None]:
    """Let everything inside be said in a language, also where no session is at hand."""
    before = _SPOKEN.set(spoken)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def language() -> str:
    """Return the language of this session: ``zh`` or ``en``; the address has it where the session has none."""
    if _SPOKEN.get():
        return _SPOKEN.get()
    asked = st.query_params.get("lang")
    if asked in messages.LANGUAGES:
        st.session_state[keys.LANGUAGE] = asked
    return str(st.session_state.get(keys.LANGUAGE, messages.LANGUAGES[0]))


def say(key: str, **facts: object) -> str:
    """Return the sentence ``ui.<key>`` in the language of this session."""
    return messages.text(f"ui.{key}", language(), **facts)


def period_asked() -> str:
    """Return the period that the address asks for; empty where it asks for none, or for one that is none."""
    asked = str(st.query_params.get("period") or "")
    return asked if asked in PERIODS else ""


def as_of_words(text: str) -> str:
    """Return the reference date of figures as people write it, with the period beside it where one was chosen."""
    period = period_asked()
    date = date_words(text)
    return messages.text("network.period.beside", language(), date=date, period=period_name(period, {}, language())) if period else date


def other_language() -> str:
    """Return the language that the link at the top leads to."""
    return "en" if language() == "zh" else "zh"


def group_word(name: str) -> str:
    """Return the name of an industry group, which is kept in Chinese, in the language of this session."""
    english = {zh: en for zh, (en, _) in schema.INDUSTRY_GROUPS.items()} | dict((schema.OTHER_GROUP, schema.UNKNOWN_GROUP))
    return english.get(name, name) if language() == "en" else name


def ring_word(code: str) -> str:
    """Return the short word of a reach in the language of this session."""
    return chip(code, language())


def kind_word(kind: str) -> str:
    """Return the label of a node kind or tie kind; the stored name where it is not of the vocabulary."""
    for find in (schema.node_kind, schema.tie_kind):
        try:
            return find(kind).label(language())
        except UnknownKind:
            continue
    return kind


def date_words(text: str) -> str:
    """Return a stored date as people write it: 2024 年 6 月 14 日, 14 June 2024; 未载 where there is none."""
    if not text:
        return say("date.none")
    if text == "open":
        return say("date.open")
    first, _, last = text.partition("/")
    return f"{_one(first)}{say('date.to')}{_one(last)}" if last else _one(first)


def span_words(text: str, until: str) -> str:
    """Return the date of a tie as people write it; of one that goes on since then or that ended, both."""
    if not until:
        return date_words(text)
    return say("date.since", date=date_words(text)) if until == "open" else say("date.span", date=date_words(text), until=date_words(until))


def _one(text: str) -> str:
    if period(text).precision == "unknown":
        return text
    parts = [int(part) for part in text.split("-")]
    if language() == "zh":
        return " ".join(f"{number} {unit}" for number, unit in zip(parts, "年月日", strict=False))
    shown = [str(parts[0])]
    shown += [MONTHS[parts[1] - 1]] if len(parts) > 1 else []
    shown += [str(parts[2])] if len(parts) > 2 else []
    return " ".join(reversed(shown))


def join_parts(parts: Iterable[object]) -> str:
    """Return the non-empty parts as one line, with the blank between them that the language uses."""
    return ("　" if language() == "zh" else " · ").join(str(part) for part in parts if part)
