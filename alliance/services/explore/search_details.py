"""What tells nodes of one name apart: host, region and heads of a workshop, workshop and employer of a person, region of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from alliance.model import Tie
from alliance.model.knowing import tie_known_from
from alliance.model.period import until
from alliance.stores.port import GraphStore

KINDS = ("HOSTED_BY", "LOCATED_IN", "LEADS", "EMPLOYED_BY")
MOST = 50  # ties of a node that are looked at


@dataclass(slots=True)
class Details:
    """Names: ``place`` the region, the host's where the node states none; ``heads`` of a workshop, ``led`` by a person on the day."""

    place: str = ""
    host: str = ""
    employer: str = ""
    heads: list[str] = field(default_factory=list)
    led: list[str] = field(default_factory=list)


def find_details(store: GraphStore, ids: Iterable[str], on: int) -> dict[str, Details]:
    """Return id → details of these nodes as seen on a day (day number); one read for all names."""
    later = store.later(on)
    found = {node_id: _details(node_id, store.ties_of(node_id, KINDS, MOST), on, later) for node_id in dict.fromkeys(ids)}
    hosts = {one.host for one in found.values() if one.host and not one.place}
    regions = {host: _latest(host, "LOCATED_IN", store.ties_of(host, ("LOCATED_IN",), MOST), on) for host in sorted(hosts)}
    for one in found.values():
        one.place = one.place or regions.get(one.host, "")
    names = store.names({id_ for one in found.values() for id_ in (one.place, one.host, one.employer, *one.heads, *one.led) if id_})
    return {node_id: _named(one, names) for node_id, one in found.items()}


def led_by(person: str, ties: Iterable[Tie], on: int, later: Iterable[str]) -> list[str]:
    """Return the workshops that a person leads on a day, by the person's ties; without those ``later`` that are not there yet."""
    return sorted({tie.target for tie in ties if tie.kind == "LEADS" and tie.source == person and _holds(tie, on)} - set(later))


def _holds(tie: Tie, on: int) -> bool:
    return tie_known_from(tie) <= on <= until(tie.props.get("valid_to") or "open")


def _details(node_id: str, ties: Sequence[Tie], on: int, later: Iterable[str]) -> Details:
    return Details(
        place=_latest(node_id, "LOCATED_IN", ties, on),
        host=_latest(node_id, "HOSTED_BY", ties, on),
        employer=_latest(node_id, "EMPLOYED_BY", ties, on),
        heads=sorted({tie.source for tie in ties if tie.kind == "LEADS" and tie.target == node_id and _holds(tie, on)}),
        led=led_by(node_id, ties, on, later),
    )


def _latest(node_id: str, kind: str, ties: Sequence[Tie], on: int) -> str:
    """Return the target of the latest tie of one kind that the node has and that holds on the day; empty for none."""
    out = [tie for tie in ties if tie.kind == kind and tie.source == node_id and _holds(tie, on)]
    return max(out, key=lambda tie: (str(tie.props.get("valid_from") or ""), tie.target)).target if out else ""


def _named(one: Details, names: dict[str, str]) -> Details:
    def name(node_id: str) -> str:
        return names.get(node_id, node_id)

    return Details(name(one.place), name(one.host), name(one.employer), [name(id_) for id_ in one.heads], [name(id_) for id_ in one.led])
