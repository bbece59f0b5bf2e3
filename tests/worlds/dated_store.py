"""Random stores for answers of a day: those of ``random_store`` with industries, crafts, regions, demands and names besides."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from alliance import schema
from alliance.model import Node, Tie
from tests.worlds.random_store import AS_OFS, DATES, ENDS, random_store

DAYS = ("2024-06-30", "2025-01-29", "2025-06-15", "2026-01-29")
_INDUSTRIES = ("industry:34", "industry:342", "industry:26", "industry:83")
_TREES = ("PART_OF", "SUBSIDIARY_OF", "SUBORDINATE_TO", "SUCCEEDED_BY")
_ROLES = {"IN_INDUSTRY": ("craft_main", "craft", "host"), "CLASSED_AS": ("leading", "emerging"), "NEEDS": ("",), "OFFERS": ("",)}


def dated_store(seed: int) -> tuple[list[Node], list[Tie]]:
    """Return the records of one random store that a real store would take; the same seed gives the same."""
    r = Random(seed)
    nodes, ties = random_store(seed, 8)
    nodes += [Node(one, "Industry", one) for one in _INDUSTRIES]
    nodes += [Node(f"k{i}", "Craft", f"氩弧焊{i}") for i in range(3)]
    nodes += [Node(one, "Region", one) for one in ("region:410000", "region:410100", "region:410102")]
    nodes += [Node(f"d{i}", "Demand", f"需求{i}", _some(r, raised_on=r.choice(DATES), closed_on=r.choice(ENDS[4:]), state="open")) for i in range(2)]
    nodes.append(Node("q0", "Challenge", "难题", _some(r, raised_on=r.choice(DATES), deadline=r.choice(ENDS[5:]), state="open")))
    more = _Ties(r, {node.id: node.kind for node in nodes})
    workshops, parties = ([node.id for node in nodes if node.kind in kinds] for kinds in (("Workshop",), schema.PARTIES))
    for one in parties:
        more.some("IN_INDUSTRY", one, _INDUSTRIES)
        more.some("LOCATED_IN", one, ("region:410100", "region:410102"))
    for one in workshops:
        more.some("HAS_CRAFT", one, ("k0", "k1", "k2"))
        more.some(r.choice(("NEEDS", "OFFERS")), one, ("k0", "k1", "k2"))
    for one in ("d0", "d1", "q0"):
        more.add("RAISED", r.choice(parties), one)
        more.add("NEEDS", one, r.choice(("k0", "k1")))
        more.some(r.choice(("ADDRESSES", "CLAIMED", "SOLVED")), r.choice(workshops), (one,))
    for alliance in ("a0", "a1"):
        more.some("LEADS_ALLIANCE", r.choice(workshops), (alliance,))
        more.some("GUIDES", r.choice(("t0", "t1")), (alliance,))
    more.add("ORGANISES", r.choice((*workshops, "a0")), "x0")
    more.add("PART_OF", "region:410102", "region:410100")
    more.add("CLASSED_AS", "industry:34", "region:410100")
    named = [_named(r, node) for node in nodes]
    return named, [tie for tie in (*ties, *more.made) if more.fits(tie)]


def _some(r: Random, **props: str) -> dict[str, str]:
    return {name: value for name, value in props.items() if value and value != "open" and r.random() < 0.8} | {"state": "open"}


def _named(r: Random, node: Node) -> Node:
    props = dict(node.props)
    if node.kind == "Workshop" and r.random() < 0.3:
        props |= {"founded": r.choice(DATES[2:]), "strategic_class": r.choice(("leading", "emerging"))}
    if node.kind == "Alliance":
        props |= {"stated_members": 3, "declared_kind": "regional"}
    if node.kind != "Activity" and "sources" not in props and r.random() < 0.3:
        props["sources"] = [{"source": f"名册{as_of}", "as_of": as_of} for as_of in r.sample(AS_OFS, 2)]
    return replace(node, name=f"{node.name}创新工作室" if node.kind == "Workshop" else f"示例{node.name}", props=props)


class _Ties:
    def __init__(self, r: Random, kinds: dict[str, str]) -> None:
        self.r, self.kinds, self.made = r, kinds, list[Tie]()

    def some(self, kind: str, source: str, targets: tuple[str, ...]) -> None:
        for target in self.r.sample(targets, self.r.choice((0, 1, 1, min(2, len(targets))))):
            self.add(kind, source, target)

    def add(self, kind: str, source: str, target: str) -> None:
        r = self.r
        props = {"valid_from": r.choice(("", *DATES)), "valid_to": r.choice(("", "", *ENDS)), "role": r.choice(_ROLES.get(kind, ("",)))}
        sources = [{"source": f"册{as_of}", "as_of": as_of} for as_of in r.sample(AS_OFS, r.choice((0, 1, 2)))]
        kept = {name: value for name, value in props.items() if value} | ({"sources": sources} if sources else {})
        self.made.append(Tie(f"more{len(self.made):04}", kind, source, target, kept))

    def fits(self, tie: Tie) -> bool:
        """Say whether a store would take the tie: ends of the right kinds, no circle."""
        right = schema.tie_kind(tie.kind).allows(self.kinds[tie.source], self.kinds[tie.target])
        return right and (tie.kind not in _TREES or tie.source > tie.target)
