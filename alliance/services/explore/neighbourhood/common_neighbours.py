"""What lies among several nodes: who of them deals with or belongs to whom, and whom or what two or more of them have beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alliance import schema
from alliance.drawing.columns import works
from alliance.services.explore.neighbourhood.neighbours_paths import NeighboursResult
from alliance.services.results import NodeRef

MOST_ASKED = 12


@dataclass(frozen=True, slots=True)
class Between:
    """A tie or a contact of two of them; ``via``: the name of the shared node over which they are in contact, else empty."""

    id: str
    kind: str
    a: NodeRef
    b: NodeRef
    via: str
    date: str


@dataclass(frozen=True, slots=True)
class SharedNeighbour:
    """Whom or what two or more of them have beside them: a contact or a node that a tie leads to, and of whom."""

    node: NodeRef
    of: tuple[NodeRef, ...]


@dataclass(frozen=True, slots=True)
class CommonNeighbours:
    """Dealings before affiliations, the newest first; parties before places, those that most of them share first."""

    nodes: tuple[NodeRef, ...]
    between: tuple[Between, ...]
    shared: tuple[SharedNeighbour, ...]


def common_neighbours(found: Sequence[NeighboursResult]) -> CommonNeighbours:
    """Return what lies among the middles of these neighbourhoods, each of one step. Contacts are those of the one rule (rules §1)."""
    nodes = {one.node.id: one.node for one in found}
    between = {(one.id, frozenset((one.a.id, one.b.id))): one for result in found for one in _between(result, nodes)}
    rows = sorted(between.values(), key=lambda one: (one.id, one.a.id, one.b.id))
    rows.sort(key=lambda one: one.date, reverse=True)
    rows.sort(key=lambda one: not works(one.kind))
    return CommonNeighbours(tuple(nodes.values()), tuple(rows), _shared(found, nodes))


def _between(result: NeighboursResult, nodes: dict[str, NodeRef]) -> Iterable[Between]:
    for tie in result.ties:
        if tie.from_ in nodes and tie.to in nodes:
            yield Between(tie.id, tie.kind, nodes[tie.from_], nodes[tie.to], "", tie.date)
    own = {tie.id for tie in result.ties}
    for one in result.contacts:
        if one.other.id in nodes and one.id not in own:
            a, b = sorted((result.node, one.other), key=lambda node: node.id)
            yield Between(one.id, one.kind, a, b, one.via.name if one.via else "", one.date)


def _shared(found: Sequence[NeighboursResult], nodes: dict[str, NodeRef]) -> tuple[SharedNeighbour, ...]:
    refs: dict[str, NodeRef] = {}
    of: dict[str, list[NodeRef]] = {}
    for result in found:
        beside = {row.id: NodeRef(row.id, row.kind, row.name) for row in result.rows if row.distance == 1}
        beside |= {one.other.id: one.other for one in result.contacts}
        refs |= beside
        for one in beside:
            of.setdefault(one, []).append(result.node)
    rows = [SharedNeighbour(refs[one], tuple(those)) for one, those in of.items() if len(those) > 1 and one not in nodes]
    return tuple(sorted(rows, key=lambda row: (-len(row.of), row.node.kind not in schema.PARTIES, row.node.name, row.node.id)))
