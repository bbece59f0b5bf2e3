"""Where the discs stand: round an ellipse, so that every bow runs inside it; those that speak much with each other stand near each other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LABEL = 26  # height of the line with a disc's name
BETWEEN = 20  # least distance of two discs with their names
ROUNDS = 160  # of pushing apart
NUDGE = 6.0  # px by which names that lie over something are pushed in a round
FULL = 0.55  # no more of a picture than that can be discs and names, or no bow finds its way
EDGE = 10  # least distance from the edge of the picture
Point = tuple[float, float]
Weights = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Disc:
    """A disc to be placed: its radius, and the width of its name's line."""

    key: str
    radius: float
    label: float


def order_round(keys: Sequence[str], weights: Weights) -> tuple[str, ...]:
    """Return the keys in an order round a circle in which strong bows are short: swaps of two as long as one helps. O(k⁴) a round.

    >>> order_round("abcd", {("a", "c"): 5, ("b", "d"): 5})
    ('b', 'a', 'c', 'd')
    """
    order = list(keys)
    pairs = [(a, b, n) for (a, b), n in sorted(weights.items()) if a in order and b in order and a != b]
    best, going = _length(order, pairs), True
    while going:
        going = False
        for i in range(len(order)):
            for j in range(i + 1, len(order)):
                order[i], order[j] = order[j], order[i]
                now = _length(order, pairs)
                if now < best:
                    best, going = now, True
                else:
                    order[i], order[j] = order[j], order[i]
    return tuple(order)


def _length(order: Sequence[str], pairs: Sequence[tuple[str, str, int]]) -> int:
    at = {key: i for i, key in enumerate(order)}
    steps = [(abs(at[a] - at[b]), n) for a, b, n in pairs]
    return sum(n * min(step, len(order) - step) for step, n in steps)


def place_round(discs: Sequence[Disc], width: float, height: float) -> dict[str, Point] | None:
    """Return the centres of discs that stand round an ellipse in a picture of this size, in their order from the top; None where they do not fit.

    Each gets of the circumference what its extent takes there. The origin is the middle of the picture.
    """
    if sum(math.pi * disc.radius**2 + disc.label * LABEL for disc in discs) > FULL * width * height:
        return None
    if not discs:
        return {}
    if len(discs) == 1:
        return {discs[0].key: (0.0, LABEL / 2)} if 2 * discs[0].radius + LABEL + 2 * EDGE <= min(width, height) else None
    angles = [2 * math.pi * i / max(len(discs), 1) for i in range(len(discs))]
    for _ in range(12):
        centres = [_on_ellipse(disc, angle, width, height) for disc, angle in zip(discs, angles, strict=True)]
        angles = _shared_out(discs, angles, width, height)
    centres = [_on_ellipse(disc, angle, width, height) for disc, angle in zip(discs, angles, strict=True)]
    placed = {disc.key: centre for disc, centre in zip(discs, _apart(discs, centres, width, height), strict=True)}
    return placed if fits(discs, placed, width, height) else None


def _apart(discs: Sequence[Disc], centres: Sequence[Point], width: float, height: float) -> list[Point]:
    """Return the centres with those that touch pushed apart, one after another, none out of the picture."""
    at = [list(centre) for centre in centres]
    for _ in range(ROUNDS):
        moved = False
        for i, disc in enumerate(discs):
            for j in range(i):
                moved |= _push(disc, at[i], discs[j], at[j])
            _hold(disc, at[i], width, height)
        if not moved:
            break
    return [(round(x, 1), round(y, 1)) for x, y in at]


def _push(one: Disc, here: list[float], other: Disc, there: list[float]) -> bool:
    """Move two discs away from each other, each by a third of what they are too near."""
    dx, dy = here[0] - there[0], here[1] - there[1]
    near = one.radius + other.radius + BETWEEN
    if abs(dx) > near + one.label + other.label or abs(dy) > near + 2 * LABEL:
        return False
    apart = math.hypot(dx, dy) or 1.0
    lack = near - apart
    if lack <= 0 and _touch(one, (here[0], here[1]), other, (there[0], there[1])):
        lack = NUDGE
    if lack <= 0:
        return False
    for place, side in ((here, 0.3), (there, -0.3)):
        place[0] += dx / apart * lack * side
        place[1] += dy / apart * lack * side
    return True


def _hold(disc: Disc, place: list[float], width: float, height: float) -> None:
    """Keep a disc with its name inside the picture."""
    wide, high = width / 2 - EDGE / 2 - max(disc.radius, disc.label / 2), height / 2 - EDGE / 2 - disc.radius
    place[0] = min(max(place[0], -wide), wide)
    above, below = (LABEL, 0) if place[1] <= 0 else (0, LABEL)
    place[1] = min(max(place[1], above - high), high - below)


def find_place(disc: Disc, others: Sequence[Disc], centres: Mapping[str, Point], middle: Point, width: float, height: float) -> Point | None:
    """Return a free place for a disc: that which it has, else one as far from the middle of the picture as there is; None where there is none."""
    columns, rows = (range(round(-side / 2), round(side / 2), 12) for side in (width, height))
    spots = sorted(((dx, dy) for dx in columns for dy in rows), key=lambda spot: (-abs(spot[0]) / width - abs(spot[1]) / height, spot))
    places = [(round(middle[0] + dx, 1), round(middle[1] + dy, 1)) for dx, dy in spots]
    own = [centres[disc.key]] if disc.key in centres else []
    for at in (*own, *places):
        if _within(disc, at, middle, width, height) and not any(_touch(disc, at, other, centres[other.key]) for other in others):
            return at
    return None


def fits(discs: Sequence[Disc], centres: Mapping[str, Point], width: float, height: float) -> bool:
    """Say whether no disc or name lies over another or outside the picture."""
    shapes = [(disc, centres[disc.key]) for disc in discs]
    inside = all(_within(disc, at, (0.0, 0.0), width, height) for disc, at in shapes)
    return inside and not any(_touch(*one, *other) for i, one in enumerate(shapes) for other in shapes[:i])


def label_above(centre: Point) -> bool:
    """Say whether the name of a disc stands above it: on the outer side of the ring."""
    return centre[1] <= 0


def label_box(disc: Disc, centre: Point) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of the line with the name."""
    x, y = centre
    top = y - disc.radius - LABEL if label_above(centre) else y + disc.radius
    return x - disc.label / 2, top, x + disc.label / 2, top + LABEL


def _on_ellipse(disc: Disc, angle: float, width: float, height: float) -> Point:
    wide = width / 2 - EDGE - max(disc.radius, disc.label / 2)
    high = height / 2 - EDGE - disc.radius - LABEL
    return round(wide * math.sin(angle), 1), round(-high * math.cos(angle), 1)


def _shared_out(discs: Sequence[Disc], angles: Sequence[float], width: float, height: float) -> list[float]:
    """Return angles at which each disc has the share of the circumference that its extent along it takes; the first stays at the top."""
    needs = []
    for disc, angle in zip(discs, angles, strict=True):
        along = abs(math.cos(angle)) * width, abs(math.sin(angle)) * height
        whole = math.hypot(*along) or 1.0
        extent = (along[0] * max(2 * disc.radius, disc.label) + along[1] * (2 * disc.radius + LABEL)) / whole + BETWEEN
        needs.append(extent / whole)  # an angle: the extent over the speed along the ellipse
    scale, at, found = 2 * math.pi / sum(needs), 0.0, []
    for i, need in enumerate(needs):
        at += need * scale / 2 if i else 0.0
        found.append(at)
        at += need * scale / 2
    return found


def _within(disc: Disc, centre: Point, middle: Point, width: float, height: float) -> bool:
    """Say whether a disc with its name lies inside a picture of this middle and size."""
    left, top, right, bottom = label_box(disc, centre)
    x, y = centre
    return (
        min(left, x - disc.radius) >= middle[0] - width / 2
        and max(right, x + disc.radius) <= middle[0] + width / 2
        and min(top, y - disc.radius) >= middle[1] - height / 2
        and max(bottom, y + disc.radius) <= middle[1] + height / 2
    )


def _touch(disc: Disc, centre: Point, other: Disc, there: Point) -> bool:
    apart = math.hypot(centre[0] - there[0], centre[1] - there[1])
    return (
        apart < disc.radius + other.radius + BETWEEN / 2
        or _over(label_box(disc, centre), label_box(other, there))
        or _covers(disc, centre, label_box(other, there))
        or _covers(other, there, label_box(disc, centre))
    )


def _over(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _covers(disc: Disc, centre: Point, box: tuple[float, float, float, float]) -> bool:
    x, y = min(max(centre[0], box[0]), box[2]), min(max(centre[1], box[1]), box[3])
    return math.hypot(centre[0] - x, centre[1] - y) < disc.radius
