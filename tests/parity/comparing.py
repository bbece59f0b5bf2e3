"""Answers of the database beside those of Python, for one snapshot, day and node."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from alliance.model.snapshot import Snapshot
from alliance.network.mixing import mixing
from alliance.network.paths import paths
from alliance.network.reach import CODES, reach
from alliance.partners.ground import ground_of
from alliance.partners.structure import structure
from alliance.stores.neo4j import analysing
from alliance.stores.neo4j.server import Statements


def same_reach(q: Statements, snapshot: Snapshot, on: int) -> None:
    """Every code, confirmation and day of the latest check."""
    table = reach(snapshot, on)
    columns = zip(table.workshops.tolist(), table.code.tolist(), table.confirmed.tolist(), table.checked.tolist(), strict=True)
    found = analysing.reach(q, snapshot.settings, on)
    assert [(id_, code, confirmed, checked) for id_, _, code, confirmed, checked in found] == [(snapshot.ids[n], CODES[c], k, d) for n, c, k, d in columns]
    some = [row[0] for row in found[::2]]
    assert analysing.reach(q, snapshot.settings, on, some[::-1]) == found[::2]


def same_matrix(q: Statements, snapshot: Snapshot, on: int, layer: str, grouping: str, role: str) -> None:
    """Every count of pairs and of workshops, and what follows from them."""
    wanted = mixing(snapshot, on, layer=layer, grouping=grouping, role=role)
    found = analysing.mixing(q, snapshot.settings, on, layer, grouping, role)
    for name in ("counts", "workshops", "ends", "expected", "low", "high", "log_ratio"):
        np.testing.assert_array_equal(getattr(found, name), getattr(wanted, name), err_msg=f"{name} {layer} {grouping} {role}")
    assert (found.labels, found.pairs, found.ei, found.ei_of, found.unknown_pairs) == (
        wanted.labels, wanted.pairs, wanted.ei, wanted.ei_of, wanted.unknown_pairs)


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


def same_paths(q: Statements, snapshot: Snapshot, on: int, source: int, target: int, *, through: Sequence[str] = ()) -> None:
    """Up to three paths, all their nodes in the same order; where there is none, who stands nearest to either end."""
    there = paths(snapshot, source, target, as_of=on, through=through)
    ends = snapshot.ids[source], snapshot.ids[target]
    found = analysing.paths(q, on, *ends, through=through)
    assert found == [tuple(snapshot.ids[node] for node in path.nodes) for path in there.paths]
    if not found:
        for end, near in zip(ends, (there.nearest, there.nearest_to_target), strict=True):
            assert analysing.nearest(q, on, end, through) == [(snapshot.ids[node], steps) for node, steps in near]
