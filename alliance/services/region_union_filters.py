"""The filters of every list: what lies inside a region, what belongs to a union."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alliance.model import iso
from alliance.network.place.members import within
from alliance.network.place.responsible import regions, responsible_unions
from alliance.services.authorization import authorized
from alliance.services.naming import resolve
from alliance.services.session import Session


@authorized
def in_region(net: Session, name: str, on: int) -> NDArray[np.bool_]:
    """Say of each node whether it lies in a region or a part of it, at any depth. ``name``: name or id. Raises ``UnknownNode``, ``AmbiguousName``."""
    snapshot = net.snapshot(iso(on))
    return within(snapshot, regions(snapshot, on), snapshot.number(resolve(net, name, ("Region",), on=iso(on)).id), on)


@authorized
def under_union(net: Session, name: str, on: int) -> NDArray[np.bool_]:
    """Say of each node whether a union or one subordinate to it, at any depth, answers for it. Raises ``UnknownNode``, ``AmbiguousName``."""
    snapshot = net.snapshot(iso(on))
    return within(snapshot, responsible_unions(snapshot, on), snapshot.number(resolve(net, name, ("TradeUnion",), on=iso(on)).id), on)
