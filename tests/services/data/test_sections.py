"""What a section means is put right by hand: said for its words, kept with the form, offered the next year."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alliance.services.data.import_answers import Answers
from alliance.services.data.import_results import ImportReport
from alliance.services.workspace import Workspace
from tests.builders import workspace

HEAD = "2024年度示例市创新工作室汇总表\n序号,工作室名称,所在单位\n"
OF_INDUSTRIES = HEAD + "一、装备制造板块（1家）\n1,甲创新工作室,示例重工\n二、教育（1家）\n2,乙创新工作室,示例学院\n"
OF_DISTRICTS = HEAD + "城南片区（1家）\n1,甲创新工作室,示例重工\n"
SAID = Answers(sections={"装备制造板块": "craft_industry", "教育": "craft_industry"})


@pytest.fixture
def net() -> Iterator[Workspace]:
    """An empty workspace."""
    with workspace() as opened:
        yield opened


def check(net: Workspace, text: str, answers: Answers | None = None) -> ImportReport:
    return net.check([("汇总表.csv", text.encode())], answers=answers)


def take(net: Workspace, text: str, answers: Answers | None = None) -> ImportReport:
    report = check(net, text, answers)
    net.confirm(report.batch)
    return report


def ends(net: Workspace, kind: str) -> set[tuple[str, str]]:
    names = {node.id: node.name for node in net.store.all_nodes()}
    return {(names[tie.source], names[tie.target]) for tie in net.store.all_ties(kind)}


def test_sections_whose_words_do_not_say_are_said_to_be_industries(net: Workspace) -> None:
    assert [line.meaning for line in check(net, OF_INDUSTRIES).tables[0].aside] == ["", ""]
    report = take(net, OF_INDUSTRIES, Answers(sections=SAID.sections, cells={"（表内注明）": {"装备制造板块": "装备制造"}}))
    assert [(line.text, line.meaning) for line in report.tables[0].aside] == [
        ("一、装备制造板块（1家）", "craft_industry"),
        ("二、教育（1家）", "craft_industry"),
    ]
    assert ends(net, "IN_INDUSTRY") == {("甲创新工作室", "机械装备"), ("乙创新工作室", "教育")}


def test_a_section_that_was_taken_for_a_district_is_none(net: Workspace) -> None:
    take(net, OF_DISTRICTS.replace("城南片区", "城南街道"), Answers(sections={"城南街道": ""}))
    assert ends(net, "LOCATED_IN") == set()


def test_a_district_can_be_said_and_a_union(net: Workspace) -> None:
    take(net, OF_DISTRICTS, Answers(sections={"城南片区": "region"}))
    assert ends(net, "LOCATED_IN") == {("甲创新工作室", "城南片区")}
    take(net, OF_DISTRICTS.replace("甲", "丙"), Answers(sections={"城南片区": "union"}))
    assert ends(net, "BELONGS_TO_UNION") == {("丙创新工作室", "城南片区")}


def test_a_line_that_was_not_clear_becomes_a_section(net: Workspace) -> None:
    text = HEAD + "教育口的,,\n1,乙创新工作室,示例学院\n"
    assert [line.what for line in check(net, text).tables[0].aside] == ["unclear"]
    report = take(net, text, Answers(sections={"教育口的": "craft_industry"}, cells={"（表内注明）": {"教育口的": "教育"}}))
    assert [line.what for line in report.tables[0].aside] == ["section"]
    assert ends(net, "IN_INDUSTRY") == {("乙创新工作室", "教育")}


def test_a_section_further_down_than_the_first_lines_is_read_as_said(net: Workspace) -> None:
    rows = "".join(f"{i},第{i}创新工作室,示例重工{i}\n" for i in range(80))
    take(net, HEAD + rows + "二、城南片（1家）\n1,乙创新工作室,示例学院\n", Answers(sections={"城南片": "region"}))
    assert ends(net, "LOCATED_IN") == {("乙创新工作室", "城南片")}


def test_what_sections_mean_is_kept_with_the_form_and_offered_with_another_count(net: Workspace) -> None:
    take(net, OF_INDUSTRIES, SAID)
    report = check(net, OF_INDUSTRIES.replace("2024", "2025").replace("（1家）", "（3家）").replace("甲", "丁"))
    assert [line.meaning for line in report.tables[0].aside] == ["", ""], "not applied by itself"
    assert [dict(row.sections) for row in net.remembered_forms(report).rows] == [dict(SAID.sections)]
    assert net.remembered_forms(report).answers().sections == SAID.sections
    assert net.remembered_forms(check(net, HEAD + "1,戊创新工作室,示例重工\n")).rows == ()
