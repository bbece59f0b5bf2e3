"""A small store on disk, made once through the command line itself, and a way to run a command."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alliance.cli.main import run
from alliance.model import Node, Tie
from alliance.services.workspace import open_store
from alliance.tables.listing import node_headings, node_rows, relation_headings, relation_rows
from tests.acceptance.running import Ran
from tests.worlds import small_city

Ask = Callable[..., Ran]


def alliance(*arguments: str, store: Path | str | None = None) -> Ran:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    given = ["--store", str(store)] if store else []
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([*given, *arguments])
    return Ran(code, out.getvalue(), err.getvalue())


def read_json(store: Path, *arguments: str) -> Any:
    """Run a command that is to do well and return its JSON."""
    ran = alliance(*arguments, "--json", store=store)
    assert ran.code == 0, ran
    return ran.json


def everything(path: Path) -> tuple[dict[str, tuple[object, ...]], dict[str, tuple[object, ...]]]:
    """Return all nodes and all ties of a store, by id."""
    with open_store(path, create=False) as net:
        nodes = {node.id: (node.kind, node.name, json.dumps(dict(node.props), sort_keys=True, default=str)) for node in net.store.all_nodes()}
        ties = {tie.id: (tie.kind, tie.source, tie.target, json.dumps(dict(tie.props), sort_keys=True, default=str)) for tie in net.store.all_ties()}
        return nodes, ties


def write_tables(folder: Path, nodes: list[Node], ties: list[Tie]) -> list[Path]:
    """Write nodes and ties as import files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for kind in sorted({node.kind for node in nodes}):
        files.append(_write(folder / f"{kind}.csv", node_headings(kind), node_rows(kind, [node for node in nodes if node.kind == kind])))
    files.append(_write(folder / "relations.csv", relation_headings(), relation_rows(ties, {node.id: node.kind for node in nodes})))
    return files


def _write(path: Path, headings: list[str], rows: Any) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


@pytest.fixture(scope="session")
def city_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small city as import files, with the settings that belong to it."""
    folder = tmp_path_factory.mktemp("city")
    write_tables(folder, small_city.nodes(), small_city.ties())
    settings = {"title": "小城", "nature": "synthetic", "data_as_of": small_city.AS_OF, "exempt": {"w14": "按规定"}}
    (folder / "store.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def made_store(city_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the city, made once."""
    path = tmp_path_factory.mktemp("store") / "city.alliance"
    os.environ.setdefault("ALLIANCE_HOME", str(path.parent / "home"))
    ran = alliance("import", str(city_files), "--yes", store=path)
    assert ran.code == 0, ran
    return path


@pytest.fixture
def store(made_store: Path, tmp_path: Path) -> Path:
    """A copy of the store that a test may change."""
    path = tmp_path / "city.alliance"
    shutil.copyfile(made_store, path)
    return path


@pytest.fixture(scope="session")
def generated_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the generated city of 250 workshops, seed 1."""
    folder = tmp_path_factory.mktemp("generated") / "files"
    made = alliance("generate", "--workshops", "250", "--seed", "1", "--out", str(folder), "--json")
    assert (made.code, made.json["workshops"]) == (0, 250), made
    return folder


@pytest.fixture(scope="session")
def generated(generated_files: Path) -> Path:
    """The store of the generated city, made once; for reading."""
    path = generated_files.parent / "generated.alliance"
    assert alliance("import", str(generated_files), "--yes", store=path).code == 0
    return path


@pytest.fixture
def generated_copy(generated: Path, tmp_path: Path) -> Path:
    """A copy of the generated city that a test may change."""
    path = tmp_path / "generated.alliance"
    shutil.copyfile(generated, path)
    return path


@pytest.fixture
def ask(made_store: Path) -> Ask:
    """Run a reading command on the city."""
    return lambda *arguments: alliance(*arguments, store=made_store)
