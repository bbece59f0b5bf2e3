"""The numeric columns of a record, and the text its properties are kept in.

The same figures as ``model.building`` makes, by a plan for each kind drawn up once and with dates remembered; a test
holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from alliance import schema
from alliance.errors import InvalidValue
from alliance.model.period import OPEN, UNKNOWN, period
from alliance.model.snapshot import is_listed

NodeFigures = tuple[int, int, int, int, int, int, str, str | None]  # first … rank, system as text, what is told of it
TieFigures = tuple[int, int, int, int, str, int, str | None]  # first, last, until, seen, role as text, count, as-ofs
Intervals = list[tuple[int, int]]

written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_PLANS: dict[str, tuple[tuple[str, str, dict[str, int]], ...]] = {
    kind.name: tuple((prop.name, prop.column, {choice.code: i for i, choice in enumerate(prop.choices)}) for prop in kind.properties if prop.column)
    for kind in schema.NODE_KINDS
}
COLUMN_PLAN = repr((_PLANS, "as-ofs and checks as intervals"))  # changes when stored figures would


@lru_cache(maxsize=1 << 16)
def _span(text: str) -> tuple[int, int]:
    found = period(text)
    return found.first, found.last


def _until(text: str) -> int:
    return OPEN if text == "open" else _span(text)[1]


def _count(name: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise InvalidValue(property=name, value=value) from None


def _intervals(texts: Iterable[Any]) -> Intervals:
    return sorted({_span(text) for text in texts if text} - {(UNKNOWN, UNKNOWN)})


def _text(intervals: Intervals) -> str | None:
    """Return intervals as text: ``first-last``, a single day as its number alone; None for none.

    >>> _text([(5, 5), (5, 9)])
    '5,5-9'
    """
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in intervals) or None


def intervals(text: str) -> Intervals:
    """Return the intervals of a stored text.

    >>> intervals("5,5-9")
    [(5, 5), (5, 9)]
    """
    parts = (part.partition("-") for part in text.split(","))
    return [(int(first), int(last or first)) for first, _, last in parts]


def node_figures(kind: str, props: Mapping[str, Any]) -> NodeFigures:
    """Return the figures of a node. Raises ``InvalidValue`` for a date or a number that is none."""
    first = last = until = form = rank = 0
    count, system = -1, ""
    told: list[Any] = []
    for name, column, codes in _PLANS[kind]:
        value = props.get(name)
        if value is None or value == "":
            continue
        if column == "rank":
            rank = codes.get(value, 0)
        elif column == "form":
            form = codes.get(value, 0)
        elif column == "date":
            first, last = _span(value)
        elif column == "until":
            until = _until(value)
        elif column == "count":
            count = _count(name, value)
        elif column == "system":
            system = value
        elif column == "check":
            told.append(value)
    if "links_checks" in props:
        told += [check.get("on") for check in props["links_checks"]]
    if kind in schema.DATING and not first:
        told += [source.get("as_of") for source in props.get("sources") or ()]
    return first, last, until, count, form, rank, system, _text(_intervals(told)) if told else None


def tie_figures(props: Mapping[str, Any]) -> TieFigures:
    """Return the figures of a tie; its as-ofs only where ``seen`` does not say it all. Raises ``InvalidValue``."""
    start, end, count = props.get("valid_from"), props.get("valid_to"), props.get("count")
    first, last = _span(start) if start else (UNKNOWN, UNKNOWN)
    sources = props.get("sources")
    as_ofs = _intervals([source.get("as_of") for source in sources]) if sources else []
    return (
        first,
        last,
        _until(end) if end else UNKNOWN,
        max([last for _, last in as_ofs]) if as_ofs else UNKNOWN,
        props.get("role") or "",
        -1 if count is None else _count("count", count),
        _text(as_ofs) if is_listed(as_ofs) else None,
    )
