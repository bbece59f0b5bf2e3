"""What the picture of one node says of those around it beside their ties: the reach of a workshop, how many workshops a region or union has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from alliance.model import day
from alliance.network.place.members import HUBS, is_seen_as_disc, workshops_of
from alliance.services.authorization import authorized
from alliance.services.session import Session


@dataclass(frozen=True, slots=True)
class NeighbourhoodFacts:
    """By id the reach code of each workshop, and how many workshops belong to each region, union, alliance … that is shown as a disc of them."""

    reach: Mapping[str, str]
    workshops: Mapping[str, int]


@authorized
def neighbourhood_facts(net: Session, ids: Collection[str], on: str | None = None) -> NeighbourhoodFacts:
    """Return both for the nodes with these ids on the day; nothing is counted where the network does not lie in memory.

    O(nodes + ties) for each hub that is asked for the first time.
    """
    as_of = net.as_of(on)
    analyst = net.analyst()
    return NeighbourhoodFacts(analyst.codes(list(ids), day(as_of)), _workshops(net, ids, as_of) if analyst.whole else {})


def _workshops(net: Session, ids: Collection[str], as_of: str) -> dict[str, int]:
    snapshot, on = net.snapshot(as_of), day(as_of)
    found = {}
    for number in map(snapshot.ids.find, ids):
        if number < 0 or (kind := snapshot.kind_of(number)) not in HUBS:
            continue
        count = snapshot.memo(("services.workshops_of", number, as_of), lambda number=number: len(workshops_of(snapshot, number, on)))
        if is_seen_as_disc(kind, count):
            found[snapshot.ids[number]] = count
    return found
