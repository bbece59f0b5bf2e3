"""合作建议 as a session: the round for all and what it covers, the other answers, why someone is not suggested."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from conftest import press_in, text_of

from alliance.ui.kit import job_progress

App = Callable[..., Any]


def opened() -> Any:
    from alliance.services.stores import creating
    from alliance.services.workspace import open_store

    return open_store(creating.current_location())


def test_the_round_is_kept_says_whom_it_covers_and_is_taken_back(filled: str, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_progress, "SHORT", 60.0)
    test = app("suggestions")
    test.button(key="round_start").click().run()
    assert not test.exception
    shown = text_of(test)
    assert "6 家中" in shown and "在别家的名单里" in shown and "6 家工作室" in shown
    with opened() as net:
        (kept,) = net.store.work("round")
        assert kept.data["places"]
    next(button for button in test.button if str(button.key).startswith("undo_")).click().run()
    assert "在别家的名单里" not in text_of(test)
    with opened() as net:
        assert list(net.store.work("round")) == []


def test_known_asks_for_the_tie_and_later_for_a_day(filled: str, app: App) -> None:
    test = app("suggestions", id="w-3")
    press_in(test, "known", "w-1")
    test.text_input(key="known_date").input("2026-02").run()
    test.button(key="known").click().run()
    assert not test.exception
    with opened() as net:
        assert [row.answer for row in net.answers("w-3").rows] == ["known"]
        assert any({tie.source, tie.target} == {"w-1", "w-3"} and tie.props["valid_from"] == "2026-02" for tie in net.store.all_ties())
    test = app("suggestions", id="w-2")
    other = next(re.finditer('data-press="later" data-of="(.+?)"', text_of(test)))[1]
    press_in(test, "later", other)
    test.button(key="later").click().run()
    with opened() as net:
        assert [(row.answer, row.until) for row in net.answers("w-2").rows if row.answer == "later"] == [("later", "2026-09-30")]


def test_why_someone_is_not_suggested_is_answered_on_the_page(filled: str, app: App) -> None:
    test = app("suggestions", id="w-1")
    test.text_input(key="partner_why").input("李四").run()
    assert "同一单位。" in text_of(test) and "这里只推荐外单位的工作室。" in text_of(test)
