"""The shape of each kind of node as an outline that SVG draws; the same as the browser paints (``ui/components/network.js``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Points = Sequence[tuple[float, float]]


def _box(left: float, top: float, right: float, bottom: float) -> Points:
    return (left, top), (right, top), (right, bottom), (left, bottom)


CORNERS: Mapping[str, Sequence[Points]] = {
    "organisation": (_box(-0.9, -0.9, 0.9, 0.9),),
    "university": (((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),),
    "union": (((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),),
    "alliance": (((-0.6, -1), (0.6, -1), (1.15, 0), (0.6, 1), (-0.6, 1), (-1.15, 0)),),
    "industry": (((-1.1, -0.9), (1.1, -0.9), (0, 1.1)),),
    "activity": (_box(-1, -0.5, 1, 0.9), _box(-0.7, -1.1, -0.3, -0.5), _box(0.3, -1.1, 0.7, -0.5)),
}


def outline(figure: str, x: float, y: float, size: float) -> str:
    """Return the outline of a figure around a place, as the ``d`` of an SVG path.

    >>> outline("union", 0, 0, 10)
    'M0 -12L12 0L0 12L-12 0Z'
    """
    if figure == "workshop":
        return _circle(x, y, size)
    if figure == "person":
        wide = 0.95 * size
        return f"{_circle(x, y - 0.5 * size, 0.5 * size)}M{x - wide:g} {y + size:g}a{wide:g} {wide:g} 0 0 1 {2 * wide:g} 0Z"
    parts = [[f"{x + dx * size:g} {y + dy * size:g}" for dx, dy in corners] for corners in CORNERS[figure]]
    return "".join(f"M{'L'.join(part)}Z" for part in parts)


def mark(figure: str, colour: str, size: int = 14) -> str:
    """Return a figure alone as a small SVG, for a legend or beside a name."""
    box = f'xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 16 16"'
    return f'<svg {box}><path d="{outline(figure, 8, 8, 6.6)}" fill="{colour}"/></svg>'


def _circle(x: float, y: float, radius: float) -> str:
    return f"M{x - radius:g} {y:g}a{radius:g} {radius:g} 0 1 0 {2 * radius:g} 0a{radius:g} {radius:g} 0 1 0 {-2 * radius:g} 0Z"
