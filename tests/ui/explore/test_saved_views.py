"""常看的图 without a browser: kept, opened, renamed, removed and taken back; the words of an address are those of the pages; nothing in presentation."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import pytest
from conftest import ROOT, press_in, text_of
from small_network import opened

from alliance.services.explore.saved.addresses import EVERYWHERE, OF_WHO_LOOKS, WORDS
from alliance.ui import keys, navigation

App = Callable[..., Any]
ASKING = {"address_value", "number", "_asked", "_choice", "_day"}  # functions of pages that read a word of the address
KNOWN = {*EVERYWHERE, *OF_WHO_LOOKS, *(word for words in WORDS.values() for word in words)}


def test_the_words_that_may_be_kept_are_those_that_pages_read_and_write() -> None:
    assert set(WORDS) == {url for _, _, url, _ in navigation.PAGES}
    read, written = set(), set()
    for path in (ROOT / "alliance" / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ASKING:
                read |= {one.value for one in node.args[:1] if isinstance(one, ast.Constant) and isinstance(one.value, str)}
            if name in ("ask", "go") and isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "state":
                written |= {one.arg for one in node.keywords if one.arg}
    assert read > {"id", "q", "ring", "within"}
    assert (read | written) - KNOWN == {"batch"}, "words of addresses that a kept view does not know"  # batch: an import that waits, of one sitting
    assert KNOWN - read - written - {*OF_WHO_LOOKS, *EVERYWHERE} <= {"layer", "grouping", "role", "group", "region", "union", "owner", "then", "now"}


def kept(test: Any, name: str, note: str = "") -> Any:
    """Keep what the app looks at."""
    test.button(key=keys.VIEWS_BUTTON).click().run()
    test.text_input(key=keys.VIEW_NAME).set_value(name)
    test.text_input(key=keys.VIEW_NOTE).set_value(note)
    test.button(key=keys.VIEW_SAVE).click().run()
    assert not test.exception
    return test


def asked(test: Any) -> dict[str, str]:
    """The words of the address."""
    return {name: value[0] if isinstance(value, list) else value for name, value in test.query_params.items()}


def test_what_is_looked_at_is_kept_opened_renamed_removed_and_taken_back(filled: str, app: App) -> None:
    test = kept(app("network", id="w-1", steps="1", period="3y"), "张师傅这一家", "季度会上用")
    shown = text_of(test)
    assert "已存为常看：张师傅这一家" in shown
    with opened() as net:
        (row,) = net.views().rows
    assert (row.address, row.note) == ("/map?id=w-1&period=3y&steps=1", "季度会上用")
    home = app()
    assert "张师傅这一家" in text_of(home)
    press_in(home, "view_open", row.id)
    assert asked(home) == {"id": "w-1", "period": "3y", "steps": "1"}
    assert "张三焊接创新工作室" in text_of(home)
    home.button(key=keys.VIEWS_BUTTON).click().run()
    press_in(home, "view_rename", row.id)
    assert home.text_input(key=keys.VIEW_NAME).value == "张师傅这一家"
    home.text_input(key=keys.VIEW_NAME).set_value("  ")
    home.button(key=keys.VIEW_SAVE).click().run()
    assert "请起个名字" in text_of(home)
    home.text_input(key=keys.VIEW_NAME).set_value("张三焊接")
    home.button(key=keys.VIEW_SAVE).click().run()
    assert "已改名：张三焊接" in text_of(home)
    home.button(key=keys.VIEWS_BUTTON).click().run()
    press_in(home, "view_remove", row.id)
    assert "已删去：张三焊接" in text_of(home)
    next(button for button in home.button if str(button.key).startswith("undo_")).click().run()
    with opened() as net:
        assert [one.name for one in net.views().rows] == ["张三焊接"]


def test_a_list_that_is_narrowed_is_kept_as_it_is(filled: str, app: App) -> None:
    test = app("reach", ring="unknown")
    test.text_input(key=keys.REACH_REGION).set_value("郑州市").run()
    assert asked(test)["region"] == "郑州市"
    kept(test, "郑州市待了解")
    with opened() as net:
        assert net.views().rows[0].address == "/reach?region=%E9%83%91%E5%B7%9E%E5%B8%82&ring=unknown"
    again = app("reach", ring="unknown", region="郑州市")
    assert again.text_input(key=keys.REACH_REGION).value == "郑州市"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_names_are_text_and_a_taken_name_is_said(filled: str, app: App, lang: str) -> None:
    hostile = "<script>alert(1)</script>"
    with opened() as net:
        net.save_view(hostile, "/map")
    test = kept(app("network", group="region", lang=lang), hostile)
    shown = text_of(test)
    assert "&lt;script&gt;" in shown and "<script>" not in shown
    assert {"zh": "已经有一张", "en": "there is a view of this name"}[lang] in shown


def test_in_presentation_nothing_is_kept_and_no_cut_off_workshop_is_named(filled: str, app: App) -> None:
    with opened() as net:
        name = net.isolates(rings=("none", "own_unit", "own_group", "own_system", "sleeping")).rows[0].name
        view = net.save_view(f"{name}一家", "/map?id=w-1", f"{name}要看").id
    test = app("network", group="region", present="1")
    test.button(key=keys.VIEWS_BUTTON).click().run()
    shown = text_of(test)
    assert name not in shown
    assert 'data-press="view_open"' in shown and "view_remove" not in shown
    assert keys.VIEW_SAVE not in {button.key for button in test.button}
    press_in(test, "view_open", view)
    assert asked(test) == {"id": "w-1", "present": "1"}
