"""Suggestions for one party: candidates, scored by terms, in two lists, with what was left out and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance import schema
from alliance.model.snapshot import Snapshot
from alliance.partners.evidence.decisions import Decided
from alliance.partners.evidence.field_state import Ground, ground_of
from alliance.partners.ranking.candidates import field_candidates
from alliance.partners.ranking.explaining import reasons
from alliance.partners.ranking.ordering import order_suggestions
from alliance.partners.records import Reason, Refusal, Suggestion, Suggestions, WayIn
from alliance.partners.terms import industry, opportunity_context, opportunity_structure, skills, support
from alliance.partners.terms.base import Query, Term

TERMS: tuple[Term, ...] = (*industry.TERMS, *skills.TERMS, *opportunity_structure.TERMS, *opportunity_context.TERMS, *support.TERMS)
SUPPORTING = {term.code for term in TERMS if not term.stands}  # speak only beside another reason
KINDS = {"workshop": ("Workshop",), "university": ("University", "CraftsmanCollege"), "enterprise": ("Enterprise",)}
ASKERS = schema.PARTIES
LEAST = 0.05  # what contributes less is not said, and does not count
LISTS = ("near", "bridge")
ON_CONTACTS = ("room.shared-partner", "room.lately", "room.walk", "room.paths-of-three", "room.past", "room.same-activity")


def suggest(
    snapshot: Snapshot,
    number: int,
    as_of: int,
    *,
    kind: str = "workshop",
    top: int = 5,
    decided: Decided | None = None,
    balance: Mapping[str, float] | None = None,
) -> Suggestions:
    """Return the suggestions for a party (node number) at a date (day number), ``top`` in each list.

    A candidate is of the sought ``kind``, outside unit and group, without a live tie, not decided
    against. Its score is the sum of the contributions of its reasons; ``balance`` multiplies the
    criteria (0 switches one off). *near* holds same or neighbouring divisions and, marked, unknown
    ones; *bridge* other known divisions. O(candidates × terms).
    """
    ground, decided = ground_of(snapshot, as_of), decided or Decided()
    query = Query(ground.history, number, ground, KINDS[kind])
    against = decided.against(number, as_of)
    left_out = [Refusal(other, code, facts) for other, (code, facts) in sorted(against.items())]
    if -1 in against:
        return Suggestions(number=number, as_of=as_of, near=(), bridge=(), none_because=(Refusal(-1, *against[-1]),), left_out=tuple(left_out))
    candidates = field_candidates(query)
    free = np.array([other for other in candidates.tolist() if other not in against and not ground.ruled_out(number, other)], dtype=np.int64)
    found = score_candidates(query, free, balance or {})
    lists = {name: order_suggestions(ground, [one for one in found if list_of(ground, number, one.number) == name], top, decided) for name in LISTS}
    none = tuple(_why_empty(ground, number, name, len(candidates), len(free)) for name in LISTS if not lists[name])
    if not found and not ground.anything_on_record(number):
        none = (Refusal(-1, "none.nothing-on-record"),)
    return Suggestions(number=number, as_of=as_of, near=lists["near"], bridge=lists["bridge"], none_because=none, left_out=tuple(left_out))


def ruled_out(snapshot: Snapshot, number: int, other: int, as_of: int, kind: str = "workshop") -> Refusal:
    """Return why a party that is in no list is in none: another kind, own unit or group, in touch already, or nothing speaks for it."""
    if snapshot.kind_of(other) not in KINDS[kind]:
        return Refusal(other, "out.other-kind")
    return Refusal(other, ground_of(snapshot, as_of).ruled_out(number, other) or "out.no-reason")


def explained_among(snapshot: Snapshot, number: int, others: Sequence[int], as_of: int, balance: Mapping[str, float]) -> list[Suggestion]:
    """Return these workshops with their reasons, in the order given; whoever has no reason to stand on is left out."""
    ground = ground_of(snapshot, as_of)
    query = Query(ground.history, number, ground)
    weights = {term.code: weight_of(term, query, balance) for term in TERMS}
    silent = _silent(query, np.array(others, dtype=np.int64))
    found = (explain_candidate(query, other, weights, silent.get(other, ())) for other in others)
    return [one for one in found if one is not None]


def list_of(ground: Ground, number: int, other: int) -> str:
    """Return the list a pair belongs to; an unknown industry stands under near."""
    return "bridge" if ground.near(number, other) == "bridge" else "near"


def score_candidates(query: Query, others: NDArray[Any], balance: Mapping[str, float]) -> list[Suggestion]:
    """Return the others that have a reason to stand on, best first; the explanation is the computation."""
    weights = {term.code: weight_of(term, query, balance) for term in TERMS}
    silent = _silent(query, others)
    explanations = (explain_candidate(query, other, weights, silent.get(other, ())) for other in others.tolist())
    found = [one for one in explanations if one is not None]
    return sorted(found, key=lambda one: (-one.score, one.number))


def _silent(query: Query, others: NDArray[Any]) -> dict[int, set[str]]:
    """Return which of the terms that are worked out for all at once found nothing for whom: they need not be asked for parts."""
    found: dict[int, set[str]] = {}
    for term in TERMS:
        if term.amounts is not None and len(others):
            for other in others[term.values(query, others) == 0].tolist():
                found.setdefault(other, set()).add(term.code)
    return found


def weight_of(term: Term, query: Query, balance: Mapping[str, float]) -> float:
    """Return the weight of a term for this query: the cold set for 0–2 partners, times the balance of its criterion and of its own code."""
    return (term.cold if query.cold else term.weight) * float(balance.get(term.criterion, 1.0)) * float(balance.get(term.code, 1.0))


def explain_candidate(query: Query, other: int, weights: Mapping[str, float], silent: Collection[str] = ()) -> Suggestion | None:
    """Return a candidate with all its reasons, None where no reason can stand by itself."""
    found = [reason for reason in reasons(query, other, TERMS, weights, silent) if abs(reason.contribution) >= LEAST]
    good = tuple(reason for reason in found if reason.contribution > 0)
    if not any(reason.code not in SUPPORTING for reason in good):
        return None
    bad = tuple(reason for reason in found if reason.contribution < 0)
    return Suggestion(other, good, bad, marks=_marks(query, other, good), way_in=_way_in(query, other, good))


def _marks(query: Query, other: int, good: Sequence[Reason]) -> tuple[str, ...]:
    ground = query.ground
    unknown = ground.near(query.who, other) == "unknown"
    thin = not any(reason.code.startswith(ON_CONTACTS) for reason in good)
    return (*(["industry-unknown"] if unknown else []), *(["thin"] if thin else []))


def _way_in(query: Query, other: int, good: Sequence[Reason]) -> WayIn:
    partners = [node for reason in good for node in reason.nodes.get("partner", ())]
    alliances = [node for reason in good for node in reason.nodes.get("alliance", ())]
    return WayIn(int(query.ground.responsible[other]), tuple(dict.fromkeys(partners))[:3], tuple(dict.fromkeys(alliances)))


def _why_empty(ground: Ground, number: int, name: str, candidates: int, free: int) -> Refusal:
    """Say what an empty list is for want of: the first that holds."""
    if candidates == 0:
        return Refusal(-1, "none.nobody-alike", {}, name)
    if free == 0:
        return Refusal(-1, "none.all-left-out", {"count": candidates}, name)
    if name == "bridge" and not ground.divisions(number):
        return Refusal(-1, "none.industry-unknown", {}, name)
    return Refusal(-1, f"none.no-reason-{name}", {"count": free}, name)
