"""The four kinds of alliance as rules on the graph (decision 5, 20–22): a set of kinds with the evidence for each.

A rule is a list of conditions; it holds when all hold, not when one fails, and is open when none fails and one cannot be told from
what is on record. Thresholds are the setting ``alliance_rules``. The flags are what is seen besides and is no kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from alliance import schema
from alliance.model.snapshot import Snapshot
from alliance.network.alliances.facts import AllianceFacts, inside, rank_of
from alliance.network.place.affiliation import affiliation
from alliance.network.place.responsible import regions
from alliance.network.place.systems import SYSTEM_KINDS, TERRITORIAL
from alliance.network.time.horizon import workshops_on
from alliance.network.time.validity import valid
from alliance.schema import vocabularies

FLAGS = ("enterprise_internal", "cross_region", "pair", "product_chain", "nested", "of_people", "of_units", "rural")
RURAL_DIVISIONS = ("01", "02", "03", "04", "05")
RANKS = tuple(rank.code for rank in vocabularies.RANKS)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a rule: True, False, or None where the record cannot tell; ``facts`` are the figures it was judged by."""

    code: str
    holds: bool | None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind judged for one alliance."""

    kind: str
    conditions: tuple[Condition, ...]

    @property
    def holds(self) -> bool | None:
        """True when all conditions hold, False when one fails, else None."""
        found = [condition.holds for condition in self.conditions]
        return False if False in found else None if None in found else True


def thresholds(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the thresholds of the rules with those of the store over the shipped ones."""
    return {**schema.ALLIANCE_RULES, **settings["alliance_rules"]}


def rules(
    snapshot: Snapshot, as_of: int, facts: AllianceFacts, settings: Mapping[str, Any] | None = None, *, demonstration: bool = False
) -> tuple[Rule, ...]:
    """Return the four rules judged for one alliance, in the order of the vocabulary. ``demonstration``: the record calls it 示范. O(members)."""
    limits = thresholds({**snapshot.settings, **(settings or {})})
    return (
        Rule("regional", (_one_territorial(snapshot, facts), _all_inside(snapshot, as_of, facts))),
        Rule("industry_internal", (_guided_by_system(snapshot, facts), _one_field(snapshot, as_of, facts, limits))),
        Rule(
            "demonstration",
            (
                _same_division(facts, limits),
                _several_hosts(facts, limits),
                _strong_lead(snapshot, as_of, facts, limits, demonstration),
                _wide_scope(snapshot, facts, limits),
            ),
        ),
        Rule("cross_industry", (_one_place(facts), _many_industries(facts, limits), _no_dominant(facts, limits))),
    )


def kinds(judged: tuple[Rule, ...]) -> tuple[str, ...]:
    """Return the kinds whose rule holds."""
    return tuple(rule.kind for rule in judged if rule.holds)


def question(judged: tuple[Rule, ...], declared: str) -> Rule | None:
    """Return the rule of the declared kind where it fails: a question, never a verdict. None where it holds, is open, or none is declared."""
    return next((rule for rule in judged if rule.kind == declared and rule.holds is False), None)


def _one_territorial(snapshot: Snapshot, facts: AllianceFacts) -> Condition:
    territorial = [one for one in facts.guides if snapshot.form[one] == TERRITORIAL]
    if not facts.guides or any(snapshot.form[one] == 0 for one in facts.guides):
        return Condition("one_territorial_union", None, {"unions": len(facts.guides)})
    return Condition("one_territorial_union", len(territorial) == 1, {"unions": len(territorial)})


def _all_inside(snapshot: Snapshot, as_of: int, facts: AllianceFacts) -> Condition:
    territorial = [one for one in facts.guides if snapshot.form[one] == TERRITORIAL]
    where = regions(snapshot, as_of)
    placed = snapshot.adjacency("LOCATED_IN")
    region = int(placed.of(territorial[0])[0]) if len(territorial) == 1 and len(placed.of(territorial[0])) else -1
    if region < 0 or not facts.known:
        return Condition("members_inside", None, {"outside": 0, "unknown": len(facts.known)})
    unknown = sum(where[one] < 0 for one in facts.known)
    outside = sum(where[one] >= 0 and not inside(snapshot, as_of, int(where[one]), region) for one in facts.known)
    return Condition("members_inside", False if outside else None if unknown else True, {"outside": int(outside), "unknown": int(unknown)})


def _guided_by_system(snapshot: Snapshot, facts: AllianceFacts) -> Condition:
    found = sum(int(snapshot.form[one]) in SYSTEM_KINDS for one in facts.guides)
    unsure = not facts.guides or (not found and any(snapshot.form[one] == 0 for one in facts.guides))
    return Condition("system_union", None if unsure else found > 0, {"unions": int(found)})


def _one_field(snapshot: Snapshot, as_of: int, facts: AllianceFacts, limits: Mapping[str, Any]) -> Condition:
    division, share = facts.largest_division()
    place = affiliation(snapshot, as_of)
    counted: dict[int, int] = {}
    for unit in facts.units:
        for system in place.systems.of(unit):
            counted[system] = counted.get(system, 0) + 1
    of_system = max(counted.values(), default=0) / len(facts.units) if facts.units else 0.0
    holds = None if not division and not counted else max(share, of_system) >= limits["same_division"]
    return Condition("one_field", holds, {"division": division, "share": round(share, 3), "system_share": round(of_system, 3)})


def _same_division(facts: AllianceFacts, limits: Mapping[str, Any]) -> Condition:
    division, share = facts.largest_division()
    return Condition("same_division", share >= limits["same_division"] if division else None, {"division": division, "share": round(share, 3)})


def _several_hosts(facts: AllianceFacts, limits: Mapping[str, Any]) -> Condition:
    hosts = len(set(facts.units))
    missing = len(facts.workshops) - len(facts.known)
    return Condition("several_hosts", True if hosts >= limits["hosts"] else None if missing or not facts.workshops else False, {"hosts": hosts})


def _strong_lead(snapshot: Snapshot, as_of: int, facts: AllianceFacts, limits: Mapping[str, Any], demonstration: bool) -> Condition:
    place = affiliation(snapshot, as_of)
    units = {int(place.unit[node]) for node, _ in facts.leads if place.unit[node] >= 0}
    workshops = workshops_on(snapshot, as_of)
    hosted = workshops[np.isin(place.unit[workshops], sorted(units))]
    best = int(snapshot.rank[hosted].max()) if len(hosted) else 0
    strong = demonstration or best >= RANKS.index(limits["lead_rank"])
    return Condition("strong_lead", strong if strong or (facts.leads and best) else None, {"rank": RANKS[best]})


def _wide_scope(snapshot: Snapshot, facts: AllianceFacts, limits: Mapping[str, Any]) -> Condition:
    ranks = [RANKS.index(rank_of(snapshot, one)) for one in facts.guides]
    best = max(ranks, default=0)
    return Condition("wide_scope", best >= RANKS.index(limits["scope_rank"]) if best else None, {"rank": RANKS[best]})


def _one_place(facts: AllianceFacts) -> Condition:
    count = len(facts.places)
    return Condition(
        "one_place", False if count > 1 else None if facts.placeless or not count else True, {"places": count, "unknown": facts.placeless}
    )


def _many_industries(facts: AllianceFacts, limits: Mapping[str, Any]) -> Condition:
    sections, divisions = len(set(facts.sections) - {""}), len(set(facts.divisions) - {""})
    enough = sections >= limits["sections"] or divisions >= limits["divisions"]
    return Condition(
        "many_industries", enough if enough or (facts.sections and "" not in facts.sections) else None, {"sections": sections, "divisions": divisions}
    )


def _no_dominant(facts: AllianceFacts, limits: Mapping[str, Any]) -> Condition:
    division, share = facts.largest_division()
    return Condition("no_dominant", share <= limits["largest_division"] if division else None, {"division": division, "share": round(share, 3)})


def flags(snapshot: Snapshot, as_of: int, facts: AllianceFacts, settings: Mapping[str, Any] | None = None) -> tuple[str, ...]:
    """Return what is seen of the alliance besides its kind, in the order of FLAGS."""
    limits = thresholds({**snapshot.settings, **(settings or {})})
    parts = snapshot.adjacency("PART_OF", reverse=True).of(facts.alliance)
    people = sum(snapshot.kind_of(node) == "Person" for node in facts.raw)
    rural = sum(division in RURAL_DIVISIONS for division in facts.divisions) + sum(snapshot.kind_of(one) == "Cooperative" for one in facts.others)
    seen = {
        "enterprise_internal": len(facts.known) >= 2 and len(facts.known) == len(facts.workshops) and len(set(facts.tops)) == 1,
        "cross_region": len(facts.places) > 1,
        "pair": len(facts.raw) == 2 and len(facts.workshops) == 2,
        "product_chain": _chained(snapshot, as_of, facts) >= limits["chain"],
        "nested": len(parts) > 0 or len(snapshot.adjacency("PART_OF").of(facts.alliance)) > 0,
        "of_people": len(facts.raw) > 0 and people * 2 > len(facts.raw),
        "of_units": len(facts.raw) > 0 and len(facts.others) * 2 > len(facts.raw),
        "rural": len(facts.raw) > 0 and rural * 2 >= len(facts.known) + len(facts.others) > 0,
    }
    return tuple(flag for flag in FLAGS if seen[flag])


def _chained(snapshot: Snapshot, as_of: int, facts: AllianceFacts) -> float:
    """Share of the members' units that supply or are supplied by another member's unit."""
    units = sorted({*facts.units, *facts.others})
    if len(units) < 2:
        return 0.0
    ties = snapshot.adjacency("UPSTREAM_OF")
    joined = {
        end
        for one in units
        for other, tie in zip(ties.of(one), ties.ties_of(one), strict=True)
        if other in units and valid(snapshot, slice(int(tie), int(tie) + 1), as_of)[0]
        for end in (one, int(other))
    }
    return len(joined) / len(units)
