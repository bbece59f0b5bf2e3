"""One node in full: its properties, its ties by layer, where each fact comes from, and its reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alliance import schema
from alliance.model import Node, Tie, day
from alliance.model.knowing import is_dated, node_on, sources_by, tie_known_from
from alliance.services.authorization import authorized
from alliance.services.naming import ref, resolve
from alliance.services.reach.reach import IsolateRow, reach_with_contacts
from alliance.services.reach.reach_explaining import ContactRow
from alliance.services.results import NodeRef, Result
from alliance.services.session import Session

SHOWN_TIES = 500


@dataclass(frozen=True, slots=True)
class ShownTie:
    """A tie at the node shown: the other end, dates as stored (``open`` end included), role, and sources."""

    id: str
    kind: str
    from_: str
    to: str
    date: str
    until: str
    role: str
    count: int | None
    note: str
    other: NodeRef
    sources: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class ShowResult(Result):
    """A node: ``props`` without sources, ``ties`` by layer (cooperation, exchange, affiliation, planned).

    Of a workshop: ``reach``, None where it was recognised later, and ``contacts``, those that its reach rests on: besides its own ties those
    of its head and those over an activity, agreement, project or achievement.
    """

    node: NodeRef
    version: int
    props: Mapping[str, Any]
    sources: tuple[Mapping[str, Any], ...]
    ties: Mapping[str, tuple[ShownTie, ...]]
    left_out: int
    reach: IsolateRow | None
    contacts: tuple[ContactRow, ...] = ()

    def further_contacts(self) -> tuple[ContactRow, ...]:
        """Return the contacts that are none of the ties of the node itself."""
        own = {tie.id for ties in self.ties.values() for tie in ties}
        return tuple(one for one in self.contacts if one.id not in own)


@authorized
def show(net: Session, name_or_id: str, *, on: str | None = None, lang: str = "zh", limit: int = SHOWN_TIES) -> ShowResult:
    """Return one node with its ties, oldest first within a kind, and for a workshop its reach with reason.

    Raises ``UnknownNode`` or ``AmbiguousName``.
    """
    as_of = net.as_of(on)
    node = resolve(net, name_or_id, on=as_of)
    known = node_on(node, day(as_of)).props
    shown, more = _ties_on(net, node, day(as_of), limit)
    found = reach_with_contacts(net, node.id, as_of, lang) if node.kind == "Workshop" else None
    return ShowResult(
        schema="alliance.show/1",
        revision=net.store.revision,
        as_of=as_of,
        node=ref(node),
        version=node.version,
        props={name: value for name, value in known.items() if name != "sources"},
        sources=tuple(known.get("sources") or ()),
        ties=_by_layer(net, node, shown, day(as_of)),
        left_out=_count_left_out(net, node, shown, as_of) if more else 0,
        reach=found[0] if found else None,
        contacts=found[1] if found else (),
    )


def _ties_on(net: Session, node: Node, on: int, limit: int) -> tuple[list[Tie], bool]:
    """The first ties of a node that are seen on the day, and whether there are more."""
    later = net.store.later(on)
    asked = limit + 1
    while True:
        ties = net.store.ties_of(node.id, (), asked)
        dated = {
            node.id: is_dated(node) for node in (node, *net.store.nodes({tie.target for tie in ties if tie.kind in schema.TAKING_PART}).values())
        }
        seen = [tie for tie in ties if tie_known_from(tie, dated.get(tie.target, False)) <= on and _other(tie, node.id) not in later]
        if len(seen) > limit or len(ties) < asked:
            return seen[:limit], len(seen) > limit
        asked *= 4


def _by_layer(net: Session, node: Node, ties: list[Tie], on: int) -> dict[str, tuple[ShownTie, ...]]:
    others = net.store.nodes({_other(tie, node.id) for tie in ties})
    layers: dict[str, list[ShownTie]] = {layer: [] for layer in schema.LAYERS}
    for tie in ties:
        other_id = _other(tie, node.id)
        other = ref(others[other_id]) if other_id in others else NodeRef(other_id, "", other_id)
        layers[schema.tie_kind(tie.kind).layer].append(_show_tie(tie, other, on))
    return {layer: tuple(found) for layer, found in layers.items()}


def _show_tie(tie: Tie, other: NodeRef, on: int) -> ShownTie:
    props = tie.props
    return ShownTie(
        id=tie.id,
        kind=tie.kind,
        from_=tie.source,
        to=tie.target,
        date=str(props.get("valid_from") or ""),
        until=str(props.get("valid_to") or ""),
        role=str(props.get("role") or ""),
        count=props.get("count"),
        note=str(props.get("note") or ""),
        other=other,
        sources=sources_by(props, on),
    )


def _other(tie: Tie, node_id: str) -> str:
    return tie.target if tie.source == node_id else tie.source


def _count_left_out(net: Session, node: Node, shown: list[Tie], as_of: str) -> int:
    snapshot = net.snapshot(as_of)
    number = snapshot.number(node.id)
    return int((snapshot.source == number).sum() + (snapshot.target == number).sum()) - len(shown)
