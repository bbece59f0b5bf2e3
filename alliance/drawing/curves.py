"""The lines of the picture of one node: each a cubic curve from dot to dot that passes through no third dot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alliance.drawing.cubics import Curve, discs, passes_discs
from alliance.drawing.places import Place

CLEAR = 3.0  # distance that a line keeps from dots that are not its ends
MIDDLE = ("results", "members")
BENDS = (0.0, 90.0, -90.0, 180.0, -180.0, 300.0, -300.0)  # tried one after the other between the two sides


def draw_curve(a: str, b: str, places: Mapping[str, Place]) -> Curve | None:
    """Return the line between two nodes, the first that is free; None where every one would pass through another dot."""
    others = [place for one, place in places.items() if one not in (a, b)]
    dots = discs([(place.x, place.y) for place in others], [place.size + CLEAR for place in others])
    return next((curve for curve in _candidates(places[a], places[b]) if not passes_discs(curve, dots)), None)


def _candidates(a: Place, b: Place) -> Iterator[Curve]:
    """Yield lines to try: out of the centre sideways; within a column as an arc towards the centre; over or under everything between the sides."""
    if not a.part or not b.part:
        yield _from_centre(a, b) if not a.part else _reverse(_from_centre(b, a))
    if a.part == b.part:
        side = 1 if a.x > 0 else -1
        for depth in (20 + 0.12 * abs(a.y - b.y), 44.0, 60.0):
            yield (a.x, a.y), (a.x - side * depth, a.y), (b.x - side * depth, b.y), (b.x, b.y)
    for bend in BENDS:
        dx = b.x - a.x
        yield (a.x, a.y), (a.x + 0.55 * dx, a.y + bend), (b.x - 0.25 * dx, b.y + bend), (b.x, b.y)


def _from_centre(centre: Place, other: Place) -> Curve:
    if other.part in MIDDLE and abs(other.x) < 90:
        return (centre.x, centre.y), (-112.0, centre.y), (-112.0, other.y), (other.x, other.y)
    if other.label.align == "center":  # in the narrow picture names stand under the dots: up and down in the middle
        return (centre.x, centre.y), (0.45 * other.x, centre.y), (0.3 * other.x, other.y), (other.x, other.y)
    # out sideways and up or down shortly before the column: the middle stays free for what stands there
    return (centre.x, centre.y), (1.12 * other.x, centre.y), (0.62 * other.x, other.y), (other.x, other.y)


def _reverse(curve: Curve) -> Curve:
    return curve[3], curve[2], curve[1], curve[0]
