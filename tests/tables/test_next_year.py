"""A list of this year and that of the next: upgrades, new names and a leader at another firm are told, and each history is right on both days."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alliance.services.data.import_answers import Answers
from alliance.services.workspace import Workspace
from tests.builders import workspace

HEAD = "{year}年度示例市劳模和工匠人才创新工作室名单（截至{year}年6月）\n序号,工作室名称,所在单位,领衔人,级别,命名时间\n"
LAST = [(f"{name}创新工作室", f"示例{n}厂", leader, "市级", "2024-05") for n, (name, leader) in enumerate(
    [("张焊", "张大力"), ("李钳", "李小明"), ("王电", "王志强"), ("赵铣", "赵国庆"), ("孙车", "孙卫东"), ("周护", "周玉兰"), ("吴检", "吴海涛"),
     ("郑修", "郑立新"), ("冯模", "冯建国"), ("陈绘", "陈晓峰")], 1)]  # fmt: skip
NEXT = [
    *((name, unit, leader, "省级", "2025-05") for name, unit, leader, _, _ in LAST[:6]),  # six upgrades
    ("吴海涛智能检测创新工作室", *LAST[6][1:]),  # two new names of the same lead and unit
    ("郑立新设备诊断创新工作室", *LAST[7][1:]),
    (LAST[8][0], "示例新能源公司", *LAST[8][2:4], "2025-05"),  # a leader at a new firm
    LAST[9],
]


def paper(year: int, rows: list[tuple[str, ...]]) -> tuple[str, bytes]:
    lines = [",".join((str(n), *row)) for n, row in enumerate(rows, 1)]
    return f"{year}.csv", (HEAD.format(year=year) + "\n".join(lines) + "\n").encode()


@pytest.fixture
def net() -> Iterator[Workspace]:
    """The list of last year in a store of one's own."""
    with workspace() as opened:
        opened.confirm(opened.check([paper(2024, LAST)]).batch)
        yield opened


def test_what_is_new_is_told_and_nothing_is_merged_in_silence(net: Workspace) -> None:
    report = net.check([paper(2025, NEXT)])
    assert [(finding.value, finding.detail) for finding in report.questions] == [
        ("吴海涛智能检测创新工作室", "same-lead"),
        ("郑立新设备诊断创新工作室", "same-lead"),
        ("冯模创新工作室", "lead-elsewhere"),
    ]
    assert report.counts.get("new:Workshop", 0) == 0
    assert report.counts["rejected"] == 3  # they wait


def test_the_history_of_each_is_right_on_both_days(net: Workspace) -> None:
    ids = {node.name: node.id for node in net.store.all_nodes("Workshop")}
    net.confirm(net.check([paper(2025, NEXT)], answers=Answers(same={"*": "same"})).batch)
    now = {node.id: node for node in net.store.all_nodes("Workshop")}
    assert set(now) == set(ids.values())
    for name, _, _, _, _ in LAST[:6]:
        assert (net.show(ids[name], on="2024-12-31").props["level"], net.show(ids[name], on="2026-01-01").props["level"]) == (
            "municipal",
            "provincial",
        )
        assert net.show(ids[name], on="2026-01-01").props["recognised_on"] == "2024-05"  # never new again
    for (old, *_), (new, *_) in zip(LAST[6:8], NEXT[6:8], strict=True):
        assert (now[ids[old]].name, now[ids[old]].props["aliases"]) == (new, [old])
        assert net.search(old).rows[0].id == ids[old]
    moved = ids["冯模创新工作室"]
    for on, unit in (("2024-12-31", "示例9厂"), ("2026-01-01", "示例新能源公司")):
        held = [tie for ties in net.show(moved, on=on).ties.values() for tie in ties if tie.kind == "HOSTED_BY" and (tie.until or "open") > on]
        assert [tie.other.name for tie in held] == [unit], on


def test_taken_back_everything_is_as_it_was(net: Workspace) -> None:
    before = [(node.id, node.name, node.props) for node in net.store.all_nodes()]
    ties = sorted((tie.id, str(tie.props)) for tie in net.store.all_ties())
    batch = net.check([paper(2025, NEXT)], answers=Answers(same={"*": "same"})).batch
    net.confirm(batch)
    net.undo(batch)
    assert [(node.id, node.name, node.props) for node in net.store.all_nodes()] == before
    assert sorted((tie.id, str(tie.props)) for tie in net.store.all_ties()) == ties


def test_a_recognition_of_long_ago_is_no_day_of_a_move(net: Workspace) -> None:
    text = "序号,工作室名称,所在单位,领衔人,级别,命名时间\n1,冯模创新工作室,示例新能源公司,冯建国,市级,2019-05\n"
    net.confirm(net.check([("名单.csv", text.encode())], answers=Answers(same={"*": "same"})).batch)
    (moved,) = [node.id for node in net.store.all_nodes("Workshop") if node.name == "冯模创新工作室"]
    ties = [tie for tie in net.store.ties_of(moved, ("HOSTED_BY",)) if tie.source == moved]
    assert sorted((tie.props.get("valid_from", ""), tie.props.get("valid_to", "open")) for tie in ties) == [("", "open"), ("", "open")]


def test_several_of_the_name_elsewhere_are_refused_and_none_is_proposed(net: Workspace) -> None:
    more = "工作室名称,所在单位\n张焊创新工作室,示例他厂\n"
    net.confirm(net.check([("另一.csv", more.encode())], answers=Answers(same={"*": "new"})).batch)
    report = net.check([("三.csv", "工作室名称,所在单位\n张焊创新工作室,第三厂\n".encode())])
    assert [(finding.code, finding.detail) for finding in report.findings if finding.row] == [("F31", "elsewhere")]
