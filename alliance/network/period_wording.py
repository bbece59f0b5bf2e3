"""The period in words: how far back a contact counts as recent, and a day beside it, as papers and pages say them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alliance.messages import text
from alliance.model import day
from alliance.network.reach.wording import shown_date
from alliance.network.time.window import PERIODS, WHOLE_RECORD


def period_name(period: str, settings: Mapping[str, Any], language: str = "zh") -> str:
    """Return the name of a period; of none chosen that of the setting: its months, or that it differs by kind of unit.

    >>> period_name("3y", {})
    '近三年'
    >>> period_name("", {"window_months": 12, "window_by_host_kind": {}})
    '近一年'
    """
    if period:
        return text(f"network.period.{period}", language)
    months = int(settings["window_months"])
    if settings["window_by_host_kind"]:
        return text("network.period.by_kind", language)
    code = next((code for code, of in PERIODS.items() if min(months, WHOLE_RECORD) == of), "months")
    return text(f"network.period.{code}", language, months=months)


def shown_as_of(as_of: str, period: str, language: str = "zh") -> str:
    """Return a reference date for a paper, with the period where one was chosen.

    >>> shown_as_of("2026-01-29", "3y")
    '2026年1月29日（近三年）'
    """
    date = shown_date(day(as_of), day(as_of), language)
    return text("network.period.beside", language, date=date, period=period_name(period, {}, language)) if period else date
