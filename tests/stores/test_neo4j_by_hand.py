"""Every file of ``cypher/`` as a person would run it: its text pasted as it stands, through the plain driver, on data written by the app.

No code of the store takes part; the columns are those of the header. What writes runs in a transaction that is taken back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import neo4j
import pytest

from alliance.model import Actor, Batch, Change, Work, day
from alliance.services.workspace import open_store
from alliance.stores.cypher_files import file_of, names
from tests.builders import puts
from tests.stores.neo4j_server import Running, neo4j_server
from tests.worlds import small_city

__all__ = ["neo4j_server"]
pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j"), pytest.mark.timeout(300)]
ON, OPENED, FRESH = day("2026-06-30"), day("2025-07-01"), day("2025-12-30")
RANKS = ["municipal", "industry", "provincial", "national"]
COOPERATION = ["SIGNED_AGREEMENT_WITH", "SERVES", "VISITED", "HOSTED_BY"]
NODE = {"id": "手写", "name": "手写的节点", "key": 900, "version": 1, "named": "手写的节点"}
GROUPS = {"34": "机械装备", "26": "能源化工"}
WAY = {
    "kinds": COOPERATION,
    "through": ["Workshop", "Enterprise", "University"],
    "low_ranks": ["county"],
    "base_unions": ["enterprise"],
    "day": ON,
    "later": [],
}
WORDS = {"ids": [], "key": "焊接", "line": "\n焊接\n", "begin": "\n焊接", "parts": ["焊接"], "kinds": [], "limit": 5, "without": []}
# what a person would give for the parameters; a value that depends on the data is put in by ``_given``
GIVEN: dict[str, dict[str, Any]] = {
    "above": {"ids": ["w01"]},
    "around": {"ids": ["w01"]},
    "add_audit": {"rows": [{"sequence": 99}]},
    "add_images": {"rows": [{"sequence": 99}]},
    "add_ledger": {"entry": {"batch": "手写", "sequence": 99}},
    "add_staged": {"batch": "等待", "count": 2, "facts": None, "rows": [{"sort": "n", "part": 9}]},
    "all_nodes": {"after": "", "limit": 3},
    "audit": {"limit": 5},
    "await_indexes": {"seconds": 60},
    "batches": {"sequences": [1, 2]},
    "candidates": {"id": "w11", "day": ON, "small": 12, "kinds": ["Workshop"], "limit": 5, "later": []},
    "degrees": {"ids": ["w01"], "day": ON, "later": []},
    "create_ties": {"rows": [{"source": "w01", "target": "w03", "set": {"id": "手写-t", "key": 901, "version": 1}}]},
    "delete_nodes": {"elements": ["w10"]},
    "delete_ties": {"elements": ["tie"]},
    "delete_work": {"keys": [["setting", "data_as_of"]]},
    "empty_stage": {"batch": "等待"},
    "images": {"sequence": 1},
    "kindred": {"ids": ["w01"], "limit": 5},
    "kinds": {"ids": ["w01", "e1"]},
    "known_digest": {"digest": "d-1"},
    "later": {"day": 735_000},
    "leave_kind": {"ids": ["w01"]},
    "ledger": {"before": 0, "limit": 5},
    "ledger_after": {"after": 0},
    "ledger_entry": {"batch": "city"},
    "lock_meta": {"batch": "手写"},
    "make_meta": {"values": {"id": "x"}},
    "mark_undone": {"batch": "city", "undone_by": "手写"},
    "matrix": {
        "ids": [],
        "day": ON,
        "opened": OPENED,
        "windows": {},
        "small": 12,
        "cooperation": True,
        "roles": ["craft_main", "craft", "", "host"],
        "labels": GROUPS,
        "unknown": "未知",
        "system_ranks": RANKS,
        "later": [],
    },
    "matrix_workshops": {
        "ids": [],
        "day": ON,
        "roles": ["craft_main", "craft", "", "host"],
        "labels": GROUPS,
        "unknown": "未知",
        "system_ranks": RANKS,
    },
    "named": {"keys": [{"at": 0, "kind": "Workshop", "text": "张三焊接创新工作室", "line": "\n张三焊接创新工作室\n"}]},
    "names_compared": {"ids": ["w01"]},
    "names": {"ids": ["w01"]},
    "nearest": {"from": "w01", "limit": 3, **WAY},
    "neighbourhood": {"id": "w01", "kinds": COOPERATION, "day": ON, "depth": 2, "later": []},
    "node_elements": {"ids": ["w01"]},
    "nodes": {"ids": ["w01"]},
    "open_stage": {"batch": "另一批", "number": 9, "at": "2026-06-30"},
    "other_ties": {"kinds": {}},
    "parents": {"ids": ["t2"]},
    "part": {"ids": ["w01", "w02"]},
    "path": {"from": "w01", "to": "w02", "banned": [], "taken": [], "steps": 6, **WAY},
    "reach": {
        "ids": [],
        "day": ON,
        "opened": OPENED,
        "windows": {},
        "new_after": FRESH,
        "small": 12,
        "system_ranks": RANKS,
        "exempt": ["w14"],
        "only_confirmed": False,
        "later": [],
    },
    "search": {"words": "焊接", **WORDS},
    "search_all": {**WORDS, "sounds": []},
    "name_again": {"rows": [{"id": "w01", "named": "张三焊接创新工作室", "called": None, "numbered": None, "sounded": None}]},
    "set_meta": {"values": {"note": "x"}},
    "stage": {"batch": "等待"},
    "staged_block": {"batch": "等待"},
    "staged_parts": {"batch": "等待"},
    "step": {"ids": ["w01"], "layers": {"HOSTED_BY": 2, "SIGNED_AGREEMENT_WITH": 0}, "day": ON, "shown": ["w01"], "limit": 5, "later": []},
    "tie_elements": {"ids": ["tie"]},
    "tie_ids_at": {"ids": ["w01"], "sequence": 99},
    "ties": {"ids": ["tie"]},
    "ties_among": {"ids": ["tie"]},
    "ties_at": {"ids": ["w01"]},
    "ties_between": {"rows": [{"source": "w01", "target": "w02", "key": 1}]},
    "ties_by_key": {"keys": ["key"]},
    "ties_of": {"id": "w01", "kinds": [], "limit": 5},
    "ties_of_kind": {"ids": ["tie"]},
    "upsert_nodes": {"rows": [NODE]},
    "upsert_ties": {"rows": [{"source": "w01", "target": "w03", "set": {"id": "手写-t", "key": 901, "version": 1}}]},
    "upsert_work": {"rows": [{"kind": "setting", "id": "x", "state": "", "data": "{}", "version": 1}]},
    "work": {"kind": "setting"},
    "workshops_behind": {
        "ids": ["e9", "a1"],
        "day": ON,
        "later": [],
        "kinds": ["HOSTED_BY", "MEMBER_OF"],
        "through": [],
        "own_first": [],
    },
    "works": {"keys": [["setting", "data_as_of"]]},
}
NONE = {"await_indexes", "known_digest", "ties_of_kind", "all_ties"}  # answer with no row here
# the answers that a person can check against the city, by eye
SEEN: dict[str, Any] = {
    "matrix": [("未知", "未知", 1), ("机械装备", "能源化工", 1)],
    "matrix_workshops": [("未知", 12), ("机械装备", 1), ("能源化工", 1)],
    "candidates": [("w02", "李四化工创新工作室", 0.5, [])],
    "path": [(["w01", "w02"], ["张三焊接创新工作室", "李四化工创新工作室"])],
    "names": [("w01", "张三焊接创新工作室")],
}


@pytest.fixture(scope="module")
def driver(neo4j_server: Running) -> Iterator[Any]:
    """A plain driver on the city, with a batch that waits and one that was undone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_USER", neo4j_server.auth[0])
        patch.setenv("NEO4J_PASSWORD", neo4j_server.auth[1])
        neo4j_server.clear()
        with open_store(neo4j_server.address, actor=Actor("经办人", "admin")) as net:
            everything = [*small_city.nodes(), *small_city.ties(), Work("setting", "data_as_of", "", {"value": small_city.AS_OF})]
            net.store.commit(Batch("city", "import", puts(*everything)), net.actor)
            net.store.stage("等待", [Change("merge", small_city.nodes()[0])], facts={"files": ["名册.xlsx"]})
            net.store.commit(Batch("later", "edit", (Change("merge", small_city.nodes()[1]),)), net.actor)
        yield neo4j_server.driver


def _given(name: str, driver: Any) -> dict[str, Any]:
    """Return the parameters, with a tie's id and key where the file asks for one, as a person would look them up first."""
    given = dict(GIVEN.get(name, {}))
    row = driver.execute_query("MATCH (:Entity {id: 'w01'})-[t:SIGNED_AGREEMENT_WITH]-() RETURN t.id AS tie, t.key AS key").records[0]
    for param, value in given.items():
        if value in (["tie"], ["key"]):
            given[param] = [row[value[0]]]
    if name == "other_ties":
        given["kinds"] = {row["tie"]: "SERVES"}
    if name == "ties_between":
        given["rows"] = [{**given["rows"][0], "key": row["key"]}]
    if name == "staged_block":
        block = driver.execute_query("MATCH (b:Staged {batch: '等待'}) RETURN b.sort AS sort, b.part AS part").records[0]
        given |= {"sort": block["sort"], "part": block["part"]}
    return given


def _header(text: str, field: str) -> list[str]:
    line = next(line for line in text.splitlines() if line.startswith(f"// {field}: "))
    words = line.partition(": ")[2]
    return [] if words == "-" else [word.strip() for word in words.split(",")]


@pytest.mark.parametrize("name", names())
def test_a_file_pasted_as_it_stands_gives_its_columns(driver: Any, name: str) -> None:
    text = file_of(name).read_text(encoding="utf-8")
    given = _given(name, driver)
    assert sorted(given) == sorted(_header(text, "params"))
    columns, rows = _run(driver, text, given)
    assert columns == _header(text, "returns")
    if _header(text, "access") == ["reads"]:
        assert bool(rows) == (name not in NONE), rows
    if name in SEEN:
        assert rows == SEEN[name]


def _run(driver: Any, text: str, given: dict[str, Any]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Run a text as Neo4j Browser does: several statements one by one; changes of the schema by themselves, all else taken back."""
    parts = [part for part in text.split(";\n") if part.strip()]
    with driver.session(default_access_mode=neo4j.WRITE_ACCESS) as session:
        if len(parts) > 1:
            results = [session.run(part, given) for part in parts]
            return list(results[-1].keys()), [tuple(record.values()) for record in results[-1]]
        transaction = session.begin_transaction()
        try:
            result = transaction.run(text, given)
            return list(result.keys()), [tuple(record.values()) for record in result]
        finally:
            transaction.rollback()


def test_the_rings_of_the_city_by_hand(driver: Any) -> None:
    _, rows = _run(driver, file_of("reach").read_text(encoding="utf-8"), GIVEN["reach"])
    assert {row[0]: row[2] for row in rows} == small_city.RINGS
