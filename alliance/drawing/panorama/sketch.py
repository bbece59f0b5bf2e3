"""The picture of the whole, small or from afar: the same places, only the names that can be read where it hangs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from alliance.drawing.panorama.labels import DiscLabel, letters, shorten
from alliance.drawing.panorama.svg import DrawnDisc, label_line

LONGEST = 6  # Chinese letters of a name
Box = tuple[float, float, float, float]
Frame = tuple[float, float, float, float]


def named_discs(discs: Sequence[DrawnDisc], points: float) -> list[DrawnDisc]:
    """Return the discs with a name of so many px each, largest first; one that would lie over another name or disc has none. O(discs²)."""
    taken: list[Box] = []
    found: dict[int, DrawnDisc] = {}
    for i in sorted(range(len(discs)), key=lambda i: (-discs[i].radius, i)):
        own = discs[i].label
        label = DiscLabel(shorten(own.name, LONGEST), "") if own else None
        box = _box(discs[i], label, points) if label else None
        free = box and not any(_cross(box, other) for other in taken) and not any(_over(box, disc) for disc in discs if disc is not discs[i])
        if box and free:
            taken.append(box)
        found[i] = replace(discs[i], label=label if free else None)
    return [found[i] for i in range(len(discs))]


def wider(frame: Frame, points: float) -> Frame:
    """Return the frame with room for names of so many px at its rim."""
    left, top, width, height = frame
    return left - points, top - points, width + 2 * points, height + 2 * points


def _box(disc: DrawnDisc, label: DiscLabel, points: float) -> Box:
    half, line = letters(label.name) * points / 2, label_line(disc, points)
    return disc.centre[0] - half, line - 0.9 * points, disc.centre[0] + half, line + 0.2 * points


def _cross(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _over(box: Box, disc: DrawnDisc) -> bool:
    x, y = disc.centre
    return math.hypot(x - min(max(x, box[0]), box[2]), y - min(max(y, box[1]), box[3])) < disc.radius
