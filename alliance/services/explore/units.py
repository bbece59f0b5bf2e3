"""Units that host two workshops or more: whom one visit reaches twice, and who could begin with an exchange inside the house."""

from __future__ import annotations

from dataclasses import dataclass

from alliance.model import day
from alliance.network.place.affiliation import units_with_several
from alliance.services.authorization import authorized
from alliance.services.naming import refs
from alliance.services.results import NodeRef, Result
from alliance.services.session import Session


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit (the legal person) and its workshops, by id."""

    unit: NodeRef
    workshops: tuple[NodeRef, ...]


@dataclass(frozen=True, slots=True)
class UnitsResult(Result):
    """Units with two workshops or more, the most first; ``total`` of them in all."""

    total: int
    left_out: int
    rows: tuple[UnitRow, ...]


@authorized
def units(net: Session, on: str | None = None, *, limit: int | None = 100) -> UnitsResult:
    """Return the units that host two workshops or more on the day (``network.place.affiliation.units_with_several``)."""
    snapshot, as_of = net.snapshot(on), net.as_of(on)
    found = units_with_several(snapshot, day(as_of))
    shown = found if limit is None else found[:limit]
    kinds = {snapshot.ids[int(number)]: snapshot.kind_of(int(number)) for unit, inside in shown for number in (unit, *inside)}
    names = refs(net.store, kinds, kinds)
    rows = tuple(UnitRow(unit=names[snapshot.ids[unit]], workshops=tuple(names[snapshot.ids[int(one)]] for one in inside)) for unit, inside in shown)
    return UnitsResult(
        schema="alliance.units/1", revision=snapshot.revision, as_of=as_of, total=len(found), left_out=len(found) - len(shown), rows=rows
    )
