"""The coverage table: workshops in leading and emerging industries by class, level and region. Shares of workshops, never of people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliance import messages
from alliance.model import day
from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.mixing.coverage import CLASSES
from alliance.network.mixing.coverage import coverage as covered
from alliance.network.place.classification import groups
from alliance.schema import vocabularies
from alliance.services.authorization import authorized
from alliance.services.industries.targets import targets
from alliance.services.region_union_filters import in_region
from alliance.services.results import Result
from alliance.services.session import Session

STATED_UP_TO = 20_000  # workshops whose own records are read for the class that they state


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class: workshops in it, of them with a recent contact in another industry, and the sentence."""

    code: str
    name: str
    workshops: int
    across: int
    text: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One level or region: its workshops and how many of each class."""

    by: str
    key: str
    name: str
    workshops: int
    classes: dict[str, int]


@dataclass(frozen=True, slots=True)
class CoverageResult(Result):
    """``workshops`` in all, ``known`` with industry and region on record; a workshop may stand in two classes.

    ``listed``: how many workshops have a class at all; ``note`` says what is counted, and where no list is on record that there is none.
    """

    workshops: int
    known: int
    classes: tuple[ClassRow, ...]
    rows: tuple[CoverageRow, ...]
    listed: int
    note: str


@authorized
def coverage(net: Session, on: str | None = None, *, region: str | None = None, lang: str = "zh") -> CoverageResult:
    """Return the coverage on the day, of all or of one region. Classes come from CLASSED_AS, the target list, and the workshops' own records."""
    snapshot, as_of = net.snapshot(on), net.as_of(on)
    few = len(snapshot.of_kind("Workshop")) <= STATED_UP_TO
    stated = _stated_classes(net, snapshot) if few else {}
    table = covered(snapshot, day(as_of), listed=_listed_classes(net, snapshot, as_of[:4], lang), stated=stated)
    keep = np.ones(len(table.workshops), dtype=bool)
    if region:
        keep = in_region(net, region, day(as_of))[table.workshops]
    classes = table.classes[keep]
    rows = (*_by_level(table.level[keep], classes, lang), *_by_region(net, snapshot, table.region[keep], classes, lang))
    some = int(classes.any(axis=1).sum())
    note = messages.text(f"services.coverage.{'note' if some else 'no-list'}", lang)
    note += "" if few else messages.text("services.coverage.unread", lang, most=STATED_UP_TO)
    return CoverageResult(
        schema="alliance.coverage/1",
        revision=snapshot.revision,
        as_of=as_of,
        workshops=int(keep.sum()),
        known=int(table.known[keep].sum()),
        classes=tuple(_by_class(classes, table.across[keep], lang)),
        rows=rows,
        listed=some,
        note=note,
    )


def _listed_classes(net: Session, snapshot: Snapshot, year: str, lang: str) -> list[tuple[str, int, str]]:
    """Return what the target list of a year says: (industry, number of the region or −1 for all, class)."""
    return [
        (f"industry:{code}", snapshot.ids.find(row.region) if row.region else -1, row.strategic_class or "leading")
        for row in targets(net, year=year, lang=lang).rows
        if row.sort == "industry"
        for code in _codes(net, row.grouping, row.a)
    ]


def _stated_classes(net: Session, snapshot: Snapshot) -> dict[int, str]:
    """Return the class that a workshop's own record states, by its number."""
    return {
        number: str(node.props["strategic_class"])
        for node in net.store.all_nodes("Workshop")
        if node.props.get("strategic_class") and (number := snapshot.ids.find(node.id)) >= 0
    }


def _by_class(classes: NDArray[np.bool_], across: NDArray[np.bool_], lang: str) -> Iterator[ClassRow]:
    for i, choice in enumerate(vocabularies.STRATEGIC_CLASSES):
        number, linked = int(classes[:, i].sum()), int((classes[:, i] & across).sum())
        text = messages.text("services.coverage.class", lang, name=choice.label(lang), workshops=number, quiet=number - linked)
        yield ClassRow(code=choice.code, name=choice.label(lang), workshops=number, across=linked, text=text)


def _codes(net: Session, grouping: str, key: str) -> tuple[str, ...]:
    if grouping != "groups":
        return (key,)
    return next((label.codes for label in groups(net.store.settings()) if label.key == key), ())


def _counts(rows: Longs) -> dict[str, int]:
    return dict(zip(CLASSES, rows.tolist(), strict=True))


def _by_level(level: Ints, classes: NDArray[np.bool_], lang: str) -> list[CoverageRow]:
    return [
        CoverageRow(
            by="level", key=rank.code, name=rank.label(lang), workshops=int((level == i).sum()), classes=_counts(classes[level == i].sum(axis=0))
        )
        for i, rank in enumerate(vocabularies.RANKS)
        if (level == i).any()
    ]


def _by_region(net: Session, snapshot: Snapshot, region: Ints, classes: NDArray[np.bool_], lang: str) -> list[CoverageRow]:
    ids = snapshot.ids
    numbers = np.unique(region).tolist()
    names = net.store.names(ids[number] for number in numbers if number >= 0)
    unknown = messages.text("services.coverage.no-region", lang)
    rows = []
    for number in numbers:
        key = ids[number] if number >= 0 else ""
        here = region == number
        rows.append(
            CoverageRow(
                by="region", key=key, name=names.get(key, key) or unknown, workshops=int(here.sum()), classes=_counts(classes[here].sum(axis=0))
            )
        )
    return sorted(rows, key=lambda row: (not row.key, row.key))
