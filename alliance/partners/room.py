"""有合作空间: terms that speak of the way to each other: shared partners, alliances, places, activity."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.partners.history import Floats
from alliance.partners.records import Part
from alliance.partners.structure import structure
from alliance.partners.terms import Query, term

NAMED = 5  # shared partners that get a sentence of their own; the rest share one


def _row(name: str) -> Callable[[Query], Floats]:
    return lambda query: query.memo(name, lambda: getattr(structure(query.history), name)(query.at))  # type: ignore[no-any-return]


def _rooted(name: str, *, far: bool = False) -> Callable[[Query, NDArray[Any]], Floats]:
    def amounts(query: Query, others: NDArray[Any]) -> Floats:
        places = query.places(others)
        found: Floats = np.sqrt(_row(name)(query)[places])
        return found * ~_met(query, places) if far else found

    return amounts


def _met(query: Query, places: NDArray[Any]) -> NDArray[np.bool_]:
    """Say who was a partner before: no way round is needed to them."""
    return np.isin(places, query.history.partners(query.at))


def _shared(query: Query, other: int, matrix: Any, total: float) -> Iterator[Part]:
    """The parts of an allocation: one for each of the strongest shared partners, one for the rest."""
    if total <= 0:
        return
    at, there = query.at, query.place(other)
    history, inverse = query.history, structure(query.history).inverse
    both = np.intersect1d(history.partners(at), history.partners(there))
    share = _entries(matrix, at, both) * _entries(matrix, there, both) * inverse[both]
    scale = math.sqrt(total) / total
    order = np.lexsort((both, -share))
    order = order[share[order] > 0]
    for i in order[:NAMED]:
        middle = int(both[i])
        last, ties, events = _rests_on(query, [(at, middle), (middle, there)])
        yield Part(share[i] * scale, {"partner": (query.node(middle),)}, {"last": last}, ties, events)
    if len(order) > NAMED:
        rest = order[NAMED:]
        middles = [int(both[i]) for i in rest]
        _, ties, events = _rests_on(query, [pair for middle in middles for pair in ((at, middle), (middle, there))])
        nodes = {"partners": tuple(query.node(middle) for middle in middles)}
        yield Part(float(share[rest].sum()) * scale, nodes, {"count": len(rest)}, ties, events, code="room.shared-partners-more")


def _entries(matrix: Any, at: int, others: NDArray[Any]) -> Floats:
    low, high = matrix.indptr[at], matrix.indptr[at + 1]
    places = low + np.searchsorted(matrix.indices[low:high], others)
    places = np.minimum(places, max(high - 1, 0))
    if high == low:
        return np.zeros(len(others))
    return np.where(matrix.indices[places] == others, matrix.data[places], 0.0)


def _joint(query: Query, a: int, b: int) -> list[int]:
    incidence = query.history.incidence
    mine = incidence.indices[incidence.indptr[a] : incidence.indptr[a + 1]]
    theirs = incidence.indices[incidence.indptr[b] : incidence.indptr[b + 1]]
    return [int(event) for event in np.intersect1d(mine, theirs)]


def _rests_on(query: Query, pairs: list[tuple[int, int]]) -> tuple[tuple[int, int], tuple[int, ...], tuple[int, ...]]:
    """Return the newest date, the ties and the events of the contacts of these pairs of places."""
    witness = query.history.witness
    if witness is None:
        events = tuple(dict.fromkeys(event for pair in pairs for event in _joint(query, *pair)))
        newest = max((int(query.history.day[event]) for event in events), default=0)
        return (newest, newest), (), events
    found = [one for a, b in pairs for one in witness.witnesses(query.node(a), query.node(b))]
    newest_span = max((span for span, _ in found), key=lambda span: span[1], default=(0, 0))
    return newest_span, tuple(dict.fromkeys(tie for _, ties in found for tie in ties)), ()


@term("room.shared-partner", 4.0, 3.0, amounts=_rooted("allocation"))
def shared_partner(query: Query, other: int) -> Iterator[Part]:
    """√ of resource allocation: partners that both have, those with few partners counting for more."""
    total = float(_row("allocation")(query)[query.place(other)])
    yield from _shared(query, other, structure(query.history).tie, total)


@term("room.lately", 2.0, 2.0, amounts=_rooted("allocation_recent"))
def lately(query: Query, other: int) -> Iterator[Part]:
    """√ of resource allocation with every event halved every two years: the shared partners are in touch now."""
    total = float(_row("allocation_recent")(query)[query.place(other)])
    for part in _shared(query, other, structure(query.history).tie_recent, total):
        yield part if not part.code else Part(part.amount, part.nodes, part.facts, part.ties, part.events, "room.lately-more")


def _path(query: Query, other: int) -> list[int]:
    """A shortest path of places from the party to the other, the lowest numbers first; empty where there is none."""
    shared, start, goal = query.history.shared, query.at, query.place(other)
    before, layer = {start: start}, [start]
    while layer and goal not in before:
        following = []
        for here in layer:
            for there in shared.indices[shared.indptr[here] : shared.indptr[here + 1]].tolist():
                if there not in before:
                    before[there] = here
                    following.append(there)
        layer = following
    if goal not in before:
        return []
    path = [goal]
    while path[-1] != start:
        path.append(before[path[-1]])
    return path[::-1]


def _along(query: Query, path: list[int], amount: float) -> Part:
    _, ties, events = _rests_on(query, list(itertools.pairwise(path)))
    return Part(amount, {"between": tuple(query.node(place) for place in path[1:-1])}, {"steps": len(path) - 1}, ties, events)


@term("room.walk", 2.0, 2.0, amounts=_rooted("walk", far=True))
def walk(query: Query, other: int) -> Iterator[Part]:
    """√ of the random walk with restart: many short ways lead to the other; the shortest is named."""
    amount = float(_rooted("walk", far=True)(query, np.array([other]))[0])
    path = _path(query, other) if amount > 0 else []
    if path:
        yield _along(query, path, amount)


@term("room.paths-of-three", 1.0, 1.0, amounts=_rooted("paths_of_three", far=True))
def paths_of_three(query: Query, other: int) -> Iterator[Part]:
    """√ of degree-normalised paths of length three: partners of partners work with the other; the strongest is named."""
    amount = float(_rooted("paths_of_three", far=True)(query, np.array([other]))[0])
    if amount <= 0:
        return
    heart, root = structure(query.history), np.sqrt(structure(query.history).inverse)
    first, last = query.history.partners(query.at), query.history.partners(query.place(other))
    middle = heart.tie[first][:, last].toarray()
    middle *= (_entries(heart.tie, query.at, first) * root[first])[:, None] * (_entries(heart.tie, query.place(other), last) * root[last])[None, :]
    i, j = np.unravel_index(int(np.argmax(middle)), middle.shape)
    yield _along(query, [query.at, int(first[i]), int(last[j]), query.place(other)], amount)


@term("room.same-alliance", 0.6)
def same_alliance(query: Query, other: int) -> Iterator[Part]:
    """Both sit in one running alliance and nothing between them is on record; a small alliance counts for more."""
    ground = query.ground
    mine, theirs = ground.alliances(query.who), ground.alliances(other)
    for alliance in sorted(mine.keys() & theirs.keys()):
        members = ground.members(alliance)
        amount = 0.4 + 1.0 / math.log2(1.0 + max(members, 2))
        yield Part(amount, {"alliance": (alliance,)}, {"members": members}, ties=(*mine[alliance], *theirs[alliance]))


@term("room.same-region", 0.4)
def same_region(query: Query, other: int) -> Iterator[Part]:
    """Both lie in one county or district (half as much: in one city)."""
    ground = query.ground
    mine, theirs = ground.regions(query.who), ground.regions(other)
    shared = [region for region in mine if region in theirs]
    if shared and ground.tier(shared[0]) >= 2:
        amount = 1.0 if ground.tier(shared[0]) == 3 else 0.5
        yield Part(amount, {"region": (shared[0],)}, ties=(*mine[shared[0]], *theirs[shared[0]]))


@term("room.same-activity", 0.6)
def same_activity(query: Query, other: int) -> Iterator[Part]:
    """Both took part in one activity, too large or of a form that makes nobody acquainted."""
    ground = query.ground
    mine, theirs = ground.activities(query.who), ground.activities(other)
    shared = sorted(mine.keys() & theirs.keys(), key=lambda activity: (-ground.day(activity), activity))
    for rank, activity in enumerate(shared[:3]):
        yield Part(0.5**rank, {"activity": (activity,)}, {"on": ground.span(activity)}, ties=(*mine[activity], *theirs[activity]))


@term("room.past", 0.8)
def past(query: Query, other: int) -> Iterator[Part]:
    """The two were in touch before, and no longer are: a thread to take up."""
    ties, last = query.ground.past(query.who, other)
    if ties:
        yield Part(1.0, {}, {"last": last}, ties=ties)


@term("room.active", 0.2, stands=False)
def active(query: Query, other: int) -> Iterator[Part]:
    """Both have exchanged with someone in the last two years."""
    mine, theirs = query.ground.newest(query.who), query.ground.newest(other)
    if mine is not None and theirs is not None:
        yield Part(1.0, {}, {"mine_on": mine[0], "theirs_on": theirs[0]}, ties=(*mine[1], *theirs[1]))


TERMS = (shared_partner, lately, walk, paths_of_three, same_alliance, same_region, same_activity, past, active)
