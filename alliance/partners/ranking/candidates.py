"""Who could be suggested at all: generators, each a small function of a query with the same signature.

A generator returns its best ``LIMIT`` parties (numbers, best first); terms then score the union.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.partners.evidence.event_history import Classes, Floats, History
from alliance.partners.evidence.profiles import profiles
from alliance.partners.terms.base import Query
from alliance.partners.terms.opportunity_structure import vector

LIMIT = 100
NOBODY: NDArray[Any] = np.zeros(0, dtype=np.int64)
Generator = Callable[[Query], NDArray[Any]]


def best(scores: Floats, limit: int = LIMIT) -> NDArray[Any]:
    """Return the places of the highest scores above 0, highest first, the lower number first among equals."""
    found = np.flatnonzero(scores > 0)
    if len(found) > limit:
        edge = np.partition(scores[found], len(found) - limit)[len(found) - limit]
        found = found[scores[found] >= edge]
    return found[np.lexsort((found, -scores[found]))][:limit]


def _from_vector(ties: str, measure: str) -> Generator:
    def generator(query: Query) -> NDArray[Any]:
        return best(query.allowed * vector(query, ties, measure))

    return generator


def active(query: Query) -> NDArray[Any]:
    """The most active parties: popularity, and all that is left for a party of which nothing is known."""
    return best(query.allowed * query.history.activity)


STRUCTURAL: tuple[Generator, ...] = (
    _from_vector("ties", "allocation"),
    _from_vector("recent", "allocation"),
    _from_vector("ties", "walk"),
    _from_vector("ties", "paths_of_three"),
    active,
)


def in_topics(query: Query) -> NDArray[Any]:
    """Those most engaged in our topics."""
    found = profiles(query.history).topics
    return best(found.engagement(query.at)) if found else NOBODY


def in_words(query: Query) -> NDArray[Any]:
    """Those whose events read most like ours."""
    found = profiles(query.history).words
    return best(found.likeness(query.at)) if found else NOBODY


def most_partnered(query: Query) -> NDArray[Any]:
    """Those with the most partners."""
    return _make_once(query.history, "partnered", lambda: best(query.history.degree))


def in_our_region(query: Query) -> NDArray[Any]:
    """The most active of our region."""
    return _most_active_of(query, query.history.region)


def in_our_sector(query: Query) -> NDArray[Any]:
    """The most active of our sector."""
    return _most_active_of(query, query.history.sector)


def in_our_region_and_sector(query: Query) -> NDArray[Any]:
    """The most active of our region and sector."""
    return _most_active_of(query, query.history.region, query.history.sector)


def _most_active_of(query: Query, *classes: Classes | None) -> NDArray[Any]:
    history, codes = query.history, [int(one.code[query.at]) if one else -1 for one in classes]
    if min(codes) < 0:
        return NOBODY

    def make() -> NDArray[Any]:
        fits = np.ones(history.n, dtype=bool)
        for one, code in zip(classes, codes, strict=True):
            fits &= one.code == code  # type: ignore[union-attr]
        return best(history.activity * fits)

    return _make_once(history, (*map(id, classes), *codes), make)


def _make_once(history: History, key: Any, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
    """Return what is the same for every party of a class, made once for a history."""
    kept: dict[Any, NDArray[Any]] = history.__dict__.setdefault("_best", {})
    if key not in kept:
        kept[key] = make()
    return kept[key]


OF_HISTORY: tuple[Generator, ...] = (*STRUCTURAL, in_topics, in_words, most_partnered, in_our_region, in_our_sector, in_our_region_and_sector)


def same_crafts(query: Query) -> NDArray[Any]:
    """Parties with a craft of ours, of their own or by an achievement, the rarest craft first."""
    ground = query.ground
    crafts = sorted({*ground.crafts(query.who), *ground.proven(query.who)}, key=lambda craft: (ground.holders(craft), craft))
    return np.concatenate([_ends(query, "HAS_CRAFT", crafts), _makers(query, crafts)])


def matching_needs(query: Query) -> NDArray[Any]:
    """Parties that offer or can do what we need, and those that need what we offer or can do."""
    ground = query.ground
    wanted = sorted({need.craft for need in ground.needs(query.who)})
    given = sorted({craft for craft, _ in ground.gives(query.who)})
    raisers = [_ends(query, "RAISED", demands) for demands in [_ends(query, "NEEDS", given).tolist()] if demands]
    able = [_ends(query, "OFFERS", wanted), _ends(query, "HAS_CRAFT", wanted), _makers(query, wanted)]
    return np.concatenate([*able, _ends(query, "NEEDS", given), *raisers])


def _makers(query: Query, crafts: list[int]) -> NDArray[Any]:
    return _ends(query, "PRODUCED", _ends(query, "HAS_CRAFT", crafts).tolist())


def same_alliance(query: Query) -> NDArray[Any]:
    """Members of our alliances."""
    alliances = sorted(query.ground.alliances(query.who))
    return np.concatenate([_ends(query, "MEMBER_OF", alliances), _ends(query, "LEADS_ALLIANCE", alliances)])


def same_activity(query: Query) -> NDArray[Any]:
    """Those who took part in an activity of ours, the newest first."""
    ground = query.ground
    return _ends(query, "PARTICIPATES_IN", sorted(ground.activities(query.who), key=lambda activity: (-ground.day(activity), activity)))


def in_chain(query: Query) -> NDArray[Any]:
    """Those up or down a declared chain."""
    standing = list(query.ground.standing(query.who))
    ends = [query.ground.snapshot.adjacency("UPSTREAM_OF", reverse=reverse).of(number) for number in standing for reverse in (False, True)]
    return np.concatenate([NOBODY, *ends])


def same_challenge(query: Query) -> NDArray[Any]:
    """Those who worked on a challenge of ours."""
    challenges = sorted(query.ground.challenges(query.who))
    return np.concatenate([_ends(query, kind, challenges) for kind in ("ADDRESSES", "CLAIMED", "SOLVED")])


def in_division(query: Query) -> NDArray[Any]:
    """Parties of our divisions, those of our city first."""
    return _nearest(query, sorted(query.ground.divisions(query.who)))


def beside_division(query: Query) -> NDArray[Any]:
    """Parties of the divisions that stand near ours, those of our city first."""
    mine = query.ground.divisions(query.who)
    return _nearest(query, sorted({b for a, b in query.ground.neighbouring if a in mine and b not in mine}))


def in_region(query: Query) -> NDArray[Any]:
    """Parties of our county, then of our city."""
    ground = query.ground
    regions = [region for region in ground.regions(query.who) if ground.tier(region) >= 2]
    return np.concatenate([NOBODY, *(ground.in_region(region) for region in regions)])


def _nearest(query: Query, divisions: list[str]) -> NDArray[Any]:
    found = np.concatenate([NOBODY, *(query.ground.in_division(code) for code in divisions)])
    return found[np.argsort(~np.isin(found, in_region(query)), kind="stable")]


FIELD: tuple[Generator, ...] = (
    same_crafts,
    matching_needs,
    same_alliance,
    same_activity,
    in_chain,
    same_challenge,
    in_division,
    beside_division,
    in_region,
)


def _ends(query: Query, kind: str, targets: Iterable[int]) -> NDArray[Any]:
    """Return the sources of the ties of a kind into the targets, target by target."""
    adjacency = query.ground.snapshot.adjacency(kind, reverse=True)
    return np.concatenate([NOBODY, *(adjacency.of(target) for target in targets)])


def field_candidates(query: Query) -> NDArray[Any]:
    """Return the numbers of all parties that a generator proposes, ascending.

    What a generator of attributes names need not be a party yet: heads stand for the workshops they
    lead, units for the workshops they host.
    """
    ground = query.ground
    named = [ground.history.node[generator(query)] for generator in STRUCTURAL if query.at >= 0]  # type: ignore[index]
    for generator in FIELD:
        named.append(ground.as_parties(generator(query), query.kinds)[: 2 * LIMIT])
    return _without(np.unique(np.concatenate(named).astype(np.int64)), np.array([query.who]))


def history_candidates(query: Query) -> NDArray[Any]:
    """Return the places that the generators propose from the history alone, ascending, without the party and its partners."""
    found = np.unique(np.concatenate([generator(query) for generator in OF_HISTORY]))
    return _without(found, np.append(query.history.partners(query.at), query.at))


def _without(found: NDArray[Any], left_out: NDArray[Any]) -> NDArray[Any]:
    return found[~np.isin(found, left_out)]
