"""What came of an exchange, as dated facts in one batch: attendance, who met at one table, confirmed outcomes (rules §9).

Attendance is participation in an Activity; the same table is MET and counts as a dated exchange; only a confirmed
agreement, pairing, joint project or service is a cooperation tie. An intent is planned, a return visit an exchange.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np

from alliance import messages
from alliance.errors import InvalidValue, StepRefused, UnknownNode
from alliance.exchanges.feasibility import Refusal
from alliance.exchanges.meeting_value import worth
from alliance.exchanges.plan import ExchangePlan, to_data
from alliance.model import ANY, Batch, Change, Node, Tie, day, digest, orient_ends, period, tie_id
from alliance.schema import tie_kind
from alliance.services.analysis import whole_snapshot
from alliance.services.authorization import authorized
from alliance.services.batch_ids import new_batch_id
from alliance.services.exchanges.plan_results import OutcomeResult
from alliance.services.exchanges.plan_view import plan_work, stored_plan, with_sentences
from alliance.services.naming import resolve
from alliance.services.session import Session
from alliance.stores.port import GraphStore
from alliance.tables.cells.texts import line

# kind of outcome → kind of tie; the first four are cooperation
OUTCOMES: dict[str, str] = {
    "agreement": "SIGNED_AGREEMENT_WITH",
    "pairing": "PAIRED_WITH",
    "project": "COOPERATES_WITH",
    "service": "SERVES",
    "intent": "SIGNED_INTENT_WITH",
    "return_visit": "VISITED",
}
Pair = tuple[str, str]


@authorized
def record_outcome(
    net: Session,
    plan_id: str,
    *,
    version: int = ANY,
    attended: Sequence[str] | None = None,
    met: Sequence[Pair] | None = None,
    rounds: Sequence[int] | None = None,
    outcomes: Sequence[Mapping[str, Any]] = (),
    date: str | None = None,
    confirmed_by: str = "",
    on: str | None = None,
    lang: str = "zh",
) -> OutcomeResult:
    """Write what came of a plan and take it to ``recorded``; one batch, undoable.

    ``attended``: ids or names, all who were coming where empty, the host always among them. ``met``: pairs who sat together; empty:
    those at one table in the ``rounds`` held (from 1; all where left out) who attended. ``outcomes``: {kind, a, b, date, note, confirmed_by} with a
    kind of ``OUTCOMES``; dated by the event and confirmed by who records it unless stated. Of a plan that is recorded already only
    further outcomes are taken. Raises ``InvalidValue`` (no date, unknown kind, one party twice), ``StepRefused`` (recorded already, nothing
    further), ``UnknownNode``, ``Conflict``.
    """
    plan, now = _plan_as_held(net, plan_id, date, bool(outcomes), lang)
    there, pairs = ([], []) if plan.state == "recorded" else _who_met(net, plan, attended, met, rounds)
    first = _first_meetings(net.store, pairs, day(plan.date))
    ties = [_outcome_tie(net, plan, {"date": date, **outcome}, line(confirmed_by) or net.actor.key) for outcome in outcomes]
    kept = _add_outcome(plan, there, pairs, ties, first)
    facts = [] if plan.state == "recorded" else [*_attendance_changes(plan, there), *(_meeting_change(plan, a, b) for a, b in pairs)]
    work = Change("put", plan_work(kept, to_data(kept)), now if version == ANY else version)
    label = messages.text("exchanges.history.outcome", "zh", title=plan.title)
    changes = [*facts, *(Change("put", tie) for tie in ties), work]
    receipt = net.store.commit(Batch(new_batch_id("outcome"), "outcome", changes, label=label), net.actor)
    said = "recorded-more" if plan.state == "recorded" else "recorded"
    return OutcomeResult(
        schema="alliance.outcome/1",
        revision=net.store.revision,
        as_of=net.as_of(on),
        plan=plan_id,
        version=net.store.work("plan", [plan_id])[0].version,
        batch=receipt.batch,
        activity=activity_of(plan),
        attended=len(there),
        met=len(pairs),
        ties=tuple(tie.id for tie in ties),
        sentence=messages.text(f"exchanges.{said}", lang, attended=len(there), met=len(pairs), first=first, outcomes=len(ties)),
        later_than_data=day(plan.date) > day(net.as_of(on)),
        receipt=receipt,
    )


def _plan_as_held(net: Session, plan_id: str, date: str | None, more: bool, lang: str) -> tuple[ExchangePlan, int]:
    """Return the plan, dated by the day it was held, and its version; recorded already, it is open to ``more`` outcomes only."""
    found = stored_plan(net.store, plan_id)
    if found is None or found[0].state == "cancelled":
        raise UnknownNode(node=plan_id, near=[])
    plan, version = found
    if plan.state == "recorded" and not more:
        raise with_sentences(net.store, StepRefused(reasons=[Refusal("recorded")]), lang)
    held = date or plan.date
    if period(held).precision != "day":
        raise InvalidValue(property=messages.text("exchanges.word.date", lang), value=held)
    return (plan if plan.state == "recorded" else replace(plan, date=held)), version


def _who_met(
    net: Session, plan: ExchangePlan, attended: Sequence[str] | None, met: Sequence[Pair] | None, rounds: Sequence[int] | None
) -> tuple[list[str], list[Pair]]:
    there = _find_attendees(net, plan, attended)
    return there, _find_pairs(net, plan, there, met, rounds)


def activity_of(plan: ExchangePlan) -> str:
    """Return the id of the activity that a plan becomes."""
    return f"x-{digest('plan', plan.id)}"


def _find_attendees(net: Session, plan: ExchangePlan, attended: Sequence[str] | None) -> list[str]:
    if not attended:
        return [invitation.id for invitation in plan.coming]
    known = {i.id for i in (plan.host, *plan.guests)}
    named = [text if text in known else resolve(net, text).id for text in attended]
    return list(dict.fromkeys([plan.host.id, *named]))


def _find_pairs(net: Session, plan: ExchangePlan, there: list[str], met: Sequence[Pair] | None, rounds: Sequence[int] | None) -> list[Pair]:
    if not met:
        came = set(there)
        return sorted(pair for pair in plan.pairs(None if rounds is None else tuple(rounds)) if came.issuperset(pair))
    known = {i.id for i in (plan.host, *plan.guests)}
    ids = [tuple(text if text in known else resolve(net, text).id for text in pair) for pair in met]
    if any(len(set(pair)) != 2 for pair in ids):
        raise InvalidValue(property="met", value=next(pair for pair in ids if len(set(pair)) != 2))
    return sorted({orient_ends(True, pair[0], pair[1]) for pair in ids})


def _source(plan: ExchangePlan, as_of: str, key: str = "plan", by: str = "") -> dict[str, str]:
    return {
        "source": messages.text(f"exchanges.source.{key}", "zh", title=plan.title, plan=plan.id, by=by),
        "as_of": as_of,
        "basis": "stated",
    }


def _attendance_changes(plan: ExchangePlan, there: list[str]) -> list[Change]:
    sources = [_source(plan, plan.date)]
    activity = activity_of(plan)
    props: dict[str, Any] = {"form": plan.form, "held_on": plan.date, "sources": sources}
    if plan.facts.get("place"):
        props["place"] = plan.facts["place"]
    found = [Change("put", Node(id=activity, kind="Activity", name=plan.title, props=props))]
    for id_ in there:
        role = "host" if id_ == plan.host.id else "guest"
        tie = Tie(
            id=tie_id("PARTICIPATES_IN", id_, activity, plan.date, role),
            kind="PARTICIPATES_IN",
            source=id_,
            target=activity,
            props={"valid_from": plan.date, "role": role, "sources": sources},
        )
        found.append(Change("put", tie))
    return found


def _meeting_change(plan: ExchangePlan, a: str, b: str) -> Change:
    a, b = orient_ends(True, a, b)
    return Change(
        "put",
        Tie(
            id=tie_id("MET", a, b, plan.date, plan.id),
            kind="MET",
            source=a,
            target=b,
            props={"valid_from": plan.date, "sources": [_source(plan, plan.date)]},
        ),
    )


def _outcome_tie(net: Session, plan: ExchangePlan, outcome: Mapping[str, Any], by: str) -> Tie:
    kind = OUTCOMES.get(str(outcome.get("kind")))
    if kind is None:
        raise InvalidValue(property="kind", value=outcome.get("kind"))
    a, b = (resolve(net, str(outcome[end])).id for end in ("a", "b"))
    when = str(outcome.get("date") or plan.date)
    if a == b or period(when).precision == "unknown":
        raise InvalidValue(property="date" if a != b else "b", value=when if a != b else b)
    a, b = orient_ends(tie_kind(kind).symmetric, a, b)
    as_of = when.rpartition("/")[2]
    props = {"valid_from": when, "sources": [_source(plan, as_of, "outcome", line(str(outcome.get("confirmed_by") or "")) or by)]}
    if note := line(str(outcome.get("note") or "")):
        props["note"] = note
    return Tie(id=tie_id(kind, a, b, when, plan.id), kind=kind, source=a, target=b, props=props)


def _first_meetings(store: GraphStore, pairs: list[Pair], on: int) -> int:
    """Return how many of the pairs had no contact on record before."""
    if not pairs:
        return 0
    snapshot = whole_snapshot(store, on)
    people = sorted((id_ for id_ in set(chain.from_iterable(pairs)) if snapshot.ids.find(id_) >= 0), key=str.encode)
    at = {id_: i for i, id_ in enumerate(people)}
    known = worth(snapshot, np.array([snapshot.number(id_) for id_ in people], dtype=np.int64), on)
    return sum(a not in at or b not in at or bool(known.new[at[a], at[b]]) for a, b in pairs)


def _add_outcome(plan: ExchangePlan, there: list[str], pairs: list[Pair], ties: list[Tie], first: int) -> ExchangePlan:
    facts = dict(plan.facts)
    if plan.state != "recorded":
        facts |= {"activity": activity_of(plan), "attended": there, "met": [list(pair) for pair in pairs], "met_first": first}
    facts["outcomes"] = [*facts.get("outcomes", []), *(tie.id for tie in ties)]
    return replace(plan, state="recorded", facts=facts)
