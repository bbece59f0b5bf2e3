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

    ``shapes`` counts the nodes by shape, ``hidden`` the nodes of the neighbourhood that have no place.
    """

    nodes: tuple[Mapping[str, Any], ...]
    edges: tuple[Mapping[str, Any], ...]
    heads: Mapping[str, str]
    shapes: Mapping[str, int]
    width: int
    height: int
    hidden: int
    cut_off: bool

    def data(self) -> dict[str, Any]:
        """Return the picture as plain values for the component."""
        return {
            "nodes": [dict(node) for node in self.nodes],
            "edges": [dict(edge) for edge in self.edges],
            "heads": dict(self.heads),
            "shapes": dict(self.shapes),
            "width": self.width,
            "height": self.height,
            "cutOff": self.cut_off,
        }


def picture(centre: Item, items: Sequence[Item], links: Sequence[Link], language: str = "zh", *, outer: int = OUTER) -> Picture:
    """Return the picture of a node among others; ``outer`` nodes at most stand in each outer column.

    ``items`` are the nodes around (the centre may be among them), ``links`` all ties between them. All ties
    between nodes that are shown are drawn; of two with the same ends and layer the later one.
    """
    others = sorted({item.id: item for item in items if item.id != centre.id}.values(), key=lambda item: item.id)
    columns = sides(centre.id, others, links)
    columns = {column: found[:outer] if abs(column) == 2 else found for column, found in columns.items()}
    where, width, height = places(centre.id, columns)
    shown = {item.id: item for item in (centre, *others) if item.id in where}
    net = Network(directed=True)
    net.nodes = [
        _node(item, where[item.id], _more(item, links, shown), centre.id)
        for item in sorted(shown.values(), key=lambda item: (where[item.id].column != 0, item.id))
    ]
    net.edges = _edges(links, shown, language)
    nodes, edges, *_ = net.get_network_data()
    heads = {str(column): messages.text(f"drawing.head.{word}", language) for column, word in HEADS.items() if columns[column] or abs(column) == 1}
    shapes = Counter(figure(item.kind) for item in shown.values())
    return Picture(tuple(nodes), tuple(edges), heads, dict(sorted(shapes.items())), width, height, len(others) + 1 - len(shown), not columns[1])


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


def _edges(links: Sequence[Link], shown: Mapping[str, Item], language: str) -> list[dict[str, Any]]:
    latest: dict[tuple[str, str, bool], Link] = {}
    for link in sorted(links, key=lambda link: (link.date, link.id)):
        if link.source in shown and link.target in shown:
            latest[(*sorted((link.source, link.target)), schema.tie_kind(link.kind).layer == "affiliation")] = link  # type: ignore[index]
    return [
        {"id": link.id, "from": link.source, "to": link.target, "dashed": dashed, "title": _said(link, language), "right": works(link.kind)}
        for (_, _, dashed), link in sorted(latest.items(), key=lambda entry: entry[1].id)
    ]


def _said(link: Link, language: str) -> str:
    return f"{schema.tie_kind(link.kind).label(language)}　{link.date or messages.text('drawing.no_date', language)}"
