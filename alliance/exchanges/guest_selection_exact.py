"""An exact search for a valid list of guests, for wishes that the greedy search cannot fill."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix, vstack

from alliance.exchanges.guest_problem import Choice, GuestQuestion, choice_worth


def complete_list(question: GuestQuestion, host: int) -> Choice | None:
    """Return a valid list for this host, as long as can be, of those whose meetings are worth most by themselves; None where there is none.

    An integer model over the candidates: invite, capacity, per unit, groups, share to be reached first, fixed guests.
    """
    q, n = question, question.size
    low, high = q.invite[0], int(min(q.invite[1], q.capacity[host]))
    upper = q.may_guest.astype(float)
    upper[list(q.must)] = 1.0
    upper[host] = 0.0
    lower = np.zeros(n)
    lower[list(q.must)] = 1.0
    if host in q.must:
        return None
    units, row = np.unique(q.unit, return_inverse=True)
    of_unit = csr_matrix((np.ones(n), (row, np.arange(n))), shape=(len(units), n))
    rows = [csr_matrix(np.ones((1, n))), of_unit, csr_matrix((q.isolated - q.isolated_share)[None, :])]
    least: list[ArrayLike] = [[low], np.zeros(len(units)), [-1e-9]]
    most: list[ArrayLike] = [[high], q.per_unit_max - (units == q.unit[host]).astype(float), [np.inf]]
    for a, b in q.apart:
        rows.append(csr_matrix((np.ones(2), ([0, 0], [a, b])), shape=(1, n)))
        least.append([0])
        most.append([1 - int(host in (a, b))])
    for group, need in q.group_min.items():
        rows.append(csr_matrix((q.group == group).astype(float)[None, :]))
        least.append([need - int(q.group[host] == group)])
        most.append([np.inf])
    bounds = [np.concatenate([np.asarray(part, dtype=float) for part in parts]) for parts in (least, most)]
    rule = LinearConstraint(vstack(rows).tocsr(), *bounds)
    own = q.value[host] + q.value.mean(axis=1)
    # one guest more outweighs all meetings together
    found = milp(-1.0 - own / (1.0 + own.sum()), constraints=[rule], integrality=np.ones(n), bounds=Bounds(lower, upper))
    if found.x is None:
        return None
    guests = tuple(int(i) for i in np.flatnonzero(found.x > 0.5))
    return Choice(host, guests, tuple(float(q.value[host, g]) for g in guests), choice_worth(q, host, guests))


def longest_list(question: GuestQuestion, hosts: Iterable[int]) -> int:
    """Return how many guests can be invited at most over these hosts, the lower limit of ``invite`` left out; 0 where there is no list at all.

    O(hosts) integer models, the hosts that could receive most first; it ends where no other host can have more.
    """
    free, longest = replace(question, invite=(1, question.invite[1])), 0
    for bound, host in sorted(((_bound(free, host), host) for host in hosts), key=lambda pair: (-pair[0], pair[1])):
        if bound <= longest:
            break
        found = complete_list(free, host)
        longest = max(longest, len(found.guests) if found else 0)
    return longest


def _bound(question: GuestQuestion, host: int) -> int:
    """How many could come to this host by the limits of each unit, of its room and of the list."""
    may = question.may_guest.copy()
    may[list(question.must)], may[host] = True, False
    units, count = np.unique(question.unit[may], return_counts=True)
    room = question.per_unit_max - (units == question.unit[host])
    return int(min(np.minimum(count, room).sum(), question.capacity[host], question.invite[1]))
