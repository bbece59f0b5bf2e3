"""A change of a saved plan: who is added, removed, has answered; where and when; and the tables that follow from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from alliance.errors import InvalidValue, StepRefused
from alliance.exchanges.feasibility import Refusal
from alliance.exchanges.plan import AUTO, ExchangePlan, Invitation, Wishes
from alliance.exchanges.plan_proposal import measure_plan, seat_guests, settle_wishes
from alliance.network.place.affiliation import affiliation
from alliance.services.analysis import whole_snapshot
from alliance.services.exchanges.invitation_context import Past, past
from alliance.stores.port import GraphStore

CLOSED = ("held", "recorded", "cancelled")


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is to change; None and empty leave things as they are. Ids, not names."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    consent: Mapping[str, str] | None = None
    host: str = ""
    title: str | None = None
    date: str | None = None
    form: str | None = None
    place: str | None = None
    tables: int | None = None
    seats: tuple[int, int] | None = None
    rounds: int | None = None
    reason: str = ""


def amend_plan(store: GraphStore, plan: ExchangePlan, change: Amendment, on: int, as_of: str) -> ExchangePlan:
    """Return the plan after the change, seated anew where that is needed.

    Raises ``StepRefused`` (``closed``), ``PlanRefused`` (the tables), ``InvalidValue``.
    """
    if plan.state in CLOSED:
        raise StepRefused(reasons=[Refusal("closed", {"state": plan.state})])
    snapshot = whole_snapshot(store, on)
    unit = affiliation(snapshot, on).unit
    earlier = past(store, snapshot, change.date or plan.date or as_of, plan.id)

    def unit_of(id_: str) -> str:
        number = int(unit[snapshot.number(id_)])
        return snapshot.ids[number] if number >= 0 else id_

    after = _header(plan, change)
    after = _list(after, change, unit_of, earlier)
    after = replace(after, wishes=_wishes(after, change))
    if _seats(after) != _seats(plan):
        after = seat_guests(snapshot, after, on)
    return measure_plan(snapshot, after, on)


def _header(plan: ExchangePlan, change: Amendment) -> ExchangePlan:
    facts = plan.facts if change.place is None else {**plan.facts, "place": change.place}
    return replace(
        plan,
        title=plan.title if change.title is None else change.title,
        date=plan.date if change.date is None else change.date,
        form=plan.form if change.form is None else change.form,
        facts=facts,
    )


def _list(plan: ExchangePlan, change: Amendment, unit_of: Callable[[str], str], earlier: Past) -> ExchangePlan:
    known = {i.id for i in (plan.host, *plan.guests)}
    for id_ in (*change.remove, *(change.consent or {})):
        if id_ not in known:
            raise InvalidValue(property="workshop", value=id_)

    def added(id_: str) -> Invitation:
        reasons = (("by_hand", {"reason": change.reason}),) if change.reason else (("added", {}),)
        return Invitation(id=id_, unit=unit_of(id_), side="", consent="proposed", load=earlier.load[id_], reasons=reasons)

    kept = tuple(guest for guest in plan.guests if guest.id not in change.remove and guest.id != change.host)
    guests = (*kept, *(added(id_) for id_ in change.add if id_ not in {guest.id for guest in kept}))
    host = plan.host
    if change.host and change.host != host.id:
        host = replace(next((g for g in plan.guests if g.id == change.host), added(change.host)), consent="proposed", reasons=(("host_named", {}),))
    answers = change.consent or {}
    host = replace(host, consent=answers.get(host.id, host.consent))
    return replace(plan, host=host, guests=tuple(replace(guest, consent=answers.get(guest.id, guest.consent)) for guest in guests))


def _wishes(plan: ExchangePlan, change: Amendment) -> Wishes:
    """Return the wishes after the change; fewer people lower the least seats of a table, more never raise the most."""
    wishes, coming = plan.wishes, sum(guest.comes for guest in plan.guests)
    if change.tables is not None or change.rounds is not None or change.seats:
        tables = wishes.tables if change.tables is None else change.tables
        seats = change.seats or ((0, 0) if change.tables is not None else wishes.seats)
        rounds = change.rounds if change.rounds is not None else wishes.rounds or AUTO
        return settle_wishes(replace(wishes, tables=tables, seats=seats, rounds=rounds), coming)
    if not wishes.tables:
        return wishes
    least, most = wishes.seats
    people = coming + (plan.host.comes and coming < wishes.tables * most)  # the host sits down where a seat is left
    return replace(wishes, seats=(min(least, people // wishes.tables), most))


def _seats(plan: ExchangePlan) -> tuple[object, ...]:
    """Return what the tables depend on."""
    return (
        plan.host.id,
        plan.host.comes,
        tuple(guest.id for guest in plan.guests if guest.comes),
        plan.wishes.tables,
        plan.wishes.seats,
        plan.wishes.rounds,
    )
