"""What a person says of a sheet: kept for its form and offered the next year; a batch of 命名 said once; how it is read put right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alliance.services.data.import_answers import Answers
from alliance.services.data.import_results import ImportReport
from alliance.services.workspace import Workspace
from tests.builders import workspace

LAST_YEAR = "2024年度示例市创新工作室推荐汇总表\n序号,工作室名称,所在单位,成立时间,骨干人数\n1,陈某焊接创新工作室,示例船舶厂,2021年,若干\n2,刘某护理创新工作室,示例医院,2018.6,12\n"
THIS_YEAR = "2025年度示例市创新工作室推荐汇总表\n序号,工作室名称,所在单位,成立时间,骨干人数\n1,孙某钳工创新工作室,示例机床厂,2021年,若干\n"
SAID = Answers(cells={"骨干人数": {"若干": "9"}}, mapping={"骨干人数": "team_size"})
NAMED = "示例市劳模创新工作室名单\n序号,工作室名称,所在单位\n1,甲创新工作室,示例重工\n2,乙创新工作室,示例医院\n"
BATCH = {"level": "市级", "recognised_on": "2025年11月", "batch": "示工发〔2025〕9号", "recognised_by": "示例市总工会"}


@pytest.fixture
def net() -> Iterator[Workspace]:
    """An empty workspace."""
    with workspace() as opened:
        yield opened


def check(net: Workspace, text: str, answers: Answers | None = None) -> ImportReport:
    return net.check([("推荐表.csv", text.encode())], answers=answers)


def take(net: Workspace, text: str, answers: Answers | None = None) -> ImportReport:
    report = check(net, text, answers)
    net.confirm(report.batch)
    return report


def workshops(net: Workspace) -> dict[str, dict[str, object]]:
    return {node.name: dict(node.props) for node in net.store.all_nodes("Workshop")}


def test_what_was_said_of_a_form_is_offered_the_next_year_and_not_applied_by_itself(net: Workspace) -> None:
    take(net, LAST_YEAR, SAID)
    report = check(net, THIS_YEAR)
    assert "team_size" not in {column.name for column in report.tables[0].columns}  # not applied by itself
    offered = net.remembered_forms(report)
    assert [(row.title, row.mapping, row.cells) for row in offered.rows] == [("2024年度示例市创新工作室推荐汇总表", SAID.mapping, SAID.cells)]
    net.discard(report.batch)
    take(net, THIS_YEAR, offered.answers())
    assert workshops(net)["孙某钳工创新工作室"]["team_size"] == 9


def test_nothing_is_kept_of_what_was_not_confirmed_and_what_is_kept_can_be_taken_back(net: Workspace) -> None:
    report = check(net, LAST_YEAR, SAID)
    net.discard(report.batch)
    assert net.remembered_forms(check(net, THIS_YEAR)).rows == ()
    take(net, LAST_YEAR, SAID)
    assert [row.action for row in net.history().rows] == ["import"]  # one transaction
    net.undo(net.history().rows[0].batch)
    assert net.remembered_forms(check(net, THIS_YEAR)).rows == ()


def test_a_form_without_answers_and_another_form_offer_nothing(net: Workspace) -> None:
    take(net, LAST_YEAR)
    assert net.remembered_forms(check(net, THIS_YEAR)).rows == ()
    take(net, THIS_YEAR, SAID)
    assert net.remembered_forms(check(net, NAMED)).rows == ()


def test_another_table_of_the_same_title_is_offered_what_speaks_of_its_headings_only(net: Workspace) -> None:
    take(net, LAST_YEAR, SAID)
    other = THIS_YEAR.replace("骨干人数", "专家").replace("若干", "甲")
    assert net.remembered_forms(check(net, other)).rows == ()


def test_a_batch_is_said_once_for_all_its_workshops(net: Workspace) -> None:
    take(net, NAMED, Answers(stated=BATCH, state="final"))
    assert {(one["level"], one["recognised_on"], one["batch"]) for one in workshops(net).values()} == {("municipal", "2025-11", "示工发〔2025〕9号")}
    assert sorted(tie.props.get("level", "") for tie in net.store.all_ties("RECOGNISED_BY")) == ["municipal", "municipal"]
    assert net.notices().rows == ()


def test_an_announced_batch_recognises_nobody_until_it_is_final(net: Workspace) -> None:
    report = check(net, NAMED.replace("名单", "拟命名名单公示"), Answers(stated=BATCH, state="notice"))
    net.confirm(report.batch)
    assert [{"level", "recognised_on", "batch"} & set(one) for one in workshops(net).values()] == [set(), set()]
    notice = net.notices().rows[0]
    assert (notice.level, notice.by, notice.batch, notice.date, len(notice.workshops)) == (
        "municipal",
        "示例市总工会",
        "示工发〔2025〕9号",
        "2025-11",
        2,
    )
    net.recognise(notice=notice.id, date="2025-12-20", source="正式文件", confirm=True)
    assert {one["level"] for one in workshops(net).values()} == {"municipal"}
    assert net.notices().rows == ()
    for batch in [row.batch for row in net.history().rows]:
        net.undo(batch)
    assert (workshops(net), net.notices().rows) == ({}, ())


def test_the_levels_of_an_announced_list_recognise_nobody_either(net: Workspace) -> None:
    text = "序号,工作室名称,所在单位,级别,命名时间\n1,甲创新工作室,示例重工,市级,2025-11\n2,乙创新工作室,示例医院,市级,2025-11\n"
    take(net, text, Answers(stated=BATCH, state="notice"))
    assert [{"level", "recognised_on"} & set(one) for one in workshops(net).values()] == [set(), set()]
    assert len(net.notices().rows[0].workshops) == 2


def test_a_column_of_the_sheet_goes_before_what_is_said_for_all(net: Workspace) -> None:
    text = "序号,工作室名称,所在单位,级别\n1,甲创新工作室,示例重工,省级\n2,乙创新工作室,示例医院,\n"
    take(net, text, Answers(stated={"level": "市级"}))
    assert [one.get("level") for _, one in sorted(workshops(net).items(), reverse=True)] == ["provincial", None]


def test_headings_and_columns_are_put_right_by_hand(net: Workspace) -> None:
    text = "甲,乙\n这是哪一年的,不知道\n某栏,另一栏\n甲创新工作室,示例重工\n"
    report = check(net, text)
    assert not report.can_confirm
    said = Answers(heading_rows={report.tables[0].name: (3, 3)}, mapping={"某栏": "name", "另一栏": "host"})
    report = net.check([("推荐表.csv", text.encode())], kind="Workshop", answers=said)
    net.confirm(report.batch)
    assert list(workshops(net)) == ["甲创新工作室"]
    assert net.remembered_forms(check(net, text.replace("甲创新", "乙创新"))).rows == ()  # neither headings nor title tell the form


def test_answers_of_two_rounds_hold_together() -> None:
    first, second = Answers(cells={"人数": {"若干": "3"}}, same={"*": "same"}), Answers(cells={"人数": {"几": "4"}}, hidden=("旧",))
    both = first.with_later(second)
    assert (both.cells, both.same, both.hidden) == ({"人数": {"若干": "3", "几": "4"}}, {"*": "same"}, ("旧",))
