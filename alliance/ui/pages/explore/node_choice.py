"""From what was typed to one node: the exact one, or the candidates as buttons, or the nearest names."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from alliance.errors import AmbiguousName, UnknownNode
from alliance.services.results import NodeRef
from alliance.services.workspace import Workspace
from alliance.ui import keys
from alliance.ui.kit import notes
from alliance.ui.words import join_parts, kind_word, say

_ADDRESS = re.compile("(https?:|www|@)", re.IGNORECASE)


def choose(net: Workspace, text: str, slot: str, kinds: Sequence[str] = ()) -> str:
    """Return the id of the node that the text means; empty where the user must choose first.

    A person who leads one workshop stands for it. Where several
    fit or none does, they are shown as buttons under the keys of ``slot``; pressing one returns its id.
    """
    if not text.strip():
        return ""
    try:
        return net.choose_node(text.strip(), kinds)
    except AmbiguousName as several:
        candidates = list(several.facts["candidates"])
        notes.note(say("choose.several", text=text, n=several.facts.get("total", len(candidates))))
    except UnknownNode as nothing:
        candidates = list(nothing.facts["near"])
        notes.empty(say("choose.none", text=text), say("choose.near") if candidates else say("choose.shorter"))
    return _buttons(net, candidates, slot)


def _buttons(net: Workspace, candidates: Sequence[NodeRef], slot: str) -> str:
    hosts = places(net, [candidate.id for candidate in candidates])
    with st.container(key=keys.of("choices", slot), horizontal=True, gap="small"):
        for candidate in candidates:
            if st.button(
                plain(join_parts((candidate.name, kind_word(candidate.kind) if candidate.kind != "Workshop" else "", hosts.get(candidate.id)))),
                key=keys.of(slot, candidate.id),
            ):
                return candidate.id
    return ""


def places(net: Workspace, ids: Sequence[str]) -> dict[str, str]:
    """Return id → host and region of each node as one line, to tell namesakes apart."""
    return {node_id: join_parts(names) for node_id, names in net.find_places(ids).items()}


def plain(text: str) -> str:
    """Return a text for a label, where Streamlit would read Markdown: every sign of it is made literal.

    An address becomes a link even where its signs are escaped; an unseen joiner inside it keeps it a text.

    >>> plain("**a** [b](c)")
    '\\\\*\\\\*a\\\\*\\\\* \\\\[b\\\\](c)'
    """
    unlinked = _ADDRESS.sub("\\1\u2060", text)
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]#+-!|<>~$:^=" else letter for letter in unlinked)
