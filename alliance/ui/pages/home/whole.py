"""The whole network, small, on the start page: one sentence, one picture, one click to 关系图."""

from __future__ import annotations

from alliance.services.workspace import Workspace
from alliance.ui import state
from alliance.ui.kit import cards, presses
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.kit.tokens import palette
from alliance.ui.pages.explore.small_panorama import sketch
from alliance.ui.words import say

POINTS = 42  # px of a name in the picture, which is shown at a third of its size


def show(net: Workspace) -> None:
    """Show it; nothing where the network is too large to be read as a whole."""
    sentence, address = sketch(net, palette(), POINTS)
    if not address:
        return
    picture = tag("img", src=address, alt="")
    content = tag("span", picture, tag("span", sentence, cls="t"), tag("span", say("home.whole.open"), cls="go"), cls="whole")
    put(cards.section_head(say("home.whole")), presses.button("whole", content, cls="tile"))
    if presses.pressed("whole") is not None:
        state.go("network")
