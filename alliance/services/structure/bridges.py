"""Workshops and ties on which others depend, brokerage between industries, constraint; each said as a question."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alliance import messages
from alliance.errors import InvalidValue
from alliance.model import day
from alliance.model.snapshot import Snapshot
from alliance.network.graph.articulation import Blocks, blocks
from alliance.network.graph.brokerage import ROLES, Brokerage, brokerage
from alliance.network.graph.constraint import Constraint, constraint
from alliance.network.place.industries import GROUPINGS
from alliance.network.place.industries import ROLES as INDUSTRY_ROLES
from alliance.network.place.labels import ATTRIBUTES
from alliance.services.authorization import authorized
from alliance.services.results import NodeRef, Result
from alliance.services.session import Session
from alliance.stores.port import Progress

NAMED = 3  # workshops named in a question


@dataclass(frozen=True, slots=True)
class BridgeRow:
    """A workshop on which others hang: ``only_link``: those who have no other live contact with a workshop; ``partners``: its contacts.

    ``roles``: ordered pairs of workshops that it stands between, by Gould–Fernandez role; ``constraint``: Burt's.
    ``links``: it is the only link between parts that are not joined otherwise (articulation).
    """

    id: str
    kind: str
    name: str
    group: str
    links: bool
    partners: int
    only_link: tuple[NodeRef, ...]
    roles: dict[str, int]
    brokered: int
    constraint: float | None
    text: str


@dataclass(frozen=True, slots=True)
class BridgeTie:
    """A pair whose contact is the only link between two parts."""

    a: NodeRef
    b: NodeRef
    text: str


@dataclass(frozen=True, slots=True)
class BridgesResult(Result):
    """Bridging workshops, those first on whom most depend, then by pairs brokered, then id; ``total`` articulation workshops, ``ties`` bridges."""

    grouping: str
    total: int
    left_out: int
    ties_total: int
    roles: dict[str, int]
    unknown: int
    rows: tuple[BridgeRow, ...]
    ties: tuple[BridgeTie, ...]


@authorized
def bridges(
    net: Session,
    on: str | None = None,
    *,
    grouping: str = "groups",
    role: str = "craft",
    limit: int = 20,
    lang: str = "zh",
    progress: Progress | None = None,
) -> BridgesResult:
    """Return which workshops and ties hold others together over live contacts, and between which industries workshops broker.

    Raises ``InvalidValue`` for an unknown grouping or role. ``progress`` may raise ``Stopped``. O(contacts + triangles).
    """
    for name, value, known in (("grouping", grouping, (*GROUPINGS, *ATTRIBUTES)), ("role", role, INDUSTRY_ROLES)):
        if value not in known:
            raise InvalidValue(property=name, value=value)
    snapshot, as_of = net.snapshot(on), net.as_of(on)
    held = snapshot.memo(("services.blocks", as_of), lambda: blocks(snapshot, day(as_of)))
    brokers = snapshot.memo(
        ("services.brokerage", as_of, grouping, role), lambda: brokerage(snapshot, day(as_of), grouping=grouping, role=role, progress=progress)
    )
    tight = snapshot.memo(("services.constraint", as_of), lambda: constraint(snapshot, day(as_of)))
    view = _View(net=net, snapshot=snapshot, held=held, brokers=brokers, tight=tight, lang=lang)
    chosen = view.chosen(limit)
    rows, ties = tuple(view.row(number) for number in chosen), tuple(view.ties(limit))
    total = len(held.cut_members)
    return BridgesResult(
        schema="alliance.bridges/1",
        revision=snapshot.revision,
        as_of=as_of,
        grouping=grouping,
        total=total,
        left_out=max(total - len(rows), 0),
        ties_total=len(held.bridges),
        roles=dict(zip(ROLES, brokers.counts.sum(axis=0).tolist(), strict=True)),
        unknown=brokers.left_out,
        rows=rows,
        ties=ties,
    )


class _View:
    def __init__(self, net: Session, snapshot: Snapshot, held: Blocks, brokers: Brokerage, tight: Constraint, lang: str) -> None:
        self.net, self.snapshot, self.held, self.brokers, self.tight, self.lang = net, snapshot, held, brokers, tight, lang
        self.ends: dict[int, list[int]] = {}
        degree = dict(zip(tight.members.tolist(), tight.degree.tolist(), strict=True))
        for a, b in held.bridges.tolist():
            for hub, leaf in ((a, b), (b, a)):
                if degree.get(leaf) == 1 and degree.get(hub, 0) > 1:
                    self.ends.setdefault(hub, []).append(leaf)

    def chosen(self, limit: int) -> list[int]:
        total = dict(zip(self.brokers.members.tolist(), self.brokers.total.tolist(), strict=True))
        return sorted(self.held.cut_members.tolist(), key=lambda one: (-len(self.ends.get(one, ())), -total.get(one, 0), one))[:limit]

    def row(self, number: int) -> BridgeRow:
        place = int(np.searchsorted(self.brokers.members, np.int32(number)))
        known = place < len(self.brokers.members) and self.brokers.members[place] == number
        counts = self.brokers.counts[place].tolist() if known else [0] * len(ROLES)
        group = self.brokers.labels[int(self.brokers.group[place])].name(self.lang) if known else ""
        held = self.tight.of(number)
        only = self.refs(self.ends.get(number, []))
        mine = self.refs([number])[0]
        partners = int(self.tight.degree[np.searchsorted(self.tight.members, np.int32(number))])
        key = "parts" if not only else "only" if len(only) > NAMED else "only_all"
        text = messages.text(f"services.bridge.{key}", self.lang, name=mine.name, count=len(only), others=[one.name for one in only[:NAMED]])
        return BridgeRow(
            id=mine.id,
            kind=mine.kind,
            name=mine.name,
            group=group,
            links=True,
            partners=partners,
            only_link=tuple(only[:20]),
            roles=dict(zip(ROLES, counts, strict=True)),
            brokered=sum(counts),
            constraint=None if held is None else round(held, 4),
            text=text,
        )

    def ties(self, limit: int) -> list[BridgeTie]:
        """Bridges between two parts of more than one workshop each come first."""
        degree = dict(zip(self.tight.members.tolist(), self.tight.degree.tolist(), strict=True))
        rows = sorted(self.held.bridges.tolist(), key=lambda pair: (min(degree.get(one, 1) for one in pair) == 1, pair))[:limit]
        found = []
        for a, b in rows:
            first, second = self.refs([a, b])
            found.append(BridgeTie(first, second, messages.text("services.bridge.tie", self.lang, a=first.name, b=second.name)))
        return found

    def refs(self, numbers: list[int]) -> list[NodeRef]:
        ids = [self.snapshot.ids[one] for one in numbers]
        names = self.net.store.names(ids)
        return [NodeRef(one, "Workshop", names.get(one, one)) for one in ids]
