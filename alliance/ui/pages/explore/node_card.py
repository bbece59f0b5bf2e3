"""The card of one node: what it is, its facts with their sources, its ties in groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from alliance import schema
from alliance.schema import Property
from alliance.services.explore.node_detail import ShowResult
from alliance.services.results import NodeRef
from alliance.services.workspace import Workspace
from alliance.ui.kit import names, tables
from alliance.ui.kit.cards import kind_label, ring_label
from alliance.ui.kit.glyphs import shape
from alliance.ui.kit.html import Child, Markup, show, tag
from alliance.ui.words import date_words, kind_word, language, say

FIRST = {"Workshop": (("HOSTED_BY", "fact.unit"), ("LOCATED_IN", "fact.place"), ("IN_INDUSTRY", "fact.industry"))}
ALWAYS = {"Workshop": ("level",), "Activity": ("held_on", "form", "place"), "Alliance": ("stated_members",)}
GROUPS = (("cooperation", ("cooperation", "exchange")), ("affiliation", ("affiliation",)), ("planned", ("planned",)))
SHOWN = 8
SKIPPED = {"name", "id", "links_checks", "code", "scheme"}


def show_card(net: Workspace, node_id: str, actions: Callable[[ShowResult], None] | None = None) -> None:
    """Show the card of a node, with buttons under its facts."""
    result = net.show(node_id, lang=language())
    show(head(result))
    if actions:
        actions(result)
    unfold = tag("label", tag("input", type="checkbox"), tag("span", say("detail.all")), cls="unfold")  # seen on a phone, where the rest is folded
    show(tag("div", [_group(name, lines_of(result, layers)) for name, layers in GROUPS], unfold, cls="dt"))


def head(result: ShowResult) -> Markup:
    """Return kind, reach, name, facts and sources of a node."""
    reach = result.reach
    about = tag("div", reach.reason, cls="why") if reach and reach.reason else None
    return tag(
        "div",
        tag("div", kind_label(result.node.kind), ring_label(reach.ring) if reach else None, cls="k"),
        tag("h3", result.node.name),
        about,
        tables.facts(facts_of(result)),
        tables.provenance(result.sources),
        cls="dt",
    )


def facts_of(result: ShowResult) -> list[tuple[str, Child]]:
    """Return the facts of a node: those that are always asked for, said to be unknown where they are, then what else is on record."""
    kind = result.node.kind
    rows: list[tuple[str, Child]] = [(say(word), _others(result, tie)) for tie, word in FIRST.get(kind, ())]
    for prop in schema.node_kind(kind).properties:
        value = result.props.get(prop.name)
        known = value not in (None, "", [], "unknown")
        if prop.name not in SKIPPED and (known or prop.name in ALWAYS.get(kind, ())):
            rows.append((prop.label(language()), value_words(prop, value) if known else None))
    return rows


def value_words(prop: Property, value: object) -> str:
    """Return a stored value as people read it: labels of choices, dates in words, lists joined, units."""
    if prop.type == "choice":
        return next((choice.label(language()) for choice in prop.choices if choice.code == value), str(value))
    if prop.type == "date":
        return date_words(str(value))
    if prop.type == "flag":
        return say("yes") if value else say("no")
    if isinstance(value, (list, tuple)):
        return ("、" if language() == "zh" else ", ").join(map(str, value))
    return f"{value} {prop.unit}".strip() if language() == "zh" else str(value)


def _others(result: ShowResult, tie_kind: str) -> str:
    names = [tie.other.name for tie in result.ties["affiliation"] if tie.kind == tie_kind and tie.from_ == result.node.id]
    return ("、" if language() == "zh" else ", ").join(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Line:
    """One tie or contact of the card; ``via``: the activity or project over which two met."""

    id: str
    kind: str
    other: NodeRef
    via: str
    date: str
    source: str


def lines_of(result: ShowResult, layers: Sequence[str]) -> list[Line]:
    """Return the ties of these layers, newest first; beside cooperation every other contact that the reach rests on."""
    lines = [
        Line(id=tie.id, kind=tie.kind, other=tie.other, via="", date=tie.date, source=str(tie.sources[0].get("source") or "") if tie.sources else "")
        for layer in layers
        for tie in result.ties.get(layer, ())
    ]
    if "cooperation" in layers:
        lines += [
            Line(id=one.id, kind=one.kind, other=one.other, via=one.via.name if one.via else "", date=one.date, source=one.source)
            for one in result.further_contacts()
        ]
    lines.sort(key=lambda line: (line.id, line.other.id))
    return sorted(lines, key=lambda line: line.date, reverse=True)


def _group(name: str, lines: Sequence[Line]) -> Markup | None:
    if not lines and name == "planned":
        return None
    more = tag("div", say("detail.more", n=len(lines) - SHOWN), cls="muted small") if len(lines) > SHOWN else None
    nothing = tag("div", say(f"detail.none.{name}"), cls="muted") if not lines else None
    return tag(
        "div",
        tag("div", tag("span", say(f"layer.{name}")), tag("span", say("detail.count", n=len(lines)), cls="muted"), cls="h"),
        nothing,
        [_line(line) for line in lines[:SHOWN]],
        more,
        cls="grp",
    )


def _line(line: Line) -> Markup:
    via = tag("div", line.via, cls="muted small") if line.via else None
    return tag(
        "div",
        tag("span", kind_word(line.kind), cls="rel"),
        tag("span", shape(line.other.kind, 12), " ", names.link(line.other.id, line.other.name), via, cls="nm"),
        tag("span", line.date or say("date.none"), cls="dd"),
        cls="r",
        title=tables.source_line(line.source, line.date) if line.source else None,
    )
