"""Planning an exchange and keeping it: from a gap or a list to guests and tables, then the plan as a work record with states.

What came of it is written by ``outcomes``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from alliance import messages
from alliance.errors import InvalidValue, PlanRefused, UnknownNode
from alliance.exchanges.gap_sides import sides
from alliance.exchanges.plan import ExchangePlan, advance_plan, check_plan, to_data
from alliance.exchanges.plan_proposal import draft
from alliance.model import ANY, NEW, Batch, Change, day
from alliance.model.snapshot import Longs, Snapshot
from alliance.services.authorization import authorized
from alliance.services.batch_ids import new_batch_id
from alliance.services.exchanges.invitation_context import Occasion, Past, over_limit, past, request, ruled_out
from alliance.services.exchanges.plan_changes import Amendment, amend_plan
from alliance.services.exchanges.plan_options import event_day, form_code, gap_words, usual_title, wishes_of
from alliance.services.exchanges.plan_papers import paper_of
from alliance.services.exchanges.plan_results import LeftOut, PlanResult, PlanRow, PlansResult
from alliance.services.exchanges.plan_view import all_plans, plan_work, record_of, refused_answer, stored_plan, view_plan, with_sentences
from alliance.services.naming import resolve
from alliance.services.partners.decisions import decided
from alliance.services.results import NodeRef
from alliance.services.session import Session
from alliance.tables.cells.texts import line

DEFAULT_SIZE = (8, 12)
DEFAULT_FORM = "salon"


@authorized
def plan(
    net: Session,
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
) -> PlanResult:
    """Propose host, guests and tables; nothing is kept before ``save_plan``. With ``plan_id``: show that saved plan.

    ``gap``: two industry groups that are to meet (化工, 装备 find them). ``workshops``: names or ids that are to be on the list.
    ``size``: guests, a number or (least, most). ``tables`` 0: none; left out: as many as let rounds go without repeats, in
    forms where tables are where people meet. ``seats``: most, or (least, most), at a table. A wish that cannot be met comes back with state
    ``refused`` and the reasons in ``refused``. Deterministic. Raises ``UnknownNode``, ``AmbiguousName``, ``InvalidValue``.
    """
    as_of = net.as_of(on)
    if plan_id:
        return view_plan(net.store, *_find_plan(net, plan_id), as_of, lang)
    snapshot, on_day = net.snapshot(as_of), day(as_of)
    found, numbers, side = sides(snapshot, gap_words(gap, lang), on_day)
    must = [snapshot.number(resolve(net, text, ("Workshop",), on=as_of).id) for text in workshops]
    place = snapshot.number(resolve(net, host, on=as_of).id) if host else -1
    asked = _Candidates(*_join_named(numbers, side, {*must, place} - {-1}), must=must, host=place)
    wishes = wishes_of(
        size, per_unit_max, load_max or int(snapshot.settings["load_per_year"]), tables=tables, seats=seats, rounds=rounds, form=form_code(form)
    )
    unwilling, apart = ruled_out(net.store, snapshot, decided(net, snapshot, as_of).no_facts, asked.numbers, on_day, lang)
    called = line(title) or usual_title(snapshot.settings, found, form, lang)
    occasion = Occasion(title=called, form=form_code(form), date=event_day(date), gap=found, wishes=wishes, seed=seed, apart=apart)
    earlier = past(net.store, snapshot, occasion.date or as_of)
    busy = over_limit(net.store, (snapshot.ids[int(n)] for n in (must or asked.numbers)), earlier, wishes.load_max, lang)
    left_out = tuple(sorted({row.id: row for row in (*busy, *unwilling)}.values(), key=lambda row: row.id))
    may = asked.without(snapshot, unwilling, left_out)
    try:
        return view_plan(net.store, _draft(net, snapshot, occasion, may, earlier, on_day), NEW, as_of, lang, left_out)
    except PlanRefused as refused:
        told = {"title": occasion.title, "form": occasion.form, "date": occasion.date, "gap": found, "wishes": wishes}
        return refused_answer(net.store, refused, told, as_of, lang, left_out)


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Node numbers of those who may come, ascending, with the side of each; those who must; who is to host, −1 for nobody in particular."""

    numbers: Longs
    side: NDArray[np.int64]
    must: list[int]
    host: int

    def without(self, snapshot: Snapshot, unwilling: Sequence[LeftOut], left_out: Sequence[LeftOut]) -> _Candidates:
        """Return them without the unwilling; of those who must come, without everyone left out."""
        may = ~np.isin(self.numbers, [snapshot.ids.find(row.id) for row in unwilling])
        out = {row.id for row in left_out}
        must = [n for n in self.must if snapshot.ids[n] not in out and n != self.host]
        return _Candidates(self.numbers[may], self.side[may], must, self.host if self.host in self.numbers[may] else -1)


def _draft(net: Session, snapshot: Snapshot, occasion: Occasion, may: _Candidates, earlier: Past, on: int) -> ExchangePlan:
    wanted = request(net.store, snapshot, occasion, numbers=may.numbers, side=may.side, must=may.must, host=may.host, as_of=on, earlier=earlier)
    return draft(snapshot, wanted, on)


def _join_named(numbers: Longs, side: NDArray[np.int64], more: set[int]) -> tuple[Longs, NDArray[np.int64]]:
    """Return the candidates with those named by hand, who stand on no side unless they did already; ascending."""
    extra = np.setdiff1d(np.array(sorted(more), dtype=np.int64), numbers)
    together = np.concatenate([numbers, extra])
    order = np.argsort(together)
    return together[order], np.concatenate([side, np.zeros(len(extra), dtype=np.int64)])[order]


def _find_plan(net: Session, plan_id: str) -> tuple[ExchangePlan, int]:
    found = stored_plan(net.store, plan_id)
    if found is None:
        raise UnknownNode(node=plan_id, near=[other.id for other, _ in all_plans(net.store)][:5])
    return found


def _commit(net: Session, kept: ExchangePlan, base: int, as_of: str, lang: str, label: str) -> PlanResult:
    change = Change("put", plan_work(kept, to_data(kept)), base)
    receipt = net.store.commit(Batch(new_batch_id("plan"), "plan", (change,), label=messages.text(label, "zh", title=kept.title)), net.actor)
    written, version = _find_plan(net, kept.id)
    return view_plan(net.store, written, version, as_of, lang, batch=receipt.batch)


@authorized
def saved_plan(net: Session, plan_id: str, *, on: str | None = None, lang: str = "zh") -> PlanResult | None:
    """Return the saved plan with this id; None where there is none."""
    found = stored_plan(net.store, plan_id)
    return view_plan(net.store, *found, net.as_of(on), lang) if found else None


@authorized
def save_plan(
    net: Session, proposal: PlanResult, *, title: str | None = None, date: str | None = None, place: str | None = None, lang: str = "zh"
) -> PlanResult:
    """Keep a proposed plan as a work record, state ``draft``; one batch, undoable. Raises ``PlanRefused`` for a refused or unsound one.

    A plan that is saved already is kept as a new version where nothing has changed in between, else ``Conflict``.
    """
    kept = record_of(proposal)
    facts = {**kept.facts, "place": line(place)} if place is not None else kept.facts
    kept = replace(kept, title=kept.title if title is None else line(title), date=kept.date if date is None else event_day(date), facts=facts)
    with _sentences_in(lang, net):
        sound = check_plan(kept)
    return _commit(net, sound, proposal.version or NEW, proposal.as_of, lang, "exchanges.history.save")


@contextmanager
def _sentences_in(lang: str, net: Session) -> Iterator[None]:
    """Give a refusal its sentences."""
    try:
        yield
    except PlanRefused as refused:
        raise with_sentences(net.store, refused, lang) from None


@authorized
def plans(net: Session, on: str | None = None) -> PlansResult:
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
            id=one.id,
            version=version,
            state=one.state,
            title=one.title,
            form=one.form,
            date=one.date,
            gap=tuple(g for g in one.gap if g),
            host=host,
            guests=coming,
            agreed=agreed,
            waiting_days=max(0, waiting),
        )

    return PlansResult(schema="alliance.plans/1", revision=net.store.revision, as_of=as_of, rows=tuple(row(one, version) for one, version in kept))


@authorized
def change_plan(
    net: Session,
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
) -> PlanResult:
    """Change a saved plan and seat everyone anew where the list or the tables have changed.

    ``add``, ``remove``: workshops (a swap is both). ``consent``: id → proposed, consulted, agreed, declined, returned; who
    has declined keeps the line and loses the seat. ``reason`` lets ``add`` pass the load limit. Raises ``PlanRefused`` with sentences where the
    result breaks a rule, ``Conflict`` where the plan has changed since ``version``.
    """
    kept, now = _find_plan(net, plan_id)
    as_of = net.as_of(on)
    change = Amendment(
        add=tuple(resolve(net, text, ("Workshop",)).id for text in add),
        remove=tuple(resolve(net, text).id for text in remove),
        consent=dict(consent or {}),
        host=resolve(net, host).id if host else "",
        title=None if title is None else line(title),
        date=None if date is None else event_day(date),
        form=None if form is None else form_code(form),
        place=None if place is None else line(place),
        tables=tables,
        seats=seats,
        rounds=rounds,
        reason=line(reason),
    )
    with _sentences_in(lang, net):
        after = check_plan(amend_plan(net.store, kept, change, day(as_of), as_of))
    return _commit(net, after, now if version == ANY else version, as_of, lang, "exchanges.history.change")


@authorized
def plan_state(net: Session, plan_id: str, version: int, state: str, *, on: str | None = None, lang: str = "zh") -> PlanResult:
    """Take a plan to another state. Raises ``PlanRefused`` where that step is not open or a consent is missing, ``Conflict`` for a stale version."""
    kept, now = _find_plan(net, plan_id)
    with _sentences_in(lang, net):
        after = advance_plan(kept, state)
    return _commit(net, after, now if version == ANY else version, net.as_of(on), lang, "exchanges.history.state")


@authorized
def plan_workbook(net: Session, plan_id: str, lang: str = "zh") -> bytes:
    """Return the papers of a plan as a workbook: list of invitations, tables of each round, attendance sheet, agenda."""
    from alliance.reports.plan_workbook import workbook  # load time: xlsxwriter, for this file alone

    kept, _ = _find_plan(net, plan_id)
    return workbook(paper_of(net.store, kept, lang, net.as_of()))


@authorized
def plan_calendar(net: Session, plan_id: str, lang: str = "zh") -> bytes:
    """Return the event as an iCalendar file. Raises ``InvalidValue`` for a plan without a date."""
    from alliance.reports.plan_calendar import calendar  # load time: icalendar, for this file alone

    kept, _ = _find_plan(net, plan_id)
    if not kept.date:
        raise InvalidValue(property=messages.text("exchanges.word.date", lang), value="")
    return calendar(paper_of(net.store, kept, lang, net.as_of()))
