"""What parties are about (topics, words) and how classes of them (regions, sectors) mix."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from alliance.partners.evidence.event_history import Classes, Floats, History, Subjects

SMOOTH = 5.0  # ties added to observed and expected, so that few say little


class Profile:
    """The subjects of each party: how often, the rare ones counting for more."""

    def __init__(self, history: History, subjects: Subjects) -> None:
        about = sparse.csr_array(subjects.about)
        events = np.maximum(np.asarray((about > 0).sum(axis=0)).ravel(), 1)
        rarity = sparse.diags_array(np.log(about.shape[0] / events))
        weight = history.recency() if history.dated else np.ones(about.shape[0])
        self.names = subjects.names
        self.recent = sparse.csr_array(history.incidence @ sparse.diags_array(weight) @ about @ rarity)
        self.unit = _unit(sparse.csr_array(history.incidence @ about @ rarity))

    def likeness(self, at: int) -> Floats:
        """Cosine of the (square-rooted) subjects of one party with all."""
        return np.asarray(self.unit @ self._row(at), dtype=np.float64)

    def engagement(self, at: int) -> Floats:
        """How much all are engaged, lately, in the subjects of one party."""
        return np.asarray(self.recent @ self._row(at), dtype=np.float64)

    def shared(self, a: int, b: int) -> tuple[str, ...]:
        """Return the names of the subjects of both, those that make them alike the most first."""
        product = self._row(a) * self._row(b)
        found = np.flatnonzero(product > 0)
        return tuple(self.names[i] for i in found[np.lexsort((found, -product[found]))])

    def _row(self, at: int) -> Floats:
        row = np.zeros(self.unit.shape[1])
        low, high = self.unit.indptr[at], self.unit.indptr[at + 1]
        row[self.unit.indices[low:high]] = self.unit.data[low:high]
        return row


def _unit(matrix: Any) -> Any:
    matrix.data = np.sqrt(np.maximum(matrix.data, 0.0))
    length = np.sqrt(np.asarray((matrix * matrix).sum(axis=1)).ravel())
    return sparse.csr_array(sparse.diags_array(1.0 / np.maximum(length, 1e-12)) @ matrix)


class Mixing:
    """Pairs of partners between classes: observed, expected from the sizes, and the log of their ratio."""

    def __init__(self, history: History, classes: Classes) -> None:
        code = classes.code
        known = np.flatnonzero(code >= 0)
        shape = (history.n, max(len(classes.names), 1))
        member = sparse.csr_array((np.ones(len(known)), (known, code[known])), shape=shape)
        pairs = history.shared.copy()
        pairs.data = np.ones(len(pairs.data))
        self.code, self.names = code, classes.names
        self.observed = np.asarray((member.T @ pairs @ member).todense(), dtype=np.float64)
        ends = self.observed.sum(axis=1)
        self.expected = np.outer(ends, ends) / max(float(ends.sum()), 1.0)
        self.affinity = np.log((self.observed + SMOOTH) / (self.expected + SMOOTH))

    def with_all(self, at: int, others: NDArray[Any]) -> Floats:
        """Return the affinity of one party's class to those of others; 0 where a class is not on record."""
        mine, theirs = int(self.code[at]), self.code[others]
        if mine < 0:
            return np.zeros(len(others))
        return np.where(theirs >= 0, self.affinity[mine, np.maximum(theirs, 0)], 0.0)


class Profiles:
    """The profiles and mixings of a history, each made on first use."""

    def __init__(self, history: History) -> None:
        self.history = history

    @cached_property
    def topics(self) -> Profile | None:
        """Profile by topics."""
        return Profile(self.history, self.history.topics) if self.history.topics else None

    @cached_property
    def words(self) -> Profile | None:
        """Profile by words of the events' texts."""
        return Profile(self.history, self.history.words) if self.history.words else None

    @cached_property
    def regions(self) -> Mixing | None:
        """Mixing of regions."""
        return Mixing(self.history, self.history.region) if self.history.region else None

    @cached_property
    def sectors(self) -> Mixing | None:
        """Mixing of sectors."""
        return Mixing(self.history, self.history.sector) if self.history.sector else None


def profiles(history: History) -> Profiles:
    """Return the profiles of a history, made once."""
    found: Profiles | None = history.__dict__.get("_profiles")
    if found is None:
        found = history.__dict__["_profiles"] = Profiles(history)
    return found
