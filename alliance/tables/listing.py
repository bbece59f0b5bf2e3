"""Nodes and ties as tables that the import reads back unchanged: the form of every export to CSV and XLSX.

A record with several sources (or checks of its contacts) takes a row for each: rows of equal content
under one id are one record on the way back, and every source counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from alliance import schema
from alliance.model import Node, Tie
from alliance.schema import Property
from alliance.tables.cells.results import results_text
from alliance.tables.cells.values import join_list
from alliance.tables.sheets.columns import RELATION_COLUMNS

Cell = str | int | float | bool | None
_CHECKS = {"links_checked_on": "on", "links_checked_by": "by"}


def node_headings(kind: str, language: str = "zh") -> list[str]:
    """Return the headings of the table of a node kind: its properties, then where they come from."""
    return [prop.label(language) for prop in (*schema.node_kind(kind).properties, *schema.PROVENANCE)]


def node_rows(kind: str, nodes: Iterable[Node], language: str = "zh") -> Iterator[list[Cell]]:
    """Yield the rows of nodes of one kind under ``node_headings``. Streams."""
    properties = schema.node_kind(kind).properties
    for node in nodes:
        written = node.props.get("as_written", {})
        values = {"id": node.id, "name": node.name, **{k: v for k, v in node.props.items() if k not in ("id", "name")}}
        for source, check in _evidence(node):
            yield _row(properties, values, source, check, language, written)


def _evidence(node: Node) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Pair each check of the contacts with the source of its row; the other sources stand alone."""
    left = list(node.props.get("sources", ()))
    found: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = []
    for check in node.props.get("links_checks", ()):
        own = [source for source in node.props.get("sources", ()) if check.get("source") and source.get("source") == check["source"]]
        found.append((own[0] if own else {}, check))
        left = [source for source in left if source not in own[:1]]
    found += [(source, {}) for source in left]
    return found or [({}, {})]


def _row(
    properties: Sequence[Property],
    values: Mapping[str, Any],
    source: Mapping[str, Any],
    check: Mapping[str, Any],
    language: str,
    written: Mapping[str, str],
) -> list[Cell]:
    """One row; what is approximate or open stands as it was written, and is read back so."""
    given = {**values, **{name: check.get(key) for name, key in _CHECKS.items()}}
    row = [written.get(prop.name) or _cell(prop, given.get(prop.name), language) for prop in properties]
    return row + [_cell(prop, source.get(prop.name), language) for prop in schema.PROVENANCE]


def relation_headings(language: str = "zh") -> list[str]:
    """Return the headings of the table of ties."""
    return [prop.label(language) for prop in (*RELATION_COLUMNS, *schema.PROVENANCE)]


def relation_rows(ties: Iterable[Tie], kinds: Mapping[str, str] | None = None, language: str = "zh") -> Iterator[list[Cell]]:
    """Yield the rows of ties under ``relation_headings``; ``kinds`` (node id → kind) fills the columns of kinds. Streams."""
    known = kinds or {}
    for tie in ties:
        kind = schema.tie_kind(tie.kind)
        role = next((choice.label(language) for choice in kind.roles if choice.code == tie.props.get("role")), tie.props.get("role"))
        values = {
            **tie.props,
            "id": tie.id,
            "from": tie.source,
            "to": tie.target,
            "kind": kind.label(language),
            "role": role,
            "from_kind": _kind(known.get(tie.source), language),
            "to_kind": _kind(known.get(tie.target), language),
        }
        sources: Sequence[Mapping[str, Any]] = tie.props.get("sources") or ({},)
        written = tie.props.get("as_written", {})
        for source in sources:
            row = [written.get(prop.name) or _cell(prop, values.get(prop.name), language) for prop in RELATION_COLUMNS]
            yield row + [_cell(prop, source.get(prop.name), language) for prop in schema.PROVENANCE]


def _kind(name: str | None, language: str) -> str:
    return schema.node_kind(name).label(language) if name else ""


def _level(code: str, language: str) -> str:
    return next((choice.label(language) for choice in schema.vocabularies.RANKS if choice.code == code), code)


def _cell(prop: Property, value: Any, language: str) -> Cell:
    if value is None or value == "":
        return None
    if prop.type == "list":
        return join_list(value)
    if prop.type == "results":
        return results_text(value, language)
    if prop.type == "recognitions":
        return "；".join(f"{_level(each.get('level', ''), language)}{each.get('on', '')}" for each in value)
    if prop.type == "flag":
        return {"zh": ("否", "是"), "en": ("no", "yes")}[language][bool(value)]
    if prop.type == "choice":
        return next((choice.label(language) for choice in prop.choices if choice.code == value), value)
    return value if isinstance(value, (int, float)) else str(value)
