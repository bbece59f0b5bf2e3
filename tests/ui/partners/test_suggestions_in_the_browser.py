"""合作建议 in a browser: from a cut-off workshop to a decided suggestion in three clicks, readable on a phone, sliders, the round for all."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import browser_at, press, store

pytestmark = pytest.mark.browser
City = tuple[str, Path]
WIDTH, HEIGHT = 390, 844


def cut_off(home: Path) -> str:
    with store(home) as net:
        return str(net.isolates(rings=("none",), limit=1).rows[0].id)


def test_three_clicks_from_a_cut_off_workshop_to_a_decided_suggestion(city: City, chromium: str) -> None:
    address, home = city
    with browser_at(address, chromium) as looking:
        look = looking()
        look.open("/reach?ring=none")
        clicks = []
        for name in ("看建议", "采纳"):
            look.page.get_by_role("button", name=name, exact=True).first.click()
            clicks.append(name)
            look.page.wait_for_timeout(500)
            look.settle()
        look.page.wait_for_selector(".note.good:has-text('已采纳')", timeout=20_000)
        assert len(clicks) <= 3
        with store(home) as net:
            (row,) = net.answers().rows
        assert row.answer == "accepted"
        # who introduces them, and by when
        look.page.locator("[class*=st-key-owner] input").fill("市总工会")
        press(look, "登记")
        look.page.wait_for_selector(".note.good:has-text('市总工会')", timeout=20_000)
        press(look, "撤销")
        look.page.wait_for_selector(".note.good:has-text('已撤销')", timeout=20_000)
        assert look.errors == [] and look.outside() == []


def test_on_a_phone_the_reasons_are_read_without_sideways_scroll(city: City, chromium: str) -> None:
    address, home = city
    with browser_at(address, chromium) as looking:
        look = looking(WIDTH, HEIGHT)
        look.open(f"/suggestions?id={cut_off(home)}")
        reasons = look.page.locator(".sg .s:not(.none)")
        assert reasons.count() >= 3
        wide = look.page.evaluate("Math.max(document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth)")
        assert wide <= WIDTH
        for box in look.page.evaluate(
            "[...document.querySelectorAll('.sg, .sg .s, .sg .neg')].map(e => [e.scrollWidth - e.clientWidth, e.getBoundingClientRect().right])"
        ):
            assert box[0] <= 1 and box[1] <= WIDTH
        assert look.errors == []


def test_a_slider_changes_the_order_at_sight_and_the_store_keeps_it(city: City, chromium: str) -> None:
    address, home = city
    with browser_at(address, chromium) as looking:
        look = looking()
        look.open(f"/suggestions?id={cut_off(home)}")
        before = look.page.locator(".sg .top button").all_text_contents()
        look.page.get_by_text("四个方面各看重多少").click()
        slider = look.page.locator(".st-key-balance_industry input[type=range]")
        slider.focus()
        look.page.keyboard.press("ArrowLeft")
        look.page.keyboard.press("ArrowLeft")
        look.settle()
        look.page.wait_for_timeout(500)
        look.settle()
        with store(home) as net:
            assert net.snapshot(None).settings["criteria"] == {"industry": 0.0}
        assert look.page.locator(".sg .top button").all_text_contents() != before
        press(look, "都恢复照常")
        assert look.page.locator(".sg .top button").all_text_contents() == before
        assert look.errors == []


def test_the_round_shows_how_far_it_is_and_stops_when_asked(city: City, chromium: str) -> None:
    address, home = city
    with browser_at(address, chromium) as looking:
        look = looking()
        look.open("/suggestions")
        look.page.get_by_role("button", name="开始推荐", exact=True).click()
        look.page.get_by_text("正在逐家推荐").first.wait_for(timeout=60_000)
        look.page.get_by_role("button", name="停止", exact=True).click()
        look.page.get_by_role("button", name="开始推荐", exact=True).wait_for(timeout=60_000)
        with store(home) as net:
            assert list(net.store.work("round")) == []
        assert look.errors == []
