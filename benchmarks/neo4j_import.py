"""Rows per second into Neo4j: the store's commit beside a bare driver loop of the same UNWIND statements, in one run.

    NEO4J_URI=neo4j://127.0.0.1:7687 NEO4J_USER=neo4j NEO4J_PASSWORD=… python -m benchmarks.neo4j_import [--nodes 50000] [--ties 200000]

The database is emptied before, between and after. The bare loop commits every 2,000 rows and keeps no ledger, no before-images, no
audit; the store writes all of it in one transaction. Goal: 0.8 of the bare loop.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import time
from collections.abc import Callable
from typing import Any

import neo4j

from alliance.model import Actor, Batch, Change, Node, Tie
from alliance.stores.cypher_files import query
from alliance.stores.neo4j import rows
from alliance.stores.neo4j.store import Neo4jStore
from alliance.stores.neo4j.write.writing import blocks

KINDS = (
    ("Workshop", "Enterprise", "HOSTED_BY"),
    ("Workshop", "Workshop", "COOPERATES_WITH"),
    ("Workshop", "Craft", "HAS_CRAFT"),
    ("Person", "Workshop", "LEADS"),
)


def graph(nodes: int, ties: int) -> tuple[list[Node], list[Tie]]:
    """Return nodes and ties of the field's kinds, the same on every run."""
    rng = random.Random(1)
    by_kind: dict[str, list[str]] = {"Workshop": [], "Enterprise": [], "Craft": [], "Person": []}
    made = []
    for i in range(nodes):
        kind = rng.choices(("Workshop", "Enterprise", "Craft", "Person"), (40, 30, 5, 25))[0]
        by_kind[kind].append(f"n-{i}")
        sources = [{"source": f"第{i % 40}期", "as_of": "2025-06", "basis": "stated"}]
        dated = {"recognised_on": "2024-03"} if kind == "Workshop" else {}
        made.append(Node(f"n-{i}", kind, f"示例{i}号（郑州）创新工作室", {"sources": sources, **dated}))
    joined = []
    for i in range(ties):
        a, b, kind = rng.choice(KINDS)
        source, target = rng.sample(by_kind[a] + by_kind[b], 1)[0], rng.choice(by_kind[b])
        source = rng.choice(by_kind[a]) if source == target or source not in by_kind[a] else source
        if source == target:
            continue
        if kind == "COOPERATES_WITH" and target < source:
            source, target = target, source
        sources = [{"source": f"第{i % 40}期", "as_of": "2025-06", "basis": "stated"}]
        joined.append(Tie(f"t-{i}", kind, source, target, {"valid_from": f"20{rng.randint(18, 25)}-0{rng.randint(1, 9)}", "sources": sources}))
    return made, joined


def bare(driver: Any, made: list[Node], joined: list[Tie]) -> tuple[float, float]:
    """Write with the driver alone, the rows made beforehand; return seconds for nodes and for ties."""
    took = []
    for name, groups in (("upsert_nodes", _by_kind(made)), ("upsert_ties", _by_kind(joined))):
        start = time.perf_counter()
        for kind, found in groups.items():
            for block in blocks(found):
                with driver.session() as session:
                    text = query(name, kind).text
                    session.execute_write(lambda tx, block=block, text=text: tx.run(text, rows=block).consume())
        took.append(time.perf_counter() - start)
    return took[0], took[1]


def _by_kind(records: list[Any]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for record in records:
        row = (
            rows.node_props(record) if isinstance(record, Node) else {"source": record.source, "target": record.target, "set": rows.tie_props(record)}
        )
        groups.setdefault(record.kind, []).append(row)
    return groups


def timed(work: Callable[[], Any]) -> float:
    """Return the seconds that the work took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Run both ways, twice in turn, and print the faster of each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--nodes", type=int, default=50_000)
    parser.add_argument("--ties", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=2)
    chosen = parser.parse_args()
    made, joined = graph(chosen.nodes, chosen.ties)
    address, auth = os.environ["NEO4J_URI"], (os.environ.get("NEO4J_USER", "neo4j"), os.environ["NEO4J_PASSWORD"])
    best: dict[str, float] = {}
    with neo4j.GraphDatabase.driver(address, auth=auth, notifications_min_severity="OFF") as driver:

        def empty() -> None:
            driver.execute_query("MATCH (m:Meta) DETACH DELETE m")
            with driver.session() as session:
                session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()

        for _ in range(chosen.rounds):
            empty()
            store = Neo4jStore(address)
            changes = tuple(Change("merge", record) for record in (*made, *joined))
            gc.collect()
            gc.freeze()  # what is given is no part of the work
            for name, work in (
                ("store", lambda: store.commit(Batch("b", "import", changes), Actor("bench"))),  # noqa: B023
                ("snapshot", store.snapshot),
                ("undo", lambda: store.undo("b", Actor("bench"), "u")),  # noqa: B023
            ):
                seconds = timed(work)
                best[name] = min(seconds, best.get(name, 1e9))
                print(name, round(seconds, 1), "s", flush=True)
            store.close()
            empty()
            nodes, ties = bare(driver, made, joined)
            print("bare", round(nodes, 1), round(ties, 1), "s", flush=True)
            best["bare"] = min(nodes + ties, best.get("bare", 1e9))
        empty()
    total = len(made) + len(joined)
    print(
        f"rows {total} · bare {total / best['bare']:,.0f}/s · store {total / best['store']:,.0f}/s · ratio {best['bare'] / best['store']:.2f}"
        f" · snapshot {total / best['snapshot']:,.0f}/s · undo {total / best['undo']:,.0f}/s"
    )


if __name__ == "__main__":
    main()
