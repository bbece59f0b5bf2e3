"""全景 as one small image, for the start page and for slides."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from alliance.errors import NetworkTooLarge
from alliance.services.explore.files.panorama_files import sketch_panorama
from alliance.services.workspace import Workspace
from alliance.ui import state
from alliance.ui.kit.html import image_address
from alliance.ui.presenting import Presented
from alliance.ui.words import language


@st.cache_data(max_entries=20, show_spinner=False, hash_funcs={Workspace: state.stand, Presented: state.stand})
def sketch(net: Workspace, colours: Mapping[str, str], points: float) -> tuple[str, str]:
    """Return the finding and the address of the picture, worked out once while nothing changes; empty where the network is not read as a whole."""
    try:
        found = net.panorama(lang=language())
    except NetworkTooLarge:
        return "", ""
    return found.sentence, image_address(sketch_panorama(found, language(), colours, points))
