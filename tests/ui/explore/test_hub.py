"""A hub on the page: its workshops in one disc and its card; of too few the picture of one node."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.ui.conftest import text_of


def test_a_region_shows_its_workshops_and_its_card_and_a_workshop_does_not(filled: str, app: Callable[..., Any]) -> None:
    region = text_of(app("network", id="region:410100"))
    assert "郑州市：3 家工作室，彼此合作 1 对" in region
    assert "每个点是一家工作室" in region
    assert "专长" not in region
    craft = text_of(app("network", id="craft-1", layer="exchange"))
    assert "焊接：2 家工作室，彼此交流 0 对" in craft
    workshop = text_of(app("network", id="w-1"))
    assert "彼此合作" not in workshop
