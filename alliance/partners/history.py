"""The numeric heart: who took part in what, and when.

Parties and events in one sparse matrix. The product makes it from a snapshot (``ground``), the
benchmark from a folder of events (``services.evaluation``); everything structural is worked out here.
Missing days, topics, regions or sectors are missing, never zero that counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
HALF_LIFE_DAYS = 730.5
LATELY_DAYS = 730


class Witness(Protocol):
    """Who knows on what a contact rests."""

    def witnesses(self, a: int, b: int) -> list[tuple[tuple[int, int], tuple[int, ...]]]:
        """Return (date, tie numbers) of every contact of two node numbers, the newest first."""


@dataclass(frozen=True, eq=False)
class History:
    """``incidence`` is parties × events (ones); ``day`` of each event, 0 unknown; ``now`` the day it is seen from.

    ``topics`` is parties × topics (how often) or None; ``region`` and ``sector`` are codes per
    party, −1 unknown; ``node`` gives the node number of each party and
    ``witness`` the dates and ties of a pair (both None in a benchmark folder).
    """

    incidence: Any
    day: NDArray[Any]
    now: int
    topics: Any = None
    region: NDArray[Any] | None = None
    sector: NDArray[Any] | None = None
    node: NDArray[Any] | None = None
    witness: Witness | None = None

    @property
    def n(self) -> int:
        """Number of parties."""
        return int(self.incidence.shape[0])

    @cached_property
    def members(self) -> Any:
        """Events × parties."""
        return self.incidence.T.tocsr()

    @cached_property
    def size(self) -> Floats:
        """Number of parties of each event."""
        return np.diff(self.members.indptr).astype(float)

    @cached_property
    def activity(self) -> Floats:
        """Number of events of each party."""
        return np.diff(self.incidence.indptr).astype(float)

    @cached_property
    def recency(self) -> Floats:
        """Weight of each event, halved every two years; 0 where the day is unknown."""
        age = np.maximum(self.now - self.day, 0)
        return np.where(self.day > 0, 0.5 ** (age / HALF_LIFE_DAYS), 0.0)

    @cached_property
    def lately(self) -> Floats:
        """Number of events of each party in the last two years."""
        return np.asarray(self.incidence @ (self.now - self.day <= LATELY_DAYS) * 1.0 if self.dated else np.zeros(self.n))

    @property
    def dated(self) -> bool:
        """Say whether any event has a day."""
        return bool((self.day > 0).any())

    @cached_property
    def shared(self) -> Any:
        """Parties × parties: number of events they shared; no diagonal."""
        return _without_diagonal(self.incidence @ self.incidence.T)

    @cached_property
    def recent(self) -> Any:
        """Like ``shared``, every event weighted by ``recency``."""
        return _without_diagonal(self.incidence @ sparse.diags_array(self.recency) @ self.incidence.T)

    @cached_property
    def degree(self) -> Floats:
        """Number of partners of each party."""
        return np.diff(self.shared.indptr).astype(float)

    def partners(self, at: int) -> NDArray[Any]:
        """Return the parties that ``at`` shared an event with, ascending."""
        return np.asarray(self.shared.indices[self.shared.indptr[at] : self.shared.indptr[at + 1]])


def _without_diagonal(matrix: Any) -> Any:
    matrix = sparse.csr_array(matrix)
    matrix.setdiag(0)
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix
