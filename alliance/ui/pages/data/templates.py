"""Empty tables to fill in, one per kind, made from the vocabulary."""

from __future__ import annotations

from alliance import schema
from alliance.services.data.templates import template
from alliance.services.workspace import Workspace
from alliance.ui.kit.downloads import download
from alliance.ui.words import kind_word, language, say

RELATIONS = "relations"
KINDS = ("Workshop", "Person", "Enterprise", "University", "Hospital", "PublicInstitution", "TradeUnion", "Alliance", "Activity", RELATIONS)


def kind_name(kind: str) -> str:
    """Return what a table of this kind is called; any other node kind by its label."""
    return say("template.relations") if kind == RELATIONS else kind_word(kind)


def template_button(net: Workspace, kind: str, key: str, *, primary: bool = False) -> None:
    """Show the button that hands over the empty table of a kind."""
    download(say("template.get", kind=kind_name(kind)), lambda: template(net, kind, language()), f"{kind_name(kind)}.xlsx", key=key, primary=primary)


def all_kinds() -> list[str]:
    """Return the kinds of table that can be imported: those asked for most first."""
    return [*KINDS, *(kind.name for kind in schema.NODE_KINDS if kind.name not in KINDS)]
