"""What leaves carries what it is: nature, reference date and rules of counting go with the data and come back with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

from alliance.errors import Conflict, UnreadableFile
from alliance.services.data import dataset_settings, exporting
from alliance.services.workspace import Workspace
from tests.builders import workspace

OWN = {
    "title": "示例市",
    "nature": "synthetic",
    "data_as_of": "2026-01-29",
    "window_months": 18,
    "exempt": {"w1": "筹建"},
    "union_order": ["甲区总工会"],
}
TABLE = "编号,名称,级别,依托单位\nw1,甲创新工作室,市级,示例重工\nw2,乙创新工作室,省级,示例医院\n"


@pytest.fixture
def net() -> Iterator[Workspace]:
    """A store with settings of its own."""
    with workspace() as opened:
        opened.confirm(opened.check([("工作室.csv", TABLE.encode())]).batch)
        dataset_settings.put_settings(opened, OWN)
        yield opened


def of(net: Workspace) -> dict[str, object]:
    return {name: value for name, value in net.store.settings().items() if name in OWN}


def test_a_workbook_carries_its_settings_into_an_empty_store_and_shows_them_first(net: Workspace, tmp_path: Path) -> None:
    book = tmp_path / "全部.xlsx"
    net.export("xlsx", book)
    with workspace() as other:
        report = other.check([book])
        assert (report.settings, report.finding_counts) == (OWN, {})
        assert of(other)["nature"] == "own"  # nothing before it is confirmed
        other.confirm(report.batch)
        assert of(other) == OWN
        assert other.store.counts() == net.store.counts()
        other.undo(report.batch)
        assert of(other)["nature"] == "own"  # with the data goes what was said of them
        other.undo(other.history().rows[0].batch)
        later = other.check([("又一家.csv", "名称\n丙创新工作室\n".encode()), book])
        assert later.settings == {}  # the store has its own by now


def test_a_store_that_was_filled_meanwhile_keeps_its_own_settings_and_says_so(net: Workspace, tmp_path: Path) -> None:
    net.export("xlsx", tmp_path / "全部.xlsx")
    with workspace() as other:
        waiting = other.check([tmp_path / "全部.xlsx"])
        other.confirm(other.check([("工作室.csv", "编号,名称,级别\nw9,丙创新工作室,市级\n".encode())]).batch)
        with pytest.raises(Conflict):
            other.confirm(waiting.batch)
        assert of(other)["nature"] == "own"
        assert [node.name for node in other.store.all_nodes("Workshop")] == ["丙创新工作室"]


def test_tables_carry_their_settings_beside_them(net: Workspace, tmp_path: Path) -> None:
    net.export("csv", tmp_path / "tables")
    with workspace() as other:
        assert dataset_settings.take_settings(other, [tmp_path / "tables"]) == OWN
        assert of(other) == OWN


def test_the_settings_file_among_the_tables_is_no_table(net: Workspace, tmp_path: Path) -> None:
    files = net.export("csv", tmp_path / "tables").files
    with workspace() as other:
        report = other.check([Path(file) for file in files])
        assert (report.settings, report.counts["rejected"]) == (OWN, 0)
        assert "store.json" not in report.files
        other.confirm(report.batch)
        assert of(other) == OWN
    with workspace() as other, pytest.raises(UnreadableFile):
        other.check([("工作室.csv", TABLE.encode()), ("store.json", b"[1]")])


def test_the_export_of_a_day_is_as_of_that_day(net: Workspace, tmp_path: Path) -> None:
    net.export("csv", tmp_path / "tables", on="2025-06-30")
    assert dataset_settings.settings_beside([tmp_path / "tables"])["data_as_of"] == "2025-06-30"


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_a_graph_says_what_its_data_are(net: Workspace, tmp_path: Path, form: str) -> None:
    net.export(form, tmp_path / f"graph.{form}")
    text = (tmp_path / f"graph.{form}").read_text(encoding="utf-8")
    assert "示例市：合成数据，数据截至 2026-01-29" in text
    assert len({"graphml": nx.read_graphml, "gexf": nx.read_gexf}[form](tmp_path / f"graph.{form}")) > 2


def test_what_does_not_travel_is_said(net: Workspace, tmp_path: Path) -> None:
    net.assign(["w1"], "visit", owner="甲区总工会")
    found = net.export("csv", tmp_path / "tables").left_behind
    assert found == {"worklist": 1, "history": 3}
    assert exporting.left_behind_text(found, "zh") == "联系安排1条、历史3批"
    assert exporting.left_behind_text({"unheard": 2}, "en") == "2 other records"


def test_a_settings_sheet_with_nonsense_is_passed_over(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "说明"
    for row in (["a", "b", "nature", "{"], ["a", "b", "window_months", '"many"'], ["a", "b", "unknown", "1"], ["a", "b", "new_months", "7"]):
        book.active.append(row)
    book.create_sheet("工作室").append(["名称"])
    book["工作室"].append(["甲创新工作室"])
    book.save(tmp_path / "book.xlsx")
    with workspace() as other:
        assert other.check([tmp_path / "book.xlsx"]).settings == {"new_months": 7}
