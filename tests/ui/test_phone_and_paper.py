"""The pages on a phone, on paper and on a wall: what stands first, that nothing is cut, that the last row can read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alliance.drawing.colours import LIGHT
from alliance.services.explore.files.panorama_files import sketch_panorama
from alliance.services.workspace import open_store
from alliance.ui.kit.html import image_address
from alliance.ui.pages.industries.matrix_table import matrix_data
from tests.everyone import SMALL, TAP
from tests.ui.conftest import press_in, text_of
from tests.ui.small_network import fill

Look = Callable[..., Any]
WITHIN = """(selector) => {
    const host = [...document.querySelectorAll('.stBidiComponent *')].find((one) => one.shadowRoot?.querySelector(selector));
    return host.shadowRoot.querySelector(selector).getBoundingClientRect().top;
}"""


def test_the_rest_of_a_node_is_folded_and_its_table_is_also_a_file(filled: str, app: Callable[..., Any]) -> None:
    test = app("network", id="w-1")
    assert "显示全部资料和往来" in text_of(test)
    assert "下载这份表格" in [button.label for button in test.get("download_button")]


def test_the_list_of_a_phone_says_of_each_industry_its_pairs_its_gaps_and_how_many_are_far(filled: str) -> None:
    with open_store(filled) as net:
        matrix = net.matrix()
    a, b = matrix.keys.index("能源化工"), matrix.keys.index("机械装备")
    cell = max(a, b), min(a, b)
    plain = matrix_data(matrix, (a, b), (0, 0), "red")["lines"]
    lacking = matrix_data(matrix, (a, b), (0, 0), "red", {cell: type("Row", (), {"text": "缺"})()})["lines"]
    assert plain[0] == {"pairs": f"{sum(matrix.counts[a])} 对", "gaps": "", "rest": "还没有往来的 2 个"}
    assert lacking[0]["gaps"] == "还缺 1 处"
    assert lacking[0]["rest"] == "还没有往来的 1 个"


def test_home_shows_the_whole_small_with_its_finding_and_names_nobody(filled: str, app: Callable[..., Any]) -> None:
    test = app("home")
    with open_store(filled) as net:
        found = net.panorama()
        pictures = [sketch_panorama(found, lang, LIGHT, 42) for lang in ("zh", "en")]
    assert found.sentence in text_of(test)
    assert image_address(pictures[0]) in text_of(test)
    assert not [dot.name for dot in found.dots if any(dot.name in svg for svg in pictures)]
    press_in(test, "whole")
    assert "每个点是一家工作室" in text_of(test)


def test_an_empty_store_has_no_picture_and_a_projected_one_has_it(empty: str, app: Callable[..., Any]) -> None:
    assert "整个网络" not in text_of(app("home"))
    fill()
    assert "整个网络" in text_of(app("home", present="1"))


@pytest.mark.browser
def test_on_a_phone_the_picture_is_near_and_the_matrix_is_a_list(seen: Look) -> None:
    look = seen(390, 844)
    look.open("/map?id=w-1")
    look.page.wait_for_function("() => [...document.querySelectorAll('.stBidiComponent *')].some((one) => one.allianceAt)", timeout=60_000)
    assert look.page.evaluate(WITHIN, ".canvas") < 2 * 844
    assert not look.page.locator(".st-key-card_detail .srcs").first.is_visible()
    look.page.get_by_label("显示全部资料和往来").check()
    assert look.page.locator(".st-key-card_detail .srcs").first.is_visible()
    look.open("/industries")
    look.page.locator("summary", has_text="机械装备").first.wait_for()
    assert look.page.locator("button.way").count() >= 2
    assert look.page.evaluate(SMALL, TAP) == []
    assert look.errors == []
