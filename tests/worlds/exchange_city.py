"""A small made-up city: workshops of two industries and some others, their firms, crafts, needs and a few ties."""

from __future__ import annotations

import random
from typing import Any

from alliance.model import Node, Tie, orient_ends
from tests import builders

DIVISIONS = ("34", "26", "34", "26", "31", "84")  # equipment, chemicals, metals, health


def city(workshops: int = 40, seed: int = 1, per_unit: int = 2) -> tuple[list[Node], list[Tie]]:
    """Return nodes and ties of a city: unit k hosts workshops 2k and 2k+1 (for ``per_unit`` 2), its division by turns."""
    rng = random.Random(seed)
    nodes = [Node(f"industry:{code}", "Industry", f"行业{code}") for code in sorted(set(DIVISIONS))]
    nodes += [Node(f"craft-{i}", "Craft", f"技术{i}") for i in range(6)]
    nodes += [Node("t-1", "TradeUnion", "示例市总工会", {"subkind": "territorial", "rank": "municipal"})]
    ties: list[Tie] = []

    def tie(kind: str, a: str, b: str, start: str = "", **props: Any) -> None:
        ties.append(builders.tie(kind, a, b, start, **props))

    for k in range(-(-workshops // per_unit)):
        unit = f"e-{k:03d}"
        nodes.append(Node(unit, "Enterprise", f"示例企业{k:03d}", {"can_host": k % 4 == 0, "host_capacity": 40} if k % 2 == 0 else {}))
        tie("IN_INDUSTRY", unit, f"industry:{DIVISIONS[k % len(DIVISIONS)]}", role="host")
        tie("BELONGS_TO_UNION", unit, "t-1")
    for i in range(workshops):
        id_ = f"w-{i:03d}"
        nodes.append(Node(id_, "Workshop", f"示例{i:03d}创新工作室", {"recognised_on": "2020"}))
        tie("HOSTED_BY", id_, f"e-{i // per_unit:03d}")
        for craft in rng.sample(range(6), 2):
            tie("HAS_CRAFT", id_, f"craft-{craft}")
        if rng.random() < 0.4:
            tie("NEEDS", id_, f"craft-{rng.randrange(6)}")
    for _ in range(workshops // 3):
        a, b = orient_ends(True, *(f"w-{i:03d}" for i in rng.sample(range(workshops), 2)))
        if not any(one.kind == "COOPERATES_WITH" and (one.source, one.target) == (a, b) for one in ties):
            tie("COOPERATES_WITH", a, b, "2025-09-01", sources=[{"source": "台账", "as_of": "2025-09-01"}])
    return nodes, ties
