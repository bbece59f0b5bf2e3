"""Whom to invite: the question as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class GuestQuestion:
    """Candidates 0…n−1 for one event.

    ``unit``, ``group``: unit and industry group of each. ``isolated``: to be reached first. ``may_guest``: within the load limit and
    not excluded. ``may_host``, ``capacity``: whether and how many guests it can receive. ``value[a, b]``: worth of their meeting.
    ``invite``: least and most guests (host not counted). ``per_unit_max`` and ``group_min`` count the host. ``must``: guests already fixed.
    ``apart``: pairs of whom only one may be there, host included.
    """

    unit: NDArray[Any]
    group: NDArray[Any]
    isolated: NDArray[np.bool_]
    may_guest: NDArray[np.bool_]
    may_host: NDArray[np.bool_]
    capacity: NDArray[Any]
    value: NDArray[np.float64]
    invite: tuple[int, int]
    per_unit_max: int
    group_min: Mapping[int, int] = field(default_factory=dict)
    isolated_share: float = 0.0
    must: tuple[int, ...] = ()
    apart: tuple[tuple[int, int], ...] = ()

    @property
    def size(self) -> int:
        """Number of candidates."""
        return len(self.unit)


@dataclass(frozen=True, slots=True)
class Choice:
    """Host and guests, each guest with what it adds: ``guests`` in the order chosen, ``gains`` beside them."""

    host: int
    guests: tuple[int, ...]
    gains: tuple[float, ...]
    worth: float


def choice_worth(question: GuestQuestion, host: int, guests: tuple[int, ...]) -> float:
    """Return Σ value over all pairs of host and guests."""
    who = np.array([host, *guests])
    return float(np.triu(question.value[np.ix_(who, who)], 1).sum())


def choice_faults(question: GuestQuestion, host: int, guests: tuple[int, ...]) -> list[tuple[str, dict[str, int]]]:
    """Return every hard rule that a choice breaks, as (code, facts): size, twice, host, capacity, guest, per_unit, industry, isolated, apart."""
    found: list[tuple[str, dict[str, int]]] = []
    low, high = question.invite
    everyone = [host, *guests]
    if not low <= len(guests) <= high:
        found.append(("size", {"guests": len(guests)}))
    if len(set(everyone)) != len(everyone):
        found.append(("twice", {}))
    if not question.may_host[host]:
        found.append(("host", {"candidate": host}))
    if len(guests) > question.capacity[host]:
        found.append(("capacity", {"candidate": host, "capacity": int(question.capacity[host])}))
    found += [("guest", {"candidate": g}) for g in guests if not question.may_guest[g] and g not in question.must]
    units, count = np.unique(question.unit[everyone], return_counts=True)
    found += [("per_unit", {"unit": int(u), "count": int(k)}) for u, k in zip(units, count, strict=True) if k > question.per_unit_max]
    for group, least in question.group_min.items():
        have = int((question.group[everyone] == group).sum())
        if have < least:
            found.append(("industry", {"group": group, "have": have}))
    isolated = int(question.isolated[list(guests)].sum()) if guests else 0
    if isolated < question.isolated_share * len(guests) - 1e-9:
        found.append(("isolated", {"have": isolated}))
    found += [("apart", {"a": a, "b": b}) for a, b in question.apart if a in everyone and b in everyone]
    return found
