"""A new recognition of a workshop on record is added to those before; none is written over."""

from __future__ import annotations

from typing import Any

from alliance.model import Node, period
from alliance.schema import vocabularies

_RANK = {choice.code: place for place, choice in enumerate(vocabularies.RANKS)}


def keep_recognitions(props: dict[str, Any], found: Node) -> None:
    """Change the properties of a row so that the recognitions of the workshop on record stay.

    The date of recognition is the first, the level the highest; all that are dated are listed as soon as there are two.
    A row that tells no other date puts the record right, as any other property.
    """
    if found.kind != "Workshop" or not ({"recognised_on", "level", "recognitions"} & props.keys()):
        return
    before, new = _recognitions(found.props), _recognitions(props)
    if {each["on"] for each in new} <= {"", *(each["on"] for each in before)} and "recognitions" not in props:
        return  # of no other date: the record itself is put right
    every = list({(each["level"], each["on"]): each for each in (*before, *new)}.values())
    dated = [each for each in every if each["on"]]
    kept = [each for each in every if each["on"] or each["level"] not in {one["level"] for one in dated}]
    if len(kept) > 1:
        props["recognitions"] = [{key: value for key, value in each.items() if value} for each in kept]
    if dated:
        props["recognised_on"] = min((each["on"] for each in dated), key=lambda on: period(on).first)
    levels = [level for level in (found.props.get("level"), *(each["level"] for each in new)) if level in _RANK]
    if levels:
        props["level"] = max(levels, key=_RANK.__getitem__)


def _recognitions(props: Any) -> list[dict[str, str]]:
    """The recognitions of a record: its list, or its one level and date."""
    listed = [{"level": each.get("level", ""), "on": each.get("on", "")} for each in props.get("recognitions", ())]
    own = {"level": props.get("level", ""), "on": props.get("recognised_on", "")}
    if listed or not (own["level"] or own["on"]):
        return listed
    return [own]
