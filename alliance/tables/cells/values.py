"""One cell becomes one value, by the type of its property."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from alliance.schema import Choice, Property
from alliance.tables.cells import amounts
from alliance.tables.cells.approximate import Written, exact_part
from alliance.tables.cells.dates import NumberText, stored_date
from alliance.tables.cells.rough_dates import rough_date
from alliance.tables.cells.texts import NAME_LIMIT, NOTE_LIMIT, clean_text, code_text, heading_key, on_one_line
from alliance.tables.findings import Fault

Faults = tuple[Fault, ...]
Converter = Callable[[str], tuple[Any, Faults]]
_SEPARATORS = re.compile(r"[、；;|\n]+")
_YES = {"是", "有", "能", "可", "可以", "√", "✓", "yes", "y", "true", "1", "对"}
_NO = {"否", "无", "不", "不能", "不可", "不可以", "×", "✗", "no", "n", "false", "0", "没有"}
_CACHE_LIMIT = 20_000
APPROXIMATE: Faults = (Fault("F41", "approximate", "info"),)
_ROUNDED = re.compile(r"\d(\.\d+)?[Ee]\+\d+")


def converter(prop: Property, factor: int = 1, year: str = "") -> Converter:
    """Return the function that turns a cell of this property into (value, faults); an empty cell never reaches it.

    The value is None where a fault rejects, ``Written`` where it is approximate; ``year`` completes a date without one. Answers for dates,
    choices, amounts and flags are remembered, as columns repeat.
    """
    if prop.name in ("id", "number", "code") or prop.name.endswith("_id"):
        return identifier
    if prop.type in ("text", "url", "note"):
        limit = NAME_LIMIT if prop.name in ("name", "short_name", "role") else NOTE_LIMIT
        one_line = prop.name in ("name", "short_name")
        return lambda cell: clean_text(on_one_line(cell) if one_line else cell, limit)
    if prop.type == "list":
        return split_list
    plain: Mapping[str, Callable[[str], Any]] = {
        "date": lambda cell: roughly_dated(cell, year, end=prop.column == "until" or prop.name == "valid_to"),
        "choice": lambda cell: choose_code(prop.choices, cell),
        "money": lambda cell: roughly(cell, lambda text: amounts.amount(text, factor)),
        "integer": lambda cell: roughly(cell, amounts.count),
        "number": amounts.number,
        "flag": flag,
    }
    return _remember(plain[prop.type])


def _remember(read: Callable[[str], Any]) -> Converter:
    known: dict[tuple[str, bool], tuple[Any, Faults]] = {}

    def convert(cell: str) -> tuple[Any, Faults]:
        key = (cell, isinstance(cell, NumberText))
        found = known.get(key)
        if found is None:
            value = read(cell)
            found = (None, (value,)) if isinstance(value, Fault) else (value, APPROXIMATE if isinstance(value, Written) else ())
            if len(known) < _CACHE_LIMIT:
                known[key] = found
        return found

    return convert


def roughly(cell: str, read: Callable[[str], Any]) -> Any:
    """Return what an exact grammar reads, else an approximate number with its text.

    >>> roughly("12人左右", amounts.count), roughly("许多", amounts.count).code
    (Written(value=12, text='12人左右'), 'F17')
    """
    value = read(cell)
    if isinstance(value, Fault) and (exact := exact_part(cell)):
        rough = read(exact)
        return value if isinstance(rough, Fault) else Written(rough, cell)
    return value


def roughly_dated(cell: str, year: str, *, end: bool = False) -> Any:
    """Return the stored form of a date, else that of a part of a year (上半年), or of a day of ``year``, with its text.

    >>> roughly_dated("2021年上半年", ""), roughly_dated("3.15—16", "2024")
    (Written(value='2021-01/2021-06', text='2021年上半年'), Written(value='2024-03-15/2024-03-16', text='3.15—16'))
    """
    value = stored_date(cell, end=end)
    rough = rough_date(cell, year) if isinstance(value, Fault) and value.detail != "number" else ""
    return Written(rough, cell) if rough else value


def identifier(cell: str) -> tuple[Any, Faults]:
    """Return an id, number or code in its one form; rejects what a spreadsheet has rounded (F18).

    >>> identifier("００7"), identifier("4.10104E+17")[1][0].code
    (('007', ()), 'F18')
    """
    text, faults = clean_text(cell, NAME_LIMIT)
    text = code_text(text)
    digits = text.lstrip("-")
    if (isinstance(cell, NumberText) and digits.isdigit() and len(digits) >= 16) or _ROUNDED.fullmatch(text):
        return None, (Fault("F18"),)
    return text, faults


def split_list(cell: str) -> tuple[Any, Faults]:
    """Return the parts of a cell split at 、；; | and line breaks, each once; a JSON list is taken as it is (``join_list``).

    >>> split_list("甲、乙；甲"), split_list('["甲、乙"]')
    ((['甲', '乙'], ()), (['甲、乙'], ()))
    """
    faults: Faults = ()
    parts = []
    for part in _json_list(cell) or _SEPARATORS.split(cell):
        text, more = clean_text(part, NAME_LIMIT)
        faults += more
        if text:
            parts.append(text)
    return list(dict.fromkeys(parts)), faults


def _json_list(cell: str) -> list[str]:
    if not cell.startswith('["'):
        return []
    try:
        found = json.loads(cell)
    except ValueError:
        return []
    return [part for part in found if isinstance(part, str)]


def join_list(parts: Sequence[str]) -> str:
    """Return the cell that ``split_list`` reads back as these parts.

    >>> join_list(["甲", "乙"]), join_list(["甲、乙"])
    ('甲；乙', '["甲、乙"]')
    """
    if any(_SEPARATORS.search(part) or part.startswith('["') for part in parts):
        return json.dumps(list(parts), ensure_ascii=False)
    return "；".join(parts)


def flag(cell: str) -> bool | Fault:
    """Return True or False for 是/否, yes/no and their like."""
    word = code_text(cell).casefold()
    return True if word in _YES else False if word in _NO else Fault("F19", "flag")


def choose_code(choices: tuple[Choice, ...], cell: str) -> str | Fault:
    """Return the code of a word of a closed vocabulary: by code, label or synonym."""
    code = choice_words(choices).get(heading_key(cell)) or choice_words(choices).get(code_text(cell).casefold())
    return code or Fault("F19", "choice", facts={"known": [choice.zh for choice in choices], "known_en": [choice.en for choice in choices]})


@cache
def choice_words(choices: tuple[Choice, ...]) -> Mapping[str, str]:
    """Return every spelling of the words of a vocabulary → code."""
    found: dict[str, str] = {}
    for words in (lambda c: (c.code,), lambda c: (c.zh, c.en), lambda c: c.synonyms):
        for choice in choices:
            for word in words(choice):
                found.setdefault(heading_key(word), choice.code)
                found.setdefault(code_text(word).casefold(), choice.code)
    return found
