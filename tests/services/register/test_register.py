"""Acts on the register: shown first, written when confirmed, dated and sourced, taken back whole, refused where something moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alliance.errors import AmbiguousName, Conflict, InvalidChange, InvalidValue, NotAllowed, UnknownBatch, UnknownNode
from alliance.model import Actor, Node, Tie, tie_id
from alliance.services.register.acts import ActResult
from alliance.services.workspace import Workspace
from tests.builders import workspace
from tests.worlds.small_city import city, nodes, tie, ties

PAPER = "市总工发〔2026〕12号"
TODAY = "2026-06-30"


@pytest.fixture
def net() -> Workspace:
    """The small city with people: 张三 and 李四 lead the first two workshops, two people are called 王芳."""
    people = [
        Node("p1", "Person", "张三"),
        Node("p2", "Person", "李四"),
        Node("p3", "Person", "王芳"),
        Node("p4", "Person", "王芳"),
    ]
    more = [tie("LEADS", "p1", "w01"), tie("LEADS", "p2", "w02", "2020"), tie("EMPLOYED_BY", "p3", "e1"), tie("EMPLOYED_BY", "p4", "e2")]
    return workspace([*nodes(), *people], [*ties(), *more], {"data_as_of": TODAY, "title": "小城", "exempt": {"w14": "按规定"}})


def content(net: Workspace) -> dict[str, Any]:
    """What the store holds, whatever the versions."""
    records = net.records
    found: dict[str, Any] = {node.id: (node.kind, node.name, dict(node.props)) for node in records.all_nodes()}
    found |= {one.id: (one.kind, one.source, one.target, dict(one.props)) for one in records.all_ties()}
    for kind in records.work_kinds():
        found |= {f"{kind}/{one.id}": (one.state, dict(one.data)) for one in records.work(kind)}
    return found


Asked = Callable[..., ActResult]
ACTS: dict[str, Callable[[Workspace], Asked]] = {
    "add": lambda net: (
        lambda **k: net.add_workshop("新工作室", host="第1厂", lead="赵新", region="郑州市", facts={"级别": "市级", "成员数": "9"}, **k)
    ),
    "correct": lambda net: lambda **k: net.correct_facts("w01", {"成员数": "12", "级别": "省级"}, **k),
    "tie": lambda net: lambda **k: net.add_tie("w05", "结对", "w09", **k),
    "end": lambda net: lambda **k: net.end_tie(tie_id("PAIRED_WITH", "w08", "w09", "2026-05-04"), **k),
    "rename": lambda net: lambda **k: net.rename("w01", "张三智能焊接创新工作室", **k),
    "lead": lambda net: lambda **k: net.appoint_leader("w01", "赵新", **k),
    "move": lambda net: lambda **k: net.move_workshop("w01", "第9厂", **k),
    "review": lambda net: lambda **k: net.record_review("w04", "复评合格", by="市总工会", **k),
    "withdraw": lambda net: lambda **k: net.record_review("w04", "摘牌", by="市总工会", **k),
    "recognise": lambda net: lambda **k: net.recognise(["w01", "w04", "w12"], level="省级", by="省总工会", batch="豫工发〔2026〕3号", **k),
    "announce": lambda net: lambda **k: net.recognise(["w01", "w04"], level="省级", by="省总工会", state="notice", **k),
    "hide": lambda net: lambda **k: net.stop_showing("张三", **k),
    "merge": lambda net: lambda **k: net.merge_records("w01", "w02", choices={"name": "keep"}, **k),
    "state": lambda net: lambda **k: net.state_count("省级", 31, year=2024, area="某市", **k),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_shown_first_written_once_confirmed_and_taken_back_whole(net: Workspace, name: str) -> None:
    start, act = content(net), ACTS[name](net)
    for missing in ("", "  "):
        with pytest.raises(InvalidValue):
            act(source=missing)
    shown = act(source=PAPER)
    assert (shown.written, shown.batch, shown.date, shown.source) == (False, "", TODAY, PAPER)
    assert content(net) == start and shown.changes
    done = act(source=PAPER, confirm=True, base=shown.base)
    assert done.written and [(row.state, row.fields) for row in done.changes] == [(row.state, row.fields) for row in shown.changes]
    assert name == "hide" or done.changes == shown.changes
    assert done.receipt is not None and done.receipt.sequence == net.history().rows[0].sequence
    entry = net.history().rows[0]
    assert (entry.action, entry.label, dict(entry.facts)["source"]) == ("register", done.label, PAPER)
    assert net.records.audit(1)[0]["batch"] == done.batch and net.records.verify_audit() == 0
    now = content(net)
    for row in shown.changes:  # what was shown is what stands
        key = f"{row.record.kind}/{row.record.id}" if not isinstance(row.record, (Node, Tie)) else row.record.id
        if row.state == "deleted":
            assert key not in now
        elif isinstance(row.record, Node) and name != "hide":
            assert now[key] == (row.record.kind, row.record.name, dict(row.record.props))
            assert row.record.kind in ("Region",) or any(s.get("source") == PAPER for s in row.record.props.get("sources", ())) or name == "withdraw"
        elif isinstance(row.record, Tie) and name != "merge" and row.record.kind != "PART_OF":
            assert now[key] == (row.record.kind, row.record.source, row.record.target, dict(row.record.props))
            assert any(s["source"] == PAPER and s["as_of"] == TODAY for s in row.record.props["sources"])
    net.undo(done.batch)
    assert content(net) == start


@pytest.mark.parametrize("name", [name for name in ACTS if name not in ("add", "tie", "review", "announce", "state")])  # those rest on no record
def test_a_stale_act_is_refused_with_both_versions(net: Workspace, name: str) -> None:
    other = Workspace(net.store, Actor("另一人", "admin"))
    shown = ACTS[name](net)(source=PAPER)
    moved = next(row.before for row in shown.changes if row.before is not None)
    if isinstance(moved, Node):
        other.correct_facts(moved.id, {"备注" if moved.kind == "Workshop" else "职务": "另一人写的"}, source="电话", confirm=True)
    else:
        other.end_tie(moved.id, date="2026-06-29", source="电话", confirm=True)
    before = content(net)
    with pytest.raises(Conflict) as found:
        ACTS[name](net)(source=PAPER, confirm=True, base=shown.base)
    assert found.value.facts["theirs"] and found.value.facts["mine"] is not None
    assert content(net) == before
    assert net.history().rows[0].actor == "另一人"


def test_who_may_only_look_writes_nothing() -> None:
    net = city("viewer")
    with pytest.raises(NotAllowed):
        net.correct_facts("w01", {"成员数": "12"}, source=PAPER)
    assert net.register().total == 14


# -- single acts


def test_a_new_workshop_comes_with_its_unit_leader_and_place(net: Workspace) -> None:
    done = net.add_workshop(
        "新工作室", host="第十机床厂", lead="赵新", region="洛阳市", facts={"级别": "市级", "成立时间": "2025年3月"}, source=PAPER, confirm=True
    )
    made = {(row.record.kind, row.record.name) for row in done.rows if isinstance(row.record, Node)}
    assert {("Enterprise", "第十机床厂"), ("Person", "赵新"), ("Region", "洛阳市"), ("Workshop", "新工作室")} <= made
    shown = net.show("新工作室")
    assert (shown.props["level"], shown.props["founded"]) == ("municipal", "2025-03")
    assert {tie.kind: tie.other.name for tie in shown.ties["affiliation"]} == {"HOSTED_BY": "第十机床厂", "LEADS": "赵新", "LOCATED_IN": "洛阳市"}
    assert {tie.date for tie in shown.ties["affiliation"]} == {TODAY}
    with pytest.raises(AmbiguousName):
        net.add_workshop("新工作室", host="第十机床厂", source=PAPER)
    net.add_workshop("新工作室", host="第1厂", source=PAPER, confirm=True)  # another one of that name, elsewhere


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"成员数": "很多"}, "成员数"),
        ({"级别": "星级"}, "级别"),
        ({"命名时间": "2026-13"}, "命名时间"),
        ({"颜色": "红"}, "field"),
        ({"name": "甲"}, "field"),
        ({}, "field"),
    ],
)
def test_a_fact_is_checked_as_in_an_import(net: Workspace, facts: dict[str, str], wrong: str) -> None:
    with pytest.raises(InvalidValue) as found:
        net.correct_facts("w01", facts, source=PAPER)
    assert found.value.facts["property"] == wrong


def test_no_number_of_a_person_is_taken(net: Workspace) -> None:
    for number in ("13800138000", "11010519491231002X"):
        for asked in (
            lambda n=number: net.correct_facts("w01", {"备注": f"电话{n}"}, source=PAPER),
            lambda n=number: net.rename("w01", "甲室", source=n),
        ):
            with pytest.raises(InvalidValue) as found:
                asked()
            assert number not in str(found.value.facts)


def test_a_fact_is_put_right_with_its_words_and_taken_away(net: Workspace) -> None:
    net.correct_facts("w01", {"成员数": "１２人", "级别": "省级", "Can host": "是", "founded": "2019年3月"}, source=PAPER, confirm=True)
    assert {"team_size": 12, "level": "provincial", "can_host": True, "founded": "2019-03"}.items() <= net.show("w01").props.items()
    net.correct_facts("w01", {"成员数": ""}, source=PAPER, confirm=True)
    assert "team_size" not in net.show("w01").props
    again = net.correct_facts("w01", {"级别": "省级"}, source=PAPER, confirm=True)
    assert not again.written and not again.changes  # nothing to write is not written
    net.correct_facts("第1厂", {"职工人数": "300"}, source=PAPER, confirm=True)
    assert net.show("第1厂").props["size"] == 300


def test_a_part_of_a_name_names_nobody(net: Workspace) -> None:
    with pytest.raises(UnknownNode) as found:
        net.rename("化工创新", "乙室", source=PAPER)
    assert [one.id for one in found.value.facts["near"]] == ["w02"]


def test_a_tie_begins_is_told_again_and_ends(net: Workspace) -> None:
    begun = net.add_tie("w05", "结对", "w09", date="2026年5月", source=PAPER, confirm=True)
    one = begun.changes[0].record.id
    net.add_tie("w09", "PAIRED_WITH", "w05", date="2026-05", source="电话", confirm=True)
    assert [source["source"] for source in net.store.ties([one])[one].props["sources"]] == [PAPER, "电话"]
    with pytest.raises(InvalidValue):
        net.end_tie(one, date="2026-04-30", source=PAPER)
    net.end_tie(one, date="2026-06-20", source=PAPER, confirm=True)
    assert net.store.ties([one])[one].props["valid_to"] == "2026-06-20"
    with pytest.raises(InvalidChange):
        net.add_tie("w05", "HOSTED_BY", "w09", source=PAPER)
    with pytest.raises(InvalidChange):
        net.add_tie("w05", "结对", "w05", source=PAPER)
    with pytest.raises(UnknownNode):
        net.end_tie("nothing", source=PAPER)


def test_an_old_name_still_finds_the_workshop_and_says_until_when(net: Workspace) -> None:
    net.rename("w01", "张三智能焊接创新工作室", date="2026-06-01", source=PAPER, confirm=True)
    assert net.resolve("张三焊接创新工作室").name == "张三智能焊接创新工作室"
    node = net.store.nodes(["w01"])["w01"]
    assert set(node.props["aliases"]) == {"铁裁缝", "张三焊接创新工作室"}
    assert any("张三焊接创新工作室（至2026-05-31）" in source.get("quote", "") for source in node.props["sources"])
    net.rename("w01", "张三焊接创新工作室", source=PAPER, confirm=True)  # and back
    assert "张三焊接创新工作室" not in net.store.nodes(["w01"])["w01"].props["aliases"]
    with pytest.raises(AmbiguousName):
        net.rename("w01", "李四化工创新工作室", source=PAPER)


def test_a_new_leader_ends_the_old_one(net: Workspace) -> None:
    net.appoint_leader("w01", "赵新", source=PAPER, confirm=True)
    assert [one.name for one in net.register("张三焊接", on=TODAY).rows[0].leaders] == ["赵新"]
    assert [one.name for one in net.register("张三焊接", on="2026-06-29").rows[0].leaders] == ["张三"]
    led = {tie.source: dict(tie.props) for tie in net.store.ties_of("w01", ("LEADS",))}
    assert led["p1"]["valid_to"] == "2026-06-29"
    with pytest.raises(InvalidValue):  # he leads it already
        net.appoint_leader("w01", "赵新", date="2026-07-01", source=PAPER)


def test_of_two_people_of_one_name_nobody_guesses(net: Workspace) -> None:
    with pytest.raises(AmbiguousName) as found:
        net.appoint_leader("w01", "王芳", source=PAPER)
    assert {one.id for one in found.value.facts["candidates"]} == {"p3", "p4"}
    with pytest.raises(AmbiguousName):  # the only one of the name is of another house
        net.appoint_leader("w01", "李四", source=PAPER)
    assert [row.record.source for row in net.appoint_leader("w01", "p4", source=PAPER).changes if isinstance(row.record, Tie)][-1] == "p4"
    fresh = net.appoint_leader("w01", "王芳", new_person=True, source=PAPER, confirm=True)
    assert [row.state for row in fresh.changes if isinstance(row.record, Node)] == ["new"]
    assert len(net.records.find_named([("Person", "王芳")])["Person", "王芳"]) == 3


def test_someone_may_lead_beside_or_nobody_yet(net: Workspace) -> None:
    net.appoint_leader("w01", "赵新", beside=True, source=PAPER, confirm=True)
    assert {one.name for one in net.register("张三焊接").rows[0].leaders} == {"张三", "赵新"}
    net.appoint_leader("w02", "", source=PAPER, confirm=True)
    assert net.register("李四化工").rows[0].leaders == ()


def test_a_workshop_moves_and_its_past_stays(net: Workspace) -> None:
    net.move_workshop("w01", "第9厂", date="2026-06-15", source=PAPER, confirm=True)
    hosts = [net.register("张三焊接", on=day).rows[0].host for day in ("2026-06-14", "2026-06-15")]
    assert [host.name if host else "" for host in hosts] == ["第1厂", "第9厂"]
    with pytest.raises(InvalidValue):
        net.move_workshop("w01", "第9厂", source=PAPER)


def test_a_review_passed_and_one_that_takes_the_title(net: Workspace) -> None:
    net.record_review("w04", "复评合格", by="市总工会", batch="复〔2026〕1号", date="2026-06-01", source=PAPER, confirm=True)
    assert net.register("赵六").rows[0].state == "reviewed"
    net.record_review("w04", "摘牌", source=PAPER, confirm=True)
    row = net.register("赵六").rows[0]
    assert (row.state, row.level) == ("withdrawn", "")
    assert net.register("赵六", on="2026-06-29").rows[0].state == "reviewed"
    with pytest.raises(InvalidValue):
        net.record_review("w05", "优秀", by="市总工会", source=PAPER)


def test_a_batch_is_announced_then_final_and_an_upgrade_is_never_new_again(net: Workspace) -> None:
    rings = {row.id: row.ring for row in net.isolates().rows} | {"w01": net.reach_of("w01").ring, "w13": net.reach_of("w13").ring}
    told = net.recognise(
        ["w01", "w13"], level="省级", by="省总工会", batch="豫工〔2026〕3号", state="notice", date="2026-06-10", source="公示", confirm=True
    )
    assert told.written and net.register(state="notice").total == 0  # both are named: that stands
    waiting = net.notices().rows
    assert [(one.level, one.by, one.batch, one.workshops) for one in waiting] == [("provincial", "省总工会", "豫工〔2026〕3号", ("w01", "w13"))]
    assert not list(net.records.all_ties("RECOGNISED_BY"))
    done = net.recognise(notice=waiting[0].id, date="2026-06-20", source=PAPER, confirm=True)
    ties_made = [row.record for row in done.changes if isinstance(row.record, Tie)]
    assert {(one.props["level"], one.props["batch"], one.props["valid_from"]) for one in ties_made} == {
        ("provincial", "豫工〔2026〕3号", "2026-06-20")
    }
    assert net.notices().rows == ()
    assert net.register(level="provincial").total == 2
    assert {one: net.reach_of(one).ring for one in ("w01", "w13")} == {one: rings[one] for one in ("w01", "w13")}
    with pytest.raises(UnknownBatch):
        net.recognise(notice=waiting[0].id, source=PAPER)


def test_merging_needs_a_choice_keeps_both_names_and_the_old_id_leads_on(net: Workspace) -> None:
    seen = net.compare_records("w01", "w02")
    assert {row.field for row in seen.rows if row.differs} == {"name"}
    assert (seen.keep.id, seen.other.id, seen.keep_ties > 0) == ("w01", "w02", True)
    with pytest.raises(InvalidValue):
        net.merge_records("w01", "w02", source=PAPER)
    ties_before = {tie.id for tie in net.records.all_ties()}
    net.merge_records("w01", "w02", choices={"name": "other"}, source=PAPER, confirm=True)
    node = net.resolve("w02")
    assert (node.id, node.name) == ("w01", "李四化工创新工作室")
    assert {"张三焊接创新工作室", "铁裁缝"} <= set(node.props["aliases"])
    after = {tie.id: tie for tie in net.records.all_ties()}
    gone = ties_before - after.keys()
    assert gone == {tie_id("SIGNED_AGREEMENT_WITH", "w01", "w02", "2026-03-15")}  # between the two
    assert not [tie for tie in after.values() if "w02" in (tie.source, tie.target)]
    with pytest.raises(InvalidValue):
        net.merge_records("w01", "第1厂", source=PAPER)


def test_the_table_counts_by_level_area_and_year_beside_what_sources_state(net: Workspace) -> None:
    table = net.register_table()
    assert table.totals["municipal"] == 12  # all but w01 and w12, whose level is not on record
    assert table.totals[""] == 2 and sum(row.count for row in table.rows) == 14
    where = {(row.area.name if row.area else "", row.year): row.count for row in table.rows if row.level == "municipal"}
    assert where == {("", 2022): 8, ("", 2026): 1, ("东区", 2022): 2, ("某市", 2022): 1}
    for level, count in (("国家级", 1), ("省级", 31), ("市级", 101)):
        net.state_count(level, count, year=2024, area="某市", source="调研报告（2024年）", confirm=True)
    assert [(row.level, row.stated, row.counted) for row in net.register_table().stated] == [
        ("national", 1, 0),
        ("provincial", 31, 0),
        ("municipal", 101, 3),
    ]
    net.recognise(["w02"], level="省级", by="省总工会", date="2024-05", source=PAPER, confirm=True)
    table = net.register_table()
    assert (table.totals["provincial"], table.totals["municipal"]) == (1, 12)  # who rose counts at both levels
    assert [(row.level, row.counted) for row in table.stated] == [("national", 0), ("provincial", 1), ("municipal", 3)]
    net.record_review("w02", "摘牌", level="省级", by="省总工会", source=PAPER, confirm=True)
    assert "provincial" not in net.register_table().totals


def test_the_register_is_filtered_and_turned_page_by_page(net: Workspace) -> None:
    assert net.register().total == 14
    assert {row.workshop.id for row in net.register(region="某市").rows} == {"w01", "w02", "w12", "w13", "w14"}
    assert {row.workshop.id for row in net.register(host_kind="Hospital").rows} == {"w03"}
    assert {row.workshop.id for row in net.register(level="municipal", region="东区").rows} == {"w13", "w14"}
    pages = [net.register(limit=5, offset=at).rows for at in (0, 5, 10)]
    assert [len(page) for page in pages] == [5, 5, 4] and len({row.workshop.id for page in pages for row in page}) == 14
    assert net.register(on="2026-04-30").total == 13  # w10 is named in May
    with pytest.raises(InvalidValue):
        net.register(state="gone")
