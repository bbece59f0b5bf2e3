"""Import, undo, export, backup, restore, settings, doctor: by command, as an administrator would."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from alliance.model import Node, Tie
from alliance.services.workspace import open_store
from tests.cli.conftest import alliance, write_tables
from tests.services.small_city import NAMES

HOSTILE = [
    "=1+2",
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "<script>alert(1)</script>",
    "a\"b'c",
    "；DROP TABLE node;--",
    "\u202e反",
    "{fact} %s {0}",
    "[red]标记[/red]",
    "张\U00020bb7",
]


def _everything(path: Path) -> tuple[dict[str, tuple[object, ...]], dict[str, tuple[object, ...]]]:
    with open_store(path, create=False) as net:
        nodes = {node.id: (node.kind, node.name, json.dumps(dict(node.props), sort_keys=True, default=str)) for node in net.store.all_nodes()}
        ties = {tie.id: (tie.kind, tie.source, tie.target, json.dumps(dict(tie.props), sort_keys=True, default=str)) for tie in net.store.all_ties()}
        return nodes, ties


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
        assert list(net.store.staged()) == []


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
    before = _everything(store)
    file = tmp_path / "relations.csv"
    file.write_text("起点,关系,终点,日期\nw10,参观,w11,2026-06-01\n", encoding="utf-8")
    batch = alliance("import", str(file), "--yes", "--json", store=store).json["receipt"]["batch"]
    changed = _everything(store)
    assert changed != before
    assert alliance("undo", batch, store=store).code == 2  # nobody said yes
    undone = alliance("undo", batch, "--yes", "--json", store=store)
    assert undone.code == 0
    assert _everything(store) == before
    assert alliance("undo", undone.json["receipt"]["batch"], "--yes", store=store).code == 0
    assert _everything(store) == changed
    unknown = alliance("undo", "never", "--yes", store=store)
    assert (unknown.code, "never" in unknown.err) == (1, True)


@pytest.mark.parametrize(
    "command",
    [("history",), ("settings",), ("doctor",), ("audit", "verify"), ("targets",), ("overview",), ("isolates",), ("plan", "list"), ("answers",)],
)
def test_every_reading_command_answers_for_the_day_it_is_given(command: tuple[str, ...], store: Path) -> None:
    assert alliance(*command, "--on", "2024-02", "--json", store=store).json["as_of"] == "2024-02-29"
    assert alliance(*command, "--on", "2024-13", "--json", store=store).code == (1 if command == ("doctor",) else 2)


def test_the_history_of_a_day_ends_with_it(store: Path) -> None:
    assert alliance("history", "--on", "2020-01-01", "--json", store=store).json["rows"] == []
    assert len(alliance("history", "--on", "2999-01-01", "--json", store=store).json["rows"]) == len(
        alliance("history", "--json", store=store).json["rows"]
    )


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_exported_comes_back_unchanged(store: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / ("out" if form == "csv" else "out.xlsx")
    ran = alliance("export", "--format", form, "--out", str(out), "--json", store=store)
    assert ran.code == 0, ran
    again = tmp_path / "again.alliance"
    imported = alliance("import", str(out), "--yes", store=again)
    assert imported.code == 0, imported
    assert _everything(again) == _everything(store)
    nodes, ties = _everything(store)
    assert (ran.json["nodes"], ran.json["ties"]) == (len(nodes), len(ties))


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_graph_files_are_read_by_networkx(store: Path, tmp_path: Path, form: str, read: object) -> None:
    out = tmp_path / f"out.{form}"
    assert alliance("export", "--format", form, "--out", str(out), store=store).code == 0
    graph = read(out)  # type: ignore[operator]
    nodes, ties = _everything(store)
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


def test_hostile_names_pass_through_everything_as_text(tmp_path: Path) -> None:
    path, folder = tmp_path / "hostile.alliance", tmp_path / "in"
    nodes = [Node(f"w{i}", "Workshop", name, {"note": name, "aliases": [f"别名{i}"]}) for i, name in enumerate(HOSTILE)]
    ties = [Tie(f"tie{i}", "VISITED", f"w{i}", f"w{i - 1}", {"valid_from": "2026-01-01", "note": name}) for i, name in enumerate(HOSTILE) if i]
    write_tables(folder, nodes, ties)
    assert alliance("import", str(folder), "--yes", store=path).code in (0, 1)
    for command in (("search", "w"), ("show", "w3"), ("neighbours", "w3"), ("isolates", "--all"), ("path", "w1", "w5"), ("overview",)):
        shown, as_json = alliance(*command, store=path), alliance(*command, "--json", store=path)
        assert shown.code in (0, 1), shown
        assert "\u202e" not in shown.out + as_json.out
        assert "\x1b" not in shown.out + as_json.out
        json.loads(as_json.out)
    for form in ("graphml", "gexf"):
        alliance("export", "--format", form, "--out", str(tmp_path / f"o.{form}"), store=path)
    assert nx.read_graphml(tmp_path / "o.graphml").nodes["w3"]["name"] == "<script>alert(1)</script>"
    alliance("export", "--format", "csv", "--out", str(tmp_path / "csv"), store=path)
    with (tmp_path / "csv" / "Workshop.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@")]


def test_backup_and_restore_elsewhere_equal(store: Path, tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "b.alliance", tmp_path / "else" / "where.alliance"
    saved = alliance("backup", str(target), "--json", store=store)
    assert saved.code == 0, saved
    assert target.stat().st_mode & 0o077 == 0
    assert alliance("backup", str(target), store=store).code == 2  # a backup never overwrites
    restored = alliance("restore", str(target), "--to", str(elsewhere), "--json")
    assert restored.code == 0, restored
    assert restored.json["kept"] == ""
    assert _everything(elsewhere) == _everything(store)
    assert alliance("audit", "verify", store=elsewhere).code == 0


def test_restore_keeps_what_stood_there(store: Path, tmp_path: Path) -> None:
    target, before = tmp_path / "b.alliance", _everything(store)
    alliance("backup", str(target), store=store)
    file = tmp_path / "Workshop.csv"
    file.write_text("编号,名称\nw90,新来的工作室\n", encoding="utf-8")
    assert alliance("import", str(file), "--yes", store=store).code == 0
    after = _everything(store)
    restored = alliance("restore", str(target), "--json", store=store)
    assert restored.code == 0, restored
    assert _everything(store) == before
    assert _everything(Path(restored.json["kept"])) == after


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


def test_on_a_terminal_import_and_undo_ask(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_serve_starts_the_app_on_this_computer_only(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr("subprocess.run", lambda command, env, check: started.append((command, env)) or subprocess.CompletedProcess(command, 0))
    assert alliance("serve", "--port", "8599", store=store).code == 0
    ((command, environment),) = started
    assert command[1:4] == ["-m", "streamlit", "run"]
    assert Path(command[4]).name == "app.py"
    assert command[command.index("--server.address") + 1] == "127.0.0.1"
    assert command[command.index("--server.port") + 1] == "8599"
    assert environment["ALLIANCE_STORE"] == str(store)


class Terminal(io.StringIO):
    """Standard input with someone in front of it."""

    def isatty(self) -> bool:
        return True


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


def test_templates_are_written_without_a_store(tmp_path: Path, quiet_home: Path) -> None:
    out = tmp_path / "t.xlsx"
    assert alliance("template", "Workshop", "--out", str(out)).code == 0
    assert out.read_bytes()[:2] == b"PK"
    assert alliance("template", "Planet", "--out", str(out)).code == 2
    assert list(quiet_home.glob("*.alliance")) == []  # no store was made for it


def test_a_damaged_store_is_refused_untouched(store: Path) -> None:
    shutil.copyfile(store, store.with_suffix(".copy"))
    store.write_bytes(b"SQLite format 3\x00" + os.urandom(5000))
    before = store.read_bytes()
    ran = alliance("isolates", "--json", store=store)
    assert ran.code == 1
    assert ran.json["error"]["code"] == "store-damaged"
    assert store.read_bytes() == before
