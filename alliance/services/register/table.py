"""The register table: level × area × year, what the register counts beside what a source text states."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from alliance.errors import InvalidValue
from alliance.model import ANY, Change, Work, day
from alliance.network.place.responsible import regions
from alliance.network.time.horizon import workshops_on
from alliance.schema import vocabularies
from alliance.services.authorization import authorized
from alliance.services.naming import refs
from alliance.services.region_union_filters import in_region
from alliance.services.register.acts import Act, ActResult, Base, carry_out, ground_of
from alliance.services.register.facts import value_of
from alliance.services.register.parties import Parties
from alliance.services.register.recognition import PROPS, word_of
from alliance.services.register.recognitions import recognitions_on
from alliance.services.results import NodeRef, Result
from alliance.services.session import Session

STATED = "stated-count"  # work record: how many there are according to a source


@dataclass(frozen=True, slots=True)
class TableRow:
    """Workshops of one level in one area (None: not on record) first recognised so in one year (0: undated)."""

    level: str
    area: NodeRef | None
    year: int
    count: int


@dataclass(frozen=True, slots=True)
class StatedRow:
    """What a source states: so many of a level in an area, its parts included, at the end of a year; ``counted``: as many the register has then."""

    id: str
    level: str
    area: NodeRef | None
    year: int
    stated: int
    counted: int
    source: str


@dataclass(frozen=True, slots=True)
class RegisterTable(Result):
    """The table, the highest level first. ``totals``: workshops by the level, each once a level. ``stated``: what sources say, beside it."""

    rows: tuple[TableRow, ...]
    totals: dict[str, int]
    stated: tuple[StatedRow, ...]


@authorized
def register_table(net: Session, *, region: str = "", on: str | None = None) -> RegisterTable:
    """Count the recognitions that stand on the day by level, area and year of the first at that level. O(n) a revision.

    A workshop that rose from one level to the next counts at both, as the source texts do. Raises ``UnknownNode``.
    """
    snapshot, as_of = net.snapshot(on), net.as_of(on)
    known, place = recognitions_on(net, snapshot, day(as_of)), regions(snapshot, day(as_of))
    numbers = workshops_on(snapshot, day(as_of))
    if region:
        numbers = numbers[in_region(net, region, day(as_of))[numbers]]
    counts: Counter[tuple[str, int, int]] = Counter()
    for number in numbers:
        first: dict[str, int] = {}
        for row in known.get(snapshot.ids[int(number)], ()):
            if row.stands and (not first.get(row.level) or 0 < row.year < first[row.level]):
                first[row.level] = row.year
        counts.update((level, int(place[number]), year) for level, year in first.items())
    areas = {snapshot.ids[at]: snapshot.kind_of(at) for _, at, _ in counts if at >= 0}
    named = refs(net.store, areas, areas)
    rows = [
        TableRow(level=level, area=named[snapshot.ids[at]] if at >= 0 else None, year=year, count=count)
        for (level, at, year), count in counts.items()
    ]
    rows.sort(key=lambda row: (-_rank(row.level), row.area.id if row.area else "￿", row.year))
    totals = Counter[str]()
    for counted in rows:
        totals[counted.level] += counted.count
    return RegisterTable(
        schema="alliance.register_table/1",
        revision=snapshot.revision,
        as_of=as_of,
        rows=tuple(rows),
        totals=dict(totals),
        stated=tuple(_stated_rows(net, as_of)),
    )


def _rank(level: str) -> int:
    return vocabularies.code(vocabularies.RANKS, level)


def _stated_rows(net: Session, as_of: str) -> list[StatedRow]:
    snapshot = net.snapshot(as_of)
    known, every = recognitions_on(net, snapshot, day(as_of)), workshops_on(snapshot, day(as_of))
    areas = {work.data["area"] for work in net.store.work(STATED) if work.data["area"]}
    there = net.store.nodes(areas)
    rows = []
    for work in net.store.work(STATED):
        level, area, year = work.data["level"], there.get(work.data["area"]), int(work.data["year"])
        inside = every[in_region(net, area.id, day(as_of))[every]] if area else every
        counted = sum(any(r.level == level and r.stands and r.year <= year for r in known.get(snapshot.ids[int(n)], ())) for n in np.asarray(inside))
        ref = NodeRef(area.id, area.kind, area.name) if area else None
        rows.append(
            StatedRow(id=work.id, level=level, area=ref, year=year, stated=int(work.data["count"]), counted=counted, source=str(work.data["source"]))
        )
    return sorted(rows, key=lambda row: (row.year, -_rank(row.level), row.id))


@authorized
def state_count(
    net: Session,
    level: str,
    count: int,
    *,
    year: int,
    area: str = "",
    date: str = "",
    source: str = "",
    confirm: bool = False,
    base: Base | None = None,
    on: str | None = None,
) -> ActResult:
    """Keep how many workshops of a level a source states for an area at the end of a year; the table shows it beside what the register counts.

    ``area``: a region on record, empty for all. Raises ``InvalidValue``, ``UnknownNode``, ``Conflict``.
    """
    ground = ground_of(net, source, date, on=on)
    rank = value_of(PROPS["level"], level)
    if not rank or count < 0 or not 1900 <= year <= 2100:
        raise InvalidValue(
            property="level" if not rank else "count" if count < 0 else "year", value=level if not rank else count if count < 0 else year
        )
    place = Parties(net, ground).known(area, ("Region",)) if area.strip() else None
    data = {"level": rank, "area": place.id if place else "", "year": year, "count": count, "source": ground.source, "date": ground.date}
    one = f"{rank}|{data['area']}|{year}"
    facts = {"level": word_of("level", str(rank), "zh"), "area": place.name if place else "—", "year": year, "count": count}
    return carry_out(net, Act("state", facts, ground, [Change("put", Work(STATED, one, "stated", data), ANY)]), confirm, base)
