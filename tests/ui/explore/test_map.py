"""关系图 without a browser: a hub as a disc of its workshops, a path with an address of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alliance.services.workspace import open_store
from alliance.ui.pages.explore import paths
from tests.ui.conftest import text_of


def test_a_region_shows_its_workshops_and_its_card_and_a_workshop_does_not(filled: str, app: Callable[..., Any]) -> None:
    region = text_of(app("network", id="region:410100"))
    assert "郑州市：3 家工作室，彼此合作 1 对" in region
    assert "每个点是一家工作室" in region
    assert "专长" not in region.partition("同一份数据的表格")[0]
    craft = text_of(app("network", id="craft-1", layer="exchange"))
    assert "焊接：2 家工作室，彼此交流 0 对" in craft
    workshop = text_of(app("network", id="w-1"))
    assert "彼此合作" not in workshop


def test_a_path_has_an_address_of_its_own_and_is_lit_where_it_leads_through_the_centre(filled: str, app: Callable[..., Any]) -> None:
    asked = {"from": "王五化工创新工作室", "to": "李四装配创新工作室"}
    test = app("network", id="w-1", **asked)
    assert [test.text_input(key=key).value for key in ("map_from", "map_to")] == list(asked.values())
    assert "可以请" in text_of(test)
    test.text_input(key="map_to").set_value("赵六检测创新工作室").run()
    assert not test.exception
    assert test.query_params["to"] in ("赵六检测创新工作室", ["赵六检测创新工作室"])


def test_only_a_way_through_the_centre_is_lit(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    address = {"from": "w-3", "to": "w-2"}
    monkeypatch.setattr(paths.state, "address_value", lambda name, default="": address.get(name, default))
    net = open_store(filled)
    assert {"w-3", "w-2", "w-1"} <= set(paths.ways_through(net, "w-1"))
    assert paths.ways_through(net, "w-6") == []
    address["to"] = "没有这家工作室"
    assert paths.ways_through(net, "w-1") == []


def test_the_search_box_follows_a_link_in_the_card_and_the_way_back(filled: str, app: Callable[..., Any]) -> None:
    test = app("network", id="w-1")
    first = test.text_input(key="map_search").value
    assert first == "张三焊接创新工作室"
    test.query_params["id"] = "w-2"
    assert test.run().text_input(key="map_search").value == "李四装配创新工作室"
    test.query_params["id"] = "w-1"
    assert test.run().text_input(key="map_search").value == first
