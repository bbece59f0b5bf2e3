"""What people have decided about pairs: answers to suggestions, and facts that rule a pair out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from alliance.model import OPEN, UNKNOWN

ANSWERS = ("accepted", "unsuitable", "known", "later")
UNSUITABLE = ("not_convenient", "busy", "direction", "same_trade", "far", "staff_change", "other")
NO_FACTS = ("competitor", "secrecy", "unwilling")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about a pair of node numbers; it holds in both directions. ``until`` is the last day of 暂缓."""

    party: int
    candidate: int
    answer: str
    reason: str = ""
    until: int = UNKNOWN


@dataclass(frozen=True, slots=True)
class NoFact:
    """A fact that rules contacts out: ``other`` −1 means with everyone; ``scope`` says of what, in words."""

    party: int
    why: str
    other: int = -1
    since: int = UNKNOWN
    until: int = OPEN
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """Everything decided that the engine must respect.

    ``load`` counts accepted and postponed contacts and places in the last round per node number;
    ``capacity`` is the own figure of a party where it has one.
    """

    answers: tuple[Decision, ...] = ()
    no_facts: tuple[NoFact, ...] = ()
    load: dict[int, int] = field(default_factory=dict)
    capacity: dict[int, int] = field(default_factory=dict)

    def against(self, party: int, as_of: int) -> dict[int, tuple[str, dict[str, object]]]:
        """Return the others that may not be suggested to ``party`` at the date, with code and facts; key −1 means all."""
        found: dict[int, tuple[str, dict[str, object]]] = {}
        for other, fact in _about(self.no_facts, party):
            if fact.since <= as_of <= fact.until:
                found[other] = (f"out.{fact.why}", {"since": fact.since, "scope": fact.scope})
        for answer in self.answers:
            if party not in (answer.party, answer.candidate):
                continue
            other = answer.candidate if answer.party == party else answer.party
            if answer.answer != "later":
                found.setdefault(other, (f"out.{answer.answer}", {"reason": answer.reason}))
            elif as_of <= answer.until:
                found.setdefault(other, ("out.later", {"until": answer.until}))
        return found


def _about(facts: Iterable[NoFact], party: int) -> list[tuple[int, NoFact]]:
    own = [(fact.other, fact) for fact in facts if fact.party == party]
    others = [(fact.party, fact) for fact in facts if fact.other in (party, -1) and fact.party != party]
    return own + others
