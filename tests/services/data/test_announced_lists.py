"""What is only announced recognises nobody while nobody has said more: told by title, file, sheet, a line above the table or a cell."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alliance.services.data.import_answers import FINAL, NOTICE, Answers
from alliance.services.data.import_results import ImportReport
from alliance.services.workspace import Workspace
from tests.builders import workspace

LIST = "序号,工作室名称,所在单位,级别,命名时间,命名工会\n1,甲创新工作室,示例重工,市级,2025-11,示例市总工会\n2,乙创新工作室,示例医院,市级,2025-11,示例市总工会\n"


@pytest.fixture
def net() -> Iterator[Workspace]:
    """An empty workspace."""
    with workspace() as opened:
        yield opened


def take(net: Workspace, text: str, answers: Answers | None = None, name: str = "工作室.csv") -> ImportReport:
    report = net.check([(name, text.encode())], answers=answers)
    net.confirm(report.batch)
    return report


def recognised(net: Workspace) -> list[str]:
    """The workshops that are recognised, by a property or a tie."""
    ties = {tie.source for tie in net.store.all_ties("RECOGNISED_BY")}
    return sorted(node.name for node in net.store.all_nodes("Workshop") if {"level", "recognised_on", "batch"} & set(node.props) or node.id in ties)


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("工作室.csv", "2025年度示例市拟命名创新工作室公示\n"),
        ("工作室.csv", "关于拟认定示例市创新工作室名单\n"),
        ("创新工作室名单（公示稿）.csv", ""),
        ("工作室.csv", "2025年度示例市创新工作室名单\n公示期：2025年11月1日至7日,,\n"),
    ],
)
def test_an_announced_list_recognises_nobody_while_nobody_says_more(net: Workspace, name: str, above: str) -> None:
    report = take(net, above + LIST, name=name)
    assert recognised(net) == []
    assert len(list(net.store.all_nodes("Workshop"))) == 2
    assert [(asked.code, asked.detail) for asked in report.questions] == [("F44", "")]


def test_levels_of_sections_and_days_of_an_announcement_are_held_back_too(net: Workspace) -> None:
    text = "2025年度示例市创新工作室名单\n序号,工作室名称,所在单位\n一、市级（1家）\n1,甲创新工作室,示例重工\n"
    report = take(net, text, name="公示名单.csv")
    assert (recognised(net), [asked.code for asked in report.questions]) == ([], ["F44"])


@pytest.mark.parametrize("word", ["公示", "公示中", "拟命名", "（公示）"])
def test_a_row_that_is_announced_is_not_recognised_and_the_others_are(net: Workspace, word: str) -> None:
    lines = LIST.splitlines()
    report = take(net, "\n".join([lines[0] + ",状态", lines[1] + "," + word, lines[2] + ",已命名"]))
    assert recognised(net) == ["乙创新工作室"]
    assert [(asked.code, asked.detail, asked.row, asked.column) for asked in report.questions] == [("F44", "row", 2, "状态")]


def test_a_remark_of_an_announcement_long_ago_holds_nothing_back(net: Workspace) -> None:
    lines = LIST.splitlines()
    report = take(net, "\n".join(["经公示无异议的示例市创新工作室名单", lines[0] + ",备注", lines[1] + ",2019年公示后命名", lines[2] + ","]))
    assert (len(recognised(net)), report.questions) == (2, ())


@pytest.mark.parametrize("status", ["", ",状态"])
def test_a_batch_that_is_final_is_stored_as_listed(net: Workspace, status: str) -> None:
    lines = LIST.splitlines()
    text = "2025年度示例市拟命名创新工作室公示\n" + "\n".join([lines[0] + status, *(line + (",公示" if status else "") for line in lines[1:])])
    assert take(net, text, Answers(state=FINAL)).questions == ()
    assert len(recognised(net)) == 2


def test_a_batch_that_is_announced_is_kept_as_one(net: Workspace) -> None:
    take(net, "2025年度示例市拟命名创新工作室公示\n" + LIST, Answers(state=NOTICE, stated={"level": "市级", "recognised_on": "2025-11"}))
    assert (recognised(net), len(net.notices().rows)) == ([], 1)


def test_a_level_that_was_stated_for_all_is_stored(net: Workspace) -> None:
    take(net, "2025年度示例市拟命名创新工作室公示\n序号,工作室名称,所在单位\n1,甲创新工作室,示例重工\n", Answers(stated={"level": "市级"}))
    assert recognised(net) == ["甲创新工作室"]
