"""The plan as a record, its states, and what must always hold of it.

A plan that breaks a rule is not built into something weaker: ``check_plan`` refuses it with the rule by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from alliance.errors import PlanRefused, StepRefused
from alliance.exchanges.feasibility import Refusal

# draft: only ours · consulted: unions are asked · agreed: host and guests have said yes · notified: papers are out ·
# held: it took place · recorded: what came of it is in the network · cancelled
STATES = ("draft", "consulted", "agreed", "notified", "held", "recorded", "cancelled")
# 拟邀 → 已征求 → 同意 / 暂不方便 → 回执已到
CONSENTS = ("proposed", "consulted", "agreed", "declined", "returned")
CONSENTING = ("agreed", "returned")
NEXT: Mapping[str, tuple[str, ...]] = {
    "draft": ("consulted", "agreed", "cancelled"),
    "consulted": ("draft", "agreed", "cancelled"),
    "agreed": ("consulted", "notified", "held", "cancelled"),
    "notified": ("agreed", "held", "cancelled"),
    "held": ("notified", "recorded"),
    "recorded": (),
    "cancelled": ("draft",),
}
AUTO = -1
Rounds = tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for. ``tables`` 0: none. In a request ``tables`` and ``rounds`` may be AUTO and ``seats`` hold zeros; a plan has numbers.

    ``group_min``: least of each side of the gap, 0: a third of the list where there are that many.
    """

    size: tuple[int, int]
    per_unit_max: int
    load_max: int
    tables: int = 0
    seats: tuple[int, int] = (0, 0)
    rounds: int = 0
    group_min: int = 0


@dataclass(frozen=True, slots=True)
class Invitation:
    """One workshop on the list. ``unit`` is the id of its unit, or its own where none is on record; ``side`` its side of the gap.

    ``reasons``: (code, facts) of ``messages`` ``exchanges.reason.<code>``. ``load``: times invited this year before.
    """

    id: str
    unit: str
    side: str = ""
    consent: str = "proposed"
    load: int = 0
    reasons: tuple[tuple[str, Mapping[str, Any]], ...] = ()

    @property
    def comes(self) -> bool:
        """Say whether it still counts: everyone who has not declined."""
        return self.consent != "declined"


@dataclass(frozen=True, slots=True)
class ExchangePlan:
    """One exchange: host, guests, and who sits with whom. ``rounds[r][t]`` are the ids at table t of round r."""

    id: str
    title: str
    form: str
    date: str
    gap: tuple[str, str]
    host: Invitation
    guests: tuple[Invitation, ...]
    rounds: Rounds
    wishes: Wishes
    state: str = "draft"
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def coming(self) -> tuple[Invitation, ...]:
        """Host and guests who have not declined, the host first."""
        return tuple(invitation for invitation in (self.host, *self.guests) if invitation.comes)

    def pairs(self, rounds: tuple[int, ...] | None = None) -> Counter[tuple[str, str]]:
        """Return how often each pair shares a table, over the rounds given (from 1) or all; ids of a pair ascending."""
        chosen = [row for r, row in enumerate(self.rounds, 1) if rounds is None or r in rounds]
        return Counter(pair for row in chosen for table in row for pair in combinations(sorted(table), 2))

    @property
    def repeats(self) -> int:
        """Return how often a pair sits together again."""
        return sum(times - 1 for times in self.pairs().values())


def violations(plan: ExchangePlan, *, fresh: bool = False) -> list[Refusal]:
    """Return every rule the plan breaks, in the order of the rules; empty for a sound plan. O(seats²).

    ``twice`` someone is named twice · ``over_size`` · ``per_unit`` · ``load`` · ``state``, ``consent`` unknown words · and of the tables:
    ``not_invited``, ``seated_twice``, ``not_seated``, ``table_size``, ``same_unit``. Of a ``fresh`` proposal also ``under_size`` and
    ``one_side`` (a side of the gap is missing); later guests may decline.
    """
    return [*_of_the_list(plan), *(_of_a_proposal(plan) if fresh else ()), *_of_the_tables(plan)]


def _of_a_proposal(plan: ExchangePlan) -> list[Refusal]:
    found, coming = [], plan.coming
    if len(plan.guests) < plan.wishes.size[0]:
        found.append(Refusal("under_size", {"have": len(plan.guests), "least": plan.wishes.size[0]}))
    if any(plan.gap):
        found += [Refusal("one_side", {"side": side}) for side in sorted({*plan.gap} - {invitation.side for invitation in coming})]
    return found


def _of_the_list(plan: ExchangePlan) -> list[Refusal]:
    found, wishes = [], plan.wishes
    everyone = (plan.host, *plan.guests)
    found += [Refusal("twice", {"workshop": id_}) for id_, times in sorted(Counter(i.id for i in everyone).items()) if times > 1]
    guests = [guest for guest in plan.guests if guest.comes]
    if len(guests) > wishes.size[1]:
        found.append(Refusal("over_size", {"have": len(guests), "most": wishes.size[1]}))
    units = Counter(invitation.unit for invitation in plan.coming)
    crowded = [(unit, k) for unit, k in sorted(units.items()) if k > wishes.per_unit_max]
    found += [Refusal("per_unit", {"unit": unit, "have": k, "most": wishes.per_unit_max}) for unit, k in crowded]
    busy = [guest for guest in guests if guest.load + 1 > wishes.load_max and not _is_asked_for(guest)]
    found += [Refusal("load", {"workshop": guest.id, "load": guest.load, "most": wishes.load_max}) for guest in busy]
    if plan.state not in STATES:
        found.append(Refusal("state", {"state": plan.state}))
    found += [Refusal("consent", {"workshop": i.id, "consent": i.consent}) for i in everyone if i.consent not in CONSENTS]
    return found


def _is_asked_for(guest: Invitation) -> bool:
    # 确需邀请请写明理由: someone named by hand passes the load limit with a reason
    return any(code == "by_hand" for code, _ in guest.reasons)


def _of_the_tables(plan: ExchangePlan) -> list[Refusal]:
    found: list[Refusal] = []
    coming = {invitation.id: invitation for invitation in plan.coming}
    low, high = plan.wishes.seats
    for r, tables in enumerate(plan.rounds, 1):
        seated = Counter(id_ for table in tables for id_ in table)
        found += [Refusal("not_invited", {"round": r, "workshop": id_}) for id_ in sorted(seated.keys() - coming.keys())]
        found += [Refusal("seated_twice", {"round": r, "workshop": id_}) for id_, times in sorted(seated.items()) if times > 1]
        missing = [guest.id for guest in plan.guests if guest.comes and guest.id not in seated]
        found += [Refusal("not_seated", {"round": r, "workshop": id_}) for id_ in missing]
        for t, table in enumerate(tables, 1):
            if not low <= len(table) <= high:
                found.append(Refusal("table_size", {"round": r, "table": t, "have": len(table), "least": low, "most": high}))
            units = Counter(coming[id_].unit for id_ in table if id_ in coming)
            found += [Refusal("same_unit", {"round": r, "unit": unit, "present": k, "tables": 1}) for unit, k in sorted(units.items()) if k > 1]
    return found


def check_plan(plan: ExchangePlan, *, fresh: bool = False) -> ExchangePlan:
    """Return the plan, or raise ``PlanRefused`` with every rule it breaks."""
    reasons = violations(plan, fresh=fresh)
    if reasons:
        raise PlanRefused(reasons=reasons)
    return plan


def advance_plan(plan: ExchangePlan, state: str) -> ExchangePlan:
    """Return the plan in its next state; raises ``StepRefused`` (``step``, ``no_consent``) where that step is not open.

    From *agreed* on, the host must have agreed, and at least one guest.
    """
    if state not in NEXT[plan.state]:
        raise StepRefused(reasons=[Refusal("step", {"state": plan.state, "wanted": state})])
    if STATES.index(state) >= STATES.index("agreed") and state != "cancelled":
        waiting = [plan.host.id] if plan.host.consent not in CONSENTING else []
        if not any(guest.consent in CONSENTING for guest in plan.guests):
            waiting += [guest.id for guest in plan.guests if guest.comes]
        if waiting:
            raise StepRefused(reasons=[Refusal("no_consent", {"workshop": id_}) for id_ in waiting])
    return replace(plan, state=state)


def to_data(plan: ExchangePlan) -> dict[str, Any]:
    """Return the plan as plain JSON values; the state is kept beside it in the work record."""

    def invitation(i: Invitation) -> dict[str, Any]:
        reasons = [[code, dict(facts)] for code, facts in i.reasons]
        return {"id": i.id, "unit": i.unit, "side": i.side, "consent": i.consent, "load": i.load, "reasons": reasons}

    wishes = {name: getattr(plan.wishes, name) for name in Wishes.__slots__}
    return {
        "title": plan.title,
        "form": plan.form,
        "date": plan.date,
        "gap": list(plan.gap),
        "host": invitation(plan.host),
        "guests": [invitation(guest) for guest in plan.guests],
        "rounds": [[list(table) for table in row] for row in plan.rounds],
        "wishes": {name: list(value) if isinstance(value, tuple) else value for name, value in wishes.items()},
        "facts": dict(plan.facts),
    }


def from_data(id_: str, state: str, data: Mapping[str, Any]) -> ExchangePlan:
    """Return the plan that ``to_data`` wrote."""

    def invitation(row: Mapping[str, Any]) -> Invitation:
        return Invitation(
            id=row["id"],
            unit=row["unit"],
            side=row["side"],
            consent=row["consent"],
            load=row["load"],
            reasons=tuple((code, facts) for code, facts in row["reasons"]),
        )

    wishes: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data["wishes"].items()}
    return ExchangePlan(
        id=id_,
        title=data["title"],
        form=data["form"],
        date=data["date"],
        gap=(data["gap"][0], data["gap"][1]),
        host=invitation(data["host"]),
        guests=tuple(invitation(row) for row in data["guests"]),
        rounds=tuple(tuple(tuple(table) for table in row) for row in data["rounds"]),
        wishes=Wishes(**wishes),
        state=state,
        facts=data.get("facts", {}),
    )
