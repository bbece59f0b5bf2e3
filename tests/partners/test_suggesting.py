"""Who is suggested at all, in which list and in which order."""

from __future__ import annotations

import numpy as np
import pytest

from alliance.model import Node, Tie, day
from alliance.model.building import snapshot_of
from alliance.partners.evidence.decisions import Decided, Decision, NoFact
from alliance.partners.evidence.field_state import ground_of
from alliance.partners.ranking.ordering import spread_out
from alliance.partners.ranking.suggesting import list_of, suggest
from tests.builders import numbered_ties

AS_OF = day("2026-01-29")


def field(ties, workshops="abcdef", extra=()):
    """Return the snapshot of a few workshops; a tie is (kind, source, target, props)."""
    nodes = [Node(f"w-{letter}", "Workshop", letter) for letter in workshops]
    nodes += [
        Node(id_, kind, id_)
        for id_, kind in (
            ("e-1", "Enterprise"),
            ("e-2", "Enterprise"),
            ("e-0", "Enterprise"),
            ("industry:34", "Industry"),
            ("industry:35", "Industry"),
            ("industry:84", "Industry"),
            ("craft-1", "Craft"),
            ("craft-2", "Craft"),
        )
    ]
    rows = [(kind, a, b, props[0] if props else {}) for kind, a, b, *props in ties]
    return snapshot_of([*nodes, *extra], numbered_ties(rows))


def listed(snapshot, who="w-a", **more):
    found = suggest(snapshot, snapshot.number(who), AS_OF, **more)
    return [[snapshot.ids[one.number] for one in part] for part in (found.near, found.bridge)]


SHARED = [("HAS_CRAFT", "w-a", "craft-1"), ("HAS_CRAFT", "w-b", "craft-1")]


@pytest.mark.parametrize(
    ("props", "seen"),
    [
        ({}, True),
        ({"valid_from": "2026-01-29"}, True),
        ({"valid_from": "2026-01-30"}, False),
        ({"valid_from": "2026-02"}, False),
        ({"valid_to": "2025-12"}, False),
        ({"valid_to": "2026-01-28"}, False),
        ({"valid_to": "2026-01-29"}, True),
        ({"valid_to": "2026-06"}, True),
    ],
)
def test_nothing_that_begins_later_or_has_ended_is_seen(props, seen):
    snapshot = field([("MEMBER_OF", "w-a", "a-1", props), ("MEMBER_OF", "w-b", "a-1")], extra=[Node("a-1", "Alliance", "a")])
    assert listed(snapshot) == [["w-b"] if seen else [], []]


@pytest.mark.parametrize(
    ("ties", "left"),
    [
        ([("HOSTED_BY", "w-a", "e-1"), ("HOSTED_BY", "w-b", "e-1")], []),
        ([("HOSTED_BY", "w-a", "e-1"), ("HOSTED_BY", "w-b", "e-2"), ("SUBSIDIARY_OF", "e-1", "e-0"), ("SUBSIDIARY_OF", "e-2", "e-0")], []),
        ([("HOSTED_BY", "w-a", "e-1"), ("HOSTED_BY", "w-b", "e-2")], ["w-b"]),
        ([("VISITED", "w-a", "w-b", {"valid_from": "2025-06"})], []),
        ([("VISITED", "w-a", "w-b", {"valid_from": "2023-06"})], ["w-b"]),
        ([("SIGNED_INTENT_WITH", "w-a", "w-b", {"valid_from": "2025-06"})], ["w-b"]),
    ],
)
def test_own_unit_own_group_and_live_ties_are_left_out(ties, left):
    assert listed(field([*SHARED, *ties])) == [left, []]


def test_near_bridge_and_unknown():
    industries = [("IN_INDUSTRY", f"w-{letter}", f"industry:{code}") for letter, code in zip("abcd", (34, 34, 35, 84), strict=True)]
    crafts = [("HAS_CRAFT", f"w-{letter}", "craft-1") for letter in "abcde"]
    snapshot = field([*industries, *crafts])
    near, bridge = listed(snapshot)
    assert (near, bridge) == (["w-b", "w-c", "w-e"], ["w-d"])
    found = suggest(snapshot, snapshot.number("w-a"), AS_OF)
    assert [("industry-unknown" in one.marks) for one in found.near] == [False, False, True]
    assert list_of(ground_of(snapshot, AS_OF), snapshot.number("w-d"), snapshot.number("w-a")) == "bridge"
    edited = snapshot_of(
        [Node(f"w-{x}", "Workshop", x) for x in "ad"] + [Node(f"industry:{c}", "Industry", c) for c in ("34", "84")],
        [Tie("1", "IN_INDUSTRY", "w-a", "industry:34"), Tie("2", "IN_INDUSTRY", "w-d", "industry:84")],
        settings={"neighbouring_divisions": [["34", "84"]]},
    )
    assert listed(edited) == [["w-d"], []]


def test_near_doubles_are_put_back_and_say_beside_whom():
    ties = [("HAS_CRAFT", f"w-{letter}", "craft-1") for letter in "abcd"] + [("HOSTED_BY", "w-b", "e-1"), ("HOSTED_BY", "w-c", "e-1")]
    snapshot = field(ties)
    assert listed(snapshot) == [["w-b", "w-d", "w-c"], []]
    last = suggest(snapshot, snapshot.number("w-a"), AS_OF).near[2]
    assert (last.rank, last.moves[0].code, last.moves[0].nodes["other"]) == (3, "move.alike", (snapshot.number("w-b"),))


def test_spread_out_by_hand():
    likeness = np.array([[1, 1.0, 0], [1.0, 1, 0], [0, 0, 1]])
    assert spread_out(np.array([3.0, 2.9, 2.7]), likeness) == ([0, 2, 1], [-1, -1, 0])
    assert spread_out(np.array([3.0, 2.9, 2.5]), likeness) == ([0, 1, 2], [-1, 0, -1])


def test_decisions_hold_in_both_directions_and_end_when_they_say():
    snapshot = field(SHARED)
    a, b = snapshot.number("w-a"), snapshot.number("w-b")
    for decided in (Decided((Decision(a, b, "known"),)), Decided(no_facts=(NoFact(b, "competitor", a),)), Decided(no_facts=(NoFact(b, "secrecy"),))):
        assert listed(snapshot, decided=decided) == [[], []] == listed(snapshot, "w-b", decided=decided)
    over = Decided((Decision(a, b, "later", until=AS_OF - 1),), (NoFact(a, "unwilling", b, until=AS_OF - 1),))
    assert listed(snapshot, decided=over) == [["w-b"], []]
    full = Decided(load={b: 1}, capacity={b: 1})
    assert suggest(snapshot, a, AS_OF, decided=full).near[0].marks[-1] == "full"


def test_an_empty_list_says_why():
    snapshot = field([*SHARED, ("IN_INDUSTRY", "w-c", "industry:34")])

    def because(who):
        return [(one.list, one.code) for one in suggest(snapshot, snapshot.number(who), AS_OF).none_because]

    assert because("w-a") == [("bridge", "none.industry-unknown")]
    assert because("w-c") == [("near", "none.nobody-alike"), ("bridge", "none.nobody-alike")]
    assert because("w-f") == [("", "none.nothing-on-record")]
    known = field([*SHARED, ("VISITED", "w-a", "w-b", {"valid_from": "2025-06"})])
    assert {one.code for one in suggest(known, known.number("w-a"), AS_OF).none_because} == {"none.all-left-out"}
