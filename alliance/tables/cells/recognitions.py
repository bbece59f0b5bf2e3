"""Levels with their years in one cell: 国家级2025、省级2019 are two recognitions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alliance.model import period
from alliance.schema import vocabularies
from alliance.tables.cells.approximate import Written
from alliance.tables.cells.dates import stored_date
from alliance.tables.cells.values import choose_code
from alliance.tables.findings import Fault

_PARTS = re.compile(r"[、,;/\n]+|\s+(?=[\u4e00-\u9fff])")
_DATE_BEFORE = re.compile(r"(\d{4}(?:[年.\-/]\d{1,2}(?:[月.\-/](?:\d{1,2}日?)?)?|年度?)?)\s*(?:获评?|被?评为|被?命名为?|认定为?|授予)?\s*(\D+)")
_DATE_AFTER = re.compile(r"(\D+?)\s*\(?\s*(\d{4}(?:[年.\-/]\d{1,2}(?:[月.\-/](?:\d{1,2}日?)?)?|年度?)?)\s*(?:命名|授牌|认定|获评)?\s*\)?")
_BOUND = re.compile(r"(.+?)(?:及)?(?:以上|以下)")
_RANK = {choice.code: place for place, choice in enumerate(vocabularies.RANKS)}


@dataclass(frozen=True, slots=True)
class Levels:
    """What a cell says of levels: the highest, its date, and all of several, or that have a date, as {level, on}."""

    level: str
    on: str
    recognitions: tuple[Mapping[str, str], ...]


def levels(text: str) -> Levels | Written | Fault:
    """Return the levels of a cell; ``Written`` without a value where only a bound is told (市级以上), a fault where a word is no level.

    >>> levels("国家级2025、省级2019").recognitions
    ({'level': 'national', 'on': '2025'}, {'level': 'provincial', 'on': '2019'})
    >>> levels("区级(2021)、市级(2023.5)").on, levels("市级").level, levels("市级以上")
    ('2023-05', 'municipal', Written(value=None, text='市级以上'))
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    whole = _level(plain)
    if isinstance(whole, str):
        return Levels(whole, "", ())
    bound = _BOUND.fullmatch(plain)
    if bound and isinstance(_level(bound.group(1)), str):
        return Written(None, text)
    found = [_one_level(part.strip()) for part in _PARTS.split(plain) if part.strip()]
    if not found or None in found:
        return Fault("F19", "choice", facts={"known": [each.zh for each in vocabularies.RANKS], "known_en": [each.en for each in vocabularies.RANKS]})
    dated = [{"level": level, "on": on} if on else {"level": level} for level, on in filter(None, found) if on or len(found) > 1]
    level, on = max(filter(None, found), key=lambda pair: (_RANK[pair[0]], period(pair[1]).last if pair[1] else 0))
    return Levels(level, on, tuple(dated))


def recognitions(text: str) -> list[dict[str, Any]] | Fault:
    """Return the dated recognitions of a cell, the form of an export: 省级2019；国家级2025.

    >>> recognitions("省级2019；国家级2025-03")
    [{'level': 'provincial', 'on': '2019'}, {'level': 'national', 'on': '2025-03'}]
    """
    found = levels(text)
    if isinstance(found, Levels) and found.recognitions:
        return [dict(each) for each in found.recognitions]
    return found if isinstance(found, Fault) else Fault("F19", "recognitions")


def _one_level(part: str) -> tuple[str, str] | None:
    """Return (level, date) of 市级, 市级2023, 区级(2021) or 2023年市级; None where it is none."""
    word = _level(part)
    if isinstance(word, str):
        return word, ""
    after, before = _DATE_AFTER.fullmatch(part), _DATE_BEFORE.fullmatch(part)
    pair = (after.group(1), after.group(2)) if after else (before.group(2), before.group(1)) if before else None
    if pair is None:
        return None
    level, on = _level(pair[0].strip("( ")), stored_date(pair[1])
    return (level, on) if isinstance(level, str) and isinstance(on, str) else None


def _level(text: str) -> str | Fault:
    """Return the code of a level; what stands in brackets is no part of the word, but a date there is not passed over."""
    return Fault("F19", "choice") if re.search(r"\d", text) else choose_code(vocabularies.RANKS, text)
