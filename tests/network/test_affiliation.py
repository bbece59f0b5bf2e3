"""Unit, group, system and responsible union at a date, worked by hand."""

from __future__ import annotations

import numpy as np

from alliance.model import Node, Tie, day
from alliance.model.building import snapshot_of
from alliance.model.snapshot import Snapshot
from alliance.network.place.affiliation import affiliation, affiliation_ties
from alliance.network.place.responsible import regions, responsible_unions
from alliance.network.time.validity import fixed_points
from tests.network.world import tie

ON = day("2026-01-29")
NODES = [
    Node("w1", "Workshop", "w1"),
    Node("w2", "Workshop", "w2"),
    Node("w3", "Workshop", "w3"),
    *(Node(e, "Enterprise", e) for e in ("branch", "works", "newworks", "holding", "top", "other")),
    Node("school", "University", "school", {"system": "教育"}),
    Node("u0", "TradeUnion", "基层", {"subkind": "enterprise", "rank": "enterprise"}),
    Node("u1", "TradeUnion", "区化工工会", {"subkind": "industry", "rank": "county"}),
    Node("u2", "TradeUnion", "市化工工会", {"subkind": "industry", "rank": "municipal"}),
    Node("u3", "TradeUnion", "省化工工会", {"subkind": "industry", "rank": "provincial"}),
    Node("u4", "TradeUnion", "市总工会", {"subkind": "territorial", "rank": "municipal"}),
    Node("u5", "TradeUnion", "机械系统", {"subkind": "system", "rank": "municipal"}),
    Node("u6", "TradeUnion", "市教育工会", {"subkind": "industry", "rank": "municipal", "system": "教育"}),
    Node("u7", "TradeUnion", "区总工会", {"subkind": "territorial", "rank": "county"}),
    Node("region:41", "Region", "河南"),
    Node("region:4101", "Region", "郑州"),
    Node("region:410102", "Region", "中原区"),
    Node("region:410103", "Region", "二七区"),
]


def at(snapshot: Snapshot, array: np.ndarray, node: str) -> str:
    number = int(array[snapshot.number(node)])
    return snapshot.ids[number] if number >= 0 else ""


def test_unit_is_followed_up_to_the_legal_person_and_forward_to_its_successor() -> None:
    ties = [
        tie("HOSTED_BY", "w1", "branch", "2015"),
        tie("HOSTED_BY", "w1", "other", "2010"),
        tie("HOSTED_BY", "w2", "school"),
        tie("HOSTED_BY", "w2", "works", "2020", "2024"),
        tie("PART_OF", "branch", "works"),
        tie("SUCCEEDED_BY", "works", "newworks", "2025-05-01"),
        tie("SUBSIDIARY_OF", "newworks", "holding"),
        tie("SUBSIDIARY_OF", "holding", "top", "2025-06-01"),
    ]
    snapshot = snapshot_of(NODES, ties)
    now, before, long_ago = (affiliation(snapshot, day(on)) for on in ("2026-01-29", "2025-05-31", "2012-01-01"))
    assert [at(snapshot, place.unit, "w1") for place in (now, before, long_ago)] == ["newworks", "newworks", "other"]
    assert [at(snapshot, place.group, "w1") for place in (now, before, long_ago)] == ["top", "holding", "other"]
    assert at(snapshot, affiliation(snapshot, day("2025-04-30")).unit, "w1") == "works"
    assert at(snapshot, affiliation(snapshot, day("2024-12-31")).unit, "w2") == "works"  # dated and valid before undated
    assert at(snapshot, now.unit, "w2") == "school"  # ended; the undated one holds always
    assert (at(snapshot, now.unit, "w3"), at(snapshot, now.group, "w3")) == ("", "")
    assert at(snapshot, now.unit, "branch") == "newworks"
    path = affiliation_ties(snapshot, ON, snapshot.number("w1"))
    assert [snapshot.ids[int(snapshot.target[t])] for t in path] == ["branch", "works", "newworks", "holding", "top"]


def systems(*ties: Tie, rank: str = "municipal", unit: str = "works") -> list[str]:
    snapshot = snapshot_of(NODES, [tie("HOSTED_BY", "w1", unit), *ties], settings={"system_rank": rank})
    found = affiliation(snapshot, ON).systems.of(snapshot.number(unit))
    texts = len(snapshot.systems)
    return [snapshot.systems[one] if one < texts else snapshot.ids[one - texts] for one in found]


def test_system_is_the_lowest_union_of_the_industry_that_ranks_high_enough() -> None:
    up = [tie("SUBORDINATE_TO", "u0", "u1"), tie("SUBORDINATE_TO", "u1", "u2"), tie("SUBORDINATE_TO", "u2", "u3")]
    assert systems(tie("BELONGS_TO_UNION", "works", "u0"), *up) == ["u2"]
    assert systems(tie("BELONGS_TO_UNION", "works", "u0"), *up, rank="county") == ["u1"]
    assert systems(tie("BELONGS_TO_UNION", "works", "u0"), *up, rank="provincial") == ["u3"]
    assert (
        systems(tie("BELONGS_TO_UNION", "works", "u0"), tie("SUBORDINATE_TO", "u0", "u4"), tie("SUBORDINATE_TO", "u4", "u3")) == []
    )  # not past 市总
    assert systems(tie("BELONGS_TO_UNION", "works", "u2"), tie("BELONGS_TO_UNION", "works", "u5"), tie("BELONGS_TO_UNION", "works", "u4")) == [
        "u2",
        "u5",
    ]
    assert systems(tie("BELONGS_TO_UNION", "works", "u2", "2027")) == []
    assert systems(tie("BELONGS_TO_UNION", "school", "u2"), unit="school") == ["教育"]  # its own field first
    assert systems(tie("BELONGS_TO_UNION", "works", "u6")) == ["教育"]  # a union that states a system stands for it
    assert systems(tie("BELONGS_TO_UNION", "works", "u0"), tie("SUBORDINATE_TO", "u0", "u1"), tie("SUBORDINATE_TO", "u1", "u0")) == []  # a circle


def test_one_shared_system_of_several_is_enough() -> None:
    ties = [
        tie("HOSTED_BY", "w1", "works"),
        tie("HOSTED_BY", "w2", "other"),
        tie("HOSTED_BY", "w3", "top"),
        tie("BELONGS_TO_UNION", "works", "u2"),
        tie("BELONGS_TO_UNION", "works", "u5"),
        tie("BELONGS_TO_UNION", "other", "u5"),
        tie("BELONGS_TO_UNION", "other", "u6"),
        tie("BELONGS_TO_UNION", "top", "u3"),
    ]
    snapshot = snapshot_of(NODES, ties)
    w1, w2, w3 = (np.array([snapshot.number(w)], dtype=np.int32) for w in ("w1", "w2", "w3"))
    place = affiliation(snapshot, ON)
    shared = [tuple(bool(x[0]) for x in place.systems.shared(place.unit[a], place.unit[b])) for a, b in ((w1, w2), (w1, w3), (w2, w2))]
    assert shared == [(True, False), (False, False), (True, False)]


def test_responsible_union_is_the_own_one_then_the_units_then_that_of_the_region() -> None:
    places = [
        tie("LOCATED_IN", "w1", "region:410102"),
        tie("LOCATED_IN", "works", "region:410103"),
        tie("PART_OF", "region:410102", "region:4101"),
        tie("PART_OF", "region:410103", "region:4101"),
        tie("PART_OF", "region:4101", "region:41"),
        tie("LOCATED_IN", "u4", "region:4101"),
        tie("LOCATED_IN", "u7", "region:410103"),
        tie("HOSTED_BY", "w2", "works"),
        tie("HOSTED_BY", "w3", "branch"),
    ]
    snapshot = snapshot_of(NODES, [*places, tie("BELONGS_TO_UNION", "branch", "u2")])
    union = responsible_unions(snapshot, ON)
    assert [at(snapshot, union, w) for w in ("w1", "w2", "w3")] == ["u4", "u7", "u2"]  # 中原区 has none: the city's
    assert at(snapshot, regions(snapshot, ON), "w2") == "region:410103"
    own = snapshot_of(NODES, [*places, tie("BELONGS_TO_UNION", "w1", "u5")])
    assert at(own, responsible_unions(own, ON), "w1") == "u5"
    assert at(own, responsible_unions(own, ON), "w3") == ""


def test_circles_end_at_their_smallest_number() -> None:
    step = np.array([1, 2, 1, 3, 0, 6, 7, 5], dtype=np.int32)
    assert fixed_points(step).tolist() == [1, 1, 1, 3, 1, 5, 5, 5]


def test_a_group_that_was_renamed_is_one_group_for_its_old_and_its_new_subsidiaries() -> None:
    """The old name of the holding stays the parent of works; branch names the new one: both are of the successor's group."""
    extra = [Node(one, "Enterprise", one) for one in ("oldgroup", "newgroup", "plant1", "plant2")]
    ties = [
        tie("SUBSIDIARY_OF", "plant1", "oldgroup"),
        tie("SUBSIDIARY_OF", "plant2", "newgroup"),
        tie("SUCCEEDED_BY", "oldgroup", "newgroup", "2024"),
    ]
    snapshot = snapshot_of(extra, ties)
    group = affiliation(snapshot, ON).group
    assert [snapshot.ids[int(group[snapshot.number(one)])] for one in ("plant1", "plant2")] == ["newgroup", "newgroup"]
    before = affiliation(snapshot, day("2023-06-30")).group
    assert snapshot.ids[int(before[snapshot.number("plant1")])] == "oldgroup"


def test_a_circle_of_membership_and_succession_is_one_unit_under_its_smallest_id() -> None:
    """c → b → a → c over membership, succession and ownership; d leads into it. Unit and group of all are the smallest id of what leads back."""
    units = [Node(one, "Enterprise", one) for one in "abcd"]
    ties = [tie("PART_OF", "c", "b"), tie("SUCCEEDED_BY", "b", "a"), tie("PART_OF", "d", "c")]
    open_ = affiliation(snapshot := snapshot_of(units, [*ties, tie("SUBSIDIARY_OF", "a", "c")]), ON)
    assert [snapshot.ids[int(number)] for number in (*open_.unit[:4], *open_.group[:4])] == ["a"] * 8
    closed = affiliation(snapshot := snapshot_of(units, [*ties, tie("SUCCEEDED_BY", "a", "b"), tie("SUBSIDIARY_OF", "a", "d")]), ON)
    assert [snapshot.ids[int(number)] for number in (*closed.unit[:4], *closed.group[:4])] == ["a"] * 8
