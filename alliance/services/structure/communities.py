"""Groups of workshops found from their contacts, named by their industries and places, beside the alliances that were declared."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from alliance import messages
from alliance.model import day
from alliance.model.snapshot import Ints
from alliance.network.graph.communities import Groups
from alliance.network.graph.communities import groups as found_groups
from alliance.network.place.active_alliances import memberships
from alliance.network.place.labels import labels_of
from alliance.network.place.responsible import regions
from alliance.services.authorization import authorized
from alliance.services.results import NodeRef, Result
from alliance.services.session import Session
from alliance.stores.port import Progress

FIRST = 8  # members named in a row


@dataclass(frozen=True, slots=True)
class Share:
    """One industry or place of a group and how many of its members have it."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class AllianceOverlap:
    """A declared alliance that shares members with a group: in both, in the alliance, share of all that are in either."""

    id: str
    name: str
    both: int
    members: int
    overlap: float


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group: ``firm``: share of the runs in which its pairs stood together; ``inside``: pairs in contact within it."""

    number: int
    name: str
    size: int
    firm: float
    inside: int
    industries: tuple[Share, ...]
    places: tuple[Share, ...]
    alliances: tuple[AllianceOverlap, ...]
    members: tuple[NodeRef, ...]


@dataclass(frozen=True, slots=True)
class GroupsResult(Result):
    """Groups, largest first. ``total`` of at least ``smallest`` members; ``single``: workshops with contacts in smaller groups."""

    modularity: float
    workshops: int
    smallest: int
    total: int
    single: int
    left_out: int
    rows: tuple[GroupRow, ...]


@authorized
def groups(
    net: Session, on: str | None = None, *, smallest: int = 3, limit: int = 20, lang: str = "zh", progress: Progress | None = None
) -> GroupsResult:
    """Return the groups over live contacts; the same store gives the same groups. O(runs · pairs); ``progress`` may raise ``Stopped``."""
    snapshot, as_of = net.snapshot(on), net.as_of(on)
    found: Groups = snapshot.memo(("services.groups", as_of), lambda: found_groups(snapshot, day(as_of), progress=progress))
    large = int((found.sizes >= smallest).sum())
    namer = _Namer(net, as_of, lang)
    rows = tuple(namer.row(i, found) for i in range(min(large, limit)))
    single = int(found.sizes[found.sizes < smallest].sum())
    return GroupsResult(
        schema="alliance.groups/1",
        revision=snapshot.revision,
        as_of=as_of,
        modularity=round(found.modularity, 4),
        workshops=len(found.members),
        smallest=smallest,
        total=large,
        single=single,
        left_out=large - len(rows),
        rows=rows,
    )


class _Namer:
    def __init__(self, net: Session, as_of: str, lang: str) -> None:
        self.net, self.lang, self.snapshot, on = net, lang, net.snapshot(as_of), day(as_of)
        self.labels, self.label = labels_of(self.snapshot, on, "groups", "craft", self.snapshot.settings)
        self.region = regions(self.snapshot, on)
        self.alliance, self.member, _ = memberships(self.snapshot, on)

    def row(self, number: int, found: Groups) -> GroupRow:
        members = found.of(number)
        industries, places = self._industries(members), self._places(members)
        words = [share.name for share in (*industries[:2], *places[:1])]
        key = "named" if words else "nameless"
        name = messages.text(f"services.group.{key}", self.lang, words=words, number=number + 1)
        return GroupRow(
            number=number,
            name=name,
            size=len(members),
            firm=round(float(found.firm[number]), 3),
            inside=int(found.inside[number]),
            industries=industries,
            places=places,
            alliances=self._alliances(members),
            members=tuple(self._refs(members[:FIRST])),
        )

    def _industries(self, members: Ints) -> tuple[Share, ...]:
        count = Counter(one for one in self.label[members].tolist() if one < len(self.labels) - 1)
        return tuple(
            Share(self.labels[i].key, self.labels[i].name(self.lang), n) for i, n in sorted(count.items(), key=lambda item: (-item[1], item[0]))[:3]
        )

    def _places(self, members: Ints) -> tuple[Share, ...]:
        count = Counter(one for one in self.region[members].tolist() if one >= 0)
        best = sorted(count.items(), key=lambda item: (-item[1], item[0]))[:3]
        names = self.net.store.names(self.snapshot.ids[one] for one, _ in best)
        return tuple(Share(self.snapshot.ids[one], names.get(self.snapshot.ids[one], self.snapshot.ids[one]), n) for one, n in best)

    def _alliances(self, members: Ints) -> tuple[AllianceOverlap, ...]:
        inside = np.isin(self.member, members)
        rows = []
        for alliance, both in Counter(self.alliance[inside].tolist()).items():
            size = int((self.alliance == alliance).sum())
            rows.append((both / (size + len(members) - both), both, size, alliance))
        rows.sort(key=lambda row: (-row[0], row[3]))
        names = self.net.store.names(self.snapshot.ids[row[3]] for row in rows[:3])
        return tuple(
            AllianceOverlap(
                id=self.snapshot.ids[a], name=names.get(self.snapshot.ids[a], self.snapshot.ids[a]), both=b, members=n, overlap=round(share, 3)
            )
            for share, b, n, a in rows[:3]
        )

    def _refs(self, members: Ints) -> list[NodeRef]:
        ids = [self.snapshot.ids[int(one)] for one in members]
        names = self.net.store.names(ids)
        return [NodeRef(one, "Workshop", names.get(one, one)) for one in ids]
