"""What an act changes, line by line, as people read it: which record, which property, before, after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alliance import messages, schema
from alliance.model import Difference, Node, Record, Tie
from alliance.schema import Property
from alliance.services.register.acts import ActResult

UNSAID = ("sources", "links_checks", "shown_until", "kind", "source", "target")


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One property of one record; ``state``: new, changed or deleted. ``field`` is empty where the record as a whole comes or goes."""

    state: str
    record: str
    field: str
    before: str
    after: str


def change_lines(result: ActResult, lang: str = "zh") -> list[ChangeLine]:
    """Return the lines of an act in its order; what stays as it is is left out."""
    return [line for row in result.changes for line in _lines(row, result.names, lang)]


def _lines(row: Difference, names: Mapping[str, str], lang: str) -> list[ChangeLine]:
    record = _record_name(row.record, names, lang)
    if row.state == "deleted":
        return [ChangeLine(state=row.state, record=record, field="", before=messages.text("services.register.there", lang), after="")]
    before, after = _values(row.before), _values(row.record)
    properties = {prop.name: prop for prop in _properties(row.record)}

    def said(name: str, value: object) -> str:
        return _value_text(properties.get(name), value, lang)

    lines = [
        ChangeLine(state=row.state, record=record, field=_label(properties, name, lang), before=said(name, before.get(name)), after=said(name, value))
        for name, value in {**dict.fromkeys(before), **after}.items()
        if name not in UNSAID and before.get(name) != value
    ]
    if isinstance(row.before, Tie) and (was := _record_name(row.before, names, lang)) != record:
        lines.append(ChangeLine(state=row.state, record=record, field="", before=was, after=record))
    return lines or [
        ChangeLine(state=row.state, record=record, field="", before="", after=messages.text(f"services.register.line.{row.state}", lang))
    ]


def _record_name(record: Record, names: Mapping[str, str], lang: str) -> str:
    if isinstance(record, Node):
        return f"{schema.node_kind(record.kind).label(lang)} {record.name}"
    if isinstance(record, Tie):
        return f"{names.get(record.source, record.source)} — {schema.tie_kind(record.kind).label(lang)} — {names.get(record.target, record.target)}"
    key = f"services.register.work.{record.kind}"
    return messages.text(key, lang) if key in messages.catalogue(lang) else record.kind


def _values(record: Record | None) -> dict[str, Any]:
    if isinstance(record, Node):
        return {"name": record.name, **record.props}
    return dict(record.props) if isinstance(record, Tie) else {}


def _properties(record: Record) -> tuple[Property, ...]:
    if isinstance(record, Node):
        return schema.node_kind(record.kind).properties
    return (*schema.TIE_PROPERTIES, *schema.tie_kind(record.kind).properties) if isinstance(record, Tie) else ()


def _label(properties: Mapping[str, Property], name: str, lang: str) -> str:
    return properties[name].label(lang) if name in properties else name


def _value_text(prop: Property | None, value: object, lang: str) -> str:
    if value in (None, "", []):
        return ""
    if prop is not None and prop.type == "choice":
        return next((choice.label(lang) for choice in prop.choices if choice.code == value), str(value))
    if isinstance(value, bool):
        return messages.text(f"services.found.{'yes' if value else 'no'}", lang)
    if isinstance(value, (list, tuple)):
        return ("；" if lang == "zh" else "; ").join(map(str, value))
    return f"{value} {prop.unit}".strip() if prop is not None and lang == "zh" else str(value)
