"""Structural closeness of one party to all others: each function one vector at a time.

All are vectors over the parties of a ``History``, ≥ 0, 0 where nothing leads there. The tie of two
parties is the sum over their shared events of 1 / √(members − 1): a small event ties closer. The ties
are never made into a matrix: one step is two products with the incidence, O(participations).

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

from alliance.partners.history import Floats, History

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

    def local(self, at: int) -> tuple[NDArray[Any], Floats]:
        """Return (partners ascending, ties) of one party. O(members of its events)."""
        events = self.incidence.indices[self.incidence.indptr[at] : self.incidence.indptr[at + 1]]
        starts, ends = self.members.indptr[events], self.members.indptr[events + 1]
        if not len(events):
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        members = np.concatenate([self.members.indices[start:end] for start, end in zip(starts, ends, strict=True)])
        weights = np.repeat(self.share[events], ends - starts)
        if len(members) * 20 > self.incidence.shape[0]:  # whole vectors are quicker than sorting
            row = np.asarray(np.bincount(members, weights=weights), dtype=np.float64)
            row[at] = 0.0
            partners = np.flatnonzero(row)
            return partners, row[partners]
        partners, place = np.unique(members, return_inverse=True)
        amounts = np.bincount(place, weights=weights)
        others = (partners != at) & (amounts > 0)
        return partners[others], amounts[others]

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

    def allocation(self, at: int) -> Floats:
        """Resource allocation by shared events: what ``at`` hands its partners, each hands on evenly."""
        return _clean(self.step(self.row(at) * self.inverse))

    def paths_of_three(self, at: int) -> Floats:
        """Degree-normalised paths of length three: u–a–b–v weighted by 1/√(k_a·k_b)."""
        root = np.sqrt(self.inverse)
        return _clean(self.step(root * self.step(root * self.row(at))))

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
