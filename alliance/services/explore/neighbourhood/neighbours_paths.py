"""The neighbourhood of a node, and the paths between two nodes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alliance import messages, schema
from alliance.errors import InvalidValue
from alliance.model import UNKNOWN, Tie, day, iso
from alliance.model.snapshot import Snapshot
from alliance.network.contacts.contacts_at import contacts_of
from alliance.network.graph.paths import MOST_STEPS, Path
from alliance.services.authorization import authorized
from alliance.services.naming import ref, resolve
from alliance.services.reach.reach_explaining import format_interval
from alliance.services.results import NodeRef, Result, TieRef
from alliance.services.session import Session

DEEPEST, MOST_NODES = 4, 2000


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """A node of the neighbourhood: its steps from the middle, and how many ties it has in all (``degree``)."""

    id: str
    kind: str
    name: str
    distance: int
    degree: int


@dataclass(frozen=True, slots=True)
class NeighbourContact:
    """Who the middle is in contact with, by the one rule of contacts (rules §1): a tie of its own or of its head, or a shared node (``via``).

    ``id`` and ``kind`` are those of the tie, or of the shared node.
    """

    id: str
    kind: str
    other: NodeRef
    via: NodeRef | None
    date: str


@dataclass(frozen=True, slots=True)
class NeighboursResult(Result):
    """What stands around ``node``: ``rows`` without it, by distance, and every tie among all shown; ``left_out`` were met and are not shown.

    ``contacts``: of a workshop or organisation, those on record by the day, whatever the layers, depth and limit; of any other node none.
    """

    node: NodeRef
    depth: int
    rows: tuple[NeighbourRow, ...]
    ties: tuple[TieRef, ...]
    left_out: int
    contacts: tuple[NeighbourContact, ...] = ()


@dataclass(frozen=True, slots=True)
class WayRow:
    """One path: its nodes from one end to the other and the tie of each step."""

    nodes: tuple[NodeRef, ...]
    ties: tuple[TieRef, ...]


@dataclass(frozen=True, slots=True)
class NearRow:
    """A workshop near one end (``end`` a or b) where no path leads from one to the other."""

    id: str
    kind: str
    name: str
    end: str
    distance: int


@dataclass(frozen=True, slots=True)
class PathResult(Result):
    """Up to a few shortest simple paths; where there is none, ``text`` says so and ``nearest`` who stands nearest."""

    a: NodeRef
    b: NodeRef
    paths: tuple[WayRow, ...]
    nearest: tuple[NearRow, ...]
    text: str


@authorized
def neighbours(
    net: Session, name_or_id: str, depth: int = 1, layers: Sequence[str] = (), limit: int = 150, *, on: str | None = None
) -> NeighboursResult:
    """Return the nodes within ``depth`` steps over the ties of these layers (none named: all) and the ties among them.

    Raises ``UnknownNode``, ``AmbiguousName``, and ``InvalidValue`` for an unknown layer, a depth above 4 or a limit above 2,000.
    """
    for name, value, fits in (
        ("layer", next((layer for layer in layers if layer not in schema.LAYERS), ""), all(layer in schema.LAYERS for layer in layers)),
        ("depth", depth, 1 <= depth <= DEEPEST),
        ("limit", limit, 1 <= limit <= MOST_NODES),
    ):
        if not fits:
            raise InvalidValue(property=name, value=value)
    as_of = net.as_of(on)
    node = resolve(net, name_or_id, on=as_of)
    snapshot, found, degree = net.analyst().ego(node.id, depth, layers, limit, day(as_of))
    numbers = found.nodes[1:].tolist()
    names = _refs(net, snapshot, numbers)
    rows = [
        NeighbourRow(id=names[n].id, kind=names[n].kind, name=names[n].name, distance=int(distance), degree=int(ties))
        for n, distance, ties in zip(numbers, found.distance[1:], degree[1:], strict=True)
    ]
    return NeighboursResult(
        schema="alliance.neighbours/1",
        revision=snapshot.revision,
        as_of=as_of,
        node=ref(node),
        depth=depth,
        rows=tuple(rows),
        ties=_ties(net, snapshot, found.ties.tolist()),
        left_out=found.left_out,
        contacts=_contacts(net, node.id, snapshot, day(as_of)) if node.kind in schema.PARTIES else (),
    )


@authorized
def path(net: Session, a: str, b: str, limit: int = 3, through: Sequence[str] = (), *, on: str | None = None, lang: str = "zh") -> PathResult:
    """Return up to ``limit`` shortest simple paths of at most six steps (rules §7).

    ``through``: Region, Industry or Craft, which paths do not pass otherwise. Raises ``UnknownKind``, ``UnknownNode``, ``AmbiguousName``.
    """
    for kind in through:
        schema.node_kind(kind)
    as_of = net.as_of(on)
    start, end = (resolve(net, name, on=as_of) for name in (a, b))
    snapshot, found = net.analyst().paths(start.id, end.id, day(as_of), limit, tuple(through))
    near = [("a", *one) for one in found.nearest] + [("b", *one) for one in found.nearest_to_target]
    names = _refs(net, snapshot, {n for way in found.paths for n in way.nodes} | {number for _, number, _ in near})
    nearest = tuple(NearRow(id=names[n].id, kind=names[n].kind, name=names[n].name, end=side, distance=steps) for side, n, steps in near)
    ways = tuple(WayRow(tuple(names[n] for n in way.nodes), _ties(net, snapshot, way.ties)) for way in found.paths)
    return PathResult(
        schema="alliance.path/1",
        revision=snapshot.revision,
        as_of=as_of,
        a=ref(start),
        b=ref(end),
        paths=ways,
        nearest=nearest,
        text=_path_text(found.paths, nearest, lang),
    )


def _contacts(net: Session, node_id: str, shown: Snapshot, on: int) -> tuple[NeighbourContact, ...]:
    """Return the contacts of a party, newest last; in a database from the part of the network that its reach rests on."""
    analyst = net.analyst()
    snapshot = shown if analyst.whole else analyst.explain_reach([node_id], on)[0]
    rows, chosen, other = contacts_of(snapshot, snapshot.number(node_id), on)
    ties = _ties(net, snapshot, rows.tie[chosen].tolist())
    via = rows.via[chosen].tolist()
    names = _refs(net, snapshot, {*other.tolist(), *(number for number in via if number >= 0)})
    found = [
        NeighbourContact(
            id=names[shared].id if shared >= 0 else tie.id,
            kind=names[shared].kind if shared >= 0 else tie.kind,
            other=names[end],
            via=names.get(shared),
            date=format_interval(int(rows.first[row]), int(rows.last[row])),
        )
        for row, tie, shared, end in zip(chosen.tolist(), ties, via, other.tolist(), strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (one.date, one.id, one.other.id)))


def _path_text(found: Sequence[Path], nearest: Sequence[NearRow], lang: str) -> str:
    if found:
        return messages.text("services.path.same", lang) if len(found[0].nodes) == 1 else ""
    names = list(dict.fromkeys(row.name for row in nearest))
    key = "none-nearest" if names else "none"
    return messages.text(f"services.path.{key}", lang, steps=MOST_STEPS, nearest=names)


def _refs(net: Session, snapshot: Snapshot, numbers: Iterable[int]) -> dict[int, NodeRef]:
    """Return number → node as answers name it, with one call for all names."""
    ids = {number: snapshot.ids[number] for number in numbers}
    names = net.store.names(ids.values())
    return {number: NodeRef(node_id, snapshot.kind_of(number), names.get(node_id, node_id)) for number, node_id in ids.items()}


def _ties(net: Session, snapshot: Snapshot, numbers: Sequence[int]) -> tuple[TieRef, ...]:
    """Return ties as answers name them, in the order given; a tie that was changed since keeps its place with the dates of the snapshot."""
    stored = {tie.key: tie for tie in net.store.ties_by_key(int(snapshot.tie_key[number]) for number in numbers)}
    made = []
    for number in numbers:
        tie = stored.get(int(snapshot.tie_key[number]))
        kind = schema.TIE_KINDS[snapshot.tie_kind[number]].name
        source, target = snapshot.ids[int(snapshot.source[number])], snapshot.ids[int(snapshot.target[number])]
        made.append(TieRef(tie.id if tie else "", kind, source, target, *_dates(snapshot, number, tie)))
    return tuple(made)


def _dates(snapshot: Snapshot, number: int, tie: Tie | None) -> tuple[str, str]:
    """Return since when and until when a tie is stated to hold; of one without dates those of the activity, project … at its end."""
    first, last, until = (int(snapshot.columns[name][number]) for name in ("tie_first", "tie_last", "tie_until"))
    if first == until == UNKNOWN:
        at = snapshot.target[number]
        if not snapshot.has_kind(*schema.DATING)[at]:
            return "", ""
        first, last, until = (int(snapshot.columns[name][at]) for name in ("first", "last", "until"))
    elif tie is not None:
        return str(tie.props.get("valid_from") or ""), str(tie.props.get("valid_to") or "")
    return format_interval(first, last), iso(until)
