"""The weights of the terms of a history: one set for parties with a history, one for those with 0–2 partners.

``SHIPPED`` was learned (``learning``) on early slices of the two benchmark networks, 2014–2016 and
1973–2009; their later parts, on which the engine is measured, were not seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alliance.partners.terms import Query


@dataclass(frozen=True, slots=True)
class Weights:
    """``warm`` for parties with three partners or more, ``cold`` for 0–2; ``learned_from`` counts the events learned from, 0 shipped."""

    warm: Mapping[str, float]
    cold: Mapping[str, float]
    learned_from: int = 0

    def of(self, query: Query) -> Mapping[str, float]:
        """Return the set for a query."""
        return self.cold if query.cold else self.warm

    def blended(self, other: Weights, share: float) -> Weights:
        """Return ``share`` of these and the rest of the other."""
        def mix(mine: Mapping[str, float], theirs: Mapping[str, float]) -> dict[str, float]:
            return {code: share * mine.get(code, 0.0) + (1.0 - share) * theirs.get(code, 0.0) for code in sorted(mine.keys() | theirs.keys())}

        return Weights(mix(self.warm, other.warm), mix(self.cold, other.cold), self.learned_from)


SHIPPED = Weights(
    warm={
        "room.shared-partner": 4.0, "room.lately": 2.0, "room.walk": 2.0, "room.walk-lately": 1.0, "room.paths-of-three": 1.0,
        "room.partners": 0.4, "room.activity-lately": 0.3,
        "room.regions": 0.3, "industry.sectors": 0.3, "skills.topics": 1.0, "skills.words": 1.0, "skills.engagement": 0.3,
    },
    cold={
        "room.shared-partner": 3.0, "room.lately": 2.0, "room.walk": 2.0, "room.walk-lately": 1.0, "room.paths-of-three": 1.0,
        "room.partners": 0.4, "room.activity-lately": 0.3,
        "room.regions": 0.5, "industry.sectors": 0.5, "skills.topics": 1.0, "skills.words": 1.0, "skills.engagement": 0.3,
    },
)
