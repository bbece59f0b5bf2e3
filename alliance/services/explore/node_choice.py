"""From a text to the node a coordinator means, and what tells nodes of one name apart."""

from __future__ import annotations

from collections.abc import Sequence

from alliance.model import day
from alliance.model.knowing import tie_known_from
from alliance.model.period import until
from alliance.services.authorization import authorized
from alliance.services.naming import resolve
from alliance.services.session import Session

PLACES = ("LEADS", "EMPLOYED_BY", "HOSTED_BY", "LOCATED_IN")  # what tells nodes of one name apart: a person's workshop and unit, a host, a region


@authorized
def choose_node(net: Session, text: str, kinds: Sequence[str] = (), *, on: str | None = None) -> str:
    """Return the id of the node that a text means on the day; a person who then leads one workshop stands for that workshop.

    A workshop is often called by the name of its leader. Raises ``AmbiguousName``, ``NotThereYet`` and ``UnknownNode`` as ``resolve`` does.
    """
    as_of = net.as_of(on)
    node = resolve(net, text, kinds, on=as_of)
    led = _led_on(net, node.id, day(as_of)) if node.kind == "Person" else []
    return led[0] if len(led) == 1 else node.id


def _led_on(net: Session, person: str, on: int) -> list[str]:
    """Return the workshops that a person leads on the day."""
    later, ties = net.store.later(on), net.store.ties_of(person, ("LEADS",), 10)
    return sorted({tie.target for tie in ties if tie_known_from(tie) <= on <= until(tie.props.get("valid_to") or "open") and tie.target not in later})


@authorized
def find_places(net: Session, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return id → names of what tells each node apart: workshop led and unit of a person, host, region; one read for all names."""
    on = day(net.as_of())
    ends = {node_id: [end for kind in PLACES for end in _targets(net, node_id, kind, on)] for node_id in set(ids)}
    names = net.store.names({end for found in ends.values() for end in found})
    return {node_id: tuple(names[end] for end in found if end in names) for node_id, found in ends.items() if found}


def _targets(net: Session, node_id: str, kind: str, on: int) -> list[str]:
    if kind == "LEADS":
        return _led_on(net, node_id, on)[:2]
    return [tie.target for tie in net.store.ties_of(node_id, (kind,), 2) if tie.source == node_id]
