"""One vocabulary of crafts: the words that mean the same (焊工, 电焊工: 焊接), as shipped or as the setting ``craft_words`` has them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from alliance import schema
from alliance.model.matching import matching_key

SETTING = "craft_words"
_FILE = Path(schema.__file__).parent / "reference" / "craft_words.csv"


@cache
def shipped_words() -> Mapping[str, tuple[str, ...]]:
    """Return the shipped vocabulary: craft → the words that mean it."""
    found: dict[str, list[str]] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["craft"], []).append(row["word"])
    return {craft: tuple(words) for craft, words in found.items()}


def words_of(settings: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the vocabulary in use: the setting takes the place of the shipped one."""
    own = settings.get(SETTING) or {}
    told = {str(craft): tuple(map(str, words)) for craft, words in own.items() if isinstance(words, (list, tuple))}
    return told or dict(shipped_words())


class CraftWords:
    """Finds the craft that a word means; a word that is given for two crafts means neither."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self._crafts: dict[str, str] = {}
        own = {matching_key(craft) for craft in words}
        for craft, synonyms in words.items():
            for key in {matching_key(word) for word in synonyms} - own:
                self._crafts[key] = craft if self._crafts.get(key, craft) == craft else ""

    def craft_of(self, word: str) -> str:
        """Return the craft that a word means; empty where it is a craft of its own or is not known.

        >>> words = CraftWords(shipped_words())
        >>> words.craft_of("电焊工"), words.craft_of("焊接"), words.craft_of("气焊")
        ('焊接', '', '')
        """
        return self._crafts.get(matching_key(word), "")


def words_alike(words: Mapping[str, Iterable[str]], text: str) -> tuple[str, ...]:
    """Return what else the craft is called that a text means, its name first; empty where the text means none.

    >>> words_alike({"焊接": ("焊工", "电焊工"), "钳工": ("钳工技术",)}, "焊工")
    ('焊接', '电焊工')
    """
    told = {craft: tuple(synonyms) for craft, synonyms in words.items()}
    key = matching_key(text)
    craft = next((one for one in told if matching_key(one) == key), "") or CraftWords(told).craft_of(text)
    return tuple(word for word in (craft, *told[craft]) if matching_key(word) != key) if craft else ()


def read_lines(text: str) -> dict[str, list[str]]:
    """Return the vocabulary that a person typed, a craft a line: 焊接：焊工、电焊工. Raises ``ValueError`` with the line that is none.

    >>> read_lines("焊接：焊工、电焊工\\n\\n钳工:钳工技术")
    {'焊接': ['焊工', '电焊工'], '钳工': ['钳工技术']}
    """
    found: dict[str, list[str]] = {}
    for line in filter(str.strip, text.splitlines()):
        craft, colon, words = line.replace("：", ":").partition(":")
        told = [word.strip() for word in words.replace("，", "、").replace(",", "、").split("、") if word.strip()]
        if not (craft.strip() and colon and told):
            raise ValueError(line.strip())
        found[craft.strip()] = [*found.get(craft.strip(), []), *told]
    return found


def write_lines(words: Mapping[str, Iterable[str]]) -> str:
    """Return a vocabulary as a person edits it, a craft a line."""
    return "\n".join(f"{craft}：{'、'.join(synonyms)}" for craft, synonyms in words.items())


def words_twice(words: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the words that are given for more than one craft, or are a craft themselves: they mean none."""
    places: dict[str, set[str]] = {}
    for craft, synonyms in words.items():
        for word in synonyms:
            places.setdefault(word, set()).add(craft)
    return tuple(word for word, crafts in places.items() if len(crafts) > 1 or (word in words and word not in crafts))
