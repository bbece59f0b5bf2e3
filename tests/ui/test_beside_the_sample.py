"""The sample's home page: a case from its real data, each step one click, and a synthetic city that is opened beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import text_of

from alliance.services.stores import creating, local_stores
from alliance.ui import keys
from alliance.ui.pages.home.beside_the_sample import CASE, STEPS


def test_the_steps_of_the_case_lead_to_its_workshops(quiet_home: Path, app: Callable[..., Any]) -> None:
    test = app("home")
    assert "一个真实的例子" in text_of(test)
    assert [button.key for button in test.button if str(button.key).startswith("case")] == [keys.of("case", step) for step in STEPS]
    test.button(key=keys.of("case", "met")).click().run()
    assert (test.query_params["id"], test.query_params["period"]) == (CASE[0], "3y")
    assert not test.exception
    for name in ("陈洪世创新工作室", "黄平创新工作室"):
        assert name in text_of(test)


def test_one_s_own_data_have_neither(filled: str, app: Callable[..., Any]) -> None:
    keys_shown = {str(button.key) for button in app("home").button}
    assert not {"home_city", *(keys.of("case", step) for step in STEPS)} & keys_shown


def test_the_city_is_made_once_and_the_sample_stays(quiet_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(creating, "CITY_WORKSHOPS", 12)
    sample, city = creating.sample(), creating.synthetic_city()
    made = city.stat().st_mtime_ns
    assert creating.synthetic_city() == city == local_stores.path_of(local_stores.CITY) != sample
    assert city.stat().st_mtime_ns == made
    from alliance.services.workspace import open_store

    with open_store(city) as net:
        assert (net.store_facts().nature, net.store_counts().workshops) == ("synthetic", 12)
