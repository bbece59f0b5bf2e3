"""From values to reasons: what a candidate's terms found, weighted, as reasons for and against."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.partners.evidence.event_history import Floats
from alliance.partners.records import Reason
from alliance.partners.terms.base import Query, Term


def values(query: Query, others: NDArray[Any], terms: Sequence[Term]) -> Floats:
    """Return candidates × terms: the value of each term for each candidate, before its weight. O(terms × (participations + candidates))."""
    return np.column_stack([term.values(query, others) for term in terms]) if len(others) else np.zeros((0, len(terms)))


def reasons(query: Query, other: int, terms: Sequence[Term], weights: Mapping[str, float], silent: Collection[str] = ()) -> tuple[Reason, ...]:
    """Return all reasons of a candidate, the weightiest first; terms known to be silent are not asked."""
    found = [
        Reason(
            code=part.code or term.code,
            contribution=weights[term.code] * part.amount,
            nodes=part.nodes,
            facts=part.facts,
            ties=part.ties,
            events=part.events,
        )
        for term in terms
        if weights.get(term.code, 0.0) > 0 and term.code not in silent
        for part in term.parts(query, other)
    ]
    return tuple(sorted(found, key=lambda reason: (-abs(reason.contribution), reason.code, reason.ties, reason.events)))
