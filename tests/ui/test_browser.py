"""What only a browser can show: clicks in the picture and the table, hostile names, nothing asked of another host, the phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from small_network import HOSTILE

from tests.everyone import check_page

pytestmark = pytest.mark.browser
Look = Callable[..., Any]
PATHS = ("/", "/map?id=w-1", "/register", "/industries", "/reach", "/suggestions?id=w-3", "/events", "/data")


def query(seen: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(seen.page.url).query)


def place(seen: Any, node: str) -> tuple[float, float]:
    """Where a node stands on the screen."""
    return seen.page.evaluate(  # type: ignore[no-any-return]
        """(node) => {
            const host = [...document.querySelectorAll('.stBidiComponent *')].find(e => e.allianceAt);
            const box = host.shadowRoot.querySelector('.canvas').getBoundingClientRect(), at = host.allianceAt(node);
            return [box.left + at.x, box.top + at.y];
        }""",
        node,
    )


def picture_of(seen: Any, asked: str) -> Any:
    """What the picture says of itself: names as they were painted, dots, what is lit."""
    return seen.page.evaluate(f"() => [...document.querySelectorAll('.stBidiComponent *')].find(e => e.alliancePicture).alliancePicture.{asked}")


def map_of(look: Look, node: str, **size: int) -> Any:
    seen = look(**size)
    seen.open(f"/map?id={node}")
    seen.page.wait_for_function(
        """() => [...document.querySelectorAll('.stBidiComponent *')].some(e => e.allianceAt)""",
        timeout=60_000,
    )
    seen.settle()
    return seen


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_for_everyone_asks_no_other_host_and_does_not_fail(path: str, seen: Look) -> None:
    for width, height in ((1280, 800), (390, 844)):
        look = seen(width, height)
        look.open(path)
        check_page(look.page)
        assert look.outside() == []
        assert look.errors == []
        assert look.page.locator(".note.bad").count() == 0
        assert look.page.locator('[data-testid="stException"]').count() == 0


def test_a_click_selects_and_a_double_click_makes_it_the_centre_and_back_leads_back(seen: Look) -> None:
    look = map_of(seen, "w-1")
    look.page.mouse.click(*place(look, "w-2"))
    look.page.wait_for_function("() => document.querySelector('.dt h3').textContent === '李四装配创新工作室'", timeout=15_000)
    look.settle()
    assert query(look) == {"id": ["w-1"], "at": ["w-2"]}
    assert set(picture_of(look, "lit()")) == {"w-1", "w-2"}
    names, dots = picture_of(look, "names()"), picture_of(look, "dots()")
    assert len(names) > 5
    boxes = [one["box"] for one in names] + [[x - r, y - r, x + r, y + r] for x, y, r in dots]
    over = [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]
    assert over == [], "names as painted lie over nothing"
    look.page.mouse.dblclick(*place(look, "w-2"))
    look.page.wait_for_function("() => new URL(location.href).searchParams.get('id') === 'w-2'", timeout=15_000)
    look.settle()
    assert look.page.locator(".dt h3").first.text_content() == "李四装配创新工作室"
    assert look.page.locator(".st-key-searchtool input").first.input_value() == "李四装配创新工作室"
    look.page.go_back()
    look.page.wait_for_function("() => new URL(location.href).searchParams.get('id') === 'w-1'", timeout=15_000)
    look.settle()
    assert look.errors == []


def test_hiding_a_kind_is_counted_and_zoom_and_whole_work(seen: Look) -> None:
    look = map_of(seen, "w-1")
    chip = look.page.locator("button.chip", has_text="单位")
    chip.click()
    assert look.page.locator("button.chip", has_text="单位").get_attribute("aria-pressed") == "false"
    assert "已变灰" in str(look.page.locator("button.chip", has_text="单位").text_content())
    look.page.get_by_label("放大").scroll_into_view_if_needed()  # else the click scrolls, and the place on the screen is another
    before = place(look, "w-2")
    look.page.get_by_label("放大").click()
    assert place(look, "w-2") != before
    look.page.get_by_label("全图").click()
    assert place(look, "w-2") == pytest.approx(before, abs=2)
    assert look.errors == []


def test_hostile_names_are_drawn_as_text_everywhere(seen: Look) -> None:
    for path in (
        "/map?id=w-9",
        "/?q=甲",
        "/reach?ring=connected",
        "/map?q=甲",
        "/suggestions?id=w-3",
        "/suggestions?id=w-9",
        "/events?w=w-9,w-5",
        "/data?tab=stores",
    ):
        look = seen()
        look.open(path)
        assert look.page.evaluate("window.hit") is None
        assert look.page.locator("img[onerror]").count() == 0
        assert look.page.locator('a[href^="javascript"]').count() == 0
        assert look.errors == []
        assert look.outside() == []
    look = map_of(seen, "w-9")
    assert look.page.locator(".dt h3").first.text_content() == HOSTILE
    look.page.mouse.move(*place(look, "w-9"))
    look.page.wait_for_timeout(600)
    assert look.page.evaluate("window.hit") is None


def test_a_cell_of_the_matrix_is_a_button_with_its_full_name(seen: Look) -> None:
    look = seen()
    look.open("/industries")
    look.page.get_by_label("机械装备与机械装备", exact=False).or_(look.page.locator("button[data-cell='0-0']")).first.click()
    look.page.wait_for_function("() => new URL(location.href).searchParams.get('a') === '机械装备'", timeout=15_000)
    look.settle()
    assert look.page.locator(".dt h3").first.text_content() == "机械装备"
    assert "1 对工作室有近期往来" in str(look.page.locator(".st-key-card_cell").text_content())


def test_search_while_typing_then_open_then_suggestions(seen: Look) -> None:
    look = seen()
    look.open("/")
    look.page.locator(".st-key-bigsearch input").fill("张三")
    look.page.wait_for_selector(".hit", timeout=15_000)
    look.settle()
    assert query(look)["q"] == ["张三"]
    look.page.get_by_role("button", name="打开").first.click()
    look.page.wait_for_url("**/map?id=w-1*", timeout=15_000)
    look.settle()
    look.page.get_by_role("button", name="找伙伴").click()
    look.page.wait_for_url("**/suggestions?id=w-1*", timeout=15_000)
    look.settle()
    assert look.page.locator(".sg").count() >= 1


def test_arrows_lead_from_the_box_to_a_hit_enter_opens_it_and_back_shows_the_list_again(seen: Look) -> None:
    look = seen()
    look.open("/")
    look.page.wait_for_function("globalThis.allianceKeyboard === true", timeout=20_000)
    box = look.page.locator(".st-key-bigsearch input")
    box.fill("焊接")
    look.page.wait_for_selector(".st-key-row_hit_w-3", timeout=15_000)
    look.settle()
    assert "技能 焊接" in look.page.locator(".st-key-row_hit_w-3").inner_text()
    box.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
        look.page.keyboard.press(key)
    assert look.page.evaluate("document.activeElement.closest('.st-key-row_hit_w-3') !== null")
    look.page.keyboard.press("Enter")
    look.page.wait_for_url("**/map?id=w-3*", timeout=15_000)
    look.settle()
    look.page.go_back()
    look.page.wait_for_selector(".st-key-row_hit_w-3", timeout=15_000)
    assert look.page.locator(".st-key-bigsearch input").input_value() == "焊接"
    assert query(look)["q"] == ["焊接"]
    assert look.errors == []


def test_the_slash_key_leads_to_the_search_box(seen: Look) -> None:
    look = seen()
    look.open("/reach")
    look.page.wait_for_function("globalThis.allianceKeyboard === true", timeout=20_000)  # the script of a component comes after the page
    look.page.wait_for_selector(".st-key-topsearch input")
    look.page.keyboard.press("/")
    assert look.page.evaluate("document.activeElement.closest('.st-key-topsearch') !== null")


def test_a_table_is_uploaded_checked_confirmed_and_taken_back(seen: Look, tmp_path: Path) -> None:
    table = tmp_path / "工作室名录.csv"
    table.write_text("名称,依托单位,命名时间\n周九铸造创新工作室,示例铸造有限公司,2024\n,示例铸造有限公司,2024\n", encoding="utf-8")
    look = seen()
    look.open("/data")
    look.page.locator('input[type="file"]').first.set_input_files(str(table))
    look.page.get_by_role("button", name="核对", exact=True).click()
    look.page.wait_for_selector(".st-key-card_confirm", timeout=60_000)
    look.settle()
    assert "第" not in str(look.page.locator("table.t td.n").first.text_content())
    assert look.page.locator("table.t td.n").first.text_content() == "3"  # the row of the sheet, heading counted
    look.page.get_by_role("button", name="确认导入").click()
    look.page.wait_for_selector(".note.good", timeout=60_000)
    look.settle()
    look.page.get_by_role("button", name="撤销").click()
    look.page.wait_for_function("() => document.querySelector('.note.good')?.textContent.includes('已撤销')", timeout=15_000)
    assert look.errors == []


def test_english_is_complete_and_kept_in_the_address(seen: Look) -> None:
    look = seen()
    look.open("/")
    look.page.get_by_role("button", name="English").click()
    look.page.wait_for_function("() => new URL(location.href).searchParams.get('lang') === 'en'", timeout=15_000)
    look.settle()
    look.page.get_by_role("link", name="Reach").first.click()
    look.page.wait_for_url("**/reach*", timeout=15_000)
    look.settle()
    assert query(look)["lang"] == ["en"]
    assert look.page.locator("h1").first.text_content() == "Reach"


def test_on_the_phone_the_bar_is_below_and_more_opens(seen: Look) -> None:
    look = seen(390, 844)
    look.open("/")
    bar = look.page.locator(".st-key-botbar")
    assert bar.is_visible()
    box = bar.bounding_box()
    assert box
    assert box["y"] + box["height"] == pytest.approx(844, abs=2)
    assert min(link.bounding_box()["height"] for link in bar.locator("a").all() if link.is_visible()) >= 44
    bar.get_by_role("button", name="更多").click()
    look.page.get_by_role("link", name="交流策划").last.click()
    look.page.wait_for_url("**/events*", timeout=15_000)
