"""The picture of the whole as SVG: for a document, a print, a page without a network. The same places and marks as in the browser."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from alliance.drawing.panorama.labels import DiscLabel
from alliance.drawing.panorama.ring import LABEL, label_above
from alliance.drawing.panorama.seats import INSIDE_OUT

Point = tuple[float, float]
POINTS = 15  # px of the name of a disc


@dataclass(frozen=True, slots=True)
class DrawnDisc:
    """A disc: centre, radius, its line if it has one, and its bands (``ring_bands``) where it has no dots."""

    centre: Point
    radius: float
    label: DiscLabel | None
    bands: Sequence[tuple[str, float]] = ()


@dataclass(frozen=True, slots=True)
class DrawnDot:
    """A dot: where, its reach, its size and its name; empty where it is not told."""

    at: Point
    ring: str
    radius: float
    name: str


@dataclass(frozen=True, slots=True)
class DrawnBow:
    """A bow: ends and handles, how many pairs are and were in contact, and whether it is a gap."""

    points: tuple[Point, Point, Point, Point]
    pairs: int
    earlier: int
    gap: bool


def dot_radius(spacing: float, partners: int) -> float:
    """Return the radius of a dot: larger with more partners, never so large that two touch.

    >>> dot_radius(20, 0), dot_radius(20, 9), dot_radius(4, 9)
    (3.2, 6.2, 1.76)
    """
    return round(min((3.2 + 0.6 * min(partners, 5)) * max(1, min(1.7, spacing / 20)), 0.44 * spacing), 2)


def bow_width(pairs: int) -> float:
    """Return the width of a bow: by the root of its pairs, never wider than 14.

    >>> bow_width(1), bow_width(100)
    (3.3, 14.0)
    """
    return round(min(1.4 + 1.9 * math.sqrt(pairs), 14.0), 1)


def ring_bands(counts: Mapping[str, int]) -> list[tuple[str, float]]:
    """Return reach codes with the share of the radius to which each is painted, from the rim inwards, each over the one before.

    >>> ring_bands({"connected": 1, "unknown": 3})
    [('unknown', 1.0), ('connected', 0.5)]
    """
    whole = done = sum(counts.values())
    found = []
    for code in reversed(INSIDE_OUT):
        if counts.get(code):
            found.append((code, round(math.sqrt(done / whole), 4)))
            done -= counts[code]
    return found


def draw_svg(
    frame: tuple[float, float, float, float],
    discs: Sequence[DrawnDisc],
    dots: Sequence[DrawnDot],
    bows: Sequence[DrawnBow],
    ties: Sequence[tuple[Point, Point]],
    colours: Mapping[str, str],
    faces: str,
    title: str,
    points: float = POINTS,
) -> str:
    """Return the picture, names of discs ``points`` px high; names are text everywhere. O(dots + ties + bows)."""
    left, top, width, height = frame
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" viewBox="{left} {top} {width} {height}"'
        f' font-family="{escape(faces)}" role="img"><title>{escape(title)}</title>'
        f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="{colours["surface"]}"/>'
    ]
    parts += [_bow(bow, colours) for bow in sorted(bows, key=lambda bow: (bow.gap, bow.pairs))]
    parts += [_disc(disc, colours) for disc in discs]
    parts += [f'<path d="M{a[0]} {a[1]}L{b[0]} {b[1]}" stroke="{colours["action"]}" stroke-opacity=".45"/>' for a, b in ties]
    parts += [_dot(dot, colours) for dot in dots]
    parts += [_label(disc, disc.label, colours, points) for disc in discs if disc.label]
    return "".join((*parts, "</svg>"))


def _bow(bow: DrawnBow, colours: Mapping[str, str]) -> str:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = bow.points
    look = f'stroke="{colours["bad"]}" stroke-width="2" stroke-dasharray="6 5"' if bow.gap else ""
    path = f'<path d="M{x0} {y0}C{x1} {y1} {x2} {y2} {x3} {y3}" fill="none" '
    under = f'{path}stroke="{colours["bow"]}" stroke-width="{bow_width(bow.pairs)}" stroke-opacity=".5"/>' if bow.pairs else ""
    if not bow.pairs and bow.earlier:
        under = f'{path}stroke="{colours["edge"]}" stroke-width="{bow_width(bow.earlier)}" stroke-opacity=".3"/>'
    return under + (f"{path}{look}/>" if bow.gap else "")


def _disc(disc: DrawnDisc, colours: Mapping[str, str]) -> str:
    x, y = disc.centre
    ground = f'<circle cx="{x}" cy="{y}" r="{disc.radius}" fill="{colours["disc"]}" stroke="{colours["discline"]}" stroke-width="1.2"/>'
    return ground + "".join(f'<circle cx="{x}" cy="{y}" r="{disc.radius * share:.1f}" fill="{colours[ring]}"/>' for ring, share in disc.bands)


def _dot(dot: DrawnDot, colours: Mapping[str, str]) -> str:
    (x, y), colour = dot.at, colours[dot.ring]
    title = f"<title>{escape(dot.name)}</title>" if dot.name else ""
    if dot.ring == "unknown":
        look = f'fill="{colours["surface"]}" stroke="{colour}" stroke-dasharray="1.6 1.6"'
    elif dot.ring == "none":
        look = f'fill="{colours["surface"]}" stroke="{colour}" stroke-width="{min(2.0, dot.radius * 0.6):.1f}"'
    else:
        look = f'fill="{colour}"'
    return f'<circle cx="{x}" cy="{y}" r="{dot.radius}" {look}>{title}</circle>'


def label_line(disc: DrawnDisc, points: float) -> float:
    """Return the height of the line on which the name of a disc stands."""
    y = disc.centre[1]
    return y - disc.radius - 9 if label_above(disc.centre) else y + disc.radius + LABEL - 8 + 0.85 * (points - POINTS)


def _label(disc: DrawnDisc, label: DiscLabel, colours: Mapping[str, str], points: float) -> str:
    x, line = disc.centre[0], label_line(disc, points)
    figures = f' <tspan font-size="13" font-weight="400" fill="{colours["muted"]}">{escape(label.figures)}</tspan>' if label.figures else ""
    font = f'font-size="{points:g}" font-weight="700" fill="{colours["text"]}"'
    halo = f'stroke="{colours["surface"]}" stroke-width="4" paint-order="stroke"'
    return f'<text x="{x}" y="{line:.1f}" text-anchor="middle" {font} {halo}>{escape(label.name)}{figures}</text>'
