"""全景 in the browser: it is the first thing of 关系图, a click tells, a second opens, names never lie over each other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.ui.conftest import browser_at

pytestmark = pytest.mark.browser
HOST = "[...document.querySelectorAll('.stBidiComponent *')].find(e => e.alliancePanorama)"


def opened(address: str, chromium: str, path: str = "/map", **size: int) -> Any:
    look = browser_at(address, chromium)
    seen = look.__enter__()(**size)
    seen.closing = look
    seen.open(path)
    seen.page.wait_for_function(f"() => {HOST}", timeout=60_000)
    seen.settle()
    return seen


def ask(seen: Any, expression: str) -> Any:
    return seen.page.evaluate(f"() => {{ const host = {HOST}, whole = host.alliancePanorama; return {expression}; }}")


def click(seen: Any, at: str) -> None:
    """Click where ``at``, an expression of the picture, says."""
    seen.page.evaluate(f"() => {HOST}.shadowRoot.querySelector('.canvas').scrollIntoView({{block: 'center'}})")
    x, y = ask(
        seen,
        f"(() => {{ const box = host.shadowRoot.querySelector('.canvas').getBoundingClientRect(), at = {at}; return [box.left + at.x, box.top + at.y]; }})()",
    )
    seen.page.mouse.click(x, y)
    seen.page.wait_for_timeout(300)


def overlaps(names: list[dict[str, Any]]) -> list[tuple[str, str]]:
    boxes = [(one["text"], one["box"]) for one in names]
    return [
        (text, other) for i, (text, a) in enumerate(boxes) for other, b in boxes[:i] if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


def test_the_whole_is_seen_searched_and_opened(city: tuple[str, Path], chromium: str) -> None:
    seen = opened(city[0], chromium)
    assert "250 家工作室" in seen.page.locator("h2.finding").inner_text()
    names = ask(seen, "whole.names()")
    assert len([one for one in names if "disc" in one]) > 8
    assert overlaps(names) == []
    box = seen.page.get_by_placeholder("工作室、领衔人")
    lit = []
    for typed in ("创新", "創新", "chuangxin", "焊接", "hanjie", "hj"):
        box.fill(typed)
        lit.append(seen.page.get_by_text("亮起").inner_text())
    assert lit[0] == lit[1] == lit[2] != lit[3] == lit[4]
    assert all(int(re.sub(r"\D", "", one)) for one in lit)
    box.fill("")
    first = ask(seen, "host.shadowRoot.querySelector('.box').getAttribute('aria-label')")
    assert "方向键" in first
    seen.page.evaluate(f"() => {HOST}.shadowRoot.querySelector('.box').focus()")
    seen.page.keyboard.press("ArrowRight")
    card = seen.page.locator(".card.open")
    assert card.locator("b").inner_text()
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_function("() => location.search.includes('id=')", timeout=60_000)
    seen.settle()
    assert parse_qs(urlsplit(seen.page.url).query)["id"]
    assert (seen.errors, seen.outside()) == ([], [])
    seen.closing.__exit__(None, None, None)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
@pytest.mark.parametrize("grouping", ["groups", *(pytest.param(one, marks=pytest.mark.deep) for one in ("region", "alliance", "union"))])
def test_no_name_lies_over_another_near_or_far(city: tuple[str, Path], chromium: str, grouping: str, width: int, height: int) -> None:
    seen = opened(city[0], chromium, f"/map?group={grouping}", width=width, height=height)
    assert overlaps(ask(seen, "whole.names()")) == []
    for _ in range(3):
        seen.page.get_by_role("button", name="放大").click()
        seen.page.wait_for_timeout(200)
        assert overlaps(ask(seen, "whole.names()")) == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.errors == []
    seen.closing.__exit__(None, None, None)


def test_a_bow_leads_to_its_pairs_and_a_disc_comes_near(city: tuple[str, Path], chromium: str) -> None:
    seen = opened(city[0], chromium)
    click(seen, "whole.point(...whole.middle(0))")
    assert "—" in seen.page.locator(".card.open b").inner_text()
    seen.page.get_by_role("button", name="看是哪几对").click()
    seen.page.wait_for_function("() => location.pathname.endsWith('/industries')", timeout=60_000)
    assert parse_qs(urlsplit(seen.page.url).query).keys() >= {"a", "b"}
    assert seen.errors == []
    seen.closing.__exit__(None, None, None)


def test_the_years_are_played_in_the_same_places(city: tuple[str, Path], chromium: str) -> None:
    seen = opened(city[0], chromium, "/map?years=1")
    dot = ask(seen, "whole.ids()[0]")
    before = ask(seen, f"whole.at({dot!r})")
    slider = seen.page.get_by_role("slider", name="看历年变化")
    slider.focus()
    told = seen.page.locator(".sentence").inner_text()
    seen.page.keyboard.press("Home")
    assert seen.page.locator(".sentence").inner_text() != told
    after = ask(seen, f"whole.at({dot!r})")
    assert (round(before["x"]), round(before["y"])) == (round(after["x"]), round(after["y"]))
    assert seen.errors == []
    seen.closing.__exit__(None, None, None)
