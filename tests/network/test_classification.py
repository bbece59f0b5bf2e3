"""The classification as labels."""

from __future__ import annotations

from alliance.network.place.classification import divisions, find_labels, sections


def test_every_section_and_division_has_a_chinese_and_an_english_name_of_its_own() -> None:
    for labels, count in ((sections(), 20), (divisions(), 97)):
        named = labels[:-1]
        assert len(named) == count == len({label.zh for label in named}) == len({label.en for label in named})
        assert all(label.en.isascii() and not label.zh.isascii() and label.en != label.key for label in named)


def test_a_division_is_found_by_code_and_by_either_name() -> None:
    labels = divisions()
    assert [labels[i].key for words in ("34", "通用设备制造业", "general-purpose machinery") for i in find_labels(labels, words)] == ["34"] * 3
