"""技术技能相近: terms that speak of crafts, methods and challenges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.partners.evidence.event_history import Floats
from alliance.partners.evidence.profiles import profiles
from alliance.partners.records import Part
from alliance.partners.terms.base import Query, term


@term("skills.shared-craft", 0.9)
def shared_craft(query: Query, other: int) -> Iterator[Part]:
    """Both have the same craft; a rare one counts for more (its inverse frequency, 1 for a pair alone with it)."""
    ground = query.ground
    mine, theirs = ground.crafts(query.who), ground.crafts(other)
    for craft in sorted(mine.keys() & theirs.keys()):
        facts = {"holders": ground.holders(craft)}
        yield Part(ground.rarity(craft), {"craft": (craft,)}, facts, ties=(*mine[craft], *theirs[craft]))


@term("skills.shared-challenge", 0.8)
def shared_challenge(query: Query, other: int) -> Iterator[Part]:
    """Both work or worked on the same challenge or demand (ADDRESSES, CLAIMED, SOLVED)."""
    ground = query.ground
    mine, theirs = ground.challenges(query.who), ground.challenges(other)
    for challenge in sorted(mine.keys() & theirs.keys()):
        yield Part(1.0, {"challenge": (challenge,)}, ties=(*mine[challenge], *theirs[challenge]))


@term("skills.shared-achievement-craft", 0.5)
def shared_achievement_craft(query: Query, other: int) -> Iterator[Part]:
    """Achievements of both use the same craft, which the two do not both list as their own."""
    ground = query.ground
    own = ground.crafts(query.who).keys() & ground.crafts(other).keys()
    mine, theirs = ground.proven(query.who), ground.proven(other)
    for craft in sorted(mine.keys() & theirs.keys() - own):
        (a, ties_a), (b, ties_b) = mine[craft], theirs[craft]
        if a != b:
            yield Part(1.0, {"craft": (craft,), "mine": (a,), "theirs": (b,)}, ties=(*ties_a, *ties_b))


def _alike(subjects: str) -> Callable[[Query, NDArray[Any]], Floats]:
    def amounts(query: Query, others: NDArray[Any]) -> Floats:
        found = getattr(profiles(query.history), subjects)
        made = query.memo(f"{subjects}.likeness", lambda: found.likeness(query.at) if found else np.zeros(query.history.n))
        values: Floats = made[query.places(others)]
        return values

    return amounts


def _subjects(query: Query, other: int, subjects: str, amount: float) -> Iterator[Part]:
    if amount > 0:
        names = getattr(profiles(query.history), subjects).shared(query.at, query.place(other))
        yield Part(amount, {}, {"topics": names[:3], "count": len(names)})


@term("skills.topics", 1.0, amounts=_alike("topics"))
def topics(query: Query, other: int) -> Iterator[Part]:
    """Their events are about the same topics, rare ones counting for more: cosine."""
    yield from _subjects(query, other, "topics", float(_alike("topics")(query, np.array([other]))[0]))


@term("skills.words", 1.0, amounts=_alike("words"))
def words(query: Query, other: int) -> Iterator[Part]:
    """The texts of their events use the same words, rare ones counting for more: cosine."""
    yield from _subjects(query, other, "words", float(_alike("words")(query, np.array([other]))[0]))


def _engaged(query: Query, others: NDArray[Any]) -> Floats:
    found = profiles(query.history).topics
    made = query.memo("engagement", lambda: np.log1p(found.engagement(query.at)) if found else np.zeros(query.history.n))
    values: Floats = made[query.places(others)]
    return values


@term("skills.engagement", 0.3, amounts=_engaged)
def engagement(query: Query, other: int) -> Iterator[Part]:
    """The other has lately been active in our topics, as a logarithm."""
    yield from _subjects(query, other, "topics", float(_engaged(query, np.array([other]))[0]))


OF_HISTORY = (topics, words, engagement)
TERMS = (shared_craft, shared_challenge, shared_achievement_craft)
