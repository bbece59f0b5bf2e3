"""Answers to suggestions and facts that rule a pair out: kept as work records, undoable, respected in both directions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from alliance import messages
from alliance.errors import InvalidValue
from alliance.model import ANY, OPEN, Batch, Change, Node, Work, day, iso, months_before
from alliance.model.snapshot import Snapshot
from alliance.network.time.window import window_first
from alliance.partners import wording
from alliance.partners.evidence import decisions
from alliance.partners.ranking import decision_weights, suggesting
from alliance.services.authorization import authorized
from alliance.services.batch_ids import new_batch_id
from alliance.services.naming import ref, resolve
from alliance.services.partners.acquaintance_ties import known_tie
from alliance.services.results import NodeRef, Result, TieRef
from alliance.services.session import Session
from alliance.tables.cells.texts import line

LATER_MONTHS = 3


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One answer: ``due`` is the day of the planned contact, ``until`` the last day of 暂缓; ``batch`` takes it back."""

    id: str
    workshop: NodeRef
    candidate: NodeRef
    answer: str
    reason: str
    owner: str
    due: str
    until: str
    by: str
    on: str
    text: str


@dataclass(frozen=True, slots=True)
class DecisionKept(Result):
    """The answer that was kept, the batch that ``undo`` takes, the tie that came with it, and a sentence on what is still to be told."""

    row: DecisionRow
    batch: str
    tie: TieRef | None = None
    missing: str = ""


@dataclass(frozen=True, slots=True)
class AcceptanceRow:
    """How often suggestions with a reason were accepted: ``answered`` counts accepted and unsuitable ones; the others decide nothing."""

    criterion: str
    code: str
    answered: int
    accepted: int
    text: str = ""
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class DecisionsResult(Result):
    """Answers by id, how many of each kind and reason there are, and how often each reason was accepted (most answered first, then by code).

    ``learning`` says whether the answers weigh the reasons yet, and how many are wanted for that.
    """

    rows: tuple[DecisionRow, ...]
    counts: dict[str, int]
    by_reason: dict[str, int]
    acceptance: tuple[AcceptanceRow, ...] = ()
    learning: str = ""


@authorized
def answer(
    net: Session,
    workshop: str,
    candidate: str,
    answer: str,
    *,
    reason: str = "",
    owner: str = "",
    due: str = "",
    tie_kind: str = "",
    date: str = "",
    source: str = "",
    on: str | None = None,
    lang: str = "zh",
) -> DecisionKept:
    """Keep the decision about a pair; a later one about the same pair replaces it.

    accepted: a planned contact with ``owner`` and ``due``. unsuitable: ``reason`` from the short list
    (``partners.evidence.decisions.UNSUITABLE``). known: with ``tie_kind``, ``date`` and ``source`` the tie is kept in the
    same batch, without them the answer says that it is missing. later: until ``due``, three months where
    it is not given. Raises ``InvalidValue``, ``UnknownNode``, ``AmbiguousName``.
    """
    _check_answer(answer, reason, tie_kind)
    mine, theirs, as_of = resolve(net, workshop), resolve(net, candidate), net.as_of(on)
    if mine.id == theirs.id:
        raise InvalidValue(property="candidate", value=candidate)
    tie = known_tie(mine, theirs, tie_kind, date, source, as_of) if tie_kind else None
    said = {"answer": answer, "reason": reason, "owner": line(owner), **_deadlines(answer, due, as_of)}
    who = {"workshop": mine.id, "candidate": theirs.id, "by": net.actor.key, "on": as_of}
    kept = Work(kind="answer", id=pair_id(mine.id, theirs.id), state=answer, data={**who, **said, "codes": _codes(net, mine, theirs, as_of)})
    word = messages.text(f"partners.answer.{answer}", lang)
    label = messages.text("partners.label.answer", lang, answer=word, workshop=mine.name, candidate=theirs.name)
    changes = (Change("put", kept, ANY), *([Change("merge", tie)] if tie else []))
    receipt = net.store.commit(Batch(new_batch_id("answer"), "answer", changes, label=label), net.actor)
    return DecisionKept(
        schema="alliance.answer/1",
        revision=net.store.revision,
        as_of=as_of,
        row=_row(kept, {mine.id: ref(mine), theirs.id: ref(theirs)}, lang),
        batch=receipt.batch,
        tie=TieRef(id=tie.id, kind=tie.kind, from_=tie.source, to=tie.target, date=date) if tie else None,
        missing=messages.text("partners.known.tie-missing", lang) if answer == "known" and not tie else "",
    )


def _check_answer(answer: str, reason: str, tie_kind: str) -> None:
    if answer not in decisions.ANSWERS:
        raise InvalidValue(property="answer", value=answer)
    if answer == "unsuitable" and reason not in decisions.UNSUITABLE:
        raise InvalidValue(property="reason", value=reason)
    if tie_kind and answer != "known":
        raise InvalidValue(property="tie_kind", value=tie_kind)


def _deadlines(answer: str, due: str, as_of: str) -> dict[str, str]:
    """Return the day of the contact, or for what is put off the day until which it waits."""
    last = iso(day(due)) if due else ""
    if answer != "later":
        return {"due": last, "until": ""}
    return {"due": "", "until": last or iso(months_before(day(as_of), -LATER_MONTHS))}


@authorized
def answers(net: Session, workshop: str | None = None, *, on: str | None = None, lang: str = "zh") -> DecisionsResult:
    """Return the answers about a workshop (as either side), or all, newest day first, then by id."""
    only = resolve(net, workshop).id if workshop else ""
    kept = [work for work in net.store.work("answer") if not only or only in (work.data["workshop"], work.data["candidate"])]
    kept.sort(key=lambda work: work.id)
    kept.sort(key=lambda work: str(work.data.get("on") or ""), reverse=True)
    nodes = net.store.nodes({work.data[end] for work in kept for end in ("workshop", "candidate")})
    names = {node_id: ref(node) for node_id, node in nodes.items()}
    rows = tuple(_row(work, names, lang) for work in kept)
    reasons = Counter(row.reason for row in rows if row.answer == "unsuitable")
    acceptance, learning = _acceptance(net, kept, lang)
    return DecisionsResult(
        schema="alliance.answers/1",
        revision=net.store.revision,
        as_of=net.as_of(on),
        rows=rows,
        counts=dict(Counter(row.answer for row in rows)),
        by_reason=dict(reasons),
        acceptance=acceptance,
        learning=learning,
    )


@authorized
def balance_of(net: Session, snapshot: Snapshot, balance: Mapping[str, float] | None = None) -> dict[str, float]:
    """Return what multiplies the weights: ``balance`` of the criteria (else the store's), and what the answers say of single reasons."""
    of_criteria = balance if balance is not None else snapshot.settings.get("criteria") or {}
    return {**decision_weights.factors(_told_answers(net.store.work("answer")), int(snapshot.settings["answers_to_learn"])), **of_criteria}


def _told_answers(kept: Iterable[Work]) -> list[decision_weights.Told]:
    decided = (work.data for work in kept if work.data["answer"] in ("accepted", "unsuitable"))
    return [(tuple(data.get("codes") or ()), data["answer"] == "accepted") for data in decided]


def _codes(net: Session, mine: Node, theirs: Node, as_of: str) -> list[str]:
    """Return the codes of the reasons that spoke for the pair when it was answered."""
    snapshot = net.analyst().around([mine.id, theirs.id], day(as_of))
    numbers = [snapshot.number(node.id) for node in (mine, theirs)]
    if mine.kind not in suggesting.ASKERS or theirs.kind not in suggesting.ASKERS:
        return []
    found = suggesting.explained_among(snapshot, numbers[0], numbers[1:], day(as_of), balance_of(net, snapshot))
    return sorted({reason.code for one in found for reason in one.reasons})


def _acceptance(net: Session, kept: Iterable[Work], lang: str) -> tuple[tuple[AcceptanceRow, ...], str]:
    told, least = _told_answers(kept), int(net.store.settings()["answers_to_learn"])
    spoke = Counter(code for codes, _ in told for code in codes)
    taken = Counter(code for codes, good in told if good for code in codes)
    weighed = decision_weights.factors(_told_answers(net.store.work("answer")), least)
    order = sorted(spoke, key=lambda code: (-spoke[code], code))

    def row(code: str) -> AcceptanceRow:
        return AcceptanceRow(
            criterion=code.partition(".")[0],
            code=code,
            answered=spoke[code],
            accepted=taken[code],
            text=wording.said_short(code, lang),
            factor=weighed.get(code, 1.0),
        )

    return tuple(row(code) for code in order), messages.text(f"partners.learning.{'on' if weighed else 'off'}", lang, least=least)


@authorized
def exclude(net: Session, party: str, other: str = "", *, why: str, since: str = "", until: str = "", scope: str = "") -> str:
    """Keep a fact that rules contacts out (``partners.evidence.decisions.NO_FACTS``), with one other or with all; return its batch.

    Raises ``InvalidValue`` for an unknown ``why``.
    """
    if why not in decisions.NO_FACTS:
        raise InvalidValue(property="why", value=why)
    mine = resolve(net, party)
    theirs = resolve(net, other).id if other else ""
    data = {"party": mine.id, "other": theirs, "why": why, "since": since, "until": until, "scope": line(scope), "by": net.actor.key}
    batch = new_batch_id("exclude")
    work = Work(kind="no_fact", id=f"{pair_id(mine.id, theirs)}|{why}", state=why, data=data)
    net.store.commit(Batch(batch, "exclude", (Change("put", work, ANY),), label=mine.name), net.actor)
    return batch


def pair_id(a: str, b: str) -> str:
    """Return the id of what is kept about a pair, whichever side asks.

    >>> pair_id("w-2", "w-1")
    'w-1|w-2'
    """
    return "|".join(sorted((a, b)))


@authorized
def decided(net: Session, snapshot: Snapshot, as_of: str, *, last_round: bool = True, but_for: str = "") -> decisions.Decided:
    """Return what the engine must respect: answers and no-facts by node number, load within the window, own capacities.

    Load of a party: with how many others a contact is accepted or postponed, and in whose lists of the last round it
    stands (``but_for`` leaves out the list of the one who asks). What names a node that is no longer there is left out.
    """
    number = _numbers(net, snapshot)
    pairs = [(work.data, number(work.data["workshop"]), number(work.data["candidate"])) for work in net.store.work("answer")]
    pairs = [row for row in pairs if min(row[1:]) >= 0]
    given = tuple(
        decisions.Decision(party=a, candidate=b, answer=data["answer"], reason=data.get("reason", ""), until=day(data.get("until") or ""))
        for data, a, b in pairs
    )
    stated = [work.data for work in net.store.work("no_fact")]
    refused = [(data, number(data["party"]), number(data["other"]) if data.get("other") else -1) for data in stated]
    facts = tuple(_no_fact(data, party, other) for data, party, other in refused if party >= 0 and (other >= 0 or not data.get("other")))
    first = window_first(day(as_of), int(net.store.settings()["window_months"]))  # work of the year, whatever period is looked at
    busy = {pair for data, a, b in pairs if data["answer"] in ("accepted", "later") and day(data["on"]) >= first for pair in ((a, b), (b, a))}
    if last_round:
        settled = {pair for data, a, b in pairs if data["answer"] in ("unsuitable", "known") for pair in ((a, b), (b, a))}
        busy |= {pair for pair in _places_of_round(net, number, but_for) if pair not in settled}
    load = Counter(party for party, _ in busy)
    return decisions.Decided(answers=given, no_facts=facts, load=dict(load), capacity=capacities(net, snapshot, load))


def _places_of_round(net: Session, number: Callable[[str], int], but_for: str) -> set[tuple[int, int]]:
    """Return (candidate, party) of every place in the last round."""
    rounds = [work.data["places"] for work in net.store.work("round")]
    places = [(other, party) for places in rounds for party, lists in places.items() if party != but_for for ids in lists.values() for other in ids]
    found = {(number(other), number(party)) for other, party in places}
    return {pair for pair in found if min(pair) >= 0}


def _no_fact(data: Mapping[str, Any], party: int, other: int) -> decisions.NoFact:
    until = day(data["until"]) if data.get("until") else OPEN
    return decisions.NoFact(party=party, why=data["why"], other=other, since=day(data.get("since") or ""), until=until, scope=data.get("scope", ""))


@authorized
def capacities(net: Session, snapshot: Snapshot, parties: Iterable[int]) -> dict[int, int]:
    """Return the own figure of each party that states one; only those with any load can be full."""
    ids = {snapshot.ids[party]: party for party in parties}
    stated = {ids[node_id]: node.props.get("capacity") for node_id, node in net.store.nodes(ids).items() if node_id in ids}
    return {party: int(figure) for party, figure in stated.items() if figure is not None}


def _numbers(net: Session, snapshot: Snapshot) -> Callable[[str], int]:
    """Return the function from id to node number, −1 for what is not there; a merged id leads to its successor."""
    known: dict[str, int] = {}

    def number(node_id: str) -> int:
        if node_id not in known:
            found = snapshot.ids.find(node_id)
            if found < 0:
                node = net.store.nodes([node_id]).get(node_id)
                found = snapshot.ids.find(node.id) if node else -1
            known[node_id] = found
        return known[node_id]

    return number


def _row(work: Work, names: dict[str, NodeRef], lang: str) -> DecisionRow:
    data = work.data
    mine, theirs = (names.get(data[end], NodeRef(data[end], "", data[end])) for end in ("workshop", "candidate"))
    text = messages.text(f"partners.answer.{data['answer']}", lang)
    if data.get("reason"):
        text = messages.text("partners.answer.with-reason", lang, answer=text, reason=messages.text(f"partners.unsuitable.{data['reason']}", lang))
    said = {name: data.get(name, "") for name in ("answer", "reason", "owner", "due", "until", "by", "on")}
    return DecisionRow(work.id, mine, theirs, **said, text=text)
