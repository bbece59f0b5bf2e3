"""有合作空间, from places and events: terms about alliances, regions, activities and former contacts."""

from __future__ import annotations

import math
from collections.abc import Iterator

from alliance.partners.records import Part
from alliance.partners.terms.base import Query, term


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
    """Both lie in one county or district (half as much: in one city); the fewer of all lie there, the more it says."""
    ground = query.ground
    mine, theirs = ground.regions(query.who), ground.regions(other)
    shared = [region for region in mine if region in theirs]
    if shared and ground.tier(shared[0]) >= 2:
        amount = (1.0 if ground.tier(shared[0]) == 3 else 0.5) * (1.0 - ground.share_in(shared[0]))
        yield Part(amount, {"region": (shared[0],)}, ties=tuple(dict.fromkeys((*mine[shared[0]], *theirs[shared[0]]))))


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


TERMS = (same_alliance, same_region, same_activity, past, active)
