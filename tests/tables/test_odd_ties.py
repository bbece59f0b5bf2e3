"""Rows of ties: an odd cell is asked and its tie goes in; only an end or a tie that is not clear makes the row wait, as a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliance.model import Tie
from alliance.services.data import importing
from alliance.services.data.import_answers import Answers
from alliance.services.data.import_results import ImportReport
from alliance.services.workspace import Workspace
from alliance.tables.findings import finding_text

WORKSHOPS = ("工作室.csv", "编号,名称\nw1,甲创新工作室\nw2,乙创新工作室\nw3,丙创新工作室\nw4,丙创新工作室\n".encode())
HEAD = "起点,关系,终点,日期,数量,级别,终点类别,备注,截至\n"


def take(net: Workspace, rows: str, answers: Answers | None = None, head: str = HEAD) -> ImportReport:
    """Check and confirm a table of ties beside its workshops."""
    report = importing.check(net, [WORKSHOPS, ("关系.csv", (head + rows).encode())], answers=answers, again=True)
    importing.confirm(net, report.batch)
    return report


def ties(net: Workspace) -> list[Tie]:
    return [tie for kind in ("COOPERATES_WITH", "VISITED", "EXCHANGED_WITH") for tie in net.store.all_ties(kind)]


@pytest.mark.parametrize(
    ("row", "question", "name"),
    [
        ("w1,合作,w2,那年春天,,,,,", ("F16", "日期", "那年春天"), "valid_from"),
        ("w1,合作,w2,,许多,,,,", ("F17", "数量", "许多"), "count"),
        ("w1,合作,w2,,,宇宙级,,,", ("F19", "级别", "宇宙级"), "level"),
        ("w1,合作,w2,,,,,,去年吧", ("F16", "截至", "去年吧"), ""),
        ("w1,合作,w2,,,,星球,,", ("F36", "终点类别", "星球"), ""),
    ],
)
def test_an_odd_cell_is_asked_and_its_tie_goes_in(net: Workspace, row: str, question: tuple[str, str, str], name: str) -> None:
    report = take(net, row + "\n")
    assert [(found.code, found.column, found.value) for found in report.questions] == [question]
    assert "没有导入" not in finding_text(report.questions[0])
    (tie,) = ties(net)
    assert report.counts["rejected"] == 0
    assert name not in tie.props
    assert not name or tie.props["as_written"][name] == question[2]


def test_an_approximate_count_is_kept_with_its_text_and_leaves_as_it_was_written(net: Workspace, tmp_path: Path) -> None:
    take(net, "w1,合作,w2,2024,12家左右,,,,\n")
    (tie,) = ties(net)
    assert (tie.props["count"], tie.props["as_written"]) == (12, {"count": "12家左右"})
    for form in ("csv", "graphml", "gexf"):
        net.export(form, tmp_path / form)
    assert any("12家左右" in file.read_text(encoding="utf-8") for file in (tmp_path / "csv").glob("*.csv"))


def test_meetings_of_two_on_days_that_are_not_understood_stay_two(net: Workspace) -> None:
    report = take(net, "w1,交流,w2,那年春天,,,,,\nw1,交流,w2,那年秋天,,,,,\n")
    assert report.counts["rejected"] == 0
    assert sorted(tie.props["as_written"]["valid_from"] for tie in ties(net)) == ["那年春天", "那年秋天"]


def test_an_end_that_is_unknown_or_several_waits_as_a_question_and_its_answer_lets_it_in(net: Workspace) -> None:
    rows = "w1,合作,没有这家创新工作室,2024,,,,,\nw1,参观,丙创新工作室,2024,,,,,\nw1,喜欢,w3,2024,,,,,\nw1,依托,w2,2024,,,,,\nw1,交流,w2,2024,,,,,\n"
    report = take(net, rows)
    asked = [(found.code, found.row, found.column, found.value) for found in report.questions]
    assert asked == [
        ("F32", 2, "终点", "没有这家创新工作室"),
        ("F31", 3, "终点", "丙创新工作室"),
        ("F36", 4, "关系", "喜欢"),
        ("F36", 5, "关系", "依托"),
    ]
    assert report.counts["rejected"] == 4
    assert [tie.kind for tie in ties(net)] == ["EXCHANGED_WITH"]
    said = Answers(
        cells={"终点": {"没有这家创新工作室": "w2"}, "3:终点": {"丙创新工作室": "w4"}, "4:关系": {"喜欢": "合作"}, "5:关系": {"依托": "参观"}}
    )
    report = take(net, rows, said)
    assert report.questions == ()
    assert sorted((tie.kind, tie.target) for tie in ties(net)) == [
        ("COOPERATES_WITH", "w2"),
        ("COOPERATES_WITH", "w3"),
        ("EXCHANGED_WITH", "w2"),
        ("VISITED", "w2"),
        ("VISITED", "w4"),
    ]


def test_rows_that_wait_are_handed_back_with_their_questions(net: Workspace) -> None:
    report = importing.check(net, [WORKSHOPS, ("关系.csv", (HEAD + "w1,合作,没有这家,2024,,,,,\n").encode())])
    assert "没有找到“没有这家”" in importing.rejected_rows(net, report.batch).decode("utf-8-sig")


def test_an_end_of_a_list_that_nobody_knows_is_asked(net: Workspace) -> None:
    report = take(net, "w1,所在地,没有市,,,,,,\nw1,所在地,朝阳区,,,,,,\n")
    assert [(found.code, found.column, found.row) for found in report.questions] == [("F32", "终点", 2), ("F31", "终点", 3)]


def test_an_answer_for_one_row_is_not_taken_for_the_next(net: Workspace) -> None:
    take(net, "w1,合作,w2,2024,许多,,,,\nw1,合作,w3,2024,许多,,,,\n", Answers(cells={"2:数量": {"许多": "3"}}))
    assert {tie.target: tie.props.get("count") for tie in ties(net)} == {"w2": 3, "w3": None}


def test_a_long_end_is_answered_by_what_the_question_shows(net: Workspace) -> None:
    long = "很长" * 30 + "创新工作室"
    row = f"w1,合作,{long},2024,,,,,\n"
    report = take(net, row)
    (question,) = report.questions
    assert question.value.endswith("…")
    take(net, row, Answers(cells={"终点": {question.value: "w2"}}))
    assert [tie.target for tie in ties(net)] == ["w2"]


def test_a_value_given_later_takes_the_place_of_the_text_of_a_rough_one(net: Workspace) -> None:
    for size in ("12人左右", "15"):
        importing.confirm(net, importing.check(net, [("工作室.csv", f"编号,名称,成员数\nw1,甲创新工作室,{size}\n".encode())]).batch)
    take(net, "w1,合作,w2,2024,12家左右,,,,\n")
    take(net, "w1,合作,w2,2024,3,,,,\n")
    (tie,) = ties(net)
    assert (tie.props["count"], tie.props.get("as_written")) == (3, None)
    workshop = net.store.nodes(["w1"])["w1"]
    assert (workshop.props["team_size"], workshop.props.get("as_written")) == (15, None)
