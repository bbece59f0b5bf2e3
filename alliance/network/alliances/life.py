"""The activity of an alliance: density inside, contacts outside, members without a recent exchange, events per half-year, chairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from alliance.model.snapshot import Ints, Snapshot
from alliance.network.alliances.facts import CHAIRS, AllianceFacts
from alliance.network.graph.pairs import live_pairs

HALF_YEARS = 6


@dataclass(frozen=True, eq=False)
class AllianceLife:
    """``pairs``: pairs of member workshops in live contact; ``density``: their share of all pairs, None for fewer than two members.

    ``out``: live pairs of a member with a workshop outside. ``quiet``: members without a live contact with another member, ascending.
    ``halves``: (first day of the half-year, activities held) of the last six, oldest first. ``chairs``: (first and last day
    of the stated start, last day, node, role) in order of their start, 0 where not on record.
    """

    pairs: int
    density: float | None
    out: int
    quiet: Ints
    halves: tuple[tuple[int, int], ...]
    chairs: tuple[tuple[int, int, int, int, str], ...]


def alliance_life(snapshot: Snapshot, as_of: int, facts: AllianceFacts, settings: Mapping[str, Any] | None = None) -> AllianceLife:
    """Return the figures of one alliance on the day. O(live pairs + its ties)."""
    members = np.array(facts.workshops, dtype=np.int32)
    a, b = live_pairs(snapshot, as_of, workshops_only=True, settings=settings)
    in_a, in_b = np.isin(a, members), np.isin(b, members)
    both = in_a & in_b
    k, pairs = len(members), int(both.sum())
    quiet = members[~np.isin(members, np.r_[a[both], b[both]])]
    return AllianceLife(
        pairs=pairs,
        density=2 * pairs / (k * (k - 1)) if k > 1 else None,
        out=int((in_a ^ in_b).sum()),
        quiet=quiet,
        halves=_halves(snapshot, as_of, facts),
        chairs=_chairs(snapshot, as_of, facts),
    )


def _halves(snapshot: Snapshot, as_of: int, facts: AllianceFacts) -> tuple[tuple[int, int], ...]:
    """Activities that the alliance organises or takes part in, by the half-year of their first day."""
    found: set[int] = set()
    for kind in ("ORGANISES", "PARTICIPATES_IN"):
        found |= {int(one) for one in snapshot.adjacency(kind).of(facts.alliance)}
    day = date.fromordinal(as_of)
    year, half = day.year, 0 if day.month < 7 else 1
    starts = []
    for _ in range(HALF_YEARS):
        starts.append(date(year, 1 + 6 * half, 1).toordinal())
        year, half = (year, 0) if half else (year - 1, 1)
    starts.reverse()
    ends = [*starts[1:], as_of + 1]
    return tuple((start, sum(start <= int(snapshot.first[one]) < end for one in found)) for start, end in zip(starts, ends, strict=True))


def _chairs(snapshot: Snapshot, as_of: int, facts: AllianceFacts) -> tuple[tuple[int, int, int, int, str], ...]:
    rows = []
    for kind in ("LEADS_ALLIANCE", "MEMBER_OF"):
        ties = snapshot.adjacency(kind, reverse=True)
        for node, tie in zip(ties.of(facts.alliance).tolist(), ties.ties_of(facts.alliance).tolist(), strict=True):
            role = snapshot.roles[int(snapshot.tie_role[tie])]
            if (kind == "LEADS_ALLIANCE" or role in CHAIRS) and snapshot.tie_first[tie] <= as_of:
                rows.append((int(snapshot.tie_first[tie]), int(snapshot.tie_last[tie]), int(snapshot.tie_until[tie]), node, role))
    return tuple(sorted(set(rows)))
