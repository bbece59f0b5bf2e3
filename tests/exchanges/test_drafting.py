"""From a snapshot to a plan: what a meeting is worth, both sides of the gap, hosts, tables, reasons."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from alliance.errors import InvalidValue, PlanRefused
from alliance.exchanges.gap_sides import sides
from alliance.exchanges.meeting_value import worth
from alliance.exchanges.plan import AUTO, Wishes, violations
from alliance.exchanges.plan_proposal import Request, draft, measure_plan, settle_wishes, short_list
from alliance.model import Node, Tie, day
from alliance.model.building import snapshot_of
from alliance.model.snapshot import Snapshot
from tests.builders import numbered_ties

ON = day("2026-01-29")
City = Callable[..., Snapshot]


def asked(snapshot: Snapshot, gap: tuple[str, str] = ("化工", "装备"), size: tuple[int, int] = (6, 8), per_unit: int = 1, **more: object) -> Request:
    found, numbers, side = sides(snapshot, gap, ON)
    n = len(numbers)
    facts: dict[str, object] = {
        "load": np.zeros(n, dtype=np.int64),
        "hosting": np.ones(n, dtype=np.int64),
        "capacity": np.full(n, -1),
        "hosted": np.zeros(n, dtype=bool),
    }
    return Request("会", "salon", "2026-03-01", found, Wishes(size, per_unit, 4, AUTO, (0, 0), AUTO), numbers, side, **{**facts, **more})  # type: ignore[arg-type]


def tiny() -> Snapshot:
    """w1, w2 of one firm; w3 of its sister firm; w4, w5 elsewhere. w1 and w4 have met; w5 needs what w1 offers; w2 raised a demand for w4's craft."""
    nodes = [Node(f"w{i}", "Workshop", f"工作室{i}") for i in range(1, 6)]
    nodes += [Node(e, "Enterprise", e) for e in ("ea", "eb", "ec", "ed", "eg")] + [Node("k1", "Craft", "焊接"), Node("k2", "Craft", "检测")]
    nodes += [
        Node("d1", "Demand", "点单", {"state": "open", "raised_on": "2025-05"}),
        Node("d2", "Demand", "旧单", {"state": "done", "raised_on": "2024-05"}),
    ]
    ends = [
        ("HOSTED_BY", "w1", "ea", {}),
        ("HOSTED_BY", "w2", "ea", {}),
        ("HOSTED_BY", "w3", "eb", {}),
        ("HOSTED_BY", "w4", "ec", {}),
        ("HOSTED_BY", "w5", "ed", {}),
        ("SUBSIDIARY_OF", "ea", "eg", {}),
        ("SUBSIDIARY_OF", "eb", "eg", {}),
        ("MET", "w1", "w4", {"valid_from": "2021-01-01"}),
        ("NEEDS", "w5", "k1", {}),
        ("OFFERS", "w1", "k1", {}),
        ("RAISED", "w2", "d1", {}),
        ("NEEDS", "d1", "k2", {}),
        ("HAS_CRAFT", "w4", "k2", {}),
        ("RAISED", "w3", "d2", {}),
        ("NEEDS", "d2", "k2", {}),
    ]
    return snapshot_of(nodes, numbered_ties(ends))


def test_worth_by_hand() -> None:
    snapshot = tiny()
    numbers = snapshot.of_kind("Workshop")
    known = worth(snapshot, numbers, ON, np.array([1, 1, 1, 2, 2]))
    new = {(a + 1, b + 1) for a, b in np.argwhere(np.triu(known.new, 1))}
    assert new == {(1, 5), (2, 4), (2, 5), (3, 4), (3, 5), (4, 5)}  # not 1-2 (unit), 1-3 and 2-3 (group), 1-4 (met, however long ago)
    assert {(a + 1, b + 1) for a, b in np.argwhere(known.needs)} == {(5, 1), (2, 4)}
    # sleeping: w1 and w4 met before the window; first meeting 1, across 2, need 1, half for each of w1 and w4
    assert set(np.flatnonzero(known.isolated) + 1) == {1, 4}
    assert known.value[0, 4] == 1 + 2 + 1 + 0.5
    assert known.value[1, 3] == 1 + 2 + 1 + 0.5
    assert known.value[2, 3] == 1 + 2 + 0.5
    assert known.value[3, 4] == 1 + 0.5
    assert (known.value == known.value.T).all()


def test_a_need_that_is_over_is_not_seen() -> None:
    snapshot = snapshot_of(
        [Node("w1", "Workshop", "甲"), Node("w2", "Workshop", "乙"), Node("k", "Craft", "焊接")],
        [Tie("t1", "NEEDS", "w1", "k", {"valid_from": "2024-01", "valid_to": "2024-12"}), Tie("t2", "HAS_CRAFT", "w2", "k", {})],
    )
    assert worth(snapshot, snapshot.of_kind("Workshop"), day("2024-06-30")).needs[0, 1]
    assert not worth(snapshot, snapshot.of_kind("Workshop"), ON).needs.any()


def test_a_later_contact_and_a_later_demand_are_not_seen() -> None:
    early = worth(tiny(), tiny().of_kind("Workshop"), day("2020-06-30"))
    assert early.new[0, 3]
    assert not early.needs[1, 3]


@pytest.mark.parametrize("seed", range(12))
def test_every_plan_of_a_random_city_is_sound_or_refused_with_a_reason(seed: int, snapshot_of_city: City) -> None:
    rng = np.random.default_rng(seed)
    snapshot = snapshot_of_city(int(rng.integers(8, 60)), seed, int(rng.integers(1, 4)))
    low = int(rng.integers(2, 14))
    n = len(sides(snapshot, ("化工", "装备"), ON)[1])
    request = asked(
        snapshot,
        size=(low, low + int(rng.integers(0, 6))),
        per_unit=int(rng.integers(1, 3)),
        load=rng.integers(0, 5, n),
        hosting=rng.integers(-1, 2, n),
        capacity=rng.integers(-1, 30, n),
        hosted=rng.random(n) < 0.3,
    )
    try:
        plan = draft(snapshot, request, ON)
    except PlanRefused as refused:
        codes = {reason.code for reason in refused.facts["reasons"]}
        assert codes  # noqa: PT017
        assert codes <= {"no_host", "industry", "guests", "together", "same_unit", "nobody"}  # noqa: PT017
        return
    assert violations(plan, fresh=True) == []
    assert low <= len(plan.guests) <= request.wishes.size[1]
    place = {snapshot.ids[int(number)]: i for i, number in enumerate(request.numbers)}
    assert request.hosting[place[plan.host.id]] >= 0
    assert not request.hosted[place[plan.host.id]]
    assert request.capacity[place[plan.host.id]] in (-1, *range(len(plan.guests), 31))
    assert all(request.load[place[guest.id]] <= 3 for guest in plan.guests)
    assert all(guest.reasons for guest in (plan.host, *plan.guests))
    assert draft(snapshot, request, ON) == plan


def test_figures_are_those_of_the_tables(snapshot_of_city: City) -> None:
    snapshot = snapshot_of_city(40)
    plan = draft(snapshot, asked(snapshot), ON)
    ids = sorted({i.id for i in (plan.host, *plan.guests)})
    known = worth(snapshot, np.array([snapshot.number(id_) for id_ in ids]), ON)
    at = {id_: i for i, id_ in enumerate(ids)}
    expected = sum(bool(known.new[at[a], at[b]]) for a, b in plan.pairs())
    assert plan.facts["first_meetings"] == expected > 0
    assert plan.facts["needs_met"] <= expected
    assert plan.facts["repeats"] == 0


def test_without_tables_a_visit_counts_host_and_guests_and_a_lecture_nobody(snapshot_of_city: City) -> None:
    snapshot = snapshot_of_city(40)
    from dataclasses import replace

    request = replace(asked(snapshot), form="visit", wishes=Wishes((6, 8), 1, 4, 0, (0, 0), 0))
    plan = draft(snapshot, request, ON)
    assert plan.rounds == ()
    assert plan.facts["first_meetings"] == len(plan.guests)  # the chosen host has met none of them
    assert measure_plan(snapshot, replace(plan, form="lecture"), ON).facts["first_meetings"] == 0


def test_a_host_whose_hosting_is_not_on_record_only_where_nobody_is(snapshot_of_city: City) -> None:
    snapshot = snapshot_of_city(40)
    n = len(sides(snapshot, ("化工", "装备"), ON)[1])
    hosting = np.zeros(n, dtype=np.int64)
    plan = draft(snapshot, asked(snapshot, hosting=hosting), ON)
    assert plan.host.reasons[0][0] == "host_to_ask"
    hosting[5] = 1
    plan = draft(snapshot, asked(snapshot, hosting=hosting), ON)
    assert plan.host.id == snapshot.ids[int(sides(snapshot, ("化工", "装备"), ON)[1][5])]
    with pytest.raises(PlanRefused) as refused:
        draft(snapshot, asked(snapshot, hosting=np.full(n, -1)), ON)
    assert [reason.code for reason in refused.value.facts["reasons"]] == ["no_host"]


def test_a_gap_without_one_of_its_sides_is_refused(snapshot_of_city: City) -> None:
    snapshot = snapshot_of_city(40)
    with pytest.raises(PlanRefused) as refused:
        draft(snapshot, asked(snapshot, ("化工", "港航物流")), ON)
    assert {(reason.code, reason.facts["industry"]) for reason in refused.value.facts["reasons"]} == {("industry", "港航物流")}
    with pytest.raises(InvalidValue):
        sides(snapshot, ("化工", "不存在"), ON)


def test_seats_follow_the_number_of_people() -> None:
    free = Wishes((1, 60), 1, 4, AUTO, (0, 0), AUTO)
    for guests in range(6, 61):
        wishes = settle_wishes(free, guests)
        assert wishes.tables * wishes.seats[0] <= guests + 1 <= wishes.tables * wishes.seats[1]
        assert wishes.seats[1] <= wishes.tables  # or a second round would repeat
    assert settle_wishes(Wishes((20, 20), 1, 4, 5, (0, 4), 3), 20).seats == (4, 4)  # exactly the guests: the host has no seat
    assert settle_wishes(Wishes((20, 20), 1, 4, 0, (0, 0), AUTO), 20).rounds == 0


def test_the_short_list_keeps_who_was_named_and_both_sides(snapshot_of_city: City) -> None:
    snapshot = snapshot_of_city(60)
    _, numbers, side = sides(snapshot, ("化工", "装备"), ON)
    keep = int(numbers[-1])
    chosen = short_list(snapshot, numbers, side, [keep], ON, limit=10)
    assert keep in numbers[chosen]
    assert set(side[chosen]) == {1, 2}
    assert len(chosen) <= 11
