"""Targets, gaps and coverage on a real store."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from alliance.errors import AmbiguousName, InvalidValue, NotAllowed, UnknownNode
from alliance.model import Node
from alliance.services.industries.targets_table import read_targets, targets_template
from alliance.services.workspace import Workspace
from tests.worlds.real_city import real_city
from tests.worlds.small_city import tie

MORE = (tie("IN_INDUSTRY", "w12", "industry:34", role="craft_main"), tie("IN_INDUSTRY", "w06", "industry:26", role="craft_main"))


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Workspace]:
    with real_city(tmp_path, ties=MORE) as opened:
        yield opened


def test_a_target_is_kept_listed_replaced_removed_and_undone(net: Workspace) -> None:
    first = net.set_targets([{"a": "装备", "b": "化工", "wanted": 3, "year": "2026"}])
    (row,) = net.targets().rows
    assert (row.a_name, row.b_name, row.wanted, row.sort, row.grouping, row.year) == ("机械装备", "能源化工", 3, "pair", "groups", "2026")
    again = net.set_targets([{"a": "化工", "b": "装备", "wanted": "5", "year": "2026"}])  # the same cell the other way round
    assert (again.ids, [row.wanted for row in net.targets().rows]) == (first.ids, [5])
    net.undo(again.batch)
    assert [row.wanted for row in net.targets().rows] == [3]
    assert (net.targets(year="2025").rows, net.targets(year="2025").left_out) == ((), 1)
    gone = net.remove_targets(first.ids)
    assert net.targets().rows == ()
    net.undo(gone.batch)
    assert len(net.targets().rows) == 1


def test_what_is_no_target_is_refused_as_a_whole(net: Workspace) -> None:
    good = {"a": "装备", "b": "化工", "wanted": 1}
    for bad in ({"wanted": 0}, {"wanted": "viele"}, {"sort": "x"}, {"strategic_class": "x"}, {"b": "83"}):
        with pytest.raises(InvalidValue):
            net.set_targets([good, {**good, **bad}])
    with pytest.raises(UnknownNode):
        net.set_targets([good, {**good, "b": "天文"}])
    with pytest.raises(AmbiguousName):
        net.set_targets([good, {**good, "a": "工"}])
    with pytest.raises(InvalidValue):
        net.remove_targets(["target-none"])
    assert net.targets().rows == ()


def test_every_group_that_a_target_may_name_can_be_named(net: Workspace) -> None:
    rows = net.target_groups().rows
    assert {row.grouping for row in rows} == {"groups", "section", "division"}
    assert {"其他", "未知"}.isdisjoint(row.key for row in rows)
    others = [next(row for row in rows if row.grouping == grouping and row.key not in ("机械装备", "C")) for grouping in ("groups", "section")]
    net.set_targets([{"a": "机械装备", "b": others[0].key, "wanted": 1}, {"a": "C", "b": others[1].key, "wanted": 1}])
    assert {row.grouping for row in net.targets().rows} == {"groups", "section"}
    assert [row.name for row in net.target_groups(lang="en").rows][0].isascii()


def test_the_table_goes_out_and_comes_back(net: Workspace) -> None:
    net.set_targets(
        [{"a": "装备", "b": "化工", "wanted": 3}, {"a": "34", "sort": "industry", "wanted": 2, "strategic_class": "leading", "region": "某市"}]
    )
    data = targets_template(net)
    before = net.targets().rows
    net.remove_targets([row.id for row in before])
    read = read_targets(net, "清单.csv", data)
    assert (read.count, read.findings) == (2, ())
    net.set_targets(read.rows)
    assert [(row.id, row.wanted, row.region, row.strategic_class) for row in net.targets().rows] == [
        (row.id, row.wanted, row.region, row.strategic_class) for row in before
    ]
    assert net.targets_template() == data


def test_a_workbook_of_the_list_says_row_by_row_what_is_wrong_and_keeps_the_rest(net: Workspace) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["2026年重点联系清单"])
    sheet.append(["年份", "类别", "行业甲", "行业乙", "目标数", "战略分类", "备用"])
    for row in (
        [2026, "行业联系", "装备", "化工", 6, "", "x"],
        [2026, "产业链", "化工", "天文", 2, "", ""],
        ["2026年", "重点产业", "34", "", "三", "主导产业", ""],
        ["26", "行业联系", "装备", "医疗", 2, "", ""],
        [2026, "重点产业", "34", "", 2, "主导产业", ""],
        [2026, "往来", "装备", "化工", 1, "", ""],
    ):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    read = read_targets(net, "清单.xlsx", file.getvalue())
    assert read.count == 6
    assert [(found.row, found.column, found.value) for found in read.findings] == [
        (2, "备用", ""), (4, "行业乙", "天文"), (5, "目标数", "三"), (6, "年份", "26"), (8, "类别", "往来"),
    ]  # fmt: skip
    assert all(found.text for found in read.findings)
    net.set_targets(read.rows)
    assert [(row.sort, row.year, row.wanted, row.strategic_class) for row in net.targets().rows] == [
        ("pair", "2026", 6, ""), ("industry", "2026", 2, "leading"),
    ]  # fmt: skip
    assert [found.row for found in read_targets(net, "x.csv", "谁,什么\n1,2\n".encode()).findings] == [0]
    assert read_targets(net, "x.xlsx", b"PK\x03\x04 no workbook").rows == ()


def test_the_gap_between_machinery_and_chemicals_and_who_could_close_it(net: Workspace) -> None:
    net.set_targets(
        [
            {"a": "装备", "b": "化工", "wanted": 3, "year": "2026"},
            {"a": "装备", "b": "化工", "wanted": 1, "region": "东区"},
            {"a": "医疗", "b": "化工", "wanted": 1, "year": "2025"},
        ]
    )
    answer = net.gaps()
    # of the rows for 2026: everywhere 1 of 3 on record; in 东区 none of 1, for only machinery lies there
    assert (answer.targets, answer.met) == (2, 0)
    wide, east = answer.rows
    assert (wide.pairs, wide.wanted, wide.missing, wide.unused) == (1, 3, 2, 3)
    assert wide.text == "机械装备与能源化工之间登记合作1对，目标3对，还可牵线2对。"
    assert ([w.id for w in wide.workshops_a], [w.id for w in wide.workshops_b]) == (["w12"], ["w06"])
    assert (wide.workshops_a[0].ring, wide.basis) == ("none", "target")
    assert (east.region, east.missing, [w.id for w in east.workshops_b]) == ("region:410102", 1, [])
    net.set_targets([{"a": "装备", "b": "化工", "wanted": 1, "year": "2026"}])
    assert (net.gaps().met, len(net.gaps().rows)) == (1, 1)
    plan = net.plan(gap=(wide.a, wide.b), size=(1, 4))
    assert plan.state in ("draft", "proposed", "refused")  # the names of the gap are those the planner takes


def test_without_a_list_only_what_is_clearly_below_proportion_is_asked_about(net: Workspace) -> None:
    answer = net.gaps()
    assert (answer.targets, answer.rows) == (0, ())


def test_coverage_counts_workshops_by_class_level_and_region(tmp_path: Path) -> None:
    stated = Node("w03", "Workshop", "王五护理工作室", {"recognised_on": "2022", "level": "municipal", "strategic_class": "extended"})
    ties = (*MORE, tie("CLASSED_AS", "industry:34", "region:410100", role="leading"))
    with real_city(tmp_path, nodes=(stated,), ties=ties) as net:
        answer = net.coverage()
        # machinery lies in the city: w01 (in contact with chemicals) and w12 (with nobody)
        assert {row.code: (row.workshops, row.across) for row in answer.classes} == {
            "leading": (2, 1),
            "emerging": (0, 0),
            "traditional": (0, 0),
            "extended": (1, 0),
        }
        assert answer.classes[0].text == "“主导产业”产业有工作室2家，其中1家近期未见跨行业交流。"
        assert (answer.workshops, answer.listed) == (14, 3)
        assert [(row.name, row.workshops, row.classes["leading"]) for row in answer.rows if row.by == "region"] == [
            ("某市", 1, 0),
            ("东区", 4, 2),
            ("地区未载", 9, 0),
        ]
        assert "人数" in answer.note
        assert net.coverage(region="东区").workshops == 4
        net.set_targets([{"a": "化工", "sort": "industry", "wanted": 1, "strategic_class": "emerging", "region": "某市"}])
        assert net.coverage().classes[1].workshops == 1  # w02 lies in the city, w06 nowhere on record


def test_where_no_list_is_kept_coverage_says_so(net: Workspace) -> None:
    answer = net.coverage()
    assert (answer.listed, answer.note.startswith("还没有")) == (0, True)


def test_a_reader_may_not_change_the_aims(net: Workspace) -> None:
    net.actor = type(net.actor)("看客", "viewer")
    assert net.targets().rows == () and net.gaps().rows == ()
    with pytest.raises(NotAllowed):
        net.set_targets([{"a": "装备", "b": "化工", "wanted": 1}])
    with pytest.raises(NotAllowed):
        net.remove_targets([])
