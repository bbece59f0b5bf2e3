"""有合作空间, from contacts: terms about the paths between the two along contacts on record, and about how active the other is.

They ask the history alone, so that the product and the measured benchmark share them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.partners.evidence.event_history import Floats
from alliance.partners.evidence.profiles import profiles
from alliance.partners.evidence.proximity import Ties, structure
from alliance.partners.records import Part
from alliance.partners.terms.base import Query, term

_NOBODY, _NOTHING = np.zeros(0, dtype=np.int64), np.zeros(0)
NAMED = 3  # shared partners that get a sentence of their own; the rest share one


def vector(query: Query, ties: str, measure: str) -> Floats:
    """Return a measure of ``structure`` (allocation, walk …) of the query's party along ``ties`` or ``recent``."""
    made: Floats = query.memo(f"{ties}.{measure}", lambda: getattr(getattr(structure(query.history), ties), measure)(query.at))
    return made


def _rooted(ties: str, measure: str, *, far: bool = False) -> Callable[[Query, NDArray[Any]], Floats]:
    def amounts(query: Query, others: NDArray[Any]) -> Floats:
        places = query.places(others)
        found: Floats = np.sqrt(vector(query, ties, measure)[places])
        if far:  # whoever was a partner before needs no way round
            found[_met(query)[places]] = 0.0
        return found

    return amounts


def _met(query: Query) -> NDArray[np.bool_]:
    def make() -> NDArray[np.bool_]:
        met = np.zeros(query.history.n, dtype=bool)
        met[query.history.partners(query.at)] = True
        return met

    found: NDArray[np.bool_] = query.memo("met", make)
    return found


def _handed_on(query: Query, along: str, other: int) -> tuple[NDArray[Any], Floats]:
    """Return (shared partners, what each hands on) along ``ties`` or ``recent``, the strongest first."""
    ties: Ties = getattr(structure(query.history), along)

    def make() -> tuple[NDArray[Any], Floats]:
        partners, amounts = ties.local(query.place(other))
        share = query.memo(f"{along}.row", lambda: ties.row(query.at) * ties.inverse)[partners] * amounts
        told = share > 0
        partners, share = partners[told], share[told]
        order = np.lexsort((partners, -share))
        return partners[order], share[order]

    found: tuple[NDArray[Any], Floats] = query.memo(f"{along}.handed.{other}", make)
    return found


def _shared(query: Query, along: str, other: int, rest_code: str) -> Iterator[Part]:
    """The parts of √allocation: one for each of the strongest shared partners, one for the rest."""
    total = math.sqrt(float(vector(query, along, "allocation")[query.place(other)]))
    middles, share = _handed_on(query, along, other) if total > 0 else (_NOBODY, _NOTHING)
    if not len(share):
        return
    amounts, there = share * (total / float(share.sum())), query.place(other)
    for middle, amount in zip(middles[:NAMED].tolist(), amounts.tolist(), strict=False):
        last, evidence, events = _rests_on(query, [(query.at, middle), (middle, there)])
        yield Part(amount=amount, nodes={"partner": (query.node(middle),)}, facts={"last": last}, ties=evidence, events=events)
    rest = middles[NAMED:].tolist()
    if rest:
        evidence = _rests_on(query, [pair for middle in rest for pair in ((query.at, middle), (middle, there))])[1] if query.history.witness else ()
        nodes = {"partners": tuple(query.node(middle) for middle in rest)}
        yield Part(amount=float(amounts[NAMED:].sum()), nodes=nodes, facts={"count": len(rest)}, ties=evidence, code=rest_code)


def _rests_on(query: Query, pairs: list[tuple[int, int]]) -> tuple[tuple[int, int], tuple[int, ...], tuple[int, ...]]:
    """Return the newest date, the ties and the events of the contacts of these pairs of places."""
    witness = query.history.witness
    if witness is None:
        events = tuple(dict.fromkeys(event for pair in pairs for event in query.history.joint(*pair)))
        newest = max((int(query.history.day[event]) for event in events), default=0)
        return (newest, newest), (), events
    found = [one for a, b in pairs for one in witness.witnesses(query.node(a), query.node(b))]
    last = max((span for span, _ in found), key=lambda span: span[1], default=(0, 0))
    return last, tuple(dict.fromkeys(tie for _, ties in found for tie in ties)), ()


@term("room.shared-partner", 4.0, 3.0, amounts=_rooted("ties", "allocation"))
def shared_partner(query: Query, other: int) -> Iterator[Part]:
    """√ of resource allocation: partners that both have, those with few partners counting for more."""
    yield from _shared(query, "ties", other, "room.shared-partners-more")


@term("room.lately", 2.0, 2.0, amounts=_rooted("recent", "allocation"))
def lately(query: Query, other: int) -> Iterator[Part]:
    """√ of resource allocation with every event halved every two years: the shared partners are in touch now."""
    yield from _shared(query, "recent", other, "room.lately-more")


@term("room.walk", 2.0, 2.0, amounts=_rooted("ties", "walk", far=True))
def walk(query: Query, other: int) -> Iterator[Part]:
    """√ of the random walk with restart: many short ways lead to the other; a shortest one is named."""
    amount = float(_rooted("ties", "walk", far=True)(query, np.array([other]))[0])
    path = _path(query, other) if amount > 0 else []
    if path:
        yield _along(query, path, amount)


@term("room.paths-of-three", 1.0, 1.0, amounts=_rooted("ties", "paths_of_three", far=True))
def paths_of_three(query: Query, other: int) -> Iterator[Part]:
    """√ of degree-normalised paths of length three: partners of partners work with the other; the strongest is named."""
    amount = float(_rooted("ties", "paths_of_three", far=True)(query, np.array([other]))[0])
    if amount > 0:
        yield _along(query, _strongest_three(query, other), amount)


@term("room.walk-lately", 2.0, 2.0, amounts=_rooted("recent", "walk", far=True))
def walk_lately(query: Query, other: int) -> Iterator[Part]:
    """√ of the random walk along ties halved every two years: the short ways are in use now."""
    amount = float(_rooted("recent", "walk", far=True)(query, np.array([other]))[0])
    path = _path(query, other, "recent") if amount > 0 else []
    if path:
        yield _along(query, path, amount)


def _path(query: Query, other: int, along: str = "ties") -> list[int]:
    """Return a shortest path of places: over the strongest shared partner, else by breadth, the lowest numbers first."""
    middles, there = _handed_on(query, along, other)[0], query.place(other)
    if len(middles):
        return [query.at, int(middles[0]), there]
    return query.history.path(query.at, there)


def _strongest_three(query: Query, other: int) -> list[int]:
    ties, there = structure(query.history).ties, query.place(other)
    row = query.memo("three.one", lambda: ties.root * ties.row(query.at))
    two = query.memo("three.two", lambda: ties.root * ties.step(row))
    lasts, amounts = ties.local(there)
    last = int(lasts[int(np.argmax(two[lasts] * amounts))])
    firsts, amounts = ties.local(last)
    return [query.at, int(firsts[int(np.argmax(row[firsts] * amounts))]), last, there]


def _along(query: Query, path: list[int], amount: float) -> Part:
    _, ties, events = _rests_on(query, list(itertools.pairwise(path)))
    return Part(
        amount=amount, nodes={"between": tuple(query.node(place) for place in path[1:-1])}, facts={"steps": len(path) - 1}, ties=ties, events=events
    )


def _partners_of(query: Query, others: NDArray[Any]) -> Floats:
    found: Floats = np.log1p(query.history.degree[query.places(others)])
    return found


@term("room.partners", 0.4, 0.4, amounts=_partners_of)
def partners(query: Query, other: int) -> Iterator[Part]:
    """How many partners the other has in all, as a logarithm: who has many is easily met."""
    count = int(query.history.degree[query.place(other)])
    if count:
        yield Part(math.log1p(count), {}, {"count": count})


def _lately_of(query: Query, others: NDArray[Any]) -> Floats:
    found: Floats = np.log1p(query.history.lately[query.places(others)])
    return found


@term("room.activity-lately", 0.3, 0.3, amounts=_lately_of)
def activity_lately(query: Query, other: int) -> Iterator[Part]:
    """How active the other has been lately (events halved every half year), as a logarithm."""
    history, there = query.history, query.place(other)
    events = history.incidence.indices[history.incidence.indptr[there] : history.incidence.indptr[there + 1]]
    if history.lately[there] > 0:
        days = history.day[events]
        recent = tuple(events[(history.now - days <= 731) & (days > 0)].tolist())
        yield Part(math.log1p(float(history.lately[there])), {}, {"count": len(recent)}, events=recent)


def _affinity_of(mixing: str) -> Callable[[Query, NDArray[Any]], Floats]:
    def amounts(query: Query, others: NDArray[Any]) -> Floats:
        found = getattr(profiles(query.history), mixing)
        return found.with_all(query.at, query.places(others)) if found else np.zeros(len(others))

    return amounts


def _affinity(query: Query, other: int, mixing: str, code: str) -> Iterator[Part]:
    amount = float(_affinity_of(mixing)(query, np.array([other]))[0])
    if amount:
        found, there = getattr(profiles(query.history), mixing), query.place(other)
        mine, theirs = int(found.code[query.at]), int(found.code[there])
        facts = {
            "mine": found.names[mine],
            "theirs": found.names[theirs],
            "observed": int(found.observed[mine, theirs]),
            "expected": round(float(found.expected[mine, theirs]), 1),
        }
        yield Part(amount, {}, facts, code=code if amount > 0 else f"{code}-seldom")


@term("room.regions", 0.3, 0.5, amounts=_affinity_of("regions"))
def regions(query: Query, other: int) -> Iterator[Part]:
    """The two regions work together more (or less) than their sizes let expect: log of observed over expected pairs."""
    yield from _affinity(query, other, "regions", "room.regions")


@term("industry.sectors", 0.3, 0.5, amounts=_affinity_of("sectors"))
def sectors(query: Query, other: int) -> Iterator[Part]:
    """The two kinds of organisation work together more (or less) than their sizes let expect: log of observed over expected pairs."""
    yield from _affinity(query, other, "sectors", "industry.sectors")


TERMS = (shared_partner, lately, walk, paths_of_three)
OF_HISTORY = (*TERMS, walk_lately, partners, activity_lately, regions, sectors)
