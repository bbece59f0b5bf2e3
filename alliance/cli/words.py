"""The words of a result on a terminal: kinds, reach codes, ties and chains of ties as one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance import schema
from alliance.cli.printing import Page
from alliance.schema import Property

if TYPE_CHECKING:
    from alliance.services.explore.neighbourhood.neighbours_paths import WayRow
    from alliance.services.explore.node_detail import ShownTie
    from alliance.services.reach.reach import IsolateRow


def kind_name(kind: str, language: str) -> str:
    """Return the label of a node kind, the stored name where it is none of ours."""
    return schema.node_kind(kind).label(language) if kind in schema.NODE_CODE else kind


def tie_name(kind: str, language: str) -> str:
    """Return the label of a tie kind; that of the shared node where contact came through one (Activity, Project …)."""
    return schema.tie_kind(kind).label(language) if kind in schema.TIE_CODE else kind_name(kind, language)


def ring_name(ring: str, language: str) -> str:
    """Return the word of a reach code."""
    from alliance.network.reach.wording import chip  # load time: numpy, which help does not need

    return chip(ring, language)


def value_text(prop: Property | None, value: object, page: Page) -> str:
    """Return a stored value as people read it: labels of choices, yes and no, lists joined, checks as day and who."""
    if prop is not None and prop.type == "choice":
        return next((choice.label(page.language) for choice in prop.choices if choice.code == value), str(value))
    if isinstance(value, bool):
        return page.word("yes" if value else "no")
    if isinstance(value, (list, tuple)):
        return "；".join(f"{item.get('on', '')} {item.get('by', '')}".strip() if isinstance(item, dict) else str(item) for item in value)
    return f"{value} {prop.unit}" if prop is not None and prop.unit and page.language == "zh" else str(value)


def role_word(kind: str, role: str, language: str) -> str:
    """Return the word of a role, the text itself where it is none of the vocabulary."""
    roles = schema.tie_kind(kind).roles if kind in schema.TIE_CODE else ()
    return next((choice.label(language) for choice in roles if choice.code == role), role)


def tie_line(page: Page, tie: ShownTie) -> str:
    """Return a shown tie as one line: date, label, other end, role, source."""
    arrow = "—" if tie.kind in schema.TIE_CODE and schema.tie_kind(tie.kind).symmetric else ("→" if tie.to == tie.other.id else "←")
    dates = f"{tie.date}–{tie.until}" if tie.until else tie.date or page.word("undated")
    role = f"（{role_word(tie.kind, tie.role, page.language)}）" if tie.role else ""
    source = next((source.get("source", "") for source in tie.sources if source.get("source")), "")
    return f"{dates}  {tie_name(tie.kind, page.language)} {arrow} {tie.other.name}{role}" + (f"  [{source}]" if source else "")


def chain(page: Page, path: WayRow) -> str:
    """Return a path as one line: name —label, date→ name …"""
    parts = [path.nodes[0].name]
    for node, tie in zip(path.nodes[1:], path.ties, strict=True):
        dates = f"{tie.date}–{tie.until}" if tie.until else tie.date
        word = tie_name(tie.kind, page.language) + (f" {dates}" if dates else "")
        parts.append(f" ─{word}{'→' if tie.to == node.id else '←'} {node.name}")
    return "".join(parts)


def draw_reach(page: Page, row: IsolateRow) -> None:
    """Print the reach of a workshop: word, sentence, evidence."""
    page.line(f"{ring_name(row.ring, page.language)}  {row.reason}")
    for item in row.evidence:
        page.line(f"    {item.date or page.word('undated')}  {tie_name(item.kind, page.language)}  {item.name}")
