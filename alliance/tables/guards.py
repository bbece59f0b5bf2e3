"""Texts that a spreadsheet would run as a formula, made harmless in CSV and read back exactly.

A text that begins with = + - @ Tab CR or a full-width form of these gets an apostrophe before it; a text
that begins with apostrophes and then one of these gets one more, so that ``unguarded`` is exact.
"""

from __future__ import annotations

import re

_TRIGGER = re.compile("'*[\\s\u200b\ufeff]*[=+\\-@\t\r\n＝＋－＠﹣﹢﹦﹫|%]")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs.

    >>> guarded("=1+1"), guarded("'=1"), guarded("甲")
    ("'=1+1", "''=1", '甲')
    """
    return "'" + text if _TRIGGER.match(text) else text


def unguarded(text: str) -> str:
    """Return the text before ``guarded``.

    >>> unguarded("'=1+1"), unguarded("'quoted'")
    ('=1+1', "'quoted'")
    """
    return text[1:] if text.startswith("'") and _TRIGGER.match(text) else text
