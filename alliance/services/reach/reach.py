"""Every workshop with its reach: the reason as a sentence, the evidence with its source, and what would lift it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from alliance.errors import InvalidValue
from alliance.model import day
from alliance.model.snapshot import Ints, Snapshot
from alliance.network.analyst import Analyst, Rings
from alliance.network.contacts.last_contact import last_contact
from alliance.network.place.responsible import regions
from alliance.network.reach.order import SCREEN_ORDER, rows_by_reach
from alliance.network.reach.reach import CODE, CODES
from alliance.services.authorization import authorized
from alliance.services.naming import resolve
from alliance.services.reach.reach_explaining import ContactRow, EvidenceRow, Explained, Step, explain_workshops
from alliance.services.region_union_filters import in_region, under_union
from alliance.services.results import Result
from alliance.services.session import Session

ALL_EVIDENCE = 200  # records worded for one workshop


@dataclass(frozen=True, slots=True)
class IsolateRow:
    """One workshop: its ring, what that rests on, and who answers for it (unit, place and union by name, empty where not on record).

    ``evidence`` is what the ring rests on, ``not_counted`` what is on record and does not count, each with
    the reason ``why``. ``checked``: day of the latest check, empty for never. ``actions``: what would lift it.
    """

    id: str
    kind: str
    name: str
    ring: str
    confirmed: bool
    flags: tuple[str, ...]
    reason: str
    evidence: tuple[EvidenceRow, ...]
    not_counted: tuple[EvidenceRow, ...]
    checked: str
    unit: str
    place: str
    union: str
    actions: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class IsolatesResult(Result):
    """Workshops by ring in the order of the screen, then by id; ``counts`` by ring over all that the region and union filters leave.

    ``total``: how many have one of the rings asked for; ``left_out``: how many of these are not in ``rows``.
    """

    counts: Mapping[str, int]
    total: int
    left_out: int
    rows: tuple[IsolateRow, ...]


@authorized
def isolates(
    net: Session,
    on: str | None = None,
    rings: Sequence[str] = (),
    region: str | None = None,
    union: str | None = None,
    limit: int | None = None,
    offset: int = 0,
    *,
    lang: str = "zh",
) -> IsolatesResult:
    """Return the reach of the workshops, explained for the rows asked for and counted over all.

    ``rings``: codes of rules §5, empty for all. Raises ``InvalidValue`` for an unknown code, ``UnknownNode`` for an unknown region or union.
    O(nodes + ties) for the codes, then about a tenth of a millisecond for each row explained.
    """
    answer, rows = stream(net, on, rings, region=region, union=union, limit=limit, offset=offset, lang=lang)
    return replace(answer, rows=tuple(rows))


@authorized
def stream(
    net: Session,
    on: str | None = None,
    rings: Sequence[str] = (),
    region: str | None = None,
    union: str | None = None,
    limit: int | None = None,
    offset: int = 0,
    *,
    lang: str = "zh",
) -> tuple[IsolatesResult, Iterator[IsolateRow]]:
    """Return the same answer without its rows, and the rows one by one: 300,000 of them need no more memory than a thousand."""
    unknown = [ring for ring in rings if ring not in CODE]
    if unknown:
        raise InvalidValue(property="ring", value=unknown[0])
    analyst, as_of = net.analyst(), net.as_of(on)
    table = analyst.rings(day(as_of))
    kept = _filter_by_place(net, table, day(as_of), region, union) if region or union else np.arange(len(table.workshops), dtype=np.int32)
    counted = np.bincount(table.code[kept], minlength=len(CODES))
    chosen = _sort_by_ring(table, kept, rings)
    shown = chosen[offset : None if limit is None else offset + limit]
    counts = {code: int(counted[CODE[code]]) for code in SCREEN_ORDER}
    answer = IsolatesResult(
        schema="alliance.isolates/1",
        revision=table.revision,
        as_of=as_of,
        counts=counts,
        total=len(chosen),
        left_out=len(chosen) - len(shown),
        period=net.period,
        rows=(),
    )
    return answer, _rows(net, analyst, (table.ids[int(number)] for number in shown), day(as_of), lang)


@authorized
def reach_of(net: Session, workshop: str, on: str | None = None, *, lang: str = "zh") -> IsolateRow | None:
    """Return the reach of one workshop with all of its evidence. Raises ``NotThereYet``, ``UnknownNode``, ``AmbiguousName``."""
    return reach_row(net, resolve(net, workshop, ("Workshop",), on=net.as_of(on)).id, on, lang)


@authorized
def reach_row(net: Session, workshop_id: str, on: str | None = None, lang: str = "zh") -> IsolateRow | None:
    """Return the reach of the workshop with this id; None where it was not yet recognised on the day."""
    return next(iter(reach_rows(net, [workshop_id], on, lang=lang)), None)


@authorized
def reach_with_contacts(net: Session, workshop_id: str, on: str | None = None, lang: str = "zh") -> tuple[IsolateRow, tuple[ContactRow, ...]] | None:
    """Return the reach of the workshop with this id and the contacts it rests on; None where it was not yet recognised on the day."""
    for _, _, found in _chunks(net, net.analyst(), [workshop_id], day(net.as_of(on)), lang, evidence=ALL_EVIDENCE):
        for row, region in found:
            return _row(row, region), row.contacts
    return None


@authorized
def reach_rows(net: Session, ids: Iterable[str], on: str | None = None, *, lang: str = "zh") -> tuple[IsolateRow, ...]:
    """Return the reach of the workshops with these ids with all of their evidence, in the order given; one recognised later is left out.

    They are explained together: one look into the store for all, where ``reach_of`` takes several for each.
    """
    return tuple(_rows(net, net.analyst(), ids, day(net.as_of(on)), lang, evidence=ALL_EVIDENCE))


@authorized
def rows_of(net: Session, ids: Iterable[str], on: str | None = None, lang: str = "zh") -> Iterator[tuple[IsolateRow, int]]:
    """Yield the reach of these workshops (all recognised by the day) in the order given, each with the day of its last contact, 0 for none."""
    as_of = day(net.as_of(on))
    for snapshot, numbers, rows in _chunks(net, net.analyst(), ids, as_of, lang):
        yield from zip((_row(*one) for one in rows), last_contact(snapshot, as_of)[numbers].tolist(), strict=True)


def _filter_by_place(net: Session, table: Rings, on: int, region: str | None, union: str | None) -> Ints:
    """Return the rows of the table that lie in the region and under the union; asked of the whole network alone."""
    keep = np.ones(len(table.workshops), dtype=bool)
    if region:
        keep &= in_region(net, region, on)[table.workshops]
    if union:
        keep &= under_union(net, union, on)[table.workshops]
    return np.flatnonzero(keep).astype(np.int32)


def _sort_by_ring(table: Rings, kept: Ints, rings: Sequence[str]) -> Ints:
    """Return the workshops of the wanted rings: by ring in the order of the screen, then by number."""
    wanted = np.isin(table.code[kept], [CODE[ring] for ring in rings or CODES])
    rows = kept[wanted]
    return table.workshops[rows[rows_by_reach(table.workshops[rows], table.code[rows])]]


Chunk = tuple[Snapshot, list[int], Iterator[tuple[Explained, str]]]


def _rows(net: Session, analyst: Analyst, ids: Iterable[str], on: int, lang: str, *, evidence: int = 12) -> Iterator[IsolateRow]:
    """Yield these workshops in the order given; one that was recognised later is left out."""
    for _, _, rows in _chunks(net, analyst, ids, on, lang, evidence):
        yield from (_row(*one) for one in rows)


def _chunks(net: Session, analyst: Analyst, ids: Iterable[str], on: int, lang: str, evidence: int = 12) -> Iterator[Chunk]:
    """Yield as many workshops as are best explained at once, each with the name of its region, and their numbers in which snapshot."""
    waiting = iter(ids)
    while chunk := list(islice(waiting, analyst.at_once)):
        snapshot, table = analyst.explain_reach(chunk, on)
        numbers = [number for number in map(snapshot.ids.find, chunk) if number >= 0 and table.position(number) >= 0]
        place = regions(snapshot, on)
        where = [snapshot.ids[int(place[number])] if place[number] >= 0 else "" for number in numbers]
        found = explain_workshops(net.store, snapshot, table, numbers=numbers, more=set(where) - {""}, lang=lang, most=evidence)
        yield snapshot, numbers, zip(found, where, strict=True)


def _row(row: Explained, region: str) -> IsolateRow:
    reason = row.reason
    return IsolateRow(
        id=reason.workshop,
        kind="Workshop",
        name=row.name(reason.workshop),
        ring=reason.code,
        confirmed=reason.confirmed,
        flags=reason.flags,
        reason=row.sentence,
        evidence=row.evidence,
        not_counted=row.not_counted,
        checked=row.checked,
        unit=row.name(reason.unit),
        place=row.name(region),
        union=row.name(reason.union),
        actions=row.steps,
    )
