"""Structural closeness of one party to all others: each function one sparse row at a time.

All are vectors over the parties of a ``History``, ≥ 0, 0 where nothing leads there.

References
----------
T. Zhou, L. Lü, Y.-C. Zhang, Predicting missing links via local information, Eur. Phys. J. B 71 (2009).
H. Tong, C. Faloutsos, J.-Y. Pan, Fast random walk with restart, ICDM 2006.
I. Kovács et al., Network-based prediction of protein interactions, Nat. Commun. 10 (2019): paths of length three.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from alliance.partners.history import Floats, History

STEPS = 12
RESTART = 0.3


class Structure:
    """The matrices that the rows need, each made on first use and kept with the history."""

    def __init__(self, history: History) -> None:
        self.history = history

    @cached_property
    def onward(self) -> Any:
        """Event → members, each event's weight divided by its other members, each member's by its number of events."""
        history = self.history
        share = 1.0 / np.maximum(history.size - 1.0, 1.0)
        return sparse.csr_array(sparse.diags_array(share) @ history.members)

    @cached_property
    def tie(self) -> Any:
        """Party → party: sum over shared events of 1 / (members − 1); rows are what a walker follows."""
        return _free(self.history.incidence @ self.onward)

    @cached_property
    def tie_recent(self) -> Any:
        """``tie`` with every event halved every two years."""
        return _free(self.history.incidence @ sparse.diags_array(self.history.recency) @ self.onward)

    @cached_property
    def strength(self) -> Floats:
        """Row sums of ``tie``."""
        return np.asarray(self.tie.sum(axis=1)).ravel()

    @cached_property
    def inverse(self) -> Floats:
        """1 / strength, 0 for a party without ties."""
        return np.divide(1.0, self.strength, out=np.zeros(self.history.n), where=self.strength > 0)

    def allocation(self, at: int) -> Floats:
        """Resource allocation by shared events: what ``at`` hands its partners, each hands on evenly."""
        return _row(self.tie, at) * self.inverse @ self.tie

    def allocation_recent(self, at: int) -> Floats:
        """``allocation`` along recent events only: both steps halved every two years."""
        return _row(self.tie_recent, at) * self.inverse @ self.tie_recent

    def paths_of_three(self, at: int) -> Floats:
        """Degree-normalised paths of length three: u–a–b–v weighted by 1/√(k_a·k_b)."""
        root = np.sqrt(self.inverse)
        return (_row(self.tie, at) * root @ self.tie) * root @ self.tie

    def walk(self, at: int) -> Floats:
        """Random walk with restart from ``at``: 12 steps, restart 0.3."""
        start = np.zeros(self.history.n)
        start[at] = 1.0
        here = start
        for _ in range(STEPS):
            here = RESTART * start + (1.0 - RESTART) * (here * self.inverse @ self.tie)
        return here


def structure(history: History) -> Structure:
    """Return the structure of a history, made once."""
    found: Structure | None = history.__dict__.get("_structure")
    if found is None:
        found = history.__dict__["_structure"] = Structure(history)
    return found


def _row(matrix: Any, at: int) -> Floats:
    row = np.zeros(matrix.shape[1])
    low, high = matrix.indptr[at], matrix.indptr[at + 1]
    row[matrix.indices[low:high]] = matrix.data[low:high]
    return row


def _free(matrix: Any) -> Any:
    matrix = sparse.csr_array(matrix)
    matrix.setdiag(0)
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix
