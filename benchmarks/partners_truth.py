"""Is every explanation true? Each reason of the first ten of every query of a benchmark folder, held against the rows of its files.

    python -m benchmarks.partners_truth --data ../shared/bench/partners/data/nber [--split dev]

Checked without the engine's own matrices: that every party named as a partner or on a way took part in an event with the next one, that every event named is one
of theirs, that every topic or word is in an event of both, every class, count and pair of classes as said, that nobody suggested is a
partner already, and that the contributions sum to the score.
"""

from __future__ import annotations

import argparse
import itertools
import math
from collections import Counter, defaultdict
from functools import cached_property
from pathlib import Path
from typing import Any

from alliance.partners.benchmark_folder import words_of
from alliance.partners.evidence.event_history import History
from alliance.partners.ranking.history_ranking import Ranked, explain, rank
from alliance.partners.ranking.learning import learn
from alliance.partners.ranking.weights import SHIPPED, Weights
from alliance.partners.records import Reason
from alliance.services.partners.evaluation import KNOWN, read_folder, read_rows


class Rows:
    """What the files of a folder say, by id."""

    def __init__(self, folder: Path, split: str) -> None:
        parts = [folder / name for name in KNOWN[split]]
        self.members: dict[str, set[str]] = defaultdict(set)
        self.took_part: dict[str, set[str]] = defaultdict(set)
        for part in parts:
            for row in read_rows(part / "collabs.csv"):
                self.members[row["event"]].add(row["node"])
                self.took_part[row["node"]].add(row["event"])
        self.events = sorted(self.members)  # in the order in which a history numbers them
        self.about = {row["event"]: row for part in parts for row in read_rows(part / "events.csv")}
        self.nodes = {row["node"]: row for row in read_rows(parts[-1] / "nodes.csv")}
        self._partners: dict[str, set[str]] = {}
        self._topics: dict[str, set[str]] = {}

    def met(self, a: str, b: str) -> bool:
        """Say whether two took part in one event."""
        return not self.took_part[a].isdisjoint(self.took_part[b])

    def partners(self, one: str) -> set[str]:
        """Return whom a party met."""
        if one not in self._partners:
            self._partners[one] = {other for event in self.took_part[one] for other in self.members[event]} - {one}
        return self._partners[one]

    def topics(self, one: str) -> set[str]:
        """Return the topics and words of a party's events."""
        if one not in self._topics:
            rows = [self.about.get(event, {}) for event in self.took_part[one]]
            self._topics[one] = {topic for row in rows for topic in (*row.get("topics", "").split("|"), *words_of(row.get("text", "")))}
        return self._topics[one]

    @cached_property
    def pairs(self) -> dict[str, Counter[tuple[str, str]]]:
        """Ordered pairs of partners by their classes, for each column of classes."""
        found: dict[str, Counter[tuple[str, str]]] = {"country": Counter(), "sector": Counter()}
        for one in self.took_part:
            for other in self.partners(one):
                for column, count in found.items():
                    count[(self.nodes.get(one, {}).get(column, ""), self.nodes.get(other, {}).get(column, ""))] += 1
        return found


class Checking:
    """Holds explanations against rows, and counts."""

    def __init__(self, rows: Rows, ids: list[str]) -> None:
        self.rows, self.ids = rows, ids
        self.counted: Counter[str] = Counter()
        self.false: list[str] = []

    def list_of(self, who: int, ranked: Ranked, weights: Weights) -> None:
        """Check a list."""
        mine = self.ids[who]
        for place, score, reasons in zip(ranked.places.tolist(), ranked.scores.tolist(), explain(ranked, weights), strict=False):
            theirs = self.ids[place]
            self._hold("suggestions", mine != theirs and not self.rows.met(mine, theirs), (mine, theirs))
            self._hold("sums", math.isclose(math.fsum(reason.contribution for reason in reasons), score, abs_tol=1e-6), (mine, theirs, score))
            for reason in reasons:
                self._reason(mine, theirs, reason)

    def _hold(self, what: str, true: bool, claim: Any) -> None:
        self.counted[what] += 1
        if not true:
            self.false.append(f"{what}: {claim}")

    def _reason(self, mine: str, theirs: str, reason: Reason) -> None:
        self.counted["reasons"] += 1
        between = [self.ids[place] for place in reason.nodes.get("between", ())]
        shared = [self.ids[place] for name in ("partner", "partners") for place in reason.nodes.get(name, ())]
        ties = [pair for one in shared for pair in ((mine, one), (one, theirs))]
        ties += itertools.pairwise([mine, *between, theirs]) if between else []
        for a, b in ties:
            self._hold("ties", self.rows.met(a, b), (reason.code, a, b))
        owners = ties or [(theirs, theirs)]
        for number in reason.events:
            event = self.rows.events[number]
            self._hold("events", any(event in self.rows.took_part[a] and event in self.rows.took_part[b] for a, b in owners), (reason.code, event))
        for topic in reason.facts.get("topics", ()):
            self._hold("topics", all(topic in self.rows.topics(one) for one in (mine, theirs)), (reason.code, topic))
        self._facts(mine, theirs, reason)

    def _facts(self, mine: str, theirs: str, reason: Reason) -> None:
        facts, code = reason.facts, reason.code.removesuffix("-seldom")
        if code in ("room.regions", "industry.sectors"):
            column = "country" if code == "room.regions" else "sector"
            named = (facts["mine"], facts["theirs"])
            self._hold("classes", named == tuple(self.rows.nodes[one][column] for one in (mine, theirs)), (code, named))
            self._hold("counts", self.rows.pairs[column][named] == facts["observed"], (code, named, facts["observed"]))
        if code == "room.partners":
            self._hold("counts", len(self.rows.partners(theirs)) == facts["count"], (code, theirs, facts["count"]))


def check(folder: Path, split: str, weights: Weights | None = None, every: int = 1) -> Checking:
    """Check the explained lists of the queries of a folder; ``weights`` else those learned from it."""
    asked = [row["query"] for row in read_rows(folder / split / "queries.csv")]
    history, ids = read_folder(folder, split, asked)
    return checked(history, ids, Rows(folder, split), asked[::every], weights or learn(history))


def checked(history: History, ids: list[str], rows: Rows, asked: list[str], weights: Weights) -> Checking:
    """Check the explained lists of these queries."""
    found, place = Checking(rows, ids), {node: i for i, node in enumerate(ids)}
    for query in asked:
        found.list_of(place[query], rank(history, place[query], weights), weights)
    return found


def main() -> None:
    """Check a folder and print what was counted and what was false."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--split", choices=["dev", "heldout"], default="dev")
    parser.add_argument("--no-learn", action="store_true")
    args = parser.parse_args()
    found = check(args.data, args.split, SHIPPED if args.no_learn else None)
    claims = sum(count for what, count in found.counted.items() if what != "reasons")
    print(f"{args.data} {args.split}: {len(found.false)} false of {claims} claims in {found.counted['reasons']} reasons")
    print("  ".join(f"{what} {count}" for what, count in sorted(found.counted.items())))
    print("\n".join(found.false[:20]))


if __name__ == "__main__":
    main()
