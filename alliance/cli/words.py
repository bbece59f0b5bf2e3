"""How answers are said on a terminal: kinds, rings, ties and chains of ties as one line each."""

from __future__ import annotations

from typing import Any

from alliance import schema
from alliance.cli.printing import Page


def kind_name(kind: str, language: str) -> str:
    """Return the label of a node kind, the stored name where it is none of ours."""
    return schema.node_kind(kind).label(language) if kind in schema.NODE_CODE else kind


def tie_name(kind: str, language: str) -> str:
    """Return the label of a tie kind, the word itself where it is none of ours."""
    return schema.tie_kind(kind).label(language) if kind in schema.TIE_CODE else kind


def ring_name(ring: str, language: str) -> str:
    """Return the word of a reach code."""
    from alliance.network.wording import chip

    return chip(ring, language)


def tie_line(page: Page, tie: Any) -> str:
    """Return a shown tie as one line: date, label, other end, role, source."""
    arrow = "—" if tie.kind in schema.TIE_CODE and schema.tie_kind(tie.kind).symmetric else ("→" if tie.to == tie.other.id else "←")
    dates = f"{tie.date}–{tie.until}" if tie.until else tie.date or page.word("undated")
    role = f"（{tie.role}）" if tie.role else ""
    source = next((source.get("source", "") for source in tie.sources if source.get("source")), "")
    return f"{dates}  {tie_name(tie.kind, page.language)} {arrow} {tie.other.name}{role}" + (f"  [{source}]" if source else "")


def chain(page: Page, path: Any) -> str:
    """Return a path as one line: name —label, date→ name …"""
    parts = [path.nodes[0].name]
    for node, tie in zip(path.nodes[1:], path.ties, strict=True):
        said = tie_name(tie.kind, page.language) + (f" {tie.date}" if tie.date else "")
        parts.append(f" ─{said}{'→' if tie.to == node.id else '←'} {node.name}")
    return "".join(parts)


def reach_lines(page: Page, row: Any) -> None:
    """Print the reach of a workshop: word, sentence, evidence."""
    page.line(f"{ring_name(row.ring, page.language)}  {row.reason}")
    for item in row.evidence:
        page.line(f"    {item.date or page.word('undated')}  {tie_name(item.kind, page.language)}  {item.name}")
