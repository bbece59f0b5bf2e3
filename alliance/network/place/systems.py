"""The industry or administrative systems of units (rules §4): never the territorial union."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliance import schema
from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.time.validity import distinct, epoch, expand_rows, memoise, valid
from alliance.schema import vocabularies

TERRITORIAL = vocabularies.code(vocabularies.UNION_KINDS, "territorial")
SYSTEM_KINDS = (vocabularies.code(vocabularies.UNION_KINDS, "industry"), vocabularies.code(vocabularies.UNION_KINDS, "system"))
LEADING_UP = ("BELONGS_TO_UNION", "SUBORDINATE_TO")
DEEPEST = 64  # levels of unions above a unit; more is a circle


@dataclass(frozen=True, eq=False)
class Systems:
    """The systems of each unit. A system is a number: a text of ``snapshot.systems``, or beyond them a union.

    ``first`` holds the smallest one per node number, −1 for none; ``several`` marks units with more,
    whose pairs (unit, system) stand ascending in ``pairs`` as unit · ``base`` + system.
    """

    first: Ints
    several: NDArray[np.bool_]
    pairs: Longs
    base: int

    def of(self, unit: int) -> list[int]:
        """Return the systems of one unit, ascending."""
        if unit < 0 or self.first[unit] < 0:
            return []
        low, high = np.searchsorted(self.pairs, [unit * self.base, (unit + 1) * self.base])
        return [int(pair % self.base) for pair in self.pairs[low:high]]

    def shared(self, a: Ints, b: Ints) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Say for pairs of units (−1 unknown) whether they share a system, and whether either has none."""
        first_a, first_b = np.where(a >= 0, self.first[a], -1), np.where(b >= 0, self.first[b], -1)
        missing = (first_a < 0) | (first_b < 0)
        same = (first_a == first_b) & ~missing
        rows = np.flatnonzero(~same & ~missing & (self.several[a] | self.several[b]))
        if len(rows):
            same[rows] = self._overlap(a[rows].astype(np.int64), b[rows].astype(np.int64))
        return same, missing

    def _overlap(self, a: Longs, b: Longs) -> NDArray[np.bool_]:
        low, high = np.searchsorted(self.pairs, a * self.base), np.searchsorted(self.pairs, (a + 1) * self.base)
        position = np.repeat(np.arange(len(a)), high - low)
        entry = np.arange(len(position)) - np.repeat(np.cumsum(high - low) - (high - low), high - low) + np.repeat(low, high - low)
        wanted = b[position] * self.base + self.pairs[entry] % self.base
        there = np.minimum(np.searchsorted(self.pairs, wanted), len(self.pairs) - 1)
        return np.bincount(position[self.pairs[there] == wanted], minlength=len(a)) > 0


def systems_of(snapshot: Snapshot, as_of: int, lowest_rank: str) -> Systems:
    """Return the systems of every organisation on the day.

    The unit's own field ``system`` where given; else the lowest industry or system union of at least
    ``lowest_rank`` that is met on each way from the unit through BELONGS_TO_UNION and SUBORDINATE_TO
    without passing a territorial union. A union that states a ``system`` itself stands for that text.
    Kept for as long as the ties to unions hold as on the day. O(organisations · levels).
    """
    since = epoch(snapshot, as_of, *LEADING_UP)
    return memoise(snapshot, ("systems", since, lowest_rank), lambda: _systems_of(snapshot, since, lowest_rank))


def _systems_of(snapshot: Snapshot, as_of: int, lowest_rank: str) -> Systems:
    units = snapshot.of_kind(*schema.ORGANISATIONS)
    base = snapshot.n_nodes + len(snapshot.systems)
    own = snapshot.system[units]
    given = units[own > 0]
    pairs = [given * base + own[own > 0].astype(np.int64)]
    pairs += _through_unions(snapshot, as_of, units[own == 0], lowest_rank, base)
    every = distinct(np.concatenate(pairs)) if pairs else np.empty(0, dtype=np.int64)
    first, several = np.full(snapshot.n_nodes, -1, dtype=np.int32), np.zeros(snapshot.n_nodes, dtype=bool)
    owner, system = every // base, every % base
    first[owner[::-1]] = system[::-1]
    several[owner[1:][owner[1:] == owner[:-1]]] = True
    return Systems(first=first, several=several, pairs=every, base=base)


def _through_unions(snapshot: Snapshot, as_of: int, units: Longs, lowest_rank: str, base: int) -> list[Longs]:
    rank = vocabularies.code(vocabularies.RANKS, lowest_rank)
    stands = np.isin(snapshot.form, SYSTEM_KINDS) & (snapshot.rank >= rank)
    name = np.where(snapshot.system > 0, snapshot.system, len(snapshot.systems) + np.arange(snapshot.n_nodes)).astype(np.int64)
    up = snapshot.adjacency("SUBORDINATE_TO")
    unit, union = _step(snapshot, as_of, units, units, "BELONGS_TO_UNION")
    found: list[Longs] = []
    for _ in range(DEEPEST):
        reached = stands[union]
        found.append(unit[reached] * base + name[union[reached]])
        on = ~reached & (snapshot.form[union] != TERRITORIAL) & (up.start[union + 1] > up.start[union])
        if not on.any():
            break
        unit, union = _step(snapshot, as_of, unit[on], union[on], "SUBORDINATE_TO")
    return found


def _step(snapshot: Snapshot, as_of: int, unit: Longs, at: Longs, kind: str) -> tuple[Longs, Longs]:
    neighbours = snapshot.adjacency(kind)
    position, entry = expand_rows(at, neighbours.start)
    holds = valid(snapshot, neighbours.tie[entry], as_of)
    pairs = distinct(unit[position[holds]] * snapshot.n_nodes + neighbours.node[entry[holds]])
    return pairs // snapshot.n_nodes, pairs % snapshot.n_nodes
