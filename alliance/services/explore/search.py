"""Search: nodes by id, number, name or alias, best first, workshops with their reach where it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alliance import schema
from alliance.model import Hit, day
from alliance.model.knowing import tie_known_from
from alliance.services.authorization import authorized
from alliance.services.naming import find, near_names
from alliance.services.results import NodeRef, Result
from alliance.services.session import Session


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One hit: ``matched`` says by what (id, number, name, alias, part), ``text`` the words that matched.

    ``place``: the region, the host's where it has none of its own; empty where it is not on record.
    ``ring``: reach of a workshop; None where it was not asked for.
    """

    id: str
    kind: str
    name: str
    matched: str
    text: str
    place: str
    ring: str | None


@dataclass(frozen=True, slots=True)
class SearchResult(Result):
    """Hits, best first; ``total`` of them in all. ``near``: where there are none, the names most like the text."""

    text: str
    total: int
    left_out: int
    rows: tuple[SearchRow, ...]
    near: tuple[NodeRef, ...] = ()


@authorized
def search(net: Session, text: str, kinds: Sequence[str] = (), limit: int = 20, *, on: str | None = None, rings: bool = False) -> SearchResult:
    """Return the nodes whose id, number, name or alias holds the text, in the order of the port.

    ``rings`` adds the reach of workshops (looks at the network). Raises ``UnknownKind``.
    """
    for kind in kinds:
        schema.node_kind(kind)
    as_of = net.as_of(on)
    hits, total = find(net, text, kinds, limit, as_of) if text.strip() else ([], 0)
    places = _places(net, hits, day(as_of))
    codes = _rings(net, hits, as_of) if rings else {}
    rows = [_row(hit, places.get(hit.node.id, ""), codes.get(hit.node.id)) for hit in hits]
    near = () if rows else tuple(near_names(net.store, text, kinds, without=net.store.later(day(as_of))))
    return SearchResult(
        schema="alliance.search/1",
        revision=net.store.revision,
        as_of=as_of,
        text=text,
        total=total,
        left_out=total - len(rows),
        rows=tuple(rows),
        near=near,
    )


def _row(hit: Hit, place: str, ring: str | None) -> SearchRow:
    return SearchRow(id=hit.node.id, kind=hit.node.kind, name=hit.node.name, matched=hit.matched, text=hit.text, place=place, ring=ring)


def _places(net: Session, hits: Sequence[Hit], on: int) -> dict[str, str]:
    """Return id → name of the region of each hit, its host's where it states none."""
    where = _targets(net, [hit.node.id for hit in hits], "LOCATED_IN", on)
    hosts = _targets(net, [hit.node.id for hit in hits if hit.node.kind == "Workshop" and hit.node.id not in where], "HOSTED_BY", on)
    of_hosts = _targets(net, sorted(set(hosts.values())), "LOCATED_IN", on)
    where |= {node_id: of_hosts[host] for node_id, host in hosts.items() if host in of_hosts}
    names = net.store.names(set(where.values()))
    return {node_id: names.get(region, region) for node_id, region in where.items()}


def _targets(net: Session, ids: Sequence[str], kind: str, on: int) -> dict[str, str]:
    """Return id → target of its latest tie of one kind that is seen on the day."""
    found = {}
    for node_id in ids:
        out = [tie for tie in net.store.ties_of(node_id, (kind,), 50) if tie.source == node_id and tie_known_from(tie) <= on]
        if out:
            found[node_id] = max(out, key=lambda tie: (str(tie.props.get("valid_from") or ""), tie.target)).target
    return found


def _rings(net: Session, hits: Sequence[Hit], as_of: str) -> dict[str, str]:
    return net.analyst().codes([hit.node.id for hit in hits if hit.node.kind == "Workshop"], day(as_of))
