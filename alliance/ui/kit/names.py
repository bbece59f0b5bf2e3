"""A name that leads to what it names, wherever it stands."""

from __future__ import annotations

from alliance.ui import state
from alliance.ui.kit import presses
from alliance.ui.kit.html import Markup

OPEN = "open"


def link(node_id: str, name: str, *, about: str | None = None, cls: str = "") -> Markup:
    """Return a name as a link to its picture; ``about`` is what the pointer is told."""
    return presses.button(OPEN, name, node_id, "link", about=about, cls=cls)


def follow() -> None:
    """Leave for the picture of what was pressed, where a name was."""
    opened = presses.pressed(OPEN)
    if opened:
        state.go("network", id=opened)
