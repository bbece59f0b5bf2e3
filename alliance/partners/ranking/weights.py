"""The weights of the terms of a history: for parties with a history, for those with 0–2 partners, for those of whom nothing is on record.

``SHIPPED`` was learned (``learning``) on what the two benchmark networks knew by the end of 2016 and
of 2011, the mean of those in which a term spoke; their later parts, on which the engine is measured, were not seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alliance.partners.terms.base import Query


@dataclass(frozen=True, slots=True)
class Weights:
    """``warm`` for parties with three partners or more, ``cold`` for 0–2, ``new`` for those who took part in nothing yet.

    ``learned_from`` counts the events learned from, 0 shipped.
    """

    warm: Mapping[str, float]
    cold: Mapping[str, float]
    new: Mapping[str, float]
    learned_from: int = 0

    def of(self, query: Query) -> Mapping[str, float]:
        """Return the set for a query."""
        if not query.history.activity[query.at]:
            return self.new
        return self.cold if query.cold else self.warm

    def blend(self, other: Weights, share: float) -> Weights:
        """Return ``share`` of these and the rest of the other."""

        def mix(mine: Mapping[str, float], theirs: Mapping[str, float]) -> dict[str, float]:
            return {code: share * mine.get(code, 0.0) + (1.0 - share) * theirs.get(code, 0.0) for code in sorted(mine.keys() | theirs.keys())}

        return Weights(warm=mix(self.warm, other.warm), cold=mix(self.cold, other.cold), new=mix(self.new, other.new), learned_from=self.learned_from)


SHIPPED = Weights(
    warm={
        "industry.sectors": 0.46,
        "room.activity-lately": 0.0,
        "room.lately": 1.43,
        "room.partners": 0.16,
        "room.paths-of-three": 0.02,
        "room.regions": 0.39,
        "room.shared-partner": 1.12,
        "room.walk": 29.81,
        "room.walk-lately": 5.63,
        "skills.engagement": 0.35,
        "skills.topics": 0.95,
        "skills.words": 2.22,
    },
    cold={
        "industry.sectors": 0.69,
        "room.activity-lately": 0.41,
        "room.lately": 2.48,
        "room.partners": 0.33,
        "room.paths-of-three": 0.09,
        "room.regions": 0.69,
        "room.shared-partner": 0.78,
        "room.walk": 1.11,
        "room.walk-lately": 4.03,
        "skills.engagement": 0.12,
        "skills.topics": 0.13,
        "skills.words": 2.76,
    },
    new={"industry.sectors": 0.66, "room.activity-lately": 0.49, "room.partners": 0.58, "room.regions": 0.54},
)
