"""The form of a term: a named, additive reason to meet.

A term is one small function ``parts(query, other)`` that yields what it found for a pair; its value
is the sum of the parts' amounts, its contribution weight × value. Where that is too slow for
hundreds of candidates, ``amounts(query, others)`` gives the same sums at once (a test holds the two together).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.partners.evidence.event_history import Floats, History
from alliance.partners.evidence.field_state import Ground
from alliance.partners.records import Part

Parts = Callable[["Query", int], Iterable[Part]]
Amounts = Callable[["Query", NDArray[Any]], Floats]


class Query:
    """One party for whom partners are sought: its history, its place in it, and what is known in the field.

    ``ground`` is None in a benchmark folder, where parties are numbered as they lie in the history.
    """

    def __init__(self, history: History, who: int, ground: Ground | None = None, kinds: tuple[str, ...] = ("Workshop",)) -> None:
        self.history = history
        self.kinds = kinds
        self.who = who
        self._ground = ground
        self.at = self.place(who)
        self._memo: dict[str, Any] = {}

    @property
    def allowed(self) -> Any:
        """1 for the parties of the history that are of a sought kind, else 0; plain 1 in a benchmark folder."""
        return 1.0 if self._ground is None else self._ground.of_kinds(self.kinds)

    @property
    def ground(self) -> Ground:
        """What is known in the field; only terms that are not structural ask for it."""
        assert self._ground is not None
        return self._ground

    def place(self, number: int) -> int:
        """Return the place of a party in the history."""
        return number if self._ground is None else int(self._ground.place[number])

    def places(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """Return the places of parties in the history."""
        return numbers if self._ground is None else self._ground.place[numbers]

    def node(self, place: int) -> int:
        """Return the number under which a party of the history is named."""
        return place if self.history.node is None else int(self.history.node[place])

    def memo(self, key: str, make: Callable[[], Any]) -> Any:
        """Return ``make()``, computed once for this query."""
        if key not in self._memo:
            self._memo[key] = make()
        return self._memo[key]

    @property
    def cold(self) -> bool:
        """Say whether the party has at most two partners: such queries have weights of their own."""
        return bool(self.history.degree[self.at] <= 2)


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its default weights: ``weight``, and ``cold`` for parties with 0–2 partners."""

    code: str
    weight: float
    cold: float
    parts: Parts
    amounts: Amounts | None = None
    stands: bool = True  # False: speaks only beside another reason

    @property
    def criterion(self) -> str:
        """The criterion it belongs to: the head of its code."""
        return self.code.partition(".")[0]

    def values(self, query: Query, others: NDArray[Any]) -> Floats:
        """Return the value of the term for each of ``others``; 0 where it found nothing."""
        if self.amounts is not None:
            return self.amounts(query, others)
        return np.array([math.fsum(part.amount for part in self.parts(query, int(other))) for other in others], dtype=float)


def term(code: str, weight: float, cold: float | None = None, *, amounts: Amounts | None = None, stands: bool = True) -> Callable[[Parts], Term]:
    """Make a function into a term; ``cold`` is ``weight`` where it is not given."""
    return lambda parts: Term(code=code, weight=weight, cold=weight if cold is None else cold, parts=parts, amounts=amounts, stands=stands)
