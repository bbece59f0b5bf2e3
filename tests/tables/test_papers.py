"""Real shapes of union papers: each kind of fault of form gives the value that a careful reader would give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from alliance.model import Node
from alliance.services.data import importing
from alliance.services.data.import_answers import Answers
from alliance.services.data.import_results import ImportReport
from alliance.services.workspace import Workspace

PAPERS = Path(__file__).parent / "papers"


def take(net: Workspace, folder: str, file: str, answers: Answers | None = None) -> ImportReport:
    """Check and confirm one file of a folder of papers."""
    (path,) = (PAPERS / folder).glob(file)
    report = importing.check(net, [path], answers=answers)
    if report.can_confirm:
        importing.confirm(net, report.batch)
    return report


def workshops(net: Workspace) -> dict[str, Node]:
    return {node.name: node for node in net.store.all_nodes("Workshop")}


def names(net: Workspace, kind: str) -> list[str]:
    return sorted(node.name for node in net.store.all_nodes(kind))


def ties(net: Workspace, kind: str) -> set[tuple[str, str]]:
    nodes = {node.id: node.name for node in net.store.all_nodes()}
    return {(nodes[tie.source], nodes[tie.target]) for tie in net.store.all_ties(kind)}


def said(report: ImportReport) -> set[tuple[str, str, int]]:
    return {(finding.code, finding.detail, finding.row) for finding in report.findings}


@pytest.fixture(params=["xlsx", "xls"])
def form(request: pytest.FixtureRequest) -> Iterator[str]:
    return request.param  # type: ignore[no-any-return]


def test_sections_sums_departments_and_remarks_of_a_list_of_named_workshops(net: Workspace, form: str) -> None:
    report = take(net, "S1-naming-list", f"*.{form}")
    found = workshops(net)
    assert len(found) == 5
    assert sorted(str(node.props["stream"]) for node in found.values()) == ["craftsman"] * 2 + ["model_worker"] * 3
    assert {node.props["recognised_on"] for node in found.values()} == {"2025"}
    assert found["张立峰数控加工劳模创新工作室"].props["department"] == "二分厂"
    assert {"张立", "刘桂兰", "孙建国", "李文博", "王晓"} <= set(names(net, "Person"))
    assert ("F39", "stated", 0) in said(report), "six are stated, five are there"
    assert report.counts["rejected"] == 0


def test_headings_over_two_lines_rough_numbers_and_a_date_that_is_asked(net: Workspace, form: str) -> None:
    report = take(net, "S2-recommendation", f"*.{form}")
    found = workshops(net)
    assert [(finding.code, finding.value) for finding in report.questions] == [("F16", "2021.1")]
    first, second = found["陈海生焊接技艺创新工作室"].props, found["刘桂兰护理创新工作室"].props
    assert (first["team_size"], first["as_written"]) == (12, {"team_size": "12人左右", "level": "市级以上"})
    assert "level" not in first
    assert "founded" not in second
    assert second["recognitions"] == [{"level": "county", "on": "2021"}, {"level": "municipal", "on": "2023-05"}]
    assert ("陈海生焊接技艺创新工作室", "云台区总工会") in ties(net, "BELONGS_TO_UNION")
    assert ("刘桂兰护理创新工作室", "卫生") in ties(net, "IN_INDUSTRY"), "卫生健康 is a word for it"


def test_an_answer_is_taken_for_all_cells_alike_or_for_one(net: Workspace) -> None:
    take(net, "S2-recommendation", "*.xlsx", Answers(cells={"成立时间": {"2021.1": "2021-10"}}))
    assert workshops(net)["刘桂兰护理创新工作室"].props["founded"] == "2021-10"


def test_a_roster_makes_up_no_workshop_and_fills_inside_the_merge_only(net: Workspace, form: str) -> None:
    take(net, "S3-alliance-roster", f"*.{form}")
    assert len(workshops(net)) == 3
    assert names(net, "University") == ["嘉河职业技术学院"]
    assert sum(len(names(net, kind)) for kind in ("Enterprise", "University")) == 4
    roles = {tie.props.get("role") for tie in net.store.all_ties("MEMBER_OF")}
    assert roles == {"leader", "member"}
    assert len(list(net.store.all_ties("MEMBER_OF"))) == 4
    assert workshops(net)["张立峰数控加工劳模创新工作室"].props["recognitions"] == [
        {"level": "national", "on": "2025"},
        {"level": "provincial", "on": "2019"},
    ]


def test_results_of_a_year_are_kept_with_their_text_and_a_joint_one_is_asked(net: Workspace, form: str) -> None:
    report = take(net, "S5-results", f"*.{form}")
    found = {name: {entry["figure"]: entry for entry in node.props["results"]} for name, node in workshops(net).items()}
    assert set(found) == {"张立峰工作室", "陈海生工作室"}
    assert found["张立峰工作室"]["direct_value"]["value"] == 3_156_000
    assert (found["张立峰工作室"]["indirect_value"]["value"], found["张立峰工作室"]["indirect_value"]["text"]) == (10_000_000, "约1000")
    assert found["陈海生工作室"]["direct_value"]["value"] == 12_000_000
    assert "small_inventions" not in found["陈海生工作室"], "— is nothing, not zero"
    assert found["陈海生工作室"]["inventions"]["value"] == 0
    assert ("F43", "", 4) in said(report)


def test_a_list_of_one_column_gives_names_hosts_and_districts(net: Workspace, form: str) -> None:
    take(net, "S6-list-one-column", f"*.{form}")
    assert len(workshops(net)) == 4
    assert ("肖某某创新工作室", "嘉河安谊车轮有限公司") in ties(net, "HOSTED_BY")
    assert ("肖某某创新工作室", "安平镇") in ties(net, "LOCATED_IN")


@pytest.mark.parametrize(
    ("folder", "file", "many"),
    [
        ("02-strict-ooxml", "strict.xlsx", 2),
        ("04-wps-dimension", "wps.xlsx", 2),
        ("05-html-as-xls", "工作室名单.xls", 2),
        ("05-html-as-xls", "工作室名单-gbk.xls", 2),
        ("05-html-as-xls", "*xml2003.xls", 2),
        ("06-used-range", "styled-gap.xlsx", 3),
        ("08-bom-middle", "两区合并.csv", 2),
        ("08-bom-middle", "每页重复表头.xlsx", 2),
        ("14-duplicate-headings", "两个名称.xlsx", 1),
        ("15-word-table", "命名名单.docx", 2),
        ("20-two-leaders", "工作室.csv", 7),
        ("22-hidden-filter", "筛选后保存.xlsx", 4),
    ],
)
def test_other_forms_of_file_are_read_like_a_sheet(net: Workspace, folder: str, file: str, many: int) -> None:
    take(net, folder, file)
    assert len(workshops(net)) == many


def test_dates_of_the_old_mac_and_dates_shown_as_months(net: Workspace) -> None:
    take(net, "01-date1904-x15", "plain1904.xlsx")
    assert {node.props["founded"] for node in workshops(net).values()} == {"2019-06-01", "2021-03-15"}
    take(net, "12-dates", "数字日期.xlsx")
    assert workshops(net)["自定义格式创新工作室"].props["founded"] == "2021-05", "no more precise than the cell shows"


def test_hidden_sheets_wait_and_hidden_rows_are_told(net: Workspace) -> None:
    report = take(net, "07-sheets", "districts.xlsx")
    assert len(workshops(net)) == 2
    assert ("甲河数控创新工作室", "云台区") in ties(net, "LOCATED_IN")
    assert [finding.table for finding in report.questions] == ["旧名单"]
    take(net, "07-sheets", "districts.xlsx", Answers(hidden=("旧名单",)))
    assert {finding.detail for finding in take(net, "22-hidden-filter", "*.xlsx").findings} == {"rows"}


def test_errors_are_findings_and_leaders_are_told_apart(net: Workspace) -> None:
    assert {("F20", "error", 2)} <= said(take(net, "11-formulas", "错误值.xlsx"))
    take(net, "20-two-leaders", "工作室.csv")
    assert set(names(net, "Person")) >= {"赵一", "钱二", "孙三", "李四", "周五", "吴六", "郑七", "王八九", "冯十", "陈十一", "褚十二"}


def test_a_renamed_and_upgraded_workshop_is_proposed_and_keeps_its_history(net: Workspace) -> None:
    take(net, "23-upgrade-year", "2023.csv")
    (report,) = [take(net, "23-upgrade-year", "2025.csv")]
    assert [(finding.code, finding.detail) for finding in report.questions] == [("F42", "former-name")]
    assert len(workshops(net)) == 1, "nothing is merged, and nothing made, in silence"
    take(net, "23-upgrade-year", "2025.csv", Answers(same={"*": "same"}))
    (node,) = workshops(net).values()
    assert (node.name, node.props["level"], node.props["recognised_on"]) == ("陈海生焊接技艺创新工作室", "provincial", "2023")
    assert node.props["aliases"] == ["陈海生焊接创新工作室"]
    assert node.props["recognitions"] == [{"level": "municipal", "on": "2023"}, {"level": "provincial", "on": "2025"}]
    before = net.show(node.id, on="2024-01-01")
    assert before.props["level"] == "municipal", "on an earlier day it has the level of that day"


def test_said_to_be_new_it_is_new(net: Workspace) -> None:
    take(net, "23-upgrade-year", "2023.csv")
    take(net, "23-upgrade-year", "2025b.csv", Answers(same={"*": "new"}))
    assert len(workshops(net)) == 2


def test_width_and_wrapped_lines_are_no_other_name(net: Workspace) -> None:
    take(net, "16-width-variants", "第一批.csv")
    take(net, "16-width-variants", "第二批.csv")
    take(net, "21-wrapped-names", "不换行.csv")
    take(net, "21-wrapped-names", "换行.csv")
    assert len(workshops(net)) == 2
    assert not [name for kind in ("Workshop", "Enterprise", "Person") for name in names(net, kind) if "\n" in name]


@pytest.mark.parametrize(
    ("folder", "file", "code", "detail"),
    [("03-backslash-zip", "backslash.xlsx", "F09", "other-program"), ("09-gephi-edges", "edges.csv", "F05", "header")],
)
def test_what_is_not_read_is_told_in_a_sentence_that_fits(net: Workspace, folder: str, file: str, code: str, detail: str) -> None:
    report = take(net, folder, file)
    assert (code, detail) in {(finding.code, finding.detail) for finding in report.findings}
    assert not report.can_confirm


def test_a_level_without_another_date_puts_the_record_right(net: Workspace) -> None:
    for level in ("省级", "市级"):
        importing.confirm(net, importing.check(net, [("工作室.csv", f"编号,名称,级别\nw1,甲创新工作室,{level}\n".encode())]).batch)
    (node,) = workshops(net).values()
    assert (node.props["level"], node.props.get("recognitions")) == ("municipal", None)


def test_whose_union_is_meant_is_asked_once_and_answered_for_all(net: Workspace) -> None:
    text = "2024年度创新工作室联盟活动台账\n序号,时间,活动名称,主办单位,参加单位\n1,2024-03-15,观摩交流,市总,甲创新工作室\n2,2024-05-06,座谈会,市总,甲创新工作室\n"
    report = net.check([("台账.csv", text.encode())])
    assert {(finding.column, finding.value, finding.detail) for finding in report.questions} == {("主办单位", "市总", "union")}
    net.discard(report.batch)
    net.confirm(net.check([("台账.csv", text.encode())], answers=Answers(cells={"主办单位": {"市总": "示例市总工会"}})).batch)
    assert [node.name for node in net.store.all_nodes("TradeUnion")] == ["示例市总工会"]
    assert net.store.counts()["ties"]["ORGANISES"] == 2
