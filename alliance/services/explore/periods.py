"""The periods one may look in, and what each of them holds: why a recent figure is 0 though older contacts are on record."""

from __future__ import annotations

from dataclasses import dataclass

from alliance.model import day
from alliance.network.period_wording import period_name
from alliance.network.time.window import PERIODS
from alliance.services.authorization import authorized
from alliance.services.results import Result
from alliance.services.session import Session

CHOICES = ("", *PERIODS)  # by the setting, then from the shortest


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """One period: its code (empty: by the setting) and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One period and how many pairs of workshops were in contact in it, by layer."""

    code: str
    name: str
    cooperation: int
    exchange: int


@dataclass(frozen=True, slots=True)
class PeriodsResult(Result):
    """The periods from the shortest: that of the setting first, then those that differ from it in name."""

    rows: tuple[PeriodRow, ...]


@authorized
def period_choices(net: Session, lang: str = "zh") -> tuple[PeriodChoice, ...]:
    """Return the periods one may choose: that of the setting first, then those that have another name. O(1)."""
    settings = net.store.settings()
    named = {code: period_name(code, settings, lang) for code in CHOICES}
    return tuple(PeriodChoice(code, name) for code, name in named.items() if not code or name != named[""])


@authorized
def periods(net: Session, on: str | None = None, *, lang: str = "zh") -> PeriodsResult:
    """Return how many pairs of workshops were in contact in each period, each pair once, as the matrix counts them.

    Asked of the analyst, in memory or in the database. O(contacts) for each period on the first call of a revision.
    """
    as_of = net.as_of(on)
    rows = []
    for one in period_choices(net, lang):
        analyst = net.seen_in(one.code).analyst()
        cooperation, exchange = (analyst.mixing(day(as_of), layer, "groups", "craft").pairs for layer in ("cooperation", "exchange"))
        rows.append(PeriodRow(one.code, one.name, cooperation, exchange))
    return PeriodsResult(schema="alliance.periods/1", revision=net.store.revision, as_of=as_of, rows=tuple(rows))
