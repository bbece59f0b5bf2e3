"""Exports, what they leave in the audit, graph files with hostile text, and who may do what."""

from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

from alliance.errors import InvalidValue, NotAllowed, StoreBusy, StoreFull, StoreReadOnly, UnknownKind
from alliance.model import Node, Tie
from alliance.reports import graph_files, import_files
from alliance.reports.tables import table
from alliance.services.data import exporting
from alliance.services.stores import backup, doctor
from tests.worlds.small_city import city

HOSTILE = "坏\x00\x1b</node>&\"'\ud800\ufffe名"


def test_an_export_is_noted_in_the_audit(tmp_path: Path) -> None:
    net = city()
    answer = exporting.export(net, "graphml", tmp_path / "o.graphml")
    assert (answer.schema, answer.revision, answer.nodes, answer.ties) == ("alliance.export/1", 1, 34, 37)
    record = net.store.audit(1)[0]
    assert (record["action"], list(record["objects"])) == ("export", [str(tmp_path / "o.graphml")])


def test_an_export_tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "TOLD_EVERY", 10)
    seen: list[tuple[int, int]] = []
    net = city()
    monkeypatch.setattr(net.store, "counts", lambda: {"nodes": {"Workshop": 14, "Enterprise": 10}, "ties": {"HOSTED_BY": 41}})
    exporting.export(net, "csv", tmp_path / "out", progress=lambda done, total: seen.append((done, total)))
    assert seen == [(10, 65), (20, 65), (30, 65), (40, 65), (50, 65), (60, 65)]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["Enterprise.csv", "Workshop.csv", "relations.csv", "store.json"]


def test_an_export_into_which_others_keep_writing_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    net = city()
    moving: Iterator[int] = iter(range(1, 100))
    monkeypatch.setattr(type(net.store), "revision", property(lambda _: next(moving)), raising=False)
    with pytest.raises(StoreBusy):
        exporting.export(net, "gexf", tmp_path / "o.gexf")


@pytest.mark.parametrize(("number", "error"), [(errno.ENOSPC, StoreFull), (errno.EACCES, StoreReadOnly), (errno.ENOTDIR, InvalidValue)])
def test_trouble_with_the_disk_is_ours_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception]
) -> None:
    def fails(*_: object, **__: object) -> tuple[int, int]:
        raise OSError(number, "no")

    monkeypatch.setitem(graph_files.FORMATS, "gexf", fails)
    with pytest.raises(error):
        exporting.export(city(), "gexf", tmp_path / "o.gexf")
    assert list(tmp_path.iterdir()) == []


def test_wrong_wishes_and_wrong_people(tmp_path: Path) -> None:
    with pytest.raises(InvalidValue):
        exporting.export(city(), "pdf", tmp_path / "x")
    with pytest.raises(UnknownKind):
        exporting.export(city(), "csv", tmp_path / "x", kinds=("Planet",))
    (tmp_path / "there").write_text("x", encoding="utf-8")
    with pytest.raises(InvalidValue):
        backup.backup(city(), tmp_path / "there")
    for refused in (lambda net: exporting.export(net, "csv", tmp_path / "x"), lambda net: backup.backup(net, tmp_path / "y")):
        with pytest.raises(NotAllowed):
            refused(city(role="viewer"))
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(("write", "read"), [(graph_files.write_graphml, nx.read_graphml), (graph_files.write_gexf, nx.read_gexf)])
def test_graph_files_hold_any_text_as_text(write: object, read: object) -> None:
    nodes = [
        Node("w<1>", "Workshop", HOSTILE, {"aliases": ["甲", "乙"], "team_size": 7, "can_host": True}),
        Node("w2", "Workshop", "b", {"team_size": "约七"}),
    ]
    ties = [
        Tie("t1", "VISITED", "w<1>", "w2", {"valid_from": "2025-01", "sources": [{"source": "http://x?a&b"}]}),
        Tie("t2", "VISITED", "w<1>", "w2", {}),
    ]
    out = io.BytesIO()
    assert write(out, nodes, ties) == (2, 2)  # type: ignore[operator]
    out.seek(0)
    graph = read(out)  # type: ignore[operator]
    assert graph.nodes["w<1>"]["name"] == "坏</node>&\"'名"
    assert (graph.nodes["w<1>"]["team_size"], graph.nodes["w<1>"]["can_host"], graph.nodes["w<1>"]["aliases"]) == (7, True, "甲; 乙")
    assert "team_size" not in graph.nodes["w2"]
    assert graph.number_of_edges("w<1>", "w2") == 2
    assert graph.edges["w<1>", "w2", "t1"]["source_document"] == "http://x?a&b"


def test_a_table_too_long_for_a_sheet_goes_on_on_the_next() -> None:
    parts = [(part.title, list(part.rows)) for part in import_files.sheets(table("甲", ["一"], [[i] for i in range(5)]), 2)]
    assert [rows for _, rows in parts] == [[[0], [1]], [[2], [3]], [[4]]]
    assert [len(list(part.rows)) for part in import_files.sheets(table("甲", ["一"], []), 2)] == [0]


def test_the_doctor_says_what_to_do_about_what_is_not_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alliance.services.stores.doctor.PACKAGES", ("numpy", "no-such-package"))
    answer = doctor.doctor(city(), lang="en")
    rows = {row.code: row for row in answer.rows}
    assert (rows["packages"].state, rows["packages"].advice) == ("bad", "Packages are missing; run make install.")
    assert all(bool(row.advice) == (row.state != "good") for row in answer.rows)
    assert rows["audit"].state == "good"
