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
from alliance.drawing.columns import CARES, OWN, WISHES, Item, Link, figure, is_party, latest, parts, works
from alliance.drawing.curves import draw_curve
from alliance.drawing.names import short_name
from alliance.drawing.places import FIRST, SHAPES, Layout, lay_out

HEADS = {"left": "belongs", "right": "works", "left2": "further", "right2": "further", "results": "results", "members": "members"}


@dataclass(frozen=True, slots=True)
class Picture:
    """What is painted, and what the sentence under it says.

    ``layouts``: places, labels and heads by shape; ``curves``: by shape the line of each edge, None where there is no free way. ``shapes``
    counts the nodes by shape, ``legend`` names the kinds behind a shape, ``ties`` the kinds of tie,
    ``hidden`` counts the nodes of the neighbourhood that have no place,
    ``undrawn`` the ties between shown nodes that would only cross the picture; ``together``: by node what of the picture belongs to it without a
    line, most first. ``capped``: longer columns would show more.
    ``cut_off``: the centre could be in contact and is with nobody.
    """

    nodes: tuple[Mapping[str, Any], ...]
    edges: tuple[Mapping[str, Any], ...]
    layouts: Mapping[str, Layout]
    curves: Mapping[str, tuple[Any, ...]]
    heads: Mapping[str, str]
    shapes: Mapping[str, int]
    legend: Mapping[str, str]
    ties: Mapping[str, str]
    hidden: int
    undrawn: int
    together: Mapping[str, tuple[str, ...]]
    capped: bool
    cut_off: bool

    def data(self) -> dict[str, Any]:
        """Return the picture as plain values for the component."""
        return {
            "nodes": [dict(node) for node in self.nodes],
            "edges": [dict(edge) for edge in self.edges],
            "layouts": {name: self._layout(name) for name in self.layouts},
            "shapes": dict(self.shapes),
            "legend": dict(self.legend),
            "ties": dict(self.ties),
            "together": {one: list(those) for one, those in self.together.items()},
            "cutOff": self.cut_off,
        }

    def _layout(self, name: str) -> dict[str, Any]:
        layout = self.layouts[name]
        places = {one: [place.x, place.y, place.size] for one, place in layout.places.items()}
        labels = {one: _label(place.label) for one, place in layout.places.items()}
        short = name != "wide"
        heads = [[self.heads[head.part].split("：")[0] if short else self.heads[head.part], head.x, head.y] for head in layout.heads]
        found = {"places": places, "labels": labels, "heads": heads, "frame": layout.frame, "curves": self.curves[name]}
        return found | {"column": SHAPES[name].columns["right"]}


def picture(
    centre: Item, items: Sequence[Item], links: Sequence[Link], contacts: Sequence[Link] = (), language: str = "zh", *, further: int = 0
) -> Picture:
    """Return the picture of a node among others; ``further`` nodes more than at first stand in each column at most.

    ``items`` are the nodes around (the centre may be among them), ``links`` all ties between them, ``contacts`` those of the centre by the rule
    of contacts, each from it. Every dealing between shown nodes is drawn, affiliations are at the centre and between the columns of the left
    side; the others (two partners in the same town), and what finds no free way, are counted in ``undrawn``. Of ties with the
    same ends the latest is drawn. Nobody moves when more is shown.
    """
    others = sorted({item.id: item for item in items if item.id != centre.id}.values(), key=lambda item: item.id)
    found = parts(centre, others, links, contacts)
    capped = any(len(one) > FIRST[part] + further for part, one in found.items())
    found = {part: one[: FIRST[part] + further] for part, one in found.items()}
    placed = {centre.id: centre} | {item.id: item for one in found.values() for item in one}
    figures = {item.id: _figure_of(item, links, placed, language) for item in placed.values()}
    layouts = {name: lay_out(name, centre, found, figures) for name in SHAPES}
    shown = {one: placed[one] for one in layouts["wide"].places}
    lines = latest([*(link for link in links if not _stands_for(link, centre, contacts)), *contacts], shown)
    dealt = {frozenset((link.source, link.target)) for link in lines if works(link.kind)}
    wanted = [link for link in lines if works(link.kind) or (frozenset((link.source, link.target)) not in dealt and _is_drawn(link, layouts["wide"]))]
    curves = {name: [_curve(link, layouts[name]) for link in wanted] for name in SHAPES}
    kept = [i for i, curve in enumerate(curves["wide"]) if curve]
    net = Network(directed=True)
    net.nodes = [
        _node(shown[one], layouts["wide"].places[one].part, centre.id, language) for one in sorted(shown, key=lambda one: (one != centre.id, one))
    ]
    net.edges = [_edge(link, id_, language) for link, id_ in _with_ids([wanted[i] for i in kept])]
    nodes, edges, *_ = net.get_network_data()
    shapes = Counter(figure(item.kind) for item in shown.values())
    return Picture(
        nodes=tuple(nodes),
        edges=tuple(edges),
        layouts=layouts,
        curves={name: tuple(curves[name][i] for i in kept) for name in SHAPES},
        heads={part: messages.text(f"drawing.head.{word}", language) for part, word in HEADS.items()} | _head_of_right(centre, language),
        shapes=dict(sorted(shapes.items())),
        legend=_legend(shown, language),
        ties={wanted[i].kind: _kind_of(wanted[i], language) for i in kept},
        hidden=len(others) + 1 - len(shown),
        undrawn=len(lines) - len(kept),
        together=_together([link for link in lines if link.id not in {wanted[i].id for i in kept}]),
        capped=capped,
        cut_off=is_party(centre.kind) and not found["right"],
    )


def _head_of_right(centre: Item, language: str) -> dict[str, str]:
    return {} if is_party(centre.kind) else {"right": messages.text("drawing.head.parties", language)}


def _label(label: Any) -> list[Any]:
    return [label.text, label.more, label.x, label.y, label.align, label.letter]


def _stands_for(link: Link, centre: Item, contacts: Sequence[Link]) -> bool:
    """Say whether a tie of the centre is among its contacts already."""
    return centre.id in (link.source, link.target) and any(one.id == link.id for one in contacts)


def _is_drawn(link: Link, layout: Layout) -> bool:
    """Say whether an affiliation is drawn: at the centre, and between the columns of the left side."""
    one, other = (layout.places[end].part for end in (link.source, link.target))
    return not one or not other or {one, other} == {"left", "left2"}


def _curve(link: Link, layout: Layout) -> Any:
    return draw_curve(link.source, link.target, layout.places) if link.source in layout.places and link.target in layout.places else None


def _title(item: Item, language: str) -> str:
    return messages.text("drawing.hub", language, name=item.name, n=item.workshops) if item.workshops else item.name


def _node(item: Item, part: str, centre: str, language: str) -> dict[str, Any]:
    return {
        "id": item.id,
        "label": short_name(item.name, item.kind),
        "name": item.name,
        "title": _title(item, language),
        "figure": figure(item.kind),
        "part": part,
        "reach": item.reach,
        "centre": item.id == centre,
        "physics": False,
    }


def _figure_of(item: Item, links: Sequence[Link], shown: Mapping[str, Item], language: str) -> str:
    """Return what stands behind a name: how many workshops a region or union has, of any other node how many neighbours are not in the picture."""
    if item.workshops:
        return messages.text("drawing.workshops", language, n=item.workshops)
    beside = {link.target if link.source == item.id else link.source for link in links if item.id in (link.source, link.target)}
    more = max(item.degree, len(beside)) - len(beside & set(shown))
    return f"+{more}" if more else ""


def _together(undrawn: Sequence[Link]) -> dict[str, tuple[str, ...]]:
    """Return by node which others belong to it by ties that are not drawn, most first: one line instead of many."""
    found: dict[str, set[str]] = {}
    for link in undrawn:
        if not works(link.kind) and link.kind not in OWN | WISHES | CARES:
            found.setdefault(link.target, set()).add(link.source)
    return {one: tuple(sorted(found[one])) for one in sorted(found, key=lambda one: (-len(found[one]), one))}


def _with_ids(links: Sequence[Link]) -> list[tuple[Link, str]]:
    """Return each line with an id of its own: several may be in contact over one node, and a head's tie stands for the workshop too."""
    seen: set[str] = set()
    found = []
    for link in links:
        found.append((link, f"{link.id}\n{link.target}" if link.id in seen else link.id))
        seen.add(link.id)
    return found


def _edge(link: Link, id_: str, language: str) -> dict[str, Any]:
    return {
        "id": id_,
        "from": link.source,
        "to": link.target,
        "kind": link.kind,
        "dashed": not works(link.kind),
        "title": _describe_tie(link, language),
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
    date = link.date or messages.text("drawing.no_date", language)
    return "　".join(filter(None, (_kind_of(link, language), link.via, date)))


def _kind_of(link: Link, language: str) -> str:
    return (schema.node_kind(link.kind) if link.kind in schema.NODE_CODE else schema.tie_kind(link.kind)).label(language)
