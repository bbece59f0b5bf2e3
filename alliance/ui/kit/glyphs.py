"""The small pictures: a shape for each kind of node, a glyph for each reach, the mark of the product."""

from __future__ import annotations

from alliance import schema
from alliance.ui.kit.html import Markup, image
from alliance.ui.kit.tokens import palette

SHAPES = {
    "workshop": '<circle cx="8" cy="8" r="6.6"/>',
    "organisation": '<path d="M2 2h12v12H2z"/>',
    "university": '<path d="M8 1.4 15 14H1z"/>',
    "union": '<path d="M8 .6 15.4 8 8 15.4.6 8z"/>',
    "alliance": '<path d="M4 1.4h8L15.6 8 12 14.6H4L.4 8z"/>',
    "industry": '<path d="M8 14.6 1 2h14z"/>',
    "activity": '<path d="M1.2 6.2h13.6v8.6H1.2zM4 1h2.2v3.6H4zM9.8 1H12v3.6H9.8z"/>',
}
DOT = '<circle cx="{x}" cy="12" r="{r}" fill="{c}"/>'
GLYPHS = {
    "none": '<circle cx="12" cy="12" r="3.6" fill="{c}"/><circle cx="12" cy="12" r="10.5" fill="none" stroke="{c}" stroke-width="1.6" stroke-dasharray="2 4.6"/>',
    "own_unit": '<rect x="2" y="5" width="20" height="14" rx="3" fill="none" stroke="{c}" stroke-width="2"/>'
                '<circle cx="8.5" cy="12" r="2.8" fill="{c}"/><circle cx="15.5" cy="12" r="2.8" fill="{c}"/>',
    "own_group": '<rect x="1.5" y="6" width="9.5" height="12" rx="2.5" fill="none" stroke="{c}" stroke-width="1.8"/>'
                 '<rect x="13" y="6" width="9.5" height="12" rx="2.5" fill="none" stroke="{c}" stroke-width="1.8"/>'
                 '<circle cx="6.2" cy="12" r="2.2" fill="{c}"/><circle cx="17.8" cy="12" r="2.2" fill="{c}"/>',
    "own_system": '<circle cx="12" cy="12" r="10.5" fill="none" stroke="{c}" stroke-width="2"/><rect x="5.5" y="8" width="13" height="8" rx="2" fill="none" stroke="{c}" '
                  'stroke-width="1.6"/><circle cx="9.6" cy="12" r="1.8" fill="{c}"/><circle cx="14.4" cy="12" r="1.8" fill="{c}"/>',
    "sleeping": '<circle cx="5" cy="12" r="3.4" fill="{c}"/><circle cx="19" cy="12" r="3.4" fill="none" stroke="{c}" stroke-width="2"/>'
                '<path d="M9 12h6" stroke="{c}" stroke-width="2" stroke-dasharray="2 2"/>',
    "unknown": '<circle cx="12" cy="12" r="10.5" fill="none" stroke="{c}" stroke-width="1.6" stroke-dasharray="4 3"/>'
               '<text x="12" y="16.6" font-size="13" text-anchor="middle" fill="{c}" font-weight="700">?</text>',
    "serving": '<circle cx="6" cy="12" r="4" fill="{c}"/><path d="M10 12h8M15 8.5l4 3.5-4 3.5" fill="none" stroke="{c}" stroke-width="2.2"/>',
    "connected": '<circle cx="6" cy="12" r="4" fill="{c}"/><circle cx="18" cy="12" r="4" fill="{c}"/><path d="M9 12h6" stroke="{c}" stroke-width="2.4"/>',
}
MARK = ('<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28" viewBox="0 0 64 64"><rect x="2" y="2" width="60" height="60" rx="12" fill="{c}"/>'
        '<circle cx="20" cy="32" r="8" fill="#fff"/><circle cx="44" cy="32" r="8" fill="#fff"/><path d="M26 32h12" stroke="#fff" stroke-width="4"/></svg>')


def figure_of(kind: str) -> str:
    """Return which of the seven shapes a node kind wears."""
    return schema.node_kind(kind).figure if kind in schema.NODE_CODE else "organisation"


def shape(kind: str, size: int = 14) -> Markup:
    """Return the shape of a node kind in its colour."""
    figure = figure_of(kind)
    return image(f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 16 16" fill="{palette()[figure]}">{SHAPES[figure]}</svg>', cls="shape")


def ring(code: str, size: int = 20) -> Markup | None:
    """Return the glyph of a reach; None for ``new`` and ``exempt``, which are a word only."""
    if code not in GLYPHS:
        return None
    drawn = GLYPHS[code].format(c=palette()[code])
    return image(f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 24 24">{drawn}</svg>', cls="ring")


def mark() -> Markup:
    """Return the mark of the product."""
    return image(MARK.format(c=palette()["brand"]), cls="mark")
