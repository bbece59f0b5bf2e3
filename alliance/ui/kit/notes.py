"""What the page says in between: hints, done with a way back, errors with a number."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from alliance import messages
from alliance.errors import AllianceError
from alliance.ui import keys, state
from alliance.ui.kit.html import Child, show, tag
from alliance.ui.words import language, say


@dataclass(frozen=True, slots=True)
class Done:
    """What was done last; ``batch`` is the batch that 撤销 takes back, where there is one. ``page`` is where it shows."""

    page: str
    text: str
    batch: str = ""
    kind: str = "good"


def note(*content: Child, kind: str = "") -> None:
    """Show a note; ``kind`` is empty (a hint), good, warn or bad."""
    show(tag("div", *content, cls=f"note {kind}".strip(), role="alert" if kind == "bad" else "status"))


def error_text(error: AllianceError) -> str:
    """Return the sentence for an error; nodes among its facts are named, not spelt out."""
    facts = {name: _to_names(value) for name, value in error.facts.items()}
    return messages.error_text(type(error)(**facts), language())


def _to_names(value: object) -> object:
    """Return a node as its name, a list of them as their names, anything else as it is."""
    if isinstance(value, (list, tuple)):
        return [_to_names(part) for part in value]
    return getattr(value, "name", value)


def failure(error: AllianceError) -> None:
    """Show an error of ours: what happened and its code."""
    note(tag("b", error_text(error)), tag("div", say("error.code", code=error.code), cls="muted small"), kind="bad")


def incident(number: str) -> None:
    """Show that something went wrong that nobody foresaw, with the number under which it is logged."""
    note(
        tag("b", say("error.unforeseen")),
        " ",
        say("error.unforeseen.todo"),
        tag("div", say("error.incident", number=number), cls="muted small"),
        kind="bad",
    )


def keep_note(page: str, text: str, batch: str = "", kind: str = "good") -> None:
    """Keep what was done, to be shown on this page by ``last``."""
    st.session_state[keys.NOTE] = Done(page=page, text=text, batch=batch, kind=kind)


def last(page: str) -> None:
    """Show what was done last on this page, with 撤销 where it can be taken back."""
    kept = st.session_state.get(keys.NOTE)
    if not isinstance(kept, Done) or kept.page != page:
        st.session_state.pop(keys.NOTE, None)
        return
    with st.container(key="lastnote", horizontal=True, vertical_alignment="center", gap="small"):
        note(kept.text, kind=kept.kind)
        if kept.batch and st.button(say("undo"), key=keys.of("undo", kept.batch)):
            take_back(page, kept.batch)


def take_back(page: str, batch: str) -> None:
    """Undo a batch, note it, and run the page again."""
    receipt = state.workspace().undo(batch)
    keep_note(page, say("undo.done"), receipt.batch)
    st.rerun()


def empty(why: str, what: str) -> None:
    """Show why there is nothing and what to do."""
    note(tag("b", why), " ", what)
