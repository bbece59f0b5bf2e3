"""这几家之间 and the filters of the picture, without a browser: what the address asks for is shown, and nothing else that stands in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st

from alliance.services.workspace import open_store
from alliance.ui import keys
from alliance.ui.pages.explore import among, picture
from tests.ui.conftest import text_of


def test_what_lies_among_those_of_the_address_is_shown(filled: str, app: Callable[..., Any]) -> None:
    shown = text_of(app("network", id="w-1", among="w-1\nw-2\nno such node"))
    assert "这几家之间" in shown
    assert "彼此的关系" in shown
    assert "选了 2 个" in shown
    assert "这几家之间" not in text_of(app("network", id="w-1", among="w-1\nno such node"))


def test_two_chosen_are_the_ends_of_the_ways_between_them(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, str] = {}
    net = open_store(filled)
    monkeypatch.setattr(among.state, "workspace", lambda: net)
    monkeypatch.setattr(among.state, "ask", lambda **values: asked.update(values))
    monkeypatch.setattr(st, "session_state", {keys.MAP_PICTURE: {"ways": "w-1\nw-2"}})
    among.on_ways()
    names = net.names_of(["w-1", "w-2"])
    assert asked == {"from": names["w-1"], "to": names["w-2"]}
    assert {net.choose_node(text) for text in asked.values()} == {"w-1", "w-2"}


def test_of_the_filters_in_the_address_only_filters_reach_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture.state, "address_value", lambda name, default="": "tie:VISITED,figure:union,<b>,x:y,reach:unknown,tie:VISITED")
    assert picture._off() == "figure:union,reach:unknown,tie:VISITED"
