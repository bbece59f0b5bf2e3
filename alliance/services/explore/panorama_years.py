"""The picture of the whole through the years: the same places, what was there at the end of each year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alliance import messages
from alliance.errors import UnknownNode
from alliance.model import day, iso
from alliance.model.snapshot import Snapshot
from alliance.network.contacts.contacts import contacts
from alliance.services.authorization import authorized
from alliance.services.explore.whole_network import MEMBER, MOST_DOTS, WholeNetwork, whole_network
from alliance.services.results import Result
from alliance.services.session import Session

MOST_YEARS = 12


@dataclass(frozen=True, slots=True)
class PanoramaYear:
    """The end of one year, or the reference date: reach by id of the workshops that were there, the pairs in contact, one sentence."""

    day: str
    sentence: str
    workshops: int
    across: int
    rings: Mapping[str, str]
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PanoramaYearsResult(Result):
    """The years from the first dated contact on, twelve at most, the reference date last. None where there are too many workshops for dots."""

    grouping: str
    layer: str
    years: tuple[PanoramaYear, ...]


@authorized
def panorama_years(
    net: Session, *, on: str | None = None, grouping: str = "groups", layer: str = "cooperation", within: str = "", lang: str = "zh"
) -> PanoramaYearsResult:
    """Return what the picture of ``panorama`` shows at the end of each year. O(years · (nodes + ties)).

    Raises ``InvalidValue``, ``NetworkTooLarge``.
    """
    as_of = net.as_of(on)
    snapshot = net.snapshot(as_of)
    found: list[PanoramaYear] = []
    for when in _days(snapshot, as_of):
        try:
            whole = whole_network(net, when, grouping, layer, within, lang)
        except UnknownNode:  # nobody was in that group then
            continue
        if len(whole.workshops) > MOST_DOTS:
            found = []
            break
        before = found[-1].across if found else None
        found.append(_year(whole, before))
    return PanoramaYearsResult(
        schema="alliance.panorama_years/1", revision=snapshot.revision, as_of=as_of, grouping=grouping, layer=layer, years=tuple(found)
    )


def _days(snapshot: Snapshot, as_of: str) -> list[str]:
    """Return the last days of the years before the reference date, and that date."""
    last = int(as_of[:4])
    firsts = contacts(snapshot, snapshot.settings).first
    known = firsts[(firsts > 0) & (firsts <= day(as_of))]
    first = int(iso(int(known.min()))[:4]) if len(known) else last
    return [f"{year}-12-31" for year in range(max(first, last - MOST_YEARS + 1), last)] + [as_of]


def _year(whole: WholeNetwork, before: int | None) -> PanoramaYear:
    across, ids, lang, table = whole.told, whole.snapshot.ids, whole.lang, whole.table
    more = "first" if before is None else "more" if across > before else "fewer" if across < before else "same"
    where = messages.text(f"services.panorama.where.{MEMBER if table.grouping == MEMBER else 'region' if whole.within else table.grouping}", lang)
    date = whole.as_of[:4] if whole.as_of.endswith("-12-31") else whole.as_of
    facts = {"where": where, "date": date, "workshops": len(whole.workshops), "across": across, "n": abs(across - (before or 0))}
    names = {number: ids[number] for number in whole.workshops.tolist()}
    return PanoramaYear(
        day=whole.as_of,
        sentence=messages.text(f"services.panorama.year.{table.layer}.{more}", lang, **facts),
        workshops=len(whole.workshops),
        across=across,
        rings={name: whole.reach.code_of(number) for number, name in names.items()},
        pairs=tuple((ids[a], ids[b]) for a, b in zip(table.a.tolist(), table.b.tolist(), strict=True)),
    )
