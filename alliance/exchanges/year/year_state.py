"""A year under change: every move with its exact difference.

``pull[e, i]`` is what i adds at event e by first meetings: Σ value[i, j] over those at e whom i meets at no other event. Entering and
leaving keep it true in the time of the neighbours of one candidate, not of the whole table.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliance.exchanges.year.year_problem import NOBODY, Flags, YearQuestion

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


class YearState:
    """Who is where. ``host[e]``, ``guests[e, place]`` (``NOBODY`` where a place is free), ``worth`` = Σ value of the pairs that meet."""

    def __init__(self, question: YearQuestion) -> None:
        q, events, size = question, question.events, question.size
        self.question, self.worth = question, 0.0
        self.partners = [np.flatnonzero(q.value[i]) for i in range(size)]
        self.values = [q.value[i, partners] for i, partners in enumerate(self.partners)]
        self.present, self.pull = np.zeros((events, size), dtype=bool), np.zeros((events, size))
        self.times = np.zeros((size, size), dtype=np.int16)  # of pairs that are worth something
        self.host, self.guests = np.full(events, NOBODY), np.full((events, min(q.invite[1], size)), NOBODY)
        self.fixed = np.zeros_like(self.guests, dtype=bool)
        self.invited, self.attended, self.hosted = np.zeros(size, dtype=int), np.zeros(size, dtype=int), np.zeros(size, dtype=int)
        self.of_unit = np.zeros((events, int(q.unit.max()) + 1), dtype=int)
        self.of_group = np.zeros((events, int(q.group.max()) + 1), dtype=int)
        self.hosted_by_unit = np.zeros(self.of_unit.shape[1], dtype=int)
        self.events_of: list[list[int]] = [[] for _ in range(size)]
        self._gaps(q)

    def _gaps(self, q: YearQuestion) -> None:
        self.gap_a, self.gap_b = np.array([gap[0] for gap in q.gaps], dtype=int), np.array([gap[1] for gap in q.gaps], dtype=int)
        self.gap_weight = np.array([gap[2] for gap in q.gaps], dtype=float)
        sides = np.zeros((2, len(q.gaps), self.of_group.shape[1]))
        sides[0, np.arange(len(q.gaps)), self.gap_a] = 1.0
        sides[1, np.arange(len(q.gaps)), self.gap_b] = 1.0
        self.side_a, self.side_b = sides
        self.covers = np.zeros((q.events, len(q.gaps)), dtype=bool)

    # -- one in, one out
    def _enter(self, event: int, one: int) -> None:
        partners, values = self.partners[one], self.values[one]
        self.worth += float(self.pull[event, one])
        times = self.times[one, partners]
        self.pull[event, partners] += values * (times == 0)
        here = self.present[event, partners]
        met, worth, before = partners[here], values[here], times[here]
        self.times[one, met] += 1
        self.times[met, one] += 1
        self._share(event, one, met, worth, before, -1.0)
        self.present[event, one] = True
        self._count(event, one, 1)
        self.events_of[one].append(event)

    def _leave(self, event: int, one: int) -> None:
        partners, values = self.partners[one], self.values[one]
        self.present[event, one] = False
        self._count(event, one, -1)
        self.events_of[one].remove(event)
        here = self.present[event, partners]
        met, worth = partners[here], values[here]
        self.times[one, met] -= 1
        self.times[met, one] -= 1
        times = self.times[one, partners]
        self.pull[event, partners] -= values * (times == 0)
        self._share(event, one, met, worth, times[here], 1.0)
        self.worth -= float(self.pull[event, one])

    def _share(self, event: int, one: int, met: Numbers, worth: Floats, elsewhere: Numbers, sign: float) -> None:
        """Bring the other events up to date: a pair that meets here counts at none of them, and at the only other one not for itself."""
        first = elsewhere == 0
        if first.any():
            others, values = met[first], worth[first]
            for other in self.events_of[one]:
                self.pull[other, others] += sign * values
            there = self.present[:, others].copy()
            there[event] = False
            self.pull[:, one] += sign * (there @ values)
        for partner, value in zip(met[elsewhere == 1], worth[elsewhere == 1], strict=True):
            for other in self.events_of[one]:
                if self.present[other, partner]:
                    self.pull[other, [one, partner]] += sign * value

    def _count(self, event: int, one: int, by: int) -> None:
        self.attended[one] += by
        self.of_unit[event, self.question.unit[one]] += by

    # -- places and hosts
    def put(self, event: int, place: int, one: int) -> None:
        """Give a place of an event to a candidate, or to nobody."""
        before, group = int(self.guests[event, place]), self.question.group
        if before != NOBODY:
            self._leave(event, before)
            self.invited[before] -= 1
            self.of_group[event, group[before]] -= 1
        self.guests[event, place] = one
        if one != NOBODY:
            self._enter(event, one)
            self.invited[one] += 1
            self.of_group[event, group[one]] += 1
        counts, least = self.of_group[event], self.question.gap_least
        self.covers[event] = (counts[self.gap_a] >= least) & (counts[self.gap_b] >= least)

    def put_host(self, event: int, one: int) -> None:
        """Let a candidate host an event instead of who does; its guests close up, so that the places of the room are used first."""
        unit, before = self.question.unit, int(self.host[event])
        if before != NOBODY:
            self._leave(event, before)
            self.hosted[before] -= 1
            self.hosted_by_unit[unit[before]] -= 1
        self.host[event] = one
        if one != NOBODY:
            self._enter(event, one)
            self.hosted[one] += 1
            self.hosted_by_unit[unit[one]] += 1
        order = np.argsort(self.guests[event] == NOBODY, kind="stable")
        self.guests[event], self.fixed[event] = self.guests[event, order], self.fixed[event, order]

    # -- what a change would bring
    def together_with(self, event: int, one: int) -> Floats:
        """Return of each candidate the worth of its pair with one that is not at another event already."""
        return np.asarray(self.question.value[one] * (self.times[one] <= self.present[event]))

    def gap_gains(self, event: int, without: int, nearer: float) -> Floats:
        """Return by group what one more guest of it adds in gaps at an event, a guest left out; ``nearer``: credit for a step on the way."""
        counts, least = self.of_group[event].copy(), self.question.gap_least
        if without != NOBODY:
            counts[self.question.group[without]] -= 1
        weight = self.gap_weight * (self.covers.sum(axis=0) == self.covers[event])
        a, b = counts[self.gap_a], counts[self.gap_b]
        closes_a, closes_b = (a == least - 1) & (b >= least), (b == least - 1) & (a >= least)
        share = nearer / (2 * least)
        of_a = weight * np.where(closes_a, 1.0, share * (a < least))
        of_b = weight * np.where(closes_b, 1.0, share * (b < least))
        return np.asarray(of_a @ self.side_a + of_b @ self.side_b)

    def missing(self) -> int:
        """Return how many appearances of those to be reached are still missing."""
        q = self.question
        return int(np.maximum(0, q.isolated_least - self.attended[q.isolated]).sum())

    def total(self) -> float:
        """Return the worth with the gaps covered, as ``year_worth``."""
        return self.worth + float(self.gap_weight[self.covers.any(axis=0)].sum())

    def places(self, event: int) -> int:
        """Return how many guests the event has room for."""
        return int(min(self.guests.shape[1], self.question.capacity[self.host[event]]))

    def coming(self, event: int) -> int:
        """Return how many guests the event has."""
        return int((self.guests[event] != NOBODY).sum())

    def is_valid(self) -> bool:
        """Say whether everyone who must be is reached and every event has its least guests; all other rules hold at any time."""
        return self.missing() == 0 and bool(((self.guests != NOBODY).sum(axis=1) >= self.question.invite[0]).all())

    def unit_has_room(self, event: int, leaving: int) -> Flags:
        """Return by candidate whether its unit may send one more when a guest has left."""
        room = self.of_unit[event] < self.question.per_unit_max
        if leaving != NOBODY:
            unit = self.question.unit[leaving]
            room[unit] = self.of_unit[event, unit] - 1 < self.question.per_unit_max
        return np.asarray(room[self.question.unit])
