"""export, backup, restore, settings, doctor, new: by command, as an administrator would."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import networkx as nx
import pytest

from alliance.services.workspace import open_store
from tests.cli.conftest import alliance, everything
from tests.worlds.small_city import NAMES


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_exported_comes_back_unchanged(store: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / ("out" if form == "csv" else "out.xlsx")
    ran = alliance("export", "--format", form, "--out", str(out), "--json", store=store)
    assert ran.code == 0, ran
    again = tmp_path / "again.alliance"
    imported = alliance("import", str(out), "--yes", store=again)
    assert imported.code == 0, imported
    assert everything(again) == everything(store)
    nodes, ties = everything(store)
    assert (ran.json["nodes"], ran.json["ties"]) == (len(nodes), len(ties))


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_graph_files_are_read_by_networkx(store: Path, tmp_path: Path, form: str, read: object) -> None:
    out = tmp_path / f"out.{form}"
    assert alliance("export", "--format", form, "--out", str(out), store=store).code == 0
    graph = read(out)  # type: ignore[operator]
    nodes, ties = everything(store)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (len(nodes), len(ties))
    assert graph.nodes["w01"]["kind"] == "Workshop"
    assert graph.nodes["w01"]["name"] == NAMES["w01"]


def test_an_export_of_some_kinds_keeps_the_ties_between_them(store: Path, tmp_path: Path) -> None:
    ran = alliance("export", "--format", "graphml", "--out", str(tmp_path / "w.graphml"), "--kind", "Workshop", "--json", store=store)
    assert (ran.json["nodes"], ran.json["ties"]) == (14, 6)
    assert alliance("export", "--format", "pdf", "--out", str(tmp_path / "x"), store=store).code == 2
    assert alliance("export", "--format", "csv", "--out", str(tmp_path / "w.graphml" / "x"), store=store).code == 2


def test_an_export_of_a_day_leaves_out_what_began_after_it(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "relations.csv"
    file.write_text("起点,关系,终点,日期\nw10,参观,w11,2026-06-01\n", encoding="utf-8")
    before = alliance("export", "--format", "gexf", "--out", str(tmp_path / "a.gexf"), "--json", store=store).json
    alliance("import", str(file), "--yes", store=store)
    counts = [
        alliance("export", "--format", "gexf", "--out", str(tmp_path / f"{on}.gexf"), "--on", on, "--json", store=store).json["ties"]
        for on in ("2026-05-31", "2026-06-01")
    ]
    assert counts == [before["ties"], before["ties"] + 1]
    files = [tmp_path / f"{form}-old" for form in ("csv", "gexf")]
    csv, gexf = (alliance("export", "--format", f.name[:4].strip("-"), "--out", str(f), "--on", "2000", "--json", store=store).json for f in files)
    assert (csv["nodes"], csv["ties"]) == (gexf["nodes"], gexf["ties"])
    assert csv["ties"] < before["ties"]


def test_backup_and_restore_elsewhere_equal(store: Path, tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "b.alliance", tmp_path / "else" / "where.alliance"
    saved = alliance("backup", str(target), "--json", store=store)
    assert saved.code == 0, saved
    assert target.stat().st_mode & 0o077 == 0
    assert alliance("backup", str(target), store=store).code == 2  # a backup never overwrites
    restored = alliance("restore", str(target), "--to", str(elsewhere), "--json")
    assert restored.code == 0, restored
    assert restored.json["kept"] == ""
    assert everything(elsewhere) == everything(store)
    assert alliance("audit", "verify", store=elsewhere).code == 0


def test_restore_keeps_what_stood_there(store: Path, tmp_path: Path) -> None:
    target, before = tmp_path / "b.alliance", everything(store)
    alliance("backup", str(target), store=store)
    file = tmp_path / "Workshop.csv"
    file.write_text("编号,名称\nw90,新来的工作室\n", encoding="utf-8")
    assert alliance("import", str(file), "--yes", store=store).code == 0
    after = everything(store)
    restored = alliance("restore", str(target), "--json", store=store)
    assert restored.code == 0, restored
    assert everything(store) == before
    assert everything(Path(restored.json["kept"])) == after


def test_after_a_restore_no_snapshot_of_the_other_history_is_believed(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.alliance"
    alliance("backup", str(target), store=store)
    for name in ("来过的工作室", "留下的工作室"):
        file = tmp_path / "Workshop.csv"
        file.write_text(f"编号,名称\nw90,{name}\n", encoding="utf-8")
        assert alliance("import", str(file), "--yes", store=store).code == 0
        rows = {row["id"]: row["name"] for row in alliance("isolates", "--json", store=store).json["rows"]}
        assert rows["w90"] == name
        assert alliance("restore", str(target), store=store).code == 0
        assert "w90" not in {row["id"] for row in alliance("isolates", "--json", store=store).json["rows"]}


def test_restore_refuses_a_store_in_use_and_a_file_that_is_none(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.alliance"
    alliance("backup", str(target), store=store)
    with open_store(store, create=False) as net:
        net.store.counts()
        busy = alliance("restore", str(target), "--json", store=store)
        assert busy.code == 1, busy
        assert busy.json["error"]["code"] == "store-busy"
    rubbish = tmp_path / "rubbish.alliance"
    rubbish.write_bytes(os.urandom(8192))
    before = store.read_bytes()
    assert alliance("restore", str(rubbish), store=store).code == 1
    assert store.read_bytes() == before
    assert alliance("restore", str(tmp_path / "nowhere"), store=store).code == 2
    assert [path.name for path in store.parent.iterdir() if "restoring" in path.name] == []


def test_settings_are_shown_changed_and_refused(store: Path) -> None:
    assert alliance("settings", "window_months", "6", store=store).code == 0
    assert alliance("settings", "--json", store=store).json["values"]["window_months"] == 6
    assert alliance("settings", "title", "我的城", store=store).code == 0
    assert "我的城" in alliance("settings", "title", store=store).out
    assert alliance("settings", "window_months", "半年", store=store).code == 2


def test_doctor_checks_a_good_store_and_names_a_bad_one(store: Path, tmp_path: Path) -> None:
    answer = alliance("doctor", "--json", store=store).json
    rows = {row["code"]: row for row in answer["rows"]}
    assert {"python", "sqlite", "packages", "store", "audit", "permissions", "fonts", "worker", "analysis"} <= set(rows)
    assert rows["audit"]["state"] == "good"
    broken = tmp_path / "broken.alliance"
    broken.write_bytes(b"nothing of ours" * 100)
    ran = alliance("doctor", "--json", store=broken)
    assert ran.code == 1
    assert [row["state"] for row in ran.json["rows"] if row["code"] == "store"] == ["bad"]
    assert broken.read_bytes() == b"nothing of ours" * 100


def test_a_store_of_ones_own_is_started_and_listed(tmp_path: Path) -> None:
    ran = alliance("new", "mine", "--title", "我的数据", "--json")
    assert ran.code == 0, ran
    assert [row["name"] for row in alliance("stores", "--json").json["rows"]] == ["mine"]
    assert alliance("overview", "--json").json["title"] == "我的数据"
    assert alliance("new", "mine").code == 2
    assert alliance("new", "../x").code == 2
    assert alliance("isolates", "--json").json["rows"] == []


def test_a_damaged_store_is_refused_untouched(store: Path) -> None:
    shutil.copyfile(store, store.with_suffix(".copy"))
    store.write_bytes(b"SQLite format 3\x00" + os.urandom(5000))
    before = store.read_bytes()
    ran = alliance("isolates", "--json", store=store)
    assert ran.code == 1
    assert ran.json["error"]["code"] == "store-damaged"
    assert store.read_bytes() == before
