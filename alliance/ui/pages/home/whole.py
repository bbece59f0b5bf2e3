"""The whole network, small, on the start page: one sentence, one picture, one click to 关系图."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from alliance.errors import NetworkTooLarge
from alliance.services.explore.files.panorama_files import sketch_panorama
from alliance.services.workspace import Workspace
from alliance.ui import state
from alliance.ui.kit import cards, presses
from alliance.ui.kit.html import image_address, tag
from alliance.ui.kit.html import show as put
from alliance.ui.kit.tokens import palette
from alliance.ui.presenting import Presented
from alliance.ui.words import language, say

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


@st.cache_data(max_entries=20, show_spinner=False, hash_funcs={Workspace: state.stand, Presented: state.stand})
def sketch(net: Workspace, colours: Mapping[str, str], points: float) -> tuple[str, str]:
    """Return the finding and the address of the picture, worked out once while nothing changes; empty where the network is not read as a whole."""
    try:
        found = net.panorama(lang=language())
    except NetworkTooLarge:
        return "", ""
    return found.sentence, image_address(sketch_panorama(found, language(), colours, points))
