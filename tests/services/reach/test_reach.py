"""The worklist on a city worked out by hand: one workshop of every ring, with reason, evidence and source."""

from __future__ import annotations

import pytest

from alliance.errors import InvalidValue, NotAllowed, NotThereYet, UnknownNode
from alliance.network.reach.reach import CUT_OFF
from alliance.services.reach import reach
from alliance.services.results import to_json
from tests.worlds.small_city import AS_OF, NAMES, RINGS, city


def test_every_workshop_has_the_ring_worked_out_by_hand() -> None:
    answer = reach.isolates(city())
    assert {row.id: row.ring for row in answer.rows} == RINGS
    assert answer.counts == {
        "none": 1,
        "own_unit": 2,
        "own_group": 2,
        "own_system": 2,
        "sleeping": 1,
        "serving": 1,
        "connected": 2,
        "unknown": 1,
        "new": 1,
        "exempt": 1,
    }
    assert (answer.schema, answer.as_of, answer.revision, answer.total, answer.left_out) == ("alliance.isolates/1", AS_OF, 1, 14, 0)


def test_rows_stand_in_the_order_of_the_screen_then_by_id() -> None:
    assert [row.id for row in reach.isolates(city()).rows] == [
        "w12",
        "w08",
        "w09",
        "w06",
        "w07",
        "w04",
        "w05",
        "w11",
        "w03",
        "w01",
        "w02",
        "w13",
        "w10",
        "w14",
    ]


def test_evidence_names_the_tie_its_date_and_its_source() -> None:
    row = reach.reach_of(city(), "w01")
    assert row is not None
    (item,) = row.evidence
    assert (item.kind, item.from_, item.to, item.date, item.name, item.source, item.recorded, item.why) == (
        "SIGNED_AGREEMENT_WITH",
        "w01",
        "w02",
        "2026-03-15",
        NAMES["w02"],
        "测试台账.xlsx",
        "2026-06-01",
        "",
    )
    assert (row.unit, row.place, row.union) == ("第1厂", "东区", "东区总工会")


def test_a_sleeping_workshop_rests_on_its_former_contact() -> None:
    row = reach.reach_of(city(), "w11")
    assert row is not None
    assert [(item.date, item.name) for item in row.evidence] == [("2024-06", NAMES["w01"])]
    assert row.evidence[0].why


def test_unknown_says_what_is_on_record_and_whom_to_ask() -> None:
    row = reach.reach_of(city(), "焊接班工作室")
    assert row is not None
    assert (row.ring, row.evidence) == ("unknown", ())
    assert [item.kind for item in row.not_counted] == ["SIGNED_INTENT_WITH", "Activity"]
    assert "东区总工会" in row.reason
    assert [step.code for step in row.actions] == ["carry_out_intent", "ask_union"]


def test_a_confirmation_is_told_with_its_day() -> None:
    row = reach.reach_of(city(), "w12")
    assert row is not None
    assert (row.ring, row.confirmed, row.checked) == ("none", True, "2026-06-15")
    assert "2026年6月15日" in row.reason


def test_english_reasons_hold_no_chinese_but_names() -> None:
    for row in reach.isolates(city(), lang="en").rows:
        said = row.reason
        for name in (*NAMES.values(), "东区总工会", "工学院", "年度讲座"):
            said = said.replace(name, "")
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in said), row.reason


def test_filters_keep_the_counts_of_what_they_leave() -> None:
    net = city()
    cut_off = reach.isolates(net, rings=CUT_OFF, limit=3)
    assert (len(cut_off.rows), cut_off.total, cut_off.left_out) == (3, 8, 5)
    assert sum(cut_off.counts.values()) == 14
    second = reach.isolates(net, rings=CUT_OFF, limit=3, offset=3)
    assert {row.id for row in second.rows}.isdisjoint(row.id for row in cut_off.rows)
    assert reach.isolates(net, limit=0).rows == ()


def test_a_region_holds_its_districts_and_a_union_those_below_it() -> None:
    net = city()
    assert {row.id for row in reach.isolates(net, region="东区").rows} == {"w01", "w12", "w13", "w14"}
    assert {row.id for row in reach.isolates(net, region="某市").rows} == {"w01", "w02", "w12", "w13", "w14"}
    assert {row.id for row in reach.isolates(net, union="东区总工会").rows} == {"w01", "w12", "w13"}
    assert {row.id for row in reach.isolates(net, union="市总工会").rows} == {"w01", "w02", "w12", "w13"}


def test_nothing_later_than_the_reference_date_is_seen() -> None:
    early = reach.isolates(city(), on="2026-03-01")
    assert {row.id: row.ring for row in early.rows}["w01"] != "connected"
    assert "w10" not in {row.id for row in early.rows}
    with pytest.raises(NotThereYet):
        reach.reach_of(city(), "w10", "2026-03-01")
    assert early.as_of == "2026-03-01"


def test_the_stream_gives_the_same_rows() -> None:
    net = city()
    answer, rows = reach.stream(net, rings=("own_unit", "none"))
    assert [row.id for row in rows] == ["w12", "w08", "w09"]
    assert answer.rows == ()
    assert to_json(reach.isolates(net, rings=("own_unit", "none")))["counts"] == dict(answer.counts)


def test_wrong_wishes_are_refused() -> None:
    with pytest.raises(InvalidValue):
        reach.isolates(city(), rings=("孤岛",))
    with pytest.raises(UnknownNode):
        reach.isolates(city(), region="月球")
    with pytest.raises(NotAllowed):
        reach.isolates(city(role="stranger"))
