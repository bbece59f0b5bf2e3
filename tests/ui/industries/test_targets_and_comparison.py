"""What is aimed for between industries, and two dates side by side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from conftest import text_of
from small_network import opened

App = Callable[..., Any]


def test_a_target_is_written_counted_against_and_taken_back(filled: str, app: App) -> None:
    test = app("data", tab="targets")
    test.selectbox(key="target_a").set_value("机械装备")
    test.selectbox(key="target_b").set_value("能源化工")
    test.number_input(key="target_wanted").set_value(4)
    next(button for button in test.button if button.label == "登记").click().run()
    assert "已登记：机械装备与能源化工，目标 4 对。" in text_of(test)
    with opened() as net:
        rows = net.targets().rows
        assert [(row.wanted, row.year) for row in rows] == [(4, "2026")]
    shown = text_of(app("industries"))
    assert "重点联系 1 项，达到 0 项，还缺 4 对" in shown
    assert "登记 0 对，目标 4 对，还缺 4 对。" in shown
    test = app("data", tab="targets")
    test.button(key=f"target_out_{rows[0].id}").click().run()
    assert "已移出：" in text_of(test)
    with opened() as net:
        assert net.targets().rows == ()


def test_two_dates_say_who_changed_and_by_what(filled: str, app: App) -> None:
    test = app("reach")
    test.button(key="view_compare").click().run()
    test.date_input(key="compare_then").set_value(date(2026, 1, 31)).run()
    shown = text_of(test)
    assert "赵六检测创新工作室" in shown  # its visit of April 2026
    with opened() as net:
        answer = net.compare("2026-01-31", "2026-06-30")
    assert answer.lifted == 2
    assert "其中 2 家牵上了线" in shown
    test.date_input(key="compare_then").set_value(date(2026, 6, 30)).run()
    assert "前一个日期要早于后一个日期。" in text_of(test)
    test.button(key="view_back").click().run()
    assert "<h1>联系情况</h1>" in text_of(test)


def test_two_dates_name_nobody_on_a_projector(filled: str, app: App) -> None:
    test = app("reach")
    test.button(key="reach_present").click().run()
    test.button(key="view_compare").click().run()
    shown = text_of(test)
    assert "前后对比" in shown
    assert [name for name in ("张三", "李四", "孙八") if name in shown] == []  # cut off; 赵六 and 钱七 are connected
