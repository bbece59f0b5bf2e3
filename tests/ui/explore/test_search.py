"""Finding from the start page and from the picture: workshops first, each with why, all of them reachable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alliance.model import Actor, Batch, Node
from alliance.services.stores import creating
from alliance.services.workspace import open_store
from tests.builders import puts, tie

App = Callable[..., Any]
MANY = 34


@pytest.fixture
def many(filled: str) -> str:
    """The small network and a craft that many workshops have; two people of one name lead two of them."""
    nodes = [
        *(Node(f"m-{i:02}", "Workshop", f"第{i:02}工作室", {"recognised_on": "2020"}) for i in range(MANY)),
        Node("craft-9", "Craft", "玉雕"),
        Node("p-1", "Person", "周玉"),
        Node("p-2", "Person", "周玉"),
    ]
    ties = [*(tie("HAS_CRAFT", f"m-{i:02}", "craft-9") for i in range(MANY)), tie("LEADS", "p-1", "m-01"), tie("LEADS", "p-2", "m-02")]
    with open_store(creating.current_location()) as net:
        net.store.commit(Batch("many", "import", puts(*nodes, *ties)), Actor("tester", "admin"))
    return filled


def _hits(test: Any) -> list[str]:
    return [one.key.removeprefix("hit_") for one in test.button if str(one.key).startswith("hit_")]


def _shown(test: Any) -> str:
    return "".join(str(one.value) for one in test.get("html"))


def test_a_craft_lists_all_its_workshops_page_by_page_and_itself(many: str, app: App) -> None:
    test = app(q="玉雕")
    assert _hits(test) == [*(f"m-{i:02}" for i in range(10)), "craft-9"]
    assert "技能" in _shown(test) and f"工作室 {MANY} 家" in _shown(test)
    for shown in (30, MANY):
        test.button(key="more_hits_go").click().run()
        assert len(_hits(test)) == shown + 1
    assert [one.key for one in test.button if one.key == "more_hits_go"] == []
    assert test.query_params["more"] == "50", "back shows as many again"
    assert len(_hits(app(q="玉雕", more="50"))) == MANY + 1
    test.text_input(key="home_search").set_value("焊接").run()
    assert "more" not in test.query_params


def test_two_of_one_name_are_told_apart_and_lead_to_their_workshops(many: str, app: App) -> None:
    for page in ("home", "network"):
        test = app(page, q="周玉")
        assert _hits(test) == ["m-01", "m-02", "p-1", "p-2"], page
        assert "领衔人" in _shown(test)
        row = next(one for one in test.get("html") if "周玉" in str(one.value) and "第02工作室" in str(one.value) and "人员" in str(one.value))
        assert "第01工作室" not in str(row.value)


def test_what_is_typed_above_the_picture_opens_the_one_that_is_meant_else_lists_all(many: str, app: App) -> None:
    test = app("network", id="w-1")
    test.text_input(key="map_search").set_value("王五化工").run()
    assert (test.query_params["id"], "q" in test.query_params) == ("w-3", False)
    test.text_input(key="map_search").set_value("周玉").run()
    assert (test.query_params["q"], "id" in test.query_params) == ("周玉", False)
    test.button(key="hit_m-02").click().run()
    assert (test.query_params["id"], "q" in test.query_params) == ("m-02", False)
