"""The form in which names are compared: what a reader would call the same spelling."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from alliance import schema

_PASSED_OVER = re.compile("[\\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]+")


def matching_key(text: str) -> str:
    """Return the text with width and case folded and blanks, unseen and control characters and variation selectors left out.

    Only for comparing; what is stored keeps its spelling.

    >>> matching_key("示例 集团（郑州）ABC") == matching_key("示例集团(郑州)abc")
    True
    """
    return _PASSED_OVER.sub("", unicodedata.normalize("NFKC", text)).casefold()


def search_key(text: str) -> str:
    """Return the text as names are searched: as ``matching_key``, traditional characters in their simplified form.

    For finding alone: two names that differ so may be two people, so that imports compare ``matching_key``.

    >>> search_key("創新工作室（ABC）")
    '创新工作室(abc)'
    """
    key = matching_key(text)
    return key if key.isascii() else key.translate(_simplified())


def traditional_of(text: str) -> dict[str, str]:
    """Return traditional character → its simplified form, of the simplified characters that a text holds.

    >>> traditional_of("创新室")
    {'創': '创'}
    """
    held = set(text)
    return {chr(traditional): simplified for traditional, simplified in _simplified().items() if simplified in held}


@cache
def _simplified() -> Mapping[int, str]:
    with (Path(schema.__file__).parent / "reference" / "simplified.csv").open(encoding="utf-8", newline="") as file:
        return {ord(traditional): row["character"] for row in csv.DictReader(file) for traditional in row["traditional"]}
