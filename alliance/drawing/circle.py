"""Two pictures of the same workshops at two dates, each in the same place in both: a circle, its pairs as chords.

The order round the circle hangs on the pairs of both dates together, so nobody moves from one picture to the other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from alliance.drawing.columns import Item
from alliance.drawing.names import short_name

WIDTH, MARGIN = 560, 47
LEAST, PER_ITEM, MOST = 40, 12, 168  # radius: of the first, for each, never more
ROOM = 9  # letters of a label


@dataclass(frozen=True, slots=True)
class Chord:
    """A pair and its look: ``strong`` (new), ``plain`` (there), ``faint`` (gone by the other date)."""

    a: str
    b: str
    look: str


def order(ids: Iterable[str], pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return ids so that those of a pair stand near each other: breadth first from the busiest, ties by id.

    >>> order("abcd", [("a", "d"), ("c", "d")])
    ('d', 'a', 'c', 'b')
    """
    beside: dict[str, set[str]] = {one: set() for one in ids}
    for a, b in pairs:
        if a in beside and b in beside:
            beside[a].add(b)
            beside[b].add(a)
    found: list[str] = []
    for start in sorted(beside, key=lambda one: (-len(beside[one]), one)):
        waiting = [] if start in found else [start]
        while waiting:
            one = waiting.pop(0)
            if one not in found:
                found.append(one)
                waiting += sorted(beside[one] - set(found))
    return tuple(found)


def circle(items: Sequence[Item], chords: Sequence[Chord], colours: Mapping[str, str], faces: str) -> str:
    """Return the picture as SVG; ``items`` in the order in which they stand, ``colours`` as the palette of the page has them."""
    radius = min(MOST, LEAST + PER_ITEM * len(items))
    height = 2 * (radius + MARGIN)
    places = {item.id: _place(i, len(items), radius) for i, item in enumerate(items)}
    looks = {"strong": (colours["action"], 2.6, ""), "plain": (colours["edge"], 1.4, ""), "faint": (colours["warn"], 1.6, "5 4")}
    lines = [_line(places[one.a], places[one.b], *looks[one.look]) for one in chords if one.a in places and one.b in places]
    dots = [_dot(item, places[item.id], radius, colours, faces) for item in items]
    body = "".join((*lines, *dots))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="{-WIDTH / 2:.0f} {-height / 2:.0f} {WIDTH} {height}">{body}</svg>'
    )


def _place(i: int, n: int, radius: int) -> tuple[float, float]:
    angle = 2 * math.pi * (i + 0.5) / max(n, 1) - math.pi / 2
    return round(radius * math.cos(angle), 1), round(radius * math.sin(angle), 1)


def _line(a: tuple[float, float], b: tuple[float, float], colour: str, width: float, dashes: str) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    # a slight bow towards the middle keeps chords of neighbours off the rim
    bend = f"{(a[0] + b[0]) * 0.4:.1f} {(a[1] + b[1]) * 0.4:.1f}"
    return f'<path d="M{a[0]} {a[1]}Q{bend} {b[0]} {b[1]}" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>'


def _dot(item: Item, at: tuple[float, float], radius: int, colours: Mapping[str, str], faces: str) -> str:
    x, y = at
    side, steep = "end" if x < 0 else "start", abs(x) < radius * 0.3
    dx = (4 if steep else 12) * (-1 if x < 0 else 1)
    dy = (-13 if y < 0 else 22) if steep else 5
    name = short_name(item.name, item.kind)
    shown = name if len(name) <= ROOM else f"{name[: ROOM - 4]}…{name[-3:]}"
    font = f'font-size="13" font-family="{escape(faces)}" fill="{colours["text"]}"'
    label = f'<text x="{x + dx}" y="{y + dy}" text-anchor="{side}" {font}>{escape(shown)}</text>'
    return f'<circle cx="{x}" cy="{y}" r="6" fill="{colours["workshop"]}"/>{label}'
