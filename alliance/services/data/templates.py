"""Empty tables to fill in, made from the vocabulary: what the import reads, and what each column means."""

from __future__ import annotations

from collections.abc import Iterator

from alliance import messages, schema
from alliance.reports.tables import Column, Table, width_of
from alliance.reports.workbook import workbook_bytes
from alliance.schema import LinkColumn, Property
from alliance.services.authorization import authorized
from alliance.services.session import Session
from alliance.tables.sheets.columns import RELATIONS, targets


@authorized
def template(net: Session, kind: str, language: str = "zh") -> bytes:  # noqa: ARG001 - every use case takes its workspace
    """Return the template of a node kind or of ``relations`` as XLSX: headings on the first sheet, a guide on the second.

    Raises ``UnknownKind``.
    """
    title = messages.text("reports.table-relations", language) if kind == RELATIONS else schema.node_kind(kind).label(language)
    columns = [Column(term.label(language), max(10, width_of(term.label(language)) + 4)) for term in _terms(kind)]
    guide = Table(messages.text("reports.sheet-guide", language), _guide_columns(language), tuple(_guide(kind, language)))
    return workbook_bytes([Table(title, columns), guide])


def _terms(kind: str) -> list[Property | LinkColumn]:
    """What a template has columns for: everything but the figures of results, which stand together in one, and what is the leader's own."""
    return [term for role, _, term in targets(kind) if role not in ("figure", "of_lead")]


def _guide_columns(language: str) -> tuple[Column, ...]:
    widths = (("guide-column", 20), ("guide-meaning", 50), ("guide-words", 60))
    return tuple(Column(messages.text(f"reports.{key}", language), width) for key, width in widths)


def _guide(kind: str, language: str) -> Iterator[tuple[str, str, str]]:
    for term in _terms(kind):
        meaning = _link(term, language) if isinstance(term, LinkColumn) else _property(kind, term, language)
        yield term.label(language), meaning, _words(kind, term, language)


def _property(kind: str, term: Property, language: str) -> str:
    ends = kind == RELATIONS and term.name in ("from", "to")
    parts = [messages.text("reports.end" if ends else f"reports.type-{term.type}", language)]
    if term.unit and language == "zh":  # units are Chinese words
        parts.append(messages.text("reports.unit", language, unit=term.unit))
    if term.required:
        parts.insert(0, messages.text("reports.required", language))
    return _join_parts(parts, language)


def _link(term: LinkColumn, language: str) -> str:
    kinds = [schema.node_kind(name).label(language) for name in term.kinds]
    parts = [messages.text("reports.link-many" if term.many else "reports.link", language, kinds=kinds)]
    if term.creates:
        parts.append(messages.text("reports.link-creates", language))
    return _join_parts(parts, language)


def _join_parts(parts: list[str], language: str) -> str:
    return ("；" if language == "zh" else "; ").join(parts)


def _words(kind: str, term: Property | LinkColumn, language: str) -> str:
    joint = "、" if language == "zh" else ", "
    if kind == RELATIONS and term.name == "kind":
        return joint.join(tie.label(language) for tie in schema.TIE_KINDS)
    if kind == RELATIONS and term.name in ("from_kind", "to_kind"):
        return joint.join(node.label(language) for node in schema.NODE_KINDS)
    return joint.join(choice.label(language) for choice in getattr(term, "choices", ()))
