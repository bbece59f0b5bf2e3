"""The Neo4j store keeps the contract, on a real server; what follows is its own: names in Neo4j, two programs, backup."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from alliance.errors import InvalidChange, InvalidValue, StoreDamaged, StoreReadOnly
from alliance.model import Batch, Change, Node, Tie, Work
from alliance.stores.cypher_files import names, query, statements
from alliance.stores.neo4j import blocks
from alliance.stores.neo4j.store import Neo4jStore
from alliance.stores.opening import open_graph_store
from alliance.stores.port import GraphStore
from alliance.stores.sqlite.store import EmbeddedStore
from tests.builders import merges
from tests.contracts.graph_store import HOSTED, LATHE, ME, TOGETHER, WELDING, WORKS, GraphStoreContract, content, random_graph
from tests.stores.neo4j_server import Running, neo4j_env, neo4j_server

__all__ = ["neo4j_env", "neo4j_server"]
pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j"), pytest.mark.timeout(300)]


@pytest.fixture
def store(neo4j_env: Running) -> Iterator[Neo4jStore]:
    store = Neo4jStore(neo4j_env.address)
    yield store
    store.close()


@pytest.fixture
def filled(store: Neo4jStore) -> Neo4jStore:
    store.commit(Batch("b-0", "import", merges(WELDING, LATHE, WORKS, HOSTED, TOGETHER), label="名册"), ME)
    return store


class TestNeo4j(GraphStoreContract):
    @pytest.fixture
    def store(self, neo4j_env: Running) -> Iterator[Neo4jStore]:
        self.server = neo4j_env
        store = Neo4jStore(neo4j_env.address)
        yield store
        store.close()

    def raw_names(self, store: GraphStore) -> dict[str, str]:
        return dict(self.server.run("MATCH (n:Workshop) RETURN n.id, n.name"))

    def tamper_with_audit(self, store: GraphStore, sequence: int, how: str) -> None:
        self.server.tamper(sequence, how)


def test_a_node_reads_well_in_neo4j_and_comes_back_as_it_was(store: Neo4jStore, neo4j_env: Running) -> None:
    props = {
        "aliases": ["甲班", "乙班"],
        "team_size": 12,
        "size": "大",
        "key": "A-1",
        "note": "",
        "ratio": 0.5,
        "flag": True,
        "empty": [],
        "mixed": [1, "a"],
        "big": 1 << 70,
        "sources": [{"source": "名册", "as_of": "2024-05"}],
        "number": "００7",
    }
    store.commit(Batch("b", "edit", merges(Node("w-1", "Workshop", "焊接工作室", props))), ME)
    assert dict(store.nodes(["w-1"])["w-1"].props) == props
    ((labels, stored),) = neo4j_env.run("MATCH (n:Entity {id: 'w-1'}) RETURN labels(n), properties(n)")
    assert set(labels) == {"Entity", "Workshop"}
    assert (stored["team_size"], stored["aliases"], stored["size"], stored["numbered"], stored["key"]) == (12, ["甲班", "乙班"], "大", "007", 1)
    assert set(json.loads(stored["rest"])) == {"key", "empty", "mixed", "big", "sources"}


def test_keys_of_ties_hold_over_a_change_and_a_second_program(filled: Neo4jStore, neo4j_env: Running) -> None:
    keys = filled.snapshot().tie_key.tolist()
    filled.commit(Batch("b-1", "edit", merges(Tie("t-1", "HOSTED_BY", "w-1", "e-1", {"note": "改"}), Tie("t-9", "PAIRED_WITH", "w-1", "w-2"))), ME)
    fresh = Neo4jStore(neo4j_env.address)
    assert [tie.id for tie in filled.ties_by_key(keys)] == [tie.id for tie in fresh.ties_by_key(keys)] == ["t-2", "t-1"]
    assert [tie.id for tie in filled.ties_by_key(filled.snapshot().tie_key.tolist())] == ["t-2", "t-9", "t-1"]
    fresh.commit(Batch("b-2", "edit", (Change("delete", HOSTED),)), ME)
    assert [tie.id for tie in filled.ties_by_key(keys)] == ["t-2"]
    assert filled.snapshot().n_ties == 2  # another program's commit is seen
    fresh.close()


def test_a_first_import_in_many_blocks_is_that_of_the_embedded_store(store: Neo4jStore, tmp_path: Path) -> None:
    """More than two blocks of each sort, records named again in a later block, a tie that moves, one that goes with its node."""
    nodes = [Node(f"n-{i}", "Workshop", f"{i}号工作室", {"note": "一"}) for i in range(4500)]
    ties = [Tie(f"t-{i}", "MET", f"n-{i}", f"n-{i + 1}", {"valid_from": "2025-01"}) for i in range(4400)]
    again = [Node(f"n-{i}", "Workshop", "", {"note": "二"}) for i in range(0, 4500, 50)]
    moved = [Tie(f"t-{i}", "MET", f"n-{i}", f"n-{i + 2}") for i in range(0, 4000, 500)]
    changes = (*merges(*nodes, *ties, *again, *moved), Change("delete", nodes[-1]), Change("delete", ties[7]))
    other = EmbeddedStore(tmp_path / "a.alliance")
    for each in (store, other):
        receipt = each.commit(Batch("b", "import", changes), ME)
        assert (receipt.created, receipt.deleted) == (4499 + 4399, 0)
    assert content(store) == content(other)
    store.undo("b", ME, "u")
    assert store.counts() == {"nodes": {}, "ties": {}}
    other.close()


def test_what_goes_wrong_in_a_block_written_meanwhile_leaves_nothing(store: Neo4jStore, neo4j_env: Running) -> None:
    neo4j_env.run("CREATE CONSTRAINT team IF NOT EXISTS FOR (n:Workshop) REQUIRE n.number IS UNIQUE")
    try:
        nodes = [Node(f"n-{i}", "Workshop", f"{i}号", {"number": str(min(i, 2100))}) for i in range(6000)]
        with pytest.raises(InvalidChange):
            store.commit(Batch("b", "import", merges(*nodes)), ME)
    finally:
        neo4j_env.run("DROP CONSTRAINT team")
    assert (store.counts(), store.ledger()) == ({"nodes": {}, "ties": {}}, [])
    assert store.commit(Batch("b", "import", merges(*nodes)), ME).created == 6000


@pytest.mark.parametrize("many", [False, True])
def test_ties_by_id_are_found_by_looking_at_all_and_in_the_indexes(filled: Neo4jStore, monkeypatch: pytest.MonkeyPatch, many: bool) -> None:
    if many:
        monkeypatch.setattr(blocks, "SCANNED", 0)
        monkeypatch.setattr(blocks, "SEEKS", 0)
    assert blocks.scan_threshold(3) == (0 if many else blocks.SCANNED)
    found = filled.ties(["t-2", "t-404", "t-1", "t-2"])
    assert {id_: (tie.kind, tie.source, tie.target) for id_, tie in found.items()} == {
        "t-1": ("HOSTED_BY", "w-1", "e-1"),
        "t-2": ("COOPERATES_WITH", "w-1", "w-2"),
    }
    assert found["t-1"].props == HOSTED.props
    with pytest.raises(InvalidChange):
        filled.commit(Batch("b-1", "edit", merges(Tie("t-1", "PAIRED_WITH", "w-1", "w-2"))), ME)


def test_a_database_with_something_else_is_left_alone(neo4j_env: Running) -> None:
    neo4j_env.run("CREATE (:Film {title: 'M'})")
    with pytest.raises(StoreDamaged):
        Neo4jStore(neo4j_env.address)
    assert neo4j_env.run("MATCH (n) RETURN labels(n)") == [(["Film"],)]


def test_secrets_stand_in_no_address(neo4j_env: Running) -> None:
    with pytest.raises(InvalidValue) as refused:
        Neo4jStore("neo4j://neo4j:geheim@127.0.0.1")
    assert "geheim" not in str(refused.value)


def test_a_backup_comes_back_whole_and_a_damaged_one_not_at_all(filled: Neo4jStore, neo4j_env: Running, tmp_path: Path) -> None:
    nodes, ties = random_graph(random.Random(3))
    filled.commit(
        Batch(
            "b-1",
            "import",
            (*merges(*nodes, *(replace(tie, id=f"r-{tie.id}") for tie in ties)), *merges(Work("answer", "a|b", "accepted", {"owner": "区总"}))),
        ),
        ME,
    )
    filled.commit(Batch("b-2", "edit", (Change("delete", LATHE),)), ME)
    before, entries, info = content(filled), filled.ledger(), filled.info()
    counts = filled.backup(tmp_path / "b.jsonl.gz")
    assert (counts["nodes"], counts["revision"], counts["ledgers"]) == (len(list(filled.all_nodes())), 3, 3)
    neo4j_env.clear()
    store = Neo4jStore(neo4j_env.address)
    (tmp_path / "cut.gz").write_bytes((tmp_path / "b.jsonl.gz").read_bytes()[:-40])
    with pytest.raises(StoreDamaged):
        store.restore(tmp_path / "cut.gz")
    assert store.counts() == {"nodes": {}, "ties": {}}
    store.restore(tmp_path / "b.jsonl.gz")
    assert (content(store), store.ledger(), store.info().id, store.verify_audit()) == (before, entries, info.id, 0)
    store.undo("b-2", ME, "u-2")
    assert store.nodes(["w-2"])["w-2"].name == LATHE.name
    with pytest.raises(InvalidValue):
        store.restore(tmp_path / "b.jsonl.gz")
    store.close()


@pytest.mark.parametrize("seed", range(4))
def test_search_answers_as_the_embedded_store_does(store: Neo4jStore, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    words = ["焊接", "焊", "数控", "车工", "创新", "工作室", "CNC", "7号", "（郑州）", "大师", "·", "a_b", "Z"]
    nodes = [
        Node(
            f"n-{i}",
            rng.choice(["Workshop", "Enterprise"]),
            "".join(rng.sample(words, 3)),
            {k: v for k, v in {"aliases": ["".join(rng.sample(words, 2))] * rng.randint(0, 1), "number": rng.choice(["", "7", "焊接"])}.items() if v},
        )
        for i in range(40)
    ]
    other = EmbeddedStore(tmp_path / "a.alliance")
    for each in (store, other):
        each.commit(Batch("b", "import", merges(*nodes)), ME)
    for text in [
        *words,
        "焊接 数控",
        "工作室CNC",
        "工作室 CNC 焊",
        "n-3",
        "接数",
        "郑州",
        "%",
        "\\",
        '"',
        "cnc",
        "hj",
        "sk",
        "gzs",
        "dashi",
        "chuangxin",
        "zz",
        "焊接室",
        "創新",
        "da shi",
        "cxgz",
    ]:
        for kinds in ((), ("Workshop",), ("Planet",)):
            mine, theirs = store.find(text, kinds, 7), other.find(text, kinds, 7)
            assert ([(h.node.id, h.matched, h.text) for h in mine[0]], mine[1]) == ([(h.node.id, h.matched, h.text) for h in theirs[0]], theirs[1]), (
                text
            )
    keys: list[Any] = [(kind, name) for kind in ("Workshop", "Enterprise") for name in (*(n.name for n in nodes), "焊接", "7", "")]
    assert {k: [n.id for n in v] for k, v in store.find_named(keys).items()} == {k: [n.id for n in v] for k, v in other.find_named(keys).items()}
    other.close()


def test_a_database_of_the_first_format_is_found_in_by_sound_and_traditional_characters(store: Neo4jStore, neo4j_env: Running) -> None:
    store.commit(Batch("b", "import", merges(Node("w-1", "Workshop", "創新數控室"))), ME)
    with neo4j_env.driver.session() as session:  # as it was written then
        session.run("MATCH (n:Entity) SET n.named = n.name REMOVE n.sounded").consume()
        session.run("MATCH (m:Meta) SET m.format = 1").consume()
    assert [store.find(text)[1] for text in ("创新", "cxsk")] == [0, 0]
    Neo4jStore(neo4j_env.address).close()
    assert [store.find(text)[1] for text in ("创新", "創新", "cxsk")] == [1, 1, 1]
    with neo4j_env.driver.session() as session:
        assert session.run("MATCH (m:Meta) RETURN m.format AS format").single()["format"] == 2


def test_the_app_opens_it_by_its_address(neo4j_env: Running) -> None:
    store = open_graph_store(f"{neo4j_env.address}?database=neo4j")
    assert (store.info().engine, store.info().location) == ("neo4j", f"{neo4j_env.address}?database=neo4j")
    store.close()
    store._writable = False  # type: ignore[attr-defined]
    with pytest.raises(StoreReadOnly):
        store.discard("b")


def test_every_file_is_understood_by_the_server(store: Neo4jStore, neo4j_env: Running) -> None:
    for name in names():
        for statement in statements(query(name)):
            if statement.startswith(("CREATE CONSTRAINT", "SHOW")):
                continue
            with neo4j_env.driver.session() as session:
                result = session.run("EXPLAIN " + statement, dict.fromkeys(query(name).params))
                assert tuple(result.keys()) == query(name).returns, name
                result.consume()


def _operators(plan: dict[str, Any]) -> list[str]:
    return [plan["operatorType"].split("@")[0], *(name for child in plan.get("children", []) for name in _operators(child))]


def test_a_tie_is_looked_up_in_its_index_whatever_the_server_believes_of_its_size(store: Neo4jStore, neo4j_env: Running) -> None:
    """After a first import the server takes the indexes for empty and would rather read one through for each id: two thousand ids, ten seconds."""
    people, workshops = [Node(f"p-{i}", "Person", f"甲{i}") for i in range(1500)], [Node(f"w-{i}", "Workshop", f"工作室{i}") for i in range(1500)]
    leads = [Tie(f"l-{i}", "LEADS", f"p-{i}", f"w-{i}") for i in range(1500)]
    store.commit(Batch("b", "import", merges(*people, *workshops, *leads)), ME)
    for name in ("ties_of_kind", "tie_elements"):  # when the server counts again is its own affair: the hint must be there
        assert "USING INDEX SEEK t:LEADS(id)" in query(name).of("LEADS").text
    for name in ("ties_of_kind", "tie_elements", "delete_ties", "upsert_ties"):
        file = query(name).of("LEADS")
        plan = neo4j_env.driver.execute_query("EXPLAIN " + file.text, dict.fromkeys(file.params)).summary.plan
        assert not [each for each in _operators(plan) if "Scan" in each], name


def test_a_large_batch_is_taken_back_whole(store: Neo4jStore) -> None:
    people, workshops = [Node(f"p-{i}", "Person", f"甲{i}") for i in range(2100)], [Node(f"w-{i}", "Workshop", f"工作室{i}") for i in range(2100)]
    leads = [Tie(f"l-{i}", "LEADS", f"p-{i}", f"w-{i}") for i in range(2100)]
    store.commit(Batch("b-0", "import", merges(*people[:10], *workshops[:10], *leads[:10])), ME)
    before = content(store)
    store.commit(
        Batch("b-1", "import", merges(*people[5:], *workshops, *leads[5:], Node("p-1", "Person", "改名"), Tie("l-2", "LEADS", "p-2000", "w-2"))), ME
    )
    assert store.undo("b-1", ME, "u-1").deleted == 3 * 2090
    assert content(store) == before
