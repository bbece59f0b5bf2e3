"""联系情况 as a coordinator works with it: ten at once, by union, what is overdue, what was logged before, the way back, a projector."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from conftest import press_in, text_of
from openpyxl import load_workbook
from small_network import fill, opened

from alliance.model import Change, Node, Tie
from alliance.ui.navigation import page_file

App = Callable[..., Any]
TEN = [f"x-{i}" for i in range(10)]


@pytest.fixture
def ten(quiet_home: object) -> str:
    """The small network with ten more workshops that were checked and have no contact."""
    checks = [{"on": "2026-05-10", "by": "二七区总工会", "source": "回执"}]
    nodes = [Node(one, "Workshop", f"第{i}钳工创新工作室", {"recognised_on": "2022", "links_checks": checks}) for i, one in enumerate(TEN)]
    ties = [Tie(f"b-{one}", "BELONGS_TO_UNION", one, "t-1") for one in TEN]
    return fill(extra=(*nodes, *ties))


def take_back(test: Any) -> None:
    next(button for button in test.button if str(button.key).startswith("undo_")).click().run()


def shown_anywhere(test: Any) -> str:
    """Every value that the session sends to the browser, its JSON read."""

    def sent(node: Any) -> bytes:
        own = node.proto.SerializeToString() if getattr(node, "proto", None) is not None else b""
        return b"\n".join((own, *(sent(child) for child in getattr(node, "children", {}).values())))

    text = sent(test.main).decode("utf-8", "ignore")
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def test_ten_are_assigned_at_once_stand_in_the_paper_of_their_union_and_are_taken_back(ten: str, app: App) -> None:
    from alliance.ui.pages.reach.worklist import paper

    test = app("reach", ring="none")
    test.text_input(key="reach_union").set_value("二七区总工会").run()  # just the ten: one page
    for one in TEN:
        press_in(test, "pick", one)
    test.button(key="reach_assign").click().run()
    assert "10 家" in "".join(item.value for item in test.text)
    test.button_group(key="step_what").set_value("visit").run()
    test.text_input(key="step_owner").set_value("王干事").run()
    test.date_input(key="step_due").set_value(date(2026, 6, 20)).run()
    test.button(key="step_save").click().run()
    shown = text_of(test)
    assert "已登记 10 家：走访。" in shown
    assert shown.count("走访：王干事") == 10
    assert "逾期 10 天" in shown
    assert "checked" not in shown
    with opened() as net:
        sheets = load_workbook(io.BytesIO(paper(net, "xlsx", ("none",), {}, {"owner": "王干事"}))).worksheets
        cells = [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row]
        assert sum("钳工创新工作室" in cell for cell in cells) == 10
        assert cells.count("王干事") == 10
        assert any("二七区总工会" in sheet.title or "二七区总工会" in cells for sheet in sheets)
        assert "孙八检修创新工作室" not in cells
    take_back(test)
    with opened() as net:
        assert net.worklist().states["unassigned"] == 14
        assert net.store.work("worklist") == []


def test_what_is_overdue_comes_first_here_and_on_the_first_page(ten: str, app: App) -> None:
    with opened() as net:
        net.assign(["x-7"], "invite", owner="李干事", due="2026-06-27")
        net.assign(["x-3"], "set_aside", reason="生产任务紧")
    test = app("reach", ring="none")
    shown = text_of(test)
    assert shown.index("第7钳工") < shown.index("孙八检修")
    assert "逾期 3 天" in shown
    shown = text_of(app("reach", ring="none", page="2"))  # ten a page; what is set aside comes last
    assert shown.index(">第3钳工") > 0
    assert "原因：生产任务紧" in shown
    test = app()
    assert "第7钳工创新工作室" in text_of(test)
    test.button(key="home_overdue").click().run()
    shown = text_of(test)
    assert "第7钳工创新工作室" in shown
    assert ">第3钳工" not in shown
    assert "进展 13 家" in shown  # what the filter leaves out


def test_an_entry_keeps_what_was_arranged_before_and_a_reason_is_asked_for(ten: str, app: App) -> None:
    with opened() as net:
        net.assign(["x-7"], "invite", owner="李干事", due="2026-06-27", note="六月座谈")
    test = app("reach", ring="none")
    press_in(test, "step", "x-7")
    assert test.text_input(key="step_owner").value == "李干事"
    assert "六月座谈" in text_of(test)
    test.button_group(key="step_what").set_value("set_aside").run()
    test.button(key="step_save").click().run()
    assert "请写明暂不处理的原因。" in text_of(test)
    test.text_input(key="step_reason").set_value("单位暂不方便").run()
    test.button(key="step_save").click().run()
    with opened() as net:
        row = net.worklist(ids=["x-7"]).rows[0]
        assert (row.step, row.why, [entry["step"] for entry in row.history]) == ("set_aside", "单位暂不方便", ["invite"])


def test_on_a_projector_no_workshop_that_is_cut_off_is_named_and_nothing_is_written(ten: str, app: App) -> None:
    names = ["张三焊接创新工作室", "李四装配创新工作室", "孙八检修创新工作室", *(f"第{i}钳工创新工作室" for i in range(10))]
    with opened() as net:
        net.assign(["x-7"], "invite", owner="李干事", due="2026-06-27")
    test = app("reach", ring="none")
    assert any(name in shown_anywhere(test) for name in names)
    test.button(key="reach_present").click().run()
    for page, query in (
        ("reach", {"ring": "none"}), ("home", {}), ("home", {"list": "hosts"}), ("network", {"id": "w-1"}), ("network", {"id": "e-3"}),
        ("industries", {}), ("suggestions", {"id": "w-3"}), ("data", {"tab": "history"}),
    ):  # fmt: skip
        test.query_params.clear()
        for key, value in query.items():
            test.query_params[key] = value
        test.switch_page(str(page_file(page))).run()
        assert not test.exception
        shown = shown_anywhere(test)
        assert "放映模式" in shown
        assert [name for name in names if name in shown] == [], page
        assert 'class="note bad"' not in text_of(test), page
    test.button(key="present_end").click().run()
    test.query_params.clear()
    test.switch_page("alliance/ui/pages/reach/page.py").run()
    assert "孙八检修创新工作室" in text_of(test)


def test_only_what_a_viewer_may_ask_is_answered_while_names_are_hidden() -> None:
    from alliance.services.use_cases import USE_CASES
    from alliance.ui.presenting import may_be_asked

    refused = {name for name in USE_CASES if not may_be_asked(name)}
    assert refused >= {
        *("assign", "confirm_links", "set_targets", "remove_targets", "answer", "exclude", "suggest_all", "save_plan", "change_plan", "plan_state"),
        *("record_outcome", "check", "confirm", "discard", "edit", "undo", "set_setting", "set_settings", "backup", "export"),
        *("worklist_file", "round_file", "plan_workbook", "plan_calendar"),
    }
    assert {"isolates", "worklist", "matrix", "partners", "plan", "compare", "alliance"}.isdisjoint(refused)
    assert not may_be_asked("a method of next year")


def test_a_leader_is_not_named_either_but_a_namesake_elsewhere_is(quiet_home: object) -> None:
    from alliance.ui.presenting import Presented

    people = [
        Node("p-1", "Person", "孙八"),
        Node("p-2", "Person", "孙八一"),
        Node("w-7", "Workshop", "孙八一车工创新工作室", {"recognised_on": "2022"}),
    ]
    fill(extra=(*people, Tie("l-1", "LEADS", "p-1", "w-6"), Tie("l-2", "LEADS", "p-2", "w-7")))
    with opened() as net:
        masked = Presented(net, "某工作室", "某人")
        assert masked.names_of(["p-1", "p-2", "w-6", "w-7"]) == {"p-1": "某人", "p-2": "孙八一", "w-6": "某工作室", "w-7": "孙八一车工创新工作室"}
        assert masked.search("孙八").rows[0].name in ("某人", "某工作室", "孙八一", "孙八一车工创新工作室")
        assert all(tie.other.name != "孙八" for tie in masked.show("w-6").ties["affiliation"])


def test_nothing_is_written_while_names_are_hidden(ten: str) -> None:
    from alliance.errors import Presenting
    from alliance.ui.presenting import Presented

    with opened() as net:
        masked = Presented(net, "某工作室", "某人")
        assert masked.show("x-1").node.name == "某工作室"
        assert masked.names_of(["x-1", "w-5"]) == {"x-1": "某工作室", "w-5": "钱七测控创新工作室"}
        with pytest.raises(Presenting):
            masked.assign(["x-1"], "ask")


def test_nothing_is_read_past_the_use_cases_while_names_are_hidden(ten: str) -> None:
    from alliance.errors import Presenting
    from alliance.services.use_cases import USE_CASES
    from alliance.ui.presenting import Presented

    with opened() as net:
        masked = Presented(net, "某工作室", "某人")
        for name in ("names", "nodes", "settings", "revision", "snapshot", "work", "commit", "anything of next year"):
            with pytest.raises(Presenting):
                getattr(masked.store, name)
        for read in (lambda: masked.snapshot(None), masked.analyst):
            with pytest.raises(Presenting):
                read()
        assert masked.as_of() == net.as_of()
        open_to_pages = {name for name in vars(masked) if not name.startswith("_")}
        assert open_to_pages == {"store", "actor", "on", "period", "jobs"} == {name for name in vars(net) if not name.startswith("_")} - {"records"}
        assert (masked.period, masked.on) == (net.period, net.on)
        assert {name for name in USE_CASES if vars(type(masked))[name].__class__.__name__ != "_MaskedMethod"} == set()


def test_what_tells_namesakes_apart_and_counts_names_nobody_who_is_hidden(ten: str) -> None:
    from alliance.ui.presenting import Presented

    with opened() as net:
        masked = Presented(net, "某工作室", "某人")
        hidden = net.names_of(["x-1"])["x-1"]
        shown = [
            *masked.names_of(["x-1"]).values(),
            *(one.name for one in masked.starts()),
            *(one.name for row in masked.units().rows for one in row.workshops),
            *(one.name for one in masked.introduction_starts()),
        ]
        assert shown
        assert hidden not in shown
        assert masked.store_counts() == net.store_counts()
        assert masked.store_facts().nature == net.store_facts().nature
        assert masked.reach_settings().window_months == 12


def test_several_unions_are_each_responsible_for_their_own(ten: str, app: App) -> None:
    with opened() as net:
        other = [
            Node("t-2", "TradeUnion", "金水区总工会", {"subkind": "territorial", "rank": "county"}),
            Tie("b-2", "BELONGS_TO_UNION", "w-6", "t-2"),
        ]
        net.edit([Change("put", record) for record in other], "another union")
    test = app("reach", ring="none")
    for one in ("x-1", "w-6"):
        press_in(test, "pick", one)
    test.button(key="reach_assign").click().run()
    assert test.text_input(key="step_owner").value == ""
    test.button(key="step_save").click().run()
    with opened() as net:
        assert {row.id: row.owner for row in net.worklist(ids=["x-1", "w-6"]).rows} == {"x-1": "二七区总工会", "w-6": "金水区总工会"}


def test_filters_say_how_many_they_leave_out_in_every_list(ten: str, app: App) -> None:
    test = app("reach", ring="none")
    test.text_input(key="reach_union").set_value("二七区总工会").run()
    assert "按筛选另有 1 家没有列出（工会 1 家）。" in text_of(test)
    test.query_params["ring"] = "connected"
    test.text_input(key="reach_union").set_value("二七区总工会").run()
    assert "按筛选另有 2 家没有列出（工会 2 家）。" in text_of(test)


def test_whom_to_introduce_follows_what_was_decided(filled: str, app: App) -> None:
    def introduced(test: Any) -> list[str]:
        return re.findall(r'介绍给 </b><button[^>]*data-of="(.+?)"', text_of(test))

    first = introduced(app("reach", ring="unknown", id="w-3"))
    assert len(first) == 1
    with opened() as net:
        assert [one.partner.id for one in net.first_suggestions(["w-3"])] == first
        net.answer("w-3", first[0], "unsuitable", reason="busy")
        now = [one.partner.id for one in net.first_suggestions(["w-3"])]
    assert first[0] not in now
    assert introduced(app("reach", ring="unknown", id="w-3")) == now
