"""One Chromium for all tests of a process: it starts with the first that needs it and ends with the process."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

# our markup is drawn by a script of Streamlit's that comes late: where the bar has its place, its mark is there
DRAWN = "() => !document.querySelector('.st-key-topbar') || !!document.querySelector('.brand')"


@cache
def _started(path: str) -> Any:
    from playwright.sync_api import sync_playwright  # load time: most tests need no browser

    play = sync_playwright().start()
    atexit.register(play.stop)
    return play.chromium.launch(executable_path=path, args=["--no-sandbox"])


@contextmanager
def browser(path: str) -> Iterator[Any]:
    """Chromium without a profile; what was opened in the block is closed at its end."""
    found = _started(path)
    before = set(found.contexts)
    try:
        yield found
    finally:
        for context in found.contexts:
            if context not in before:
                context.close()
