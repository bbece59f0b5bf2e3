"""import, undo, history, template: nothing without a yes, everything back again."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from alliance.model import Node
from alliance.services.workspace import open_store
from tests.cli.conftest import alliance, everything, write_tables


def test_a_folder_is_imported_with_the_settings_beside_it(made_store: Path) -> None:
    with open_store(made_store, create=False) as net:
        assert net.store.settings()["nature"] == "synthetic"
        assert net.as_of() == "2026-06-30"
    assert [row["action"] for row in alliance("history", "--json", store=made_store).json["rows"]] == ["settings", "import"]


def test_without_a_yes_nothing_is_written(store: Path, tmp_path: Path) -> None:
    (file,) = write_tables(tmp_path / "more", [Node("w90", "Workshop", "新来的工作室")], [])[:1]
    for arguments, code in ((("--dry-run",), 0), ((), 2)):
        ran = alliance("import", str(file), *arguments, "--json", store=store)
        assert ran.code == code, ran
        assert ran.json["written"] is False
        assert ran.json["report"]["counts"]["new"] == 1
    assert alliance("show", "w90", store=store).code == 1
    with open_store(store, create=False) as net:
        assert list(net.store.staged_batches()) == []


def test_rejected_rows_are_told_and_strict_writes_nothing(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "relations.csv"
    file.write_text("起点,关系,终点\nw10,参观,w11\nw10,参观,没有这一家\n", encoding="utf-8")
    strict = alliance("import", str(file), "--yes", "--strict", store=store)
    assert strict.code == 1
    assert "没有写入" in strict.err
    before = alliance("history", "--json", store=store).json["revision"]
    loose = alliance("import", str(file), "--yes", "--json", store=store)
    assert loose.code == 1
    assert loose.json["report"]["findings"][0]["code"] == "F32"
    assert loose.json["report"]["findings"][0]["row"] == 3
    assert loose.json["written"] is True
    assert alliance("history", "--json", store=store).json["revision"] == before + 1


def test_a_missing_file_is_wrong_use(store: Path) -> None:
    assert alliance("import", "nowhere.csv", store=store).code == 2


def test_undo_takes_a_batch_back_and_again(store: Path, tmp_path: Path) -> None:
    before = everything(store)
    file = tmp_path / "relations.csv"
    file.write_text("起点,关系,终点,日期\nw10,参观,w11,2026-06-01\n", encoding="utf-8")
    batch = alliance("import", str(file), "--yes", "--json", store=store).json["receipt"]["batch"]
    changed = everything(store)
    assert changed != before
    assert alliance("undo", batch, store=store).code == 2  # nobody said yes
    undone = alliance("undo", batch, "--yes", "--json", store=store)
    assert undone.code == 0
    assert everything(store) == before
    assert alliance("undo", undone.json["receipt"]["batch"], "--yes", store=store).code == 0
    assert everything(store) == changed
    unknown = alliance("undo", "never", "--yes", store=store)
    assert (unknown.code, "never" in unknown.err) == (1, True)


def test_the_history_of_a_day_ends_with_it(store: Path) -> None:
    assert alliance("history", "--on", "2020-01-01", "--json", store=store).json["rows"] == []
    assert len(alliance("history", "--on", "2999-01-01", "--json", store=store).json["rows"]) == len(
        alliance("history", "--json", store=store).json["rows"]
    )


def test_on_a_terminal_import_and_undoread_json(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "Workshop.csv"
    file.write_text("编号,名称\nw90,新来的工作室\n", encoding="utf-8")
    for said, code, there in (("n\n", 2, 1), ("y\n", 0, 0)):
        monkeypatch.setattr(sys, "stdin", Terminal(said))
        ran = alliance("import", str(file), store=store)
        assert ran.code == code, ran
        assert "将新增 1" in ran.out
        assert "确认写入？" in ran.err
        assert alliance("show", "w90", store=store).code == there
    monkeypatch.setattr(sys, "stdin", Terminal("是\n"))
    assert alliance("undo", store=store).code == 0  # the newest batch
    assert alliance("show", "w90", store=store).code == 1


class Terminal(io.StringIO):
    """Standard input with someone in front of it."""

    def isatty(self) -> bool:
        return True


def test_templates_are_written_without_a_store(tmp_path: Path, quiet_home: Path) -> None:
    out = tmp_path / "t.xlsx"
    assert alliance("template", "Workshop", "--out", str(out)).code == 0
    assert out.read_bytes()[:2] == b"PK"
    assert alliance("template", "Planet", "--out", str(out)).code == 2
    assert list(quiet_home.glob("*.alliance")) == []  # no store was made for it


def test_what_was_asked_is_answered_on_the_command_line(store: Path, tmp_path: Path) -> None:
    paper = next((Path(__file__).parents[1] / "tables" / "papers" / "S2-recommendation").glob("*.xls"))
    asked = alliance("import", str(paper), "--dry-run", "--json", store=store).json["report"]["findings"]
    assert [row["value"] for row in asked if row["severity"] == "question"] == ["2021.1"]
    ran = alliance("import", str(paper), "--yes", "--answer", "成立时间=2021.1=2021-10", "--json", store=store)
    assert (ran.code, ran.json["written"]) == (0, True)
    with open_store(store, create=False) as net:
        assert next(node for node in net.store.all_nodes("Workshop") if "刘桂兰" in node.name).props["founded"] == "2021-10"
    assert alliance("import", str(paper), "--answer", "没有等号", store=store).code == 2


def test_an_announced_list_is_asked_and_said_to_be_final(store: Path, tmp_path: Path) -> None:
    paper = tmp_path / "公示名单.csv"
    paper.write_text("工作室名称,所在单位,级别\n甲创新工作室,示例重工,市级\n", encoding="utf-8")
    for more, asked in ((), ["F44"]), (("--final",), []):
        found = alliance("import", str(paper), *more, "--dry-run", "--json", store=store).json["report"]["findings"]
        assert [finding["code"] for finding in found if finding["severity"] == "question"] == asked


def test_what_a_section_stands_for_is_said(store: Path, tmp_path: Path) -> None:
    paper = tmp_path / "汇总表.csv"
    paper.write_text("示例市创新工作室汇总表\n序号,工作室名称,所在单位\n城南片（1家）\n1,甲创新工作室,示例重工\n", encoding="utf-8")
    found = alliance("import", str(paper), "--section", "城南片=区县", "--yes", "--json", store=store).json["report"]["tables"][0]
    assert [(line["text"], line["meaning"]) for line in found["aside"]] == [("城南片（1家）", "district")]
    assert [added["by"] for added in found["added"] if added["name"] == "region"] == ["district"]
    for wrong in ("城南片", "城南片=天气", "=区县"):
        assert alliance("import", str(paper), "--section", wrong, store=store).code == 2


def test_a_batch_is_stated_once_and_a_form_is_read_as_before(store: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "2024.csv", tmp_path / "2025.csv"
    first.write_text("工作室名称,所在单位,成员人数\n甲新创新工作室,示例新厂,9\n", encoding="utf-8")
    second.write_text("工作室名称,所在单位,成员人数\n乙新创新工作室,示例新厂,若干\n", encoding="utf-8")
    batch = ("--stated", "level=市级", "--stated", "batch=示工发〔2025〕9号", "--stated", "recognised_on=2025-11")
    assert alliance("import", str(first), *batch, "--announced", "--answer", "成员人数=若干=8", "--yes", store=store).code == 0
    assert [row["batch"] for row in alliance("register", "notices", "--json", store=store).json["rows"]] == ["示工发〔2025〕9号"]
    for more, asked in ((), True), (("--as-before",), False):
        found = alliance("import", str(second), "--kind", "Workshop", *more, "--dry-run", "--json", store=store).json["report"]["findings"]
        assert any(finding["severity"] == "question" for finding in found) is asked
    assert alliance("import", str(second), "--stated", "level", store=store).code == 2
