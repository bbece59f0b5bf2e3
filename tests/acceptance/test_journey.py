"""A coordinator's work in the browser, from a gap to a recorded outcome and back, and the first hour with a list of one's own."""

from __future__ import annotations

import io
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from icalendar import Calendar

from tests.acceptance.conftest import Place
from tests.acceptance.running import App, Watched, alliance, app, look

pytestmark = pytest.mark.browser
HELD = "2026-06-26"  # before the day the data stand at, so that what came of it is seen at once
GUESTS = 20


def fill(page: Watched, key: str, value: str) -> None:
    """Type into the field of a key and leave it."""
    field = page.key(key).locator("input").first
    field.fill(value)
    field.press("Enter")
    page.settle()


def pick(page: Watched, key: str, words: str) -> None:
    """Choose an entry of a list by typing what it says."""
    page.key(key).locator("input").first.click()
    page.page.keyboard.type(words)
    page.page.get_by_role("option", name=words, exact=True).first.click()
    page.settle()


def pairs_shown(page: Watched) -> int:
    """How many pairs the chosen cell of the matrix says are in contact."""
    found = re.search(r"(\d+) 对工作室有近期往来", page.key("card_cell").inner_text())
    return int(found.group(1)) if found else 0


def download(page: Watched, key: str, folder: Path) -> Path:
    with page.page.expect_download() as begun:
        page.key(key).locator("button").click()
    target = folder / begun.value.suggested_filename
    begun.value.save_as(target)
    return target


def seated(book: openpyxl.Workbook) -> list[list[set[str]]]:
    """Who sits together, round by round, as the printed table plan says."""
    sheet = book["分组表"]
    rounds: list[list[set[str]]] = []
    for row in sheet.iter_rows(min_row=4, values_only=True):
        if row[0]:
            rounds.append([set() for _ in row[1:]])
        for table, name in zip(rounds[-1], row[1:], strict=True):
            table.update({str(name)} if name else ())
    return [[table for table in tables if table] for tables in rounds]


def sides(book: openpyxl.Workbook) -> dict[str, str]:
    """Which side of the gap each guest stands on, as the printed list says."""
    rows = list(book["邀请名单"].iter_rows(min_row=4, values_only=True))
    return {str(row[1]): str(row[4]) for row in rows if isinstance(row[0], int)}


def test_from_a_gap_to_a_table_plan_to_a_recorded_outcome_and_back(city_app: App, city: Place, window: Any, tmp_path: Path) -> None:
    page = look(window, city_app.address).open("/industries")
    # the gap
    page.key("card_gaps").get_by_role("button", name="看").first.click()
    page.settle()
    a, b = re.findall(r"[?&][ab]=([^&]+)", page.page.evaluate("decodeURIComponent(location.search)"))
    pairs = pairs_shown(page)  # a gap has none, or clearly fewer than its size would give
    page.open(f"/industries?layer=exchange&a={a}&b={b}")
    exchanges = pairs_shown(page)
    page.open(f"/industries?a={a}&b={b}").press("为这一对策划交流")
    page.page.wait_for_url("**/events?**")
    # the list and the tables
    fill(page, "wish_most", str(GUESTS))
    fill(page, "wish_least", str(GUESTS))
    fill(page, "wish_tables", "7")
    fill(page, "wish_rounds", "3")
    fill(page, "wish_date", HELD)
    fill(page, "wish_place", "示例会议室")
    page.press("保存方案").await_text("已保存")
    assert page.page.locator('[class*="st-key-row_guest_"]').count() == GUESTS + 1
    # the papers
    xlsx, ics = download(page, "plan_xlsx", tmp_path), download(page, "plan_ics", tmp_path)
    book = openpyxl.load_workbook(io.BytesIO(xlsx.read_bytes()))
    side, rounds = sides(book), seated(book)
    assert len(side) == GUESTS
    assert {a, b} <= set(side.values())
    assert len(rounds) == 3
    assert all(len(tables) == 7 for tables in rounds)
    everyone = set().union(*rounds[0])
    assert set(side) <= everyone and len(everyone) == GUESTS + 1
    assert all(set().union(*tables) == everyone for tables in rounds)
    met = [frozenset(pair) for tables in rounds for table in tables for pair in combinations(sorted(table), 2)]
    assert len(met) == len(set(met))  # nobody sits with anybody twice
    event = Calendar.from_ical(ics.read_bytes()).walk("VEVENT")[0]
    assert event["dtstart"].dt.isoformat() == HELD
    assert "示例会议室" in str(event["location"])
    # agreed and held
    page.press("全部登记为同意").press("登记为“已同意”").press("登记为“已举办”").await_text("实际办了哪几轮")
    host = page.page.locator('[class*="st-key-row_guest_"]', has_text="承办").locator(".why").inner_text()
    side |= {name: next((which for which in (a, b) if which in host), "") for name in everyone - set(side)}
    plan = page.page.url
    one, two = (next(name for name in sorted(side) if side[name] == which) for which in (a, b))
    before = {name: ring_of(page, city_app, city, name) for name in (one, two)}
    page.open(plan.removeprefix(city_app.address))
    pick(page, "outcome_kind_0", "签订协议")
    pick(page, "outcome_a_0", one)
    pick(page, "outcome_b_0", two)
    fill(page, "result_by", "示例市总工会")
    page.key("plan_record").locator("button").click()
    page.await_text("21 家参加")
    # what changed
    page.open(f"/industries?a={a}&b={b}")
    assert pairs_shown(page) == pairs + 1
    assert "签订协议" in page.key("card_cell").inner_text()
    page.open(f"/industries?layer=exchange&a={a}&b={b}")
    across = {pair for pair in met if {side[name] for name in pair} == {a, b}}
    assert pairs_shown(page) == exchanges + len(across) > exchanges
    for name in (one, two):
        assert ring_of(page, city_app, city, name) == "已有对外联系"
    assert before != dict.fromkeys((one, two), "已有对外联系")
    # and back
    page.open("/data?tab=history")
    page.page.locator('[class*="st-key-takeback_outcome"] button').first.click()
    page.press("确定撤销")
    page.open(f"/industries?a={a}&b={b}")
    assert pairs_shown(page) == pairs
    page.open(f"/industries?layer=exchange&a={a}&b={b}")
    assert pairs_shown(page) == exchanges
    assert {name: ring_of(page, city_app, city, name) for name in (one, two)} == before
    page.sound()


def ring_of(page: Watched, running: App, city: Place, name: str) -> str:
    """The word for the reach of a workshop, as its row says it."""
    workshop = next(id for id, row in city.nodes.items() if row["名称"] == name and city.kinds[id] == "Workshop")
    page.open(f"/suggestions?id={workshop}")
    return str(page.page.locator(".ringw").first.inner_text()).strip()


LIST = """名称,依托单位,命名时间,级别
周九铸造创新工作室,示例铸造有限公司,2024,市级
,示例铸造有限公司,2024,市级
吴十钳工创新工作室,示例铸造有限公司,20240,市级
郑十一电工创新工作室,示例电力有限公司,2023,星级
冯十二检修创新工作室,示例电力有限公司,2023-05,市级
"""


def test_the_first_hour_sample_own_data_a_list_with_three_faults_and_undo(window: Any, tmp_path: Path) -> None:
    (tmp_path / "工作室名单.csv").write_text(LIST, encoding="utf-8-sig")
    with app(tmp_path / "home") as running:
        page = look(window, running.address).open()
        page.await_text("示例数据")
        assert "275" in page.text()
        page.open("/data?tab=stores")
        page.key("data_store_name").locator("input").fill("示例市")
        page.press("新建我的数据").await_text("已新建“示例市”")
        assert page.page.locator(".nature").count() == 0  # one's own data are no sample
        page.open("/")
        page.await_text("还没有数据")
        page.open("/data")
        page.page.locator('[data-testid="stFileUploaderDropzoneInput"], input[type="file"]').first.set_input_files(tmp_path / "工作室名单.csv")
        page.settle()
        page.key("data_upload_go").locator("button").click()
        page.await_text("周九铸造创新工作室")
        shown = page.text()
        assert re.search(r"没有收下\s*1\s*行", shown)
        for words in ("是空的", "20240", "星级", "要您定的"):
            assert words in shown
        rejected = download(page, "rejected_get", tmp_path).read_text(encoding="utf-8-sig")
        assert "示例铸造有限公司" in rejected and "周九" not in rejected and "吴十" not in rejected
        page.key("data_confirm").locator("button").click()
        page.await_text("已导入")
        page.open("/reach?ring=unknown").await_text("周九铸造创新工作室")
        assert "冯十二检修创新工作室" in page.text()
        assert "吴十钳工创新工作室" in page.text()  # its odd cell is open, its row is there
        page.open("/data?tab=history")
        page.page.locator('[class*="st-key-takeback_import"] button').first.click()
        page.press("确定撤销")
        page.open("/").await_text("还没有数据")
        page.sound()
    names = [row["name"] for row in alliance("stores", "--json", home=tmp_path / "home").json["rows"]]
    assert sorted(names) == ["sample", "示例市"]
