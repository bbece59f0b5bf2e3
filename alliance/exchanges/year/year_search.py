"""A year is found by annealing: one place after another is dealt out anew, by chance weighted with what each candidate would add there.

A heat bath (Geman and Geman 1984): with temperature T a place goes to candidate c with probability ∝ exp(gain(c) / T), drawn with one
noise for all candidates (Gumbel). Beside it two guests of two events are exchanged, and hosts are changed.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from alliance.errors import PlanRefused
from alliance.exchanges.feasibility import Refusal
from alliance.exchanges.year.year_problem import NOBODY, Flags, YearPlan, YearQuestion, year_worth
from alliance.exchanges.year.year_refusals import year_refusals
from alliance.exchanges.year.year_state import Floats, YearState

Progress = Callable[[int], float]  # steps made → share of the effort that is spent
WARM, COLD = 0.6, 0.03  # temperatures, in the worth of the best meeting
REACHED = 4.0  # what reaching one who must be reached is worth meanwhile, in the same
NEARER = 0.15  # credit for one more guest towards a gap, as a share of its weight
EXCHANGES, HOSTS = 0.1, 0.01  # shares of the steps
NOISE = 1 << 20
STRIDE = 64  # steps between two looks at the clock
KEPT_FROM = 0.6  # share of the effort from which good years are kept


def steps_in_all(steps: int) -> Progress:
    """Return the progress of an effort that is counted in steps, so that an answer never depends on the clock."""
    return lambda made: made / steps


def plan_year(question: YearQuestion, *, seed: int = 1, progress: Progress | None = None) -> YearPlan:
    """Return the best year found: hosts and guests of every event, no rule broken.

    Deterministic by ``seed`` where ``progress`` counts steps (default 40,000). Raises ``PlanRefused`` with the counting reasons, or with
    code ``together`` where none was found that keeps all rules. O(steps · (candidates + partners of one)).
    """
    reasons = year_refusals(question)
    if reasons:
        raise PlanRefused(reasons=reasons)
    search = _Annealing(question, np.random.default_rng(seed))
    found = search.run(progress or steps_in_all(40_000))
    if found is None:
        raise PlanRefused(reasons=[Refusal("together", {})])
    hosts, places = found
    chosen = tuple(tuple(sorted(int(one) for one in of if one != NOBODY)) for of in places)
    host = tuple(int(one) for one in hosts)
    return YearPlan(host, chosen, year_worth(question, host, chosen))


class _Annealing:
    def __init__(self, question: YearQuestion, rng: np.random.Generator) -> None:
        self.question, self.rng, self.state = question, rng, YearState(question)
        self.scale = float(question.value.max()) or 1.0
        self.noise: Floats = rng.gumbel(size=NOISE + question.size + 1)
        self.reach = question.isolated * REACHED * self.scale
        self.temperature = WARM * self.scale

    def run(self, progress: Progress) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
        if not self._begin():
            return None
        state, best, worth, made, spent = self.state, None, -np.inf, 0, 0.0
        while spent < 1.0:
            self.temperature = self.scale * WARM * (COLD / WARM) ** spent
            for kind in self.rng.random(STRIDE):
                self._step(kind, filling=made < 2 * state.guests.size)
                made += 1
            spent = progress(made)
            if spent > KEPT_FROM and state.total() > worth and state.is_valid():
                best, worth = (state.host.copy(), state.guests.copy()), state.total()
        return best

    def _begin(self) -> bool:
        """Seat what stands, then hosts where there are fewest to choose from; False where some event is left without."""
        q, state = self.question, self.state
        for event, host in q.hosts.items():
            state.put_host(event, host)
        for event in sorted(set(range(q.events)) - set(q.hosts), key=lambda event: int(q.may_host[event].sum())):
            able = np.flatnonzero(self._able_hosts(event, least=max(q.invite[0], len(q.guests.get(event, ())))))
            if not len(able):
                return False
            spare = q.may_host[:, able].sum(axis=0)
            room = np.minimum(q.capacity[able], q.invite[1])
            state.put_host(event, int(able[np.lexsort((able, spare, -room))[0]]))
        for event, guests in q.guests.items():
            for place, guest in enumerate(guests):
                state.put(event, place, guest)
                state.fixed[event, place] = True
        return True

    def _step(self, kind: float, *, filling: bool) -> None:
        if not filling and kind < EXCHANGES:
            self._exchange()
        elif not filling and kind < EXCHANGES + HOSTS:
            self._change_host()
        else:
            self._deal_out()

    # -- one place
    def _deal_out(self) -> None:
        state = self.state
        event = int(self.rng.integers(self.question.events))
        place = int(self.rng.integers(state.places(event)))
        before = int(state.guests[event, place])
        if state.fixed[event, place]:
            return
        gain = self._gains(event, before)
        at = int(self.rng.integers(1, NOISE))
        drawn = gain / self.temperature + self.noise[at : at + len(gain)]
        chosen = int(drawn.argmax())
        free = state.coming(event) - (before != NOBODY) >= self.question.invite[0]
        if gain[chosen] == -np.inf or (free and self.noise[at - 1] > drawn[chosen]):
            chosen = NOBODY
        if chosen != before:
            state.put(event, place, chosen)

    def _gains(self, event: int, before: int) -> Floats:
        """Return what each candidate would add at the place of a guest, itself included; −inf where a rule forbids it."""
        q, state = self.question, self.state
        by_group = state.gap_gains(event, before, NEARER)
        gain: Floats = state.pull[event] + by_group[q.group] + self.reach * (state.attended < q.isolated_least)
        may = q.may_attend[event] & (state.invited < q.most_times) & ~state.present[event] & state.unit_has_room(event, before)
        if before != NOBODY:
            gain -= state.together_with(event, before)
            gain[before] = state.pull[event, before] + by_group[q.group[before]] + self.reach[before] * (state.attended[before] <= q.isolated_least)
            may[before] = True
        gain[~may] = -np.inf
        return gain

    # -- two events
    def _exchange(self) -> None:
        """Exchange a guest of one event with one of another, the partner drawn by what it would bring; undone where chance is against it."""
        q, state = self.question, self.state
        if q.events < 2:
            return
        one, other = (int(event) for event in self.rng.choice(q.events, 2, replace=False))
        places = np.flatnonzero((state.guests[one] != NOBODY) & ~state.fixed[one])
        if not len(places):
            return
        place = int(places[self.rng.integers(len(places))])
        guest = int(state.guests[one, place])
        partner = self._partner(one, other, guest)
        if partner is None:
            return
        before, self_guest = self._standing(), int(state.guests[other, partner])
        self._swap(one, place, self_guest, other, partner, guest)
        if not self._accepts(self._standing() - before):
            self._swap(one, place, guest, other, partner, self_guest)

    def _partner(self, one: int, other: int, guest: int) -> int | None:
        q, state = self.question, self.state
        places = state.guests[other]
        those = np.where(places == NOBODY, 0, places)
        may = (places != NOBODY) & ~state.fixed[other] & ~state.present[one, those] & q.may_attend[one, those]
        may &= state.unit_has_room(one, guest)[those]
        unit = q.unit[guest]
        may &= (q.unit[those] == unit) | (state.of_unit[other, unit] < q.per_unit_max)
        if state.present[other, guest] or not q.may_attend[other, guest] or not may.any():
            return None
        here, there = state.together_with(one, guest), state.together_with(other, guest)
        gain = state.pull[other, guest] - there[those] - state.pull[other, those]
        gain += state.pull[one, those] - here[those] - state.pull[one, guest]
        at = int(self.rng.integers(1, NOISE))
        return int(np.where(may, gain / self.temperature + self.noise[at : at + len(gain)], -np.inf).argmax())

    def _swap(self, one: int, place: int, to_one: int, other: int, partner: int, to_other: int) -> None:
        self.state.put(one, place, NOBODY)
        self.state.put(other, partner, to_other)
        self.state.put(one, place, to_one)

    # -- hosts
    def _change_host(self) -> None:
        q, state = self.question, self.state
        event = int(self.rng.integers(q.events))
        if event in q.hosts:
            return
        before, able = int(state.host[event]), np.flatnonzero(self._able_hosts(event, least=state.coming(event)))
        if not len(able):
            return
        standing = self._standing()
        state.put_host(event, int(able[self.rng.integers(len(able))]))
        if not self._accepts(self._standing() - standing):
            state.put_host(event, before)

    def _able_hosts(self, event: int, least: int) -> Flags:
        q, state = self.question, self.state
        before = int(state.host[event])
        may = q.may_host[event] & (q.capacity >= max(least, q.invite[0])) & (state.hosted < q.host_max) & ~state.present[event]
        by_unit = state.hosted_by_unit < q.host_unit_max
        if before != NOBODY:
            by_unit[q.unit[before]] = state.hosted_by_unit[q.unit[before]] - 1 < q.host_unit_max
        return np.asarray(may & by_unit[q.unit] & state.unit_has_room(event, before))

    def _standing(self) -> float:
        return self.state.total() - REACHED * self.scale * self.state.missing()

    def _accepts(self, difference: float) -> bool:
        return difference >= 0 or self.rng.random() < np.exp(difference / self.temperature)
