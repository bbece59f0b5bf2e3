"""Who knows whom at a date: the contacts of the network as live, past and newest, and as a history of events."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from alliance.model.snapshot import Adjacency, Snapshot, adjacency
from alliance.network.contacts.contacts import COOPERATION, Contacts, contacts
from alliance.network.contacts.contacts_at import UNDATED, UNSEEN, WIDTH, ContactsAt, contacts_at
from alliance.network.time.window import window_first
from alliance.partners.evidence.event_history import History

ACTIVE_MONTHS = 24
GROUPED = (1, 2)  # sorts of contact in which all parties of the shared node meet all: one event


class Acquaintance:
    """The contacts between parties that are seen at a date, each with its ties."""

    def __init__(self, snapshot: Snapshot, as_of: int, parties: NDArray[Any]) -> None:
        self.snapshot, self.as_of, self.parties = snapshot, as_of, parties
        self.rows: Contacts = contacts(snapshot)
        self.at: ContactsAt = contacts_at(snapshot, as_of)
        self.window = window_first(as_of, int(snapshot.settings["window_months"]))
        self.lately = window_first(as_of, ACTIVE_MONTHS)
        self._seen = np.flatnonzero(((self.at.mark & WIDTH) != UNSEEN) & ~self.rows.is_group)

    @cached_property
    def by_party(self) -> Adjacency:
        """Party → (other, contact row) of every contact that is seen."""
        a, b, row = self.rows.a[self._seen], self.rows.b[self._seen], self._seen.astype(np.int32)
        return adjacency(self.snapshot.n_nodes, np.r_[a, b], np.r_[b, a], np.r_[row, row])

    def between(self, a: int, b: int) -> NDArray[Any]:
        """Return the rows of the contacts of two parties."""
        rows: NDArray[Any] = self.by_party.ties_of(a)[self.by_party.of(a) == b]
        return rows

    def ties(self, row: int) -> tuple[int, ...]:
        """Return the tie numbers that a contact rests on."""
        rows = self.rows
        return tuple(int(tie) for tie in (rows.tie[row], rows.tie_b[row], rows.lead_a[row], rows.lead_b[row]) if tie >= 0)

    def is_live(self, a: int, b: int) -> bool:
        """Say whether a contact of two parties is live: its span overlaps the window."""
        return bool((self.at.end[self.between(a, b)] >= self.window).any())

    def live_cooperation(self) -> NDArray[Any]:
        """Return the rows of live contacts of the layer cooperation."""
        seen = self._seen
        live: NDArray[Any] = seen[(self.rows.layer[seen] == COOPERATION) & (self.at.end[seen] >= self.window)]
        return live

    def span(self, row: int) -> tuple[int, int]:
        """Return the date of a contact as stated, else the newest day that it is on record for; (0, 0) unknown."""
        first, last, end = (int(column[row]) for column in (self.rows.first, self.rows.last, self.at.end))
        return (first, last) if first else (0, 0) if self.at.mark[row] & UNDATED else (end, end)

    def newest(self, number: int) -> tuple[tuple[int, int], tuple[int, ...]] | None:
        """Return (date, ties) of a party's newest contact of the last 24 months, None without one."""
        rows = self.by_party.ties_of(number)
        rows = rows[(self.at.end[rows] >= self.lately) & ((self.at.mark[rows] & UNDATED) == 0)]
        if not len(rows):
            return None
        row = int(rows[np.lexsort((rows, -self.at.end[rows]))[0]])
        return self.span(row), self.ties(row)

    @cached_property
    def _event(self) -> NDArray[Any]:
        rows, n = self.rows, self.snapshot.n_nodes
        grouped = np.isin(rows.sort[self._seen], GROUPED)
        key = np.where(grouped, rows.via[self._seen].astype(np.int64), n + self._seen)
        numbers: NDArray[Any] = np.unique(key, return_inverse=True)[1]
        return numbers

    def history(self, place: NDArray[Any]) -> History:
        """Return the contacts as events: a shared project, agreement or small meeting is one, every other contact its own."""
        rows, seen, event = self.rows, self._seen, self._event
        m = int(event.max()) + 1 if len(event) else 0
        party = np.r_[place[rows.a[seen]], place[rows.b[seen]]]
        incidence = sparse.csr_array((np.ones(2 * len(seen)), (party, np.r_[event, event])), shape=(len(self.parties), m))
        incidence.sum_duplicates()
        incidence.data[:] = 1.0
        day = np.zeros(m, dtype=np.int64)
        dated = (self.at.mark[seen] & UNDATED) == 0
        np.maximum.at(day, event[dated], np.minimum(self.at.end[seen[dated]], self.as_of))
        return History(sparse.csr_array(incidence), day, self.as_of, node=self.parties, witness=self)

    def witnesses(self, a: int, b: int) -> list[tuple[tuple[int, int], tuple[int, ...]]]:
        """Return (date, ties) of every contact of two parties, the newest first."""
        found = [(self.span(int(row)), self.ties(int(row))) for row in self.between(a, b)]
        return sorted(found, key=lambda one: (-one[0][1], one[1]))
