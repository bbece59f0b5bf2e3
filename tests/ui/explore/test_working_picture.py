"""The picture of one node worked with in the browser: filtered in its place, moved, hidden, taken back, several chosen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.everyone import check_page
from tests.ui.test_browser import Look, map_of, picture_of, place, query

pytestmark = pytest.mark.browser
HOST = "[...document.querySelectorAll('.stBidiComponent *')].find(e => e.allianceAt)"


def drag(look: Any, node: str, by: tuple[float, float]) -> None:
    x, y = place(look, node)
    look.page.mouse.move(x, y)
    look.page.mouse.down()
    look.page.mouse.move(x + by[0], y + by[1], steps=5)
    look.page.mouse.up()
    look.page.mouse.move(2, 2)


def near(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return abs(a[0] - b[0]) < 2 and abs(a[1] - b[1]) < 2


def seen_whole(look: Any) -> None:
    """Bring the picture to the top: what is scrolled later changes no place on the screen."""
    look.page.evaluate(f"() => {HOST}.shadowRoot.querySelector('.legend').scrollIntoView()")
    look.page.wait_for_timeout(300)


def test_what_is_filtered_stays_and_what_is_moved_or_hidden_is_taken_back(seen: Look) -> None:
    look = map_of(seen, "w-1")
    look.page.get_by_role("button", name="筛选").click()
    seen_whole(look)
    before = place(look, "w-2")
    look.page.locator('[data-filter="figure:workshop"]').click()
    assert "w-2" in picture_of(look, "grey()")
    assert near(place(look, "w-2"), before), "nothing moves"
    look.page.wait_for_function("() => location.search.includes('off=figure')", timeout=15_000)
    look.page.get_by_role("button", name="全部显示").click()
    assert picture_of(look, "grey()") == []
    drag(look, "w-2", (-40, 90))
    moved = place(look, "w-2")
    assert not near(moved, before)
    look.page.mouse.click(*moved)
    look.settle()
    assert near(place(look, "w-2"), moved), "a rerun leaves it where it was put"
    look.page.get_by_role("button", name="隐藏", exact=True).click()
    assert "已隐藏 1 个" in look.page.locator(".bar").inner_text()
    look.page.get_by_role("button", name="撤销").click()
    assert "已隐藏" not in look.page.locator(".bar").inner_text()
    look.page.get_by_role("button", name="恢复原图").click()
    assert near(place(look, "w-2"), before)
    assert look.errors == []


@pytest.mark.deep
def test_what_is_moved_or_hidden_is_there_again_when_the_page_is(seen: Look) -> None:
    look = map_of(seen, "w-1")
    seen_whole(look)
    drag(look, "w-2", (-40, 90))
    moved = place(look, "w-2")
    look.page.mouse.click(*place(look, "e-1"))
    look.settle()
    look.page.get_by_role("button", name="隐藏", exact=True).click()
    for leave in (look.page.reload, lambda: (look.page.get_by_role("link", name="名录").first.click(), look.settle(), look.page.go_back())):
        leave()
        look.page.wait_for_function(f"() => {HOST}", timeout=60_000)
        look.settle()
        seen_whole(look)
        assert "已隐藏 1 个" in look.page.locator(".bar").inner_text()
        assert near(place(look, "w-2"), moved)
    assert look.errors == []


@pytest.mark.deep
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_with_its_filters_open_and_one_of_them_grey_it_is_for_everyone(seen: Look, width: int, height: int) -> None:
    look = map_of(seen, "w-1", width=width, height=height)
    look.page.get_by_role("button", name="筛选").click()
    look.page.locator('[data-filter="figure:organisation"]').click()
    look.page.wait_for_function("() => location.search.includes('off=figure')", timeout=15_000)
    look.settle()
    check_page(look.page)


@pytest.mark.deep
def test_by_keyboard_a_dot_is_chosen_moved_hidden_and_taken_back(seen: Look) -> None:
    look = map_of(seen, "w-1")
    seen_whole(look)
    look.page.evaluate(f"() => {HOST}.shadowRoot.querySelector('.box').focus()")
    look.page.keyboard.press("ArrowRight")
    look.page.wait_for_function("() => location.search.includes('at=')", timeout=15_000)
    look.settle()
    chosen = query(look)["at"][0]
    before = place(look, chosen)
    look.page.keyboard.press("Shift+ArrowLeft")
    assert place(look, chosen)[0] < before[0] - 5
    look.page.keyboard.press("Control+z")
    assert near(place(look, chosen), before)
    look.page.keyboard.press("Control+y")
    assert place(look, chosen)[0] < before[0] - 5
    look.page.keyboard.press("Delete")
    assert "已隐藏 1 个" in look.page.locator(".bar").inner_text()
    assert look.errors == []


@pytest.mark.deep
def test_several_chosen_lead_to_what_lies_among_them_and_two_to_the_ways_between(seen: Look) -> None:
    look = map_of(seen, "w-1")
    seen_whole(look)
    look.page.mouse.click(*place(look, "w-2"))
    look.settle()
    look.page.keyboard.down("Control")
    look.page.mouse.click(*place(look, "w-1"))
    look.page.keyboard.up("Control")
    assert "已选 2 个" in look.page.locator(".bar").inner_text()
    look.page.get_by_role("button", name="这几家之间").click()
    look.page.wait_for_function("() => location.search.includes('among=')", timeout=15_000)
    look.settle()
    assert look.page.locator(".st-key-card_among").inner_text().count("创新工作室") >= 2
    look.page.get_by_role("button", name="两家之间的路").click()
    look.page.wait_for_function("() => location.search.includes('from=')", timeout=15_000)
    look.settle()
    assert query(look)["to"]
    look.page.get_by_role("button", name="取消选择").click()
    look.page.wait_for_function("() => !location.search.includes('among=')", timeout=15_000)
    assert look.errors == []
