"""Answers of a day worked out by hand, from tables as people enter them: as-ofs of a year, what is later, who is there, why a record does not count."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from alliance.errors import NotThereYet
from alliance.services.workspace import Workspace
from tests.services.entering import entered, rows_of


def workshops(names: str, since: str = "2015") -> str:
    """A table of workshops w1, w2 …, each with a firm of its own."""
    return "编号,名称,命名时间,依托单位\n" + "".join(f"w{i},{name}工作室,{since},{name}厂\n" for i, name in enumerate(names, 1))


@contextmanager
def store(folder: Path, **tables: str) -> Iterator[Workspace]:
    with entered(folder, {name: rows_of(text) for name, text in tables.items()}) as net:
        yield net


def rings(net: Workspace, on: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {row.id: (row.ring, row.flags) for row in net.isolates(on).rows}


YEAR = """
编号,起点,起点类别,关系,终点,终点类别,起始日期,出处,记载日期
r1,w1,工作室,合作,w2,工作室,,市总台账,2026
r2,w3,工作室,合作,w4,工作室,,市总台账,2026-06-15
r3,w5,工作室,合作,w6,工作室,2024,市总台账,2026
r4,w7,工作室,合作,w8,工作室,2026,市总台账,
"""


def test_an_as_of_that_says_a_year_is_that_year(tmp_path: Path) -> None:
    """At mid-2026 what was recorded in 2026 is recent; a day earlier than that year it is not told."""
    with store(tmp_path, Workshop=workshops("甲乙丙丁戊己庚辛", "2020"), relations=YEAR) as net:
        found = rings(net, "2026-06-30")
        assert {ring for ring, _ in found.values()} == {"connected"}
        assert all(("undated" in found[one][1]) == (one in ("w1", "w2", "w3", "w4")) for one in found)
        assert {one: rings(net, "2025-12-31")[one][0] for one in ("w1", "w3")} == {"w1": "unknown", "w3": "unknown"}
        assert rings(net, "2026-01-01")["w1"][0] == "connected"
        assert rings(net, "2027-12-30")["w1"][0] == "connected"  # its year reaches into the window
        assert rings(net, "2027-12-31")["w1"][0] == "sleeping"


def test_a_check_of_a_year_is_of_that_year(tmp_path: Path) -> None:
    with store(tmp_path, Workshop="编号,名称,命名时间,依托单位,联系核实日期,联系核实人\nw1,甲工作室,2015,甲厂,2026,市总") as net:
        (row,) = net.isolates("2026-06-30").rows
        assert (row.ring, row.checked) == ("none", "2026")
        assert "截至2026年，" in row.reason
        assert net.isolates("2025-12-31").rows[0].ring == "unknown"


ACTIVITY = "编号,名称,形式,时间,参加单位\nx1,2026年焊接沙龙,行业沙龙,2026-05-20,甲工作室；乙工作室"
AGREEMENT = "编号,名称,签订时间,签订单位\ng1,2026年合作协议,2026-05-20,丙工作室；丁工作室"


def test_what_is_dated_later_leads_nowhere(tmp_path: Path) -> None:
    with store(tmp_path, Workshop=workshops("甲乙丙丁"), Activity=ACTIVITY, Agreement=AGREEMENT) as net:
        for a, b, over in (("w1", "w2", "x1"), ("w3", "w4", "g1")):
            assert net.path(a, b, on="2024-02-29").paths == ()
            (way,) = net.path(a, b, on="2026-05-20").paths
            assert [node.id for node in way.nodes] == [a, over, b]
            assert [tie.date for tie in way.ties] == ["2026-05-20"] * 2  # the activity dates the steps
            for on, there in (("2024-02-29", False), ("2026-05-20", True)):
                assert (over in {row.id for row in net.neighbours(a, on=on).rows}) == there
                assert (over in {tie.other.id for ties in net.show(a, on=on).ties.values() for tie in ties}) == there
            with pytest.raises(NotThereYet):
                net.show(over, on="2024-02-29")


def test_a_step_over_what_has_ended_says_until_when(tmp_path: Path) -> None:
    ended = "编号,起点,起点类别,关系,终点,终点类别,起始日期,终止日期\nr1,w1,工作室,合作,w2,工作室,2018-03,2020"
    with store(tmp_path, Workshop=workshops("甲乙"), relations=ended) as net:
        (way,) = net.path("w1", "w2", on="2026-06-30").paths
        assert [(tie.date, tie.until) for tie in way.ties] == [("2018-03", "2020")]


LATER = """
编号,名称,命名时间,依托单位,专长
w1,甲焊接工作室,2015,甲厂,
w2,乙焊接工作室,2026-05-01,乙厂,氩弧焊
w3,丙焊接工作室,2015,丙厂,
w4,丁焊接工作室,2015,丁厂,氩弧焊
"""
WITH_LATER = """
编号,起点,起点类别,关系,终点,终点类别,起始日期,出处,记载日期
r1,w1,工作室,合作,w2,工作室,2023-06-01,市总台账,2024-01-10
r2,w2,工作室,合作,w3,工作室,2023-06-01,市总台账,2024-01-10
"""


def test_a_workshop_recognised_later_is_in_no_answer(tmp_path: Path) -> None:
    before, after = "2024-02-29", "2026-06-30"
    with store(tmp_path, Workshop=LATER, relations=WITH_LATER) as net:
        assert rings(net, before).keys() == {"w1", "w3", "w4"}
        assert {ring for ring, _ in rings(net, before).values()} == {"unknown"}
        assert (net.matrix(before).pairs, net.overview(on=before).figures["cooperation"], net.overview(on=before).figures["workshops"]) == (0, 0, 3)
        compared = net.compare("2022-12-31", before)
        assert compared.figures["pairs_cooperation"] == (0, 0)
        assert compared.pairs["cooperation"]["new"] == 0
        assert net.bridges(before).rows == ()
        assert net.groups(before, smallest=1).workshops == 0
        assert net.draft_members("氩弧焊", before).total == 1
        assert net.search("焊接", on=before).total == 3
        assert [row.id for row in (*net.partners("w4", on=before).near, *net.partners("w4", on=before).bridge)] == []
        assert net.coverage(before).workshops == 3
        for asked in (net.reach_of, lambda one, on: net.show(one, on=on), lambda one, on: net.partners(one, on=on)):
            with pytest.raises(NotThereYet):
                asked("w2", before)
        assert [row.id for row in (*net.partners("w4", on=after).near, *net.partners("w4", on=after).bridge)] == ["w2"]
        assert (net.search("焊接", on=after).total, net.draft_members("氩弧焊", after).total) == (4, 2)


SALON = "编号,名称,形式,时间,出处,记载日期{more}\nx1,焊接沙龙,行业沙龙,,市总台账,2026-05-20{who}"
TAKING_PART = "起点,起点类别,关系,终点,终点类别\nw1,工作室,参加,x1,活动\nw2,工作室,参加,x1,活动"


@pytest.mark.parametrize("by_column", [True, False])
def test_an_undated_salon_recorded_later(tmp_path: Path, by_column: bool) -> None:
    """By the column of the activity or by relations: recorded in May 2026, it is recent then and not told before."""
    more, who = (",参加单位", ",甲工作室；乙工作室") if by_column else ("", "")
    more_tables = {} if by_column else {"relations": TAKING_PART}
    with store(tmp_path, Workshop=workshops("甲乙"), Activity=SALON.format(more=more, who=who), **more_tables) as net:
        assert rings(net, "2026-06-30")["w1"] == ("connected", ("one_bridge", "undated", "system_unknown"))
        early = net.isolates("2025-11-30").rows[0]
        assert early.ring == "unknown"
        assert early.not_counted == ()
        assert "人数" not in early.reason
        assert rings(net, "2027-06-30")["w1"][0] == "sleeping"


def test_a_large_room_is_a_large_room_and_a_head_to_be_is_none(tmp_path: Path) -> None:
    """Why a record does not count is told by what is so: the head did not lead then, though the room was small."""
    who = "编号,名称,形式,时间,人数,参加单位\nx1,焊接沙龙,行业沙龙,2026-01-10,{heads},乙工作室"
    led = "起点,起点类别,关系,终点,终点类别,起始日期\np1,人员,领衔,w1,工作室,2026-03-01\np1,人员,参加,x1,活动,"
    for heads, why in (("5", "not_led"), ("80", "large_room")):
        folder = tmp_path / heads
        folder.mkdir()
        with store(folder, Workshop=workshops("甲乙"), Person="编号,名称\np1,张三", Activity=who.format(heads=heads), relations=led) as net:
            said = [row.why for row in net.reach_of("w1", "2026-06-30").not_counted]
            assert len(said) == 1
            assert ("人数" in said[0]) == (why == "large_room"), said


ALLIANCE = "编号,名称,成立时间,撤销时间,成员家数,联盟类型\na1,焊接联盟,2020,{ended},2,各级工会建立的联盟"
MEMBERS = "起点,起点类别,关系,终点,终点类别,起始日期,终止日期\nw1,工作室,联盟成员,a1,联盟,2020,2025-06\nw2,工作室,联盟成员,a1,联盟,2020,"


def test_a_dissolved_alliance_says_so_with_its_members_of_then(tmp_path: Path) -> None:
    with store(tmp_path, Workshop=workshops("甲乙"), Alliance=ALLIANCE.format(ended="2025-06-30"), relations=MEMBERS) as net:
        (row,) = net.alliances("2026-06-30").rows
        assert (row.dissolved, row.members, row.question, row.findings) == ("2025-06-30", 2, "", ())
        one = net.alliance("a1", "2026-06-30")
        assert (one.dissolved, [member.id for member in one.members], one.findings, one.question) == ("2025-06-30", ["w1", "w2"], (), "")
        assert net.alliance("a1", "2025-06-30").dissolved == ""
        assert "dissolved" not in net.show("a1", on="2025-06-29").props
