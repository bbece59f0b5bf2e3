"""技术技能相近: terms that speak of crafts, methods and challenges."""

from __future__ import annotations

from collections.abc import Iterator

from alliance.partners.records import Part
from alliance.partners.terms import Query, term


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


TERMS = (shared_craft, shared_challenge, shared_achievement_craft)
