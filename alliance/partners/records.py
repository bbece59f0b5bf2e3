"""What the engine answers: reasons, suggestions, and why there are none."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CRITERIA = ("industry", "skills", "room", "support")


@dataclass(frozen=True, slots=True)
class Part:
    """One piece that a term found for a pair: its amount and what it rests on.

    ``nodes`` are node numbers by the name of the fact in the sentence, ``facts`` plain values,
    ``ties`` the tie numbers that it would not stand without. ``code`` replaces the term's code
    where one term has two sentences (a need met in one direction or the other).
    """

    amount: float
    nodes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    ties: tuple[int, ...] = ()
    events: tuple[int, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One contribution to a score: ``contribution`` = weight × amount; below zero it speaks against."""

    code: str
    contribution: float
    nodes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    ties: tuple[int, ...] = ()
    events: tuple[int, ...] = ()

    @property
    def criterion(self) -> str:
        """The criterion it is shown under: the head of its code."""
        return self.code.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Move:
    """Why the rank differs from the order of scores: a code of the messages and the nodes in its sentence."""

    code: str
    nodes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WayIn:
    """Whom to ask first (the responsible union's number, −1 not on record) and who could introduce them."""

    union: int = -1
    introducers: tuple[int, ...] = ()
    alliances: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate with the reasons for and against. There is no stored score to drift from them.

    ``marks``: ``industry-unknown`` (stands under near for want of an industry), ``thin`` (nothing on
    record but attributes), ``full`` (its capacity of this period is used up).
    """

    number: int
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...] = ()
    rank: int = 0
    moves: tuple[Move, ...] = ()
    marks: tuple[str, ...] = ()
    way_in: WayIn = WayIn()

    @property
    def score(self) -> float:
        """The sum of all contributions."""
        return math.fsum(reason.contribution for reason in (*self.reasons, *self.against))

    def by_criterion(self) -> dict[str, float]:
        """Return the sum of the contributions under each criterion, in the order of ``CRITERIA``."""
        every = (*self.reasons, *self.against)
        return {criterion: math.fsum(one.contribution for one in every if one.criterion == criterion) for criterion in CRITERIA}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a party is not suggested: its number (−1: nobody at all), a code of the messages, facts."""

    number: int
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    list: str = ""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The two lists for one party, why a list is empty, and who was left out on purpose."""

    number: int
    as_of: int
    near: tuple[Suggestion, ...]
    bridge: tuple[Suggestion, ...]
    none_because: tuple[Refusal, ...] = ()
    left_out: tuple[Refusal, ...] = ()
