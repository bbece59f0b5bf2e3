"""A record as it was known on a day (day number): what of it is later is left out. Who is there at all says ``network.time.horizon``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from alliance import schema
from alliance.model.period import known_from, period, until
from alliance.model.records import Node, Props, Tie


def tie_known_from(tie: Tie, dated: bool = False) -> int:
    """Return the day from which a tie is told, whatever of its ends; 0 for always: as ``network.time.horizon.ties_known_from``.

    ``dated``: its target has a date of its own, which dates those who took part.

    >>> tie_known_from(Tie("t", "MET", "a", "b", {"sources": [{"as_of": "0001-01-05"}]}))
    5
    """
    first = period(tie.props.get("valid_from") or "").first
    if first or tie.kind not in schema.HAPPENING or (dated and tie.kind in schema.TAKING_PART):
        return first
    as_ofs = [period(source["as_of"]) for source in tie.props.get("sources") or () if source.get("as_of")]
    return known_from(first, until(tie.props.get("valid_to") or ""), [(as_of.first, as_of.last) for as_of in as_ofs])


def sources_by(props: Props, on: int) -> tuple[Props, ...]:
    """Return the sources of a record that are not later than a day; those without an as-of are always among them.

    >>> sources_by({"sources": [{"source": "a", "as_of": "0001-02"}, {"source": "b"}]}, 5)
    ({'source': 'b'},)
    """
    return tuple(source for source in props.get("sources") or () if period(source.get("as_of") or "").first <= on)


def is_dated(node: Node) -> bool:
    """Say whether a node has a date of its own."""
    return any(prop.column == "date" and node.props.get(prop.name) for prop in schema.node_kind(node.kind).properties)


def node_on(node: Node, on: int) -> Node:
    """Return a node as it was known on a day: without later sources, checks and dates; a term that is set beforehand is known.

    >>> dict(node_on(Node("a", "Alliance", "a", {"founded": "2020", "dissolved": "2030"}), period("2025").last).props)
    {'founded': '2020'}
    """
    happened = _happened(node.kind)
    props = {name: value for name, value in node.props.items() if name not in happened or period(value or "").first <= on}
    if "recognitions" in props:
        _cut_recognitions(props, on)
    if "links_checks" in props:
        props["links_checks"] = [check for check in props["links_checks"] if period(check.get("on") or "").first <= on]
    return replace(node, props=_with_sources(props, on))


def _cut_recognitions(props: dict[str, Any], on: int) -> None:
    """Leave the recognitions that had come by the day, and the level that the highest of them gave."""
    known = [each for each in props["recognitions"] if period(each.get("on") or "").first <= on]
    if len(known) == len(props["recognitions"]):
        return
    props["recognitions"] = known
    ranks = [choice.code for choice in schema.vocabularies.RANKS]
    levels = [each["level"] for each in props["recognitions"] if each.get("level") in ranks]
    if levels:
        props["level"] = max(levels, key=ranks.index)


def tie_on(tie: Tie, on: int) -> Tie:
    """Return a tie as it was known on a day: without later sources."""
    return replace(tie, props=_with_sources(tie.props, on))


def _with_sources(props: Mapping[str, Any], on: int) -> dict[str, Any]:
    known = dict(props)
    if "sources" in known:
        known["sources"] = list(sources_by(props, on))
    return {name: value for name, value in known.items() if value != [] or name not in ("sources", "links_checks", "recognitions")}


@cache
def _happened(kind: str) -> frozenset[str]:
    return frozenset(prop.name for prop in schema.node_kind(kind).properties if prop.type == "date" and not prop.ahead)
