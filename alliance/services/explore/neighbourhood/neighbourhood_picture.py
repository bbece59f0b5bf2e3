"""The picture of one node from the answer about its neighbourhood: who is in contact stands right, by the one rule of contacts."""

from __future__ import annotations

from dataclasses import replace

from alliance.drawing.columns import Item, Link
from alliance.drawing.picture import Picture, picture
from alliance.services.explore.neighbourhood.neighbourhood_facts import NeighbourhoodFacts
from alliance.services.explore.neighbourhood.neighbours_paths import NeighboursResult

NO_FACTS = NeighbourhoodFacts({}, {})
LIMITS = (150, 500, 2000)  # nodes: at first, on request, at most


def draw_neighbourhood(found: NeighboursResult, lang: str = "zh", further: int = 0, facts: NeighbourhoodFacts = NO_FACTS) -> Picture:
    """Return the picture; ``further`` nodes more than at first stand in each column at most. What is there already keeps its place.

    The places are the same for the same answer, and for one with more steps or a higher limit: newcomers stand behind those before.
    """
    centre = found.node.id
    links = [Link(id=tie.id, kind=tie.kind, source=tie.from_, target=tie.to, date=tie.date) for tie in found.ties]
    contacts = [Link(one.id, one.kind, centre, one.other.id, one.date, one.via.name if one.via else "") for one in found.contacts]
    items = [replace(item, workshops=facts.workshops.get(item.id, 0), reach=facts.reach.get(item.id, "")) for item in _items(found)]
    return picture(Item(centre, found.node.kind, found.node.name), items, links, contacts, lang, further=further)


def ids_around(found: NeighboursResult) -> list[str]:
    """Return the ids of the nodes that the picture may show around its centre."""
    return [item.id for item in _items(found)]


def _items(found: NeighboursResult) -> list[Item]:
    """Return the nodes around, and those besides with whom the centre is in contact over others."""
    contacts = {one.other.id: one.other for one in found.contacts}
    rows = [
        Item(id=row.id, kind=row.kind, name=row.name, degree=row.degree, batch=0 if row.id in contacts else _batch(i))
        for i, row in enumerate(found.rows)
    ]
    there = {row.id for row in rows}
    return rows + [Item(one.id, one.kind, one.name) for one in contacts.values() if one.id not in there]


def _batch(i: int) -> int:
    """Return with which limit a row came: what came with a higher one stands behind the rest."""
    return sum(i >= limit - 1 for limit in LIMITS)
