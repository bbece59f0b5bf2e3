"""Which names are not shown where names of workshops that are cut off are withheld: theirs, and those of the people who lead them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from alliance import schema
from alliance.model import day
from alliance.model.snapshot import Ints, Snapshot
from alliance.network.reach.reach import CUT_OFF, reach
from alliance.services.authorization import authorized
from alliance.services.session import Session

AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Withheld:
    """Names and other names, each once, sorted: of the workshops, of who leads or led them; ``others``: of all other workshops and people."""

    workshops: tuple[str, ...]
    people: tuple[str, ...]
    others: tuple[str, ...]


@authorized
def withheld(net: Session, on: str | None = None) -> Withheld:
    """Return the names to be withheld on a day. O(nodes + ties), and one read of the nodes that are withheld."""
    snapshot = net.snapshot(on)
    table = reach(snapshot, day(net.as_of(on)))
    hidden = np.concatenate([table.of(code) for code in CUT_OFF])
    lead = (snapshot.tie_kind == schema.TIE_CODE["LEADS"]) & np.isin(snapshot.target, hidden)
    people = np.unique(snapshot.source[lead])
    every = np.concatenate([snapshot.of_kind("Workshop"), snapshot.of_kind("Person")])
    others = net.store.names(_ids(snapshot, np.setdiff1d(every, np.concatenate([hidden, people]))))
    return Withheld(_names_of(net, snapshot, hidden), _names_of(net, snapshot, people), tuple(sorted(set(others.values()))))


def _ids(snapshot: Snapshot, numbers: Iterable[int] | Ints) -> list[str]:
    return [snapshot.ids[int(number)] for number in numbers]


def _names_of(net: Session, snapshot: Snapshot, numbers: Ints) -> tuple[str, ...]:
    ids = _ids(snapshot, numbers)
    nodes = [node for start in range(0, len(ids), AT_ONCE) for node in net.store.nodes(ids[start : start + AT_ONCE]).values()]
    return tuple(sorted({name for node in nodes for name in (node.name, *node.props.get("aliases", ()))}))
