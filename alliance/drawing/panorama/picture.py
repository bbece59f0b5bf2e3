"""From the whole network to what the browser paints: pyvis carries dots and ties, beside them stand discs, bows and years. Names are data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyvis.network import Network

from alliance.drawing.names import short_name


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot: what is written at it, what is said of it, by which words it is found."""

    id: str
    name: str
    title: str
    find: str
    ring: str
    group: str
    partners: int


def network_of(dots: Sequence[Dot], ties: Sequence[tuple[str, str]]) -> Mapping[str, list[dict[str, Any]]]:
    """Return nodes and edges as the browser takes them; a node's ``index`` is its place in the lists of places."""
    net = Network(directed=False)
    net.nodes = [
        {
            "id": dot.id,
            "index": i,
            "label": short_name(dot.name, "Workshop"),
            "name": dot.name,
            "title": dot.title,
            "find": dot.find,
            "ring": dot.ring,
            "group": dot.group,
            "partners": dot.partners,
        }
        for i, dot in enumerate(dots)
    ]
    net.edges = [{"id": f"t{i}", "from": a, "to": b} for i, (a, b) in enumerate(ties)]
    nodes, edges, *_ = net.get_network_data()
    return {"nodes": nodes, "edges": edges}
