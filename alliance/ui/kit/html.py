"""The one door to the page's HTML: templates come from the code, every value is escaped.

``tag`` builds markup; what is not markup already is text and is escaped. ``show`` takes markup only.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape

import streamlit as st


class Markup(str):
    """HTML that this module made; nothing else may make it."""

    __slots__ = ()


Child = str | int | float | Iterable["Child"] | None


def tag(name: str, *children: Child, cls: str = "", **attributes: str | int | None) -> Markup:
    """Return an element; children that are not markup are escaped, attributes always.

    A trailing underscore of an attribute is dropped and the others become hyphens (``aria_label``).

    >>> tag("b", "<script>", cls="x")
    '<b class="x">&lt;script&gt;</b>'
    """
    named = {"class": cls or None, **{key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}}
    written = "".join(f' {key}="{escape(str(value))}"' for key, value in named.items() if value is not None)
    return Markup(f"<{name}{written}>{join(children)}</{name}>" if name not in ("img", "br") else f"<{name}{written}>")


def join(children: Child, between: str = "") -> Markup:
    """Return children as one piece of markup, text among them escaped."""
    if children is None:
        return Markup("")
    if isinstance(children, Markup):
        return children
    if isinstance(children, str | int | float):
        return Markup(escape(str(children)))
    return Markup(escape(between).join(join(child) for child in children if child is not None))


def image(svg: str, alt: str = "", cls: str = "glyph") -> Markup:
    """Return an SVG picture of ours as an image element (the page strips SVG that stands in it)."""
    return tag("img", cls=cls, alt=alt, src=image_address(svg))


def image_address(svg: str) -> str:
    """Return the address of an SVG picture of ours that stands in the page itself."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode('utf-8')).decode('ascii')}"


def mark_text(text: str, wanted: str) -> Markup:
    """Return a text with the wanted letters marked, whatever their case.

    >>> mark_text("滨州大有", "滨州")
    '<mark>滨州</mark>大有'
    """
    at = text.casefold().find(wanted.casefold()) if wanted else -1
    if at < 0 or len(text) != len(text.casefold()):
        return join(text)
    end = at + len(wanted)
    return join((text[:at], tag("mark", text[at:end]), text[end:]))


def show(*pieces: Child, width: str = "stretch") -> None:
    """Put markup on the page."""
    st.html(join(pieces), width=width)


def style(rules: str) -> None:
    """Put our own style sheet on the page; never a value of the data."""
    st.html(f"<style>{rules}</style>")
