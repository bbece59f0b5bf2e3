"""Unit, group and system of every party at a reference date (rules §4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from alliance import schema
from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.place.systems import LEADING_UP, Systems, systems_of
from alliance.network.time.recognition import first_recognition
from alliance.network.time.validity import epoch, fixed_points, kept, latest_target

PLACING = ("HOSTED_BY", "PART_OF", "SUCCEEDED_BY", "SUBSIDIARY_OF")


@dataclass(frozen=True, eq=False)
class Affiliation:
    """Where every workshop and organisation stands; −1 where it is not on record. It holds from the day ``since`` on.

    ``unit``, ``group``: node numbers by node number. ``host``: the organisation that a workshop
    names itself, by the tie ``host_tie``. ``systems``: the systems of each unit.
    """

    since: int
    unit: Ints
    group: Ints
    host: Ints
    host_tie: Ints
    systems: Systems


def affiliation(snapshot: Snapshot, as_of: int, settings: Mapping[str, Any] | None = None) -> Affiliation:
    """Return unit, group and system of every party on the day.

    Unit: the HOSTED_BY that holds (latest start wins, undated holds always), followed up PART_OF to the
    legal person and forward along SUCCEEDED_BY; of an organisation the same from itself. Group: the
    topmost SUBSIDIARY_OF parent of the unit, else the unit. System: ``systems.systems_of``.
    Kept for as long as the affiliation ties hold as on the day. O(n + affiliation ties).
    """
    rank = str((settings or snapshot.settings)["system_rank"])
    since = epoch(snapshot, as_of, *PLACING, *LEADING_UP)
    return kept(snapshot, ("affiliation", since, rank), lambda: _affiliation(snapshot, since, rank))


def _affiliation(snapshot: Snapshot, as_of: int, rank: str) -> Affiliation:
    legal = legal_persons(snapshot, as_of)
    host, host_tie = latest_target(snapshot, "HOSTED_BY", as_of)
    unit = np.where(snapshot.has_kind(*schema.ORGANISATIONS), legal, -1).astype(np.int32)
    hosted = np.flatnonzero(host >= 0)
    unit[hosted] = legal[host[hosted]]
    top = _tops(snapshot, as_of, legal)
    group = np.where(unit >= 0, top[unit], -1).astype(np.int32)
    return Affiliation(as_of, unit, group, host, host_tie, systems_of(snapshot, as_of, rank))


def legal_persons(snapshot: Snapshot, as_of: int) -> Ints:
    """Return for each node what it belongs to: up PART_OF, then forward along SUCCEEDED_BY, until neither leads on."""
    return kept(snapshot, ("legal_persons", epoch(snapshot, as_of, "PART_OF", "SUCCEEDED_BY")), lambda: _legal_persons(snapshot, as_of))


def _legal_persons(snapshot: Snapshot, as_of: int) -> Ints:
    part_of, _ = latest_target(snapshot, "PART_OF", as_of)
    successor, _ = latest_target(snapshot, "SUCCEEDED_BY", as_of)
    own = np.arange(snapshot.n_nodes, dtype=np.int32)
    return fixed_points(np.where(part_of >= 0, part_of, np.where(successor >= 0, successor, own)))


def _tops(snapshot: Snapshot, as_of: int, legal: Ints) -> Ints:
    def make() -> Ints:
        parent, _ = latest_target(snapshot, "SUBSIDIARY_OF", as_of)
        own = np.arange(snapshot.n_nodes, dtype=np.int32)
        return fixed_points(np.where(parent >= 0, legal[parent], own))

    return kept(snapshot, ("tops", epoch(snapshot, as_of, "PART_OF", "SUCCEEDED_BY", "SUBSIDIARY_OF")), make)


def affiliation_ties(snapshot: Snapshot, as_of: int, number: int) -> list[int]:
    """Return the tie numbers that lead from one party to its unit, its group and its unions, in that order.

    A change of reach that an affiliation tie caused is found by comparing these at two dates.
    """
    found: list[int] = []
    here, passed = number, {number}
    steps = kept(snapshot, ("placing", as_of), lambda: [latest_target(snapshot, kind, as_of)[1] for kind in PLACING])
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
    workshops = workshops[first_recognition(snapshot)[0][workshops] <= as_of]
    unit = affiliation(snapshot, as_of).unit[workshops]
    order = np.lexsort((workshops, unit))
    units, start, count = np.unique(unit[order], return_index=True, return_counts=True)
    several = [(int(one), workshops[order[at : at + n]]) for one, at, n in zip(units, start, count, strict=True) if one >= 0 and n > 1]
    return sorted(several, key=lambda entry: (-len(entry[1]), entry[0]))
