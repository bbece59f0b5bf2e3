"""The picture of one node as a file: SVG for a document, one HTML page that opens anywhere without a network."""

from __future__ import annotations

from collections.abc import Sequence

from alliance import messages
from alliance.drawing.colours import FACES, LIGHT
from alliance.drawing.page import draw_page
from alliance.drawing.picture import Picture
from alliance.drawing.picture_svg import draw_svg
from alliance.model import day
from alliance.network.reach.wording import shown_date
from alliance.services.authorization import authorized
from alliance.services.explore.files.page_notes import check_form, nature_note
from alliance.services.explore.neighbourhood.neighbourhood_facts import neighbourhood_facts
from alliance.services.explore.neighbourhood.neighbourhood_picture import draw_neighbourhood, ids_around
from alliance.services.explore.neighbourhood.neighbours_paths import NeighboursResult, neighbours
from alliance.services.session import Session

COLUMNS = ("a", "tie", "b")


@authorized
def neighbourhood_file(
    net: Session,
    name_or_id: str,
    form: str = "svg",
    depth: int = 1,
    layers: Sequence[str] = (),
    limit: int = 150,
    *,
    further: int = 0,
    on: str | None = None,
    lang: str = "zh",
) -> bytes:
    """Return the picture of what stands around a node as svg or html: the wide picture of the page, at the same places, and nothing beside it.

    ``further`` nodes more than at first stand in each column at most; ``depth``, ``layers`` and ``limit`` as of ``neighbours``. Noted in the
    audit. Raises ``InvalidValue`` for another form, and as ``neighbours`` does. O(nodes + ties around).

    >>> from tests.worlds.small_city import city
    >>> neighbourhood_file(city(), "w01").decode()[:4]
    '<svg'
    """
    check_form(form)
    found = neighbours(net, name_or_id, depth, layers, limit, on=on)
    drawn = draw_neighbourhood(found, lang, further, neighbourhood_facts(net, ids_around(found), on=on))
    net.store.note(net.actor, "export-neighbourhood", [found.node.id], {"form": form, "depth": depth, "nodes": len(drawn.nodes)})
    title = messages.text("drawing.alt", lang, name=found.node.name, nodes=len(drawn.nodes), edges=len(drawn.edges))
    svg = draw_svg(drawn, LIGHT, FACES, title, lang)
    return (svg if form == "svg" else _page(net, found, drawn, svg, title, lang)).encode()


def _page(net: Session, found: NeighboursResult, drawn: Picture, svg: str, title: str, lang: str) -> str:
    legend = [(shape, LIGHT[shape], f"{drawn.legend[shape]} {count}") for shape, count in drawn.shapes.items()]
    heads = [messages.text(f"services.neighbourhood.file.{column}", lang) for column in COLUMNS]
    notes = [*nature_note(net.store.settings(), lang), *_said(found, drawn, lang)]
    return draw_page(lang, title, notes, svg, legend, [heads, *_rows(drawn)], LIGHT, FACES)


def _said(found: NeighboursResult, drawn: Picture, lang: str) -> list[str]:
    """Return what the picture means, and how much of the neighbourhood is not in it."""
    on, hidden = day(found.as_of), drawn.hidden + found.left_out
    how = messages.text("services.neighbourhood.file.note", lang, date=shown_date(on, on, lang))
    rest = messages.text("services.neighbourhood.file.rest", lang, n=hidden) if hidden else ""
    crossing = messages.text("services.neighbourhood.file.undrawn", lang, n=drawn.undrawn) if drawn.undrawn else ""
    joint = "" if lang == "zh" else " "
    return [joint.join(filter(None, (how, rest, crossing))), messages.text("drawing.lines", lang)]


def _rows(drawn: Picture) -> list[list[str]]:
    """Return the lines of the picture, dealings first, those of the middle before others."""
    name = {node["id"]: str(node["title"]) for node in drawn.nodes}
    middle = drawn.nodes[0]["id"]
    edges = sorted(drawn.edges, key=lambda edge: (edge["dashed"], middle not in (edge["from"], edge["to"]), name[edge["from"]], name[edge["to"]]))
    return [[name[edge["from"]], str(edge["title"]), name[edge["to"]]] for edge in edges]
