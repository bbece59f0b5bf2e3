"""The picture of the whole through the years: the same places, what was there at the end of each year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from alliance import messages
from alliance.errors import InvalidValue, UnknownNode
from alliance.model import day, iso
from alliance.model.snapshot import Snapshot
from alliance.network.contacts.contacts import contacts
from alliance.network.mixing.matrix import LAYERS
from alliance.network.place.broad_groups import BROAD
from alliance.services.authorization import authorized
from alliance.services.explore.panorama import MOST_DOTS
from alliance.services.explore.whole_network import WholeNetwork, whole_network
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
    for name, value, known in (("grouping", grouping, BROAD), ("layer", layer, tuple(LAYERS))):
        if value not in known:
            raise InvalidValue(property=name, value=value)
    as_of = net.as_of(on)
    snapshot = net.snapshot(as_of)
    found: list[PanoramaYear] = []
    for when in _days(snapshot, as_of):
        try:
            whole = whole_network(net, when, grouping, layer, within, lang)
        except UnknownNode:  # nobody was in that group then
            continue
        if len(whole.workshops) > MOST_DOTS:
            return PanoramaYearsResult("alliance.panorama_years/1", snapshot.revision, as_of, grouping, layer, ())
        before = found[-1].across if found else None
        found.append(_year(whole, when, grouping, layer, within, before, lang))
    return PanoramaYearsResult("alliance.panorama_years/1", snapshot.revision, as_of, grouping, layer, tuple(found))


def _days(snapshot: Snapshot, as_of: str) -> list[str]:
    """Return the last days of the years before the reference date, and that date."""
    last = int(as_of[:4])
    firsts = contacts(snapshot, snapshot.settings).first
    known = firsts[(firsts > 0) & (firsts <= day(as_of))]
    first = int(iso(int(known.min()))[:4]) if len(known) else last
    return [f"{year}-12-31" for year in range(max(first, last - MOST_YEARS + 1), last)] + [as_of]


def _year(whole: WholeNetwork, when: str, grouping: str, layer: str, within: str, before: int | None, lang: str) -> PanoramaYear:
    across, ids = whole.table.external, whole.snapshot.ids
    more = "first" if before is None else "more" if across > before else "fewer" if across < before else "same"
    date = when[:4] if when.endswith("-12-31") else when
    where = messages.text(f"services.panorama.where.{'region' if within else grouping}", lang)
    facts = {"where": where, "date": date, "workshops": len(whole.workshops), "across": across, "n": abs(across - (before or 0))}
    codes = whole.reach.code[np.searchsorted(whole.reach.workshops, whole.workshops)]
    names = {int(number): ids[int(number)] for number in whole.workshops}
    return PanoramaYear(
        day=when,
        sentence=messages.text(f"services.panorama.year.{layer}.{more}", lang, **facts),
        workshops=len(whole.workshops),
        across=across,
        rings={names[int(number)]: whole.reach.code_of(int(number)) for number in whole.workshops} if len(codes) else {},
        pairs=tuple((names[int(a)], names[int(b)]) for a, b in zip(whole.table.a, whole.table.b, strict=True)),
    )
