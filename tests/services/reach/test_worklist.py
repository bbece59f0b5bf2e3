"""The worklist on a real store: who stands on it, assigning many in one batch, being lifted by ties alone, papers, progress, thresholds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest

from alliance.errors import Conflict, InvalidValue, NotAllowed
from alliance.model import Batch, Change, Node, Work
from alliance.network.reach.reach import CUT_OFF
from alliance.services.workspace import Workspace
from tests.worlds.real_city import real_city
from tests.worlds.small_city import NAMES, RINGS, tie

LISTED = sorted(one for one, ring in RINGS.items() if ring in (*CUT_OFF, "unknown"))


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Workspace]:
    with real_city(tmp_path) as opened:
        yield opened


def _ids(answer: object) -> list[str]:
    return [row.id for row in answer.rows]  # type: ignore[attr-defined]


def test_every_cut_off_or_unknown_workshop_stands_on_the_list_and_no_other(net: Workspace) -> None:
    answer = net.worklist()
    assert sorted(_ids(answer)) == LISTED
    assert _ids(answer) == ["w12", "w08", "w09", "w06", "w07", "w04", "w05", "w11", "w13"]  # in the order of the screen
    assert answer.counts == {"none": 1, "own_unit": 2, "own_group": 2, "own_system": 2, "sleeping": 1, "unknown": 1}
    assert answer.states == {"overdue": 0, "open": 0, "unassigned": 9, "set_aside": 0, "lifted": 0}
    row = answer.rows[0]
    assert (row.name, row.ring, row.state, row.union, row.step, row.days) == (NAMES["w12"], "none", "unassigned", "东区总工会", "", None)
    assert row.reason.startswith("截至2026年6月15日")
    w08 = answer.rows[1]
    assert (w08.last, w08.days) == ("2026-06-01", 29)  # paired in May, seen again in a source of 1 June


def test_every_step_of_a_workshop_is_told_and_who_has_one(net: Workspace) -> None:
    assert (net.step_history("w12"), net.worklist_owners()) == ((), ())
    net.assign(["w12", "w13"], "ask", owner="李干事", due="2026-06-20")
    net.assign(["w12"], "set_aside", reason="停产检修", note="电话", owner="赵主席")
    now, before = net.step_history("w12")
    assert (now.step, now.reason, now.note, now.owner, now.due, now.on) == ("set_aside", "停产检修", "电话", "赵主席", "", "2026-06-30")
    assert (before.step, before.owner, before.due) == ("ask", "李干事", "2026-06-20")
    assert net.worklist_owners() == ("李干事", "赵主席")


def test_each_filter_says_how_many_it_leaves_out_in_every_list(net: Workspace) -> None:
    net.assign(["w12"], "ask", owner="李干事", due="2026-06-20")
    listed = (*CUT_OFF, "unknown")
    hidden = net.hidden_workshops(listed, region="东区", states=("overdue",))
    assert list(hidden) == ["region", "state"]
    assert sum(hidden.values()) == net.worklist(rings=listed).total - net.worklist(rings=listed, region="东区", states=("overdue",)).total
    rings = ("connected", "serving")
    assert net.hidden_workshops(rings) == {}
    for filters in ({"region": "东区"}, {"union": "东区总工会"}, {"region": "东区", "union": "东区总工会"}):
        hidden = net.hidden_workshops(rings, **filters)
        assert list(hidden) == list(filters)
        assert sum(hidden.values()) == net.isolates(rings=rings).total - net.isolates(rings=rings, **filters).total


def test_assigning_many_is_one_batch_and_undo_takes_it_back(net: Workspace) -> None:
    before = net.worklist()
    done = net.assign(["w12", NAMES["w13"], "w08"], "ask", owner="李干事", due="2026-06-20")
    assert (done.count, done.ids) == (3, ("w08", "w12", "w13"))
    after = net.worklist()
    assert _ids(after)[:3] == ["w12", "w08", "w13"]  # ten days over: in front
    assert [(row.state, row.overdue, row.owner, row.step_text) for row in after.rows[:3]] == [("overdue", 10, "李干事", "了解")] * 3
    assert after.states == {"overdue": 3, "open": 0, "unassigned": 6, "set_aside": 0, "lifted": 0}
    assert net.history(1).rows[0].batch == done.batch
    net.undo(done.batch)
    assert net.worklist().rows == before.rows


def test_entries_keep_their_history_and_refuse_a_stale_save(net: Workspace) -> None:
    net.assign(["w12"], "ask", owner="李", due="2026-07-10", on="2026-06-01")
    stale = net.worklist(ids=["w12"]).rows[0].version
    net.assign(["w12"], "visit", owner="王", due="2026-07-20", note="已电话联系")
    (row,) = net.worklist(ids=["w12"]).rows
    assert (row.step, row.owner, row.state, row.since) == ("visit", "王", "open", "2026-06-01")
    assert row.version > stale
    assert [(entry["step"], entry["owner"], entry["by"], entry["on"]) for entry in row.history] == [("ask", "李", "经办人", "2026-06-01")]
    with pytest.raises(Conflict):
        net.assign(["w12"], "invite", versions={"w12": stale})
    assert net.worklist(ids=["w12"]).rows[0].step == "visit"


def test_filters_say_what_they_leave_out(net: Workspace) -> None:
    net.assign(["w12", "w13"], "ask", owner="李", due="2026-06-20")
    answer = net.worklist(union="东区总工会", rings=["none", "own_unit"], owner="李")
    assert (_ids(answer), answer.hidden) == (["w12"], {"ring": 6, "union": 2, "owner": 0})
    assert answer.total + sum(answer.hidden.values()) == 9
    assert _ids(net.worklist(overdue=True)) == ["w12", "w13"]
    assert _ids(net.worklist(step="ask", limit=1)) == ["w12"]
    assert net.worklist(limit=2, offset=2).left_out == 7
    for wish in ({"rings": ["connected"]}, {"step": "x"}, {"states": ["x"]}):
        with pytest.raises(InvalidValue):
            net.worklist(**wish)


def test_setting_aside_wants_a_reason_and_stands_last(net: Workspace) -> None:
    with pytest.raises(InvalidValue):
        net.assign(["w12"], "set_aside")
    with pytest.raises(InvalidValue):
        net.assign(["w12"], "phone")
    with pytest.raises(InvalidValue):
        net.assign([], "ask")
    net.assign(["w12"], "set_aside", reason="生产任务紧")
    last = net.worklist().rows[-1]
    assert (last.id, last.state, last.why) == ("w12", "set_aside", "生产任务紧")


def test_being_lifted_is_read_from_ties_and_never_ticked(net: Workspace) -> None:
    net.assign(["w12", "w13"], "invite", owner="李", due="2026-07-20")
    assert net.worklist(states=["lifted"]).total == 0
    met = net.store.commit(Batch("met", "edit", [Change("put", tie("MET", "w12", "w02", "2026-06-25"))]), net.actor)
    assert "w12" not in _ids(net.worklist())
    (row,) = net.worklist(states=["lifted"]).rows
    assert (row.id, row.ring, row.state, row.step) == ("w12", "connected", "lifted", "invite")
    net.undo(met.batch)
    assert "w12" in _ids(net.worklist())


def test_a_confirmation_is_one_call_with_who_and_when_and_undoable(net: Workspace) -> None:
    done = net.confirm_links(["w13", "w08"])
    rings = {row.id: (row.ring, row.confirmed) for row in net.worklist().rows}
    assert (rings["w13"], rings["w08"]) == (("none", True), ("own_unit", True))
    checks = net.store.nodes(["w13"])["w13"].props["links_checks"]
    assert [(one["on"], one["by"]) for one in checks] == [("2026-06-30", "东区总工会")]
    net.confirm_links(["w13"], by="本单位", on="2026-06-29", source="回执")
    assert len(net.store.nodes(["w13"])["w13"].props["links_checks"]) == 2
    net.undo(net.history(1).rows[0].batch)
    net.undo(done.batch)
    assert {row.id: row.ring for row in net.worklist().rows}["w13"] == "unknown"


def test_presentation_mode_gives_figures_and_no_name(net: Workspace) -> None:
    net.assign(["w12"], "ask", owner="李", due="2026-06-20")
    answer = net.worklist(names=False)
    assert (answer.rows, answer.names, answer.total, answer.states["overdue"]) == ((), False, 9, 1)
    from alliance.services.results import to_json

    assert not any(name in str(to_json(answer)) for name in (*NAMES.values(), *NAMES))


def test_a_reader_may_look_and_not_write(tmp_path: Path) -> None:
    with real_city(tmp_path, role="editor") as opened:
        opened.actor = type(opened.actor)("看客", "viewer")
        assert opened.worklist().total == 9
        for write in (lambda: opened.assign(["w12"], "ask"), lambda: opened.confirm_links(["w12"]), lambda: opened.worklist_file("xlsx")):
            with pytest.raises(NotAllowed):
                write()


def test_papers_go_to_each_union_in_the_federations_order_marked_as_internal(tmp_path: Path) -> None:
    with real_city(tmp_path, union_order=["市总工会", "t2"], ties=(tie("BELONGS_TO_UNION", "w06", "t1"),)) as net:
        net.assign(["w12"], "visit", owner="李", due="2026-07-20")
        book = openpyxl.load_workbook(io.BytesIO(net.worklist_file("xlsx")))
        assert book.sheetnames == ["市总工会", "东区总工会", "推荐工会未登记"]
        for sheet in book:
            assert "内部工作参考" in sheet.oddHeader.left.text
            assert sheet.print_title_rows == "$3:$3"
        rows = [[cell.value or "" for cell in row] for row in book["东区总工会"].iter_rows(min_row=3)]
        assert rows[0][:7] == ["工作室", "依托单位", "联系情况", "依据", "下一步", "负责人", "哪天之前"]
        assert [row[0] for row in rows[1:]] == [NAMES["w13"], NAMES["w12"]]  # one unit, then by name: 焊, 陈
        assert rows[2][4:7] == ["走访", "李", "2026-07-20"]
        only = openpyxl.load_workbook(io.BytesIO(net.worklist_file("xlsx", union="东区总工会")))
        assert only.sheetnames == ["东区总工会"]
        paper = docx.Document(io.BytesIO(net.worklist_file("docx", union="东区总工会")))
        assert [section.header.paragraphs[0].text for section in paper.sections] == ["内部工作参考"]
        assert [row.cells[0].text for row in paper.tables[0].rows] == ["工作室", NAMES["w13"], NAMES["w12"]]
        for form in ("docx", "xlsx"):
            first = net.worklist_file(form)
            with zipfile.ZipFile(io.BytesIO(first)) as archive:
                assert {part.date_time[0] for part in archive.infolist()} <= {1980, 2000}  # no moment of writing in it
            assert net.worklist_file(form) == first
        assert {entry["action"] for entry in net.store.audit(5)} >= {"export-worklist"}
        with pytest.raises(InvalidValue):
            net.worklist_file("pdf")


def test_a_name_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    bad = Node("w12", "Workshop", '=HYPERLINK("http://x")&amp;<b>', {"recognised_on": "2022", "links_checks": [{"on": "2026-06-15", "by": "区"}]})
    with real_city(tmp_path, nodes=(bad,)) as net:
        sheet = openpyxl.load_workbook(io.BytesIO(net.worklist_file("xlsx")))["东区总工会"]
        assert (bad.name, "s") in [(cell.value, cell.data_type) for cell in sheet["A"]]
        paper = docx.Document(io.BytesIO(net.worklist_file("docx")))
        assert bad.name in [row.cells[0].text for table in paper.tables for row in table.rows]


def test_an_empty_list_is_still_a_file(net: Workspace) -> None:
    book = openpyxl.load_workbook(io.BytesIO(net.worklist_file("xlsx", ids=["w01"])))
    assert book.sheetnames == ["本期没有"]


def test_progress_says_who_changed_by_which_act(net: Workspace) -> None:
    answer = net.reach_progress(quarters=2)
    assert [point.on for point in answer.points] == ["2025-12-31", "2026-03-31", "2026-06-30"]
    assert answer.points[-1].counts == {code: list(RINGS.values()).count(code) for code in answer.points[-1].counts}
    early, late = answer.spans
    # January to March: w01–w02 signed, w03 serves the college, w06–w07 exchanged
    assert {(act.kind, act.count, act.lifted) for act in early.acts if act.act == "contact"} == {
        ("SIGNED_AGREEMENT_WITH", 2, 2),
        ("SERVES", 1, 1),
        ("EXCHANGED_WITH", 2, 0),
    }
    assert (early.lifted, late.lifted) == (3, 0)
    assert {(act.act, act.kind, act.count) for act in late.acts} == {
        ("contact", "VISITED", 2),
        ("contact", "PAIRED_WITH", 2),
        ("checked", "", 1),
        ("recognised", "", 1),
    }
    assert next(act.text for act in late.acts if act.kind == "VISITED") == "新记录：参观走访"


def test_another_threshold_is_previewed_before_it_is_set(tmp_path: Path) -> None:
    with real_city(tmp_path, role="admin") as net:
        answer = net.reach_preview({"window_months": 3})
        assert (answer.before["own_group"], answer.after["own_group"], answer.of) == (2, 0, 14)
        assert [(move.before, move.after, move.count) for move in answer.moves][0] == ("own_group", "sleeping", 2)
        assert answer.moved == sum(move.count for move in answer.moves)
        assert net.isolates().counts == answer.before  # nothing was written
        net.set_setting("window_months", 3)
        assert net.isolates().counts == {code: answer.after[code] for code in net.isolates().counts}
        for wish in ({"title": "x"}, {"window_months": "3"}):
            with pytest.raises(InvalidValue):
                net.reach_preview(wish)


def test_a_work_record_of_a_workshop_that_is_gone_does_no_harm(net: Workspace) -> None:
    net.store.commit(Batch("ghost", "worklist", [Change("put", Work("worklist", "w99", "ask", {"step": "ask", "due": "2026-01-01"}))]), net.actor)
    assert net.worklist().total == 9


def test_what_is_due_stands_on_the_first_page_until_ties_have_lifted_it(net: Workspace) -> None:
    net.assign(["w12", "w13"], "visit", owner="李干事", due="2026-06-20")
    net.assign(["w08"], "set_aside", reason="人员有变动", due="2026-06-20")
    due = [(row.kind, row.id, row.overdue, row.text) for row in net.overview().next]
    assert due == [
        ("worklist", "w12", 10, f"{NAMES['w12']}，走访，过了约定日期（2026-06-20）10 天。李干事"),
        ("worklist", "w13", 10, f"{NAMES['w13']}，走访，过了约定日期（2026-06-20）10 天。李干事"),
    ]
    net.store.commit(Batch("met", "edit", [Change("put", tie("MET", "w12", "w02", "2026-06-25"))]), net.actor)
    assert [row.id for row in net.overview().next] == ["w13"]


def test_what_is_due_today_is_not_overdue_and_those_never_on_the_list_are_not_counted_as_left_out(net: Workspace) -> None:
    net.assign(["w12"], "ask", due="2026-06-30")
    (row,) = net.worklist(ids=["w12"]).rows
    assert (row.state, row.overdue) == ("open", 0)
    lifted = net.worklist(states=["lifted"])
    assert (lifted.total, lifted.hidden) == (0, {"state": 9})
