"""Coverage, gaps and the permutation test, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from alliance.model import Node
from alliance.network.mixing.coverage import CLASSES, coverage
from alliance.network.mixing.gaps import Gap, below_proportion, closers, gaps
from alliance.network.mixing.matrix import mixing
from alliance.network.mixing.permutation import permutation_test
from alliance.network.reach.reach import reach
from tests.network.slow_permutation import permutation_p
from tests.network.world import ON, tie, world

NODES = (
    *(Node(f"industry:{code}", "Industry", code) for code in ("34", "342", "26", "own")),
    *(Node(f"region:{code}", "Region", code) for code in ("410100", "410102", "410300")),
)
PLACED = (
    *(
        tie("IN_INDUSTRY", one, f"industry:{code}", role="craft_main")
        for one, code in (("w", "342"), ("same", "34"), ("sister", "26"), ("cousin", "34"))
    ),
    *(tie("LOCATED_IN", one, f"region:{code}") for one, code in (("w", "410102"), ("same", "410102"), ("sister", "410102"), ("cousin", "410300"))),
    tie("PART_OF", "region:410102", "region:410100"),
)


def test_leading_industries_hold_below_the_code_inside_the_region_and_from_their_date() -> None:
    snapshot = world(
        *PLACED, tie("CLASSED_AS", "industry:34", "region:410100", "2025", role="leading"), tie("MET", "w", "sister", "2025-10"), nodes=NODES
    )
    found = coverage(snapshot, ON)
    assert [snapshot.ids[int(one)] for one in found.workshops[found.classes[:, 0]]] == ["same", "w"]  # cousin lies elsewhere
    assert found.counts()["leading"] == (2, 1)  # w has met chemicals: another division
    assert coverage(snapshot, ON - 800).counts()["leading"] == (0, 0)


def test_across_means_another_division() -> None:
    more = (Node("industry:83", "Industry", "教育"),)
    ties = [one for one in PLACED if one.source != "sister" or one.kind != "IN_INDUSTRY"]
    snapshot = world(
        *ties, tie("IN_INDUSTRY", "sister", "industry:83", role="craft_main"), tie("MET", "w", "sister", "2025-10"), nodes=[*NODES, *more]
    )
    assert coverage(snapshot, ON, listed=[("industry:C", -1, "leading")]).counts()["leading"] == (3, 1)


def test_a_regions_own_list_a_table_and_the_workshops_own_word() -> None:
    ties = (*PLACED, tie("PART_OF", "industry:26", "industry:own"), tie("CLASSED_AS", "industry:own", "region:410100", role="emerging"))
    snapshot = world(*ties, nodes=NODES)
    found = coverage(
        snapshot, ON, listed=[("industry:34", snapshot.number("region:410300"), "leading")], stated={snapshot.number("stranger"): "extended"}
    )
    assert {code: found.counts()[code][0] for code in CLASSES} == {"leading": 1, "emerging": 1, "traditional": 0, "extended": 1}


def _matrix(**settings: object):
    ties = (*PLACED, tie("PAIRED_WITH", "w", "sister", "2025-06"), tie("PAIRED_WITH", "w", "same", "2025-06"))
    snapshot = world(*ties, nodes=NODES, **settings)
    return snapshot, mixing(snapshot, ON)


def test_gaps_and_who_could_close_them() -> None:
    snapshot, table = _matrix()
    machines, chemicals = (next(i for i, label in enumerate(table.labels) if label.zh == name) for name in ("机械装备", "能源化工"))
    assert gaps(table, [(machines, chemicals, 3), (machines, machines, 1)]) == [Gap(machines, chemicals, 1, 3, 2, 2)]
    left, right = closers(snapshot, table, reach(snapshot, ON), machines, chemicals)
    # same has a contact in its own unit only and stands before cousin, of whom nothing is on record
    assert ([snapshot.ids[int(one)] for one in left], right.tolist()) == (["same", "cousin"], [])


def test_fewer_than_proportion_is_named_only_where_it_is_clear() -> None:
    nodes = [Node(f"{side}{i}", "Workshop", f"{side}{i}", {"recognised_on": "2019"}) for side in "ab" for i in range(8)]
    ties = [tie("IN_INDUSTRY", node.id, "industry:34" if node.id[0] == "a" else "industry:26", role="craft_main") for node in nodes]
    pairs = [tie("PAIRED_WITH", f"{side}{i}", f"{side}{j}", "2025-06") for side in "ab" for i in range(8) for j in range(i)]
    table = mixing(world(*ties, *pairs, nodes=[*NODES, *nodes]), ON)
    # 28 pairs inside each, none between: 56·56/(2·56) = 28 expected
    assert [(table.labels[r].zh, table.labels[c].zh, n) for r, c, n in below_proportion(table)] == [("能源化工", "机械装备", 28)]
    assert below_proportion(_matrix()[1]) == []


def test_the_permutation_test_is_that_of_the_matrix_and_small_for_an_inward_network() -> None:
    nodes = [Node(f"{side}{i}", "Workshop", f"{side}{i}", {"recognised_on": "2019"}) for side in "ab" for i in range(6)]
    ties = [tie("IN_INDUSTRY", node.id, "industry:34" if node.id[0] == "a" else "industry:26", role="craft_main") for node in nodes]
    pairs = [tie("PAIRED_WITH", f"{side}{i}", f"{side}{j}", "2025-06") for side in "ab" for i in range(6) for j in range(i)]
    table = mixing(world(*ties, *pairs, nodes=[*NODES, *nodes]), ON)
    of_all, of_each = permutation_test(table, times=199)
    assert of_all == permutation_p(table, times=199)
    assert of_all is not None and of_all < 0.02
    assert [value is None for value in of_each] == [value is None for value in table.ei_of]
    assert all(value < 0.05 for value in of_each if value is not None)
    assert permutation_test(mixing(world(), ON)) == (None, (None,) * len(mixing(world(), ON).labels))
    assert np.isfinite(of_all) and of_all >= 1 / 200 == pytest.approx(0.005)


def test_a_contact_within_the_division_is_not_across() -> None:
    snapshot = world(*PLACED, tie("MET", "w", "same", "2025-10"), nodes=NODES)
    assert coverage(snapshot, ON, listed=[("industry:34", -1, "leading")]).counts()["leading"] == (3, 0)


def test_where_shuffling_changes_nothing_the_chance_is_one() -> None:
    table = mixing(world(*PLACED, tie("MET", "same", "cousin", "2025-10"), nodes=NODES), ON, layer="exchange")
    assert table.ei == -1.0  # one pair, both of division 34: however shuffled, both stay of one group
    assert permutation_test(table, times=49)[0] == permutation_p(table, times=49) == 1.0
