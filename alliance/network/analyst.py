"""An analyst answers questions about the network: from the snapshot in memory, or in a database that holds more than fits there.

Services ask an analyst and need not know which. Every answer is the same; an answer that comes with a snapshot comes with one
in which its numbers count: the whole network, or the part of it that the answer needs.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.model.snapshot import IdTable, Ints, Longs, Snapshot
from alliance.network.graph.ego import Ego, ego
from alliance.network.graph.paths import Paths, paths
from alliance.network.mixing.matrix import Mixing, mixing
from alliance.network.neighbours import neighbours
from alliance.network.reach.reach import ReachTable, reach
from alliance.network.time.horizon import known_on
from alliance.network.workshops_behind import Reason, order_reasons, workshops_behind


@dataclass(frozen=True, eq=False)
class Rings:
    """The code of every workshop recognised by a day: ``workshops`` are places in ``ids``, ascending; ``code`` positions in ``reach.CODES``."""

    revision: int
    ids: IdTable
    workshops: Ints
    code: NDArray[np.uint8]

    def row(self, node_id: str) -> int:
        """Return the row of a workshop; −1 where it is not in the answer."""
        place = np.int32(self.ids.find(node_id))
        row = int(np.searchsorted(self.workshops, place))
        return row if place >= 0 and row < len(self.workshops) and self.workshops[row] == place else -1


class Analyst(ABC):
    """Whoever answers questions about the network of the present revision as it was known on a day. Days are day numbers, nodes are ids."""

    whole: bool  # whether the whole network lies in memory
    at_once: int  # how many workshops are best explained in one call

    @abstractmethod
    def under(self, settings: Mapping[str, Any]) -> Analyst:
        """Return who answers under these settings in the place of the store's own."""

    @property
    @abstractmethod
    def revision(self) -> int:
        """The revision that is answered for."""

    @abstractmethod
    def rings(self, as_of: int) -> Rings:
        """Return the reach of every workshop."""

    @abstractmethod
    def codes(self, ids: Sequence[str], as_of: int) -> dict[str, str]:
        """Return id → code of these workshops; those that are none, or were recognised later, are left out."""

    @abstractmethod
    def explain_reach(self, ids: Sequence[str], as_of: int) -> tuple[Snapshot, ReachTable]:
        """Return a snapshot in which the reach of these workshops rests on all that it rests on, and the table of it."""

    @abstractmethod
    def mixing(self, as_of: int, layer: str, grouping: str, role: str) -> Mixing:
        """Return the matrix; its pairs and labels by node only where the whole lies in memory.

        Raises ``NetworkTooLarge`` for a grouping by another attribute that the database does not answer.
        """

    @abstractmethod
    def ego(self, node_id: str, depth: int, layers: Sequence[str], limit: int, as_of: int) -> tuple[Snapshot, Ego, Longs]:
        """Return the neighbourhood, in which snapshot, and how many ties each of its nodes has in all."""

    @abstractmethod
    def paths(self, source: str, target: str, as_of: int, limit: int, through: Sequence[str]) -> tuple[Snapshot, Paths]:
        """Return the paths, and in which snapshot."""

    @abstractmethod
    def workshops_behind(self, ids: Sequence[str], as_of: int) -> dict[str, list[Reason]]:
        """Return the workshops behind some nodes with the reasons, in the order of ``network.workshops_behind.order_reasons``."""

    @abstractmethod
    def around(self, ids: Iterable[str], as_of: int) -> Snapshot:
        """Return the whole network, else what lies within three steps of these nodes and the best connected of their industries, crafts, regions."""


class SnapshotAnalyst(Analyst):
    """The whole network in memory."""

    whole, at_once = True, 1_000

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def under(self, settings: Mapping[str, Any]) -> SnapshotAnalyst:
        return SnapshotAnalyst(self.snapshot.under(settings))

    @property
    def revision(self) -> int:
        return self.snapshot.revision

    def rings(self, as_of: int) -> Rings:
        snapshot = known_on(self.snapshot, as_of)
        table = reach(snapshot, as_of)
        return Rings(revision=snapshot.revision, ids=snapshot.ids, workshops=table.workshops, code=table.code)

    def codes(self, ids: Sequence[str], as_of: int) -> dict[str, str]:
        snapshot = known_on(self.snapshot, as_of)
        table = reach(snapshot, as_of)
        numbers = {id_: snapshot.ids.find(id_) for id_ in ids}
        return {id_: code for id_, number in numbers.items() if number >= 0 and (code := table.code_of(number))}

    def explain_reach(self, ids: Sequence[str], as_of: int) -> tuple[Snapshot, ReachTable]:  # noqa: ARG002 - all of it is there
        snapshot = known_on(self.snapshot, as_of)
        return snapshot, reach(snapshot, as_of)

    def mixing(self, as_of: int, layer: str, grouping: str, role: str) -> Mixing:
        snapshot = known_on(self.snapshot, as_of)

        def make() -> Mixing:
            return mixing(snapshot, as_of, layer=layer, grouping=grouping, role=role)

        return snapshot.memo(("analyst.mixing", as_of, layer, grouping, role), make)  # type: ignore[no-any-return]

    def ego(self, node_id: str, depth: int, layers: Sequence[str], limit: int, as_of: int) -> tuple[Snapshot, Ego, Longs]:
        snapshot = known_on(self.snapshot, as_of)
        found = ego(snapshot, snapshot.number(node_id), depth=depth, layers=tuple(layers), limit=limit, as_of=as_of)
        near = neighbours(snapshot)
        return snapshot, found, (np.diff(near.out_start) + np.diff(near.in_start))[found.nodes]

    def paths(self, source: str, target: str, as_of: int, limit: int, through: Sequence[str]) -> tuple[Snapshot, Paths]:
        snapshot = known_on(self.snapshot, as_of)
        ends = snapshot.number(source), snapshot.number(target)
        return snapshot, paths(snapshot, *ends, as_of=as_of, limit=limit, through=tuple(through))

    def workshops_behind(self, ids: Sequence[str], as_of: int) -> dict[str, list[Reason]]:
        return order_reasons(workshops_behind(known_on(self.snapshot, as_of), ids, as_of), ids)

    def around(self, ids: Iterable[str], as_of: int) -> Snapshot:  # noqa: ARG002 - all of it is there
        return known_on(self.snapshot, as_of)
