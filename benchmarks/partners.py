"""The suggestion engine beside single methods, in one run, on a benchmark folder of dated events.

    python benchmarks/partners.py --data ../shared/bench/partners/data/nber [--split dev] [--queries 500]

Popularity, common neighbours, Adamic–Adar, resource allocation (plain, and by shared events), random
walk with restart, content (topics, words), and popularity within region and sector; nDCG@10 and hit@10 with 95 %
bootstrap intervals over queries, the paired difference of the engine to each, all queries and
cross-sector; milliseconds of processor time a query of the engine with reasons, and of Adamic–Adar beside networkx.
Reads the truth only to score. ``--split slice`` asks about the last tenth of ``train``.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from alliance.partners.evidence.event_history import Classes, History
from alliance.partners.evidence.profiles import profiles
from alliance.partners.evidence.proximity import adamic_adar
from alliance.partners.ranking.history_ranking import across, explain, rank
from alliance.partners.ranking.learning import learn, slice_history
from alliance.partners.ranking.weights import SHIPPED, Weights
from alliance.services.partners.evaluation import read_folder, read_rows

K, DEPTH = 10, 100
Floats = NDArray[np.float64]
Score = Callable[[int], Floats]


def single_methods(history: History) -> dict[str, Score]:
    """Return the single methods that can run there: each gives a score of every party for one.

    Among parties that a method scores alike (0 included) those with more partners come first, so none is worse for the queries it cannot answer.
    """
    shared = history.shared
    once = shared.copy()
    once.data = np.ones(len(once.data))
    degree, strength = history.degree, np.asarray(shared.sum(axis=1)).ravel()
    allocated = 1 / np.maximum(degree, 1)
    by_events = shared @ sparse.diags_array(allocated)
    found: dict[str, Score] = {
        "popularity": lambda _: np.zeros(history.n),
        "popularity_within": lambda at: within(degree, at, (history.region, history.sector)),
        "common_neighbours": lambda at: once @ _row(once, at),
        "adamic_adar": lambda at: adamic_adar(history, at),
        "resource_allocation": lambda at: once @ (allocated * _row(once, at)),
        "resource_allocation_by_events": lambda at: by_events @ _row(shared, at),
    }
    for restart in (0.15, 0.5):
        found[f"random_walk_{restart}"] = lambda at, restart=restart: _walk(shared, strength, at, restart)  # type: ignore[misc]
    for name in ("topics", "words"):
        profile = getattr(profiles(history), name)
        if profile:
            found[f"content_{name}"] = profile.likeness
    least = 1e-9 * degree / max(degree.max(initial=1.0), 1.0)
    return {name: lambda at, score=score: score(at) + least for name, score in found.items()}  # type: ignore[misc]


def _row(matrix: Any, at: int) -> Floats:
    row = np.zeros(matrix.shape[1])
    row[matrix.indices[matrix.indptr[at] : matrix.indptr[at + 1]]] = matrix.data[matrix.indptr[at] : matrix.indptr[at + 1]]
    return row


def _walk(shared: Any, strength: Floats, at: int, restart: float, steps: int = 12) -> Floats:
    start = np.zeros(len(strength))
    start[at] = 1.0
    here, inverse = start, 1 / np.maximum(strength, 1)
    for _ in range(steps):
        here = restart * start + (1 - restart) * (shared @ (here * inverse))
    return here


def within(degree: Floats, at: int, classes: Iterable[Classes | None]) -> Floats:
    """Return the number of partners of all who are of the same classes (region, sector) as one party, 0 of the others."""
    same = np.ones(len(degree), dtype=bool)
    for one in classes:
        if one is not None:
            same &= one.code == one.code[at]
    return degree * same


def best(history: History, scores: Floats, at: int) -> NDArray[Any]:
    """Return the 100 best places of a single method, partners and the party itself left out."""
    scores[history.partners(at)] = 0.0
    scores[at] = 0.0
    top = np.argpartition(-scores, DEPTH)[:DEPTH] if len(scores) > DEPTH else np.arange(len(scores))
    top = top[scores[top] > 0]
    return top[np.lexsort((top, -scores[top]))]


def gain(ranked: NDArray[Any], truth: NDArray[Any]) -> tuple[float, float]:
    """Return nDCG@10 and hit@10."""
    right = np.isin(ranked[:K], truth)
    discount = 1 / np.log2(np.arange(2, K + 2))
    return float((right * discount[: len(right)]).sum() / discount[: min(K, len(truth))].sum()), float(right.any())


def interval(values: Floats, rounds: int = 2000) -> tuple[float, float, float]:
    """Return mean and 95 % bootstrap interval."""
    draws = np.random.default_rng(11).multinomial(len(values), np.full(len(values), 1 / len(values)), size=rounds) / len(values)
    low, high = np.percentile(draws @ values, [2.5, 97.5])
    return float(values.mean()), float(low), float(high)


def beside_networkx(history: History, queries: list[int]) -> dict[str, float]:
    """Return milliseconds of processor time a query: Adamic–Adar of all candidates (partners of partners), ours and networkx on the same pairs."""
    import networkx as nx

    graph = nx.from_scipy_sparse_array(history.shared)
    adamic_adar(history, queries[0])  # degrees are counted on first use
    pairs = [
        [(at, other) for other in np.flatnonzero(adamic_adar(history, at)).tolist() if other != at and not graph.has_edge(at, other)]
        for at in queries
    ]
    begun = time.process_time()
    for at in queries:
        adamic_adar(history, at)
    between = time.process_time()
    for asked in pairs:
        list(nx.adamic_adar_index(graph, asked))
    taken = [(between - begun) * 1000 / len(queries), (time.process_time() - between) * 1000 / len(queries)]
    return {"ours_ms": taken[0], "networkx_ms": taken[1], "times": taken[1] / max(taken[0], 1e-9), "queries": len(queries)}


@dataclass(frozen=True, eq=False)
class Questions:
    """What is known, and who became a partner of whom later (place → places)."""

    history: History
    truth: dict[int, NDArray[Any]]


def questions(folder: Path, split: str) -> Questions:
    """Return the questions of a split. ``slice`` asks what the last tenth of ``train`` brought, known the rest: choices are made there."""
    if split == "slice":
        task = slice_history(read_folder(folder, "dev")[0])
        assert task is not None
        rows = {at: task.new.indices[low:high] for at, (low, high) in enumerate(itertools.pairwise(task.new.indptr)) if high > low}
        return Questions(task.known, rows)
    asked = [row["query"] for row in read_rows(folder / split / "queries.csv")]
    history, ids = read_folder(folder, split, asked)
    place = {node: i for i, node in enumerate(ids)}
    found: dict[int, list[int]] = {}
    for row in read_rows(folder / split / "truth.csv"):
        if row["partner"] in place:
            found.setdefault(place[row["query"]], []).append(place[row["partner"]])
    return Questions(history, {at: np.array(found[at]) for at in sorted(found)})


def drawn(queries: list[int], count: int) -> list[int]:
    """Return so many of the queries, drawn with a fixed seed, ascending; 0 all."""
    if not 0 < count < len(queries):
        return queries
    kept: list[int] = np.random.default_rng(3).choice(queries, count, replace=False).tolist()
    return sorted(kept)


def compare(asked: Questions, queries: list[int], weights: Weights, explained: bool = True) -> dict[str, Any]:
    """Return nDCG@10 and hit@10 of the engine and of every single method, and the paired difference, of all queries and cross-sector.

    The engine's lists are ranked and their first ten explained here, so its milliseconds of processor time are those of the whole run.
    """
    history = asked.history
    took: list[float] = []
    rows: dict[str, dict[str, list[tuple[float, float]]]] = {"all": {}, "cross": {}}

    def engine(at: int) -> NDArray[Any]:
        begun = time.process_time()
        ranked = rank(history, at, weights)
        if explained:
            explain(ranked, weights)
        took.append((time.process_time() - begun) * 1000)
        return ranked.places

    methods: dict[str, Callable[[int], NDArray[Any]]] = {"engine": engine}
    for name, score in single_methods(history).items():
        methods[name] = lambda at, score=score: best(history, score(at), at)  # type: ignore[misc]
    for name, method in methods.items():
        every, far = rows["all"].setdefault(name, []), rows["cross"].setdefault(name, [])
        for at in queries:
            ranked, wanted = method(at), asked.truth[at]
            every.append(gain(ranked, wanted))
            wanted = wanted[across(history, at, wanted)]
            if len(wanted):
                far.append(gain(ranked[across(history, at, ranked)], wanted))
    found: dict[str, Any] = {part: figures(lists) for part, lists in rows.items()}
    found["engine_ms"] = {"p50": float(np.percentile(took, 50)), "p95": float(np.percentile(took, 95)), "sum_s": sum(took) / 1000}
    return found


def figures(lists: dict[str, list[tuple[float, float]]]) -> dict[str, Any]:
    """Return mean and interval of each method, and the paired difference of the engine to it."""
    values = {name: np.array(rows) for name, rows in lists.items() if rows}
    found: dict[str, Any] = {}
    for name, rows in values.items():
        found[name] = {"ndcg": interval(rows[:, 0]), "hit": interval(rows[:, 1]), "queries": len(rows)}
        if name != "engine":
            found[name]["engine_minus"] = interval(values["engine"][:, 0] - rows[:, 0])
    return found


def main() -> None:
    """Run everything and print one table (or JSON)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--split", choices=["dev", "heldout", "slice"], default="dev")
    parser.add_argument("--queries", type=int, default=0, help="only so many, drawn with a fixed seed; 0 all")
    parser.add_argument("--no-learn", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    asked = questions(args.data, args.split)
    queries = drawn(list(asked.truth), args.queries)
    begun = time.process_time()
    weights = SHIPPED if args.no_learn else learn(asked.history)
    out: dict[str, Any] = {"data": str(args.data), "split": args.split, "queries": len(queries), "learn_s": time.process_time() - begun}
    out |= compare(asked, queries, weights)
    out["adamic_adar"] = beside_networkx(asked.history, queries[:: max(1, len(queries) // 100)])
    out["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(out, indent=1) if args.json else table(out))


def table(out: dict[str, Any]) -> str:
    """Return the figures as text."""
    lines = [f"{out['data']} {out['split']}: {out['queries']} queries"]
    for part in ("all", "cross"):
        for name, row in out[part].items():
            difference = "engine {:+.4f} [{:+.4f}, {:+.4f}]".format(*row["engine_minus"]) if "engine_minus" in row else ""
            lines.append("{:6} {:30} nDCG@10 {:.4f} [{:.4f}, {:.4f}]  hit@10 {:.3f}  {}".format(part, name, *row["ndcg"], row["hit"][0], difference))
    ours, single = out["engine_ms"], out["adamic_adar"]
    lines.append(
        "processor time: learned in {:.1f} s; ranked with ten explained p50 {p50:.1f} ms, p95 {p95:.1f} ms, all {sum_s:.1f} s".format(
            out["learn_s"], **ours
        )
    )
    lines.append(
        "Adamic–Adar of one query with all its candidates: {ours_ms:.3f} ms, networkx {networkx_ms:.1f} ms: {times:.0f} times".format(**single)
    )
    return "\n".join([*lines, f"peak {out['peak_mb']:.0f} MB"])


if __name__ == "__main__":
    main()
