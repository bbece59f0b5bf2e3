"""Planning an exchange and keeping it: from a gap or a list to guests and tables, then the plan as a work record with states.

What came of it is written by ``outcomes``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from alliance import messages
from alliance.errors import InvalidValue, PlanRefused, UnknownNode
from alliance.exchanges.drafting import TABLE_FORMS, default_tables, draft
from alliance.exchanges.gap import sides
from alliance.exchanges.plan import ExchangePlan, Wishes, checked, moved, to_data
from alliance.model import ANY, NEW, Batch, Change, day, period
from alliance.schema import vocabularies
from alliance.services.answers import NodeRef
from alliance.services.authorization import action
from alliance.services.batches import new_batch_id
from alliance.services.changing import Amendment, amended
from alliance.services.inviting import Occasion, over_limit, past, request
from alliance.services.naming import resolve
from alliance.services.outcomes import record_outcome
from alliance.services.papers import paper_of
from alliance.services.plan_answers import (
    PlanAnswer,
    PlanRow,
    PlansAnswer,
    all_plans,
    plan_work,
    record_of,
    refused_answer,
    shown,
    stored_plan,
    with_sentences,
)
from alliance.services.workspace import Workspace

__all__ = ["change_plan", "plan", "plan_calendar", "plan_state", "plan_workbook", "plans", "record_outcome", "save_plan"]

DEFAULT_SIZE = (8, 12)
DEFAULT_FORM = "salon"


@action("exchange.read")
def plan(
    net: Workspace,
    *,
    gap: Sequence[str] | None = None,
    workshops: Sequence[str] = (),
    size: int | tuple[int, int] = DEFAULT_SIZE,
    per_unit_max: int = 1,
    load_max: int | None = None,
    host: str | None = None,
    tables: int | None = None,
    seats: int | tuple[int, int] | None = None,
    rounds: int | None = None,
    date: str = "",
    form: str = DEFAULT_FORM,
    title: str = "",
    plan_id: str | None = None,
    seed: int = 1,
    on: str | None = None,
    lang: str = "zh",
) -> PlanAnswer:
    """Propose host, guests and tables; nothing is kept before ``save_plan``. With ``plan_id``: show that saved plan.

    ``gap``: two industry groups that are to meet (化工, 装备 find them). ``workshops``: names or ids that are to be on the list.
    ``size``: guests, a number or (least, most). ``tables`` 0: none; left out: as many as let rounds go without repeats, in
    forms where tables are where people meet. ``seats``: most, or (least, most), at a table. A wish that cannot be met comes back with state
    ``refused`` and the reasons in ``refused``. Deterministic. Raises ``UnknownNode``, ``AmbiguousName``, ``InvalidValue``.
    """
    as_of = net.as_of(on)
    if plan_id:
        kept, version = _stored(net, plan_id)
        return shown(net.store, kept, version, as_of, lang)
    snapshot, on_day = net.snapshot(), day(as_of)
    names = _gap_names(gap, lang)
    found, numbers, side = sides(snapshot, names, on_day)
    must = [snapshot.number(resolve(net, text, ("Workshop",)).id) for text in workshops]
    place = snapshot.number(resolve(net, host).id) if host else -1
    extra = np.array([n for n in sorted({*must, place} - {-1}) if n not in set(numbers.tolist())], dtype=np.int64)
    order = np.argsort(np.concatenate([numbers, extra]))
    numbers, side = np.concatenate([numbers, extra])[order], np.concatenate([side, np.zeros(len(extra), dtype=np.int64)])[order]
    wishes = _wishes(size, per_unit_max, load_max or int(snapshot.settings["load_per_year"]), tables, seats, rounds, form, bool(found[0]))
    occasion = Occasion(title or _title(found, form, lang), _form(form), _date(date), found, wishes, seed)
    earlier = past(net.store, snapshot, occasion.date or as_of)
    left_out = over_limit(net.store, (snapshot.ids[int(n)] for n in (must or numbers)), earlier, wishes.load_max, lang)
    busy = {row.id for row in left_out}
    must = [n for n in must if snapshot.ids[n] not in busy and n != place]
    try:
        asked = request(net.store, snapshot, occasion, numbers, side, must, place, on_day, earlier)
        return shown(net.store, draft(snapshot, asked, on_day), NEW, as_of, lang, left_out)
    except PlanRefused as refused:
        wanted = {"title": occasion.title, "form": occasion.form, "date": occasion.date, "gap": found, "wishes": wishes}
        return refused_answer(net.store, refused, wanted, as_of, lang, left_out)


def _gap_names(gap: Sequence[str] | None, lang: str) -> tuple[str, str]:
    if not gap:
        return ("", "")
    if len(gap) != 2:
        raise InvalidValue(property=messages.text("exchanges.word.gap", lang), value="、".join(gap))
    return (gap[0], gap[1])


def _wishes(
    size: int | tuple[int, int],
    per_unit_max: int,
    load_max: int,
    tables: int | None,
    seats: int | tuple[int, int] | None,
    rounds: int | None,
    form: str,
    gap: bool,
) -> Wishes:
    low, high = (size, size) if isinstance(size, int) else size
    if not 1 <= low <= high or per_unit_max < 1 or (tables or 0) < 0 or (rounds or 0) < 0:
        raise InvalidValue(property="size", value=f"{low}–{high}")
    usual_tables, usual_seats, usual_rounds = default_tables(high + 1)
    if tables is None:
        tables = 0 if form not in TABLE_FORMS and not seats and not rounds else usual_tables if seats is None else -(-high // _most(seats))
    if not tables:
        return Wishes((low, high), per_unit_max, load_max, group_min=_least_of_a_side(low) if gap else 0)
    if seats is None:
        seats = (min(low // tables, usual_seats[0]) if tables == usual_tables else low // tables, -(-(high + 1) // tables))
    elif isinstance(seats, int):
        seats = (min(low // tables, seats), seats)
    return Wishes((low, high), per_unit_max, load_max, tables, seats, usual_rounds if rounds is None else rounds, _least_of_a_side(low) if gap else 0)


def _most(seats: int | tuple[int, int]) -> int:
    most = seats if isinstance(seats, int) else seats[1]
    if most < 1:
        raise InvalidValue(property="seats", value=most)
    return most


def _least_of_a_side(low: int) -> int:
    # both sides are to be represented: a third of the list each
    return max(1, low // 3)


def _form(form: str) -> str:
    if form not in {choice.code for choice in vocabularies.ACTIVITY_FORMS}:
        found = [choice.code for choice in vocabularies.ACTIVITY_FORMS if form in (choice.zh, choice.en, *choice.synonyms)]
        if not found:
            raise InvalidValue(property="form", value=form)
        return found[0]
    return form


def _date(date: str) -> str:
    if date and period(date).precision != "day":
        raise InvalidValue(property="date", value=date)
    return date


def _title(gap: tuple[str, str], form: str, lang: str) -> str:
    label = next((choice.label(lang) for choice in vocabularies.ACTIVITY_FORMS if choice.code == _form(form)), form)
    code = "title.gap" if gap[0] else "title.plain"
    return messages.text(f"exchanges.{code}", lang, a=gap[0], b=gap[1], form=label)


def _stored(net: Workspace, plan_id: str) -> tuple[ExchangePlan, int]:
    found = stored_plan(net.store, plan_id)
    if found is None:
        raise UnknownNode(node=plan_id, near=[other.id for other, _ in all_plans(net.store)][:5])
    return found


def _commit(net: Workspace, kept: ExchangePlan, base: int, as_of: str, lang: str, label: str) -> PlanAnswer:
    change = Change("put", plan_work(kept, to_data(kept)), base)
    receipt = net.store.commit(Batch(new_batch_id("plan"), "plan", (change,), label=messages.text(label, "zh", title=kept.title)), net.actor)
    written, version = _stored(net, kept.id)
    return shown(net.store, written, version, as_of, lang, batch=receipt.batch)


@action("exchange.write")
def save_plan(
    net: Workspace, proposal: PlanAnswer, *, title: str | None = None, date: str | None = None, place: str | None = None, lang: str = "zh"
) -> PlanAnswer:
    """Keep a proposed plan as a work record, state ``draft``; one batch, undoable. Raises ``PlanRefused`` for a refused or unsound one.

    A plan that is saved already is kept as a new version where nothing has changed in between, else ``Conflict``.
    """
    kept = record_of(proposal)
    facts = {**kept.facts, "place": place} if place is not None else kept.facts
    kept = replace(kept, title=kept.title if title is None else title, date=kept.date if date is None else _date(date), facts=facts)
    return _commit(net, _sound(net, kept, lang), proposal.version or NEW, proposal.as_of, lang, "exchanges.history.save")


def _sound(net: Workspace, kept: ExchangePlan, lang: str) -> ExchangePlan:
    try:
        return checked(kept)
    except PlanRefused as refused:
        raise with_sentences(net.store, refused, lang) from None


@action("exchange.read")
def plans(net: Workspace, on: str | None = None) -> PlansAnswer:
    """Return the saved plans: those without a date first, then the newest; ties by id."""
    as_of = net.as_of(on)
    kept = sorted(all_plans(net.store), key=lambda item: (item[0].date != "", [-ord(c) for c in item[0].date], item[0].id))
    names = net.store.names(sorted({one.host.id for one, _ in kept}))

    def row(one: ExchangePlan, version: int) -> PlanRow:
        waiting = day(as_of) - day(one.date) if one.date and one.state not in ("recorded", "cancelled") else 0
        agreed = sum(guest.consent in ("agreed", "returned") for guest in one.guests)
        coming = sum(guest.comes for guest in one.guests)
        host = NodeRef(one.host.id, "Workshop", names.get(one.host.id, one.host.id))
        return PlanRow(
            one.id, version, one.state, one.title, one.form, one.date, tuple(g for g in one.gap if g), host, coming, agreed, max(0, waiting)
        )

    return PlansAnswer("alliance.plans/1", net.store.revision, as_of, tuple(row(one, version) for one, version in kept))


@action("exchange.write")
def change_plan(
    net: Workspace,
    plan_id: str,
    version: int = ANY,
    *,
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
    consent: Mapping[str, str] | None = None,
    host: str | None = None,
    title: str | None = None,
    date: str | None = None,
    form: str | None = None,
    place: str | None = None,
    tables: int | None = None,
    seats: tuple[int, int] | None = None,
    rounds: int | None = None,
    reason: str = "",
    on: str | None = None,
    lang: str = "zh",
) -> PlanAnswer:
    """Change a saved plan and seat everyone anew where the list or the tables have changed.

    ``add``, ``remove``: workshops (a swap is both). ``consent``: id → proposed, consulted, agreed, declined, returned; who
    has declined keeps the line and loses the seat. ``reason`` lets ``add`` pass the load limit. Raises ``PlanRefused`` with sentences where the
    result breaks a rule, ``Conflict`` where the plan has changed since ``version``.
    """
    kept, now = _stored(net, plan_id)
    as_of = net.as_of(on)
    change = Amendment(
        tuple(resolve(net, text, ("Workshop",)).id for text in add),
        tuple(resolve(net, text).id for text in remove),
        dict(consent or {}),
        resolve(net, host).id if host else "",
        title,
        None if date is None else _date(date),
        None if form is None else _form(form),
        place,
        tables,
        seats,
        rounds,
        reason,
    )
    try:
        after = checked(amended(net.store, kept, change, day(as_of), as_of))
    except PlanRefused as refused:
        raise with_sentences(net.store, refused, lang) from None
    return _commit(net, after, now if version == ANY else version, as_of, lang, "exchanges.history.change")


@action("exchange.write")
def plan_state(net: Workspace, plan_id: str, version: int, state: str, *, on: str | None = None, lang: str = "zh") -> PlanAnswer:
    """Take a plan to another state. Raises ``PlanRefused`` where that step is not open or a consent is missing, ``Conflict`` for a stale version."""
    kept, now = _stored(net, plan_id)
    try:
        after = moved(kept, state)
    except PlanRefused as refused:
        raise with_sentences(net.store, refused, lang) from None
    return _commit(net, after, now if version == ANY else version, net.as_of(on), lang, "exchanges.history.state")


@action("exchange.read")
def plan_workbook(net: Workspace, plan_id: str, lang: str = "zh") -> bytes:
    """Return the papers of a plan as a workbook: list of invitations, tables of each round, attendance sheet, agenda."""
    from alliance.reports.plan_workbook import workbook

    kept, _ = _stored(net, plan_id)
    return workbook(paper_of(net.store, kept, lang, net.as_of()))


@action("exchange.read")
def plan_calendar(net: Workspace, plan_id: str, lang: str = "zh") -> bytes:
    """Return the event as an iCalendar file. Raises ``InvalidValue`` for a plan without a date."""
    from alliance.reports.plan_calendar import calendar

    kept, _ = _stored(net, plan_id)
    if not kept.date:
        raise InvalidValue(property=messages.text("exchanges.word.date", lang), value="")
    return calendar(paper_of(net.store, kept, lang, net.as_of()))
