"""From a text to the node a coordinator means, and what tells nodes of one name apart."""

from __future__ import annotations

from collections.abc import Sequence

from alliance.model import day
from alliance.services.authorization import authorized
from alliance.services.explore.search_details import MOST, find_details, led_by
from alliance.services.naming import resolve
from alliance.services.session import Session

LED = 2  # workshops of a person that are named


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
    return led_by(person, net.store.ties_of(person, ("LEADS",), MOST), on, net.store.later(on))


@authorized
def find_places(net: Session, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return id → names of what tells each node apart on the day: workshops led and unit of a person, host, region; one read for all names."""
    told = {node_id: (*one.led[:LED], one.employer, one.host, one.place) for node_id, one in find_details(net.store, ids, day(net.as_of())).items()}
    return {node_id: names for node_id, all_names in told.items() if (names := tuple(filter(None, all_names)))}
