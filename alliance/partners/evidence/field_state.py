"""What is known in the field at a date: the facts of every party, who knows whom, whole kinds and places.

Everything that the terms ask for, read from a snapshot on first use and kept with it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance import schema
from alliance.model.snapshot import Snapshot
from alliance.network.place.affiliation import affiliation
from alliance.network.place.responsible import responsible_unions
from alliance.network.time.validity import memoise
from alliance.partners.evidence.acquaintance import Acquaintance
from alliance.partners.evidence.event_history import History
from alliance.partners.evidence.party_facts import Facts


@dataclass(frozen=True, slots=True)
class Mixing:
    """Live cooperating pairs of workshops between divisions: pairs in all, pair ends by division, pairs by two divisions."""

    pairs: int
    ends: Counter[str]
    between: Counter[tuple[str, str]]


def ground_of(snapshot: Snapshot, as_of: int) -> Ground:
    """Return the ground of a snapshot at a date (day number); the last few dates are kept."""
    return memoise(snapshot, ("partners.ground", as_of, snapshot.changed), lambda: Ground(snapshot, as_of))


class Ground(Facts):
    """The field at one date. Made once for a snapshot and a date by ``ground_of``."""

    def __init__(self, snapshot: Snapshot, as_of: int) -> None:
        super().__init__(snapshot, as_of)
        self.parties: NDArray[Any] = snapshot.of_kind(*schema.PARTIES)
        self.place = np.full(snapshot.n_nodes, -1, dtype=np.int64)
        self.place[self.parties] = np.arange(len(self.parties))
        self.acquaintance = Acquaintance(snapshot, as_of, self.parties)
        self.affiliation = affiliation(snapshot, as_of)
        self.responsible = responsible_unions(snapshot, as_of)

    # -- who knows whom

    @cached_property
    def history(self) -> History:
        """The contacts as a history of events, parties in order of their numbers."""
        return self.acquaintance.history(self.place)

    def ruled_out(self, number: int, other: int) -> str:
        """Return why two are no pair to suggest (a code of the messages), empty where they are one."""
        unit, group = self.affiliation.unit, self.affiliation.group
        if number == other:
            return "out.itself"
        if unit[number] >= 0 and unit[number] == unit[other]:
            return "out.own-unit"
        if group[number] >= 0 and group[number] == group[other]:
            return "out.own-group"
        return "out.live" if self.acquaintance.is_live(number, other) else ""

    def past(self, number: int, other: int) -> tuple[tuple[int, ...], tuple[int, int]]:
        """Return the ties and the newest date of former contacts of two, empty where there are none."""
        found = self.acquaintance.witnesses(number, other)
        return tuple(dict.fromkeys(tie for _, ties in found for tie in ties)), found[0][0] if found else (0, 0)

    def newest(self, number: int) -> tuple[tuple[int, int], tuple[int, ...]] | None:
        """Return (date, ties) of a party's newest contact of the last 24 months, None without one."""
        return self.acquaintance.newest(number)

    def likeness(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """Return for every two candidates how much of a double they are: 1 in one unit, ½ in one group, else by their shared events."""
        found = self.history.likeness(self.place[numbers])
        for owner, amount in ((self.affiliation.group, 0.5), (self.affiliation.unit, 1.0)):
            own = owner[numbers]
            found = np.where((own[:, None] == own[None, :]) & (own >= 0)[:, None], np.maximum(found, amount), found)
        return found

    def anything_on_record(self, number: int) -> bool:
        """Say whether anything is known of a party that a reason could rest on."""
        known = (self.divisions, self.crafts, self.alliances, self.needs, self.gives, self.activities)
        placed = any(self.tier(region) >= 2 for region in self.regions(number))
        return placed or any(bool(ask(number)) for ask in known) or bool(len(self.acquaintance.by_party.of(number)))

    def mixing(self, a: str, b: str) -> tuple[int, float] | None:
        """Return (observed, expected) cooperating pairs between two divisions, None where too few are on record (expected < 1)."""
        table = self._mixing
        expected = table.ends.get(a, 0) * table.ends.get(b, 0) / (2 * table.pairs) if table.pairs else 0.0
        return (table.between.get((min(a, b), max(a, b)), 0), expected) if expected >= 1.0 else None

    @cached_property
    def _mixing(self) -> Mixing:
        workshop = self.snapshot.kind == schema.NODE_CODE["Workshop"]
        rows, live = self.acquaintance.rows, self.acquaintance.live_cooperation()
        live = live[workshop[rows.a[live]] & workshop[rows.b[live]]]
        pairs = {(min(a, b), max(a, b)) for a, b in zip(rows.a[live].tolist(), rows.b[live].tolist(), strict=True)}
        ends: Counter[str] = Counter()
        between: Counter[tuple[str, str]] = Counter()
        for a, b in pairs:
            mine, theirs = self.main_division(a), self.main_division(b)
            if mine and theirs:
                ends.update((mine.code, theirs.code))
                between[(min(mine.code, theirs.code), max(mine.code, theirs.code))] += 1
        return Mixing(sum(between.values()), ends, between)

    # -- whole kinds and places

    def of_kinds(self, kinds: tuple[str, ...]) -> NDArray[Any]:
        """Return 1 for each party of these kinds, else 0, by place."""
        codes = [schema.NODE_CODE[kind] for kind in kinds]
        mask: NDArray[Any] = self.snapshot.memo(("partners.kinds", kinds), lambda: np.isin(self.snapshot.kind[self.parties], codes) * 1.0)
        return mask

    def as_parties(self, ends: NDArray[Any], kinds: tuple[str, ...]) -> NDArray[Any]:
        """Return the parties of these kinds that the nodes are or stand for, in the order given, each once.

        A head stands for the workshops led, a unit for the workshops hosted.
        """
        snapshot = self.snapshot
        found: list[int] = []
        for number in dict.fromkeys(ends.tolist()):
            kind = snapshot.kind_of(number)
            if kind in kinds:
                found.append(number)
            elif kind == "Person":
                found += snapshot.adjacency("LEADS").of(number).tolist()
            elif kind in schema.ORGANISATIONS and "Workshop" in kinds:
                found += snapshot.adjacency("HOSTED_BY", reverse=True).of(number).tolist()
        return np.array([number for number in dict.fromkeys(found) if snapshot.kind_of(number) in kinds], dtype=np.int64)

    def in_region(self, region: int) -> NDArray[Any]:
        """Return what is located in a region or below it, the most active first, then by number."""
        return self._by_activity(self._below(region, "LOCATED_IN"))

    def share_in(self, region: int) -> float:
        """Return the share of all that are located anywhere who are located in a region or below it."""
        every = self.snapshot.tie_slice("LOCATED_IN")
        known: dict[int, float] = self.snapshot.memo(("partners.share_in", self.as_of), dict)
        if region not in known:
            known[region] = len(self._below(region, "LOCATED_IN")) / max(len(np.unique(self.snapshot.source[every])), 1)
        return known[region]

    def in_division(self, code: str) -> NDArray[Any]:
        """Return what is in a division or a class of it, the most active first, then by number."""
        division = self.snapshot.ids.find(f"industry:{code}")
        return self._by_activity(self._below(division, "IN_INDUSTRY")) if division >= 0 else np.zeros(0, dtype=np.int64)

    def _below(self, top: int, kind: str) -> NDArray[Any]:
        part_of, ties = self.snapshot.adjacency("PART_OF", reverse=True), self.snapshot.adjacency(kind, reverse=True)
        nodes, here = [top], [top]
        while here:
            here = sorted({below for node in here for below in part_of.of(node).tolist()} - set(nodes))
            nodes += here
        found: NDArray[Any] = np.unique(np.concatenate([ties.of(node) for node in nodes]))
        return found

    def _by_activity(self, nodes: NDArray[Any]) -> NDArray[Any]:
        places = self.place[nodes]
        activity = np.where(places >= 0, self.history.activity[places], 0.0) if len(self.history.activity) else np.zeros(len(nodes))
        return nodes[np.lexsort((nodes, -activity))]
