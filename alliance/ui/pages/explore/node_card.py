"""The card of one node: what it is, its facts with their sources, its ties in groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from alliance import schema
from alliance.schema import Property
from alliance.services.workspace import Workspace
from alliance.ui.kit import tables
from alliance.ui.kit.cards import kind_label, ring_label
from alliance.ui.kit.glyphs import shape
from alliance.ui.kit.html import Child, Markup, show, tag
from alliance.ui.words import date_words, kind_word, language, say

FIRST = {"Workshop": (("HOSTED_BY", "fact.unit"), ("LOCATED_IN", "fact.place"), ("IN_INDUSTRY", "fact.industry"))}
ALWAYS = {"Workshop": ("level",), "Activity": ("held_on", "form", "place"), "Alliance": ("stated_members",)}
GROUPS = (("cooperation", ("cooperation", "exchange")), ("affiliation", ("affiliation",)), ("planned", ("planned",)))
SHOWN = 8
SKIPPED = {"name", "id", "links_checks", "code", "scheme"}


def detail(net: Workspace, node_id: str, actions: Callable[[Any], None] | None = None) -> Any:
    """Show the card of a node, with buttons under its facts; return the answer it was made from."""
    answer = net.show(node_id, lang=language())
    show(head(answer))
    if actions:
        actions(answer)
    show(tag("div", [_group(answer, name, layers) for name, layers in GROUPS], cls="dt"))
    return answer


def head(answer: Any) -> Markup:
    """Return kind, reach, name, facts and sources of a node."""
    reach = answer.reach
    about = tag("div", reach.reason, cls="why") if reach and reach.reason else None
    return tag(
        "div",
        tag("div", kind_label(answer.node.kind), ring_label(reach.ring) if reach else None, cls="k"),
        tag("h3", answer.node.name),
        about,
        tables.facts(facts_of(answer)),
        tables.provenance(answer.sources),
        cls="dt",
    )


def facts_of(answer: Any) -> list[tuple[str, Child]]:
    """Return the facts of a node: those that are always asked for, said to be unknown where they are, then what else is on record."""
    kind = answer.node.kind
    rows: list[tuple[str, Child]] = [(say(word), _others(answer, tie)) for tie, word in FIRST.get(kind, ())]
    for prop in schema.node_kind(kind).properties:
        value = answer.props.get(prop.name)
        known = value not in (None, "", [], "unknown")
        if prop.name not in SKIPPED and (known or prop.name in ALWAYS.get(kind, ())):
            rows.append((prop.label(language()), value_words(prop, value) if known else None))
    return rows


def value_words(prop: Property, value: Any) -> str:
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


def _others(answer: Any, tie_kind: str) -> str:
    names = [tie.other.name for tie in answer.ties["affiliation"] if tie.kind == tie_kind and tie.from_ == answer.node.id]
    return ("、" if language() == "zh" else ", ").join(dict.fromkeys(names))


def _group(answer: Any, name: str, layers: Sequence[str]) -> Markup | None:
    ties = [tie for layer in layers for tie in answer.ties.get(layer, ())]
    if not ties and name == "planned":
        return None
    ties.sort(key=lambda tie: tie.id)
    ties.sort(key=lambda tie: tie.date, reverse=True)
    rows = [_tie(tie) for tie in ties[:SHOWN]]
    more = tag("div", say("detail.more", n=len(ties) - SHOWN), cls="muted small") if len(ties) > SHOWN else None
    nothing = tag("div", say(f"detail.none.{name}"), cls="muted") if not ties else None
    return tag(
        "div",
        tag("div", tag("span", say(f"layer.{name}")), tag("span", say("detail.count", n=len(ties)), cls="muted"), cls="h"),
        nothing,
        rows,
        more,
        cls="grp",
    )


def _tie(tie: Any) -> Markup:
    source = tables.site(str(tie.sources[0].get("source", ""))) if tie.sources else ""
    return tag(
        "div",
        tag("span", kind_word(tie.kind), cls="rel"),
        tag("span", shape(tie.other.kind, 12), " ", tie.other.name, cls="nm"),
        tag("span", tie.date or say("date.none"), cls="dd"),
        cls="r",
        title=say("source.line", source=source, date=tie.date or say("date.none")) if source else None,
    )
