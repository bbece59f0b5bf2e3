"""Two records of one thing become one: both are shown field by field, what differs is chosen, ties move, the old id leads on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alliance import schema
from alliance.errors import InvalidValue
from alliance.model import ANY, Change, Node, Tie, Work, merged_sources, orient_ends
from alliance.services.authorization import authorized
from alliance.services.naming import ref
from alliance.services.register.acts import Act, ActResult, Base, Ground, carry_out, ground_of
from alliance.services.register.parties import Parties
from alliance.services.results import NodeRef, Result
from alliance.services.session import Session
from alliance.stores.redirects import REDIRECT

KEEP, OTHER = "keep", "other"
_TOGETHER = ("aliases", "sources", "links_checks")  # what both have is kept of both
_ALL_TIES = 1_000_000


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One property of two records; ``differs`` where both have it and not alike: there a choice is needed."""

    field: str
    keep: Any
    other: Any
    differs: bool


@dataclass(frozen=True, slots=True)
class MergePreview(Result):
    """Two records side by side, and how many ties each has."""

    keep: NodeRef
    other: NodeRef
    rows: tuple[FieldRow, ...]
    keep_ties: int
    other_ties: int


@authorized
def compare_records(net: Session, keep: str, other: str) -> MergePreview:
    """Return two records of one kind side by side as they are now, before they are merged.

    Raises ``InvalidValue`` (one record, two kinds), ``UnknownNode``.
    """
    one, two = _pair(Parties(net, Ground(net.as_of(), "")), keep, other)
    ties = [len(net.store.ties_of(node.id, (), _ALL_TIES)) for node in (one, two)]
    shown = net.as_shown(_fields(one, two))
    return MergePreview(
        schema="alliance.merge/1",
        revision=net.store.revision,
        as_of=net.as_of(),
        keep=net.as_shown(ref(one)),
        other=net.as_shown(ref(two)),
        rows=tuple(shown),
        keep_ties=ties[0],
        other_ties=ties[1],
    )


@authorized
def merge_records(
    net: Session,
    keep: str,
    other: str,
    *,
    choices: Mapping[str, str] | None = None,
    date: str = "",
    source: str = "",
    confirm: bool = False,
    base: Base | None = None,
    on: str | None = None,
) -> ActResult:
    """Merge ``other`` into ``keep``: of what differs the chosen value stands (``choices``: stored name → ``keep`` or ``other``), the rest adds up.

    Ties move; one that both have gets both sources; the other name becomes another name; the other id leads to the kept record. Undo
    brings both back. Raises ``InvalidValue`` where a choice is missing, ``UnknownNode``, ``AmbiguousName``, ``Conflict``.
    """
    ground = ground_of(net, source, date, on=on)
    one, two = _pair(Parties(net, ground), keep, other)
    chosen = dict(choices or {})
    for row in _fields(one, two):
        if row.differs and chosen.get(row.field) not in (KEEP, OTHER):
            raise InvalidValue(property="choices", value=_label(one.kind, row.field))
    name = two.name if chosen.get("name") == OTHER else one.name
    kept = Change("merge", Node(one.id, one.kind, name, _props(one, two, chosen, name, ground)), ANY)
    gone = Change("delete", Node(two.id, two.kind, two.name), ANY)
    changes = [kept, *_move_ties(net, one, two), gone, *_redirects(net, one, two)]
    return carry_out(net, Act("merge", {"name": one.name, "other": two.name}, ground, changes), confirm, base)


def _pair(parties: Parties, keep: str, other: str) -> tuple[Node, Node]:
    one, two = parties.known(keep), parties.known(other)
    if one.id == two.id or one.kind != two.kind:
        raise InvalidValue(property="other", value=other)
    return one, two


def _fields(one: Node, two: Node) -> list[FieldRow]:
    mine, theirs = {"name": one.name, **one.props}, {"name": two.name, **two.props}
    names = [prop.name for prop in schema.node_kind(one.kind).properties if prop.name != "id"]
    order = [*names, *sorted({*mine, *theirs} - {*names})]
    rows = [FieldRow(field=name, keep=mine.get(name), other=theirs.get(name), differs=False) for name in order if name in mine or name in theirs]
    return [FieldRow(field=r.field, keep=r.keep, other=r.other, differs=r.field not in _TOGETHER and _both(r) and r.keep != r.other) for r in rows]


def _both(row: FieldRow) -> bool:
    return row.keep not in (None, "") and row.other not in (None, "")


def _label(kind: str, field: str) -> str:
    return next((prop.zh for prop in schema.node_kind(kind).properties if prop.name == field), field)


def _props(one: Node, two: Node, chosen: Mapping[str, str], name: str, ground: Ground) -> dict[str, Any]:
    props: dict[str, Any] = {}
    for row in _fields(one, two):
        if row.field in (*_TOGETHER, "name"):
            continue
        if row.keep in (None, "") or chosen.get(row.field) == OTHER:
            props[row.field] = row.other
    names = dict.fromkeys((*one.props.get("aliases", ()), one.name, two.name, *two.props.get("aliases", ())))
    if aliases := [alias for alias in names if alias != name]:
        props["aliases"] = aliases
    if checks := two.props.get("links_checks"):
        props["links_checks"] = checks
    return {**props, "sources": [*two.props.get("sources", ()), *ground.sources()]}


def _move_ties(net: Session, one: Node, two: Node) -> list[Change]:
    """The ties of the one that goes, at the one that stays: moved, or added to the like that is there; a tie between the two is no tie."""
    there = {_like(tie, tie.source, tie.target): tie for tie in net.records.ties_of(one.id, (), _ALL_TIES)}
    changes: list[Change] = []
    for tie in net.records.ties_of(two.id, (), _ALL_TIES):
        source, target = (one.id if end == two.id else end for end in (tie.source, tie.target))
        source, target = orient_ends(schema.tie_kind(tie.kind).symmetric, source, target)
        like = there.get(_like(tie, source, target))
        if source == target:
            changes.append(Change("delete", tie, ANY))
        elif like is None:
            changes.append(
                Change("put", Tie(id=tie.id, kind=tie.kind, source=source, target=target, props=tie.props), ANY)
            )  # whole: it goes with the old node and comes back
        else:
            sources = merged_sources(like.props.get("sources", ()), tie.props.get("sources", ()))
            filled = {name: value for name, value in tie.props.items() if name not in like.props and name != "sources"}
            changes += [
                Change("merge", Tie(id=like.id, kind=like.kind, source=source, target=target, props={**filled, "sources": sources}), ANY),
                Change("delete", tie, ANY),
            ]
    return changes


def _like(tie: Tie, source: str, target: str) -> tuple[str, ...]:
    return (tie.kind, source, target, *(str(tie.props.get(name) or "") for name in ("valid_from", "role", "level", "designation")))


def _redirects(net: Session, one: Node, two: Node) -> Sequence[Change]:
    """The old id leads to the kept record, and so do those that led to it before."""
    earlier = [work.id for work in net.records.work(REDIRECT) if work.data.get("to") == two.id]
    return [Change("put", Work(REDIRECT, old, "", {"to": one.id}), ANY) for old in (two.id, *earlier)]
