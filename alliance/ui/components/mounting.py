"""The components as the pages use them: registered once, fed with plain values, answering with ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path

import streamlit as st

from alliance import messages
from alliance.drawing.vis import library

HERE = Path(__file__).parent
FRAME = "ui.frame."  # messages: what Streamlit says, as it says it in English
LOCALES = {"zh": "zh-CN", "en": "en"}
# what a click in the picture of the whole asks for: a workshop's own picture, hits of a search, a group alone, the years, suggestions,
# the list of a group, a cell of the matrix, an exchange for a gap
PANORAMA_TELLS = ("opened", "asked", "within", "years", "partners", "list", "cell", "plan")

NETWORK_SCRIPTS = ("pictures.js", "network_filters.js", "network_arranging.js", "network_choosing.js", "network.js")
# what is done in the picture of one node: a node chosen, what is filtered out (both stay), a node opened, what
# lies among several, the ways between two
NETWORK_KEEPS = ("selected", "off")
NETWORK_TELLS = (*NETWORK_KEEPS, "opened", "among", "ways")


@cache
def read(name: str) -> str:
    """Return the text of a file beside this one; the first line feed keeps Streamlit from taking it for a path."""
    return "\n" + (HERE / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _library() -> str:
    # the file is UMD: it gets exports and module of its own, and nothing of it touches the page's globals but one name
    return f"""
if (!globalThis.allianceVis) {{
globalThis.allianceVis = (function () {{ var exports = {{}}, module = {{ exports: exports }}, define;
{library()}
; return module.exports; }}).call(globalThis);
globalThis.dispatchEvent(new Event("alliance-vis"));
}}
export default function () {{}}
"""


def _component(name: str, js: str, css: str | None = None) -> Callable[..., object]:
    # registering the same again is free; a session of a test has a registry of its own
    mount: Callable[..., object] = st.components.v2.component(name, js=js, css=css)
    return mount


def network(data: Mapping[str, object], key: str, listeners: Mapping[str, Callable[[], None]]) -> None:
    """Show the picture. The session has under ``key`` what was done in it, by the names of NETWORK_TELLS."""
    with st.container(key="vislib"):
        _component("alliance_vis", _library())(key=f"{key}_library", height=0)
    _component("alliance_network", "".join(map(read, NETWORK_SCRIPTS)), read("network.css"))(
        data=dict(data),
        key=key,
        default={name: data.get(name, "") for name in NETWORK_KEEPS},
        **{f"on_{name}_change": listeners[name] for name in NETWORK_TELLS},
    )


def panorama(data: Mapping[str, object], key: str, listeners: Mapping[str, Callable[[], None]]) -> None:
    """Show the picture of the whole. The session has under ``key`` what was asked for in it, by the names of PANORAMA_TELLS."""
    told = {f"on_{name}_change": listeners[name] for name in PANORAMA_TELLS}
    _component("alliance_panorama", read("pictures.js") + read("panorama.js"), read("panorama.css"))(data=dict(data), key=key, **told)
    with st.container(key="vislib"):
        _component("alliance_vis", _library())(key=f"{key}_library", height=0)


def matrix(data: Mapping[str, object], key: str, on_cell: Callable[[], None]) -> None:
    """Show the table of industries. The session has under ``key``: ``cell``, row and column of the button pressed."""
    _component("alliance_matrix", read("matrix.js"), read("matrix.css"))(data=dict(data), key=key, on_cell_change=on_cell)


def slides(data: Mapping[str, object], key: str, on_leave: Callable[[], None]) -> None:
    """Show slides over the page. The session has under ``key``: ``left``, once they were left."""
    with st.container(key="slides"):
        _component("alliance_slides", read("pictures.js") + read("slides.js"), read("slides.css"))(data=dict(data), key=key, on_left_change=on_leave)


def keyboard() -> None:
    """Let ``/`` lead to the search box."""
    with st.container(key="keyboard"):
        _component("alliance_keyboard", read("keyboard.js"))(key="alliance_keyboard", height=0)


def presses(key: str, on_press: Callable[[], None]) -> None:
    """Hear what is pressed in markup of ours. The session has under ``key``: ``press``, its name and what it is about."""
    with st.container(key="heard"):
        _component("alliance_presses", read("presses.js"))(key=key, height=0, on_press_change=on_press)


def frame(language: str) -> None:
    """Let the document and Streamlit's own controls speak this language, which is all they say in English."""
    said, ours = messages.catalogue("en"), messages.catalogue(language)
    words = [(text, ours[key]) for key, text in said.items() if key.startswith(FRAME) and ours[key] != text]
    words.sort(key=lambda pair: "{" in pair[0])  # what is said word for word before what has a place for a name
    with st.container(key="frame"):
        _component("alliance_frame", read("frame.js"))(data={"lang": LOCALES[language], "words": words}, key="alliance_frame", height=0)
