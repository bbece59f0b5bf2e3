"""Structural closeness of one party to all others: each function one vector at a time.

All are vectors over the parties of a ``History``, ≥ 0, 0 where nothing leads there. The tie of two
parties is the sum over their shared events of 1 / √(members − 1): a small event ties closer. The ties
are made into a matrix only to read rows; one step is two products with the incidence, O(participations).

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
from numpy.typing import NDArray
from scipy import sparse

from alliance.partners.evidence.event_history import Floats, History

STEPS = 6
RESTART = 0.5


class Ties:
    """The ties of a history with each event weighted by ``weight``: what a step of any walk follows."""

    def __init__(self, history: History, weight: Floats) -> None:
        self.incidence, self.members = history.incidence, history.members
        self.share = weight / np.sqrt(np.maximum(history.size - 1.0, 1.0))
        self.own = np.asarray(self.incidence @ self.share, dtype=np.float64)  # what a party would pass to itself

    def step(self, mass: Floats) -> Floats:
        """Return what arrives when every party hands its mass along its ties. O(participations)."""
        arrived: Floats = self.incidence @ (self.share * (self.members @ mass)) - self.own * mass
        np.maximum(arrived, 0.0, out=arrived)
        return arrived

    @cached_property
    def matrix(self) -> Any:
        """Parties × parties: the ties themselves, as large as ``History.shared``; rows are read from it, no step is taken with it."""
        matrix = sparse.csr_array(self.incidence @ sparse.diags_array(self.share) @ self.members)
        matrix.setdiag(0)
        matrix.eliminate_zeros()
        matrix.sort_indices()
        return matrix

    def local(self, at: int) -> tuple[NDArray[Any], Floats]:
        """Return (partners ascending, ties) of one party. O(partners)."""
        low, high = self.matrix.indptr[at], self.matrix.indptr[at + 1]
        return self.matrix.indices[low:high], self.matrix.data[low:high]

    def row(self, at: int) -> Floats:
        """Return the ties of one party to all."""
        row = np.zeros(self.incidence.shape[0])
        partners, amounts = self.local(at)
        row[partners] = amounts
        return row

    @cached_property
    def strength(self) -> Floats:
        """Sum of the ties of each party."""
        total = self.step(np.ones(self.incidence.shape[0]))
        total[total < 1e-9] = 0.0
        return total

    @cached_property
    def inverse(self) -> Floats:
        """1 / strength, 0 for a party without ties."""
        return np.divide(1.0, self.strength, out=np.zeros(len(self.strength)), where=self.strength > 0)

    @cached_property
    def root(self) -> Floats:
        """Square root of ``inverse``."""
        found: Floats = np.sqrt(self.inverse)
        return found

    def allocation(self, at: int) -> Floats:
        """Resource allocation by shared events: what ``at`` hands its partners, each hands on evenly."""
        return _clean(self.step(self.row(at) * self.inverse))

    def paths_of_three(self, at: int) -> Floats:
        """Degree-normalised paths of length three: u–a–b–v weighted by 1/√(k_a·k_b)."""
        return _clean(self.step(self.root * self.step(self.root * self.row(at))))

    def walk(self, at: int) -> Floats:
        """Random walk with restart from ``at``: 6 steps, restart 0.5."""
        start = np.zeros(self.incidence.shape[0])
        start[at] = 1.0
        here = RESTART * start + (1.0 - RESTART) * self.inverse[at] * self.row(at)
        for _ in range(STEPS - 1):
            here = RESTART * start + (1.0 - RESTART) * self.step(here * self.inverse)
        return _clean(here)


def _clean(vector: Floats) -> Floats:
    # subtracting what a party passes to itself leaves dust where the answer is 0
    vector[vector < 1e-12] = 0.0
    return vector


def adamic_adar(history: History, at: int) -> Floats:
    """Adamic–Adar of one party with all: Σ 1/ln(partners of the shared partner). O(partners of its partners), no loop in Python.

    A single method, kept as the yardstick of the engine's measured ones; partners themselves have a value too.
    """
    shared, near = history.shared, history.partners(at)
    length = np.diff(shared.indptr)[near]
    # where each row of a partner begins, less how many have been gathered before it
    begin = np.repeat(shared.indptr[near] - np.cumsum(length) + length, length)
    reached = shared.indices[begin + np.arange(len(begin))]
    handed = np.repeat(1.0 / np.log(np.maximum(history.degree[near], 2.0)), length)
    found: Floats = np.bincount(reached, weights=handed, minlength=history.n).astype(np.float64)
    return found


class Structure:
    """The ties of a history, of all time and lately (events halved every two years), each made on first use."""

    def __init__(self, history: History) -> None:
        self.history = history

    @cached_property
    def ties(self) -> Ties:
        """Ties over all events alike."""
        return Ties(self.history, np.ones(len(self.history.day)))

    @cached_property
    def recent(self) -> Ties:
        """Ties with every event halved every two years."""
        return Ties(self.history, self.history.recency())


def structure(history: History) -> Structure:
    """Return the structure of a history, made once."""
    found: Structure | None = history.__dict__.get("_structure")
    if found is None:
        found = history.__dict__["_structure"] = Structure(history)
    return found
