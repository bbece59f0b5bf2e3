"""The generated city in a browser, as a person would: from a gap to a table plan, to what came of it, to the changed cell, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import browser_at, pick, press, store

pytestmark = pytest.mark.browser


def counted(home: Path, a: str, b: str) -> tuple[int, int]:
    """Pairs in the cell: cooperation, exchange."""
    with store(home) as net:
        return net.cell(a, b).pairs, net.cell(a, b, layer="exchange").pairs


def test_from_a_gap_to_a_plan_to_its_result_and_back(city: tuple[str, Path], chromium: str) -> None:
    address, home = city
    with browser_at(address, chromium) as looking:
        look = looking()
        look.open("/industries")
        assert "合成数据" in str(look.page.locator(".nature").text_content())
        names = str(look.page.locator(".st-key-card_cell h3").text_content()).split(" 与 ")
        assert counted(home, *names)[0] < 2  # a gap: none, or clearly fewer than its size would give
        press(look, "为这一对策划交流")
        look.page.locator(".st-key-wish_date [data-type=year]").click()
        look.page.keyboard.type("20260620")
        look.page.keyboard.press("Tab")
        look.settle()
        press(look, "保存方案")
        press(look, "全部登记为同意")
        press(look, "登记为“已同意”")
        for name, start in (("名单与分组（Excel）", b"PK"), ("日历文件", b"BEGIN:VCALENDAR")):
            with look.page.expect_download() as download:
                look.page.get_by_role("button", name=name).click()
            assert Path(download.value.path()).read_bytes().startswith(start)
        before = counted(home, *names)
        with store(home) as net:
            plan = net.plan(plan_id=net.plans().rows[0].id)
        one, other = (next(guest.name for guest in (plan.host, *plan.guests) if guest.side == side) for side in plan.gap)
        pick(look, "outcome_kind_0", "签订协议")
        pick(look, "outcome_a_0", one)
        pick(look, "outcome_b_0", other)
        look.page.locator(".st-key-result_by input").fill("市总工会")
        press(look, "记录结果")
        look.page.wait_for_selector(".note.good:has-text('已记录')", timeout=20_000)
        after = counted(home, *names)
        assert after[0] == before[0] + 1  # the agreement
        assert after[1] > before[1]  # who sat at one table
        look.open(f"/industries?a={names[0]}&b={names[1]}")
        assert f"{after[0]} 对工作室有近期往来" in str(look.page.locator(".st-key-card_cell").text_content())
        look.open("/data?tab=history")
        press(look, "撤销")
        look.page.get_by_role("button", name="确定撤销").click()
        look.page.wait_for_selector(".note.good:has-text('已撤销')", timeout=20_000)
        assert counted(home, *names) == before
        assert look.errors == []
        assert look.outside() == []


def test_every_tile_of_the_worklist_is_filled_and_gives_its_reason(city: tuple[str, Path], chromium: str) -> None:
    address, home = city
    with store(home) as net:
        counts = net.isolates(limit=0).counts
    assert min(counts.values()) > 0
    with browser_at(address, chromium) as looking:
        look = looking()
        for ring in ("own_group", "sleeping", "unknown"):
            look.open(f"/reach?ring={ring}")
            assert f"{counts[ring]} 家" in str(look.page.locator(".sect span").first.text_content())
            assert look.page.locator(".wr").count() == min(10, counts[ring])
            assert all(reason.strip() for reason in look.page.locator(".wr .why").all_text_contents())
