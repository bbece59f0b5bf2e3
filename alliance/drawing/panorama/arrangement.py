"""Where everything stands, for a wide and for a narrow picture; once a place is given it stays given.

An arrangement is made from the discs and their members, or from these and an earlier arrangement: then a newcomer takes the next free slot,
whose reach has changed moves to a slot of his band, a disc that is new or has outgrown its room takes a free place, and nothing else
moves. Only where a disc finds no place is all arranged anew. The same discs, members and earlier arrangement give the same arrangement.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from alliance.drawing.panorama.ring import BETWEEN, EDGE, LABEL, Disc, Point, Weights, find_place, fits, order_round, place_round
from alliance.drawing.panorama.seats import Member, Seats, seat, seat_again
from alliance.drawing.panorama.slots import radius

GROWTH = 1.25  # a disc has room for so many times its slots before it needs another place
FEW, NEWCOMERS = 4, 24  # and for so many more at least; newcomers whose group is not on record yet come into a disc aside
ALONE = 2.4  # of a disc alone dots may stand so many times as far apart
TRIES = 8  # of halving the way to the greatest distance between dots that fits
NOBODY = Seats((), (0, 0, 0))


@dataclass(frozen=True, slots=True)
class Shape:
    """A picture: its size, and the greatest and the least distance between two dots."""

    width: float
    height: float
    most: float
    least: float
    strip: str  # where those stand that are no group: "right" or "bottom"


SHAPES: Mapping[str, Shape] = {"wide": Shape(1180, 620, 20, 0.05, "right"), "narrow": Shape(358, 760, 13, 0.03, "bottom")}


@dataclass(frozen=True, slots=True)
class Group:
    """A group of workshops: ``aside`` marks those that are no group (其他, 未知).

    ``label``: the width of its name's line in each shape. ``size``: how many workshops it has; ``members``: the same
    one by one, none where they are too many to be drawn as dots.
    """

    key: str
    label: Mapping[str, float]
    size: int
    members: tuple[Member, ...]
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Stand:
    """One shape of the picture: the distance of dots and the centre of each disc; the origin is the middle of the ring."""

    spacing: float
    left: float
    top: float
    centres: Mapping[str, Point]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The slots of each disc, for how many it has room, and where the discs stand in each shape."""

    seats: Mapping[str, Seats]
    room: Mapping[str, int]
    stands: Mapping[str, Stand]

    def radius(self, group: Group, shape: str) -> float:
        """Return the radius of a disc as it is now."""
        return self.stands[shape].spacing * radius(max(len(self.seats[group.key].taken), group.size))

    def as_json(self) -> dict[str, Any]:
        """Return plain values from which ``read_arrangement`` makes it again."""
        return asdict(self)


def read_arrangement(values: Mapping[str, Any]) -> Arrangement:
    """Return the arrangement of plain values. Raises ``KeyError``, ``TypeError``, ``AttributeError`` or ``ValueError`` for any others."""
    seats = {key: Seats(tuple(map(str, one["taken"])), tuple(map(int, one["ends"]))) for key, one in values["seats"].items()}
    stands = {
        name: Stand(
            spacing=float(one["spacing"]),
            left=float(one["left"]),
            top=float(one["top"]),
            centres={key: (float(x), float(y)) for key, (x, y) in one["centres"].items()},
        )
        for name, one in values["stands"].items()
    }
    return Arrangement(seats=seats, room={key: int(room) for key, room in values["room"].items()}, stands={name: stands[name] for name in SHAPES})


def arrange(groups: Sequence[Group], weights: Weights, before: Arrangement | None = None, *, still: bool = False) -> Arrangement:
    """Return the arrangement of groups in the order given; ``weights``: pairs between two groups, by their keys.

    ``still``: nobody moves, whatever his reach: the picture of another day, in the places of today.
    """
    if before is None or not before.room:
        return _arrange_anew(groups, weights)
    seats = {
        group.key: seat_again(group.members, before.seats[group.key], still=still) if group.key in before.seats else seat(group.members)
        for group in groups
    }
    return _with_room_for(groups, seats, before) or _arrange_anew(groups, weights)


def _with_room_for(groups: Sequence[Group], seats: Mapping[str, Seats], before: Arrangement) -> Arrangement | None:
    """Return the earlier arrangement with these seats; a disc that is new or has outgrown its room gets a place. None where one finds none."""
    grown = [group for group in groups if max(group.size, len(seats[group.key].taken)) > before.room.get(group.key, -1)]
    room = {**before.room, **_rooms(grown, seats)}
    stands = {name: _stand_with(stand, groups, grown, room, name) for name, stand in before.stands.items()} if grown else before.stands
    if any(stand is None for stand in stands.values()):
        return None
    # a disc without members for the time being keeps its place
    nobody = dict.fromkeys(before.seats, NOBODY)
    return Arrangement(seats={**nobody, **seats}, room=room, stands={name: stand for name, stand in stands.items() if stand})


def _stand_with(stand: Stand, groups: Sequence[Group], grown: Sequence[Group], room: Mapping[str, int], name: str) -> Stand | None:
    """Return the places with one for each disc that has grown: its own where it can grow there, else a free one; None where there is none."""
    shape, centres = SHAPES[name], dict(stand.centres)
    middle = stand.left + shape.width / 2, stand.top + shape.height / 2
    by_key = {group.key: group for group in groups}
    for group in grown:
        disc = _disc(group, room, name, stand.spacing)
        others = [
            _disc(by_key[key], room, name, stand.spacing) if key in by_key else Disc(key, stand.spacing * radius(room[key]), 0.0)
            for key in centres
            if key != group.key
        ]
        free = find_place(disc, others, centres, middle, shape.width, shape.height)
        if free is None:
            return None
        centres[group.key] = free
    return Stand(spacing=stand.spacing, left=stand.left, top=stand.top, centres=centres)


def _arrange_anew(groups: Sequence[Group], weights: Weights) -> Arrangement:
    seats = {group.key: seat(group.members) for group in groups}
    room = _rooms(groups, seats)
    by_key = {group.key: group for group in groups}
    order = [by_key[key] for key in order_round([group.key for group in groups if not group.aside], weights)]
    aside = [group for group in groups if group.aside]
    taken = {key: max(by_key[key].size, len(one.taken)) for key, one in seats.items()}
    return Arrangement(seats=seats, room=room, stands={name: _stand(order, aside, taken, room, name) for name in SHAPES})


def _rooms(groups: Sequence[Group], seats: Mapping[str, Seats]) -> dict[str, int]:
    sizes = {group.key: max(group.size, len(seats[group.key].taken)) for group in groups}
    return {group.key: max(round(GROWTH * sizes[group.key]), sizes[group.key] + (NEWCOMERS if group.aside else FEW)) for group in groups}


def _stand(order: Sequence[Group], aside: Sequence[Group], taken: Mapping[str, int], room: Mapping[str, int], name: str) -> Stand:
    """Return the places with the greatest distance between dots at which all discs fit, as they are and with all their room.

    Where none do, the centres alone fit.
    """
    fitting, low, high = None, SHAPES[name].least, SHAPES[name].most * (ALONE if len(order) + len(aside) == 1 else 1)
    for spacing in (high, *(0.0,) * TRIES):
        spacing = spacing or math.sqrt(low * high)
        discs, margin = ([_disc(group, room, name, spacing) for group in part] for part in (order, aside))
        found = _stand_at(discs, margin, SHAPES[name], spacing)
        now = [_disc(group, taken, name, spacing) for group in (*order, *aside)]
        if found and not fits(now, found.centres, 4 * SHAPES[name].width, 4 * SHAPES[name].height):
            found = None
        fitting, low, high = (found, spacing, high) if found else (fitting, low, spacing)
        if low == high:
            break
    if fitting:
        return fitting
    return _stand_at([Disc(group.key, 0.0, 0.0) for group in (*order, *aside)], [], SHAPES[name], low) or Stand(low, 0.0, 0.0, {})


def _stand_at(discs: Sequence[Disc], margin: Sequence[Disc], shape: Shape, spacing: float) -> Stand | None:
    strip = max((2 * one.radius + LABEL + EDGE if shape.strip == "bottom" else max(2 * one.radius, one.label) + EDGE for one in margin), default=0.0)
    width, height = (shape.width, shape.height - strip) if shape.strip == "bottom" else (shape.width - strip, shape.height)
    centres = place_round(discs, width, height) if min(width, height) > 0 else None
    beside = _along_bottom(margin, shape.width, height) if shape.strip == "bottom" else _along_right(margin, width, height, strip)
    if centres is None or beside is None:
        return None
    return Stand(spacing=round(spacing, 3), left=round(-width / 2, 1), top=round(-height / 2, 1), centres={**centres, **beside})


def _along_bottom(discs: Sequence[Disc], width: float, height: float) -> dict[str, Point] | None:
    """Return the centres of those that are no group side by side under the ring; None where they do not fit."""
    found, at = {}, -width / 2 + EDGE
    for disc in discs:
        half = max(disc.radius, disc.label / 2)
        found[disc.key] = (round(at + half, 1), round(height / 2 + disc.radius, 1))
        at += 2 * half + BETWEEN
    return found if at - BETWEEN <= width / 2 else None


def _along_right(discs: Sequence[Disc], width: float, height: float, strip: float) -> dict[str, Point] | None:
    """Return the centres of those that are no group one below the other at the right of the ring; None where they do not fit."""
    found, low = {}, height / 2 - EDGE
    for disc in reversed(discs):
        low -= disc.radius + LABEL
        found[disc.key] = (round(width / 2 + strip / 2, 1), round(low, 1))
        low -= disc.radius + BETWEEN
    return found if low >= -height / 2 and fits(discs, found, 4 * width, 2 * height) else None


def _disc(group: Group, room: Mapping[str, int], name: str, spacing: float) -> Disc:
    return Disc(group.key, spacing * radius(room[group.key]), group.label[name])
