"""Answers of the database beside those of Python, for one snapshot, day and node."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
import pytest

from alliance import schema
from alliance.model.snapshot import Snapshot
from alliance.network.graph.ego import ego
from alliance.network.graph.paths import paths
from alliance.network.mixing.matrix import mixing
from alliance.network.reach.reach import CODES, reach
from alliance.network.time.horizon import known_on, later
from alliance.network.workshops_behind import workshops_behind
from alliance.partners.evidence.field_state import ground_of
from alliance.partners.evidence.proximity import structure
from alliance.stores.neo4j.read import analysing, reading
from alliance.stores.neo4j.server.server import Statements


def same_later(q: Statements, snapshot: Snapshot, on: int) -> None:
    """Who is not there yet."""
    assert sorted(analysing.later(q, on)) == sorted(later(snapshot, on))


def same_reach(q: Statements, snapshot: Snapshot, on: int) -> None:
    """Every code, confirmation and day of the latest check."""
    table = reach(snapshot, on)
    columns = zip(table.workshops.tolist(), table.code.tolist(), table.confirmed.tolist(), table.checked.tolist(), strict=True)
    found = analysing.reach(q, snapshot.settings, on)
    assert [(id_, code, confirmed, checked) for id_, _, code, confirmed, checked in found] == [
        (snapshot.ids[n], CODES[c], k, d) for n, c, k, d in columns
    ]
    some = [row[0] for row in found[::2]]
    assert analysing.reach(q, snapshot.settings, on, some[::-1]) == found[::2]


def same_matrix(q: Statements, snapshot: Snapshot, on: int, layer: str, grouping: str, role: str) -> None:
    """Every count of pairs and of workshops, and what follows from them."""
    wanted = mixing(snapshot, on, layer=layer, grouping=grouping, role=role)
    found = analysing.mixing(q, snapshot.settings, on, layer, grouping, role)
    for name in ("counts", "workshops", "ends", "expected", "low", "high", "log_ratio"):
        np.testing.assert_array_equal(getattr(found, name), getattr(wanted, name), err_msg=f"{name} {layer} {grouping} {role}")
    assert (found.labels, found.pairs, found.ei, found.ei_of, found.unknown_pairs) == (
        wanted.labels,
        wanted.pairs,
        wanted.ei,
        wanted.ei_of,
        wanted.unknown_pairs,
    )


def same_candidates(q: Statements, snapshot: Snapshot, on: int, number: int) -> None:
    """Every party with a shared partner, its allocation within 1e-9, in order; and the crafts that both have."""
    ground = ground_of(snapshot, on)
    found = analysing.candidates(q, snapshot.settings, on, snapshot.ids[number], limit=10_000)
    vector = structure(ground.history).ties.allocation(int(ground.place[number])) if len(ground.history.day) else np.zeros(len(ground.parties))
    wanted = {snapshot.ids[other]: vector[i] for i, other in enumerate(ground.parties.tolist()) if vector[i] > 0 and other != number}
    assert {id_: amount for id_, _, amount, _ in found} == pytest.approx(wanted, abs=1e-9, rel=0)
    assert [amount for _, _, amount, _ in found] == sorted((amount for _, _, amount, _ in found), reverse=True)
    for id_, _, _, crafts in found:
        shared = set(ground.crafts(number)) & set(ground.crafts(snapshot.number(id_)))
        assert crafts == sorted((snapshot.ids[craft] for craft in shared), key=str.encode)


def same_neighbourhood(q: Statements, snapshot: Snapshot, on: int, number: int, random: Random) -> None:
    """Everything within one to three steps over some layers, with its distance and name."""
    depth, layers = random.randint(1, 3), tuple(random.sample(schema.LAYERS, random.randint(0, 2)))
    kinds = [kind.name for kind in schema.TIE_KINDS if not layers or kind.layer in layers]
    there = ego(snapshot, number, depth=depth, layers=layers, limit=10_000, as_of=on)
    wanted = sorted((int(distance), snapshot.ids[int(node)]) for node, distance in zip(there.nodes[1:], there.distance[1:], strict=True))
    found = q.rows("neighbourhood", id=snapshot.ids[number], kinds=kinds, day=on, depth=depth, later=analysing.later(q, on))
    assert [(distance, id_) for id_, _, _, distance in found] == wanted
    assert {id_: name for id_, name, _, _ in found} == reading.names(q, (id_ for id_, _, _, _ in found))


def same_workshops_behind(q: Statements, snapshot: Snapshot, on: int, random: Random) -> None:
    """Every row of the workshops behind some nodes of any kind."""
    asked = [snapshot.ids[number] for number in random.sample(range(snapshot.n_nodes), min(12, snapshot.n_nodes))]
    assert set(analysing.workshops_behind(q, on, asked)) == set(workshops_behind(known_on(snapshot, on), asked, on))


def same_paths(q: Statements, snapshot: Snapshot, on: int, source: int, target: int, *, through: Sequence[str] = ()) -> None:
    """Up to three paths, all their nodes in the same order; where there is none, who stands nearest to either end."""
    there = paths(snapshot, source, target, as_of=on, through=through)
    ends = snapshot.ids[source], snapshot.ids[target]
    found = analysing.paths(q, on, *ends, through=through)
    assert found == [tuple(snapshot.ids[node] for node in path.nodes) for path in there.paths]
    if not found:
        for end, near in zip(ends, (there.nearest, there.nearest_to_target), strict=True):
            assert analysing.nearest(q, on, end, through) == [(snapshot.ids[node], steps) for node, steps in near]
