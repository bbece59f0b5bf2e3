"""From a text to the node a coordinator means, and what tells nodes of one name apart."""

from __future__ import annotations

from collections.abc import Sequence

from alliance.services.authorization import authorized
from alliance.services.naming import resolve
from alliance.services.session import Session

PLACES = ("HOSTED_BY", "LOCATED_IN")


@authorized
def choose_node(net: Session, text: str, kinds: Sequence[str] = ()) -> str:
    """Return the id of the node that a text means; a person who leads one workshop stands for that workshop.

    A workshop is often called by the name of its leader. Raises ``AmbiguousName`` and ``UnknownNode`` as ``resolve`` does.
    """
    node = resolve(net, text, kinds)
    led = sorted({tie.target for tie in net.store.ties_of(node.id, ("LEADS",), 3)}) if node.kind == "Person" else []
    return led[0] if len(led) == 1 else node.id


@authorized
def find_places(net: Session, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return id → names of the host and the region of each node, for those that have any; one read for all names."""
    ends = {
        node_id: [tie.target for kind in PLACES for tie in net.store.ties_of(node_id, (kind,), 2) if tie.source == node_id] for node_id in set(ids)
    }
    names = net.store.names({end for found in ends.values() for end in found})
    return {node_id: tuple(names[end] for end in found if end in names) for node_id, found in ends.items() if found}
