"""From a gap to a plan, to its papers, to what came of it, and back by undo: on a real embedded store."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from alliance.errors import Conflict, InvalidValue, NotAllowed, PlanRefused, StepRefused, UnknownNode
from alliance.model import Actor, Batch, Change, Node, Work, day
from alliance.network.mixing.matrix import mixing
from alliance.network.reach.reach import reach
from alliance.services.results import to_json
from alliance.services.workspace import Workspace, open_store
from tests.builders import puts
from tests.worlds.exchange_city import city

ON = day("2026-01-29")


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Workspace]:
    with open_store(tmp_path / "city.alliance", actor=Actor("经办人", "editor")) as opened:
        nodes, ties = city(60)
        setting = Work("setting", "data_as_of", "", {"value": "2026-01-29"})
        opened.store.commit(Batch("city", "import", puts(*nodes, *ties, setting)), opened.actor)
        yield opened


GAP: dict[str, Any] = {"gap": ("化工", "装备"), "size": (10, 14), "date": "2026-01-20"}


def view(net: Workspace) -> tuple[dict[str, str], np.ndarray, np.ndarray]:
    """Reach of every workshop, the exchange cells and the cooperation cells."""
    snapshot = net.snapshot(None)
    table = reach(snapshot, ON)
    codes = {snapshot.ids[int(n)]: table.code_of(int(n)) for n in table.workshops}
    return codes, mixing(snapshot, ON, layer="exchange").counts, mixing(snapshot, ON).counts


def records(net: Workspace) -> tuple[list[Any], list[Any]]:
    nodes = [(n.id, n.kind, n.name, dict(n.props)) for n in net.store.all_nodes()]
    return nodes, [(t.id, t.kind, t.source, t.target, dict(t.props)) for t in net.store.all_ties()]


def cell(net: Workspace, counts: np.ndarray, a: str, b: str) -> int:
    labels = [label.key for label in mixing(net.snapshot(None), ON).labels]
    return int(counts[labels.index(a), labels.index(b)])


def test_a_plan_from_a_gap_keeps_every_wish(net: Workspace) -> None:
    plan = net.plan(**GAP, load_max=3)
    assert (plan.state, plan.refused, plan.version) == ("draft", (), 0)
    assert plan.gap == ("能源化工", "机械装备")
    assert 10 <= len(plan.guests) <= 14
    everyone = [plan.host, *plan.guests]
    assert len({one.unit.id for one in everyone}) == len(everyone)
    assert {one.side for one in plan.guests} == {"能源化工", "机械装备"}
    assert plan.host.id not in {guest.id for guest in plan.guests}
    assert "登记可承办" in plan.host.reason
    assert all(guest.reason.endswith("。") for guest in plan.guests)
    assert plan.repeats == 0
    for row in plan.rounds:
        assert sorted(id_ for table in row for id_ in table) == sorted(one.id for one in everyone)
    assert f"让{plan.first_meetings}对没有交流记录的工作室见面" in plan.sentence
    assert "期望" not in plan.sentence
    assert net.plan(**GAP, load_max=3) == plan
    assert net.store.work("plan") == []


def test_english_says_the_same(net: Workspace) -> None:
    zh, en = net.plan(**GAP), net.plan(**GAP, lang="en")
    assert [guest.id for guest in zh.guests] == [guest.id for guest in en.guests]
    assert f"lets {en.first_meetings} pairs" in en.sentence
    assert not any("\u4e00" <= c <= "\u9fff" for guest in en.guests for c in guest.reason)


def test_the_json_has_the_keys_that_are_promised(net: Workspace) -> None:
    answer = to_json(net.plan(**GAP))
    assert {"schema", "revision", "as_of", "plan", "state", "host", "guests", "rounds", "refused"} <= set(answer)
    assert answer["schema"] == "alliance.plan/1"
    assert answer["as_of"] == "2026-01-29"


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"size": 200}, "guests"),
        ({"size": (10, 12), "tables": 2, "seats": 4}, "too_many"),
        ({"size": (10, 12), "tables": 4, "seats": (5, 6)}, "too_few"),
        ({"gap": ("化工", "港航"), "size": 8}, "industry"),
        ({"size": (10, 12), "load_max": 1, "date": "2026-01-20"}, ""),
    ],
)
def test_a_wish_that_cannot_be_met_is_answered_with_its_reason(net: Workspace, wish: dict[str, Any], code: str) -> None:
    answer = net.plan(**{**GAP, **wish})
    assert [reason.code for reason in answer.refused] == ([code] if code else [])
    if code:
        assert (answer.state, answer.guests, answer.rounds, answer.host) == ("refused", (), (), None)
        assert answer.refused[0].text in answer.sentence
        with pytest.raises(PlanRefused):
            net.save_plan(answer)


def test_wishes_that_make_no_sense_are_told(net: Workspace) -> None:
    for wrong in (
        {"size": (5, 2)},
        {"date": "2026-01"},
        {"form": "舞会"},
        {"gap": ("化工", "不存在")},
        {"gap": ("化工",)},
        {"seats": 0},
        {"per_unit_max": 0},
    ):
        with pytest.raises(InvalidValue):
            net.plan(**{**GAP, **wrong})
    with pytest.raises(UnknownNode):
        net.plan(plan_id="plan-none")


def test_from_the_worklist_those_named_are_on_the_list(net: Workspace) -> None:
    plan = net.plan(workshops=("w-007", "示例021创新工作室"), size=8, date="2026-01-20")
    assert {"w-007", "w-021"} <= {guest.id for guest in plan.guests}
    assert len(plan.guests) == 8
    assert plan.guests[0].reasons[0].code == "asked_for"


def test_who_declines_leaves_nobody_alone_at_a_table(net: Workspace) -> None:
    kept = net.save_plan(net.plan(size=6, date="2026-01-20", form="salon", tables=3, seats=(2, 3), rounds=2))
    after = net.change_plan(kept.plan, consent={kept.guests[0].id: "declined"})  # six are left for three tables, the host among them
    assert [sorted(map(len, tables)) for tables in after.rounds] == [[2, 2, 2]] * 2


def test_a_named_host_is_host_even_of_another_industry(net: Workspace) -> None:
    plan = net.plan(**{**GAP, "host": "w-008"})  # of the metals; its unit is on record as able to host
    assert (plan.host.id, plan.host.reasons[0].code) == ("w-008", "host_named")


def test_kept_changed_and_taken_through_its_states(net: Workspace) -> None:
    proposal = net.plan(**GAP)
    assert proposal.record is not None
    assert "record" not in to_json(proposal)
    assert net.saved_plan(proposal.plan) is None
    kept = net.save_plan(proposal)
    assert kept.record == proposal.record, "what was proposed is what is kept, not a copy made from what was shown"
    assert net.saved_plan(kept.plan) == net.plan(plan_id=kept.plan)
    assert (kept.plan, kept.state) == (proposal.plan, "draft")
    assert kept.version > 0
    assert kept.guests == proposal.guests
    assert kept.missing == ("place", "host_consent", "consents")
    with pytest.raises(Conflict):
        net.save_plan(proposal)
    with pytest.raises(PlanRefused) as refused:
        net.plan_state(kept.plan, kept.version, "agreed")
    assert "尚未同意，暂不能列入正式通知" in str(refused.value.facts["reasons"])
    taken = {one.unit.id for one in (kept.host, *kept.guests)}
    out, newcomer = kept.guests[0].id, next(f"w-{2 * k:03d}" for k in range(30) if f"e-{k:03d}" not in taken)
    changed = net.change_plan(kept.plan, kept.version, remove=[out], add=[newcomer], place="一楼会议室")
    assert changed.version > kept.version
    assert out not in {id_ for row in changed.rounds for table in row for id_ in table}
    assert newcomer in {id_ for table in changed.rounds[0] for id_ in table}
    with pytest.raises(Conflict):
        net.change_plan(kept.plan, kept.version, title="旧版本")
    answers = {guest.id: "agreed" for guest in changed.guests[1:]} | {changed.guests[0].id: "declined", changed.host.id: "agreed"}
    answered = net.change_plan(kept.plan, changed.version, consent=answers)
    assert changed.guests[0].id not in {id_ for table in answered.rounds[0] for id_ in table}
    assert answered.missing == ()
    agreed = net.plan_state(kept.plan, answered.version, "agreed")
    assert agreed.state == "agreed"
    row = net.plans().rows[0]
    assert (row.id, row.state, row.agreed, row.waiting_days) == (kept.plan, "agreed", len(changed.guests) - 1, 9)
    net.undo(agreed.batch)
    assert net.plan(plan_id=kept.plan).state == "draft"


def test_a_change_that_breaks_a_rule_is_refused_in_words(net: Workspace) -> None:
    kept = net.save_plan(net.plan(**GAP))
    sister = next(f"w-{int(g.id[2:]) ^ 1:03d}" for g in kept.guests)
    with pytest.raises(PlanRefused) as refused:
        net.change_plan(kept.plan, kept.version, add=[sister], remove=[kept.guests[-1].id] if kept.guests[-1].id != kept.guests[0].id else [])
    assert "每单位最多1家" in str(refused.value.facts["reasons"])


def test_invitations_of_this_year_count_and_the_full_are_left_out_with_a_sentence(net: Workspace) -> None:
    first = net.save_plan(net.plan(**GAP))
    again = net.plan(**GAP, load_max=1)
    assert {guest.id for guest in again.guests} & {guest.id for guest in first.guests}  # a draft invites nobody
    net.plan_state(first.plan, first.version, "consulted")
    again = net.plan(**GAP, load_max=1)
    assert not {guest.id for guest in again.guests} & {guest.id for guest in first.guests}
    assert {row.id for row in again.left_out} >= {guest.id for guest in first.guests}
    assert "今年已安排1次，达到约定次数（1次），本次未列入" in again.left_out[0].text
    assert again.host is None or again.host.id != first.host.id  # was host within twelve months
    named = net.plan(workshops=[first.guests[0].id], size=6, load_max=1, date="2026-01-20")
    assert [row.id for row in named.left_out] == [first.guests[0].id]
    assert net.plan(**{**GAP, "date": "2025-01-20"}, load_max=1).left_out == ()


def test_what_is_on_record_against_it_is_respected(net: Workspace) -> None:
    plan = net.plan(**GAP)
    unwilling, a, b = plan.guests[0], plan.guests[1].id, plan.guests[2].id
    net.exclude(unwilling.id, why="unwilling")
    net.exclude(a, b, why="competitor")
    after = net.plan(**GAP)
    ids = {one.id for one in (after.host, *after.guests)}
    assert unwilling.id not in ids
    assert not {a, b} <= ids
    assert [(row.id, row.code, row.text) for row in after.left_out] == [(unwilling.id, "unwilling", f"本次未列入{unwilling.name}：单位暂不方便。")]


def test_what_came_of_it_changes_reach_exchange_and_cooperation_and_undo_restores(net: Workspace) -> None:
    proposal = net.plan(**GAP)
    assert proposal.record is not None
    assert "record" not in to_json(proposal)
    assert net.saved_plan(proposal.plan) is None
    kept = net.save_plan(proposal)
    assert kept.record == proposal.record, "what was proposed is what is kept, not a copy made from what was shown"
    assert net.saved_plan(kept.plan) == net.plan(plan_id=kept.plan)
    before, before_records = view(net), records(net)
    met = proposal.rounds[0][0]
    one = next(
        (a, b)
        for row in proposal.rounds
        for table in row
        for a, b in combinations(table, 2)
        if {_side(proposal, a), _side(proposal, b)} == {"能源化工", "机械装备"}
    )
    absent = next(guest.id for guest in proposal.guests if guest.id not in one and guest.id not in met)
    done = net.record_outcome(
        kept.plan,
        version=kept.version,
        attended=[guest.id for guest in proposal.guests if guest.id != absent],
        outcomes=[{"kind": "agreement", "a": one[0], "b": one[1], "date": "2026-01-25", "note": "联合攻关"}],
    )
    expected = {tuple(sorted(pair)) for row in proposal.rounds for table in row for pair in combinations(table, 2) if absent not in pair}
    assert done.met == len(expected)
    assert done.attended == len(proposal.guests)  # one stayed away, the host is counted
    assert not done.later_than_data
    codes, exchange, cooperation = view(net)
    # met pairs: reach and the exchange layer
    assert {codes[id_] for id_ in met} == {"connected"}
    assert any(before[0][id_] != "connected" for id_ in met)
    assert codes[absent] == before[0][absent]
    crossing = sum({_side(proposal, a), _side(proposal, b)} == {"能源化工", "机械装备"} for a, b in expected)
    assert cell(net, exchange, "能源化工", "机械装备") == cell(net, before[1], "能源化工", "机械装备") + crossing
    # the confirmed agreement: one more pair in the cooperation cell, nothing else there
    assert cell(net, cooperation, "能源化工", "机械装备") == cell(net, before[2], "能源化工", "机械装备") + 1
    assert cooperation.sum() == before[2].sum() + 2
    tie = net.store.ties(done.ties)[done.ties[0]]
    assert (tie.kind, tie.props["valid_from"], tie.props["note"]) == ("SIGNED_AGREEMENT_WITH", "2026-01-25", "联合攻关")
    assert kept.plan in tie.props["sources"][0]["source"]
    assert "经办人确认" in tie.props["sources"][0]["source"]
    activity = net.store.nodes([done.activity])[done.activity]
    assert (activity.kind, activity.props["form"], activity.props["held_on"]) == ("Activity", "salon", "2026-01-20")
    roles = [t.props["role"] for t in net.store.ties_of(done.activity, ["PARTICIPATES_IN"])]
    assert sorted(roles) == ["guest"] * (len(proposal.guests) - 1) + ["host"]
    assert net.plan(plan_id=kept.plan).state == "recorded"
    # undo: everything as it was, and undone again as it had become
    undone = net.undo(done.batch)
    after = view(net)
    assert after[0] == before[0]
    assert (after[1] == before[1]).all()
    assert (after[2] == before[2]).all()
    assert records(net) == before_records
    assert net.plan(plan_id=kept.plan).state == "draft"
    net.undo(undone.batch)
    assert view(net)[0] == codes
    assert net.plan(plan_id=kept.plan).state == "recorded"


def _side(plan: Any, id_: str) -> str:
    return next(str(one.side) for one in (plan.host, *plan.guests) if one.id == id_)


def test_a_meeting_is_no_first_meeting_again(net: Workspace) -> None:
    proposal = net.plan(**GAP)
    assert proposal.record is not None
    assert "record" not in to_json(proposal)
    assert net.saved_plan(proposal.plan) is None
    kept = net.save_plan(proposal)
    assert kept.record == proposal.record, "what was proposed is what is kept, not a copy made from what was shown"
    assert net.saved_plan(kept.plan) == net.plan(plan_id=kept.plan)
    done = net.record_outcome(kept.plan)
    assert f"其中{done.met}对此前没有交流记录" in done.sentence
    later = net.plan(**{**GAP, "date": "2026-01-28"})
    seated = {tuple(sorted(pair)) for row in later.rounds for table in row for pair in combinations(table, 2)}
    had = {tuple(sorted(pair)) for row in proposal.rounds for table in row for pair in combinations(table, 2)}
    assert later.first_meetings <= len(seated - had)


def test_only_rounds_held_and_pairs_named_count(net: Workspace) -> None:
    kept = net.save_plan(net.plan(**GAP))
    first_round = sum(len(table) * (len(table) - 1) // 2 for table in kept.rounds[0])
    done = net.record_outcome(kept.plan, rounds=[1])
    assert done.met == first_round
    net.undo(done.batch)
    a, b = kept.guests[0], kept.guests[1]
    assert net.record_outcome(kept.plan, met=[(a.name, b.id)]).met == 1


def test_more_comes_of_it_later_and_intents_and_visits_are_no_cooperation(net: Workspace) -> None:
    kept = net.save_plan(net.plan(**GAP))
    net.record_outcome(kept.plan)
    revision = net.store.revision
    with pytest.raises(StepRefused) as refused:
        net.record_outcome(kept.plan)
    assert "已经记录过" in refused.value.facts["reasons"]
    assert net.store.revision == revision
    before = view(net)[2].sum()
    a, b = kept.guests[0].id, kept.guests[1].id
    net.record_outcome(kept.plan, outcomes=[{"kind": "intent", "a": a, "b": b}, {"kind": "return_visit", "a": a, "b": b}], date="2026-01-28")
    assert view(net)[2].sum() == before
    assert net.plan(plan_id=kept.plan).date == GAP["date"]
    net.record_outcome(kept.plan, outcomes=[{"kind": "service", "a": a, "b": "e-010", "confirmed_by": "示例企业010"}])
    assert [t.kind for t in net.store.ties_of("e-010", ["SERVES"])] == ["SERVES"]
    for wrong in ({"kind": "friendship", "a": a, "b": b}, {"kind": "project", "a": a, "b": a}, {"kind": "project", "a": a, "b": b, "date": "某日"}):
        with pytest.raises(InvalidValue):
            net.record_outcome(kept.plan, outcomes=[wrong])


def test_a_viewer_may_look_and_not_write(net: Workspace) -> None:
    viewer = Workspace(net.store, Actor("来宾", "viewer"))
    proposal = viewer.plan(**GAP)
    with pytest.raises(NotAllowed):
        viewer.save_plan(proposal)


def test_the_workbook_has_its_sheets_and_no_formula(net: Workspace) -> None:
    import openpyxl

    net.store.commit(Batch("hostile", "edit", [Change("merge", Node("w-000", "Workshop", '=HYPERLINK("http://x")'))]), net.actor)
    kept = net.save_plan(net.plan(**{**GAP, "workshops": ("w-000",)}), title="=1+1")
    content = net.plan_workbook(kept.plan)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["邀请名单", "分组表", "签到表", "议程"]
    cells = [one for sheet in book for row in sheet.iter_rows() for one in row if one.value is not None]
    assert all(one.data_type in ("s", "n") for one in cells)
    assert any(one.value == '=HYPERLINK("http://x")' for one in cells)
    assert all(sheet.page_setup.paperSize == 9 for sheet in book)
    attendance = [row[4].value for row in book["签到表"].iter_rows(min_row=4)]
    assert attendance[0] == kept.host.name
    assert {guest.name for guest in kept.guests} <= set(attendance)
    tables = {one.value for row in book["分组表"].iter_rows(min_row=4, min_col=2) for one in row if one.value}
    assert tables == {one.name for one in (kept.host, *kept.guests)}
    assert net.plan_workbook(kept.plan) == content
    assert openpyxl.load_workbook(io.BytesIO(net.plan_workbook(kept.plan, "en"))).sheetnames == ["Invitations", "Tables", "Attendance", "Agenda"]


def test_papers_speak_one_language_and_have_no_empty_column(net: Workspace) -> None:
    import openpyxl

    def sheet(plan: str) -> list[tuple[Any, ...]]:
        return list(openpyxl.load_workbook(io.BytesIO(net.plan_workbook(plan, "en")))["Invitations"].iter_rows(values_only=True))

    from_gap = net.save_plan(net.plan(**GAP))
    rows = sheet(from_gap.plan)
    assert (from_gap.title, rows[0][0]) == ("能源化工与机械装备行业沙龙", "Salon: Energy and chemicals and Machinery and equipment – Invitations")
    assert {row[4] for row in rows[3:-1]} == {"Energy and chemicals", "Machinery and equipment"}
    assert rows[-1][0].startswith(f"{len(from_gap.guests)} invited besides the host.")
    assert sheet(net.change_plan(from_gap.plan, title="春季沙龙").plan)[0][0] == "春季沙龙 – Invitations"
    from_list = net.plan(workshops=tuple(guest.id for guest in from_gap.guests), size=(2, 14), load_max=9)
    assert sheet(net.save_plan(from_list).plan)[2] == ("No.", "Workshop", "Unit", "Responsible union", "Answer")


def test_the_calendar_is_one_whole_day_and_always_the_same(net: Workspace) -> None:
    from icalendar import Calendar

    kept = net.save_plan(net.plan(**GAP), title="化工与装备座谈；第1次, 试")
    content = net.plan_calendar(kept.plan)
    event = Calendar.from_ical(content).walk("VEVENT")[0]
    assert event["DTSTART"].dt.isoformat() == "2026-01-20"
    assert event["DTEND"].dt.isoformat() == "2026-01-21"
    assert str(event["SUMMARY"]) == "化工与装备座谈；第1次, 试"
    assert b"DTSTAMP:20260120T000000Z" in content
    assert net.plan_calendar(kept.plan) == content
    undated = net.save_plan(net.plan(**{**GAP, "date": ""}))
    with pytest.raises(InvalidValue):
        net.plan_calendar(undated.plan)


@pytest.mark.parametrize("wish", [{"size": 200}, {"size": (30, 40)}, {"size": (10, 12), "load_max": 0}, {"size": 200, "per_unit_max": 2}])
def test_the_number_that_a_refusal_names_can_be_invited_and_one_more_cannot(net: Workspace, wish: dict[str, Any]) -> None:
    refused = net.plan(**{**GAP, **wish})
    named = [reason.facts["feasible"] for reason in refused.refused if "feasible" in reason.facts]
    if wish.get("load_max") == 0:
        assert named == []  # nobody can be invited at all, so no number is named
        return
    assert str(named[0]) in refused.refused[0].text
    assert len(net.plan(**{**GAP, **wish, "size": named[0]}).guests) == named[0]
    assert net.plan(**{**GAP, **wish, "size": named[0] + 1}).refused[0].facts["feasible"] == named[0]
