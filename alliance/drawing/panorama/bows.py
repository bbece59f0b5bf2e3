"""The bows between discs: each leaves its disc at a point of its own and passes behind no disc that it does not belong to."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from alliance.drawing.cubics import Curve, Floats, Point, discs, passes_boxes, passes_discs

Box = tuple[float, float, float, float]  # left, top, right, bottom
SPREAD = math.radians(150)  # the part of a disc's edge from which bows leave
STEP = math.radians(15)  # between two bows of a disc, where there is room
TOWARDS = 0.6  # how far a bow leaves towards the other disc; the rest of the turn is towards the middle of the ring
CLEAR = 3.0  # distance that a bow keeps from the other discs
REACHES = (0.35, 0.5, 0.25, 0.65, 0.15, 0.8)  # length of the handles beside the distance of the ends
# how far the two ends are turned: towards the other disc, towards the middle of the ring, by an angle to the side; as tried one after another
TURNS = (0.0, math.radians(35), math.radians(-35), math.radians(70), math.radians(-70))
BENDS = (
    (0, 0, 0, 0),
    (0.5, 0, 0, 0),
    (0, 0.5, 0, 0),
    (1, 0, 0, 0),
    (0, 1, 0, 0),
    (-0.5, 0, 0, 0),
    (-1, 0, 0, 0),
    *((towards, 0, one, other) for towards in (0, 1) for one in TURNS for other in TURNS),
)


@dataclass(frozen=True, slots=True)
class Bow:
    """A cubic curve between two discs: its ends on their edges, its two handles. ``free``: it passes behind no third disc."""

    a: str
    b: str
    points: Curve
    free: bool


def draw_bows(pairs: Sequence[tuple[str, str]], centres: Mapping[str, Point], radii: Mapping[str, float], boxes: Sequence[Box] = ()) -> list[Bow]:
    """Return the bows of these pairs of discs, in their order; ``boxes`` (names) are kept clear where it can be. O(pairs · discs)."""
    angles, names = _leaving(pairs, centres), np.array(boxes).reshape(-1, 4)
    return [_bow(a, b, (angles[a, b], angles[b, a]), centres, radii, names) for a, b in pairs]


def _leaving(pairs: Sequence[tuple[str, str]], centres: Mapping[str, Point]) -> dict[tuple[str, str], float]:
    """Return for each end of each pair the angle at which its bow leaves the disc: between the way to the other and the way to the middle."""
    beside: dict[str, list[str]] = {}
    for a, b in pairs:
        beside.setdefault(a, []).append(b)
        beside.setdefault(b, []).append(a)
    found = {}
    for key, others in beside.items():
        x, y = centres[key]
        inwards = math.atan2(-y, -x)
        turned = sorted((TOWARDS * _turn(math.atan2(centres[one][1] - y, centres[one][0] - x) - inwards), one) for one in others)
        step = min(STEP, SPREAD / max(len(turned) - 1, 1))
        for angle, one in zip(_spread([angle for angle, _ in turned], step), (one for _, one in turned), strict=True):
            found[key, one] = inwards + angle
    return found


def _spread(angles: Sequence[float], step: float) -> list[float]:
    """Return ascending angles moved apart until two beside each other differ by a step: blocks of those too near share a middle."""
    blocks: list[list[float]] = []  # each: sum of (angle − step · place), how many
    for i, angle in enumerate(angles):
        blocks.append([angle - step * i, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    middles = [total / count for total, count in blocks for _ in range(int(count))]
    return [middle + step * i for i, middle in enumerate(middles)]


def _turn(angle: float) -> float:
    return (angle + math.pi) % (2 * math.pi) - math.pi


def _bow(a: str, b: str, leaving: tuple[float, float], centres: Mapping[str, Point], radii: Mapping[str, float], names: Floats) -> Bow:
    """Return the first bow that passes behind no third disc, and behind no name where there is one: shallow ones first."""
    others = [key for key in centres if key not in (a, b)]
    around = discs([centres[key] for key in others], [radii[key] + CLEAR for key in others])
    straight = [math.atan2(centres[to][1] - centres[at][1], centres[to][0] - centres[at][0]) for at, to in ((a, b), (b, a))]
    inwards = [math.atan2(-centres[key][1], -centres[key][0]) for key in (a, b)]
    free = None
    for towards, middle, *sideways in BENDS:
        angles = [
            angle + _turn(way - angle) * towards + _turn(inside - angle) * middle + side
            for angle, way, inside, side in zip(leaving, straight, inwards, sideways, strict=True)
        ]
        for reach in REACHES:
            bow = _curve(a, b, angles, centres, radii, reach)
            if not passes_discs(bow.points, around):
                if not passes_boxes(bow.points, names):
                    return bow
                free = free or bow
    return free or replace(_curve(a, b, leaving, centres, radii, REACHES[0]), free=False)


def _curve(a: str, b: str, angles: Sequence[float], centres: Mapping[str, Point], radii: Mapping[str, float], reach: float) -> Bow:
    ends = [_edge(centres[key], radii[key], angle) for key, angle in zip((a, b), angles, strict=True)]
    apart = math.dist(*ends)
    handles = [(x + math.cos(angle) * apart * reach, y + math.sin(angle) * apart * reach) for (x, y), angle in zip(ends, angles, strict=True)]
    one, two, three, four = ((round(x, 1), round(y, 1)) for x, y in (ends[0], *handles, ends[1]))
    return Bow(a, b, (one, two, three, four), True)


def _edge(centre: Point, radius: float, angle: float) -> Point:
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)
