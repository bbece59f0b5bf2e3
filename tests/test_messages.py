"""The two languages have the same keys with the same facts, and every key that code names is declared."""

from __future__ import annotations

import re
from pathlib import Path

from alliance import errors, messages

PACKAGE = Path(__file__).resolve().parents[1] / "alliance"


def _facts(language: str) -> dict[str, set[str]]:
    return {key: set(re.findall(r"{(\w+)", text)) for key, text in messages.catalogue(language).items()}


def test_every_message_is_there_in_both_languages_with_the_same_facts() -> None:
    zh, en = _facts("zh"), _facts("en")
    assert set(zh) == set(en)
    assert {key for key in zh if zh[key] != en[key]} == set()
    assert len(zh) > 20


def test_no_message_is_empty_and_chinese_ones_are_chinese() -> None:
    assert all(text.strip() for language in messages.LANGUAGES for text in messages.catalogue(language).values())
    english = {key for key, text in messages.catalogue("en").items() if re.search(r"[\u4e00-\u9fff]", re.sub(r"“[^”]*”|《[^》]*》", "", text))}
    allowed = {key for key in english if key.startswith("cli.")}
    assert english - allowed == set()


def test_every_error_has_its_sentence() -> None:
    codes = {cls.code for cls in vars(errors).values() if isinstance(cls, type) and issubclass(cls, errors.AllianceError)}
    assert {f"error.{code}" for code in codes} <= set(messages.catalogue("zh"))
