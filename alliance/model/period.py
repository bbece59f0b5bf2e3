"""Dates as intervals of days, with their precision.

The stored form is ISO, as precise as it is known: ``2024``, ``2024-06``, ``2024-06-14``, a span
``2024-10-20/2024-10-21``, or the empty text for no date. Arithmetic uses day numbers
(``datetime.date.toordinal``); ``UNKNOWN`` (0) means no date, ``OPEN`` a stated open end.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alliance.errors import InvalidValue

UNKNOWN = 0
OPEN = 9_999_999
_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """An interval of days, both ends included; ``precision`` is day, month, year, span or unknown."""

    first: int
    last: int
    precision: str

    def within(self, first: int, last: int) -> bool:
        """Say whether the whole interval lies in [first, last]; never when it is unknown."""
        return self.first != UNKNOWN and first <= self.first and self.last <= last


NO_DATE = Period(UNKNOWN, UNKNOWN, "unknown")


def period(text: str) -> Period:
    """Return the interval of a stored date; ``NO_DATE`` for the empty text.

    Raises ``InvalidValue`` for anything that is not of the stored form.

    >>> p = period("2024-02"); date.fromordinal(p.last).isoformat(), p.precision
    ('2024-02-29', 'month')
    """
    if not text:
        return NO_DATE
    start, slash, end = text.partition("/")
    first = _part(start, text)
    if not slash:
        return first
    last = _part(end, text)
    if last.last < first.first:
        raise InvalidValue(property="date", value=text)
    return Period(first.first, last.last, "span")


def _part(text: str, whole: str) -> Period:
    match = _FORM.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part) if part else 0 for part in match.groups())
        if day:
            exact = date(year, month, day).toordinal()
            return Period(exact, exact, "day")
        if month:
            return Period(date(year, month, 1).toordinal(), date(year, month, calendar.monthrange(year, month)[1]).toordinal(), "month")
        return Period(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal(), "year")
    except ValueError:
        raise InvalidValue(property="date", value=whole) from None


def until(text: str) -> int:
    """Return the last day of a stored end date: ``OPEN`` for ``open``, ``UNKNOWN`` for none."""
    return OPEN if text == "open" else period(text).last


def day(text: str) -> int:
    """Return the day number of an ISO day, month or year: its last day; ``UNKNOWN`` for the empty text."""
    return period(text).last


def known_from(first: int, until: int, as_ofs: Sequence[tuple[int, int]] = ()) -> int:
    """Return the day from which what happened is seen: its beginning, else its earliest as-of (its end where that is earlier); ``UNKNOWN``: always.

    >>> known_from(0, OPEN, [(9, 12), (5, 40)]), known_from(0, 3, [(5, 5)]), known_from(7, 8, [(5, 5)]), known_from(0, 8)
    (5, 3, 7, 0)
    """
    if first != UNKNOWN or not as_ofs:
        return first
    earliest = min(day for day, _ in as_ofs)
    return min(earliest, until) if until != UNKNOWN else earliest


def iso(number: int) -> str:
    """Return the ISO text of a day number; empty for ``UNKNOWN``, ``open`` for ``OPEN``."""
    if number == UNKNOWN:
        return ""
    return "open" if number >= OPEN else date.fromordinal(number).isoformat()


def months_before(number: int, months: int) -> int:
    """Return the day number the given months earlier; the day of month is clipped (31 March − 1 → 28/29 February).

    >>> iso(months_before(day("2026-03-31"), 1))
    '2026-02-28'
    """
    there = date.fromordinal(number)
    index = there.year * 12 + there.month - 1 - months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(there.day, last)).toordinal()


def months_earlier(number: int, months: int) -> int:
    """Return the day on which the same report was due the given months earlier: ``months_before``, but a month's last day stays one.

    >>> iso(months_earlier(day("2026-06-30"), 3)), iso(months_earlier(day("2026-06-29"), 3))
    ('2026-03-31', '2026-03-29')
    """
    last_day = date.fromordinal(number + 1).day == 1
    return months_before(number + 1, months) - 1 if last_day else months_before(number, months)
