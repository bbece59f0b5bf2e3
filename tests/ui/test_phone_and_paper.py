"""The pages on a phone, on paper and on a wall: what stands first, that nothing is cut, that the last row can read it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from alliance.drawing.colours import LIGHT
from alliance.services.explore.files.panorama_files import sketch_panorama
from alliance.services.reach.name_masking import withheld
from alliance.services.workspace import open_store
from alliance.ui.kit.html import image_address
from alliance.ui.pages.explore import slides
from alliance.ui.pages.industries.matrix_table import matrix_data
from alliance.ui.words import speaking
from tests.conftest import page_addresses
from tests.everyone import SMALL, TAP, check_page
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


CUT = """(width) => {
    const found = [];
    const walk = (root) => root.querySelectorAll("*").forEach((one) => {
        if (one.shadowRoot) walk(one.shadowRoot);
        const box = one.getBoundingClientRect(), hidden = getComputedStyle(one).visibility === "hidden" || one.closest(".hidden");
        if (box.width > 1 && box.height > 1 && !hidden && box.right > width + 1) found.push(`${one.tagName}.${one.className} ${Math.round(box.right)}`);
    });
    walk(document.querySelector("[data-testid=stMain]"));
    return found;
}"""
SHEET = 703  # px between the margins of A4
PRESSED = ".stButton, .st-key-topbar, [data-testid=stButtonGroup], .stTextInput, .stDownloadButton"


@pytest.mark.browser
@pytest.mark.deep
def test_on_paper_nothing_is_wider_than_the_sheet_and_nothing_is_there_to_press(seen: Look) -> None:
    look = seen(1280, 800)
    for path in (*page_addresses(network="id=w-1", suggestions="id=w-3"), "/map", "/industries?grouping=division", "/reach?ring=connected"):
        look.open(path)
        look.page.emulate_media(media="print")
        look.page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
        look.page.set_viewport_size({"width": SHEET, "height": 1000})
        look.settle()
        assert look.page.evaluate(CUT, SHEET) == [], path
        assert [one for one in look.page.locator(PRESSED).all() if one.is_visible()] == [], path
        look.page.set_viewport_size({"width": 1280, "height": 800})
        look.page.emulate_media(media="screen")


def test_slides_are_for_a_projector_and_name_no_workshop_that_is_hidden(filled: str, app: Callable[..., Any]) -> None:
    assert "放映幻灯片" not in text_of(app("home"))
    for page in ("home", "network"):
        assert "放映幻灯片" in text_of(app(page, present="1"))
        shown = text_of(app(page, present="1", slides="1"))
        assert "没有办成" not in shown
        assert "查工作室" not in shown and "每个点是一家工作室" not in shown, "the slides stand in the place of the page"
    assert "查工作室" in text_of(app("home", slides="1")), "without a projector there are none"


def test_the_slides_say_the_named_figures_and_only_industries(filled: str) -> None:
    with open_store(filled) as net, speaking("zh"):
        net.set_targets([{"a": "装备", "b": "化工", "wanted": 3}])
        deck = slides.slides(net)
        picture, start, gaps = net.panorama(), net.overview(), net.gaps(limit=0).rows
        hidden = withheld(net)
    assert [slide["kind"] for slide in deck][:2] == ["figures", "whole"]
    assert [number for number, _ in deck[0]["numbers"]] == [str(n) for n in (start.figures["workshops"], picture.across, start.figures["cut_off"])]
    assert len(gaps) == 1
    assert "还缺 1 对" in deck[-1]["title"]
    told = json.dumps([{name: value for name, value in slide.items() if name != "picture"} for slide in deck], ensure_ascii=False)
    assert [name for name in (*hidden.workshops, *hidden.people, *hidden.others) if name in told] == []


@pytest.mark.browser
@pytest.mark.deep
def test_the_slides_turn_by_keys_are_large_and_are_left_by_escape(seen: Look) -> None:
    look = seen(1280, 800)
    look.open("/map?present=1&slides=1")
    titles = look.page.locator(".slide.now h2")
    titles.wait_for()
    first = titles.inner_text()
    for key, there in (("ArrowRight", False), ("ArrowLeft", True), (" ", False)):
        look.page.keyboard.press(key)
        assert (titles.inner_text() == first) is there
    assert (
        min(
            look.page.evaluate(
                "() => [...document.querySelectorAll('.st-key-slides *')].find((one) => one.shadowRoot).shadowRoot ? [...[...document.querySelectorAll('.st-key-slides *')].find((one) => one.shadowRoot).shadowRoot.querySelectorAll('h2, li, b, span')].map((one) => parseFloat(getComputedStyle(one).fontSize)) : []"
            )
        )
        >= 28
    )
    check_page(look.page)
    look.page.keyboard.press("Escape")
    look.page.wait_for_function("() => !location.search.includes('slides')", timeout=60_000)
    look.settle()
    assert look.errors == []
