"""The picture of one node as SVG: for a document, a print, a page without a network. The same places, lines and names as in the browser."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from alliance import messages
from alliance.drawing.figures import outline
from alliance.drawing.picture import Picture
from alliance.drawing.places import SHAPES, Label, Place

SHAPE = "wide"
RULE = 36  # from the top to the line under the heads
LOOKS = {True: ("edge", 1.2, ' stroke-dasharray="3 4"', 1), False: ("muted", 1.9, "", 0.8)}  # of an affiliation, of a dealing
ANCHORS = {"left": "start", "center": "middle", "right": "end"}
FIGURE_GAP = 5  # between a name and the number of those that are not shown


def draw_svg(drawn: Picture, colours: Mapping[str, str], faces: str, title: str, language: str = "zh") -> str:
    """Return the wide picture; names are text everywhere. O(nodes + ties)."""
    layout = drawn.layouts[SHAPE]
    left, top, width, height = layout.frame
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" viewBox="{left:g} {top:g} {width:g} {height:g}"'
        f' font-family="{escape(faces)}" role="img"><title>{escape(title)}</title>'
        f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" fill="{colours["surface"]}"/>'
        f'<path d="M{left:g} {top + RULE:g}h{width:g}" stroke="{colours["hair"]}"/>'
    ]
    parts += [_text(drawn.heads[head.part], head.x, head.y, 13, colours["muted"], colours) for head in layout.heads]
    parts += [_nothing(colours, language)] if drawn.cut_off else []
    parts += [_line(edge, curve, colours) for edge, curve in zip(drawn.edges, drawn.curves[SHAPE], strict=True)]
    parts += [_dot(node, layout.places[node["id"]], colours) for node in drawn.nodes]
    parts += [_label(layout.places[node["id"]].label, bool(node["centre"]), colours) for node in drawn.nodes]
    return "".join((*parts, "</svg>"))


def _line(edge: Mapping[str, Any], curve: Any, colours: Mapping[str, str]) -> str:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    colour, width, dashes, opacity = LOOKS[bool(edge["dashed"])]
    path = f"M{x0:g} {y0:g}C{x1:g} {y1:g} {x2:g} {y2:g} {x3:g} {y3:g}"
    look = f'stroke="{colours[colour]}" stroke-width="{width}" stroke-opacity="{opacity}"{dashes}'
    return f'<path d="{path}" fill="none" {look}><title>{escape(edge["title"])}</title></path>'


def _dot(node: Mapping[str, Any], at: Place, colours: Mapping[str, str]) -> str:
    halo = f'<circle r="{at.size + 7:g}" fill="{colours["actionbg"]}" stroke="{colours["action"]}" stroke-width="1.5"/>' if node["centre"] else ""
    look = f'fill="{colours[node["figure"]]}" stroke="{colours["surface"]}" stroke-width="1.5"'
    drawn = f'{halo}<path d="{outline(node["figure"], 0, 0, at.size)}" {look}/>'
    return f'<g transform="translate({at.x:g} {at.y:g})"><title>{escape(node["title"])}</title>{drawn}</g>'


def _label(label: Label, bold: bool, colours: Mapping[str, str]) -> str:
    """Return a name and the number behind it; where names end at their dots the number stands outside."""
    figure = f'font-size="{label.letter - 1:g}" font-weight="700" fill="{colours["action"]}"'
    if not label.more:
        inside = escape(label.text)
    elif label.align == "right":
        inside = f'<tspan {figure}>{escape(label.more)}</tspan><tspan dx="{FIGURE_GAP}">{escape(label.text)}</tspan>'
    else:
        inside = f'{escape(label.text)}<tspan dx="{FIGURE_GAP}" {figure}>{escape(label.more)}</tspan>'
    return _written(inside, label.x, label.y, label.letter, ANCHORS[label.align], colours["text"], colours, bold=bold)


def _text(text: str, x: float, y: float, letter: float, ink: str, colours: Mapping[str, str], *, bold: bool = False) -> str:
    return _written(escape(text), x, y, letter, "middle", ink, colours, bold=bold)


def _written(inside: str, x: float, y: float, letter: float, anchor: str, ink: str, colours: Mapping[str, str], *, bold: bool) -> str:
    weight = ' font-weight="700"' if bold else ""
    halo = f'stroke="{colours["surface"]}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
    at = f'x="{x:g}" y="{y + 0.35 * letter:g}"'  # the middle of the letters, as not every program knows the word for it
    return f'<text {at} font-size="{letter:g}" text-anchor="{anchor}" fill="{ink}"{weight} {halo}>{inside}</text>'


def _nothing(colours: Mapping[str, str], language: str) -> str:
    """Return what stands where nobody is in contact: that this is not known, and what to do."""
    x, ink = SHAPES[SHAPE].columns["right"], colours["unknown"]
    line = f'fill="none" stroke="{ink}" stroke-width="1.6" stroke-dasharray="5 5"'
    drawn = f'<path d="M30 0H{x - 26:g}" {line}/><circle cx="{x:g}" cy="0" r="24" {line}/>'
    said = [("none", 47, 14, "text"), ("none.todo", 69, 13, "muted")]
    words = [_text(messages.text(f"drawing.{key}", language), x, y, letter, colours[colour], colours) for key, y, letter, colour in said]
    return drawn + _text("?", x, 1, 20, ink, colours, bold=True) + "".join(words)
