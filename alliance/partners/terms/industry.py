"""行业相关: terms that speak of the industries of the two."""

from __future__ import annotations

import math
from collections.abc import Iterator

from alliance.partners.records import Part
from alliance.partners.terms.base import Query, term


@term("industry.same-division", 1.0)
def same_division(query: Query, other: int) -> Iterator[Part]:
    """Both have an industry of one GB/T division."""
    ground = query.ground
    mine, theirs = ground.divisions(query.who), ground.divisions(other)
    for division in sorted(mine.keys() & theirs.keys()):
        industry = mine[division]
        yield Part(1.0, {"industry": (industry.node,)}, ties=(*industry.ties, *theirs[division].ties))


@term("industry.neighbouring", 0.5)
def neighbouring(query: Query, other: int) -> Iterator[Part]:
    """Their divisions stand near each other in the table of neighbouring divisions; only where none is shared."""
    ground = query.ground
    mine, theirs = ground.divisions(query.who), ground.divisions(other)
    if mine.keys() & theirs.keys():
        return
    for a in sorted(mine):
        for b in sorted(theirs):
            if (a, b) in ground.neighbouring:
                yield Part(1.0, {"mine": (mine[a].node,), "theirs": (theirs[b].node,)}, ties=(*mine[a].ties, *theirs[b].ties))


@term("industry.affinity", 0.4)
def affinity(query: Query, other: int) -> Iterator[Part]:
    """The two industries cooperate more (or less) than their sizes let expect: log of observed over expected pairs, halved."""
    ground = query.ground
    mine, theirs = ground.main_division(query.who), ground.main_division(other)
    if mine is None or theirs is None or mine.code == theirs.code:
        return
    found = ground.mixing(mine.code, theirs.code)
    if found is None:
        return
    observed, expected = found
    amount = max(-1.0, min(1.0, math.log((observed + 1.0) / (expected + 1.0)) / 2.0))
    facts = {"observed": observed, "expected": round(expected, 1)}
    nodes = {"mine": (mine.node,), "theirs": (theirs.node,)}
    if abs(amount) >= 0.1:
        code = "industry.affinity" if amount > 0 else "industry.seldom"
        yield Part(amount, nodes, facts, ties=(*mine.ties, *theirs.ties), code=code)


@term("industry.strategic", 0.3)
def strategic(query: Query, other: int) -> Iterator[Part]:
    """Both industries are on the region's list in the same class (leading, emerging …)."""
    ground = query.ground
    mine, theirs = ground.strategic(query.who), ground.strategic(other)
    for key in sorted(mine.keys() & theirs.keys()):
        region, word = key
        yield Part(1.0, {"region": (region,)}, {"class": word}, ties=(*mine[key], *theirs[key]))


@term("industry.supply-chain", 1.2)
def supply_chain(query: Query, other: int) -> Iterator[Part]:
    """A declared UPSTREAM_OF runs between the two, their units or their industries."""
    ground = query.ground
    for upstream, downstream, code in ((query.who, other, "industry.upstream"), (other, query.who, "industry.downstream")):
        for source, target, ties in ground.supplies(upstream, downstream):
            yield Part(1.0, {"source": (source,), "target": (target,)}, ties=ties, code=code)


TERMS = (same_division, neighbouring, affinity, strategic, supply_chain)
