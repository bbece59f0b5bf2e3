"""The papers that go to the unions: one file each, and what they write into them is read back."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from alliance.errors import InvalidValue
from alliance.services.workspace import Workspace
from tests.worlds.small_city import city


@pytest.fixture
def net() -> Workspace:
    """The small city."""
    return city()


def filled(net: Workspace, answers: dict[str, str], lang: str = "zh") -> bytes:
    """The paper with answers written into its last column, by name of the workshop."""
    book = load_workbook(io.BytesIO(net.worklist_file("xlsx", lang=lang)))
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=4):
            row[-1].value = answers.get(row[0].value, "")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_each_union_gets_a_file_that_names_nobody_elses(net: Workspace) -> None:
    rows = net.worklist(limit=None).rows
    with zipfile.ZipFile(io.BytesIO(net.worklist_file("zip"))) as archive:
        unions = {row.union or "推荐工会未登记" for row in rows}
        assert {name.removesuffix(".xlsx") for name in archive.namelist()} == unions
        for union in unions:
            sheets = load_workbook(io.BytesIO(archive.read(f"{union}.xlsx"))).worksheets
            told = {row[0].value for sheet in sheets for row in sheet.iter_rows(min_row=4)}
            assert told == {row.name for row in rows if (row.union or "推荐工会未登记") == union}
    assert net.worklist_file("zip") == net.worklist_file("zip")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_a_union_wrote_is_read_shown_kept_and_taken_back(net: Workspace, lang: str) -> None:
    one, two = net.worklist(limit=None).rows[:2]
    answers = {one.name: "本期无，2026年6月20日", two.name: "5月与示例大学谈过一次，准备签协议"}
    read = net.read_feedback("交回.xlsx", filled(net, answers, lang), lang=lang)
    assert {(row.id, row.nothing, row.on) for row in read.rows} == {(one.id, True, "2026-06-20"), (two.id, False, "")}
    assert (read.findings, read.open) == ((), len(net.worklist(limit=None).rows) - 2)
    assert net.history().rows[0].action != "feedback"  # nothing is kept yet
    done = net.keep_feedback(read.rows, "交回.xlsx")
    check = net.store.nodes([one.id])[one.id].props["links_checks"][-1]
    assert (check["on"], check["by"], check["source"]) == ("2026-06-20", one.union, "交回.xlsx")
    entry = next(row for row in net.worklist(limit=None).rows if row.id == two.id)
    assert answers[two.name] in entry.note
    net.undo(done.batch)
    assert not [row for row in net.worklist(limit=None).rows if row.note]


def test_a_line_that_is_not_clear_is_said_and_the_others_stand(net: Workspace) -> None:
    text = "工作室,依托单位,反馈（有何往来；没有请写“本期无”和日期）\n没有这一家,某厂,本期无\n{0},,电话13812345678\n{0},,本期无\n"
    name = net.worklist(limit=None).rows[0].name
    read = net.read_feedback("交回.csv", text.format(name).encode())
    assert [(finding.row, bool(finding.text)) for finding in read.findings] == [(2, True), (3, True)]
    assert [row.nothing for row in read.rows] == [True]
    assert "13812345678" not in str([finding.text for finding in read.findings])


def test_another_file_is_told_and_nothing_is_kept_of_nothing(net: Workspace) -> None:
    read = net.read_feedback("别的.csv", "甲,乙\n1,2\n".encode())
    assert (read.rows, [finding.row for finding in read.findings]) == ((), [0])
    with pytest.raises(InvalidValue):
        net.keep_feedback((), "别的.csv")


@pytest.mark.parametrize("answer", ["本期无，但5月与示例大学谈过", "没有往来记录是不对的，签过协议", "无锡某厂来访"])
def test_a_word_more_than_nothing_is_no_check(net: Workspace, answer: str) -> None:
    one = net.worklist(limit=None).rows[0]
    read = net.read_feedback("交回.xlsx", filled(net, {one.name: answer}))
    assert [row.nothing for row in read.rows] == [False]
    before = net.store.nodes([one.id])[one.id].props.get("links_checks")
    net.keep_feedback(read.rows, "交回.xlsx")
    assert net.store.nodes([one.id])[one.id].props.get("links_checks") == before


def test_what_two_unions_say_of_one_workshop_is_one_note(net: Workspace) -> None:
    one = net.worklist(limit=None).rows[0]
    read = net.read_feedback("交回.xlsx", filled(net, {one.name: "谈过一次"}))
    net.keep_feedback((*read.rows, *(replace(row, union="乙工会", text="又谈一次") for row in read.rows)), "交回.xlsx")
    note = next(row.note for row in net.worklist(limit=None).rows if row.id == one.id)
    assert "谈过一次" in note
    assert "乙工会：又谈一次" in note
