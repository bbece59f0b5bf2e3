"""A history of events as arrays: who took part in what, when, and about what.

Parties and events in one sparse matrix. The product makes it from a snapshot (``acquaintance``), the
benchmark from a folder of events (``services.partners.evaluation``); everything structural is worked out here.
Missing days, topics, regions or sectors are missing, never zero that counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
HALF_LIFE = 730.5  # days: an event counts half after two years
LATELY = 182.6  # days: half-life of what is lately


class Witness(Protocol):
    """Who knows on what a contact rests."""

    def witnesses(self, a: int, b: int) -> list[tuple[tuple[int, int], tuple[int, ...]]]:
        """Return (date, tie numbers) of every contact of two node numbers, the newest first."""


@dataclass(frozen=True, eq=False)
class Subjects:
    """What events are about: ``about`` is events × subjects (ones), ``names`` names the subjects."""

    about: Any
    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Classes:
    """One class of each party (its region, its sector): ``code`` −1 where it is not on record, ``names`` by code."""

    code: NDArray[Any]
    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class History:
    """``incidence`` is parties × events (ones); ``day`` of each event, 0 unknown; ``now`` the day it is seen from.

    ``topics`` and ``words`` say what events are about, ``region`` and ``sector`` class the parties, each
    None where nothing is on record. ``node`` gives the node number of each party and ``witness`` the
    dates and ties of a pair (both None in a benchmark folder).
    """

    incidence: Any
    day: NDArray[Any]
    now: int
    topics: Subjects | None = None
    words: Subjects | None = None
    region: Classes | None = None
    sector: Classes | None = None
    node: NDArray[Any] | None = None
    witness: Witness | None = None

    @property
    def n(self) -> int:
        """Number of parties."""
        return int(self.incidence.shape[0])

    @cached_property
    def members(self) -> Any:
        """Events × parties."""
        return sparse.csr_array(self.incidence.T)

    @cached_property
    def size(self) -> Floats:
        """Number of parties of each event."""
        return _float(np.diff(self.members.indptr))

    @cached_property
    def activity(self) -> Floats:
        """Number of events of each party."""
        return _float(np.diff(self.incidence.indptr))

    @property
    def dated(self) -> bool:
        """Say whether any event has a day."""
        return bool((self.day > 0).any())

    def recency(self, half_life: float = HALF_LIFE) -> Floats:
        """Return the weight of each event, halved with every half-life; 0 where the day is unknown."""
        age = np.maximum(self.now - self.day, 0)
        return _float(np.where(self.day > 0, 0.5 ** (age / half_life), 0.0))

    @cached_property
    def lately(self) -> Floats:
        """Number of events of each party, each halved every half year."""
        return _float(self.incidence @ self.recency(LATELY))

    @cached_property
    def shared(self) -> Any:
        """Parties × parties: number of events they shared; no diagonal."""
        matrix = sparse.csr_array(self.incidence @ self.members)
        matrix.setdiag(0)
        matrix.eliminate_zeros()
        matrix.sort_indices()
        return matrix

    @cached_property
    def degree(self) -> Floats:
        """Number of partners of each party."""
        return _float(np.diff(self.shared.indptr))

    def partners(self, at: int) -> NDArray[Any]:
        """Return the parties that ``at`` shared an event with, ascending."""
        found: NDArray[Any] = self.shared.indices[self.shared.indptr[at] : self.shared.indptr[at + 1]]
        return found

    def until(self, kept: NDArray[np.bool_], now: int) -> History:
        """Return the history of the kept events alone, seen from ``now``; parties keep their places."""
        about = [None if part is None else Subjects(sparse.csr_array(part.about)[kept], part.names) for part in (self.topics, self.words)]
        incidence = sparse.csr_array(self.incidence[:, kept])
        return replace(self, incidence=incidence, day=self.day[kept], now=now, topics=about[0], words=about[1])

    def without(self, parties: NDArray[Any]) -> History:
        """Return the history with nothing on record of these parties but their classes."""
        keep = np.ones(self.n)
        keep[parties] = 0.0
        incidence = sparse.csr_array(sparse.diags_array(keep) @ self.incidence)
        incidence.eliminate_zeros()
        return replace(self, incidence=incidence)

    def likeness(self, places: NDArray[Any]) -> Floats:
        """Return for every two of these parties their shared events over the geometric mean of their activities."""
        among = self.shared[places][:, places].toarray()
        root = np.sqrt(np.maximum(self.activity[places], 1.0))
        return _float(among / np.outer(root, root))

    def joint(self, a: int, b: int) -> list[int]:
        """Return the events that both took part in, ascending."""
        return sorted(self.took_part(a) & self.took_part(b))

    def took_part(self, at: int) -> frozenset[int]:
        """Return the events of a party; kept."""
        known: dict[int, frozenset[int]] = self.__dict__.setdefault("_took_part", {})
        if at not in known:
            known[at] = frozenset(self.incidence.indices[self.incidence.indptr[at] : self.incidence.indptr[at + 1]].tolist())
        return known[at]

    def path(self, start: int, goal: int) -> list[int]:
        """Return a shortest path of parties, the lowest places first; empty where there is none. O(participations × length)."""
        distance = np.full(self.n, -1)
        distance[start] = 0
        front = distance == 0
        while distance[goal] < 0 and front.any():
            reached = self.incidence @ (self.members @ front.astype(np.float64)) > 0
            front = reached & (distance < 0)
            distance[front] = distance.max() + 1
        path = [goal] if distance[goal] >= 0 else []
        while path and path[-1] != start:
            beside = self.partners(path[-1])
            path.append(int(beside[distance[beside] == distance[path[-1]] - 1][0]))
        return path[::-1]


def _float(values: Any) -> Floats:
    return np.asarray(values, dtype=np.float64)
