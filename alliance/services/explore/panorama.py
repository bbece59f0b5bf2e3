"""The whole network at sight: a disc for each group, a dot for each workshop, a bow where two groups are joined or should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from alliance import messages
from alliance.drawing.cubics import Curve, Point
from alliance.drawing.panorama.arrangement import SHAPES, Arrangement, Group, arrange
from alliance.drawing.panorama.bows import draw_bows
from alliance.drawing.panorama.labels import disc_labels
from alliance.drawing.panorama.ring import Disc, label_box
from alliance.drawing.panorama.seats import Member, slot_of
from alliance.drawing.panorama.slots import slot
from alliance.errors import UnknownNode
from alliance.model import day, iso
from alliance.model.snapshot import Ints
from alliance.network.place.leaders import leaders
from alliance.network.reach.order import SCREEN_ORDER
from alliance.services import clock
from alliance.services.authorization import authorized
from alliance.services.explore.panorama_places import keep_places, read_places
from alliance.services.explore.whole_network import BETWEEN, MEMBER, MOST_DOTS, WholeNetwork, gap_pairs, is_aside, units_of, whole_network
from alliance.services.results import Result
from alliance.services.session import Session

WIDE_ALONE = 820.0  # px, the width of the wide picture of one disc


@dataclass(frozen=True, slots=True)
class PanoramaGroup:
    """A disc: how many workshops, how many of them are cut off, how many have each reach code (in the order of the screen).

    ``pairs``: those in contact with workshops of other discs, ``gaps``: other discs with which there is a gap. ``aside``: no group but what
    has none. ``places``: by shape of the picture (wide, narrow) x, y and radius; the origin is the middle of the ring.
    """

    key: str
    name: str
    workshops: int
    cut_off: int
    pairs: int
    gaps: int
    counts: Mapping[str, int]
    aside: bool
    places: Mapping[str, tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class PanoramaDot:
    """A workshop: its reach, its group, with how many workshops it is in contact, and where it stands by shape of the picture.

    ``unit`` and ``leads``: the names of the unit that hosts it and of who leads it on the day, empty where they are not on record.
    """

    id: str
    name: str
    unit: str
    leads: str
    ring: str
    group: str
    partners: int
    places: Mapping[str, Point]


@dataclass(frozen=True, slots=True)
class PanoramaBow:
    """Two groups: ``pairs`` in contact, ``earlier`` those that were and are no longer.

    ``gap``: below what is aimed for or below proportion, by the one rule of gaps, and ``wanted`` pairs.
    ``curves``: by shape the two ends and two handles of a cubic curve; a shape is left out where every curve would pass behind another disc.
    """

    a: str
    b: str
    pairs: int
    earlier: int
    gap: bool
    wanted: int
    curves: Mapping[str, Curve]


@dataclass(frozen=True, slots=True)
class PanoramaResult(Result):
    """The picture: groups, dots, bows and pairs; ``sentence`` says the finding in one line.

    ``across``, ``inside``, ``unknown``: pairs of workshops in contact in two groups, in one, with an end whose group is not on record.
    ``earlier`` and ``earlier_ties``: pairs that were in contact by the day and are not any more, as far as the record tells; drawn pale.
    ``frames``: by shape left, top, width and height of the picture and the distance of two dots. ``ties``: the pairs in contact, by id.
    ``left_out``: workshops that are not drawn one by one; then there are no dots, and the discs show their counts.
    """

    grouping: str
    layer: str
    within: str
    sentence: str
    workshops: int
    cut_off: int
    across: int
    inside: int
    unknown: int
    earlier: int
    counts: Mapping[str, int]
    groups: tuple[PanoramaGroup, ...]
    dots: tuple[PanoramaDot, ...]
    bows: tuple[PanoramaBow, ...]
    ties: tuple[tuple[str, str], ...]
    earlier_ties: tuple[tuple[str, str], ...]
    frames: Mapping[str, tuple[float, float, float, float, float]]
    left_out: int


@authorized
def panorama(
    net: Session, *, on: str | None = None, grouping: str = "groups", layer: str = "cooperation", within: str = "", lang: str = "zh"
) -> PanoramaResult:
    """Return the picture of the whole network.

    ``grouping``: groups (of industries), region, alliance or union, or member: the workshops of the hub that ``within`` names.
    ``layer``: cooperation or exchange, as the matrix counts them. ``within``: the key of a group of this grouping, of which
    alone the workshops are drawn, by region; after a
    line feed a region inside it, and so on downwards. Places last: they are those of the store's own
    reference date, whatever day is looked at; a newcomer takes a free one. O(nodes + ties), then O(dots).
    Raises ``InvalidValue``, ``UnknownNode`` for a group without workshops, ``NetworkTooLarge``.
    """
    as_of = net.as_of(on)
    whole = whole_network(net, as_of, grouping, layer, within, lang)
    groups = _groups(whole)
    arrangement = _arrangement(net, whole, groups)
    counts, table, earlier = whole.ring_counts(whole.workshops, SCREEN_ORDER), whole.table, whole.earlier()
    bows = _bows(net, whole, groups, arrangement, earlier)
    cut_off, sentence = whole.cut_off(whole.workshops), MEMBER if grouping == MEMBER else "within" if within else grouping
    facts: dict[str, object] = {"workshops": len(whole.workshops), "across": whole.told, "cut_off": cut_off}
    if grouping == MEMBER:
        facts["name"] = net.store.names([hub := whole.within.split(BETWEEN)[0]]).get(hub, hub)
    return PanoramaResult(
        schema="alliance.panorama/1",
        revision=whole.snapshot.revision,
        as_of=as_of,
        grouping=grouping,
        layer=layer,
        within=whole.within,
        sentence=messages.text(f"services.panorama.{layer}.{sentence}", lang, **facts),
        workshops=len(whole.workshops),
        cut_off=cut_off,
        across=table.external,
        inside=table.internal,
        unknown=table.unknown_pairs,
        earlier=len(earlier[0]),
        counts=counts,
        groups=tuple(_disc(whole, group, i, arrangement, bows) for i, group in enumerate(groups)),
        dots=_dots(net, whole, arrangement),
        bows=bows,
        ties=_ties(whole, (table.a, table.b)),
        earlier_ties=_ties(whole, earlier),
        frames={name: _frame(arrangement, name, groups) for name in SHAPES},
        left_out=0 if _dotted(whole) else len(whole.workshops),
    )


def _dotted(whole: WholeNetwork) -> bool:
    return len(whole.workshops) <= MOST_DOTS


def _groups(whole: WholeNetwork) -> list[Group]:
    partners = whole.partners()
    found = []
    for i, (key, name) in enumerate(zip(whole.keys, whole.names, strict=True)):
        numbers = whole.members(i)
        label = {
            shape: line.width(shape) for shape, line in disc_labels(name, len(numbers), whole.cut_off(numbers), whole.lang, len(whole.keys)).items()
        }
        dots = numbers.tolist() if _dotted(whole) else []
        members = tuple(Member(whole.snapshot.ids[one], whole.reach.code_of(one), int(partners[one])) for one in dots)
        found.append(Group(key=key, label=label, size=len(numbers), members=members, aside=is_aside(key)))
    return found


def _arrangement(net: Session, whole: WholeNetwork, groups: Sequence[Group]) -> Arrangement:
    """Return the places: those kept for the store's own day, brought up to its present revision; on another day, layer or period nobody moves."""
    grouping, store, own = whole.table.grouping, whole.snapshot.store, _own_day(net)
    picture = f"{grouping}/{whole.within}"
    before = read_places(store, picture)
    if (whole.as_of, whole.table.layer, net.period) != (own, "cooperation", ""):
        try:
            usual = whole_network(net.seen_in(""), own, grouping, "cooperation", whole.within, whole.lang)
        except UnknownNode:
            return arrange(groups, _weights(whole), before, still=True)
        return arrange(groups, _weights(whole), arrange(_groups(usual), _weights(usual), before), still=True)
    found = arrange(groups, _weights(whole), before)
    if found != before:
        keep_places(store, picture, found)
    return found


def _own_day(net: Session) -> str:
    return iso(day(str(net.store.settings().get("data_as_of") or "") or clock.today()))


def _weights(whole: WholeNetwork) -> dict[tuple[str, str], int]:
    rows, columns = np.nonzero(np.triu(whole.pairs, 1))
    return {(whole.keys[a], whole.keys[b]): int(whole.pairs[a, b]) for a, b in zip(rows.tolist(), columns.tolist(), strict=True)}


def _disc(whole: WholeNetwork, group: Group, position: int, arrangement: Arrangement, bows: Sequence[PanoramaBow]) -> PanoramaGroup:
    numbers, own = whole.members(position), [bow for bow in bows if group.key in (bow.a, bow.b)]
    return PanoramaGroup(
        key=group.key,
        name=whole.names[position],
        workshops=len(numbers),
        cut_off=whole.cut_off(numbers),
        pairs=sum(bow.pairs for bow in own),
        gaps=sum(bow.gap for bow in own),
        counts=whole.ring_counts(numbers, SCREEN_ORDER),
        aside=group.aside,
        places={name: (*arrangement.stands[name].centres[group.key], round(arrangement.radius(group, name), 1)) for name in SHAPES},
    )


def _dots(net: Session, whole: WholeNetwork, arrangement: Arrangement) -> tuple[PanoramaDot, ...]:
    if not _dotted(whole):
        return ()
    partners, slots = whole.partners(), slot_of(arrangement.seats)
    ids = {whole.snapshot.ids[number]: number for number in whole.workshops.tolist()}
    units, table = units_of(whole), whole.table
    leads = {number: [whole.snapshot.ids[one] for one in found] for number, found in leaders(whole.snapshot, table.as_of, whole.workshops).items()}
    names = net.store.names({*ids, *units.values(), *(one for found in leads.values() for one in found)})
    return tuple(
        PanoramaDot(
            id=one,
            name=names.get(one, one),
            unit=names.get(units.get(one, ""), ""),
            leads="、".join(names.get(lead, lead) for lead in leads.get(number, ())),
            ring=whole.reach.code_of(number),
            group=slots[one][0],
            partners=int(partners[number]),
            places={name: _place(arrangement, name, *slots[one]) for name in SHAPES},
        )
        for one, number in ids.items()
    )


def _place(arrangement: Arrangement, shape: str, key: str, number: int) -> Point:
    stand, (dx, dy) = arrangement.stands[shape], slot(number)
    x, y = stand.centres[key]
    return round(x + dx * stand.spacing, 1), round(y + dy * stand.spacing, 1)


def _bows(
    net: Session, whole: WholeNetwork, groups: Sequence[Group], arrangement: Arrangement, earlier: tuple[Ints, Ints]
) -> tuple[PanoramaBow, ...]:
    weights, wanted, past = _weights(whole), gap_pairs(net, whole), _earlier_weights(whole, earlier)
    pairs = sorted({*weights, *wanted, *past}, key=lambda pair: (whole.keys.index(pair[0]), whole.keys.index(pair[1])))
    curves: dict[str, dict[tuple[str, str], Curve]] = {}
    for name in SHAPES:
        discs = [Disc(group.key, arrangement.radius(group, name), group.label[name]) for group in groups]
        centres = {disc.key: arrangement.stands[name].centres[disc.key] for disc in discs}
        boxes = [label_box(disc, centres[disc.key]) for disc in discs]
        found = draw_bows(pairs, centres, {disc.key: disc.radius for disc in discs}, boxes)
        curves[name] = {(bow.a, bow.b): bow.points for bow in found if bow.free}
    return tuple(
        PanoramaBow(
            a=a,
            b=b,
            pairs=weights.get((a, b), 0),
            earlier=past.get((a, b), 0),
            gap=(a, b) in wanted,
            wanted=wanted.get((a, b), 0),
            curves={name: curves[name][a, b] for name in SHAPES if (a, b) in curves[name]},
        )
        for a, b in pairs
    )


def _earlier_weights(whole: WholeNetwork, earlier: tuple[Ints, Ints]) -> Counter[tuple[str, str]]:
    ends = zip(whole.disc[earlier[0]].tolist(), whole.disc[earlier[1]].tolist(), strict=True)
    return Counter((whole.keys[min(pair)], whole.keys[max(pair)]) for pair in ends if pair[0] != pair[1])


def _ties(whole: WholeNetwork, pairs: tuple[Ints, Ints]) -> tuple[tuple[str, str], ...]:
    ids = whole.snapshot.ids
    ends = zip(pairs[0].tolist(), pairs[1].tolist(), strict=True) if _dotted(whole) else ()
    return tuple((ids[a], ids[b]) for a, b in ends)


def _frame(arrangement: Arrangement, name: str, groups: Sequence[Group]) -> tuple[float, float, float, float, float]:
    stand, shape = arrangement.stands[name], SHAPES[name]
    if len(groups) != 1:
        return stand.left, stand.top, shape.width, shape.height, stand.spacing
    (x, y), r = stand.centres[groups[0].key], arrangement.radius(groups[0], name)  # of a disc alone nothing but what is round it
    width = min(WIDE_ALONE, shape.width)
    return round(x - width / 2, 1), round(y - r - 45, 1), width, round(2 * r + 90, 1), stand.spacing
