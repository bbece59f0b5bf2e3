"""The list of alliances and one in full: declared kind, kinds by rule, contradictions on record, activity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alliance import messages
from alliance.model import OPEN, UNKNOWN, Node, day, iso
from alliance.model.snapshot import Snapshot
from alliance.network.alliances.checks import Finding, checks
from alliance.network.alliances.facts import AllianceFacts, alliance_facts
from alliance.network.alliances.kinds import Condition, Rule, flags, kinds, question, rules
from alliance.network.alliances.life import alliance_life
from alliance.network.place.classification import entries
from alliance.network.reach.reach import reach
from alliance.schema import vocabularies
from alliance.services.authorization import authorized
from alliance.services.industries.cell import CellWorkshop
from alliance.services.naming import refs, resolve
from alliance.services.reach.reach_explaining import format_interval
from alliance.services.results import NodeRef, Result
from alliance.services.session import Session


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One condition of a rule: True, False, None where the record cannot tell; its sentence and figures."""

    code: str
    holds: bool | None
    text: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind judged: True, False or open (None), with its conditions."""

    kind: str
    name: str
    holds: bool | None
    conditions: tuple[ConditionRow, ...]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Something on record that does not fit, as a sentence; nothing is repaired."""

    code: str
    about: tuple[NodeRef, ...]
    text: str


@dataclass(frozen=True, slots=True)
class HalfYear:
    """Activities of the alliance in a half-year, by its first day."""

    from_: str
    activities: int


@dataclass(frozen=True, slots=True)
class ChairRow:
    """Who led the alliance from when to when (empty where not on record, ``open`` without end)."""

    who: NodeRef
    role: str
    from_: str
    to: str


@dataclass(frozen=True, slots=True)
class AllianceResult(Result):
    """One alliance. ``question``: where the declared kind does not fit what is on record; empty otherwise.

    ``members``: workshops with their reach; ``quiet``: those without a recent contact with another member. ``density``: share of the pairs
    of members in contact, None for fewer than two. ``out``: pairs of a member with a workshop outside. ``dissolved``: the day as stated, empty
    while it runs; one that was dissolved has the members and figures of that day, and nothing is asked about it.
    """

    alliance: NodeRef
    declared: str
    declared_name: str
    computed: tuple[str, ...]
    flags: tuple[str, ...]
    flag_names: tuple[str, ...]
    question: str
    kinds: tuple[KindRow, ...]
    findings: tuple[FindingRow, ...]
    stated: int | None
    members: tuple[CellWorkshop, ...]
    others: tuple[NodeRef, ...]
    pairs: int
    density: float | None
    out: int
    quiet: tuple[NodeRef, ...]
    halves: tuple[HalfYear, ...]
    chairs: tuple[ChairRow, ...]
    dissolved: str = ""

    def quiet_first(self) -> tuple[CellWorkshop, ...]:
        """Return the members, those without a contact inside it first, each part by id: the order in which they are invited."""
        quiet = {ref.id for ref in self.quiet}
        return tuple(sorted(self.members, key=lambda member: (member.id not in quiet, member.id)))


@dataclass(frozen=True, slots=True)
class AllianceRow:
    """One alliance of the list; ``dissolved`` as in ``AllianceResult``."""

    id: str
    name: str
    declared: str
    computed: tuple[str, ...]
    flags: tuple[str, ...]
    members: int
    question: str
    findings: tuple[str, ...]
    dissolved: str = ""


@dataclass(frozen=True, slots=True)
class AlliancesResult(Result):
    """All alliances by id: those with a question or a finding first."""

    counts: Mapping[str, int]
    left_out: int
    rows: tuple[AllianceRow, ...]


@authorized
def alliance(net: Session, name: str, on: str | None = None, *, lang: str = "zh") -> AllianceResult:
    """Return one alliance with kinds, checks and figures. Raises ``UnknownNode``, ``AmbiguousName``."""
    snapshot, as_of = net.snapshot(on), net.as_of(on)
    node = resolve(net, name, ("Alliance",), on=as_of)
    then, dissolved = _last_day(node, day(as_of))
    facts, judged = _judge_kinds(snapshot, then, node)
    life, rings = alliance_life(snapshot, then, facts), reach(snapshot, day(as_of))
    declared, stated = str(node.props.get("declared_kind") or ""), node.props.get("stated_members")
    found = [] if dissolved else checks(snapshot, then, facts, stated)
    named = _refs(net, snapshot, {*facts.workshops, *facts.others, *(n for _, _, _, n, _ in life.chairs)}) | _by_id(net, snapshot, found)
    seen = flags(snapshot, then, facts)

    def of(number: int) -> NodeRef:
        return named[snapshot.ids[int(number)]]

    return AllianceResult(
        schema="alliance.alliance/1",
        revision=snapshot.revision,
        as_of=as_of,
        alliance=NodeRef(node.id, node.kind, node.name),
        declared=declared,
        declared_name=kind_name(declared, lang),
        computed=kinds(judged),
        flags=seen,
        flag_names=tuple(messages.text(f"network.alliance.flag.{flag}", lang) for flag in seen),
        question="" if dissolved else kind_question(judged, declared, lang),
        kinds=tuple(_kind(rule, lang) for rule in judged),
        findings=tuple(_finding(one, named, lang) for one in found),
        stated=stated,
        members=tuple(CellWorkshop(id=of(one).id, kind="Workshop", name=of(one).name, ring=rings.code_of(one)) for one in facts.workshops),
        others=tuple(of(one) for one in facts.others),
        pairs=life.pairs,
        density=None if life.density is None else round(life.density, 4),
        out=life.out,
        quiet=tuple(of(one) for one in life.quiet),
        halves=tuple(HalfYear(iso(start), count) for start, count in life.halves),
        chairs=tuple(
            ChairRow(who=of(who), role=_role(role, lang), from_=format_interval(first, last), to="open" if until >= OPEN else iso(until))
            for first, last, until, who, role in life.chairs
        ),
        dissolved=dissolved,
    )


@authorized
def alliances(net: Session, on: str | None = None, *, limit: int = 200, lang: str = "zh") -> AlliancesResult:
    """Return all alliances with declared and computed kinds, those with a question or a finding first, then by id; ``counts`` by computed kind."""
    snapshot, as_of = net.snapshot(on), net.as_of(on)
    rows = []
    for node in net.store.all_nodes("Alliance"):
        if snapshot.ids.find(node.id) < 0:
            continue
        then, dissolved = _last_day(node, day(as_of))
        facts, judged = _judge_kinds(snapshot, then, node)
        declared = str(node.props.get("declared_kind") or "")
        found = [] if dissolved else checks(snapshot, then, facts, node.props.get("stated_members"))
        rows.append(
            AllianceRow(
                id=node.id,
                name=node.name,
                declared=declared,
                computed=kinds(judged),
                flags=flags(snapshot, then, facts),
                members=len(facts.workshops) + len(facts.others),
                question="" if dissolved else kind_question(judged, declared, lang),
                findings=tuple(one.code for one in found),
                dissolved=dissolved,
            )
        )
    rows.sort(key=lambda row: (not row.question and not row.findings, row.id))
    counts = {choice.code: sum(choice.code in row.computed for row in rows) for choice in vocabularies.ALLIANCE_KINDS}
    return AlliancesResult(
        schema="alliance.alliances/1",
        revision=snapshot.revision,
        as_of=as_of,
        counts=counts,
        left_out=max(len(rows) - limit, 0),
        rows=tuple(rows[:limit]),
    )


def _last_day(node: Node, on: int) -> tuple[int, str]:
    """The day on which an alliance is judged, and when it was dissolved: its last day where that is past, else the day and nothing."""
    stated = str(node.props.get("dissolved") or "")
    ended = day(stated)
    return (ended, stated) if UNKNOWN < ended < on else (on, "")


def _judge_kinds(snapshot: Snapshot, on: int, node: Node) -> tuple[AllianceFacts, tuple[Rule, ...]]:
    facts = alliance_facts(snapshot, on, snapshot.number(node.id))
    return facts, rules(snapshot, on, facts, demonstration="示范" in node.name)


def kind_name(kind: str, lang: str) -> str:
    """Return the label of a kind of alliance, the word itself where it is none of ours."""
    return next((choice.label(lang) for choice in vocabularies.ALLIANCE_KINDS if choice.code == kind), kind)


def kind_question(judged: tuple[Rule, ...], declared: str, lang: str) -> str:
    """Return the question where the declared kind does not fit, empty otherwise."""
    rule = question(judged, declared)
    if rule is None:
        return ""
    failing = [condition_text(one, lang) for one in rule.conditions if one.holds is False]
    return messages.text("network.alliance.question", lang, kind=kind_name(declared, lang), conditions=failing)


def condition_text(one: Condition, lang: str) -> str:
    """Return a condition as a sentence with its figures."""
    word = {True: "yes", False: "no", None: "open"}[one.holds]
    shown = {key: f"{value:.0%}" if isinstance(value, float) else value for key, value in one.facts.items()}
    if shown.get("division") and lang == "zh":
        shown["division"] = entries()[str(shown["division"])][2]
    if "rank" in shown:
        shown["rank"] = next(rank.label(lang) for rank in vocabularies.RANKS if rank.code == shown["rank"])
    return messages.text(f"network.alliance.condition.{one.code}.{word}", lang, **shown)


def _kind(rule: Rule, lang: str) -> KindRow:
    rows = tuple(ConditionRow(code=one.code, holds=one.holds, text=condition_text(one, lang), facts=one.facts) for one in rule.conditions)
    return KindRow(kind=rule.kind, name=kind_name(rule.kind, lang), holds=rule.holds, conditions=rows)


def _finding(one: Finding, named: Mapping[str, NodeRef], lang: str) -> FindingRow:
    about = tuple(named[node_id] for node_id in one.about)
    facts = dict(one.facts)
    if "rank" in facts:
        facts["rank"] = next(rank.label(lang) for rank in vocabularies.RANKS if rank.code == facts["rank"])
    first, rest = about[0].name if about else "", [ref.name for ref in about[1:6]]
    return FindingRow(one.code, about, messages.text(f"network.alliance.check.{one.code}", lang, name=first, others=rest, **facts))


def _role(role: str, lang: str) -> str:
    return next((choice.label(lang) for choice in vocabularies.MEMBER_ROLES if choice.code == role), role)


def _refs(net: Session, snapshot: Snapshot, numbers: set[int]) -> dict[str, NodeRef]:
    return refs(net.store, [snapshot.ids[int(one)] for one in numbers], {snapshot.ids[int(one)]: snapshot.kind_of(int(one)) for one in numbers})


def _by_id(net: Session, snapshot: Snapshot, found: list[Finding]) -> dict[str, NodeRef]:
    return _refs(net, snapshot, {snapshot.number(node_id) for one in found for node_id in one.about})
