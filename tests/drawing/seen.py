"""What an eye would find wrong in the picture of one node: labels over each other or over a dot, lines through dots, things outside."""

from __future__ import annotations

from itertools import combinations

from alliance.drawing.cubics import Curve
from alliance.drawing.picture import Picture


def on_curve(curve: Curve, t: float) -> tuple[float, float]:
    """The point of a cubic curve at t between 0 and 1, worked out beside the product."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    u = 1 - t
    k0, k1, k2, k3 = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
    return k0 * x0 + k1 * x1 + k2 * x2 + k3 * x3, k0 * y0 + k1 * y1 + k2 * y2 + k3 * y3


def crossings(drawn: Picture) -> list[tuple[str, str]]:
    """Return (tie, node) for each line that passes through a dot that is not its end."""
    found = []
    for shape, layout in drawn.layouts.items():
        for edge, curve in zip(drawn.edges, drawn.curves[shape], strict=True):
            points = [on_curve(curve, i / 200) for i in range(201)] if curve else []
            rest = [(one, place) for one, place in layout.places.items() if one not in (edge["from"], edge["to"])]
            found += [(edge["id"], one) for one, at in rest if any((x - at.x) ** 2 + (y - at.y) ** 2 < at.size**2 for x, y in points)]
    return found


def covered(drawn: Picture) -> list[tuple[str, str, str]]:
    """Return (shape, node, node) for each label over another label or over a dot, and (shape, node, "") for what is outside the picture."""
    found = []
    for shape, layout in drawn.layouts.items():
        left, top, width, height = layout.frame
        boxes = {one: place.label.box for one, place in layout.places.items()}
        found += [(shape, a, b) for a, b in combinations(boxes, 2) if _meet(boxes[a], boxes[b])]
        dots = {one: (at.x - at.size, at.y - at.size, at.x + at.size, at.y + at.size) for one, at in layout.places.items()}
        found += [(shape, a, b) for a, box in boxes.items() for b, dot in dots.items() if _meet(box, dot)]
        found += [(shape, a, "") for a, (x0, y0, x1, y1) in boxes.items() if x0 < left or y0 < top or x1 > left + width or y1 > top + height]
    return found


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
