"""Results of suggesting partners: the rows with their reasons, and why somebody is not among them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alliance.partners.records import CRITERIA
from alliance.services.results import NodeRef, Result


@dataclass(frozen=True, slots=True)
class Evidence:
    """One tie that a reason rests on, with its date as stored and its sources."""

    id: str
    kind: str
    from_: str
    to: str
    date: str
    sources: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason: under which criterion, its share of the score, one sentence, and what it rests on."""

    criterion: str
    code: str
    contribution: float
    text: str
    facts: Mapping[str, Any]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One suggestion. ``score`` is the sum of the contributions of ``reasons`` and ``against``.

    ``marks``: codes such as thin, industry-unknown, full; ``mind`` their sentences; ``moves`` why the
    rank differs from the order of scores; ``way_in`` whom to ask first; ``union`` and ``introducers`` the same as nodes.
    """

    id: str
    kind: str
    name: str
    score: float
    rank: int
    reasons: tuple[ReasonRow, ...]
    against: tuple[ReasonRow, ...]
    marks: tuple[str, ...]
    mind: tuple[str, ...]
    moves: tuple[str, ...]
    way_in: str
    union: NodeRef | None
    introducers: tuple[NodeRef, ...]

    def shares(self) -> dict[str, float]:
        """Return what the reasons for it contribute under each criterion, in the order of ``CRITERIA``."""
        return {criterion: math.fsum(one.contribution for one in self.reasons if one.criterion == criterion) for criterion in CRITERIA}


@dataclass(frozen=True, slots=True)
class NoneBecause:
    """Why a list (``near``, ``bridge``, empty: both) has nobody."""

    list: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A party that is not suggested on purpose, and the sentence why."""

    id: str
    kind: str
    name: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class PartnersResult(Result):
    """The two lists for one party; ``none_because`` for those that are empty, ``left_out`` for those decided against.

    ``would_change``: where a list is short or rests on attributes alone, what to put on record first, as sentences.
    ``scope``: network, or neighbourhood where only what lies within three steps was looked at; ``scope_text`` says so.
    """

    for_: NodeRef
    near: tuple[PartnerRow, ...]
    bridge: tuple[PartnerRow, ...]
    none_because: tuple[NoneBecause, ...]
    left_out: tuple[LeftOut, ...]
    would_change: tuple[str, ...] = ()
    scope: str = "network"
    scope_text: str = ""


@dataclass(frozen=True, slots=True)
class WhyNotResult(Result):
    """Why someone is not in the list: the rank it has (0 none), in which list, a sentence, and its row where there is one.

    ``missing``: the criteria for which nothing speaks, and what those listed have more of; ``would_change``: what would bring it up, or in at all.
    """

    for_: NodeRef
    other: NodeRef
    list: str
    rank: int
    code: str
    text: str
    row: PartnerRow | None
    missing: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    scope: str = "network"
    scope_text: str = ""
