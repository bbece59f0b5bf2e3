"""Dates before or inside the twelve months that end with the data."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from alliance.synthetic.figures import AS_OF

WINDOW_START = date(AS_OF.year - 1, 7, 1)
_LIVE_DAYS = (AS_OF - WINDOW_START).days
_PAST_START = date(2019, 1, 1)
_PAST_DAYS = (WINDOW_START - _PAST_START).days - 1


def live(rng: Random) -> str:
    """Return a day of the last twelve months."""
    return (WINDOW_START + timedelta(days=rng.randint(0, _LIVE_DAYS))).isoformat()


def past(rng: Random) -> str:
    """Return a day between 2019 and the day before the last twelve months."""
    return (_PAST_START + timedelta(days=rng.randint(0, _PAST_DAYS))).isoformat()


def vague(rng: Random, day: str) -> str:
    """Return the day as it was written down: seven times in ten the day, else the month, seldom the year.

    The year alone is used only where the whole year is over, so that nothing reaches beyond the data.
    """
    draw = rng.random()
    if draw < 0.7:
        return day
    year = int(day[:4])
    if draw < 0.95 or year == AS_OF.year or (year == WINDOW_START.year and day < WINDOW_START.isoformat()):
        return day[:7] if day[:7] != "2025-06" else day
    return day[:4]


def after(rng: Random, day: str, most: int) -> str:
    """Return a day up to ``most`` days later, not beyond the end of the data."""
    return min(date.fromisoformat(day) + timedelta(days=rng.randint(0, most)), AS_OF).isoformat()


def ahead(rng: Random) -> str:
    """Return the end of a running term: a month end in the two years to come."""
    return date(AS_OF.year + rng.randint(1, 2), 12, 31).isoformat()


def draw_end(rng: Random, day: str) -> str:
    """Return an end that lies before the last twelve months, from a start that does."""
    last = WINDOW_START - timedelta(days=1)
    return min(date.fromisoformat(day) + timedelta(days=rng.randint(90, 1000)), last).isoformat()


def draw_founding(rng: Random, latest: int = 2024) -> str:
    """Return a founding date, as month or year."""
    year = rng.randint(2010, latest)
    return str(year) if rng.random() < 0.4 else f"{year}-{rng.randint(1, 12):02d}"


def draw_recognition(rng: Random, recent: bool) -> str:
    """Return a recognition date: within the last five months, or between 2012 and 2024."""
    if recent:
        return f"{AS_OF.year}-{rng.randint(2, 6):02d}-{rng.randint(1, 28):02d}"
    year = rng.randint(2012, 2024)
    return str(year) if rng.random() < 0.35 else f"{year}-{rng.choice(('04', '05', '11', '12'))}-{rng.randint(1, 28):02d}"
