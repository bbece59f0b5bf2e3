"""Every page on an empty store and on a small filled one: it starts, says the figures known by hand, and does its task."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import press_in, text_of
from small_network import RINGS, fill, opened

from alliance.model import Node, Tie
from alliance.ui import navigation

PAGES = tuple(name for name, *_ in navigation.PAGES)
TROUBLE = 'class="note bad"'
App = Callable[..., Any]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_starts_on_an_empty_store_and_says_what_to_do(page: str, lang: str, empty: str, app: App) -> None:
    shown = text_of(app(page, lang=lang))
    assert TROUBLE not in shown
    ways = {"zh": ("去导入", "核对", "打开"), "en": ("Import", "Check", "Open")}[lang]
    assert any(way in shown for way in ways)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_starts_on_a_filled_store(page: str, lang: str, filled: str, app: App) -> None:
    shown = text_of(app(page, lang=lang))
    assert TROUBLE not in shown


def test_home_has_the_figures_and_their_date(filled: str, app: App) -> None:
    shown = text_of(app())
    assert "<b>6<small>家</small></b>" in shown
    assert "2026 年 6 月 30 日" in shown
    assert "哪些工作室还没走出本单位、本系统？" in shown


def test_home_finds_over_everything_and_opens_what_was_found(filled: str, app: App) -> None:
    test = app(q="化工")
    shown = text_of(test)
    assert "工作室 2 家" in shown  # one by its name, both by their host
    assert "王五<mark>化工</mark>创新工作室" in shown
    test.button(key="hit_w-3").click().run()
    assert not test.exception
    assert "王五化工创新工作室" in text_of(test)


def test_home_says_so_where_nothing_is_found(filled: str, app: App) -> None:
    assert "没有找到“不存在的名字”" in text_of(app(q="不存在的名字"))


def test_reach_counts_every_workshop_once_and_shows_the_reason(filled: str, app: App) -> None:
    test = app("reach")
    shown = text_of(test)
    for number in RINGS.values():
        assert f">{number}<small>家</small></b>" in shown
    assert "孙八检修创新工作室" in shown  # none is the first tile that has any
    assert "已核实，2026 年 5 月 10 日" in shown
    press_in(test, "ring", "unknown")
    shown = text_of(test)
    assert "王五化工创新工作室" in shown
    assert "不代表没有开展" in shown
    press_in(test, "suggest", "w-3")
    assert "相近的伙伴" in text_of(test)


def test_network_shows_the_card_the_ways_and_the_table(filled: str, app: App) -> None:
    test = app("network", id="w-1")
    shown = text_of(test)
    assert "张三焊接创新工作室" in shown
    assert "示例装备有限公司" in shown
    assert "以单位内联系为主" in shown
    test.text_input(key="map_to").set_value("李四装配").run()
    assert "张三焊接创新工作室与李四装配创新工作室：合作（2026 年 3 月）" in text_of(test)
    table = test.dataframe[0].value
    assert "李四装配创新工作室" in set(table["甲方"]) | set(table["乙方"])


def test_suggestions_give_grounds_and_take_an_answer_back(filled: str, app: App) -> None:
    test = app("suggestions", id="w-3")
    shown = text_of(test)
    assert "两家都长于焊接" in shown
    press_in(test, "accepted", "w-1")
    assert "已采纳：张三焊接创新工作室" in text_of(test)
    with opened() as net:
        assert [row.answer for row in net.answers("w-3").rows] == ["accepted"]
    batch = re.findall('data-press="undo" data-of="(.+?)"', text_of(test))
    assert len(batch) == 1  # in the place of the card
    press_in(test, "undo", batch[0])
    with opened() as net:
        assert net.answers("w-3").rows == ()


def test_industries_lead_from_a_cell_to_a_plan(filled: str, app: App) -> None:
    test = app("industries", a="机械装备", b="能源化工")
    test.button(key="matrix_plan").click().run()
    assert not test.exception
    assert "一条近期合作也没有" in text_of(test)


def test_a_plan_goes_from_gap_to_result_and_changes_the_cell(filled: str, app: App) -> None:
    test = app("events", a="机械装备", b="能源化工")
    assert "今年" in text_of(test) or "能列入的只有" in text_of(test)  # eight guests are not to be had here, and it says so
    test.number_input(key="wish_least").set_value(1).run()
    assert "邀请名单" in text_of(test)
    test.button(key="plan_save").click().run()
    test.button(key="all_agreed").click().run()
    with opened() as net:
        plan = net.plans().rows[0]
        assert net.cell("机械装备", "能源化工").pairs == 0
    assert plan.agreed == plan.guests
    test.button(key="to_agreed").click().run()
    test.date_input(key="result_date").set_value(date(2026, 6, 20)).run()
    test.selectbox(key="outcome_kind_0").set_value("agreement").run()
    test.selectbox(key="outcome_a_0").set_value("w-1").run()
    test.selectbox(key="outcome_b_0").set_value("w-3").run()
    test.button(key="plan_record").click().run()
    assert "已记录" in text_of(test)
    with opened() as net:
        assert net.cell("机械装备", "能源化工").pairs == 1
        assert net.plans().rows[0].state == "recorded"


def test_a_check_is_logged_from_the_worklist_and_taken_back(filled: str, app: App) -> None:
    test = app("reach", ring="unknown")
    press_in(test, "nothing", "w-3")
    with opened() as net:
        assert net.reach_of("w-3").ring == "unknown"  # asked first: who says so, and of which day
    assert test.text_input(key="check_by").value == "二七区总工会"
    test.button(key="check_save").click().run()
    assert "王五化工创新工作室：已登记本期无（二七区总工会，2026 年 6 月 30 日核实）。" in text_of(test)
    with opened() as net:
        row = net.reach_of("w-3")
        assert (row.ring, row.checked) == ("none", "2026-06-30")
    next(button for button in test.button if str(button.key).startswith("undo_")).click().run()
    with opened() as net:
        assert net.reach_of("w-3").ring == "unknown"


def test_the_worklist_is_filtered_exported_and_leads_to_a_plan(filled: str, app: App) -> None:
    from alliance.ui.pages.reach.worklist import list_csv

    test = app("reach", ring="own_unit")
    test.text_input(key="reach_union").set_value("二七区总工会").run()
    shown = text_of(test)
    assert "张三焊接创新工作室" in shown
    assert ">李四装配创新工作室" not in shown  # belongs to no union on record
    with opened() as net:
        text = list_csv(net.isolates(rings=("own_unit",)).rows).decode("utf-8-sig")
    assert [line.split(",")[0] for line in text.splitlines()] == ["工作室", "张三焊接创新工作室", "李四装配创新工作室", "内部工作参考"]
    test.button(key="reach_meet").click().run()
    assert "请名单上的工作室见面：张三焊接创新工作室" in text_of(test)


def test_the_search_above_leads_home_with_what_was_typed(filled: str, app: App) -> None:
    test = app("reach")
    test.text_input(key="top_search").set_value("钱七").run()
    assert "<mark>钱七</mark>测控创新工作室" in text_of(test)


def test_the_language_link_turns_the_page_over(filled: str, app: App) -> None:
    test = app("reach")
    test.button(key="language_link").click().run()
    assert "<h1>Reach</h1>" in text_of(test)
    assert "中文" in text_of(test)


def test_the_name_of_a_leader_means_the_workshop(quiet_home: Path, app: App) -> None:
    person = Node("p-1", "Person", "周九")
    fill(extra=(person, Node("w-7", "Workshop", "周九创新工作室", {"recognised_on": "2022"}), Tie("l-1", "LEADS", "p-1", "w-7")))
    test = app("network", q="周九")
    shown = text_of(test)
    assert "工作室 1 家" in shown
    assert "周九创新工作室" in shown


def test_a_question_opens_the_list_that_it_counted(filled: str, app: App) -> None:
    test = app()
    press_in(test, "question", "beyond_unit")
    shown = text_of(test)
    assert "2 家，截至 2026 年 6 月 30 日" in shown
    assert ">李四装配创新工作室" in shown


def test_the_card_lists_the_contacts_that_its_reason_counts(quiet_home: Path, app: App) -> None:
    salon = Node("a-1", "Activity", "检修沙龙", {"form": "salon", "held_on": "2026-06-02"})
    fill(extra=(salon, *(Tie(f"p-{one}", "PARTICIPATES_IN", one, "a-1") for one in ("w-6", "w-5"))))
    shown = text_of(app("network", id="w-6"))
    card = shown[shown.index("合作往来") :]
    assert "没有合作记载" not in card
    assert "1 条" in card[:200]
    assert "钱七测控创新工作室" in card
    assert "检修沙龙" in card


def test_units_with_several_workshops_are_listed(filled: str, app: App) -> None:
    shown = text_of(app(list="hosts"))
    assert "有两家以上工作室的单位：2 家" in shown
    assert "2 家：张三焊接创新工作室、李四装配创新工作室" in shown
