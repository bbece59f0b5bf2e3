"""Heads, cards, tiles, figures, steps."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from alliance.network.reach.wording import hover
from alliance.ui import keys, state
from alliance.ui.kit import presses
from alliance.ui.kit.glyphs import ring, shape
from alliance.ui.kit.html import Child, Markup, join, show, tag
from alliance.ui.words import kind_word, language, ring_word


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the strip: what it counts, its unit, and what to know about it."""

    label: str
    number: str
    unit: str = ""
    about: str = ""
    bad: bool = False


def title(text: str, about: Child = None) -> None:
    """Show the head of the page, once per page."""
    show(tag("div", tag("h1", text), tag("p", about) if about else None, cls="ptitle"))


def section(text: str, right: Child = None) -> None:
    """Show the head of a block, with a count or date at its right end."""
    show(section_head(text, right))


def section_head(text: str, right: Child = None) -> Markup:
    """Return the head of a block, for a card that holds it."""
    return tag("div", tag("h2", text), tag("span", right) if right else None, cls="sect")


@contextmanager
def card(name: str) -> Iterator[None]:
    """Open a white card; ``name`` is unique on the page."""
    with st.container(key=keys.of("card", name)):
        yield


def tiles(press: str, rows: Sequence[tuple[str, Markup]], chosen: Collection[str] = (), cls: str = "") -> str | None:
    """Show cards that are buttons, rows of (name, content), and return the name of the one that was pressed."""
    on = {name: name in chosen if chosen else None for name, _ in rows}
    show(tag("div", [presses.button(press, content, name, cls="tile", on=on[name]) for name, content in rows], cls=f"tiles {cls}"))
    return presses.pressed(press)


def figures(rows: Sequence[Figure]) -> None:
    """Show the strip of key numbers."""
    show(
        tag(
            "div",
            [
                tag(
                    "div",
                    tag("div", row.label, cls="l bad" if row.bad else "l"),
                    tag("b", row.number, tag("small", row.unit) if row.unit else None, cls="bad" if row.bad else ""),
                    tag("div", row.about, cls="d") if row.about else None,
                )
                for row in rows
            ],
            cls="figs",
        )
    )


def steps(names: Sequence[str], now: int) -> None:
    """Show the steps of a task; those before ``now`` are done."""
    show(
        tag("div", [tag("span", tag("em", name), cls="done" if i < now else "now" if i == now else "") for i, name in enumerate(names)], cls="steps")
    )


def kind_label(kind: str) -> Markup:
    """Return shape and word of a node kind."""
    return tag("span", shape(kind), " ", kind_word(kind), cls="kind")


def ring_label(code: str, size: int = 18) -> Markup:
    """Return glyph and word of a reach, with the sentence that explains it."""
    return tag("span", ring(code, size), " ", ring_word(code), cls="ringw", title=ring_about(code))


def ring_about(code: str) -> str:
    """Return the sentence that explains a reach; its months are those of the period, else of the store."""
    settings = state.workspace().reach_settings()
    return hover(code, language(), months=settings.new_months if code == "new" else settings.window_in_use)


def bar(parts: Sequence[tuple[str, int, str]], label: str) -> Markup:
    """Return one bar of shares with its key; a part is (words, count, colour)."""
    total = sum(count for _, count, _ in parts) or 1
    pieces = [tag("i", style=f"width:{100 * count / total:.2f}%;background:{colour}") for _, count, colour in parts if count]
    words = [tag("span", text, style=f"--k:{colour}") for text, _, colour in parts]
    return join((tag("div", pieces, cls="bar", role="img", aria_label=label), tag("div", words, cls="key")))
