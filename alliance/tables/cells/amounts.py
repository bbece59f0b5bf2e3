"""Amounts and counts by a strict grammar (F17): exact, or rejected with the text quoted."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from alliance.tables.findings import Fault

_SCALES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}
_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,9})?"
_AMOUNT = re.compile(rf"(?:人民币|[¥￥])?({_NUMBER})\s*(百万|千万|万亿|十|百|千|万|亿)?\s*(?:元|圆|CNY|RMB)?(?:人民币)?", re.ASCII)
_COUNT = re.compile(rf"({_NUMBER})\s*([万千百]?)\s*(?:人次|人|家|名|个|项|件|场|次|户|位|对|期|年|岁|分钟)?", re.ASCII)
_ROUGH = re.compile(r"[约近余多左右上下以~～\-–—至+]|大概|不足|超过")
MONEY_UNITS = {"元": 1, "千元": 1000, "万元": 10_000, "百万元": 1_000_000, "千万元": 10_000_000, "亿元": 100_000_000}


def amount(text: str, factor: int = 1) -> float | int | Fault:
    """Return an amount in yuan; ``factor`` is what the heading's unit (万元) makes of a bare number.

    >>> amount("1.2亿"), amount("3,500万元"), amount("315.6", 10000), amount("约3000").code
    (120000000, 35000000, 3156000, 'F17')
    """
    return _read(_AMOUNT, text, factor)


def count(text: str) -> float | int | Fault:
    """Return a whole number, with a measure word or without: ``12人`` is 12.

    >>> count("12人"), count("12.0"), count("1_000").code, count("３０余人").detail
    (12, 12, 'F17', 'rough')
    """
    number = _read(_COUNT, text, 1)
    if not isinstance(number, Fault) and (number != int(number) or number < 0):
        return Fault("F17", "whole")
    return number


def number(text: str) -> float | int | Fault:
    """Return a plain number."""
    return _read(re.compile(rf"({_NUMBER})()", re.ASCII), text, 1)


def _read(grammar: re.Pattern[str], text: str, factor: int) -> float | int | Fault:
    # digits of other scripts than ASCII and full width stay foreign: NFKC folds full width only
    text = unicodedata.normalize("NFKC", text).strip().replace("，", ",")
    match = grammar.fullmatch(text)
    if match is None:
        return Fault("F17", "rough" if re.search(r"\d", text) and _ROUGH.search(text) else "")
    value = Decimal(match.group(1).replace(",", "")) * (_SCALES[match.group(2)] if match.group(2) else factor)
    return int(value) if value == value.to_integral_value() else float(value)


def factor_of(heading: str) -> int:
    """Return what the unit in the brackets of a heading multiplies by.

    >>> factor_of("创效（万元）"), factor_of("经济效益")
    (10000, 1)
    """
    inside = re.findall(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]", heading)
    return next((MONEY_UNITS[unit.strip()] for unit in inside if unit.strip() in MONEY_UNITS), 1)
