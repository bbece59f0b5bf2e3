"""Texts that a spreadsheet would run as a formula, made harmless in CSV and read back exactly.

A text that begins with = + - @ Tab CR or a full-width form of these gets an apostrophe before it; a text
that begins with apostrophes and then one of these gets one more, so that ``unguard_formula`` is exact.
"""

from __future__ import annotations

import re

_TRIGGER = re.compile("'*[\\s\u200b\ufeff]*[=+\\-@\t\r\n＝＋－＠﹣﹢﹦﹫|%]")


def guard_formula(text: str) -> str:
    """Return a text that no spreadsheet runs.

    >>> guard_formula("=1+1"), guard_formula("'=1"), guard_formula("甲")
    ("'=1+1", "''=1", '甲')
    """
    return "'" + text if _TRIGGER.match(text) else text


def unguard_formula(text: str) -> str:
    """Return the text before ``guard_formula``.

    >>> unguard_formula("'=1+1"), unguard_formula("'quoted'")
    ('=1+1', "'quoted'")
    """
    return text[1:] if text.startswith("'") and _TRIGGER.match(text) else text
