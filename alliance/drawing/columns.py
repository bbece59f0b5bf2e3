"""Places in the picture of one node and its surroundings: the column says what a tie means.

Left of the centre stands what it belongs to (归属), right what it works and meets with (合作); the outer
columns are one step further on the same side. Same data, same places: every order ends in the id.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alliance import schema

WIDTH, HEIGHT = 820, 548  # of the picture at which nothing need be scaled
HEAD = 60  # kept free for the heads of the columns
PITCH, LEAST_PITCH = 96, 32  # distance of rows
ROWS = 14  # more in an inner column begin a second lane
LANE = 150
FIGURES = ("workshop", "union", "organisation", "university", "alliance", "activity", "industry", "person")
# ties to a shared undertaking are dealings, though their layer is affiliation
DEALINGS = {"PARTICIPATES_IN", "ORGANISES", "PARTY_TO", "PRODUCED", "ADDRESSES", "CLAIMED", "SOLVED", "RAISED", "MENTORS"}
NARROW = {-1: -0.3, 0: 0.0, 1: 0.3}  # share of the width of a phone


@dataclass(frozen=True, slots=True)
class Item:
    """A node to draw; ``degree`` is the number of its neighbours in the whole network, 0 where it is not known."""

    id: str
    kind: str
    name: str
    degree: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A tie to draw."""

    id: str
    kind: str
    source: str
    target: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: column −2 … 2, x and y from the middle, x as a share of a narrow screen (None: not drawn there)."""

    column: int
    x: float
    y: float
    narrow: float | None
    side: str  # where its label goes: l, r, t, b
    room: float  # how wide the label may be


def works(kind: str) -> bool:
    """Say whether a tie of this kind stands on the right, among the dealings."""
    return schema.tie_kind(kind).layer != "affiliation" or kind in DEALINGS


def figure(kind: str) -> str:
    """Return the shape of a node kind."""
    return schema.node_kind(kind).figure if kind in schema.NODE_CODE else "organisation"


def sides(centre: str, items: Sequence[Item], links: Sequence[Link]) -> dict[int, list[Item]]:
    """Return the items of each column in the order in which they stand, the centre left out.

    A node with ties of both sorts to the centre stands right. A node two steps away stands beyond the first
    of its neighbours in an inner column, to which it has a tie of that column's sort; any other is left out.
    """
    right = {other for link in links for other in _across(link, centre) if works(link.kind)}
    near = {other for link in links for other in _across(link, centre)}
    of_side = {1: [link for link in links if works(link.kind)], -1: [link for link in links if not works(link.kind)]}
    columns: dict[int, list[Item]] = {
        side: _sort_items(item for item in items if item.id in near and (item.id in right) == (side > 0)) for side in (-1, 1)
    }
    for side in (1, -1):
        taken = {centre, *(item.id for column in columns.values() for item in column)}
        columns[2 * side] = _beyond(columns[side], [item for item in items if item.id not in taken], of_side[side])
    return columns


def places(centre: str, columns: Mapping[int, Sequence[Item]]) -> tuple[dict[str, Place], int, int]:
    """Return the place of every node, and width and height of the whole."""
    lanes = {side: max(1, math.ceil(len(columns[side]) / ROWS)) for side in (-1, 1)}
    rows = max(len(columns.get(column, ())) // (lanes.get(column, 1)) + 1 for column in (-2, -1, 1, 2))
    height = max(HEIGHT, rows * LEAST_PITCH + 2 * HEAD)
    width = WIDTH + LANE * (sum(lanes.values()) - 2)
    found = {centre: Place(column=0, x=0.0, y=HEAD / 4, narrow=0.0, side="b", room=200.0)}
    for column, items in columns.items():
        for index, item in enumerate(items):
            found[item.id] = _place(column, index, len(items), lanes.get(column, 1), height, outer=bool(columns.get(2 * column)))
    return found, width, height


def _place(column: int, index: int, count: int, lanes: int, height: int, *, outer: bool) -> Place:
    per_lane = math.ceil(count / lanes)
    lane, row = divmod(index, per_lane)
    in_lane = min(per_lane, count - lane * per_lane)
    pitch = min(PITCH, (height - 2 * HEAD) / in_lane)
    offset = row - (in_lane - 1) / 2
    y = round(offset * pitch + HEAD / 4, 1)
    sign = 1 if column > 0 else -1
    if abs(column) == 2:
        return Place(column=column, x=sign * (WIDTH * 0.315 + LANE * (lanes - 1)), y=y, narrow=None, side="r" if sign > 0 else "l", room=140.0)
    bow = 0.03 * WIDTH * (offset / max(1.0, (in_lane - 1) / 2)) ** 2  # a slight arc, so that the centre is seen to be the centre
    x = sign * (WIDTH * (0.19 if outer else 0.24) + LANE * lane - bow)
    over = "t" if offset < 0 else "b"
    side = over if outer and lanes == 1 else ("r" if sign > 0 else "l")
    room = LANE - 30.0 if lanes > 1 else 150.0 if outer else 180.0
    return Place(column=column, x=round(x, 1), y=y, narrow=NARROW[column] if lane == 0 else None, side=side, room=room)


def _beyond(inner: Sequence[Item], rest: Sequence[Item], links: Sequence[Link]) -> list[Item]:
    at = {item.id: index for index, item in enumerate(inner)}
    parent: dict[str, int] = {}
    for link in links:
        for here, there in ((link.source, link.target), (link.target, link.source)):
            if here in at:
                parent[there] = min(parent.get(there, len(at)), at[here])
    return sorted((item for item in rest if item.id in parent), key=lambda item: (parent[item.id], *_rank(item)))


def _across(link: Link, centre: str) -> tuple[str, ...]:
    if centre not in (link.source, link.target):
        return ()
    return (link.target if link.source == centre else link.source,)


def _sort_items(items: object) -> list[Item]:
    return sorted(items, key=_rank)  # type: ignore[call-overload,no-any-return]


def _rank(item: Item) -> tuple[int, str, str]:
    return FIGURES.index(figure(item.kind)), item.name, item.id
