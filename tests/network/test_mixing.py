"""The mixing matrix: a graph worked by hand, and networkx on random graphs."""

from __future__ import annotations

from random import Random

import networkx as nx
import numpy as np
import pytest
from scipy.stats import chi2

from alliance.model import Node, Tie, day
from alliance.model.building import snapshot_of
from alliance.model.snapshot import Snapshot
from alliance.network.mixing.matrix import mixing, pairs_of_cell, poisson_interval, unused_pairs, workshops_of_cell
from alliance.network.mixing.permutation import permutation_test

ON = day("2026-01-29")


def city(crafts: dict[str, str], pairs: list[tuple[str, str, str]], hosts: dict[str, str] | None = None, **settings: object) -> Snapshot:
    """Workshops with a craft division, and ties (kind, a, b) of 2025-06."""
    codes = sorted({*crafts.values(), *(hosts or {}).values()} - {""})
    nodes = [Node(w, "Workshop", w) for w in crafts] + [Node(f"industry:{c}", "Industry", c) for c in codes]
    nodes += [Node(f"host-{w}", "Enterprise", w) for w in hosts or {}]
    ties = [Tie(f"i-{w}", "IN_INDUSTRY", w, f"industry:{c}", {"role": "craft"}) for w, c in crafts.items() if c]
    for w, c in (hosts or {}).items():
        ties += [Tie(f"h-{w}", "HOSTED_BY", w, f"host-{w}"), Tie(f"hi-{w}", "IN_INDUSTRY", f"host-{w}", f"industry:{c}", {"role": "host"})]
    ties += [Tie(f"t{i}", kind, min(a, b), max(a, b), {"valid_from": "2025-06"}) for i, (kind, a, b) in enumerate(pairs)]
    return snapshot_of(nodes, ties, settings=settings)


HAND = city(
    {"w1": "34", "w2": "35", "w3": "26", "w4": "26", "w5": "", "w6": "83"},
    [
        ("COOPERATES_WITH", "w1", "w2"),
        ("PAIRED_WITH", "w1", "w2"),
        ("COOPERATES_WITH", "w1", "w3"),
        ("COOPERATES_WITH", "w2", "w3"),
        ("SIGNED_AGREEMENT_WITH", "w3", "w4"),
        ("COOPERATES_WITH", "w4", "w5"),
        ("EXCHANGED_WITH", "w4", "w6"),
        ("SIGNED_INTENT_WITH", "w1", "w6"),
    ],
)


def test_counts_by_hand() -> None:
    table = mixing(HAND, ON)
    name = {label.zh: i for i, label in enumerate(table.labels)}
    machine, chemical, unknown = name["机械装备"], name["能源化工"], name["未知"]
    assert table.pairs == 5  # two ties between w1 and w2 are one pair; exchange and intent are not in this layer
    assert table.counts[machine, machine] == 1
    assert table.counts[machine, chemical] == table.counts[chemical, machine] == 2
    assert table.counts[chemical, chemical] == 1
    assert table.counts[chemical, unknown] == 1
    assert np.triu(table.counts).sum() == 5
    assert table.ends[[machine, chemical, unknown]].tolist() == [4, 5, 1]
    assert table.expected[machine, chemical] == pytest.approx(4 * 5 / 10)
    assert table.expected[machine, machine] == pytest.approx(16 / 20)
    assert table.few[machine, machine]
    assert not table.few[machine, chemical]
    assert table.ei == pytest.approx((2 - 2) / 4)
    assert table.ei_of[machine] == pytest.approx((2 - 1) / 3)
    assert table.unknown_pairs == 1
    assert table.workshops[[machine, chemical, unknown]].tolist() == [2, 2, 1]
    assert unused_pairs(table, machine, chemical) == 2
    left, right = pairs_of_cell(table, chemical, machine)
    assert [(HAND.ids[int(a)], HAND.ids[int(b)]) for a, b in zip(left, right, strict=True)] == [("w3", "w1"), ("w3", "w2")]
    assert [HAND.ids[int(w)] for w in workshops_of_cell(HAND, table, chemical)] == ["w3", "w4"]


def test_exchange_is_a_layer_of_its_own() -> None:
    table = mixing(HAND, ON, layer="exchange")
    assert table.pairs == 1
    assert [table.labels[i].zh for i in np.flatnonzero(table.ends)] == ["能源化工", "教育科研"]


def test_a_tie_before_the_window_is_no_pair() -> None:
    assert mixing(HAND, day("2026-06-29")).pairs == 5  # the window opens on 30 June 2025, the last day of 2025-06
    assert mixing(HAND, day("2026-06-30")).pairs == 0


def test_role_host_and_fallback() -> None:
    snapshot = city({"w1": "34", "w2": ""}, [("COOPERATES_WITH", "w1", "w2")], {"w1": "83", "w2": "26"})
    by_craft, by_host = mixing(snapshot, ON, grouping="division"), mixing(snapshot, ON, grouping="division", role="host")
    assert [by_craft.labels[i].key for i in np.flatnonzero(by_craft.ends)] == ["26", "34"]
    assert [by_host.labels[i].key for i in np.flatnonzero(by_host.ends)] == ["26", "83"]
    section = mixing(snapshot, ON, grouping="section")
    assert [section.labels[i].key for i in np.flatnonzero(section.ends)] == ["C"]
    kinds = mixing(snapshot, ON, grouping="host_kind")
    assert kinds.labels[int(np.flatnonzero(kinds.ends)[0])].key == "Enterprise"
    assert kinds.counts[0, 0] == 1


def test_main_craft_wins_else_the_lowest_code() -> None:
    nodes = [Node("w1", "Workshop", "w1"), Node("w2", "Workshop", "w2"), *(Node(f"industry:{c}", "Industry", c) for c in ("26", "2614", "34"))]
    ties = [
        Tie("a", "IN_INDUSTRY", "w1", "industry:34", {"role": "craft_main"}),
        Tie("b", "IN_INDUSTRY", "w1", "industry:26", {"role": "craft"}),
        Tie("c", "IN_INDUSTRY", "w2", "industry:34", {"role": "craft"}),
        Tie("d", "IN_INDUSTRY", "w2", "industry:2614", {"role": "craft"}),
        Tie("e", "COOPERATES_WITH", "w1", "w2", {"valid_from": "2025-12"}),
    ]
    table = mixing(snapshot_of(nodes, ties), ON, grouping="division")
    assert {table.labels[i].key: int(table.ends[i]) for i in np.flatnonzero(table.ends)} == {"26": 1, "34": 1}


def test_an_edited_list_of_groups() -> None:
    snapshot = city({"w1": "34", "w2": "26"}, [("COOPERATES_WITH", "w1", "w2")], industry_groups={"甲": ["34"], "乙": ["Beta", ["25"]]})
    table = mixing(snapshot, ON)
    assert [label.zh for label in table.labels] == ["甲", "乙", "其他", "未知"]
    assert table.counts[0, 2] == 1


@pytest.mark.parametrize("seed", range(20))
def test_equals_networkx_with_the_diagonal_doubled(seed: int) -> None:
    random = Random(seed)
    crafts = {f"w{i:02}": random.choice(["34", "26", "83", "84", ""]) for i in range(20)}
    pairs = [("COOPERATES_WITH", *sorted(random.sample(sorted(crafts), 2))) for _ in range(30)]
    table = mixing(city(crafts, pairs), ON, grouping="division")
    graph = nx.Graph()
    graph.add_nodes_from((w, {"craft": c or "未知"}) for w, c in crafts.items())
    graph.add_edges_from((a, b) for _, a, b in pairs)
    mapping = {label.key: i for i, label in enumerate(table.labels)}
    theirs = nx.attribute_mixing_matrix(graph, "craft", mapping=mapping, normalized=False)
    ours = table.counts + np.diag(np.diag(table.counts))
    assert np.array_equal(ours[: theirs.shape[0], : theirs.shape[1]], theirs)
    assert ours.sum() == theirs.sum() == 2 * graph.number_of_edges()
    assert np.triu(table.expected).sum() == pytest.approx(table.pairs)


def test_interval_is_the_chi_square_one() -> None:
    counts = np.arange(0, 40)
    low, high = poisson_interval(counts)
    assert low[0] == 0
    assert low[1:] == pytest.approx(chi2.ppf(0.025, 2 * counts[1:]) / 2)
    assert high == pytest.approx(chi2.ppf(0.975, 2 * counts + 2) / 2)


def test_permutation_finds_a_divided_network_and_not_a_mixed_one() -> None:
    crafts = {f"w{i:02}": "34" if i < 10 else "26" for i in range(20)}
    inside = [("COOPERATES_WITH", f"w{i:02}", f"w{j:02}") for i in range(20) for j in range(i + 1, 20) if (i < 10) == (j < 10)]
    across = [("COOPERATES_WITH", f"w{i:02}", f"w{j:02}") for i in range(10) for j in range(10, 20)]
    found = [permutation_test(mixing(city(crafts, pairs), ON), times=199)[0] for pairs in (inside, across, [])]
    assert found[0] is not None and found[1] is not None
    assert (found[0] < 0.05, found[1] > 0.5, found[2]) == (True, True, None)


def test_a_workshop_recognised_later_makes_no_pair() -> None:
    nodes = [Node("w1", "Workshop", "w1"), Node("w2", "Workshop", "w2", {"recognised_on": "2026-03"})]
    snapshot = snapshot_of(nodes, [Tie("t", "COOPERATES_WITH", "w1", "w2", {"valid_from": "2025-06"})])
    assert mixing(snapshot, ON).pairs == 0
    assert mixing(snapshot, day("2026-03-01")).pairs == 1
