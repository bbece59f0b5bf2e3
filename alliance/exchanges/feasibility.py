"""Counting checks before any search: an impossible wish is refused with the reason, not with "infeasible".

Codes: ``too_many``, ``too_few`` (of a round), ``same_unit`` (of a round and unit), ``no_host``, ``industry``, ``isolated``, ``guests``.
For rounds the checks are complete: where none fails, dealing out unit by unit gives a valid seating (``rounds.dealt``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from alliance.exchanges.guest_problem import GuestQuestion
from alliance.exchanges.seating_problem import TableQuestion


@dataclass(frozen=True, slots=True)
class Refusal:
    """One true reason why a wish cannot be met; the sentence is ``messages`` ``exchanges.refused.<code>``."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def seating_refusals(question: TableQuestion) -> list[Refusal]:
    """Return why the tables cannot be filled, by round, then code, then unit; empty where they can. O(rounds · n).

    Unit numbers are those of ``question.unit``.

    >>> from alliance.exchanges.seating_problem import plain_question
    >>> [reason.code for reason in seating_refusals(plain_question(np.zeros(3, dtype=int), 1, 2, (1, 2)))]
    ['same_unit']
    """
    found = []
    low, high = question.seats
    for r in range(question.rounds):
        present = int(question.present[r].sum())
        if present > question.tables * high:
            found.append(Refusal("too_many", {"round": r + 1, "present": present, "seats": question.tables * high}))
        if present < question.tables * low:
            found.append(Refusal("too_few", {"round": r + 1, "present": present, "seats": question.tables * low}))
        if question.forbid_same_unit:
            units, count = np.unique(question.unit[question.present[r]], return_counts=True)
            for unit, k in zip(units[count > question.tables], count[count > question.tables], strict=True):
                found.append(Refusal("same_unit", {"round": r + 1, "unit": int(unit), "present": int(k), "tables": question.tables}))
    return found


def guest_refusals(question: GuestQuestion) -> list[Refusal]:
    """Return why no host and guests can be chosen: necessary conditions, each of which names what is short.

    ``no_host``: nobody may host that many. ``industry``: too few of a wanted group. ``isolated``: too few of those
    to be reached first. ``guests``: too few within the limits of load and of each unit. O(n).
    """
    found = []
    low = question.invite[0]
    guest, host = question.may_guest, question.may_host & (question.capacity >= low)
    if not host.any():
        found.append(Refusal("no_host", {"invite": low}))
    for group, least in question.group_min.items():
        have = int(((question.group == group) & (guest | host)).sum())
        if have < least:
            found.append(Refusal("industry", {"group": group, "have": have, "need": least}))
    isolated = int((guest & question.isolated).sum())
    if isolated < question.isolated_share * low - 1e-9:
        found.append(Refusal("isolated", {"have": isolated, "need": int(np.ceil(question.isolated_share * low - 1e-9))}))
    _, count = np.unique(question.unit[guest], return_counts=True)
    within = int(np.minimum(count, question.per_unit_max).sum())
    if within < low:
        found.append(Refusal("guests", {"have": within, "need": low}))
    return found
