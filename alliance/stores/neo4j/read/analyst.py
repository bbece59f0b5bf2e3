"""Questions about the network answered in the database, for a network too large to be fetched (``network.analyst``).

What needs a snapshot gets one of the part of the network that the answer rests on. A part grows from some nodes by steps from party to
party: people and what parties share (activities, projects, alliances …) are passed on the way and count no step; regions, industries,
crafts, honours and unions are shown, not passed. It is completed with where its nodes belong: hosts, groups, unions, regions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np

from alliance import schema
from alliance.errors import NetworkTooLarge
from alliance.model.snapshot import IdTable, Longs, Snapshot
from alliance.network.analyst import Analyst, Rings
from alliance.network.graph.ego import Ego
from alliance.network.graph.paths import Paths, paths
from alliance.network.mixing.matrix import Mixing
from alliance.network.neighbours import HUBS, LAYER_OF_KIND
from alliance.network.place.industries import GROUPINGS
from alliance.network.reach.reach import CODE, ReachTable, reach
from alliance.network.time.horizon import known_on
from alliance.network.workshops_behind import Reason, order_reasons
from alliance.stores.neo4j.blocks import blocks
from alliance.stores.neo4j.read import analysing, reading, snapshotting
from alliance.stores.neo4j.server.server import Statements

STEPS = 3  # from party to party, what suggestions look at
MOST_NODES = 50_000  # where a party has this many about it, its neighbourhood is not followed further
MOST_ALIKE = 100  # parties of one industry, craft or region that suggestions look at besides
KEPT = 8  # answers to long questions kept in memory
_SHOWN = {*HUBS, "Honour", "TradeUnion"}
_CARRIERS = {"Person", "Activity", "Project", "Agreement", "Achievement", "Alliance", "Demand", "Challenge"}
_ON_THE_WAY = 3  # a head, what the head took part in, and another head there
T = TypeVar("T")
Read = Callable[[Callable[[Statements], T]], T]


class DatabaseAnalyst(Analyst):
    """The database that holds the network; ``store`` names it. For several threads.

    ``read`` runs statements at one state of the store. ``read_on`` lets others write meanwhile: what takes minutes would never end otherwise;
    a record changed in that time is seen as it was or as it is, and the next question sees it as it is.
    """

    whole, at_once = False, 50

    def __init__(self, read: Read[Any], read_on: Read[Any], store: Callable[[], str]) -> None:
        self._read, self._read_on, self._store = read, read_on, store
        self._kept: dict[tuple[Any, ...], Any] = {}  # one for all that ``under`` gives
        self._changed: Mapping[str, Any] = {}

    def under(self, settings: Mapping[str, Any]) -> DatabaseAnalyst:
        other = DatabaseAnalyst(self._read, self._read_on, self._store)
        other._kept, other._changed = self._kept, {**self._changed, **settings}
        return other

    def _settings(self, q: Statements) -> dict[str, Any]:
        return {**reading.settings(q), **self._changed}

    @property
    def revision(self) -> int:
        return self._asked(lambda q: int(q.one("meta")["revision"]))

    def rings(self, as_of: int) -> Rings:
        def ask(q: Statements, revision: int) -> Rings:
            rows = analysing.reach(q, self._settings(q), as_of)
            code = np.array([CODE[row[2]] for row in rows], dtype=np.uint8)
            return Rings(revision=revision, ids=IdTable.of(row[0] for row in rows), workshops=np.arange(len(rows), dtype=np.int32), code=code)

        return self._once(("rings", as_of), ask)

    def codes(self, ids: Sequence[str], as_of: int) -> dict[str, str]:
        return self._asked(lambda q: {row[0]: row[2] for row in analysing.reach(q, self._settings(q), as_of, ids)})

    def explain_reach(self, ids: Sequence[str], as_of: int) -> tuple[Snapshot, ReachTable]:
        part = self._asked(lambda q: self._part(q, _with_all_above(q, _within(q, ids, 1)), as_of))
        return part, reach(part, as_of)

    def mixing(self, as_of: int, layer: str, grouping: str, role: str) -> Mixing:
        def ask(q: Statements, _: int) -> Mixing:
            settings = self._settings(q)
            if grouping not in GROUPINGS:
                raise NetworkTooLarge(ties=q.one("ties_in_all"), limit=settings["analysis_limit"])
            return analysing.mixing(q, settings, as_of, layer, grouping, role)

        return self._once(("mixing", as_of, layer, grouping, role), ask)

    def ego(self, node_id: str, depth: int, layers: Sequence[str], limit: int, as_of: int) -> tuple[Snapshot, Ego, Longs]:
        return self._asked(lambda q: self._ego(q, node_id, depth, layers or schema.LAYERS, limit, as_of))

    def paths(self, source: str, target: str, as_of: int, limit: int, through: Sequence[str]) -> tuple[Snapshot, Paths]:
        def ask(q: Statements) -> tuple[Snapshot, Paths]:
            found = analysing.paths(q, as_of, source, target, limit=limit, through=through)
            near = [] if found else [analysing.nearest(q, as_of, end, through) for end in (source, target)]
            part = self._part(q, {source, target, *(id_ for way in found for id_ in way), *(id_ for side in near for id_, _ in side)}, as_of)
            if found:  # the shortest of the whole are those of their part, with their ties
                return part, paths(part, part.number(source), part.number(target), as_of=as_of, limit=limit, through=through)
            return part, Paths((), *(tuple((part.number(id_), steps) for id_, steps in side) for side in near))

        return self._asked(ask)

    def workshops_behind(self, ids: Sequence[str], as_of: int) -> dict[str, list[Reason]]:
        return self._asked(lambda q: order_reasons(analysing.workshops_behind(q, as_of, ids), ids))

    def around(self, ids: Iterable[str], as_of: int) -> Snapshot:
        wanted = list(ids)

        def ask(q: Statements) -> Snapshot:
            alike = [id_ for (id_,) in q.rows("kindred", ids=wanted, limit=MOST_ALIKE)]
            return self._part(q, _with_all_above(q, _within(q, wanted, STEPS) | _within(q, alike, 1)), as_of)

        return self._asked(ask)

    def _once(self, question: tuple[Any, ...], work: Callable[[Statements, int], T]) -> T:
        """Return the answer to a long question, kept until something changes; others may write meanwhile."""

        def ask(q: Statements) -> T:
            meta = q.one("meta")
            key = (meta["mark"], meta["work_revision"], repr(self._changed), *question)
            if key in self._kept:
                known: T = self._kept[key]
                return known
            made = self._kept[key] = work(q, int(meta["revision"]))
            for old in list(self._kept)[:-KEPT]:
                self._kept.pop(old, None)
            return made

        found: T = self._read_on(ask)
        return found

    def _asked(self, work: Callable[[Statements], T]) -> T:
        found: T = self._read(work)
        return found

    def _part(self, q: Statements, ids: Iterable[str], as_of: int) -> Snapshot:
        wanted = sorted(ids)
        part = snapshotting.build(q, self._store(), q.one("meta")["revision"], self._settings(q), None, 0, q.stream("part", ids=wanted))
        return known_on(part, as_of)

    def _ego(self, q: Statements, node_id: str, depth: int, layers: Sequence[str], limit: int, as_of: int) -> tuple[Snapshot, Ego, Longs]:
        ranks = {kind.name: LAYER_OF_KIND[i] for i, kind in enumerate(schema.TIE_KINDS) if kind.layer in layers}
        known: dict[str, Any] = {"day": as_of, "later": analysing.later(q, as_of)}
        asked: dict[str, Any] = {"layers": ranks, **known}
        shown, distance, frontier, passed = [node_id], [0], [node_id], set[str]()
        for steps in range(1, depth + 1):
            passed |= set(frontier)
            taken, _ = q.rows("step", ids=frontier, shown=shown, limit=max(0, limit - len(shown)), **asked)[0]
            kinds = {id_: kind for id_, kind, _ in q.rows("degrees", ids=taken, **known)}
            shown, distance = [*shown, *taken], [*distance, *[steps] * len(taken)]
            frontier = [id_ for id_ in taken if kinds[id_] not in HUBS]
        left_out = q.rows("step", ids=sorted(passed), shown=shown, limit=0, **asked)[0][1]
        part, ties = self._part(q, shown, as_of), {id_: count for id_, _, count in q.rows("degrees", ids=shown, **known)}
        nodes = np.array([part.number(id_) for id_ in shown], dtype=np.int32)
        kept = np.isin(part.tie_kind, [schema.TIE_CODE[kind] for kind in ranks]) & np.isin(part.source, nodes) & np.isin(part.target, nodes)
        found = Ego(nodes=nodes, distance=np.array(distance, dtype=np.int32), ties=np.flatnonzero(kept).astype(np.int32), left_out=left_out)
        return part, found, np.array([ties[id_] for id_ in shown], dtype=np.int64)


def _beside(q: Statements, ids: Iterable[str]) -> Mapping[str, str]:
    return {id_: kind for block in blocks(sorted(ids)) for id_, kind in q.rows("around", ids=block)}


def _within(q: Statements, ids: Iterable[str], steps: int) -> set[str]:
    """Return the ids of what lies within some steps of these nodes; no second step is begun with more than MOST_NODES."""
    met, frontier = set(ids), set(ids)
    for step in range(steps):
        if step and len(met) > MOST_NODES:
            break
        arrived: set[str] = set()
        for _ in range(_ON_THE_WAY + 1):
            fresh = {id_: kind for id_, kind in _beside(q, frontier).items() if id_ not in met}
            met |= fresh.keys()
            frontier = {id_ for id_, kind in fresh.items() if kind in _CARRIERS}
            arrived |= {id_ for id_, kind in fresh.items() if kind not in _CARRIERS and kind not in _SHOWN}
        frontier = arrived | frontier
    return met


def _with_all_above(q: Statements, ids: Iterable[str]) -> set[str]:
    return {id_ for block in blocks(sorted(ids)) for (id_,) in q.rows("above", ids=block)}
