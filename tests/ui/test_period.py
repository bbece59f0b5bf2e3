"""The period is chosen in one place above the pages, stands in the address and goes along; a recent figure of 0 says what older periods hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import text_of

from alliance.model import Batch, Node
from alliance.services.workspace import open_store
from alliance.ui import keys
from alliance.ui.navigation import OF_A_PERIOD, PAGES
from tests.builders import numbered_ties, puts


@pytest.fixture
def sleepers(empty: str) -> str:
    """Two workshops that worked together three and a half years ago, in the store in use."""
    nodes = [
        Node("a", "Workshop", "甲创新工作室"),
        Node("b", "Workshop", "乙创新工作室"),
        Node("e", "Enterprise", "甲厂"),
        Node("f", "Enterprise", "乙厂"),
    ]
    rows = [("HOSTED_BY", "a", "e", {}), ("HOSTED_BY", "b", "f", {}), ("COOPERATES_WITH", "a", "b", {"valid_from": "2022-09"})]
    with open_store(empty) as net:
        net.store.commit(Batch("two", "import", puts(*nodes, *numbered_ties(rows))), net.actor)
    return empty


def test_a_figure_of_0_leads_to_the_period_that_holds_some(sleepers: str, app: Callable[..., Any]) -> None:
    test = app("home")
    assert "近一年没有记载的合作；全部在案有 1 对。" in text_of(test)
    test.button(key=keys.of("older", "all")).click().run()
    assert test.query_params["period"] in ("all", ["all"])
    assert "没有记载的合作" not in text_of(test)
    assert "数字截至 2026 年 6 月 30 日（全部在案）" in text_of(test)


@pytest.mark.parametrize("page", [name for name, *_ in PAGES])
def test_every_page_whose_figures_hang_on_it_has_the_choice(sleepers: str, app: Callable[..., Any], page: str) -> None:
    test = app(page, period="3y")
    chosen = [one.value for one in test.get("button_group") if one.key == keys.PERIOD]
    assert chosen == (["3y"] if page in OF_A_PERIOD else [])


def test_choosing_writes_it_into_the_address_and_the_setting_takes_it_out(sleepers: str, app: Callable[..., Any]) -> None:
    test = app("reach")
    test.button_group(key=keys.PERIOD).set_value("all").run()
    assert test.query_params["period"] in ("all", ["all"])
    assert "（全部在案）" in text_of(test)
    test.button_group(key=keys.PERIOD).set_value("").run()
    assert "period" not in test.query_params
    assert "（全部在案）" not in text_of(test)


def test_an_unknown_period_in_the_address_is_none(sleepers: str, app: Callable[..., Any]) -> None:
    assert text_of(app("reach", period="5y")) == text_of(app("reach"))


def test_every_link_to_another_page_takes_it_along(sleepers: str, app: Callable[..., Any]) -> None:
    links = [link.proto.query_string for link in app("reach", period="3y").get("page_link")]
    assert len(links) > len(PAGES)
    assert all("period=3y" in link for link in links)
