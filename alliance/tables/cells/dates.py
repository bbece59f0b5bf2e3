"""Dates by a strict grammar (F16): the stored form says how precise it is, and nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from alliance.errors import InvalidValue
from alliance.model import period
from alliance.tables.findings import Fault

OPEN_WORDS = {"至今", "长期", "今", "现在", "无固定期限", "长期有效", "永久", "open", "present", "ongoing"}
_YEAR = re.compile(r"(\d{4})(?:年度?)?", re.ASCII)
_PLAIN = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?", re.ASCII)
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(?:份|(\d{1,2})[日号])?", re.ASCII)
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SERIAL = re.compile(r"\d{5}", re.ASCII)
_CLOCK = re.compile(r"(?<=\d)[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", re.ASCII)
_SPAN = re.compile(r"\s*(?:[/至到~—–]+|--)\s*")
_TAIL = re.compile(r"(?:(\d{1,2})月)?(?:(\d{1,2})[日号]|(\d{1,2}))?(?:份)?", re.ASCII)
_DOTTED_TAIL = re.compile(r"(?:(\d{1,2})[.])?(\d{1,2})", re.ASCII)
_EPOCH = date(1899, 12, 30)


class NumberText(str):
    """The text of a cell that was a number in a workbook."""

    __slots__ = ()


def stored_date(text: str, *, end: bool = False) -> str | Fault:
    """Return the stored form of a date: ``2024``, ``2024-07``, ``2024-07-01``, a span ``a/b``; ``open`` where ``end`` allows it.

    >>> stored_date("２０２４年7月"), stored_date("2024.10.20—21"), stored_date("至今", end=True), stored_date("7/1/24").code
    ('2024-07', '2024-10-20/2024-10-21', 'open', 'F16')
    """
    number = isinstance(text, NumberText)
    text = unicodedata.normalize("NFKC", text).strip()
    if text.casefold() in OPEN_WORDS:
        return "open" if end else Fault("F16", "open")
    if number and "." in text:
        return Fault("F16", "number")  # 2021.1 as a number: January or October, nobody can tell
    single = _single(_CLOCK.sub("", text))
    found = single or _span(text)
    if not found:
        return Fault("F16", "year" if re.fullmatch(r"\d{1,2}(月|[-/.])\d{1,2}日?", text) else "")
    try:
        span = period(found)
    except InvalidValue:
        return Fault("F16", "no-such-day")
    if not date(1900, 1, 1).toordinal() <= span.first <= date(2100, 1, 1).toordinal():
        return Fault("F16")
    return found


def _single(text: str) -> str:
    if match := _YEAR.fullmatch(text):
        return match.group(1)
    if match := _PLAIN.fullmatch(text):
        return _join_date(match.group(1), match.group(3), match.group(4))
    if match := _CHINESE.fullmatch(text):
        return _join_date(*match.groups())
    if match := _DIGITS.fullmatch(text):
        return _join_date(*match.groups())
    # 20240 is a slip of a year, not a day of 1955: nothing is guessed
    if _SERIAL.fullmatch(text) and 10_000 <= int(text) <= 73_050 and not 1900 <= int(text[:4]) <= 2100:
        return (_EPOCH + timedelta(days=int(text))).isoformat()
    return ""


def _span(text: str) -> str:
    parts = _SPAN.split(text)
    # 2024/7/1 is a day, not a span; a span by slash has ISO parts on both sides
    if len(parts) != 2 and text.count("/") == 1:
        parts = text.split("/")
    if len(parts) != 2 and re.fullmatch(r"[\d.年月日]+-[\d.年月日]+", text):
        parts = text.split("-")
    if len(parts) != 2:
        return ""
    # 5月10日 on the left without its unit: 2024年5月10至12日
    start = _single(parts[0]) or _single(parts[0] + "日") or _single(parts[0] + "月")
    end = _single(parts[1]) or _complete_end(start, parts[0], parts[1])
    return "" if not start or not end else start if start == end else f"{start}/{end}"


def _complete_end(start: str, left: str, right: str) -> str:
    known = start.split("-")
    if "年" in left or right.endswith(("日", "号", "月")):
        match = _TAIL.fullmatch(right)
        if not match or not right:
            return ""
        month, day = match.group(1), match.group(2) or match.group(3)
    else:
        match = _DOTTED_TAIL.fullmatch(right)
        if not match:
            return ""
        month, day = match.groups()
        if len(known) == 2 and month is None:
            month, day = day, None
    if month is None and len(known) < 3:
        return ""
    return _join_date(known[0], month or known[1], day)


def _join_date(year: str, month: str | None, day: str | None) -> str:
    return "-".join((year, *(part.zfill(2) for part in (month, day) if part)))
