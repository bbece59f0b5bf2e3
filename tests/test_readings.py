"""The tables of readings and of traditional characters are what their sources say."""

from __future__ import annotations

import csv
import unicodedata

from pypinyin.pinyin_dict import pinyin_dict

from alliance.model.matching import search_key
from alliance.model.sounds import sounds_of, typed_sounds
from tests.conftest import ROOT

REFERENCE = ROOT / "alliance" / "schema" / "reference"


def _plain(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def test_every_character_has_the_first_reading_of_pypinyin_and_no_other_that_it_does_not_know() -> None:
    with (REFERENCE / "readings.csv").open(encoding="utf-8", newline="") as file:
        rows = [(character, row["reading"]) for row in csv.DictReader(file) for character in row["characters"]]
    ours: dict[str, set[str]] = {}
    for character, reading in rows:
        ours.setdefault(character, set()).add(reading)
    theirs = {chr(code): [_plain(one) for one in text.split(",")] for code, text in pinyin_dict.items() if 0x4E00 <= code <= 0x9FFF}
    assert ours.keys() == theirs.keys()
    assert [one for one, known in theirs.items() if known[0] not in ours[one]] == []
    strange = {one: ours[one] - set(known) - {reading.replace("v", "u") for reading in known} for one, known in theirs.items()}
    assert {one: left for one, left in strange.items() if left} == {"谌": {"shen"}}, "the surname is read both ways"


def test_traditional_characters_lead_to_simplified_ones_and_nothing_else_changes() -> None:
    assert search_key("創新 數控 龍華 廣州") == "创新数控龙华广州"
    with (REFERENCE / "simplified.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["character"], traditional) for row in csv.DictReader(file) for traditional in row["traditional"]]
    assert len(rows) > 2_900
    assert {character for character, _ in rows}.isdisjoint(traditional for _, traditional in rows), "no chain"
    assert search_key("李斌ＡＢ") == "李斌ab"


def test_what_is_typed_is_heard_in_names() -> None:
    names = {
        "数显创新工作室": ("shuxian", "sxcx", "shuxianch", "shu xian", "gzs"),
        "重庆长城厂": ("chongqing", "cqcc", "cqzc", "zhangcheng"),
        "吕单": ("lvshan", "ludan"),
    }
    for name, texts in names.items():
        for text in texts:
            assert any(sound in sounds_of(name) for sound in typed_sounds(text)), (name, text)
    for text in ("xx", "huxian", "shuxianx", "uxian", "anchuang"):
        assert not any(sound in sounds_of("数显创新工作室") for sound in typed_sounds(text)), text
    assert (sounds_of("ABC 12"), typed_sounds("x"), typed_sounds("数"), typed_sounds("")) == ("", (), (), ())
