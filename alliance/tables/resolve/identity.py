"""Which node is a row of a table? By id, own number, else name and host or place; never a guess (rules §2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alliance import schema
from alliance.model import Node, node_id
from alliance.model.matching import matching_key
from alliance.tables.findings import Fault
from alliance.tables.resolve.directory import Directory, candidates_text

# the ties whose other end tells namesakes apart; kinds not here are told apart by the date in their own column, or not at all
_PLACE_TIES = {
    "Workshop": ("HOSTED_BY",),
    "Person": ("EMPLOYED_BY",),
    **dict.fromkeys((*schema.ORGANISATIONS, "TradeUnion", "Alliance"), ("LOCATED_IN",)),
}
_DATES = {
    "Activity": "held_on",
    "Achievement": "made_on",
    "Agreement": "signed_on",
    "Project": "started",
    "Demand": "raised_on",
    "Challenge": "raised_on",
}


def identify_node(directory: Directory, kind: str, row: Sequence[Any]) -> tuple[str, Node | None] | Fault:
    """Return (id, the node of the store that it is, if any) for a node row, or why it is not clear.

    F31 many: several nodes answer to the name; F31 elsewhere: one does, with another host or place; F29 kind: the id belongs to another kind.
    """
    _, given, name, number, place, _ = row
    if given:
        return _by_id(directory, kind, given, name)
    if number:
        numbered = [node for node in directory.stored_named(kind, number) if node.props.get("number") == number]
        if len(numbered) == 1:
            return numbered[0].id, numbered[0]
        if numbered:
            return _many(directory, numbered)
    fresh = node_id(schema.node_kind(kind).prefix, name, place or number)
    return _by_name(directory, kind, name, number, place, fresh)


def _by_id(directory: Directory, kind: str, given: str, name: str) -> tuple[str, Node | None] | Fault:
    found = directory.stored(given)
    other = found.kind if found else directory.kind_in_files(given)
    if other and other != kind:
        return Fault("F29", "kind", facts={"kind": schema.node_kind(other).zh, "kind_en": schema.node_kind(other).en})
    if not found and not name:
        return Fault("F04", "required")
    return (found.id, found) if found else (given, None)


def _by_name(directory: Directory, kind: str, name: str, number: str, place: str, fresh: str) -> tuple[str, Node | None] | Fault:
    candidates = [node for node in directory.stored_named(kind, name) if not (number and node.props.get("number", number) != number)]
    made = directory.stored(fresh)
    if made is not None and made.kind == kind and made not in candidates:
        candidates.append(made)  # it was made from this very name and place, and renamed since
    if not candidates:
        return fresh, None
    if not place:
        return (candidates[0].id, candidates[0]) if len(candidates) == 1 else _many(directory, candidates)
    same, unknown = [], []
    for node in candidates:
        fits = _fits(directory, kind, node, place)
        if fits is None:
            unknown.append(node)
        elif fits:
            same.append(node)
    if len(same) == 1:
        return same[0].id, same[0]
    if len(same) > 1:
        return _many(directory, same)
    if kind in _DATES and not unknown:
        return fresh, None  # the same kind of event on another day is another event
    if len(unknown) == 1 and len(candidates) == 1:
        return unknown[0].id, unknown[0]
    return Fault("F31", "elsewhere", facts={"candidates": candidates_text(directory, [node.id for node in candidates])})


def _fits(directory: Directory, kind: str, node: Node, place: str) -> bool | None:
    """Say whether the host, place or date of a stored node is the one given; None where it is not on record."""
    if kind in _DATES:
        date = node.props.get(_DATES[kind])
        return None if not date else date == place
    if kind not in _PLACE_TIES:
        return None
    names = directory.place_names(node, _PLACE_TIES[kind])
    return None if not names else place in names or matching_key(place) in names


def _many(directory: Directory, nodes: Sequence[Node]) -> Fault:
    return Fault("F31", "many", facts={"candidates": candidates_text(directory, [node.id for node in nodes])})
