"""Numbers that people do not write exactly: kept as a value with the text as it was written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

_BEFORE = r"(?:约|大约|大概|近|将近|超过|超|逾|不足|不到|至少|累计|共计?|总计|合计)"
_AFTER = r"(?:左右|上下|以上|以下|以内|余|多|\+|许)"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ROUGH = re.compile(rf"({_BEFORE})?\s*({_DIGITS})\s*(余|多|\+)?\s*([十百千万亿]*)\s*(余|多)?\s*([^\d\s]{{0,3}}?)\s*({_AFTER})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Written:
    """A value of which the text as written says more: an approximate number, or (``value`` None) one that is not decided."""

    value: Any
    text: str


def exact_part(text: str) -> str:
    """Return the number of an approximate text as a strict grammar reads it, empty where there is none or several.

    >>> exact_part("12人左右"), exact_part("1200余"), exact_part("约350"), exact_part("30余人"), exact_part("3-5人"), exact_part("许多")
    ('12人', '1200', '350', '30人', '', '')
    """
    match = _ROUGH.fullmatch(unicodedata.normalize("NFKC", text).replace("，", ",").strip())
    if not match:
        return ""
    _, digits, _, scale, _, measure, _ = match.groups()
    return f"{digits}{scale}{measure}"
