"""An uploaded file is read once, not at every run of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from alliance.model import digest
from alliance.services.workspace import Workspace
from alliance.ui.words import language

T = TypeVar("T")


def read_once(net: Workspace, key: str, name: str, data: bytes, sort: type[T], read: Callable[[], T]) -> T:
    """Return what ``read`` makes of a file, kept under ``key`` for this content, language and revision of the store."""
    mark = digest(name, data.hex(), language(), str(net.store_facts().revision))
    kept = st.session_state.get(key)
    if kept and kept[0] == mark and isinstance(kept[1], sort):
        return kept[1]
    found = read()
    st.session_state[key] = (mark, found)
    return found
