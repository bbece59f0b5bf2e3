"""A year of events: the question as arrays, the exact worth of an answer, and what it breaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
NOBODY = -1


@dataclass(frozen=True, eq=False)
class YearQuestion:
    """Candidates 0…n−1 for events 0…e−1 of a year.

    ``unit``, ``group``: unit and industry group of each. ``value[a, b]``: worth of a first meeting, symmetric, 0 where they have met.
    ``gaps``: (group, group, weight) of links that are missing; an event with ``gap_least`` guests of both covers it.
    ``most_times``: how often each may still be a guest. ``may_attend[event, candidate]``, ``may_host[event, candidate]``: by rule, load and
    date. ``capacity``: guests that each can receive. ``invite``: least and most guests of an event, the host not counted.
    ``per_unit_max``: of one unit at an event, host counted. ``host_max``, ``host_unit_max``: events that one workshop, one unit hosts.
    ``isolated``: to be at ``isolated_least`` events at least, as guest or host. ``hosts``: event → host that stands.
    ``guests``: event → guests that stand.
    """

    unit: NDArray[Any]
    group: NDArray[Any]
    value: NDArray[np.float64]
    gaps: tuple[tuple[int, int, float], ...]
    isolated: Flags
    most_times: NDArray[Any]
    may_attend: Flags
    may_host: Flags
    capacity: NDArray[Any]
    invite: tuple[int, int]
    per_unit_max: int
    gap_least: int = 1
    host_max: int = 1
    host_unit_max: int = 1
    isolated_least: int = 1
    hosts: Mapping[int, int] = field(default_factory=dict)
    guests: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def events(self) -> int:
        """Number of events."""
        return int(self.may_attend.shape[0])

    @property
    def size(self) -> int:
        """Number of candidates."""
        return len(self.unit)


@dataclass(frozen=True, slots=True)
class YearPlan:
    """``hosts``: one an event. ``guests``: of each event, by number. ``worth``: as ``year_worth`` tells."""

    hosts: tuple[int, ...]
    guests: tuple[tuple[int, ...], ...]
    worth: float


def times_met(question: YearQuestion, hosts: tuple[int, ...], guests: tuple[tuple[int, ...], ...]) -> NDArray[np.int64]:
    """Return at how many events each pair is together: symmetric, empty diagonal. O(events · n²)."""
    there = _there(question, hosts, guests).astype(np.int64)
    times = there.T @ there
    np.fill_diagonal(times, 0)
    return times


def covered_gaps(question: YearQuestion, guests: tuple[tuple[int, ...], ...]) -> list[int]:
    """Return the numbers of the gaps that some event covers, in order."""
    counts = [np.bincount(question.group[list(of)], minlength=int(question.group.max()) + 1) if of else None for of in guests]
    least = question.gap_least
    return [
        number
        for number, (a, b, _) in enumerate(question.gaps)
        if any(count is not None and count[a] >= least and count[b] >= least for count in counts)
    ]


def year_worth(question: YearQuestion, hosts: tuple[int, ...], guests: tuple[tuple[int, ...], ...]) -> float:
    """Return Σ value over the pairs that meet at least once, each once, + weights of the gaps covered. O(events · n²)."""
    met = np.triu(times_met(question, hosts, guests) > 0, 1)
    return float(question.value[met].sum()) + sum(question.gaps[number][2] for number in covered_gaps(question, guests))


def year_faults(question: YearQuestion, hosts: tuple[int, ...], guests: tuple[tuple[int, ...], ...]) -> list[tuple[str, dict[str, int]]]:
    """Return every hard rule that a plan breaks, as (code, facts); empty for a valid one.

    Codes: ``size``, ``twice``, ``host``, ``capacity``, ``guest``, ``per_unit``, ``fixed`` (of an event); ``times`` (of a guest), ``hosts``
    (of a workshop), ``host_unit`` (of a unit), ``isolated`` (of one who is at too few).
    """
    found = [fault for event in range(question.events) for fault in _event_faults(question, event, hosts[event], guests[event])]
    asked = np.bincount([guest for of in guests for guest in of], minlength=question.size)
    hosted = np.bincount(list(hosts), minlength=question.size)
    unit_hosted = np.bincount(question.unit, weights=hosted).astype(int)
    found += [("times", {"candidate": int(i), "times": int(asked[i])}) for i in np.flatnonzero(asked > question.most_times)]
    found += [("hosts", {"candidate": int(i), "times": int(hosted[i])}) for i in np.flatnonzero(hosted > question.host_max)]
    found += [("host_unit", {"unit": int(u), "times": int(unit_hosted[u])}) for u in np.flatnonzero(unit_hosted > question.host_unit_max)]
    missing = np.flatnonzero(question.isolated & (asked + hosted < question.isolated_least))
    return [*found, *(("isolated", {"candidate": int(i), "times": int(asked[i] + hosted[i])}) for i in missing)]


def _event_faults(question: YearQuestion, event: int, host: int, guests: tuple[int, ...]) -> list[tuple[str, dict[str, int]]]:
    everyone = [host, *guests]
    found: list[tuple[str, dict[str, int]]] = []
    if not question.invite[0] <= len(guests) <= question.invite[1]:
        found.append(("size", {"event": event, "guests": len(guests)}))
    if len(set(everyone)) != len(everyone):
        found.append(("twice", {"event": event}))
    if not question.may_host[event, host]:
        found.append(("host", {"event": event, "candidate": host}))
    if len(guests) > question.capacity[host]:
        found.append(("capacity", {"event": event, "candidate": host, "capacity": int(question.capacity[host])}))
    found += [("guest", {"event": event, "candidate": guest}) for guest in guests if not question.may_attend[event, guest]]
    units, count = np.unique(question.unit[everyone], return_counts=True)
    over = count > question.per_unit_max
    found += [("per_unit", {"event": event, "unit": int(u), "count": int(k)}) for u, k in zip(units[over], count[over], strict=True)]
    if question.hosts.get(event, host) != host or not set(question.guests.get(event, ())) <= set(guests):
        found.append(("fixed", {"event": event}))
    return found


def _there(question: YearQuestion, hosts: tuple[int, ...], guests: tuple[tuple[int, ...], ...]) -> Flags:
    there = np.zeros((question.events, question.size), dtype=bool)
    for event, (host, of) in enumerate(zip(hosts, guests, strict=True)):
        there[event, [host, *of]] = True
    return there
