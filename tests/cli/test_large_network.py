"""The small city in a server that answers by itself: the command line says the same as from an embedded store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import alliance
from tests.stores.neo4j_server import Running, neo4j_server

__all__ = ["neo4j_server"]
pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j"), pytest.mark.timeout(300)]
COMMANDS = [
    ("search", "焊接"),
    ("show", "w01"),
    ("neighbours", "w01", "--depth", "2"),
    ("path", "w02", "w11"),
    ("isolates",),
    ("isolates", "--ring", "sleeping"),
    ("matrix",),
    ("matrix", "--layer", "exchange"),
    *(("partners", f"w{number:02d}") for number in range(1, 14)),
    ("why", "w01", "w05"),
]


@pytest.fixture(scope="module")
def large(neo4j_server: Running, city_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small city imported into the server by the command line, with a limit below its ties."""
    folder = tmp_path_factory.mktemp("large")
    settings = json.loads((city_files / "store.json").read_text(encoding="utf-8"))
    for file in city_files.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "store.json").write_text(json.dumps({**settings, "analysis_limit": 10}), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_USER", neo4j_server.auth[0])
        patch.setenv("NEO4J_PASSWORD", neo4j_server.auth[1])
        neo4j_server.clear()
        assert alliance("import", str(folder), "--yes", store=neo4j_server.address).code == 0
        yield neo4j_server.address


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_same_as_from_an_embedded_store(large: str, made_store: Path, command: tuple[str, ...]) -> None:
    wanted, found = (alliance(*command, "--json", store=at) for at in (made_store, large))
    assert (found.code, found.err) == (wanted.code, wanted.err)
    told = {"revision": 0}
    if command[0] in ("partners", "why"):
        assert (wanted.json["scope"], found.json["scope"], "三步以内" in found.json["scope_text"]) == ("network", "neighbourhood", True)
        told |= {key: "" for key in ("scope", "scope_text", "none_because") if key in wanted.json}  # how many were looked at differs
    assert found.json | told == wanted.json | told
