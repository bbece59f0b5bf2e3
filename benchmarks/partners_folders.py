"""Folders with less in them: columns and rows of a benchmark folder deleted, the engine beside every single method on each.

    python -m benchmarks.partners_folders --data ../shared/bench/partners/data/nber --out /tmp/folders [--split slice] [--queries 500]

``undated``, ``untopiced`` (topics and texts), ``unsectored``, ``unclassed`` (sector and country), ``newcomers`` (a third of the queries
never took part in anything), ``bare`` (all of it at once). The truth is as it was. Reported for each: the engine, the single method with the
best nDCG@10 there, the paired difference with its 95 % interval. ``level``: the interval reaches zero or lies above.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np

from alliance.partners.ranking.learning import learn
from alliance.partners.ranking.weights import SHIPPED
from alliance.services.partners.evaluation import read_rows
from benchmarks.partners import Questions, compare, drawn, questions

COLUMNS = {
    "undated": {"date"},
    "untopiced": {"topics", "text"},
    "unsectored": {"sector"},
    "unclassed": {"sector", "country", "city"},
    "newcomers": set[str](),
    "bare": {"date", "topics", "text", "sector", "country", "city"},
}
FORGOTTEN = ("newcomers", "bare")
SHARE = 3  # every so many-th query is a newcomer


def make(folder: Path, out: Path, what: str, seed: int = 7) -> Path:
    """Write the folder ``what`` (a name of ``COLUMNS``) with its columns left out, and return it."""
    gone, nobody = COLUMNS[what], newcomers(folder, seed) if what in FORGOTTEN else set[str]()
    for path in sorted(folder.glob("*/*.csv")):
        there = out / what / path.relative_to(folder)
        there.parent.mkdir(parents=True, exist_ok=True)
        if path.name == "edges.csv":
            continue
        rows = read_rows(path)
        if path.name == "collabs.csv" and path.parent.name == "train":
            rows = [row for row in rows if row["node"] not in nobody]
        if path.name == "queries.csv":
            rows = [row | ({"known_degree": "0", "known_events": "0"} if row["query"] in nobody else {}) for row in rows]
        _write(there, rows, gone)
    return out / what


def newcomers(folder: Path, seed: int) -> set[str]:
    """Return a third of the queries of dev, drawn with a seed."""
    asked = [row["query"] for row in read_rows(folder / "dev/queries.csv")]
    return set(np.random.default_rng(seed).permutation(asked)[: len(asked) // SHARE].tolist())


def _write(path: Path, rows: list[dict[str, str]], gone: Collection[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [name for name in rows[0] if name not in gone], extrasaction="ignore", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def report(folder: Path, split: str, count: int, *, no_learn: bool = False, forget: bool = False) -> dict[str, Any]:
    """Return the engine and every single method on a folder, the best single one named. ``forget``: a third of those asked has no history."""
    asked = questions(folder, split)
    if forget:
        asked = Questions(asked.history.without(np.random.default_rng(7).permutation(list(asked.truth))[: len(asked.truth) // SHARE]), asked.truth)
    queries, begun = drawn(list(asked.truth), count), time.process_time()
    weights = SHIPPED if no_learn else learn(asked.history)
    found = {"learn_s": time.process_time() - begun} | compare(asked, queries, weights, explained=False)
    for part in ("all", "cross"):
        single = {name: row for name, row in found[part].items() if name != "engine"}
        found[part]["best"] = max(single, key=lambda name: (single[name]["ndcg"][0], name), default="")
    return found


def line(name: str, part: str, rows: dict[str, Any]) -> str:
    """Return one line of the table."""
    single = rows[rows["best"]]
    low, high = single["engine_minus"][1:]
    word = "above" if low > 0 else "level" if high >= 0 else "BELOW"
    return "{:12} {:6} {:5} queries  engine {:.4f}  {:30} {:.4f}  {:+.4f} [{:+.4f}, {:+.4f}]  {}".format(
        name, part, single["queries"], rows["engine"]["ndcg"][0], rows["best"], single["ndcg"][0], *single["engine_minus"], word
    )


def main() -> None:
    """Make the folders and run all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--split", choices=["dev", "slice"], default="dev")
    parser.add_argument("--only", action="append", choices=["whole", *COLUMNS])
    parser.add_argument("--queries", type=int, default=0)
    parser.add_argument("--no-learn", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    for name in args.only or COLUMNS:
        folder = args.data if name == "whole" else make(args.data, args.out, name)
        forget = args.split == "slice" and name in FORGOTTEN  # those of dev are no queries of the slice
        found = report(folder, args.split, args.queries, no_learn=args.no_learn, forget=forget)
        if args.json:
            print(json.dumps({"folder": name, **found}), flush=True)
            continue
        for part in ("all", "cross"):
            if found[part]["best"]:
                print(line(name, part, found[part]), flush=True)
        if name != "whole":
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
