"""Ranking from the history alone: what the product and the measured benchmark share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.partners.evidence.event_history import Floats, History
from alliance.partners.ranking.candidates import history_candidates
from alliance.partners.ranking.explaining import reasons, values
from alliance.partners.ranking.ordering import AMONG, spread_out
from alliance.partners.ranking.weights import SHIPPED, Weights
from alliance.partners.records import Reason
from alliance.partners.terms import opportunity_structure, skills
from alliance.partners.terms.base import Query, Term

ACROSS = 40  # of other sectors, kept for the bridge list
TERMS: tuple[Term, ...] = (*opportunity_structure.OF_HISTORY, *skills.OF_HISTORY)


@dataclass(frozen=True, eq=False)
class Ranked:
    """Candidates of one party, best first: ``places`` in the history and ``scores`` before the diversity step."""

    query: Query
    places: NDArray[Any]
    scores: Floats


def rank(history: History, who: int, weights: Weights = SHIPPED, depth: int = 100) -> Ranked:
    """Return the best ``depth`` new partners of a party.

    The first 40 by the sum of the terms with mild diversity; then, so that both lists are served, the
    best of other sectors that are not among them; then the rest by their sums.
    """
    query = Query(history, who)
    others = history_candidates(query)
    chosen = weights.of(query)
    terms = [term for term in TERMS if chosen.get(term.code, 0.0) > 0]
    scores = values(query, others, terms) @ np.array([chosen[term.code] for term in terms])
    best = np.lexsort((others, -scores))
    others, scores = others[best], scores[best]
    head = spread_out(scores[:AMONG], history.likeness(others[:AMONG]))[0]
    tail = np.arange(len(head), len(others))
    far = tail[across(history, who, others[tail])][:ACROSS]
    order = np.array([*head, *far, *tail[~np.isin(tail, far)]], dtype=np.int64)[:depth]
    return Ranked(query, others[order], scores[order])


def across(history: History, who: int, others: NDArray[Any]) -> NDArray[np.bool_]:
    """Say which others are of another known sector than the party."""
    sector = history.sector
    if sector is None or sector.code[who] < 0:
        return np.zeros(len(others), dtype=bool)
    found: NDArray[np.bool_] = (sector.code[others] >= 0) & (sector.code[others] != sector.code[who])
    return found


def explain(ranked: Ranked, weights: Weights = SHIPPED, top: int = 10, terms: Sequence[Term] = TERMS) -> list[tuple[Reason, ...]]:
    """Return the reasons of the first ``top`` of a ranking; those of one sum to its score."""
    chosen = weights.of(ranked.query)
    return [reasons(ranked.query, int(place), terms, chosen) for place in ranked.places[:top]]
