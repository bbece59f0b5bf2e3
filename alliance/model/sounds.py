"""Names by their sound: what is typed in Latin letters, 拼音 or first letters, beside what a name sounds like.

Readings are those of ``schema/reference/readings.csv``: of each character its usual one, and a second where names have it (重庆, 厦门,
单, 曾). A name with several of these has several soundings.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from itertools import product
from pathlib import Path

from alliance import schema
from alliance.model.matching import search_key

LONGEST = 24  # characters of a name that are sounded
SEVERAL = 3  # characters of a name of which more than one reading is taken
READINGS = 16  # ways to read what was typed that are looked for
_FILE = Path(schema.__file__).parent / "reference" / "readings.csv"
_VOWEL = re.compile("[aeiouv]")
_HAN = re.compile("[\u4e00-\u9fff]")
_TYPED = re.compile("[a-z]+(?:[ ']+[a-z]+)*")


@cache
def _readings() -> tuple[Mapping[str, str], Mapping[str, tuple[str, ...]], frozenset[str]]:
    """Return character → its reading, the characters that have several with all of them, and the readings that are syllables."""
    found: dict[str, list[str]] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for character in row["characters"]:
                found.setdefault(character, []).append(row["reading"])
    plain = {character: readings[0] for character, readings in found.items()}
    plain |= {letter: letter for letter in "abcdefghijklmnopqrstuvwxyz0123456789"}
    several = {character: tuple(readings) for character, readings in found.items() if len(readings) > 1}
    return plain, several, frozenset(reading for readings in found.values() for reading in readings if _VOWEL.search(reading))


def readings_of(text: str) -> dict[str, str]:
    """Return character → how it is read, where it has a second reading in names with that one behind a blank, of the characters of a text.

    >>> readings_of("重工")
    {'工': 'gong', '重': 'chong zhong'}
    """
    plain, several, _ = _readings()
    return {
        character: " ".join(several.get(character, (plain[character],))[:2])
        for character in sorted(set(text) & plain.keys())
        if _HAN.match(character)
    }


def syllables_of(key: str) -> list[list[str]]:
    """Return the soundings of a name, given as it is searched (``search_key``), syllable by syllable; none without Chinese.

    >>> syllables_of("重庆(cq)")
    [['chong', 'qing', 'c', 'q'], ['zhong', 'qing', 'c', 'q']]
    >>> syllables_of("兙")  # a rare character alone: no reading is known
    []
    """
    if key.isascii() or not _HAN.search(key):
        return []
    plain, several, _ = _readings()
    characters = [character for character in key[:LONGEST] if character in plain]
    if not characters:  # rare ones alone, of which no reading is known
        return []
    doubtful = list(dict.fromkeys(character for character in characters if character in several))[:SEVERAL]
    if not doubtful:
        return [[plain[character] for character in characters]]
    ways = (dict(zip(doubtful, chosen, strict=True)) for chosen in product(*(several[character] for character in doubtful)))
    return [[way.get(character) or plain[character] for character in characters] for way in ways]


def sounds_of(key: str) -> str:
    """Return what a name sounds like, given as it is searched, a line each: its syllables marked off by ', and its first letters as capitals.

    >>> sounds_of("数显").splitlines()
    ["'shu'xian", 'SX']
    """
    found = syllables_of(key)
    return "\n".join(line for way in found for line in ("'" + "'".join(way), "".join(syllable[0] for syllable in way).upper()))


def typed_sounds(text: str) -> tuple[str, ...]:
    """Return what ``sounds_of`` a name must hold one of for a text in Latin letters; none for another text, or a single syllable.

    Two letters or more are first letters; two syllables or more, the last perhaps not finished, are readings.

    >>> typed_sounds("shuxian"), typed_sounds("sx"), typed_sounds("li b"), typed_sounds("数显"), typed_sounds("x")
    (('SHUXIAN', "'shu'xian", "'shu'xia'n", "'shu'xi'an", "'shu'xi'a'n"), ('SX',), ("'li'b",), (), ())
    """
    typed = search_key(text.replace(" ", "'"))
    words = [word for word in typed.split("'") if word]
    if not words or not _TYPED.fullmatch(typed) or len(typed) > 6 * LONGEST:
        return ()
    first = ["".join(words).upper()] if len(words) == 1 or all(len(word) == 1 for word in words) else []
    ways: list[tuple[str, ...]] = [()]
    for at, word in enumerate(words):
        ways = [(*way, *pieces) for way in ways for pieces in _split(word, unfinished=at == len(words) - 1)][:READINGS]
    read = ["'" + "'".join(way) for way in ways if len(way) > 1]
    return tuple(dict.fromkeys([*(one for one in first if len(one) > 1), *read]))


def _split(word: str, unfinished: bool) -> list[tuple[str, ...]]:
    """Return the ways to cut letters into syllables, the fewest first; the last may be the beginning of one."""
    syllables = _readings()[2]

    @cache
    def cut(rest: str) -> tuple[tuple[str, ...], ...]:
        whole = [(rest,)] if rest in syllables or (unfinished and any(one.startswith(rest) for one in syllables)) else []
        further = [(rest[:n], *more) for n in range(min(6, len(rest) - 1), 0, -1) if rest[:n] in syllables for more in cut(rest[n:])]
        return tuple(sorted([*whole, *further], key=len)[:READINGS])

    return list(cut(word))
