"""Newcomers: 1,000 random queries with their history hidden (attributes kept), the engine beside popularity within country and sector.

    python -m benchmarks.partners_hidden --data ../shared/bench/partners/data/nber [--split dev] [--queries 1000]

Histories are hidden a hundred queries at a time, so that the rest of the network stays what it is; the truth is whom they met later. The
single methods are those that can run on a party without history. Weights are learned from the known history of the folder.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from alliance.partners.evidence.event_history import History
from alliance.partners.ranking.history_ranking import rank
from alliance.partners.ranking.learning import learn
from alliance.partners.ranking.weights import SHIPPED, Weights
from benchmarks.partners import Questions, best, drawn, gain, interval, questions, within

AT_ONCE = 100


def compare_hidden(asked: Questions, queries: list[int], weights: Weights) -> dict[str, Any]:
    """Return hit@10 and nDCG@10 of the engine, of popularity, and of popularity within region, within sector and within both, with paired differences."""
    history = asked.history
    kinds = {"within_region": (history.region,), "within_sector": (history.sector,), "within_both": (history.region, history.sector)}
    rows: dict[str, list[tuple[float, float]]] = {"engine": [], "popularity": []}
    rows |= {name: [] for name, classes in kinds.items() if all(classes)}
    for start in range(0, len(queries), AT_ONCE):
        group = queries[start : start + AT_ONCE]
        known = history.without(np.array(group))
        for at in group:
            for name in rows:
                rows[name].append(gain(_ranked(known, at, weights, name, kinds), asked.truth[at]))
    values = {name: np.array(found) for name, found in rows.items()}
    return {
        name: {
            "hit": interval(found[:, 1]),
            "ndcg": interval(found[:, 0]),
            "engine_minus_hit": interval(values["engine"][:, 1] - found[:, 1]),
            "engine_minus_ndcg": interval(values["engine"][:, 0] - found[:, 0]),
        }
        for name, found in values.items()
    }


def _ranked(known: History, at: int, weights: Weights, name: str, kinds: dict[str, Any]) -> Any:
    if name == "engine":
        return rank(known, at, weights).places
    return best(known, within(known.degree, at, kinds.get(name, ())) + 1e-9 * known.degree, at)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--split", choices=["dev", "heldout", "slice"], default="dev")
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--no-learn", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    asked = questions(args.data, args.split)
    queries = drawn(list(asked.truth), args.queries)
    found = compare_hidden(asked, queries, SHIPPED if args.no_learn else learn(asked.history))
    if args.json:
        print(json.dumps({"data": str(args.data), "queries": len(queries), **found}, indent=1))
        return
    print(f"{args.data} {args.split}: {len(queries)} queries with their history hidden")
    for name, row in found.items():
        print(
            "{:15} hit@10 {:.3f} [{:.3f}, {:.3f}]  nDCG@10 {:.4f}  engine {:+.3f} [{:+.3f}, {:+.3f}]".format(
                name, *row["hit"], row["ndcg"][0], *row["engine_minus_hit"]
            )
        )


if __name__ == "__main__":
    main()
