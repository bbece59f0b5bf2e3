"""What every use case takes: the store, who works with it, the day its results are seen from, and how far back what counts as recent goes."""

from __future__ import annotations

import copy
from contextlib import AbstractContextManager
from typing import Self, TypeVar

from alliance.errors import InvalidValue
from alliance.model import Actor, day, iso
from alliance.model import period as as_period
from alliance.model.snapshot import Snapshot
from alliance.network.analyst import Analyst
from alliance.network.time.window import window_of
from alliance.services import clock
from alliance.services.analysis import analyst, whole_snapshot
from alliance.services.authorization import local_actor
from alliance.services.jobs import JobBoard
from alliance.services.shown_store import ShownStore
from alliance.stores.port import GraphStore

T = TypeVar("T")


class Session:
    """An open store with its actor and its reference date; it knows no use case, and every use case takes it.

    ``on`` is the day results are given for where a call names none. ``period`` is how far back a contact counts as recent (``PERIODS`` of
    ``network.time.window``); empty: by the setting. It is a way of looking: the store reads in it, and nothing that is written keeps it.
    ``jobs`` holds long work. ``store`` is the store as it is shown, which is
    what everything reads; ``records`` is the store itself, for the few modules that must know everybody
    (``tests/services/register/test_not_shown.py``).
    """

    def __init__(self, store: GraphStore, actor: Actor | None = None, *, on: str = "", period: str = "") -> None:
        shown = (store if isinstance(store, ShownStore) else ShownStore(store)).in_window(window_of(period))
        self.store: GraphStore = shown
        self.records = shown.whole
        self._shown = shown
        self.period = period
        self._seen: dict[str, Self] = {}  # the same session by period, each with what its store has read
        self.actor = actor or local_actor()
        self.on = on
        self.jobs = JobBoard()

    def seen_in(self, period: str) -> Self:
        """Return this session with another period, on the same open store. Raises ``InvalidValue``."""
        if period == self.period:
            return self
        if period not in self._seen:
            other = copy.copy(self)
            other.store = other._shown = self._shown.in_window(window_of(period))
            other.period, other._seen = period, {self.period: self}
            self._seen[period] = other
        return self._seen[period]

    def as_shown(self, value: T) -> T:
        """Return a result that was made from ``records`` with a neutral word for every name that is not shown."""
        return self._shown.as_shown(value)

    def neutral(self) -> AbstractContextManager[None]:
        """Let an error pass with neutral words in its facts."""
        return self._shown.neutral()

    def snapshot(self, on: str | None) -> Snapshot:
        """Return the network of the present revision as it was known on a day, given as for ``as_of``: nothing later is in it.

        Raises ``NetworkTooLarge`` (``services.analysis``).
        """
        return whole_snapshot(self.store, day(self.as_of(on)))

    def analyst(self) -> Analyst:
        """Return the analyst: it answers questions about the network, in memory or in the database (``services.analysis``)."""
        return analyst(self.store)

    def as_of(self, on: str | None = None) -> str:
        """Return the reference date as an ISO day: ``on``, else that of the session, else the setting *data as of*, else today.

        A month or a year stands for its last day. Raises ``InvalidValue`` for anything else.
        """
        text = on or self.on or str(self.store.settings().get("data_as_of") or "") or clock.today()
        if as_period(text).precision in ("unknown", "span"):
            raise InvalidValue(property="on", value=text)
        return iso(day(text))

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
