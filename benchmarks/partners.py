"""The suggestion engine beside single methods, in one run, on a benchmark folder of dated events.

    python benchmarks/partners.py --data ../shared/bench/partners/data/nber [--split dev] [--queries 500]

Popularity, common neighbours, Adamic–Adar, resource allocation (plain, and by shared events), random
walk with restart, content (topics), and popularity within region and sector; nDCG@10 and hit@10 with 95 %
bootstrap intervals over queries, the paired difference of the engine to each, all queries and
cross-sector; then milliseconds a query of the engine with reasons and of Adamic–Adar beside networkx.
Reads the truth only to score.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from alliance.partners.history import History
from alliance.partners.learning import learn
from alliance.partners.profiles import profiles
from alliance.partners.ranking import across, explain, rank
from alliance.partners.weights import SHIPPED
from alliance.services.evaluation import read_folder, read_rows

K, DEPTH = 10, 100
Floats = NDArray[np.float64]
Score = Callable[[int], Floats]


def single_methods(history: History) -> dict[str, Score]:
    """Return the single methods: each gives a score of every party for one."""
    shared = history.shared
    once = shared.copy()
    once.data = np.ones(len(once.data))
    degree, strength = history.degree, np.asarray(shared.sum(axis=1)).ravel()
    handed = {"common_neighbours": np.ones(history.n), "adamic_adar": 1 / np.log(np.maximum(degree, 2)),
              "resource_allocation": 1 / np.maximum(degree, 1)}
    handed_by_events = shared @ sparse.diags_array(handed["resource_allocation"])
    found: dict[str, Score] = {"popularity": lambda _: degree.copy(), "popularity_within": lambda at: _within(history, degree, at)}
    for name, weight in handed.items():
        found[name] = lambda at, weight=weight: once @ (weight * _row(once, at))  # type: ignore[misc]
    found["resource_allocation_by_events"] = lambda at: handed_by_events @ _row(shared, at)
    for restart in (0.15, 0.5):
        found[f"random_walk_{restart}"] = lambda at, restart=restart: _walk(shared, strength, at, restart)  # type: ignore[misc]
    topics = profiles(history).topics
    if topics:
        found["content"] = topics.likeness
    return found


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


def _within(history: History, degree: Floats, at: int) -> Floats:
    same = np.ones(history.n, dtype=bool)
    for classes in (history.region, history.sector):
        if classes is not None:
            same &= classes.code == classes.code[at]
    return degree * same + degree * 1e-9


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


def speed(history: History, queries: list[int], weights: Any) -> dict[str, float]:
    """Return milliseconds: engine with ten explained suggestions (p50, p95), Adamic–Adar as a sparse row product and in networkx."""
    import networkx as nx

    taken = []
    for at in queries:
        begun = time.perf_counter()
        explain(rank(history, at, weights), weights)
        taken.append((time.perf_counter() - begun) * 1000)
    shared, weight, size = history.shared, 1 / np.log(np.maximum(history.degree, 2)), np.diff(history.shared.indptr)
    begun = time.perf_counter()
    for at in queries:  # the row of the sparse product, gathered
        near = history.partners(at)
        far = np.concatenate([history.partners(middle) for middle in near]) if len(near) else near
        np.bincount(far, weights=np.repeat(weight[near], size[near]), minlength=history.n)
    ours = (time.perf_counter() - begun) * 1000 / len(queries)
    graph = nx.from_scipy_sparse_array(shared)
    few = queries[:10]
    begun = time.perf_counter()
    for at in few:
        known = set(graph[at])
        reached = {other for middle in known for other in graph[middle]} - known - {at}
        list(nx.adamic_adar_index(graph, [(at, other) for other in reached]))
    return {"engine_p50_ms": float(np.percentile(taken, 50)), "engine_p95_ms": float(np.percentile(taken, 95)), "adamic_adar_ms": ours,
            "adamic_adar_networkx_ms": (time.perf_counter() - begun) * 1000 / len(few)}


def main() -> None:
    """Run everything and print one table (or JSON)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--split", choices=["dev", "heldout"], default="dev")
    parser.add_argument("--queries", type=int, default=0, help="only so many, drawn with a fixed seed; 0 all")
    parser.add_argument("--no-learn", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    history, ids = read_folder(args.data, args.split)
    place = {node: i for i, node in enumerate(ids)}
    truth: dict[int, list[int]] = {}
    for row in read_rows(args.data / args.split / "truth.csv"):
        if row["query"] in place and row["partner"] in place:
            truth.setdefault(place[row["query"]], []).append(place[row["partner"]])
    queries = sorted(truth)
    if args.queries:
        queries = sorted(np.random.default_rng(3).choice(queries, min(args.queries, len(queries)), replace=False).tolist())
    begun = time.perf_counter()
    weights = SHIPPED if args.no_learn else learn(history)
    learned = time.perf_counter() - begun
    methods: dict[str, Callable[[int], NDArray[Any]]] = {"engine": lambda at: rank(history, at, weights).places}
    for name, score in single_methods(history).items():
        methods[name] = lambda at, score=score: best(history, score(at), at)  # type: ignore[misc]
    out: dict[str, Any] = {"data": str(args.data), "split": args.split, "queries": len(queries), "learn_s": learned, "all": {}, "cross": {}}
    per: dict[str, dict[str, Floats]] = {"all": {}, "cross": {}}
    for name, method in methods.items():
        found: dict[str, list[tuple[float, float]]] = {"all": [], "cross": []}
        begun = time.perf_counter()
        for at in queries:
            ranked, wanted = method(at), np.array(truth[at])
            found["all"].append(gain(ranked, wanted))
            wanted = wanted[across(history, at, wanted)]
            if len(wanted):
                found["cross"].append(gain(ranked[across(history, at, ranked)], wanted))
        seconds = time.perf_counter() - begun
        for part, rows in found.items():
            if rows:
                per[part][name] = np.array(rows)
                out[part][name] = {"ndcg": interval(per[part][name][:, 0]), "hit": interval(per[part][name][:, 1]), "seconds": seconds}
    for part in ("all", "cross"):
        for name in list(per[part])[1:]:
            out[part][name]["engine_minus"] = interval(per[part]["engine"][:, 0] - per[part][name][:, 0])
    out["speed"] = speed(history, queries[:: max(1, len(queries) // 200)], weights)
    out["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(out, indent=1) if args.json else table(out))


def table(out: dict[str, Any]) -> str:
    """Return the figures as text."""
    lines = [f"{out['data']} {out['split']}: {out['queries']} queries, learned in {out['learn_s']:.1f} s, peak {out['peak_mb']:.0f} MB"]
    for part in ("all", "cross"):
        for name, row in out[part].items():
            difference = "engine {:+.4f} [{:+.4f}, {:+.4f}]".format(*row["engine_minus"]) if "engine_minus" in row else ""
            lines.append("{:6} {:30} nDCG@10 {:.4f} [{:.4f}, {:.4f}]  hit@10 {:.3f}  {}".format(part, name, *row["ndcg"], row["hit"][0], difference))
    return "\n".join([*lines, "  ".join(f"{name} {value:.2f}" for name, value in out["speed"].items())])


if __name__ == "__main__":
    main()
