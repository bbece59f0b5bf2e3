"""From a request to a plan: a short list, host and guests, tables, and a reason for each.

Pure: what a store knows beside the snapshot (who can host, who was invited how often) comes in as arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance import schema
from alliance.errors import PlanRefused
from alliance.exchanges.feasibility import Refusal
from alliance.exchanges.guest_problem import Choice, GuestQuestion
from alliance.exchanges.guest_selection import choose
from alliance.exchanges.guest_selection_exact import longest_list
from alliance.exchanges.meeting_value import Worth, worth
from alliance.exchanges.plan import AUTO, ExchangePlan, Invitation, Rounds, Wishes, check_plan
from alliance.exchanges.seating_problem import TableQuestion
from alliance.exchanges.seating_rounds import effort_for, seat
from alliance.model import digest
from alliance.model.snapshot import Longs, Snapshot
from alliance.network.reach.reach import CODES, reach

SHORT_LIST = 600  # candidates compared pair by pair
RING_ORDER = ("none", "own_unit", "own_group", "own_system", "sleeping", "serving", "connected", "unknown", "new")
TABLE_FORMS = (*schema.vocabularies.SMALL_FORMS, "unknown")  # forms in which those at one table meet
NO_LIMIT = 10**6
ONE_TABLE, USUAL_ROUNDS = 5, 3


@dataclass(frozen=True, eq=False)
class Request:
    """What is wanted and what is known of the candidates (node numbers, ascending; every array beside them).

    ``side``: 1, 2 or 0 for the two sides of ``gap``. ``load``: times invited this year. ``hosting``: 1 can host, 0 not on record, −1 cannot.
    ``capacity``: guests it can receive, −1 not on record. ``hosted``: was host in the last twelve months. ``must``: guests to be on the list.
    ``apart``: pairs of whom only one may be there.
    """

    title: str
    form: str
    date: str
    gap: tuple[str, str]
    wishes: Wishes
    numbers: Longs
    side: NDArray[np.int64]
    load: NDArray[np.int64]
    hosting: NDArray[np.int64]
    capacity: NDArray[np.int64]
    hosted: NDArray[np.bool_]
    must: tuple[int, ...] = ()
    host: int = -1
    seed: int = 1
    apart: tuple[tuple[int, int], ...] = ()


def short_list(snapshot: Snapshot, numbers: Longs, side: NDArray[np.int64], keep: Iterable[int], as_of: int, limit: int = SHORT_LIST) -> Longs:
    """Return at most ``limit`` positions in ``numbers``, ascending: those to keep, then by reach (who needs it most first), needs on record, id.

    Both sides of a gap get half of the places. O(n log n).
    """
    kept = np.isin(numbers, list(keep))
    if len(numbers) <= limit:
        return np.arange(len(numbers))
    table = reach(snapshot, as_of)
    order_of = np.array([RING_ORDER.index(code) if code in RING_ORDER else len(RING_ORDER) for code in CODES])
    rank = np.full(snapshot.n_nodes, len(RING_ORDER))
    rank[table.workshops] = order_of[table.code]
    wants = np.zeros(snapshot.n_nodes, dtype=bool)
    for kind in ("NEEDS", "RAISED"):
        wants[snapshot.source[snapshot.tie_slice(kind)]] = True
    order = np.lexsort((numbers, ~wants[numbers], rank[numbers], ~kept))
    chosen = [order[side[order] == s][: limit // len(set(side.tolist()))] for s in sorted(set(side.tolist()))]
    return np.sort(np.unique(np.concatenate([*chosen, np.flatnonzero(kept)])))


def draft(snapshot: Snapshot, request: Request, as_of: int) -> ExchangePlan:
    """Return a sound plan for the request. Raises ``PlanRefused`` with the reasons where there is none.

    A host on record as able to receive them comes first; only where nobody is, one whose hosting is not on record is
    proposed, and its reason says that it must be asked.
    """
    known = worth(snapshot, request.numbers, as_of, request.side)
    choice, asked = _choose_guests(request, known)
    ids = [snapshot.ids[int(number)] for number in request.numbers]
    units = [snapshot.ids[int(unit)] if unit >= 0 else ids[i] for i, unit in enumerate(known.unit)]
    sides = ["", *request.gap]

    def invitation(i: int, reasons: list[tuple[str, Mapping[str, Any]]]) -> Invitation:
        return Invitation(
            id=ids[i], unit=units[i], side=sides[int(request.side[i])], consent="proposed", load=int(request.load[i]), reasons=tuple(reasons)
        )

    host = invitation(choice.host, _host_reasons(request, known, choice, asked))
    guests = tuple(invitation(g, _guest_reasons(request, known, choice, g)) for g in choice.guests)
    wishes = settle_wishes(request.wishes, len(guests))
    mark = (request.title, request.date, request.form, *request.gap, host.id, *(guest.id for guest in guests), repr(wishes))
    plan = ExchangePlan(
        id=f"plan-{digest(*mark)}",
        title=request.title,
        form=request.form,
        date=request.date,
        gap=request.gap,
        host=host,
        guests=guests,
        rounds=(),
        wishes=wishes,
    )
    return check_plan(measure_plan(snapshot, seat_guests(snapshot, plan, as_of, request.seed), as_of), fresh=True)


def _choose_guests(request: Request, known: Worth) -> tuple[Choice, bool]:
    """Return host and guests, and whether the host's hosting is not on record.

    First with hosts on record and a third of the list for each side; each of the two is given up only where there is no list otherwise.
    """
    if not len(request.numbers):
        raise PlanRefused(reasons=[Refusal("nobody", {})])
    third = request.wishes.group_min or max(1, request.wishes.size[0] // 3)
    refused = PlanRefused(reasons=[])
    for on_record in (1, 0):
        for least in sorted({third, request.wishes.group_min or 1}, reverse=True):
            question = _question(request, known, on_record, least)
            try:
                return choose(question), not on_record
            except PlanRefused as error:
                refused = _name_industries(error, request)  # what is missing at the end is what is really missing
    raise _with_most(refused, question)


def _with_most(refused: PlanRefused, question: GuestQuestion) -> PlanRefused:
    """The refusal with the number of guests that can be invited (``feasible``), where that is what stands in the way."""
    most = longest_list(question, [int(host) for host in np.flatnonzero(question.may_host)])
    if not 0 < most < question.invite[0]:
        return refused
    *others, last = refused.facts["reasons"]
    return PlanRefused(reasons=[*others, replace(last, facts={**last.facts, "feasible": most})])


def _question(request: Request, known: Worth, on_record: int, of_a_side: int) -> GuestQuestion:
    named = np.arange(len(request.numbers)) == request.host
    may_host = (request.hosting >= on_record) & (named if request.host >= 0 else ~request.hosted)
    may_host[list(request.must)] = False
    within = request.load + 1 <= request.wishes.load_max
    within[named] = False
    wanted = sorted({1, 1 if request.gap[0] == request.gap[1] else 2}) if any(request.gap) else []
    capacity = np.where(request.capacity < 0, NO_LIMIT, request.capacity)
    return GuestQuestion(
        unit=known.unit,
        group=request.side,
        isolated=known.isolated,
        may_guest=within,
        may_host=may_host,
        capacity=capacity,
        value=known.value,
        invite=request.wishes.size,
        per_unit_max=request.wishes.per_unit_max,
        group_min=dict.fromkeys(wanted, of_a_side),
        isolated_share=0.0,
        must=request.must,
        apart=request.apart,
    )


def _name_industries(refused: PlanRefused, request: Request) -> PlanRefused:
    return PlanRefused(
        reasons=[
            Refusal("industry", {"industry": request.gap[reason.facts["group"] - 1], **reason.facts}) if reason.code == "industry" else reason
            for reason in refused.facts["reasons"]
        ]
    )


def _host_reasons(request: Request, known: Worth, choice: Choice, asked: bool) -> list[tuple[str, Mapping[str, Any]]]:
    guests = list(choice.guests)
    capacity = int(request.capacity[choice.host])
    code = "host_named" if request.host >= 0 else "host_to_ask" if asked else "host" if capacity >= 0 else "host_no_capacity"
    return [(code, {"capacity": capacity}), ("meets", {"new": int(known.new[choice.host, guests].sum())})]


def _guest_reasons(request: Request, known: Worth, choice: Choice, guest: int) -> list[tuple[str, Mapping[str, Any]]]:
    others = [choice.host, *(g for g in choice.guests if g != guest)]
    found: list[tuple[str, Mapping[str, Any]]] = []
    if guest in request.must:
        found.append(("asked_for", {}))
    if request.side[guest]:
        found.append(("side", {"group": request.gap[int(request.side[guest]) - 1]}))
    if known.isolated[guest]:
        found.append(("reach_first", {}))
    found.append(("meets", {"new": int(known.new[guest, others].sum())}))
    needs = int(known.matched[guest, others].sum())
    return [*found, ("needs", {"needs": needs})] if needs else found


def seat_guests(snapshot: Snapshot, plan: ExchangePlan, as_of: int, seed: int = 1) -> ExchangePlan:
    """Return the plan with its tables filled anew: everyone who comes, the host where a seat is left for it.

    Raises ``PlanRefused`` where the tables do not do. A plan without tables comes back without rounds.
    """
    wishes = plan.wishes
    if not wishes.tables or not wishes.rounds:
        return replace(plan, rounds=())
    guests = [guest.id for guest in plan.guests if guest.comes]
    host = [plan.host.id] if plan.host.comes and len(guests) < wishes.tables * wishes.seats[1] else []
    people = sorted([*guests, *host], key=str.encode)
    numbers = np.array([snapshot.number(id_) for id_ in people], dtype=np.int64)
    side_of = {i.id: 1 + plan.gap.index(i.side) if i.side in plan.gap and i.side else 0 for i in (plan.host, *plan.guests)}
    known = worth(snapshot, numbers, as_of, np.array([side_of[id_] for id_ in people]))
    unit_of = {i.id: i.unit for i in (plan.host, *plan.guests)}
    names, unit = np.unique([unit_of[id_] for id_ in people], return_inverse=True)
    # a repeat costs more than any first meeting is worth
    present = np.ones((wishes.rounds, len(people)), dtype=bool)
    penalty = 2.0 * float(known.value.max(initial=1.0))
    question = TableQuestion(
        unit=unit,
        value=known.value,
        met=~known.new,
        present=present,
        tables=wishes.tables,
        seats=wishes.seats,
        forbid_same_unit=True,
        repeat_penalty=penalty,
    )
    try:
        table = seat(question, seed=seed, effort=effort_for(len(people), wishes.rounds))
    except PlanRefused as refused:
        # everyone is there in every round: what is wrong with the first is wrong with all
        first = [reason for reason in refused.facts["reasons"] if reason.facts["round"] == 1]
        reasons = [replace(r, facts={**r.facts, "unit": str(names[r.facts["unit"]])}) if "unit" in r.facts else r for r in first]
        raise PlanRefused(reasons=reasons) from None
    rounds: Rounds = tuple(tuple(tuple(people[i] for i in np.flatnonzero(row == t)) for t in range(wishes.tables)) for row in table)
    return replace(plan, rounds=rounds)


def measure_plan(snapshot: Snapshot, plan: ExchangePlan, as_of: int) -> ExchangePlan:
    """Return the plan with what it gives in ``facts``: ``first_meetings``, ``needs_met`` (of these), ``repeats``.

    Who meets: those at one table; without tables, in the forms of a visit, the host and each guest; else nobody.
    """
    pairs = plan.pairs().keys()
    if not plan.rounds and plan.form in schema.vocabularies.HOST_GUEST_FORMS:
        pairs = {tuple(sorted((plan.host.id, guest.id))) for guest in plan.guests if guest.comes}  # type: ignore[assignment]
    people = sorted({i.id for i in (plan.host, *plan.guests)}, key=str.encode)
    at = {id_: i for i, id_ in enumerate(people)}
    known = worth(snapshot, np.array([snapshot.number(id_) for id_ in people], dtype=np.int64), as_of)
    first = sum(bool(known.new[at[a], at[b]]) for a, b in pairs)
    needs = sum(bool(known.matched[at[a], at[b]]) for a, b in pairs)
    return replace(plan, facts={**plan.facts, "first_meetings": first, "needs_met": needs, "repeats": plan.repeats})


def settle_wishes(wishes: Wishes, guests: int) -> Wishes:
    """Return the wishes with numbers for what was left open, for so many guests and the host.

    Tables: as many as let rounds go without repeats, that is no table larger than the number of tables; or by the seats asked for.
    Seats: as even as can be. Rounds: three, one at a single table.

    >>> free = Wishes((8, 20), 1, 4, AUTO, (0, 0), AUTO)
    >>> [(w.tables, w.seats, w.rounds) for w in (settle_wishes(free, 20), settle_wishes(free, 4))]
    [(5, (4, 5), 3), (1, (5, 5), 1)]
    """
    tables, (low, high), people = wishes.tables, wishes.seats, guests + 1
    if tables == AUTO:
        tables = -(-people // high) if high else 1 if people <= ONE_TABLE else int(np.ceil(np.sqrt(people)))
    if tables == 0:
        return replace(wishes, tables=0, seats=(0, 0), rounds=0)
    high = high or -(-people // tables)
    low = low or min(high, (people if guests < tables * high else guests) // tables)
    rounds = wishes.rounds if wishes.rounds != AUTO else 1 if tables == 1 else USUAL_ROUNDS
    return replace(wishes, tables=tables, seats=(low, high), rounds=rounds)
