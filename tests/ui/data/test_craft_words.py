"""专长词表 on the page of the rules: edited as lines, refused where a line or a word is not clear, given up for the shipped words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conftest import text_of

from alliance.services.workspace import open_store
from alliance.tables.crafts import shipped_words


def _words(location: str) -> dict[str, list[str]]:
    with open_store(location) as net:
        return dict(net.settings().values["craft_words"])


def _field(test: Any) -> Any:
    return next(field for field in test.text_area if field.label.startswith("专长"))


def _press(test: Any, label: str) -> None:
    next(button for button in test.button if button.label == label).click().run()
    assert not test.exception


def test_the_words_are_changed_refused_and_given_up(app: Callable[..., Any], empty: str) -> None:
    test = app("data", tab="rules")
    assert "焊接：焊工、" in _field(test).value
    for wrong, told in (("焊接", "没有写成"), ("焊接：气焊\n管工：气焊", "同时归在两种专长")):
        _field(test).set_value(wrong)
        _press(test, "存词表")
        assert told in text_of(test)
        assert _words(empty) == {}
    _field(test).set_value("焊接：焊工、气焊")
    _press(test, "存词表")
    assert _words(empty) == {"焊接": ["焊工", "气焊"]}
    assert _field(test).value == "焊接：焊工、气焊"
    _press(test, "恢复自带的词表")
    assert _words(empty) == {}
    assert _field(test).value.count("\n") == len(shipped_words()) - 1
