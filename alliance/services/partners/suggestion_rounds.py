"""A round for everyone: who is suggested to whom, kept as one work record (kind ``round``), with what it covers and whom it left out.

The record replaces the one before it and is taken back with its batch; its places count as load from then on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from alliance import messages
from alliance.errors import InvalidValue
from alliance.model import ANY, Batch, Change, Work, day
from alliance.model.snapshot import Snapshot
from alliance.network.period_wording import shown_as_of
from alliance.network.reach.reach import reach
from alliance.partners import wording
from alliance.partners.evidence.decisions import Decided
from alliance.partners.evidence.field_state import ground_of
from alliance.partners.ranking import suggesting, suggestion_rounds
from alliance.partners.ranking.ordering import usual_capacity
from alliance.partners.records import Refusal
from alliance.reports.csv_files import csv_bytes
from alliance.reports.tables import Column, Table
from alliance.services.authorization import authorized
from alliance.services.batch_ids import new_batch_id
from alliance.services.partners.decisions import balance_of, capacities, decided
from alliance.services.results import NodeRef, Result
from alliance.services.session import Session
from alliance.stores.port import Progress

ROUND = "all"  # there is one round at a time
WIDTHS = (10, 34, 16, 8, 10, 34, 60)  # of the columns of its file
DEPTH = 40  # so many of each list are candidates for a place


@dataclass(frozen=True, slots=True)
class RoundPlace:
    """One suggestion of the round: in which list, at which place, and its reasons as sentences, the weightiest first."""

    list: str
    rank: int
    other: NodeRef
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One workshop with its suggestions; ``none_because`` says why it has none; ``passed`` how many were left out because they are full."""

    workshop: NodeRef
    ring: str
    places: tuple[RoundPlace, ...]
    none_because: str
    passed: int


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A workshop that is in nobody's list, whether it is active, and why."""

    workshop: NodeRef
    active: bool
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class RoundResult(Result):
    """The round, in the order in which it was served.

    ``active``: workshops with a dated contact in the last 24 months; ``covered``: how many of them are in somebody's list;
    ``full``: workshops whose capacity is used up by it; ``unlisted``: whoever is in nobody's list; ``batch`` takes the round back.
    """

    top: int
    rows: tuple[RoundRow, ...]
    workshops: int
    served: int
    active: int
    covered: int
    full: tuple[NodeRef, ...]
    unlisted: tuple[Unlisted, ...]
    batch: str


@dataclass(frozen=True, slots=True)
class LastRound:
    """The round that is kept: its reference date and how many workshops have a suggestion in it."""

    on: str
    served: int


@authorized
def last_round(net: Session) -> LastRound | None:
    """Return the round that is kept; None where there is none."""
    kept = next(iter(net.store.work("round")), None)
    return LastRound(on=str(kept.data["on"]), served=len(kept.data["places"])) if kept else None


@authorized
def suggest_all(
    net: Session,
    top: int = 5,
    *,
    on: str | None = None,
    lang: str = "zh",
    balance: Mapping[str, float] | None = None,
    progress: Progress | None = None,
) -> RoundResult:
    """Suggest up to ``top`` in each list to every workshop at once, keep it as the round, and return it.

    The worst-off are served first; nobody stands in more lists than its capacity (own figure, else the
    setting) leaves beside accepted and postponed contacts. The round before does not count. ``progress`` may raise
    to stop: then nothing is kept. Raises ``InvalidValue`` for ``top`` below 1. O(workshops × candidates × terms).
    """
    if top < 1:
        raise InvalidValue(property="top", value=top)
    made = _Making(net=net, top=top, on=on, lang=lang, balance=balance)
    wishes = made.wishes(progress)
    found = suggestion_rounds.assign_suggestions(wishes, made.room, top, (made.active, made.numbers))
    rows = made.rows(suggestion_rounds.serving_order(wishes), found, progress)
    batch = new_batch_id("round")
    places = {
        row.workshop.id: {name: [p.other.id for p in row.places if p.list == name] for name in suggestion_rounds.LISTS} for row in rows if row.places
    }
    data = {"on": made.as_of, "top": top, "revision": made.snapshot.revision, "by": net.actor.key, "places": places}
    label = messages.text("partners.label.round", lang, as_of=made.as_of, count=len(places))
    net.store.commit(Batch(batch, "round", (Change("put", Work(kind="round", id=ROUND, state="made", data=data), ANY),), label=label), net.actor)
    return made.answer(rows, found, wishes, batch)


class _Making:
    """A round while it is made: the snapshot, what is decided, names."""

    def __init__(self, net: Session, top: int, on: str | None, lang: str, balance: Mapping[str, float] | None) -> None:
        self.net, self.top, self.lang = net, top, lang
        self.as_of = net.as_of(on)
        self.snapshot: Snapshot = net.snapshot(self.as_of)
        self.day = day(self.as_of)
        self.balance = balance_of(net, self.snapshot, balance)
        self.ground = ground_of(self.snapshot, self.day)
        self.table = reach(self.snapshot, self.day)
        self.numbers: list[int] = self.table.workshops.tolist()
        self.decided: Decided = decided(net, self.snapshot, self.as_of, last_round=False)
        self.capacity = capacities(net, self.snapshot, self.numbers)
        self.active = [number for number in self.numbers if self.ground.newest(number) is not None]
        self.none: dict[int, Refusal] = {}

    def room(self, number: int) -> int:
        """Return in how many more lists a workshop may be."""
        return max(0, self.capacity.get(number, usual_capacity(self.ground)) - self.decided.load.get(number, 0))

    def wishes(self, progress: Progress | None) -> list[suggestion_rounds.Wish]:
        """Return whom everybody could be given; tells how far it is after each."""
        found, told = [], _Told(progress, 2 * len(self.numbers))
        bare = Decided(self.decided.answers, self.decided.no_facts)
        for number in self.numbers:
            one = suggesting.suggest(self.snapshot, number, self.day, top=DEPTH, decided=bare, balance=self.balance)
            near, bridge = (tuple(s.number for s in getattr(one, name) if self.table.position(s.number) >= 0) for name in suggestion_rounds.LISTS)
            found.append(suggestion_rounds.Wish(number=number, ring=self.table.code_of(number), near=near, bridge=bridge))
            if one.none_because:
                self.none[number] = one.none_because[0]
            told.one()
        return found

    def rows(self, order: Sequence[suggestion_rounds.Wish], found: suggestion_rounds.Round, progress: Progress | None) -> tuple[RoundRow, ...]:
        """Return the rows in the order of serving, with the sentences of the reasons."""
        told = _Told(progress, 2 * len(self.numbers), len(self.numbers))
        rows = []
        for wish in order:
            rows.append(self._row(wish, found))
            told.one()
        return tuple(rows)

    def _row(self, wish: suggestion_rounds.Wish, found: suggestion_rounds.Round) -> RoundRow:
        others = [other for name in suggestion_rounds.LISTS for other in found.places.get((wish.number, name), ())]
        told = suggesting.explained_among(self.snapshot, wish.number, others, self.day, self.balance)
        named = {n for s in told for reason in s.reasons for numbers in reason.nodes.values() for n in numbers}
        names = self._names(named | set(others) | {wish.number})
        said = {s.number: tuple(wording.reason_text(reason, names, self.lang) for reason in s.reasons) for s in told}
        places = tuple(
            RoundPlace(list=name, rank=rank, other=self._ref(other, names), reasons=said[other])
            for name in suggestion_rounds.LISTS
            for rank, other in enumerate(found.places.get((wish.number, name), ()), 1)
        )
        passed = found.passed.get(wish.number, set()) - set(others)
        return RoundRow(
            workshop=self._ref(wish.number, names),
            ring=wish.ring,
            places=places,
            none_because="" if places else self._why_none(wish, names),
            passed=len(passed),
        )

    def _why_none(self, wish: suggestion_rounds.Wish, names: dict[int, str]) -> str:
        if wish.near or wish.bridge:
            return messages.text("partners.none.all-full", self.lang, count=len(wish.near) + len(wish.bridge))
        return wording.reason_text(self.none[wish.number], names, self.lang)

    def _names(self, numbers: set[int]) -> dict[int, str]:
        ids = {number: self.snapshot.ids[number] for number in sorted(numbers)}
        names = self.net.store.names(ids.values())
        return {number: names.get(node_id, node_id) for number, node_id in ids.items()}

    def _ref(self, number: int, names: Mapping[int, str]) -> NodeRef:
        return NodeRef(self.snapshot.ids[number], self.snapshot.kind_of(number), names[number])

    def answer(self, rows: tuple[RoundRow, ...], found: suggestion_rounds.Round, wishes: Sequence[suggestion_rounds.Wish], batch: str) -> RoundResult:
        """Return the answer: the rows, what they cover, who is full, who is in nobody's list."""
        lists, active = found.lists(), set(self.active)
        wanted = {other for wish in wishes for other in (*wish.near, *wish.bridge)}
        missing = [number for number in self.numbers if not lists[number]]
        full = [number for number in self.numbers if lists[number] and lists[number] >= self.room(number)]
        names = self._names({*missing, *full})
        unlisted = []
        for number in missing:
            code = self._why_unlisted(number, wanted)
            unlisted.append(
                Unlisted(workshop=self._ref(number, names), active=number in active, code=code, text=messages.text(f"partners.{code}", self.lang))
            )
        covered = int(np.count_nonzero([lists[number] for number in self.active]))
        return RoundResult(
            schema="alliance.round/1",
            revision=self.net.store.revision,
            as_of=self.as_of,
            top=self.top,
            rows=rows,
            workshops=len(self.numbers),
            served=sum(bool(row.places) for row in rows),
            active=len(active),
            covered=covered,
            full=tuple(self._ref(number, names) for number in full),
            unlisted=tuple(unlisted),
            batch=batch,
        )

    def _why_unlisted(self, number: int, wanted: set[int]) -> str:
        if -1 in self.decided.against(number, self.day):
            return "unlisted.excluded"
        if not self.room(number):
            return "unlisted.full"
        return "unlisted.others-first" if number in wanted else "unlisted.no-reason"


class _Told:
    """Counts on, and tells it where somebody listens."""

    def __init__(self, progress: Progress | None, total: int, done: int = 0) -> None:
        self._progress, self._total, self._done = progress, total, done

    def one(self) -> None:
        self._done += 1
        if self._progress:
            self._progress(self._done, self._total)


def cells(answer: RoundResult, lang: str = "zh") -> list[tuple[str | int, ...]]:
    """Return the lines of the round as a file has them: one for each place, one with the reason why for whoever has none."""
    joint = "" if lang == "zh" else " "
    lines: list[tuple[str | int, ...]] = []
    for row in answer.rows:
        mine = (row.workshop.id, row.workshop.name)
        lines += [(*mine, place.list, place.rank, place.other.id, place.other.name, joint.join(place.reasons)) for place in row.places]
        if not row.places:
            lines.append((*mine, "", "", "", "", row.none_because))
    return lines


def form_of(path: str) -> str:
    """Return the form that the ending of a file names, csv or xlsx; raises ``InvalidValue`` for another.

    >>> form_of("round.XLSX")
    'xlsx'
    """
    form: Any = path.rpartition(".")[2].lower()
    if form not in ("csv", "xlsx"):
        raise InvalidValue(property="out", value=path)
    return str(form)


@authorized
def round_file(net: Session, answer: RoundResult, form: str = "xlsx", *, lang: str = "zh") -> bytes:
    """Return a round as a file, csv or xlsx, marked as internal; noted in the audit."""
    from alliance.reports.workbook import workbook_bytes  # load time: xlsxwriter, for this file alone

    headings = [messages.text(f"partners.round.{name}", lang) for name in ("id", "name", "list", "rank", "other-id", "other", "reasons")]
    words = {name: messages.text(f"partners.list.{name}", lang) for name in suggestion_rounds.LISTS}
    lines = [tuple(words.get(str(cell), cell) if at == 2 else cell for at, cell in enumerate(line)) for line in cells(answer, lang)]
    title = messages.text("partners.round.title", lang, as_of=shown_as_of(answer.as_of, answer.period, lang))
    made = Table(title, tuple(map(Column, headings, WIDTHS)), lines)
    net.store.note(net.actor, "export-round", [answer.batch], {"form": form, "rows": len(lines)})
    return csv_bytes(made) if form_of(f".{form}") == "csv" else workbook_bytes([made], titles=True)
