"""From the plan as it is kept to the plan as it is shown, sentences, figures, what is still missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from alliance import messages
from alliance.errors import PlanRefused
from alliance.exchanges.feasibility import Refusal
from alliance.exchanges.gap_sides import group_names
from alliance.exchanges.plan import CONSENTING, ExchangePlan, Invitation, from_data
from alliance.model import Work, day
from alliance.network.reach.reach import reach
from alliance.services.analysis import whole_snapshot
from alliance.services.exchanges.plan_results import Because, Invited, LeftOut, PlanResult
from alliance.services.results import NodeRef
from alliance.stores.port import GraphStore


def stored_plan(store: GraphStore, plan_id: str) -> tuple[ExchangePlan, int] | None:
    """Return a saved plan and its version, None where there is none."""
    found = store.work("plan", [plan_id])
    return (from_data(plan_id, found[0].state, found[0].data), found[0].version) if found else None


def all_plans(store: GraphStore) -> list[tuple[ExchangePlan, int]]:
    """Return every saved plan with its version, by id."""
    return [(from_data(work.id, work.state, work.data), work.version) for work in store.work("plan")]


def named_facts(facts: Mapping[str, Any], names: Mapping[str, str], lang: str) -> dict[str, Any]:
    """Return the facts with ids of workshops, units and groups replaced by their names, states and answers by their words."""
    words = {"state": "state", "wanted": "state", "consent": "consent"}

    def said(key: str, value: Any) -> Any:
        if key in ("workshop", "unit", "group", "industry", "side"):
            return names.get(value, value)
        known = messages.catalogue(lang)
        return known.get(f"exchanges.{words[key]}.{value}", value) if key in words else value

    return {key: said(key, value) for key, value in facts.items()}


def said_refusals(store: GraphStore, refused: PlanRefused, lang: str) -> tuple[Because, ...]:
    """Return the reasons of a refusal as sentences, each once, in their order."""
    reasons: Sequence[Refusal] = refused.facts["reasons"]
    ids = {str(value) for reason in reasons for key, value in reason.facts.items() if key in ("workshop", "unit")}
    names = {**store.names(sorted(ids)), **group_names(store.settings(), lang)}
    return tuple(Because(reason.code, _refusal_text(reason, names, lang), reason.facts) for reason in reasons)


def _refusal_text(reason: Refusal, names: Mapping[str, str], lang: str) -> str:
    text = messages.text(f"exchanges.refused.{reason.code}", lang, **named_facts(reason.facts, names, lang))
    most = reason.facts.get("feasible")
    return text + (messages.text("exchanges.refused.at_most", lang, most=most) if most else "")


def with_sentences(store: GraphStore, refused: PlanRefused, lang: str = "zh") -> PlanRefused:
    """Return the refusal with its reasons as one text, so that ``messages.error_text`` can say it; the codes stay in ``reasons_codes``."""
    said = said_refusals(store, refused, lang)
    return type(refused)(reasons=" ".join(reason.text for reason in said), reasons_codes=[reason.code for reason in said])


def _inviting(store: GraphStore, plan: ExchangePlan, on: int, lang: str) -> Callable[[Invitation], Invited]:
    """Return what makes the shown line of an invitation; names, reach and groups are read once for the whole list."""
    snapshot = whole_snapshot(store, on)
    everyone = (plan.host, *plan.guests)
    nodes = store.nodes(sorted({i.id for i in everyone} | {i.unit for i in everyone}))
    table, groups = reach(snapshot, on), group_names(snapshot.settings, lang)

    def invited(i: Invitation) -> Invited:
        node, unit = nodes.get(i.id), nodes.get(i.unit)
        number = snapshot.ids.find(i.id)
        reasons = tuple(
            Because(code, messages.text(f"exchanges.reason.{code}", lang, **named_facts(facts, groups, lang)), facts) for code, facts in i.reasons
        )
        return Invited(
            id=i.id,
            kind=node.kind if node else "Workshop",
            name=node.name if node else i.id,
            unit=NodeRef(unit.id, unit.kind, unit.name) if unit and i.unit != i.id else None,
            side=i.side,
            side_name=groups.get(i.side, i.side),
            ring=table.code_of(number) if number >= 0 else "",
            consent=i.consent,
            load=i.load,
            reason=_sentence(reasons, lang),
            reasons=reasons,
        )

    return invited


def view_plan(
    store: GraphStore, plan: ExchangePlan, version: int, as_of: str, lang: str, left_out: Iterable[LeftOut] = (), batch: str = ""
) -> PlanResult:
    """Return the plan as an answer in ``lang``."""
    invited = _inviting(store, plan, day(as_of), lang)
    facts = plan.facts
    return PlanResult(
        schema="alliance.plan/1",
        revision=store.revision,
        as_of=as_of,
        plan=plan.id,
        version=version,
        state=plan.state,
        title=plan.title,
        form=plan.form,
        date=plan.date,
        gap=tuple(g for g in plan.gap if g),
        host=invited(plan.host),
        guests=tuple(invited(guest) for guest in plan.guests),
        rounds=plan.rounds,
        refused=(),
        left_out=tuple(left_out),
        sentence=summary(plan, lang),
        first_meetings=int(facts.get("first_meetings", 0)),
        needs_met=int(facts.get("needs_met", 0)),
        repeats=int(facts.get("repeats", 0)),
        missing=missing(plan),
        wishes=plan.wishes,
        facts=facts,
        batch=batch,
        record=plan,
    )


def refused_answer(
    store: GraphStore, refused: PlanRefused, request: Mapping[str, Any], as_of: str, lang: str, left_out: Iterable[LeftOut] = ()
) -> PlanResult:
    """Return the answer that says why there is no plan: state ``refused``."""
    reasons = said_refusals(store, refused, lang)
    sentence = messages.text("exchanges.no_plan", lang, reasons=" ".join(reason.text for reason in reasons))
    return PlanResult(
        schema="alliance.plan/1",
        revision=store.revision,
        as_of=as_of,
        plan="",
        version=0,
        state="refused",
        title=request["title"],
        form=request["form"],
        date=request["date"],
        gap=tuple(g for g in request["gap"] if g),
        host=None,
        guests=(),
        rounds=(),
        refused=reasons,
        left_out=tuple(left_out),
        sentence=sentence,
        first_meetings=0,
        needs_met=0,
        repeats=0,
        missing=(),
        wishes=request["wishes"],
        facts={},
    )


def _sentence(reasons: Sequence[Because], lang: str) -> str:
    joint, stop = ("；", "。") if lang == "zh" else ("; ", ".")
    return joint.join(reason.text for reason in reasons) + stop if reasons else ""


def summary(plan: ExchangePlan, lang: str) -> str:
    """Return the sentence about what the plan gives: first meetings, needs met, repeats."""
    first, needs, repeats = (int(plan.facts.get(name, 0)) for name in ("first_meetings", "needs_met", "repeats"))
    if not plan.rounds and not first:
        return messages.text("exchanges.summary.nobody_meets", lang)
    code = "summary.with_needs" if needs else "summary.first"
    said = messages.text(f"exchanges.{code}", lang, first=first, needs=needs)
    if not plan.rounds:
        return said
    blank = "" if lang == "zh" else " "
    return said + blank + messages.text("exchanges.summary.repeats" if repeats else "exchanges.summary.no_repeats", lang, repeats=repeats)


def missing(plan: ExchangePlan) -> tuple[str, ...]:
    """Return what is still to be filled in (要补): ``date``, ``place``, ``host_consent``, ``consents``."""
    found = [] if plan.date else ["date"]
    found += [] if plan.facts.get("place") else ["place"]
    found += [] if plan.host.consent in CONSENTING else ["host_consent"]
    found += ["consents"] if any(guest.consent in ("proposed", "consulted") for guest in plan.guests) else []
    return tuple(found)


def record_of(result: PlanResult) -> ExchangePlan:
    """Return the plan that a result shows. Raises ``PlanRefused`` where it shows none."""
    if result.record is None:
        raise PlanRefused(reasons=" ".join(reason.text for reason in result.refused), reasons_codes=[reason.code for reason in result.refused])
    return result.record


def plan_work(plan: ExchangePlan, data: Mapping[str, Any]) -> Work:
    """Return the work record of a plan."""
    return Work(kind="plan", id=plan.id, state=plan.state, data=data)
