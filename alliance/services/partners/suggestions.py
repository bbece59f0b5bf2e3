"""Whom a workshop should meet, and why: the engine's suggestions with names, sentences and evidence."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from alliance import messages
from alliance.errors import InvalidValue
from alliance.model import Tie, day
from alliance.model.knowing import sources_by
from alliance.model.snapshot import Snapshot
from alliance.partners import wording
from alliance.partners.evidence.field_state import ground_of
from alliance.partners.evidence.missing_facts import missing
from alliance.partners.ranking import suggesting
from alliance.partners.records import CRITERIA, Move, Reason, Refusal, Suggestion, Suggestions
from alliance.services.analysis import scope
from alliance.services.authorization import authorized
from alliance.services.naming import resolve
from alliance.services.partners.decisions import balance_of, decided
from alliance.services.partners.suggestion_results import Evidence, LeftOut, NoneBecause, PartnerRow, PartnersResult, ReasonRow, WhyNotResult
from alliance.services.results import NodeRef
from alliance.services.session import Session

EVERYONE = 100_000  # a list long enough for all
ENOUGH = 3  # a list with fewer is short
DIGITS = 9  # of a score: beyond them stands the order in which it was added up


@authorized
def partners(
    net: Session,
    name: str,
    top: int = 5,
    list: str | None = None,
    kind: str = "workshop",
    on: str | None = None,
    *,
    lang: str = "zh",
    balance: Mapping[str, float] | None = None,
) -> PartnersResult:
    """Return suggestions for a workshop or organisation, ``top`` in each list, best first.

    ``list`` near or bridge alone; ``kind`` workshop, enterprise or university is whom to meet;
    ``balance`` multiplies the four criteria (else the store's setting). Raises ``UnknownNode``,
    ``AmbiguousName``, ``InvalidValue``.
    """
    _check(list, kind)
    found, snapshot, as_of, mine = _find_suggestions(net, name, kind, top, on, balance)
    telling = _Telling(net, snapshot, found, lang)
    near, bridge = (telling.rows(getattr(found, which)) if list in (None, which) else () for which in suggesting.LISTS)
    none = tuple(NoneBecause(one.list, one.code, telling.say(one)) for one in found.none_because if list in (None, one.list) or not one.list)
    left = tuple(LeftOut(**telling.node(one.number), code=one.code, text=telling.say(one)) for one in found.left_out if one.number >= 0)
    looked_at, text = scope(net.store, lang)
    return PartnersResult(
        schema="alliance.partners/1",
        revision=snapshot.revision,
        as_of=as_of,
        for_=mine,
        near=near,
        bridge=bridge,
        none_because=none,
        left_out=left,
        would_change=_would_change(snapshot, found, mine, top, lang) if list is None else (),
        scope=looked_at,
        scope_text=text,
    )


@authorized
def why_not(net: Session, name: str, other: str, kind: str = "workshop", on: str | None = None, *, lang: str = "zh", top: int = 5) -> WhyNotResult:
    """Return why ``other`` is not among the first ``top`` suggestions: its rank, or what rules it out, or that nothing speaks for it."""
    _check(None, kind)
    theirs = resolve(net, other, on=net.as_of(on))
    found, snapshot, as_of, mine = _find_suggestions(net, name, kind, EVERYONE, on, others=[theirs.id])
    number = snapshot.number(theirs.id)
    looked_at, text = scope(net.store, lang)
    answer = WhyNotResult(
        schema="alliance.why-not/1",
        revision=snapshot.revision,
        as_of=as_of,
        for_=mine,
        other=NodeRef(theirs.id, theirs.kind, theirs.name),
        list="",
        rank=0,
        code="",
        text="",
        row=None,
        scope=looked_at,
        scope_text=text,
    )
    for which in suggesting.LISTS:
        one = next((one for one in getattr(found, which) if one.number == number), None)
        if one is not None:
            return _with_place(net, answer, snapshot, found, one, which=which, top=top, lang=lang)
    refusal = next((one for one in found.left_out if one.number == number), None)
    return _with_refusal(answer, snapshot, found, refusal or suggesting.ruled_out(snapshot, found.number, number, found.as_of, kind), lang)


def _with_place(
    net: Session, answer: WhyNotResult, snapshot: Snapshot, found: Suggestions, one: Suggestion, which: str, top: int, lang: str
) -> WhyNotResult:
    """Say where in a list it stands, and where it stands behind what would bring it up."""
    code = "why.listed" if one.rank <= top else "why.behind"
    heading = messages.text(f"partners.list.{which}", lang)
    alone = Suggestions(number=found.number, as_of=found.as_of, near=(one,), bridge=())
    return replace(
        answer,
        list=which,
        rank=one.rank,
        code=code,
        text=messages.text(f"partners.{code}", lang, other=answer.other.name, rank=one.rank, list=heading),
        row=_Telling(net, snapshot, alone, lang).rows((one,))[0],
        missing=_lacking(net, snapshot, one, getattr(found, which)[:top], lang),
        would_change=_to_record(snapshot, found, [answer.for_, answer.other], lang) if code == "why.behind" else (),
    )


def _with_refusal(answer: WhyNotResult, snapshot: Snapshot, found: Suggestions, refusal: Refusal, lang: str) -> WhyNotResult:
    """Say what rules it out, or that nothing speaks for it."""
    text = wording.reason_text(refusal, {snapshot.number(answer.other.id): answer.other.name}, lang)
    refused = replace(answer, code=refusal.code, text=text)
    if refusal.code != "out.no-reason":
        return replace(refused, would_change=(messages.text(f"partners.change.{refusal.code}", lang),))
    lacking = tuple(messages.text(f"partners.criterion.{criterion}", lang) for criterion in CRITERIA)
    return replace(refused, missing=lacking, would_change=_to_record(snapshot, found, [answer.for_, answer.other], lang))


def _lacking(net: Session, snapshot: Snapshot, one: Suggestion, shown: Sequence[Suggestion], lang: str) -> tuple[str, ...]:
    """Say for which criteria nothing speaks, and in which the last of those shown has more."""
    mine, last = one.by_criterion(), shown[-1]
    silent = [messages.text(f"partners.criterion.{criterion}", lang) for criterion in CRITERIA if mine[criterion] <= 0]
    said = [messages.text("partners.why.silent", lang, criteria=silent)] if silent else []
    theirs = last.by_criterion()
    more = [messages.text(f"partners.criterion.{criterion}", lang) for criterion in CRITERIA if theirs[criterion] > mine[criterion]]
    if last.rank < one.rank and more:
        node_id = snapshot.ids[last.number]
        name = net.store.names([node_id]).get(node_id, node_id)
        said.append(messages.text("partners.why.more", lang, last=name, rank=last.rank, criteria=more))
    return tuple(said)


def _would_change(snapshot: Snapshot, found: Suggestions, mine: NodeRef, top: int, lang: str) -> tuple[str, ...]:
    """Say what to put on record first where a list is short or rests on attributes alone."""
    lists = (found.near, found.bridge)
    thin = any(len(one) < min(top, ENOUGH) for one in lists) or all("thin" in row.marks for one in lists for row in one)
    return _to_record(snapshot, found, [mine], lang) if thin else ()


def _to_record(snapshot: Snapshot, found: Suggestions, parties: Iterable[NodeRef], lang: str) -> tuple[str, ...]:
    ground = ground_of(snapshot, found.as_of)
    sorts = [(party.name, sort) for party in parties for sort in missing(ground, snapshot.number(party.id))]
    return tuple(messages.text(f"partners.change.{sort}", lang, name=name) for name, sort in sorts)


def _check(list: str | None, kind: str) -> None:
    if list not in (None, *suggesting.LISTS):
        raise InvalidValue(property="list", value=list)
    if kind not in suggesting.KINDS:
        raise InvalidValue(property="kind", value=kind)


def _find_suggestions(
    net: Session,
    name: str,
    kind: str,
    top: int,
    on: str | None,
    balance: Mapping[str, float] | None = None,
    others: Sequence[str] = (),
) -> tuple[Suggestions, Snapshot, str, NodeRef]:
    as_of = net.as_of(on)
    node = resolve(net, name, on=as_of)
    snapshot = net.analyst().around([node.id, *others], day(as_of))
    if node.kind not in suggesting.ASKERS:
        raise InvalidValue(property="name", value=node.name)
    chosen = balance_of(net, snapshot, balance)
    given = decided(net, snapshot, as_of, but_for=node.id)
    found = suggesting.suggest(snapshot, snapshot.number(node.id), day(as_of), kind=kind, top=top, decided=given, balance=chosen)
    return found, snapshot, as_of, NodeRef(node.id, node.kind, node.name)


class _Telling:
    """Turns numbers into names and ties for all rows of an answer, with one call to the store for each."""

    def __init__(self, net: Session, snapshot: Snapshot, found: Suggestions, lang: str) -> None:
        self.snapshot, self.lang, self.on = snapshot, lang, found.as_of
        shown = (*found.near, *found.bridge)
        ids = {number: snapshot.ids[number] for number in _numbers(shown, found.left_out)}
        names = net.store.names(ids.values())
        self.names = {number: names.get(node_id, node_id) for number, node_id in ids.items()}
        keys = sorted({int(snapshot.tie_key[tie]) for one in shown for reason in (*one.reasons, *one.against) for tie in reason.ties})
        self.ties: dict[int, Tie] = {tie.key: tie for tie in net.store.ties_by_key(keys)}

    def node(self, number: int) -> dict[str, str]:
        return {"id": self.snapshot.ids[number], "kind": self.snapshot.kind_of(number), "name": self.names[number]}

    def say(self, one: Reason | Move | Refusal) -> str:
        return wording.reason_text(one, self.names, self.lang)

    def rows(self, suggestions: Iterable[Suggestion]) -> tuple[PartnerRow, ...]:
        return tuple(self._row(one) for one in suggestions)

    def _row(self, one: Suggestion) -> PartnerRow:
        way, reasons, against = one.way_in, tuple(map(self._reason, one.reasons)), tuple(map(self._reason, one.against))
        # what is told adds up as it is told: the sum of the rounded parts, not the rounded sum
        score = round(math.fsum(reason.contribution for reason in (*reasons, *against)), DIGITS)
        return PartnerRow(
            **self.node(one.number),
            score=score,
            rank=one.rank,
            reasons=reasons,
            against=against,
            marks=one.marks,
            mind=tuple(wording.said_marks(one, self.lang)),
            moves=tuple(map(self.say, one.moves)),
            way_in=wording.said_way(one, self.names, self.lang),
            union=NodeRef(**self.node(way.union)) if way.union >= 0 else None,
            introducers=tuple(NodeRef(**self.node(number)) for number in way.introducers),
        )

    def _reason(self, reason: Reason) -> ReasonRow:
        facts: dict[str, Any] = {name: [self.node(number) for number in numbers] for name, numbers in reason.nodes.items()}
        facts |= {name: wording.fact(name, value, self.lang) for name, value in reason.facts.items()}
        keys = [int(self.snapshot.tie_key[tie]) for tie in dict.fromkeys(reason.ties)]
        known = [_evidence(self.ties[key], self.on) for key in keys if key in self.ties]
        evidence = tuple(sorted(known, key=lambda one: (one.date, one.kind, one.id)))  # in time, and the same in whatever order it was entered
        return ReasonRow(
            criterion=reason.criterion,
            code=reason.code,
            contribution=round(reason.contribution, DIGITS),
            text=self.say(reason),
            facts=facts,
            evidence=evidence,
        )


def _numbers(shown: Iterable[Suggestion], left_out: Iterable[Refusal]) -> set[int]:
    found = {one.number for one in left_out}
    for one in shown:
        found |= {one.number, one.way_in.union, *one.way_in.introducers, *one.way_in.alliances}
        named = [part.nodes for part in (*one.reasons, *one.against)] + [move.nodes for move in one.moves]
        found |= {number for nodes in named for numbers in nodes.values() for number in numbers}
    return found - {-1}


def _evidence(tie: Tie, on: int) -> Evidence:
    return Evidence(
        id=tie.id, kind=tie.kind, from_=tie.source, to=tie.target, date=str(tie.props.get("valid_from") or ""), sources=sources_by(tie.props, on)
    )
