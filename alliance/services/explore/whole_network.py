"""What a picture of the whole shows, before anything has a place: the groups of a day, who is in them, and who is in contact with whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliance import messages
from alliance.errors import InvalidValue, UnknownNode
from alliance.model import day, iso
from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.mixing.gaps import UNNAMED
from alliance.network.mixing.matrix import LAYERS, Mixing, mixing_of, pairs_on_record
from alliance.network.place.affiliation import affiliation
from alliance.network.place.broad_groups import BROAD, MOST, broad_labels
from alliance.network.place.classification import Label
from alliance.network.place.labels import number_labels
from alliance.network.place.members import HUBS, workshops_of
from alliance.network.reach.reach import CODE, CUT_OFF, ReachTable, reach
from alliance.network.time.horizon import workshops_on
from alliance.services.authorization import authorized
from alliance.services.industries.gaps import gaps
from alliance.services.naming import resolve
from alliance.services.region_union_filters import in_region
from alliance.services.session import Session

BETWEEN = "\n"  # stands between the keys of a way downwards
REST = "rest"  # the key of the small groups that have no disc of their own
MEMBER = "member"  # the grouping of one hub: its workshops in one disc
MOST_DOTS = 2_000  # workshops drawn one by one; of more than that the discs show how many have which reach


@dataclass(frozen=True)
class WholeNetwork:
    """The workshops of a day in discs. ``keys`` and ``names`` are those of the discs, ``disc`` gives by node number the position of its own.

    ``table`` is the matrix of the groups themselves, of which the small ones may share a disc; ``pairs`` the same of the discs. ``as_of``,
    ``within`` and ``lang`` are what was asked for.
    """

    as_of: str
    within: str
    lang: str

    snapshot: Snapshot
    table: Mixing
    reach: ReachTable
    workshops: Ints
    keys: tuple[str, ...]
    names: tuple[str, ...]
    disc: Ints
    pairs: Longs

    @property
    def told(self) -> int:
        """How many pairs the finding is about: those in two groups, of a hub those of its workshops."""
        return self.table.pairs if self.table.grouping == MEMBER else self.table.external

    def earlier(self) -> tuple[Ints, Ints]:
        """Return the pairs that were in contact by the day and are not any more, as far as the record tells."""
        a, b = pairs_on_record(self.snapshot, self.table.as_of, self.table.layer)
        n = np.int64(self.snapshot.n_nodes)
        drawn = np.isin(a, self.workshops) & np.isin(b, self.workshops)
        drawn &= ~np.isin(a * n + b, self.table.a * n + self.table.b)
        return a[drawn], b[drawn]

    def members(self, position: int) -> Ints:
        """Return the workshops of a disc, ascending."""
        inside: Ints = self.workshops[self.disc[self.workshops] == position]
        return inside

    def partners(self) -> Longs:
        """Return by node number with how many workshops each is in contact."""
        return np.bincount(np.r_[self.table.a, self.table.b], minlength=self.snapshot.n_nodes)

    def cut_off(self, workshops: Ints) -> int:
        """Return how many of these workshops have no contact beyond unit, group and system, or none that is recent."""
        return sum(self.ring_counts(workshops, CUT_OFF).values())

    def ring_counts(self, workshops: Ints, order: tuple[str, ...]) -> dict[str, int]:
        """Return how many of these workshops have each reach code."""
        codes = self.reach.code[np.searchsorted(self.reach.workshops, workshops)]
        counts = np.bincount(codes, minlength=len(CODE))
        return {code: int(counts[CODE[code]]) for code in order}


@authorized
def whole_network(net: Session, as_of: str, grouping: str, layer: str, within: str = "", lang: str = "zh") -> WholeNetwork:
    """Return the network of a day in discs; ``within``: the workshops of this group of the grouping alone, by region.

    After a line feed ``within`` names a region inside the group, and so on downwards. Of the grouping ``member`` it is a hub (alliance, union,
    region, industry, craft, activity; name or id): its workshops are in one disc, by region where they are too many to be dots.

    Raises ``InvalidValue``, ``UnknownNode`` where no workshop is in such a group. O(nodes + ties).
    """
    for name, value, known in (("grouping", grouping, (*BROAD, MEMBER)), ("layer", layer, tuple(LAYERS))):
        if value not in known:
            raise InvalidValue(property=name, value=value)
    snapshot, on = net.snapshot(as_of), day(as_of)
    labels, label, among, workshops, within = _divide(net, snapshot, on, grouping, within)
    table = mixing_of(snapshot, on, labels, label, layer=layer, grouping=grouping, among=among)
    stored = net.store.names(one.key for one in labels) if within or grouping != "groups" else {}
    names = [stored.get(one.key) or one.name(lang) for one in labels]
    if grouping == "alliance" and not within:
        names[-1] = messages.text("services.panorama.no-alliance", lang)  # of these nothing is unknown: no membership is on record
    keys, words, disc = _discs(table, names, lang)
    of_node = np.where(label >= 0, disc[label], -1).astype(np.int32)
    return WholeNetwork(
        as_of=as_of,
        within=within,
        lang=lang,
        snapshot=snapshot,
        table=table,
        reach=reach(snapshot, on),
        workshops=workshops,
        keys=keys,
        names=words,
        disc=of_node,
        pairs=_pairs(table.counts, disc, len(keys)),
    )


def _divide(
    net: Session, snapshot: Snapshot, on: int, grouping: str, within: str
) -> tuple[tuple[Label, ...], Ints, NDArray[np.bool_] | None, Ints, str]:
    """Return the labels and by node number its own, who is looked at (None: all), their numbers, and ``within`` with the id of a hub."""
    key, *places = within.split(BETWEEN)
    if grouping == MEMBER:
        key = resolve(net, key, HUBS, on=iso(on)).id
        inside = workshops_of(snapshot, snapshot.number(key), on)
    else:
        labels, label = broad_labels(snapshot, on, grouping, snapshot.settings)
        if not within:
            return labels, label, None, workshops_on(snapshot, on), within
        inside = workshops_on(snapshot, on)
        inside = inside[np.isin(label[inside], [i for i, one in enumerate(labels) if one.key == key])]
    for place in places:
        inside = inside[in_region(net, place, on)[inside]]
    if not len(inside):
        raise UnknownNode(node=within, near=[])
    if grouping == MEMBER and not places and len(inside) <= MOST_DOTS:
        labels, label = number_labels(inside, np.full(snapshot.n_nodes, 0, dtype=np.int32), lambda _: key)
    else:
        labels, label = broad_labels(snapshot, on, "region", snapshot.settings, inside)
    return labels, label, np.isin(np.arange(snapshot.n_nodes), inside), inside, BETWEEN.join((key, *places))


@authorized
def gap_pairs(net: Session, whole: WholeNetwork) -> Mapping[tuple[str, str], int]:
    """Return the pairs of discs that are gaps, in the order of the discs, and how many pairs are wanted there: by the one rule of gaps.

    Only groups of industries have gaps: cooperation across regions or unions is aimed for by nobody's list.
    """
    if whole.table.grouping != "groups" or whole.within:
        return {}
    place = {key: i for i, key in enumerate(whole.keys)}
    rows = gaps(net, whole.as_of, layer=whole.table.layer, limit=0).rows
    drawn = [row for row in rows if row.grouping == "groups" and not row.region and row.a in place and row.b in place]
    return {(min(row.a, row.b, key=place.__getitem__), max(row.a, row.b, key=place.__getitem__)): row.wanted for row in drawn}


def units_of(whole: WholeNetwork) -> dict[str, str]:
    """Return workshop → the unit that hosts it, by their ids; those without one on record are left out."""
    ids, unit = whole.snapshot.ids, affiliation(whole.snapshot, whole.table.as_of).unit
    return {ids[one]: ids[int(unit[one])] for one in whole.workshops.tolist() if unit[one] >= 0}


def is_aside(key: str) -> bool:
    """Say whether a disc is no group: 其他, 未知, or what is left of many small ones."""
    return key in (*UNNAMED, REST)


def _discs(table: Mixing, names: list[str], lang: str) -> tuple[tuple[str, ...], tuple[str, ...], Ints]:
    """Return keys and names of the discs, and by position of a label that of its disc; without workshops a group has none (−1)."""
    there = np.flatnonzero(table.workshops > 0)
    named = [int(i) for i in there if table.labels[int(i)].key not in UNNAMED]
    largest = sorted(named, key=lambda i: (-int(table.workshops[i]), i))
    own = set(largest if len(named) <= MOST else largest[: MOST - 1])
    shown = [int(i) for i in there if int(i) in own or table.labels[int(i)].key in UNNAMED]
    disc = np.full(len(table.labels), -1, dtype=np.int32)
    disc[shown] = np.arange(len(shown))
    keys, words = [table.labels[i].key for i in shown], [names[i] for i in shown]
    rest = [i for i in named if i not in own]
    if rest:
        disc[rest] = len(shown)
        keys.append(REST)
        words.append(messages.text("services.panorama.rest", lang, n=len(rest)))
    return tuple(keys), tuple(words), disc


def _pairs(counts: Longs, disc: Ints, k: int) -> Longs:
    """Return the pairs between two discs, symmetric, the diagonal those inside."""
    found = np.zeros((k, k), dtype=np.int64)
    rows, columns = np.nonzero(np.triu(counts))
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        a, b = sorted((int(disc[row]), int(disc[column])))
        found[a, b] += counts[row, column]
    return found + np.triu(found, 1).T
