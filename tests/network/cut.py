"""A store cut off at a day, from the words of rules §3 alone: what of it had come by then. Nothing of ``alliance.network`` is used.

Nothing later than the day is in it:

* a workshop of which every dated recognition (its own date, RECOGNISED_BY) is later; without a dated one it is always there;
* whatever else begins later by its own date: an activity, project, agreement, achievement, alliance, demand, challenge;
* a tie that begins later, and one with an end that is not there;
* of what happened between parties (all layers but affiliation, and taking part in an activity, project, agreement, achievement) and has
  no beginning of its own or of the activity, project … taken part in: what was first recorded later, that is every as-of is later, unless it had ended by the day; the same of an undated
  activity, project, agreement or achievement by its own as-ofs;
* of what is there: sources with a later as-of, later checks of contacts, and dates of what came later. Stated ends are kept where they are
  terms that are set beforehand: of ties, agreements (expires), projects (ended), challenges (deadline).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from alliance import schema
from alliance.model import Node, Tie, day, period, until

STARTS = {
    "Activity": "held_on",
    "Project": "started",
    "Agreement": "signed_on",
    "Achievement": "made_on",
    "Alliance": "founded",
    "Demand": "raised_on",
    "Challenge": "raised_on",
}
ENDS = {"Project": "ended", "Agreement": "expires"}
MEETING = ("Activity", "Project", "Agreement", "Achievement")
TAKING_PART = ("PARTICIPATES_IN", "PARTY_TO", "PRODUCED")
LATER_IS_UNKNOWN = ("recognised_on", "founded", "dissolved", "closed_on", "links_checked_on")
Records = tuple[list[Node], list[Tie]]


def cut_off(nodes: Sequence[Node], ties: Sequence[Tie], on: str) -> Records:
    """Return what of a store had come by the day."""
    last = day(on)
    there = [_node(node, last) for node in nodes if _is_there(node, ties, last)]
    ids = {node.id for node in there}
    dated = {node.id for node in nodes if node.props.get(STARTS.get(node.kind, ""))}
    told = [tie for tie in ties if {tie.source, tie.target} <= ids and _is_told(tie, tie.target in dated, last)]
    return there, [replace(tie, props=_props(tie.props, last)) for tie in told]


def _is_there(node: Node, ties: Sequence[Tie], last: int) -> bool:
    if node.kind == "Workshop":
        named = [tie.props.get("valid_from") for tie in ties if tie.kind == "RECOGNISED_BY" and tie.source == node.id]
        dated = [_first(text) for text in (node.props.get("recognised_on"), *named) if text]
        return not dated or min(dated) <= last
    begins = _first(node.props.get(STARTS.get(node.kind, "")))
    if begins or node.kind not in MEETING:
        return begins <= last
    return _was_recorded(node.props, node.props.get(ENDS.get(node.kind, "")), last)


def _is_told(tie: Tie, dated: bool, last: int) -> bool:
    begins = _first(tie.props.get("valid_from"))
    if begins or (schema.tie_kind(tie.kind).layer == "affiliation" and (dated or tie.kind not in TAKING_PART)):
        return begins <= last
    return _was_recorded(tie.props, tie.props.get("valid_to"), last)


def _was_recorded(props: Mapping[str, Any], end: Any, last: int) -> bool:
    as_ofs = [_first(source["as_of"]) for source in props.get("sources", ()) if source.get("as_of")]
    return not as_ofs or min(as_ofs) <= last or 0 < until(end or "") <= last


def _node(node: Node, last: int) -> Node:
    props = {name: value for name, value in node.props.items() if name not in LATER_IS_UNKNOWN or _first(value) <= last}
    if "links_checks" in props:
        props["links_checks"] = [check for check in props["links_checks"] if _first(check["on"]) <= last]
    return replace(node, props=_props(props, last))


def _props(props: Mapping[str, Any], last: int) -> dict[str, Any]:
    known = dict(props)
    if "sources" in known:
        known["sources"] = [source for source in known["sources"] if _first(source.get("as_of")) <= last]
    return {name: value for name, value in known.items() if value != []}


def _first(text: Any) -> int:
    return period(text or "").first
