"""A workshop that a later list names at another unit: it has moved, so its tie to the earlier unit ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from alliance.model import ANY, Change, Node, Tie, iso, period
from alliance.tables.resolve.directory import Directory


def told_from(props: Mapping[str, Any], found: Node) -> str:
    """Return the day from which a row tells of a workshop at another unit: the day its source was written, else a recognition.

    Only one that is later than those on record: an earlier one was given at the earlier unit. Empty where neither is known.
    """
    written = next((source["as_of"] for source in props.get("sources", ()) if source.get("as_of")), "")
    named, known = str(props.get("recognised_on") or ""), str(found.props.get("recognised_on") or "")
    return str(written or (named if named and (not known or period(named).first > period(known).last) else ""))


def end_earlier_units(directory: Directory, workshop: str, unit: str, date: str, sources: Sequence[Mapping[str, Any]]) -> Iterator[Change]:
    """Yield the ends of the ties of a workshop to units other than ``unit``: the day before ``date`` at the latest, inferred and so marked.

    Nothing where the day is not known: then nobody can say from when.
    """
    first = period(date).first if date else 0
    if not first:
        return
    for tie in directory.store.ties_of(workshop, ("HOSTED_BY",)):
        began = period(str(tie.props.get("valid_from") or "")).first
        if tie.source == workshop and tie.target != unit and tie.props.get("valid_to", "open") in ("", "open") and began < first:
            props = {"valid_to": iso(first - 1), "sources": mark_inferred(sources)}
            yield Change("merge", Tie(id=tie.id, kind=tie.kind, source=tie.source, target=tie.target, props=props), ANY)


def since(props: Mapping[str, Any], date: str) -> dict[str, Any]:
    """Return the properties of the tie to the new unit: it holds from the day on which it is first told, inferred, unless a day is stated."""
    if props.get("valid_from") or not date:
        return dict(props)
    return {**props, "valid_from": date, "sources": mark_inferred(props.get("sources", ()))}


def mark_inferred(sources: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the sources of what nobody said outright: they say so, also where none is given."""
    return [{**source, "basis": "inferred"} for source in sources or [{}]]
