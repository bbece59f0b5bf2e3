"""Workshops to begin with when introductions are to be made."""

from __future__ import annotations

from alliance.network.reach.reach import CUT_OFF
from alliance.services.authorization import authorized
from alliance.services.reach.reach import isolates
from alliance.services.results import NodeRef
from alliance.services.session import Session


@authorized
def introduction_starts(net: Session, limit: int = 6, *, lang: str = "zh") -> tuple[NodeRef, ...]:
    """Return the first workshops that could be introduced, in the order of the list; where there is none, the first that must be asked about."""
    rows = isolates(net, rings=CUT_OFF, limit=limit, lang=lang).rows or isolates(net, rings=("unknown",), limit=limit, lang=lang).rows
    return tuple(NodeRef(row.id, row.kind, row.name) for row in rows)
