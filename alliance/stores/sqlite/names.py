"""The names under which a node is found, as they are compared, and the index of their pairs of characters."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from alliance.model.matching import search_key
from alliance.model.sounds import syllables_of

NUMBER, NAME, ALIAS = 1, 2, 3
PLACES = 256  # names of one node that are kept
_INSERT = "INSERT INTO name (row, kind, what, length, text) VALUES (?,?,?,?,?)"
_INDEX = "INSERT INTO pairs (rowid, text, kind, sound) VALUES (?,?,?,?)"


def pairs_of(text: str) -> str:
    """Return the overlapping pairs of characters of a text, and its last character: the tokens of the index.

    A phrase of pairs finds any part of two characters or more, a beginning of one character any single one.

    >>> pairs_of("焊接室")
    '焊接 接室 室'
    """
    return " ".join([*map("".join, pairwise(text)), text[-1:]])


def sound_of(text: str) -> str:
    """Return the sound of a name as tokens of the index: of each sounding the pairs of its first letters, then those of its syllables.

    >>> sound_of("数显班"), sound_of("abc")
    ("sx xb b shu'xian xian'ban ban'", '')
    """
    return " ".join(dict.fromkeys(line for way in syllables_of(text) for line in (pairs_of("".join(one[0] for one in way)), syllable_pairs(way))))


def syllable_pairs(way: Sequence[str]) -> str:
    """Return the overlapping pairs of syllables, and the last of them; no first letters are written like one of these.

    >>> syllable_pairs(("shu", "xian", "ban"))
    "shu'xian xian'ban ban'"
    """
    return " ".join([*map("'".join, pairwise(way)), f"{way[-1]}'"])


def names_of(name: str, props: str) -> list[tuple[int, str]]:
    """Return (what, text as compared) for the name and, out of the stored JSON, aliases and number; each text once, the name first."""
    found = {search_key(name): NAME}
    if '"aliases"' in props or '"number"' in props:
        plain = json.loads(props)
        aliases = plain.get("aliases") or ()
        for alias in (aliases,) if isinstance(aliases, str) else aliases:
            found.setdefault(search_key(str(alias)), ALIAS)
        number = search_key(str(plain.get("number") or ""))
        rows = [(what, text) for text, what in found.items() if text][: PLACES - 1]
        return rows + ([(NUMBER, number)] if number else [])
    return [(what, text) for text, what in found.items() if text]


def _rows(nodes: Iterable[tuple[int, int, str, str]]) -> Iterator[tuple[int, int, int, int, str]]:
    for key, kind, name, props in nodes:
        for place, (what, text) in enumerate(names_of(name, props)):
            yield key << 8 | place, kind, what, len(name), text


def enter(db: sqlite3.Connection, nodes: Iterable[tuple[int, int, str, str]]) -> None:
    """Enter nodes (key, kind, name, stored JSON) that have no names in the index yet."""
    rows = list(_rows(nodes))
    db.executemany(_INSERT, rows)
    db.executemany(_INDEX, [(row, pairs_of(text), f"k{kind}", sound_of(text)) for row, kind, _, _, text in rows])


def leave(db: sqlite3.Connection, keys: Iterable[int]) -> None:
    """Take the names of these nodes out."""
    ranges = [(key << 8, key << 8 | PLACES - 1) for key in keys]
    db.executemany(
        "INSERT INTO pairs (pairs, rowid, text, kind, sound) SELECT 'delete', row, pairs_of(text), 'k' || kind, sound_of(text) FROM name"
        " WHERE row BETWEEN ? AND ?",
        ranges,
    )
    db.executemany("DELETE FROM name WHERE row BETWEEN ? AND ?", ranges)
