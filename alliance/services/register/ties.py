"""A tie that begins, a tie that ends."""

from __future__ import annotations

from typing import Any

from alliance import schema
from alliance.errors import InvalidChange, InvalidValue, UnknownNode
from alliance.model import ANY, Change, Node, Tie, orient_ends, period, tie_id
from alliance.schema import TieKind
from alliance.services.authorization import authorized
from alliance.services.register.acts import Act, ActResult, Base, Ground, carry_out, ground_of, make_change, plain
from alliance.services.register.parties import Parties
from alliance.services.session import Session
from alliance.stores.port import GraphStore
from alliance.tables.cells.texts import heading_key
from alliance.tables.cells.values import choice_words


def tie_kind_of(text: str) -> TieKind:
    """Return the kind of tie with this stored name, label or synonym. Raises ``UnknownKind``."""
    for kind in schema.TIE_KINDS:
        if text.strip() in (kind.name, kind.zh, kind.en, *kind.synonyms):
            return kind
    return schema.tie_kind(text)


@authorized
def add_tie(
    net: Session,
    name: str,
    kind: str,
    other: str,
    *,
    role: str = "",
    note: str = "",
    date: str = "",
    source: str = "",
    confirm: bool = False,
    base: Base | None = None,
    on: str | None = None,
) -> ActResult:
    """Enter a tie from ``name`` to ``other`` that begins on the date; told from a second source, the tie on record gets that source too.

    Raises ``UnknownKind``, ``InvalidChange`` (ends that the kind does not join, one node twice), ``UnknownNode``, ``AmbiguousName``, ``Conflict``.
    """
    ground = ground_of(net, source, date, on=on)
    parties, tie_kind = Parties(net, ground), tie_kind_of(kind)
    ends = parties.known(name, ()), parties.known(other, ())
    if reason := tie_kind.reason_against(ends[0].kind, ends[1].kind, loop=ends[0].id == ends[1].id):
        raise InvalidChange(reason=reason, tie=tie_kind.name, source=ends[0].name, target=ends[1].name)
    one, two = orient_ends(tie_kind.symmetric, ends[0].id, ends[1].id)
    props: dict[str, Any] = {"valid_from": ground.date} if tie_kind.dated else {}
    if word := plain("role", role, empty=True):
        props["role"] = choice_words(tie_kind.roles).get(heading_key(word), word) if tie_kind.roles else word
    if said := plain("note", note, empty=True):
        props["note"] = said
    tie = Tie(
        id=tie_id(tie_kind.name, one, two, str(props.get("valid_from", "")), str(props.get("role", ""))),
        kind=tie_kind.name,
        source=one,
        target=two,
        props=props,
    )
    facts = {"name": ends[0].name, "kind": tie_kind.zh, "other": ends[1].name}
    return carry_out(net, Act("tie", facts, ground, [make_change(tie, ground)]), confirm, base)


@authorized
def end_tie(
    net: Session,
    tie: str,
    *,
    date: str = "",
    source: str = "",
    confirm: bool = False,
    base: Base | None = None,
    on: str | None = None,
) -> ActResult:
    """End a tie, given by its id; the date is the last day on which it holds.

    Raises ``UnknownNode``, ``InvalidValue`` (before it began), ``Conflict``.
    """
    ground = ground_of(net, source, date, on=on)
    found = net.store.ties([tie]).get(tie)
    if found is None:
        raise UnknownNode(node=tie, near=[])
    names = net.records.names([found.source, found.target])
    facts = {"name": names[found.source], "kind": schema.tie_kind(found.kind).zh, "other": names[found.target]}
    return carry_out(net, Act("end", facts, ground, [make_end(found, ground.date, ground)]), confirm, base)


def make_end(tie: Tie, last: str, ground: Ground) -> Change:
    """Return the change that ends a tie with a day. Raises ``InvalidValue`` where it had not begun by then."""
    began = period(str(tie.props.get("valid_from") or "")).first
    if began > period(last).last:
        raise InvalidValue(property="date", value=last)
    return Change(
        "merge", Tie(id=tie.id, kind=tie.kind, source=tie.source, target=tie.target, props={"valid_to": last, "sources": ground.sources()}), ANY
    )


def holding(store: GraphStore, node: Node, kind: str, first: int, *, into: bool = False) -> list[Tie]:
    """Return the ties of a kind out of a node (``into``: into it) that hold on the day before an act, which begins on day ``first``.

    A tie that began on the very day holds too: what is entered a second time ends nothing.
    """
    ties = [tie for tie in store.ties_of(node.id, (kind,)) if (tie.target if into else tie.source) == node.id]
    return [tie for tie in ties if _last_day(tie) >= first and period(str(tie.props.get("valid_from") or "")).first < first]


def _last_day(tie: Tie) -> int:
    text = str(tie.props.get("valid_to") or "open")
    return 9_999_999 if text == "open" else period(text).last
