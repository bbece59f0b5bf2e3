"""The picture of one node as a file: the dots of the page at their places, nothing that is not drawn, names as text, nothing fetched."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from alliance.errors import InvalidValue, UnknownNode
from alliance.model import Node
from alliance.services.explore.neighbourhood.neighbourhood_picture import draw_neighbourhood, ids_around
from alliance.services.workspace import Workspace
from tests.builders import tie, workspace
from tests.services.explore.test_neighbourhood_picture import WORLDS, crowd
from tests.worlds.small_city import city

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</title><script>alert(1)</script><img src=x onerror=alert(1)>&甲"
At = tuple[str, float, float]


def dots(svg: str) -> set[At]:
    """The dots of a file: name and place of each."""
    found = set()
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        place = re.fullmatch(r"translate\((\S+) (\S+)\)", group.attrib["transform"])
        assert place
        found.add((group.findtext(f"{SVG}title") or "", float(place[1]), float(place[2])))
    return found


def drawn(net: Workspace, node: str, depth: int, further: int = 0) -> set[At]:
    found = net.neighbours(node, depth)
    picture = draw_neighbourhood(found, further=further, facts=net.neighbourhood_facts(ids_around(found)))
    places = picture.layouts["wide"].places
    return {(one["title"], places[one["id"]].x, places[one["id"]].y) for one in picture.nodes}


@pytest.mark.parametrize("world", WORLDS)
def test_the_file_has_the_dots_of_the_page_at_their_places_and_its_lines(world: str) -> None:
    net = WORLDS[world]()
    for row in net.isolates(limit=3).rows:
        for depth in (1, 2):
            svg = net.neighbourhood_file(row.id, "svg", depth).decode()
            assert dots(svg) == drawn(net, row.id, depth)
            edges = draw_neighbourhood(net.neighbours(row.id, depth)).edges
            assert svg.count("</title></path>") == len(edges)


def test_what_is_not_drawn_is_not_in_the_file_and_is_counted() -> None:
    net = crowd()
    page, wider = (net.neighbourhood_file("w0", "html", 1, further=more).decode() for more in (0, 10))
    picture = draw_neighbourhood(net.neighbours("w0", 1))
    shown = {str(one["title"]) for one in picture.nodes}
    absent = [row.name for row in net.neighbours("w0", 1).rows if row.name not in shown]
    assert absent
    assert not [name for name in absent if f">{name}<" in page]
    assert [name for name in absent if f">{name}<" in wider]
    assert f"另有 {picture.hidden + net.neighbours('w0', 1).left_out} 个没有展开。" in page
    assert page.count("<tr>") == 1 + len(picture.edges)


def test_who_is_in_contact_with_nobody_has_the_question_mark() -> None:
    net = workspace([Node("w1", "Workshop", "甲工作室"), Node("e1", "Enterprise", "某厂")], [tie("HOSTED_BY", "w1", "e1")])
    svg = net.neighbourhood_file("w1").decode()
    assert ">?</text>" in svg
    assert "没有合作记载" in svg
    assert "No cooperation on record" in net.neighbourhood_file("w1", lang="en").decode()


@pytest.mark.parametrize("form", ["svg", "html"])
def test_hostile_names_stay_text_and_nothing_is_fetched(form: str) -> None:
    nodes = [Node("w1", "Workshop", HOSTILE), Node("w2", "Workshop", f"乙{HOSTILE}"), Node("x1", "Activity", HOSTILE, {"held_on": "2025-05-01"})]
    net = workspace(nodes, [tie("COOPERATES_WITH", "w1", "w2", "2025-05-01"), tie("PARTICIPATES_IN", "w1", "x1")])
    text = net.neighbourhood_file("w1", form).decode()
    assert "<script" not in text and "<img" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert not re.search(r"\b(src|href|url|@import|xlink)\b\s*[=(:]", text.replace("src=x", ""))
    if form == "svg":
        assert {name for name, *_ in dots(text)} == {HOSTILE, f"乙{HOSTILE}"}
    else:
        assert "default-src 'none'" in text


def test_it_is_noted_and_wrong_wishes_are_refused() -> None:
    net = city()
    net.neighbourhood_file("w01", "html")
    last = net.store.audit()[0]
    assert (last["action"], last["objects"]) == ("export-neighbourhood", ["w01"])
    with pytest.raises(InvalidValue):
        net.neighbourhood_file("w01", "png")
    with pytest.raises(UnknownNode):
        net.neighbourhood_file("nobody")
