"""Host and guests of one event: greedy under the limits, then exchanges of one guest with exact differences.

Greedy takes the candidate whose meetings with those already chosen are worth most, as long as the places left
still suffice for what the wish asks of groups and of those to be reached first. Where greedy runs into a
dead end, an exact model (scipy's HiGHS) finds some valid list or proves that there is none.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from alliance.errors import PlanRefused
from alliance.exchanges.feasibility import Refusal, guest_refusals
from alliance.exchanges.guest_problem import Choice, GuestQuestion, choice_faults, choice_worth
from alliance.exchanges.guest_selection_exact import complete_list
from alliance.exchanges.tabu_search import Stop, never

HOSTS_TRIED = 8


def choose(question: GuestQuestion, *, hosts: tuple[int, ...] = (), iterations: int = 200, stop: Stop = never) -> Choice:
    """Return the best choice found over the given hosts, or over the most promising of all who may host.

    Raises ``PlanRefused`` with the counting reasons, or with code ``together`` where each wish can be met but not all at once.
    Deterministic unless ``stop`` cuts it short; ties go to the lower number. O(hosts · iterations · invite · n).
    """
    reasons = guest_refusals(question)
    if reasons:
        raise PlanRefused(reasons=reasons)
    found = _greedy_over_hosts(question, hosts)
    if not found:
        found = [choice for host in _able(question, hosts) if (choice := complete_list(question, host)) is not None][:1]
    if not found:
        raise PlanRefused(reasons=[Refusal("together", {})])
    best = found[0]
    for choice in found[:HOSTS_TRIED]:
        for start in (choice, _fuller(question, choice)):
            better = exchange_guests(question, start, iterations, stop) if start is not None else best
            if better.worth > best.worth + 1e-9:
                best = better
        if stop():
            break
    return order_guests(question, best)


def _fuller(question: GuestQuestion, choice: Choice) -> Choice | None:
    """Return a list with more guests for the same host where greedy stopped short of the limit, else None."""
    if len(choice.guests) >= min(question.invite[1], question.capacity[choice.host]):
        return None
    fuller = complete_list(question, choice.host)
    return fuller if fuller is not None and len(fuller.guests) > len(choice.guests) else None


def _able(question: GuestQuestion, hosts: tuple[int, ...]) -> list[int]:
    able = question.may_host & (question.capacity >= max(question.invite[0], len(question.must)))
    return [h for h in hosts if able[h]] if hosts else [int(h) for h in np.flatnonzero(able)]


def _greedy_over_hosts(question: GuestQuestion, hosts: tuple[int, ...]) -> list[Choice]:
    able = _able(question, hosts)
    top = min(question.invite[1], question.size - 1)
    # a host is promising by the best meetings it could have itself
    promise = [float(np.sort(question.value[h][question.may_guest])[::-1][:top].sum()) for h in able]
    order = sorted(range(len(able)), key=lambda i: (-promise[i], able[i]))[: 4 * HOSTS_TRIED]
    found = [choice for i in order if (choice := greedy(question, able[i])) is not None]
    return sorted(found, key=lambda choice: (-choice.worth, choice.host))


class _Needs:
    """What is still missing: places, groups, those to be reached first."""

    def __init__(self, question: GuestQuestion, host: int, size: int) -> None:
        self.question, self.left = question, size
        self.units = Counter({int(question.unit[host]): 1})
        self.groups = Counter(question.group_min)
        self.groups[int(question.group[host])] -= 1
        self.isolated = int(np.ceil(question.isolated_share * size - 1e-9))

    def take(self, guest: int) -> None:
        self.left -= 1
        self.units[int(self.question.unit[guest])] += 1
        self.groups[int(self.question.group[guest])] -= 1
        self.isolated -= int(self.question.isolated[guest])

    def open(self) -> NDArray[np.bool_]:
        """Return who may come next so that the places left suffice for what is missing."""
        q = self.question
        full = [unit for unit, count in self.units.items() if count >= q.per_unit_max]
        may = q.may_guest & ~np.isin(q.unit, full)
        missing = [group for group in q.group_min if self.groups[group] > 0]
        if self.left <= sum(self.groups[group] for group in missing):
            may &= np.isin(q.group, missing)
        if self.left <= self.isolated:
            may &= q.isolated
        return may


def greedy(question: GuestQuestion, host: int) -> Choice | None:
    """Return guests for this host, the most valuable next one each time, or None at a dead end. O(invite · n)."""
    size = int(min(question.invite[1], question.capacity[host]))
    while size >= question.invite[0]:
        choice = _greedy_of(question, host, size)
        if choice is not None and not choice_faults(question, choice.host, choice.guests):
            return choice
        size = min(size - 1, len(choice.guests)) if choice is not None and len(choice.guests) < size else size - 1
    return None


def _greedy_of(question: GuestQuestion, host: int, size: int) -> Choice:
    needs, guests, gains = _Needs(question, host, size), list[int](), list[float]()
    pull = question.value[host].copy()
    # before anyone is there, a candidate is worth what it could have with the rest
    promise = question.value[:, question.may_guest].sum(axis=1) / max(1, int(question.may_guest.sum()))
    taken = np.zeros(question.size, dtype=bool)
    taken[[host, *_kept_apart(question, host)]] = True
    for number in range(size):
        if number < len(question.must):
            chosen = question.must[number]
        else:
            open_ = needs.open() & ~taken
            if not open_.any():
                break
            score = np.where(open_, pull + promise * (size - number), -np.inf)
            chosen = int(score.argmax())
        needs.take(chosen)
        guests.append(chosen)
        gains.append(float(pull[chosen]))
        taken[[chosen, *_kept_apart(question, chosen)]] = True
        pull += question.value[chosen]
    return Choice(host, tuple(guests), tuple(gains), choice_worth(question, host, tuple(guests)))


def _kept_apart(question: GuestQuestion, candidate: int) -> list[int]:
    return [a + b - candidate for a, b in question.apart if candidate in (a, b)]


def exchange_guests(question: GuestQuestion, choice: Choice, iterations: int, stop: Stop = never) -> Choice:
    """Return the best choice met by exchanging one guest at a time: tabu, exact differences, every limit kept.

    Ends early when a quarter of the iterations brought nothing. O(iterations · invite · n).
    """
    guests = np.array(choice.guests)
    if not len(guests):
        return choice
    pull = question.value[[choice.host, *guests]].sum(axis=0)
    until = np.zeros(question.size, dtype=np.int64)
    worth, best, best_worth, gained = choice.worth, guests.copy(), choice.worth, 0
    for step in range(1, iterations + 1):
        if step - gained > iterations // 4 or (step % 16 == 0 and stop()):
            break
        change = _differences(question, choice.host, guests, pull)
        held = (until[guests] >= step)[:, None] | (until >= step)[None, :]
        change[held & (change <= best_worth - worth + 1e-9)] = -np.inf
        out, into = divmod(int(change.argmax()), question.size)
        difference = change[out, into]
        if difference == -np.inf:
            break
        leaves = int(guests[out])
        pull += question.value[into] - question.value[leaves]
        guests[out] = into
        until[leaves], until[into] = step + 7, step + 3
        worth += float(difference)
        if worth > best_worth + 1e-9:
            best, best_worth, gained = guests.copy(), worth, step
    result = tuple(int(g) for g in best)
    return Choice(choice.host, result, choice.gains, choice_worth(question, choice.host, result))


def _differences(question: GuestQuestion, host: int, guests: NDArray[np.int64], pull: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what replacing each guest (row) by each candidate (column) adds; −inf where a rule forbids it."""
    q = question
    everyone = np.append(guests, host)
    change = pull[None, :] - pull[guests][:, None] - q.value[guests]
    allowed = np.broadcast_to(q.may_guest, change.shape).copy()
    allowed[:, everyone] = False
    allowed[np.isin(guests, q.must)] = False
    for place, one in enumerate(everyone):
        for other in _kept_apart(q, int(one)):
            allowed[np.arange(len(guests)) != place, other] = False
    units, count = np.unique(q.unit[everyone], return_counts=True)
    allowed &= ~np.isin(q.unit, units[count >= q.per_unit_max])[None, :] | (q.unit[guests][:, None] == q.unit[None, :])
    need = q.isolated_share * len(guests) - 1e-9
    if q.isolated[guests].sum() - 1 < need:
        allowed &= q.isolated[None, :] | ~q.isolated[guests][:, None]
    for group, least in q.group_min.items():
        if (q.group[everyone] == group).sum() - 1 < least:
            allowed &= (q.group[None, :] == group) | (q.group[guests][:, None] != group)
    change[~allowed] = -np.inf
    return change


def order_guests(question: GuestQuestion, choice: Choice) -> Choice:
    """Return the choice with its guests in order of what each adds to all the others, then by number."""
    who = np.array([choice.host, *choice.guests])
    adds = {guest: float(question.value[guest, who].sum()) for guest in choice.guests}
    order = sorted(choice.guests, key=lambda guest: (guest not in question.must, -adds[guest], guest))
    return Choice(choice.host, tuple(order), tuple(adds[guest] for guest in order), choice.worth)
