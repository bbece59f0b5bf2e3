"""Reasons of reach for many workshops at once: explained, named and worded with one call to the store for all names and one for all ties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from alliance.model import Tie
from alliance.model.knowing import sources_by
from alliance.model.snapshot import Snapshot
from alliance.network.reach.evidence import Evidence
from alliance.network.reach.reach import ReachTable
from alliance.network.reach.reasons import ReachReason, explain
from alliance.network.reach.wording import lifts, sentence, why_not
from alliance.services.results import NodeRef
from alliance.stores.port import GraphStore


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One record: a tie, or the shared node (activity, project …) over which two met.

    ``name``: the other end; ``date``: as precisely as it is known; ``source`` and ``recorded``: where and
    when it was written down; ``why``: why it does not count, empty where it does.
    """

    id: str
    kind: str
    from_: str
    to: str
    date: str
    name: str
    source: str
    recorded: str
    why: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact that the reach of a workshop rests on: its own tie, one of its head, or a shared node (``via``) over which two met.

    ``id`` is that of the tie, or of the shared node; ``other`` the other end; ``date`` as precisely as it is known; ``source`` where
    it was written down first.
    """

    id: str
    kind: str
    date: str
    other: NodeRef
    via: NodeRef | None
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """What would lift a workshop: a code and its sentence."""

    code: str
    text: str


class Explained:
    """A reason with the names and ties that its sentence needs."""

    def __init__(self, reason: ReachReason, snapshot: Snapshot, names: Mapping[str, str], ties: Mapping[int, Tie], lang: str, most: int) -> None:
        self.reason, self._names, self._ties, self._lang, self._most = reason, names, ties, lang, most
        self._snapshot = snapshot

    @property
    def sentence(self) -> str:
        """The whole reason as running text."""
        return sentence(self.reason, self._names, self._lang)

    @property
    def evidence(self) -> tuple[EvidenceRow, ...]:
        """What the ring rests on."""
        return tuple(self._row(one) for one in resting_on(self.reason)[: self._most])

    @property
    def contacts(self) -> tuple[ContactRow, ...]:
        """The contacts among them: a membership is none."""
        return tuple(self._contact(one) for one in resting_on(self.reason)[: self._most] if one.why != "alliance")

    @property
    def not_counted(self) -> tuple[EvidenceRow, ...]:
        """What is on record and does not count."""
        rest = [one for one in self.reason.not_counted if one not in resting_on(self.reason)]
        return tuple(self._row(one) for one in rest[: self._most])

    @property
    def checked(self) -> str:
        """When it was last checked, as precisely as it is known, empty for never."""
        return format_interval(*self.reason.checked)

    @property
    def steps(self) -> tuple[Step, ...]:
        """What would lift it."""
        return tuple(Step(code, text) for code, text in zip(self.reason.lifts, lifts(self.reason, self._lang), strict=True))

    def name(self, node_id: str) -> str:
        """Return the name of a node, its id where it has none."""
        return self._names.get(node_id, node_id)

    def _contact(self, one: Evidence) -> ContactRow:
        tie = self._ties.get(one.tie_key)
        return ContactRow(
            id=one.via or (tie.id if tie is not None else ""),
            kind=one.kind,
            date=format_interval(one.first, one.last),
            other=NodeRef(one.other, self._snapshot.kind_of(one.number), self.name(one.other)),
            via=NodeRef(one.via, one.kind, self.name(one.via)) if one.via else None,
            source=str(_first_source(tie, self.reason.as_of).get("source") or ""),
        )

    def _row(self, one: Evidence) -> EvidenceRow:
        tie = self._ties.get(one.tie_key)
        source = _first_source(tie, self.reason.as_of)
        ends = (tie.source, tie.target) if tie is not None and not one.via else (self.reason.workshop, one.other)
        why = why_not(one, self._names, self._lang) if one.why else ""
        return EvidenceRow(
            id=one.via or (tie.id if tie is not None else ""),
            kind=one.kind,
            from_=ends[0],
            to=ends[1],
            date=format_interval(one.first, one.last),
            name=self.name(one.other),
            source=str(source.get("source") or ""),
            recorded=str(source.get("as_of") or ""),
            why=why,
        )


def _first_source(tie: Tie | None, as_of: int) -> Mapping[str, object]:
    sources = sources_by(tie.props, as_of) if tie is not None else ()
    return sources[0] if sources else {}


def explain_workshops(
    store: GraphStore, snapshot: Snapshot, table: ReachTable, numbers: Sequence[int], more: set[str], lang: str, most: int
) -> Iterator[Explained]:
    """Yield the reason of each workshop; ``more``: further ids to be named, ``most``: how much evidence is worded for each."""
    reasons = [explain(snapshot, table, number) for number in numbers]
    ids = set(more)
    for reason in reasons:
        ids |= {reason.workshop, *reason.mentioned()}
    keys = {one.tie_key for reason in reasons for one in (*resting_on(reason)[:most], *reason.not_counted[:most])}
    names = store.names(ids)
    ties = {tie.key: tie for tie in store.ties_by_key(sorted(keys))}
    for reason in reasons:
        yield Explained(reason=reason, snapshot=snapshot, names=names, ties=ties, lang=lang, most=most)


def resting_on(reason: ReachReason) -> list[Evidence]:
    """Return the records a ring rests on: those that count; for one that sleeps, the former contact and the membership."""
    if reason.counted or reason.code != "sleeping":
        return list(reason.counted)
    former, alliance = reason.facts["former"], reason.facts["alliance"]
    return [one for one in reason.not_counted if one == former or (one.why == "alliance" and one.other == alliance)]


def format_interval(first: int, last: int) -> str:
    """Return an interval of days as it is stored: day, month, year or span; empty where it is unknown.

    >>> from alliance.model import period
    >>> [format_interval(p.first, p.last) for p in map(period, ("2025", "2024-02", "2025-08-03", "2025-01-02/2025-01-05", ""))]
    ['2025', '2024-02', '2025-08-03', '2025-01-02/2025-01-05', '']
    """
    if first <= 0:
        return ""
    start, end = date.fromordinal(first), date.fromordinal(max(first, last))
    if start == end:
        return start.isoformat()
    if start.year == end.year and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year:04d}"
    if start.day == 1 and (start.year, start.month) == (end.year, end.month) and (end + timedelta(days=1)).day == 1:
        return f"{start.year:04d}-{start.month:02d}"
    return f"{start.isoformat()}/{end.isoformat()}"
