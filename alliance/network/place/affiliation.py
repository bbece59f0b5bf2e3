"""Unit, group and system of every party at a reference date (rules §4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from alliance import schema
from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.place.systems import LEADING_UP, Systems, systems_of
from alliance.network.time.validity import epoch, fixed_points, latest_target, memoise

LEGAL_PERSON = ("PART_OF", "SUCCEEDED_BY")
PLACING = ("HOSTED_BY", *schema.ORGANISATION_STEPS)


@dataclass(frozen=True, eq=False)
class Affiliation:
    """Where every workshop and organisation stands; −1 where it is not on record. It holds from the day ``since`` on.

    ``unit``, ``group``: node numbers by node number. ``host``: the organisation that a workshop
    names itself. ``systems``: the systems of each unit.
    """

    since: int
    unit: Ints
    group: Ints
    host: Ints
    systems: Systems


def affiliation(snapshot: Snapshot, as_of: int, settings: Mapping[str, Any] | None = None) -> Affiliation:
    """Return unit, group and system of every party on the day.

    Unit: the HOSTED_BY that holds (latest start wins, undated holds always), followed up PART_OF to the
    legal person and forward along SUCCEEDED_BY; of an organisation the same from itself. Group: the
    topmost SUBSIDIARY_OF parent of the unit, else the unit; a parent counts as its own legal person.
    System: ``systems.systems_of``.
    Kept for as long as the affiliation ties hold as on the day. O(n + affiliation ties).
    """
    rank = str((settings or snapshot.settings)["system_rank"])
    since = epoch(snapshot, as_of, *PLACING, *LEADING_UP)
    return memoise(snapshot, ("affiliation", since, rank), lambda: _affiliation(snapshot, since, rank))


def _affiliation(snapshot: Snapshot, as_of: int, rank: str) -> Affiliation:
    legal = follow_affiliations(snapshot, as_of, *LEGAL_PERSON)
    host, _ = latest_target(snapshot, "HOSTED_BY", as_of)
    unit = np.where(snapshot.has_kind(*schema.ORGANISATIONS), legal, -1).astype(np.int32)
    hosted = np.flatnonzero(host >= 0)
    unit[hosted] = legal[host[hosted]]
    top = follow_affiliations(snapshot, as_of, *schema.ORGANISATION_STEPS)
    group = np.where(unit >= 0, top[unit], -1).astype(np.int32)
    return Affiliation(since=as_of, unit=unit, group=group, host=host, systems=systems_of(snapshot, as_of, rank))


def follow_affiliations(snapshot: Snapshot, as_of: int, *kinds: str) -> Ints:
    """Return for each node where the ties that hold on the day lead to in the end, at each step over the first of the kinds that leads on.

    Ties that lead back (an error of the record, or a name taken up again) end at the smallest id of the circle. Kept.
    """
    return memoise(snapshot, ("followed", kinds, epoch(snapshot, as_of, *kinds)), lambda: _follow_ties(snapshot, as_of, kinds))


def _follow_ties(snapshot: Snapshot, as_of: int, kinds: tuple[str, ...]) -> Ints:
    step = np.arange(snapshot.n_nodes, dtype=np.int32)
    for kind in reversed(kinds):
        target, _ = latest_target(snapshot, kind, as_of)
        step = np.where(target >= 0, target, step)
    return fixed_points(step)


def affiliation_ties(snapshot: Snapshot, as_of: int, number: int) -> list[int]:
    """Return the tie numbers that lead from one party to its unit, its group and its unions, in that order.

    A change of reach that an affiliation tie caused is found by comparing these at two dates.
    """
    found: list[int] = []
    here, passed = number, {number}
    steps = memoise(snapshot, ("placing", as_of), lambda: [latest_target(snapshot, kind, as_of)[1] for kind in PLACING])
    while True:
        tie = next((int(ties[here]) for ties in steps if ties[here] >= 0), -1)
        if tie < 0 or int(snapshot.target[tie]) in passed:
            break
        found.append(tie)
        here = int(snapshot.target[tie])
        passed.add(here)
    return found


def units_with_several(snapshot: Snapshot, as_of: int) -> list[tuple[int, Longs]]:
    """Return (unit, its workshops) of every unit that hosts two workshops or more on the day, the most first, then by number. O(n).

    The unit is the legal person (``affiliation``), so two branches of one firm are one unit.
    """
    workshops = snapshot.of_kind("Workshop")
    unit = affiliation(snapshot, as_of).unit[workshops]
    order = np.lexsort((workshops, unit))
    units, start, count = np.unique(unit[order], return_index=True, return_counts=True)
    several = [(int(one), workshops[order[at : at + n]]) for one, at, n in zip(units, start, count, strict=True) if one >= 0 and n > 1]
    return sorted(several, key=lambda entry: (-len(entry[1]), entry[0]))
