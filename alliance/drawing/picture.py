"""From a neighbourhood to what the browser paints: nodes and edges of a pyvis network with fixed places.

Nothing moves by itself in the browser, and names travel as data, never as HTML.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyvis.network import Network

from alliance import messages, schema
from alliance.drawing.columns import Item, Link, Place, figure, places, sides, works
from alliance.drawing.names import short_name

OUTER = 9  # nodes in an outer column unless more are asked for
HEADS = {-2: "further", -1: "belongs", 1: "works", 2: "further"}


@dataclass(frozen=True, slots=True)
class Picture:
    """What is painted, and what the sentence under it says.

    ``shapes`` counts the nodes by shape, ``legend`` names the kinds behind a shape, ``hidden`` counts the nodes of
    the neighbourhood that have no place, ``undrawn`` the ties between shown nodes that would only cross the picture.
    ``capped``: a wider outer column would show more.
    """

    nodes: tuple[Mapping[str, Any], ...]
    edges: tuple[Mapping[str, Any], ...]
    heads: Mapping[str, str]
    shapes: Mapping[str, int]
    legend: Mapping[str, str]
    width: int
    height: int
    hidden: int
    undrawn: int
    capped: bool
    cut_off: bool

    def data(self) -> dict[str, Any]:
        """Return the picture as plain values for the component."""
        return {
            "nodes": [dict(node) for node in self.nodes],
            "edges": [dict(edge) for edge in self.edges],
            "heads": dict(self.heads),
            "shapes": dict(self.shapes),
            "legend": dict(self.legend),
            "width": self.width,
            "height": self.height,
            "cutOff": self.cut_off,
        }


def picture(centre: Item, items: Sequence[Item], links: Sequence[Link], language: str = "zh", *, outer: int = OUTER) -> Picture:
    """Return the picture of a node among others; ``outer`` nodes at most stand in each outer column.

    ``items`` are the nodes around (the centre may be among them), ``links`` all ties between them. Every dealing
    between shown nodes is drawn; affiliations are drawn at the centre and between the columns of the left side, the
    others (two partners in the same town) are counted in ``undrawn``. Of ties with the same ends the latest is drawn.
    """
    others = sorted({item.id: item for item in items if item.id != centre.id}.values(), key=lambda item: item.id)
    columns = sides(centre.id, others, links)
    capped = any(len(found) > outer for column, found in columns.items() if abs(column) == 2)
    columns = {column: found[:outer] if abs(column) == 2 else found for column, found in columns.items()}
    where, width, height = places(centre.id, columns)
    shown = {item.id: item for item in (centre, *others) if item.id in where}
    net = Network(directed=True)
    net.nodes = [
        _node(item, where[item.id], _more(item, links, shown), centre.id)
        for item in sorted(shown.values(), key=lambda item: (where[item.id].column != 0, item.id))
    ]
    lines = _lines(links, shown)
    drawn = [link for link in lines if works(link.kind) or _beside(where[link.source], where[link.target])]
    net.edges = [_edge(link, language) for link in drawn]
    nodes, edges, *_ = net.get_network_data()
    heads = {str(column): messages.text(f"drawing.head.{word}", language) for column, word in HEADS.items() if columns[column] or abs(column) == 1}
    shapes = Counter(figure(item.kind) for item in shown.values())
    undrawn = len(lines) - len(drawn)
    hidden = len(others) + 1 - len(shown)
    return Picture(
        nodes=tuple(nodes),
        edges=tuple(edges),
        heads=heads,
        shapes=dict(sorted(shapes.items())),
        legend=_legend(shown, language),
        width=width,
        height=height,
        hidden=hidden,
        undrawn=undrawn,
        capped=capped,
        cut_off=not columns[1],
    )


def _node(item: Item, place: Place, more: int, centre: str) -> dict[str, Any]:
    chosen = item.id == centre
    return {
        "id": item.id,
        "label": short_name(item.name, item.kind),
        "title": item.name,
        "figure": figure(item.kind),
        "x": place.x,
        "y": place.y,
        "narrow": place.narrow,
        "column": place.column,
        "side": place.side,
        "room": place.room,
        "size": 20 if chosen else 11 if abs(place.column) == 1 else 9,
        "more": more,
        "centre": chosen,
        "physics": False,
    }


def _more(item: Item, links: Sequence[Link], shown: Mapping[str, Item]) -> int:
    """Return how many neighbours of a node are not in the picture."""
    beside = {link.target if link.source == item.id else link.source for link in links if item.id in (link.source, link.target)}
    return max(item.degree, len(beside)) - len(beside & set(shown))


def _lines(links: Sequence[Link], shown: Mapping[str, Item]) -> list[Link]:
    """Return the latest tie of each pair of shown nodes and sort, by id."""
    latest: dict[tuple[str, str, bool], Link] = {}
    for link in sorted(links, key=lambda link: (link.date, link.id)):
        if link.source in shown and link.target in shown:
            low, high = sorted((link.source, link.target))
            latest[low, high, works(link.kind)] = link
    return sorted(latest.values(), key=lambda link: link.id)


def _beside(one: Place, other: Place) -> bool:
    return 0 in (one.column, other.column) or (one.column < 0 and other.column < 0 and one.column != other.column)


def _edge(link: Link, language: str) -> dict[str, Any]:
    dashed = schema.tie_kind(link.kind).layer == "affiliation"
    return {
        "id": link.id,
        "from": link.source,
        "to": link.target,
        "dashed": dashed,
        "title": _describe_tie(link, language),
        "right": works(link.kind),
    }


def _legend(shown: Mapping[str, Item], language: str) -> dict[str, str]:
    """Return what each shape stands for here: the kind where there is one, else the kinds, bodies of every sort as 单位."""
    joint = "、" if language == "zh" else ", "
    kinds: dict[str, list[str]] = {}
    for name in sorted({item.kind for item in shown.values()}, key=lambda kind: schema.NODE_CODE.get(kind, 99)):
        kinds.setdefault(figure(name), []).append(schema.node_kind(name).label(language) if name in schema.NODE_CODE else name)
    general = messages.text("drawing.figure.organisation", language)
    return {shape: general if shape == "organisation" else joint.join(words[:3]) for shape, words in kinds.items()}


def _describe_tie(link: Link, language: str) -> str:
    return f"{schema.tie_kind(link.kind).label(language)}　{link.date or messages.text('drawing.no_date', language)}"
