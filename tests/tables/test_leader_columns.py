"""Post, title and honours beside the one leader of a row are his; of several, or of a contact, nothing is guessed and it is named."""

from __future__ import annotations

import pytest

from alliance.services.data import importing
from alliance.services.data.import_answers import Answers
from alliance.services.data.import_results import ImportReport
from alliance.services.workspace import Workspace
from tests.tables.test_papers import take as take_paper


def take(net: Workspace, text: str, answers: Answers | None = None) -> ImportReport:
    report = importing.check(net, [("工作室.csv", text.encode())], answers=answers)
    importing.confirm(net, report.batch)
    return report


def posts(net: Workspace) -> dict[str, str]:
    return {node.name: node.props.get("post", "") for node in net.store.all_nodes("Person")}


def honours(net: Workspace) -> set[tuple[str, str, str]]:
    names = {node.id: node.name for node in net.store.all_nodes()}
    return {(names[tie.source], names[tie.target], tie.props.get("valid_from", "")) for tie in net.store.all_ties("HOLDS_HONOUR")}


def test_posts_titles_and_honours_beside_the_leader_are_his(net: Workspace) -> None:
    report = take(
        net,
        "工作室名称,所在单位,领衔人,职务,职称,荣誉称号\n甲创新工作室,示例厂,张三,班长,高级技师,省劳模(2019)、全国五一劳动奖章\n乙创新工作室,示例院,李四,,,无\n",
    )
    assert posts(net) == {"张三": "班长、高级技师", "李四": ""}
    assert honours(net) == {("张三", "省劳模", "2019"), ("张三", "全国五一劳动奖章", "")}
    assert report.findings == ()


def test_an_honour_on_record_is_found_by_its_other_name(net: Workspace) -> None:
    importing.confirm(net, importing.check(net, [("荣誉.csv", "编号,名称,别名\nh1,全国劳动模范,全国劳模\n".encode())]).batch)
    take(net, "工作室名称,所在单位,领衔人,荣誉\n甲创新工作室,示例厂,张三,2020年全国劳模\n")
    assert honours(net) == {("张三", "全国劳动模范", "2020")}


def test_of_several_leaders_nobody_is_told_and_it_is_named(net: Workspace) -> None:
    report = take(net, "工作室名称,所在单位,领衔人,职务,荣誉称号\n甲创新工作室,示例厂,张三、李四,班长,省劳模\n")
    assert (set(posts(net).values()), honours(net)) == ({""}, set())
    assert [(found.code, found.column, found.value) for found in report.findings] == [("F46", "职务", "班长"), ("F46", "荣誉称号", "省劳模")]


@pytest.mark.parametrize("headings", ["领衔人,联络员,职务", "职务,领衔人,联络员"])
def test_the_post_of_a_contact_is_not_the_leaders(net: Workspace, headings: str) -> None:
    cells = {"领衔人": "张三", "联络员": "王五", "职务": "干事"}
    report = take(net, f"工作室名称,所在单位,{headings}\n甲创新工作室,示例厂,{','.join(cells[one] for one in headings.split(','))}\n")
    assert posts(net) == {"张三": ""}
    assert ("F05", "职务") in {(found.code, found.column) for found in report.findings}, "left out and named"


def test_headings_under_one_of_the_leader_say_the_same(net: Workspace) -> None:
    take_paper(net, "S2-recommendation", "*.xlsx")
    assert posts(net)["陈海生"] == "高级技师/班长"
    assert all(year for _, _, year in honours(net))
    assert {person for person, _, _ in honours(net)} == {"陈海生", "刘桂兰"}


def test_a_post_with_a_telephone_number_blocks_its_column(net: Workspace) -> None:
    take(net, "工作室名称,所在单位,领衔人,职务\n甲创新工作室,示例厂,张三,班长13800138000\n乙创新工作室,示例院,李四,组长\n")
    assert set(posts(net).values()) == {""}


def test_a_leader_on_record_keeps_his_name_and_gets_the_post(net: Workspace) -> None:
    for post in ("班长", "厂长"):
        take(net, f"工作室名称,所在单位,领衔人,职务\n甲创新工作室,示例厂,张三,{post}\n")
    assert posts(net) == {"张三": "厂长"}
