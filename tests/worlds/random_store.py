"""Random small stores that meet every corner of the rules: persons, groups, shared nodes, coarse and missing dates, circles."""

from __future__ import annotations

from random import Random
from typing import Any

from alliance.model import Node, Tie, orient_ends
from alliance.schema import DATING, tie_kind, vocabularies

AS_OF = "2026-01-29"
DATES = [
    "",
    "",
    "2023",
    "2024",
    "2025",
    "2026",
    "2024-06",
    "2025-01",
    "2025-06",
    "2026-01",
    "2026-02",
    "2024-03-05",
    "2025-01-29",
    "2025-01-30",
    "2025-05-20",
    "2025-11-01",
    "2026-01-29",
    "2026-01-30",
    "2025-01-20/2025-02-02",
    "2025-12",
]
ENDS = ["", "", "", "", "open", "2024", "2025-01-29", "2025-01-30", "2025-06", "2026-01-29", "2027"]
AS_OFS = ["2024-05-01", "2025-01-29", "2025-01-30", "2025-12", "2026-01-29", "2026-03-01", "2025", "2026", "2025-06/2026-02"]


class Builder:
    """Collects records with ids of their own."""

    def __init__(self, random: Random) -> None:
        self.random, self.nodes, self.ties = random, [], []  # type: ignore[var-annotated]
        self.taken: set[tuple[str, str, str]] = set()

    def node(self, node_id: str, kind: str, **props: Any) -> str:
        kept = {k: v for k, v in props.items() if v not in ("", None)}
        if kind in DATING:
            kept |= self.sources()
        self.nodes.append(Node(node_id, kind, node_id, kept))
        return node_id

    def sources(self) -> dict[str, Any]:
        """None, one or two sources, each with an as-of."""
        found = [{"source": f"s{as_of}", "as_of": as_of} for as_of in self.random.sample(AS_OFS, self.random.choice([0, 0, 1, 2]))]
        return {"sources": found} if found else {}

    def tie(self, kind: str, source: str, target: str, **props: Any) -> None:
        once = kind in ("PARTICIPATES_IN",)
        if source == target or (once and (kind, source, target) in self.taken):
            return
        self.taken.add((kind, source, target))
        source, target = orient_ends(tie_kind(kind).symmetric, source, target)
        kept = {k: v for k, v in props.items() if v not in ("", None)} | self.sources()
        self.ties.append(Tie(f"tie{len(self.ties):04}", kind, source, target, kept))

    def some(self, things: list[str]) -> str:
        return self.random.choice(things)

    def span(self) -> dict[str, str]:
        return {"valid_from": self.random.choice(DATES), "valid_to": self.random.choice(ENDS)}


def random_store(seed: int, size: int = 6) -> tuple[list[Node], list[Tie]]:
    """Return the records of one random store; the same seed gives the same."""
    r = Random(seed)
    b = Builder(r)
    tidy = seed % 2 == 0  # affiliation well on record, few contacts: else nearly every workshop is connected or unknown
    w = [
        b.node(
            f"w{i}",
            "Workshop",
            recognised_on=r.choice([*DATES, ""]),
            level="municipal",
            links_checks=[{"on": d, "by": "x"} for d in r.sample(AS_OFS, r.choice([0, 0, 1, 2]))] or None,
        )
        for i in range(size)
    ]
    systems = ["教育", "教育", "卫生"] if tidy else ["", "", "", "教育", "卫生"]
    o = [b.node(f"o{i}", r.choice(["Enterprise", "University", "Hospital"]), system=r.choice(systems)) for i in range(size)]
    p = [b.node(f"p{i}", "Person") for i in range(3)]
    vocabulary = (vocabularies.UNION_KINDS, vocabularies.RANKS, vocabularies.ACTIVITY_FORMS[:10])
    kinds, ranks, forms = ([word.code for word in words] for words in vocabulary)
    t = [b.node(f"t{i}", "TradeUnion", subkind=r.choice(kinds), rank=r.choice(ranks), system=r.choice(["", "", "教育"])) for i in range(4)]
    g = [b.node(f"g{i}", "Group", count=r.choice([None, 0, 13])) for i in range(2)]
    a = [b.node(f"a{i}", "Alliance", founded=r.choice(DATES), dissolved=r.choice(["", "", "2024", "2026-01-29"])) for i in range(2)]
    heads = [None, None, 5, 12, 13, 80]
    x = [b.node(f"x{i}", "Activity", held_on=r.choice(DATES), form=r.choice(forms), head_count=r.choice(heads)) for i in range(3)]
    j = [b.node("j0", "Project", started=r.choice(DATES), ended=r.choice(ENDS))]
    j.append(b.node("j1", "Agreement", signed_on=r.choice(DATES), expires=r.choice(ENDS)))
    c = [b.node("c0", "Achievement", made_on=r.choice(DATES))]
    for one in w:
        for _ in range(1 if tidy else r.choice([0, 1, 1, 1, 2])):
            b.tie("HOSTED_BY", one, b.some(o), **({} if tidy else b.span()))
        if r.random() < 0.4:
            b.tie("RECOGNISED_BY", one, b.some(t), valid_from=r.choice(DATES))
    for _ in range(r.choice([1, 3])):
        b.tie("PART_OF", b.some(o), b.some(o), **b.span())
        b.tie("SUCCEEDED_BY", b.some(o), b.some(o), valid_from=r.choice(DATES))
        b.tie("SUBSIDIARY_OF", b.some(o), b.some(o), **b.span())
    for _ in range(5):
        b.tie("BELONGS_TO_UNION", b.some(o), b.some(t), **b.span())
        b.tie("SUBORDINATE_TO", b.some(t), b.some(t), **b.span())
    for one in p:
        for _ in range(r.choice([0, 1, 2])):
            b.tie("LEADS", one, b.some(w), **b.span())
    everyone = [*w, *w, *w, *o, *p]
    words = ["COOPERATES_WITH", "SIGNED_AGREEMENT_WITH", "SERVES", "EXCHANGED_WITH", "VISITED", "MET", "SIGNED_INTENT_WITH", "PAIRED_WITH"]
    for _ in range(r.choice([1, 2, 3] if tidy else [1, 3, 6])):
        kind = r.choice(words)
        source, target = b.some(everyone), r.choice([*everyone, *everyone, *g, *t])
        if target in g and kind not in ("SERVES", "VISITED", "EXCHANGED_WITH"):
            continue
        if kind == "MET" and (source in p or target in p):
            continue
        b.tie(kind, source, target, **b.span(), count=r.choice([None, None, 0, 7]) if target in g else None)
    for one in a:
        for member in r.sample([*w, *p, *o, *g], r.choice([0, 1, 2, 3])):
            b.tie("MEMBER_OF", member, one, **b.span())
    for one in x[: 1 if tidy else 3]:
        for member in r.sample([*w, *o, *p, *g, *t], r.choice([2, 4, 15])):
            b.tie("PARTICIPATES_IN", member, one, role=r.choice(["host", "guest", "participant", ""]), valid_from=r.choice(["", "", "", *DATES]))
    for one in j[: 0 if tidy else 2]:
        for member in r.sample([*w, *o], r.choice([1, 2, 3, 11 if size > 5 else 4])):
            b.tie("PARTY_TO", member, one, valid_from=r.choice(["", "", *DATES]))
    for one in c:
        for member in r.sample([*w, *o, *p], r.choice([1, 2, 3])):
            b.tie("PRODUCED", member, one)
    return b.nodes, b.ties
