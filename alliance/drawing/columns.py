"""In which part of the picture of one node each other node stands: the part says what the tie means.

Left stands what it belongs to (归属), right who it is in contact with (往来), by the one rule of contacts; below what it did or needs, above what
belongs to it. The outer columns are one step further on the same side. Same data, same parts: every order ends in the id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from alliance import schema

FIGURES = ("workshop", "union", "organisation", "university", "alliance", "activity", "industry", "person")
# what a node did, takes part in or is in need of: neither a contact nor what it belongs to
OWN = {"PARTICIPATES_IN", "ORGANISES", "PARTY_TO", "PRODUCED", "ADDRESSES", "CLAIMED", "SOLVED", "RAISED"}
WISHES = {"NEEDS", "OFFERS"}
CARES = {"ESTABLISHED", "GUIDES"}  # who founded or guides a body is above it, though the tie begins at him
PARTS = ("right", "left", "results", "members", "right2", "left2")
AROUND = PARTS[:4]  # those that stand at the centre
BEYOND = {"right2": "right", "left2": "left"}  # outer column → the one it begins at


@dataclass(frozen=True, slots=True)
class Item:
    """A node to draw; ``degree`` is the number of its ties in the whole network, 0 where it is not known.

    ``workshops``: how many belong to it, where it is a hub that is shown as a disc of them, else 0. ``reach``: the code of a workshop, "" not known.
    ``batch``: 0 where it is there from the beginning, more where it came when more was asked for: it stands behind the earlier ones.
    """

    id: str
    kind: str
    name: str
    degree: int = 0
    batch: int = 0
    workshops: int = 0
    reach: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A tie to draw; ``via``: the name of the shared node over which two are in contact, where it is no tie of its own."""

    id: str
    kind: str
    source: str
    target: str
    date: str = ""
    via: str = ""


def works(kind: str) -> bool:
    """Say whether this is a dealing of two ends, drawn as a full line: a tie of that sort, or a contact over a shared node of this kind."""
    return kind in schema.NODE_CODE or schema.tie_kind(kind).counts_for_reach


def figure(kind: str) -> str:
    """Return the shape of a node kind."""
    return schema.node_kind(kind).figure if kind in schema.NODE_CODE else "organisation"


def is_party(kind: str) -> bool:
    """Say whether a node of this kind can be in contact: workshop or organisation (rules §1)."""
    return kind in schema.PARTIES


def parts(centre: Item, items: Sequence[Item], links: Sequence[Link], contacts: Sequence[Link]) -> dict[str, list[Item]]:
    """Return the items of each part in the order in which they stand, the centre left out.

    ``contacts`` are those of the centre, each a link from it; who is in one stands right and nowhere else. A node two steps away stands beyond
    the first of its neighbours in an inner column: right where the two deal with each other, left where that one belongs to it.
    Any other is left out.
    """
    at = {one.target: "right" for one in contacts}
    for link in links:
        for other in _across(link, centre.id):
            part = _part(link, centre)
            if other not in at or AROUND.index(part) < AROUND.index(at[other]):
                at[other] = part
    found = {part: sorted((item for item in items if at.get(item.id) == part), key=_rank) for part in AROUND}
    placed = {centre.id, *at}
    for outer, inner in BEYOND.items():
        rest, on = [item for item in items if item.id not in placed], [link for link in links if _leads_on(link, outer)]
        found[outer] = _beyond(found[inner], rest, on, outer)
        placed |= {item.id for item in found[outer]}
    return found


def _part(link: Link, centre: Item) -> str:
    out, kind = link.source == centre.id, schema.tie_kind(link.kind)
    if kind.layer == "planned" or kind.counts_for_reach:
        return "results" if is_party(centre.kind) else "right"
    if link.kind in OWN:
        return "results" if out else "right"
    if link.kind in WISHES:
        return "results" if out else "members"
    return "left" if out != (link.kind in CARES) or link.kind == "LEADS" else "members"


def _leads_on(link: Link, outer: str) -> bool:
    kind = schema.tie_kind(link.kind)
    return kind.counts_for_reach if outer == "right2" else kind.layer == "affiliation" and link.kind not in OWN | WISHES | CARES


def _beyond(inner: Sequence[Item], rest: Sequence[Item], links: Sequence[Link], outer: str) -> list[Item]:
    at = {item.id: index for index, item in enumerate(inner)}
    parent: dict[str, int] = {}
    for link in links:
        ends = ((link.source, link.target), (link.target, link.source)) if outer == "right2" else ((link.source, link.target),)
        for here, there in ends:
            if here in at:
                parent[there] = min(parent.get(there, len(at)), at[here])
    return sorted((item for item in rest if item.id in parent), key=lambda item: (item.batch, parent[item.id], *_rank(item)))


def latest(links: Iterable[Link], shown: Mapping[str, object]) -> list[Link]:
    """Return the latest tie of each pair of shown nodes and sort, by id."""
    found: dict[tuple[str, str, bool], Link] = {}
    for link in sorted(links, key=lambda link: (link.date, link.id)):
        if link.source in shown and link.target in shown:
            low, high = sorted((link.source, link.target))
            found[low, high, works(link.kind)] = link
    return sorted(found.values(), key=lambda link: link.id)


def _across(link: Link, centre: str) -> tuple[str, ...]:
    if centre not in (link.source, link.target):
        return ()
    return (link.target if link.source == centre else link.source,)


def _rank(item: Item) -> tuple[int, int, str, str]:
    return item.batch, FIGURES.index(figure(item.kind)), item.name, item.id
