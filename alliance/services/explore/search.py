"""Search: nodes by id, number, name or alias, best first, and the workshops they lead to, each with why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from alliance import schema
from alliance.model import Hit, day
from alliance.network.workshops_behind import Reason, say_reason
from alliance.services.authorization import authorized
from alliance.services.explore.search_details import Details, find_details
from alliance.services.naming import find, is_exact, near_names, ref
from alliance.services.results import NodeRef, Result
from alliance.services.session import Session
from alliance.tables.crafts import words_alike, words_of

OTHER_KINDS = tuple(kind.name for kind in schema.NODE_KINDS if kind.name != "Workshop")
FOLLOWED = 500  # units, people, crafts … that are asked for their workshops, the best hits
REASONS = 3  # of one workshop that are told


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One hit: ``matched`` says by what (id, number, name, alias, part, sound, synonym), ``text`` the words that matched.

    ``place``: the region, the host's where it has none of its own; empty where it is not on record. ``beside``: what tells people of one
    name apart, the workshops led on the day and the employer. ``ring``: reach of a workshop; None where it was not asked for.
    """

    id: str
    kind: str
    name: str
    matched: str
    text: str
    place: str
    ring: str | None
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhyFound:
    """Why a workshop was found: it has a tie of this kind to ``node``, over ``via`` where it is not its own (``network.workshops_behind``).

    ``text`` says it in a few words: 领衔人 李斌.
    """

    kind: str
    node: NodeRef
    via: NodeRef | None
    text: str


@dataclass(frozen=True, slots=True)
class FoundWorkshop:
    """A workshop that was found: ``matched`` and ``text`` as in ``SearchRow`` where it answers itself, else empty; ``why`` the best first."""

    id: str
    name: str
    matched: str
    text: str
    host: str
    place: str
    heads: tuple[str, ...]
    why: tuple[WhyFound, ...]
    ring: str | None


@dataclass(frozen=True, slots=True)
class SearchResult(Result):
    """Hits, best first; ``total`` of them in all. ``near``: where nothing was found, the names most like the text.

    ``workshops``: those that answer themselves, then those behind other hits. ``others``: the hits that are no workshops.
    ``not_followed``: how many of these were too many to be asked for their workshops.
    """

    text: str
    total: int
    left_out: int
    rows: tuple[SearchRow, ...]
    near: tuple[NodeRef, ...] = ()
    workshops: tuple[FoundWorkshop, ...] = ()
    workshops_total: int = 0
    others: tuple[SearchRow, ...] = ()
    others_total: int = 0
    not_followed: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """What the store found: hits of all kinds wanted, workshops alone, the others; each with how many there are in all."""

    hits: Sequence[Hit] = ()
    total: int = 0
    workshops: Sequence[Hit] = ()
    workshops_total: int = 0
    others: Sequence[Hit] = ()
    others_total: int = 0


@authorized
def search(
    net: Session, text: str, kinds: Sequence[str] = (), limit: int = 20, *, on: str | None = None, rings: bool = False, lang: str = "zh"
) -> SearchResult:
    """Return the nodes whose id, number, name or alias holds the text, in the order of the port, and the workshops they lead to.

    A craft is found by any word that means it; a craft, person, unit, need, result or district leads to its workshops (rules §12).
    ``rings`` adds the reach of workshops (looks at the network). Raises ``UnknownKind``.
    """
    for kind in kinds:
        schema.node_kind(kind)
    as_of = net.as_of(on)
    found = _find(net, text, kinds, limit, as_of) if text.strip() else _Found()
    behind = _behind(net, found, kinds, as_of)
    answering = net.store.answering(text, list(behind)) if found.workshops_total and behind else set()
    also = [id_ for id_ in behind if id_ not in answering]
    workshops = [*(hit.node.id for hit in found.workshops), *also][:limit]
    others = found.others[:limit] if _wants_others(kinds) else ()
    details = find_details(net.store, [*(hit.node.id for hit in (*found.hits, *others)), *workshops], day(as_of))
    codes = _rings(net, [*(hit.node.id for hit in found.hits if hit.node.kind == "Workshop"), *workshops], as_of) if rings else {}
    nothing = not (found.total or found.others_total or workshops)
    return SearchResult(
        schema="alliance.search/1",
        revision=net.store.revision,
        as_of=as_of,
        text=text,
        total=found.total,
        left_out=found.total - len(found.hits),
        rows=tuple(_row(hit, details[hit.node.id], codes) for hit in found.hits),
        near=tuple(near_names(net.store, text, kinds, without=net.store.later(day(as_of)))) if nothing else (),
        workshops=tuple(_workshops(workshops, found, _why(net, workshops, behind, lang), net.store.names(workshops), details, codes)),
        workshops_total=found.workshops_total + len(also),
        others=tuple(_row(hit, details[hit.node.id], codes) for hit in others),
        others_total=found.others_total if _wants_others(kinds) else 0,
        not_followed=max(0, found.others_total - FOLLOWED) if _wants_workshops(kinds) else 0,
    )


def _wants_workshops(kinds: Sequence[str]) -> bool:
    return not kinds or "Workshop" in kinds


def _wants_others(kinds: Sequence[str]) -> bool:
    return not kinds or set(kinds) != {"Workshop"}


def _find(net: Session, text: str, kinds: Sequence[str], limit: int, as_of: str) -> _Found:
    hits, total = find(net, text, kinds, limit, as_of)
    other_kinds = [kind for kind in kinds if kind != "Workshop"] or OTHER_KINDS
    others, others_total = find(net, text, other_kinds, FOLLOWED, as_of)
    alike = _crafts_alike(net, text, as_of) if "Craft" in other_kinds else []
    exact = [hit for hit in others if is_exact(hit.node, text)]
    others = [*exact, *alike, *(hit for hit in others if hit not in exact)]
    own, own_total = [hit for hit in hits if hit.node.kind == "Workshop"], total - others_total
    if not _wants_workshops(kinds):
        own, own_total = [], 0
    elif kinds or len(own) < min(limit, own_total):
        own, own_total = find(net, text, ("Workshop",), limit, as_of)
    return _Found(hits, total, own, own_total, others, others_total + len(alike))


def _crafts_alike(net: Session, text: str, as_of: str) -> list[Hit]:
    """Return the crafts that go by another word for what was typed, and do not hold it themselves."""
    words = words_alike(words_of(net.store.settings()), text)
    named = net.store.find_named([("Craft", word) for word in words]) if words else {}
    nodes = {node.id: node for found in named.values() for node in found}
    passed = {*net.store.answering(text, list(nodes)), *net.store.later(day(as_of))} if nodes else set()
    return [Hit(node, "synonym", node.name) for id_, node in sorted(nodes.items()) if id_ not in passed]


def _behind(net: Session, found: _Found, kinds: Sequence[str], as_of: str) -> Mapping[str, Sequence[Reason]]:
    asked = [hit.node.id for hit in found.others[:FOLLOWED]]
    return net.analyst().workshops_behind(asked, day(as_of)) if asked and _wants_workshops(kinds) else {}


def _why(net: Session, ids: Sequence[str], behind: Mapping[str, Sequence[Reason]], lang: str) -> dict[str, tuple[WhyFound, ...]]:
    """Return id → the reasons of each workshop, named; one read for all."""
    reasons = {id_: behind.get(id_, ())[:REASONS] for id_ in ids}
    nodes = net.store.nodes({id_ for of in reasons.values() for one in of for id_ in (one.node, one.via) if id_})
    named = {id_: ref(node) for id_, node in nodes.items()}
    return {id_: tuple(_said(one, named[one.node], named.get(one.via), lang) for one in of) for id_, of in reasons.items()}


def _said(reason: Reason, node: NodeRef, via: NodeRef | None, lang: str) -> WhyFound:
    return WhyFound(reason.kind, node, via, say_reason(reason.kind, node.name, via.name if via else "", lang))


def _workshops(
    ids: Sequence[str],
    found: _Found,
    why: Mapping[str, tuple[WhyFound, ...]],
    names: Mapping[str, str],
    details: Mapping[str, Details],
    codes: Mapping[str, str],
) -> Iterator[FoundWorkshop]:
    own = {hit.node.id: hit for hit in found.workshops}
    for id_ in ids:
        hit, about = own.get(id_), details[id_]
        yield FoundWorkshop(
            id=id_,
            name=names.get(id_, id_),
            matched=hit.matched if hit else "",
            text=hit.text if hit else "",
            host=about.host,
            place=about.place,
            heads=tuple(about.heads),
            why=why[id_],
            ring=codes.get(id_),
        )


def _row(hit: Hit, about: Details, codes: Mapping[str, str]) -> SearchRow:
    node = hit.node
    beside = (*about.led, *((about.employer,) if about.employer else ())) if node.kind == "Person" else ()
    return SearchRow(
        id=node.id,
        kind=node.kind,
        name=node.name,
        matched=hit.matched,
        text=hit.text,
        place=about.place,
        ring=codes.get(node.id),
        beside=beside,
    )


def _rings(net: Session, ids: Sequence[str], as_of: str) -> dict[str, str]:
    return net.analyst().codes(sorted(set(ids)), day(as_of))
