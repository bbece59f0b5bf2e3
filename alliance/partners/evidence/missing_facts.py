"""Facts that are not on record of a party and would change its list: what to fill in first."""

from __future__ import annotations

from alliance.partners.evidence.field_state import Ground

# by how much a record of the sort adds to a list: from need to place
SORTS = ("need", "craft", "industry", "contact", "alliance", "region")


def missing(ground: Ground, number: int) -> tuple[str, ...]:
    """Return the sorts of record (``SORTS``, in that order) of which a party has none at the date."""
    there = {
        "need": bool(ground.needs(number)) or bool(ground.known_ties(number, "OFFERS")),
        "craft": bool(ground.crafts(number)),
        "industry": bool(ground.divisions(number)),
        "contact": bool(len(ground.acquaintance.by_party.of(number))),
        "alliance": bool(ground.alliances(number)),
        "region": any(ground.tier(region) >= 2 for region in ground.regions(number)),
    }
    return tuple(sort for sort in SORTS if not there[sort])
