"""Files to take away, made only when they are asked for, in the language of the session that asks.

The browser fetches them past the script of the page: no session is at hand there, and what goes wrong there is said by the button
(``style.css`` puts our words in the place of Streamlit's) and logged.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

import streamlit as st

from alliance.ui import keys, presenting
from alliance.ui.words import language, say, speaking

MIME = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar",
    "zip": "application/zip",
    "svg": "image/svg+xml",
    "html": "text/html",
}


def download(label: str, make: Callable[[], bytes], name: str, *, key: str, primary: bool = False, wide: bool = True) -> None:
    """Show the button that hands over a file; its ending says what it is. On a projector there is none: a file leaves with its names."""
    if presenting.on():
        return
    spoken = language()

    def content() -> bytes:
        with speaking(spoken):
            return make()

    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    st.download_button(
        label,
        content,
        file_name=name,
        mime=MIME.get(name.rpartition(".")[2], "application/octet-stream"),
        key=key,
        type=kind,
        width="stretch" if wide else "content",
        on_click="ignore",
    )


def pictures(make: Callable[[str], bytes], name: str, *, key: str) -> None:
    """Show the buttons that hand over a picture as SVG and as one web page; ``make`` is told which, ``name`` has no ending."""
    for form in ("svg", "html"):
        download(say(f"picture.{form}"), partial(make, form), f"{name}.{form}", key=keys.of(key, form), wide=False)
