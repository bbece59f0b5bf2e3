"""One sentence for each reason, mark, move and refusal, in Chinese and English.

The engine speaks of node numbers and days; ``names`` gives the name of each number.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from alliance import messages
from alliance.model import OPEN
from alliance.partners.records import Move, Reason, Refusal, Suggestion
from alliance.schema import vocabularies

SPANS = ("last", "on", "mine_on", "theirs_on", "since", "until")
ALIKE = {"room.shared-partners-more": "room.shared-partner", "room.lately-more": "room.lately"}  # two sentences of one sort
SHOWN = 3  # names in one sentence


def reason_text(one: Reason | Move | Refusal, names: Mapping[int, str], language: str = "zh") -> str:
    """Return the sentence of a reason, a move or a refusal."""
    nodes = getattr(one, "nodes", {})
    facts = {name: _join_names(numbers, names, language) for name, numbers in nodes.items()}
    facts |= {name: fact(name, value, language) for name, value in one.facts.items()}
    if facts.get("subject") and "craft" in facts:
        facts["craft"] = messages.text(f"partners.subject.{one.facts['subject']}", language, craft=facts["craft"])
    return messages.text(f"partners.{one.code}", language, **facts)


def said_short(code: str, language: str = "zh") -> str:
    """Return a few words for the sort of a reason; a need met counts as one sort, whoever has it and however it is met.

    >>> said_short("support.demand-craft-mine"), said_short("skills.shared-craft", "en")
    ('需求对口', 'shared craft')
    """
    sort = "support.need" if code.startswith(("support.need", "support.demand")) else ALIKE.get(code, code)
    return messages.text(f"partners.short.{sort}", language)


def said_way(suggestion: Suggestion, names: Mapping[int, str], language: str = "zh") -> str:
    """Return the sentence of the way in: which union to ask first, who could introduce them."""
    way = suggestion.way_in
    partners = [names[number] for number in way.introducers]
    if way.union >= 0:
        key = "partners.way.union-and-partner" if partners else "partners.way.union"
        return messages.text(key, language, union=names[way.union], partners=partners)
    return messages.text("partners.way.partner" if partners else "partners.way.unknown", language, partners=partners)


def said_marks(suggestion: Suggestion, language: str = "zh") -> list[str]:
    """Return the sentences of the marks that have one of their own (a full one says so in its move)."""
    return [messages.text(f"partners.mark.{mark}", language) for mark in suggestion.marks if mark != "full"]


def said_span(first: int, last: int, language: str = "zh") -> str:
    """Return an interval of days as precisely as it is known.

    >>> said_span(739252, 739252), said_span(739252, 739281, "en")
    ('2025年1月1日', '2025-01')
    """
    if not last or last >= OPEN:
        return messages.text("partners.date.unknown", language)
    start, end = date.fromordinal(first or last), date.fromordinal(last)
    facts = {"year": start.year, "month": start.month, "day": start.day, "last": end.year}
    return messages.text(f"partners.date.{_precision(start, end)}", language, **facts)


def _precision(start: date, end: date) -> str:
    if start == end:
        return "day"
    if start.year != end.year:
        return "years"
    return "month" if start.month == end.month else "year"


def _join_names(numbers: tuple[int, ...], names: Mapping[int, str], language: str) -> str:
    joint = "、" if language == "zh" else ", "
    more = ("等" if language == "zh" else " and more") if len(numbers) > SHOWN else ""
    return joint.join(names.get(number, str(number)) for number in numbers[:SHOWN]) + more


def fact(name: str, value: Any, language: str = "zh") -> Any:
    """Return one fact as it is said: days as dates, codes as words, all else as it is."""
    if name in SPANS:
        first, last = value if isinstance(value, tuple) else (value, value)
        return said_span(first, last, language)
    if name == "reason":
        return messages.text(f"partners.unsuitable.{value or 'other'}", language)
    if name == "class":
        return next((choice.label(language) for choice in vocabularies.STRATEGIC_CLASSES if choice.code == value), value)
    return value
