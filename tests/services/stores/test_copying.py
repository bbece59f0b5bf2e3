"""A store copied and compared: file to file, and to Neo4j and back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from alliance.errors import InvalidValue
from alliance.model import Batch, Change, Node, Work
from alliance.services.stores import copying
from alliance.stores.opening import open_graph_store
from alliance.stores.sqlite.store import EmbeddedStore
from tests.builders import merges
from tests.cli.conftest import alliance
from tests.contracts.graph_store import ME, content, random_graph
from tests.stores.neo4j_server import Running, neo4j_env, neo4j_server

__all__ = ["neo4j_env", "neo4j_server"]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A store with nodes, ties, work records and a history."""
    path = tmp_path / "from.alliance"
    store = EmbeddedStore(path)
    nodes, ties = random_graph(random.Random(5))
    store.commit(
        Batch("b-0", "import", merges(*nodes, *ties, Work("setting", "window_months", "", {"value": 6}), Work("answer", "a|b", "known", {"n": 1}))),
        ME,
    )
    store.commit(Batch("b-1", "edit", merges(Node(nodes[0].id, nodes[0].kind, "改了名"))), ME)
    store.close()
    return path


def test_file_to_file(source: Path, tmp_path: Path) -> None:
    answer = copying.copy(source, tmp_path / "to.alliance")
    assert answer.equal
    assert {row.kind for row in answer.rows} >= {"Workshop", "work:answer", "work:setting"}
    one, other = EmbeddedStore(source), EmbeddedStore(tmp_path / "to.alliance")
    assert content(one) == content(other)
    assert sum(row.target for row in answer.rows) == sum(sum(each.values()) for each in one.counts().values()) + 2
    (entry,) = other.ledger()
    assert (entry.action, entry.facts["source"], entry.facts["revision"]) == ("copy", str(source), 2)
    for store in (one, other):
        store.close()
    with pytest.raises(InvalidValue):
        copying.copy(source, tmp_path / "to.alliance")


def test_a_difference_shows(source: Path, tmp_path: Path) -> None:
    copying.copy(source, tmp_path / "to.alliance")
    one, other = EmbeddedStore(source), EmbeddedStore(tmp_path / "to.alliance")
    node = next(other.all_nodes("Workshop"))
    other.commit(Batch("x", "edit", (Change("merge", Node(node.id, node.kind, "", {"note": "别的"})),)), ME)
    assert [(row.kind, row.source == row.target) for row in copying.compare_stores(one, other) if not row.equal] == [("Workshop", True)]
    for store in (one, other):
        store.close()


def test_the_command(source: Path, tmp_path: Path) -> None:
    ran = alliance("copy", "--from", str(source), "--to", str(tmp_path / "to.alliance"), "--json")
    assert (ran.code, ran.json["equal"], ran.json["schema"]) == (0, True, "alliance.copy/1")
    again = alliance("copy", "--from", str(source), "--to", str(tmp_path / "to.alliance"))
    assert (again.code, "须是空的" in again.err) == (2, True)


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_to_neo4j_and_back(source: Path, tmp_path: Path, neo4j_env: Running) -> None:
    assert copying.copy(source, neo4j_env.address).equal
    assert copying.copy(neo4j_env.address, tmp_path / "back.alliance").equal
    stores = [open_graph_store(where) for where in (source, neo4j_env.address, tmp_path / "back.alliance")]
    assert len({content(store) for store in stores}) == 1
    assert stores[0].settings() == stores[1].settings() == stores[2].settings()
    for store in stores:
        store.close()


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_backup_and_restore_by_command(source: Path, tmp_path: Path, neo4j_env: Running) -> None:
    copying.copy(source, neo4j_env.address)
    assert alliance("backup", str(tmp_path / "b.gz"), store=neo4j_env.address).code == 0
    assert alliance("restore", str(tmp_path / "b.gz"), "--to", neo4j_env.address).code == 2  # not empty
    neo4j_env.clear()
    assert alliance("restore", str(tmp_path / "b.gz"), "--to", neo4j_env.address).code == 0
    one, other = open_graph_store(source), open_graph_store(neo4j_env.address)
    assert content(one) == content(other)
    assert other.verify_audit() == 0
    for store in (one, other):
        store.close()
