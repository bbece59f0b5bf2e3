"""The small pictures: a shape for each kind of node, a glyph for each reach, the mark of the product."""

from __future__ import annotations

from alliance import schema
from alliance.drawing import figures
from alliance.ui.kit.html import Markup, image, image_address
from alliance.ui.kit.tokens import palette

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {box} {box}">{drawn}</svg>'


def _dot(x: float, r: float) -> str:
    return f'<circle cx="{x}" cy="12" r="{r}" fill="{{c}}"/>'


def _line(d: str, width: float, dashes: str = "") -> str:
    return f'<path d="{d}" fill="none" stroke="{{c}}" stroke-width="{width}" stroke-dasharray="{dashes or "none"}"/>'


def _round(width: float, dashes: str = "") -> str:
    return _line("M12 1.5a10.5 10.5 0 1 0 .01 0z", width, dashes)


GLYPHS = {
    "none": _dot(12, 3.6) + _round(1.6, "2 4.6"),
    "own_unit": _line("M2 5h20v14H2z", 2) + _dot(8.5, 2.8) + _dot(15.5, 2.8),
    "own_group": _line("M1.5 6H11v12H1.5zM13 6h9.5v12H13z", 1.8) + _dot(6.2, 2.2) + _dot(17.8, 2.2),
    "own_system": _round(2) + _line("M5.5 8h13v8h-13z", 1.6) + _dot(9.6, 1.8) + _dot(14.4, 1.8),
    "sleeping": _dot(5, 3.4) + _line("M19 9a3 3 0 1 0 .01 0z", 2) + _line("M9 12h6", 2, "2 2"),
    "unknown": _round(1.6, "4 3") + '<text x="12" y="16.6" font-size="13" text-anchor="middle" fill="{c}" font-weight="700">?</text>',
    "serving": _dot(6, 4) + _line("M10 12h8M15 8.5l4 3.5-4 3.5", 2.2),
    "connected": _dot(6, 4) + _dot(18, 4) + _line("M9 12h6", 2.4),
}
MARK = (
    '<rect x="2" y="2" width="60" height="60" rx="12" fill="{c}"/>'
    '<circle cx="20" cy="32" r="8" fill="#fff"/><circle cx="44" cy="32" r="8" fill="#fff"/>'
    '<path d="M26 32h12" stroke="#fff" stroke-width="4"/>'
)


def figure_of(kind: str) -> str:
    """Return which of the seven shapes a node kind wears."""
    return schema.node_kind(kind).figure if kind in schema.NODE_CODE else "organisation"


def shape(kind: str, size: int = 14) -> Markup:
    """Return the shape of a node kind in its colour."""
    figure = figure_of(kind)
    return image(figures.mark(figure, palette()[figure], size), cls="shape")


def ring(code: str, size: int = 20) -> Markup | None:
    """Return the glyph of a reach; None for ``new`` and ``exempt``, which are a word only."""
    return image(SVG.format(size=size, box=24, drawn=GLYPHS[code].format(c=palette()[code])), cls="ring") if code in GLYPHS else None


def ring_address(code: str) -> str:
    """Return the glyph of a reach as an address for an image; a plain disc for ``new`` and ``exempt``."""
    return image_address(SVG.format(size=16, box=24, drawn=GLYPHS.get(code, _dot(12, 6)).format(c=palette()[code])))


def mark() -> Markup:
    """Return the mark of the product."""
    return image(SVG.format(size=28, box=64, drawn=MARK.format(c=palette()["brand"])), cls="mark")
