"""名录: the workshops on record with level, place, unit, leader and how their recognition stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alliance import schema
from alliance.errors import InvalidValue
from alliance.model import day
from alliance.model.snapshot import Ints, Snapshot
from alliance.network.place.affiliation import affiliation
from alliance.network.place.leaders import leaders
from alliance.network.place.responsible import regions
from alliance.network.time.horizon import workshops_on
from alliance.schema import vocabularies
from alliance.services.authorization import authorized
from alliance.services.naming import find, refs
from alliance.services.region_union_filters import in_region
from alliance.services.register.recognitions import STATES, Recognitions, announced_workshops, highest, recognitions_on, state_of
from alliance.services.results import NodeRef, Result
from alliance.services.session import Session

FOUND_AT_MOST = 100_000


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One workshop: the highest level that stands (empty: none on record), since when (0: undated), how it stands, where, whose, led by whom."""

    workshop: NodeRef
    level: str
    year: int
    state: str
    region: NodeRef | None
    host: NodeRef | None
    leaders: tuple[NodeRef, ...]


@dataclass(frozen=True, slots=True)
class RegisterResult(Result):
    """The workshops that fit, the highest level first, then by id: ``total`` of them, these from ``offset`` on. ``counts``: by state."""

    total: int
    offset: int
    counts: dict[str, int]
    rows: tuple[RegisterRow, ...]


@authorized
def register(
    net: Session,
    text: str = "",
    *,
    level: str = "",
    region: str = "",
    host_kind: str = "",
    state: str = "",
    limit: int = 50,
    offset: int = 0,
    on: str | None = None,
) -> RegisterResult:
    """Return the register of workshops on the day.

    ``text``: part of id, number, name or another name; ``level``, ``host_kind``: as stored; ``region``: with all its parts; ``state``:
    named, reviewed, notice (公示中), withdrawn, unnamed. Raises ``InvalidValue``, ``UnknownKind``, ``UnknownNode``. O(n) a revision.
    """
    if (state and state not in STATES) or (level and not vocabularies.code(vocabularies.RANKS, level)):
        raise InvalidValue(property="state" if state and state not in STATES else "level", value=state or level)
    snapshot, as_of = net.snapshot(on), net.as_of(on)
    known, waiting = recognitions_on(net, snapshot, day(as_of)), announced_workshops(net.store)
    numbers = _choose_workshops(net, snapshot, as_of, text, region, host_kind)
    ids = [(snapshot.ids[int(number)], int(number)) for number in numbers]
    states = {one: state_of(known.get(one, ()), one in waiting) for one, _ in ids}
    levels = {one: highest(known.get(one, ())) for one, _ in ids}
    fitting = [(one, number) for one, number in ids if level in ("", levels[one]) and state in ("", states[one])]
    fitting.sort(key=lambda pair: (-vocabularies.code(vocabularies.RANKS, levels[pair[0]]), pair[0]))
    shown = fitting[offset : offset + limit]
    return RegisterResult(
        schema="alliance.register/1",
        revision=snapshot.revision,
        as_of=as_of,
        total=len(fitting),
        offset=offset,
        counts={one: sum(states[node] == one for node, _ in fitting) for one in STATES},
        rows=tuple(_rows(net, snapshot, day(as_of), shown=shown, levels=levels, states=states, known=known)),
    )


def _choose_workshops(net: Session, snapshot: Snapshot, as_of: str, text: str, region: str, host_kind: str) -> Ints:
    numbers = workshops_on(snapshot, day(as_of))
    if region:
        numbers = numbers[in_region(net, region, day(as_of))[numbers]]
    if host_kind:
        unit = affiliation(snapshot, day(as_of)).host
        is_kind = snapshot.kind == schema.NODE_CODE[schema.node_kind(host_kind).name]
        numbers = numbers[(unit[numbers] >= 0) & is_kind[unit[numbers]]]
    if text.strip():
        hits = {hit.node.id for hit in find(net, text, ("Workshop",), FOUND_AT_MOST, as_of)[0]}
        numbers = numbers[[snapshot.ids[int(number)] in hits for number in numbers]] if len(numbers) else numbers
    return numbers


def _rows(
    net: Session,
    snapshot: Snapshot,
    on: int,
    shown: Sequence[tuple[str, int]],
    levels: dict[str, str],
    states: dict[str, str],
    known: Recognitions,
) -> list[RegisterRow]:
    host, place = affiliation(snapshot, on).host, regions(snapshot, on)
    led = leaders(snapshot, on, [number for _, number in shown])
    numbers = (
        {number for _, number in shown}
        | {int(at[n]) for _, n in shown for at in (host, place) if at[n] >= 0}
        | {p for ps in led.values() for p in ps}
    )
    kinds = {snapshot.ids[number]: snapshot.kind_of(number) for number in numbers}
    named = refs(net.store, kinds, kinds)

    def ref(number: int) -> NodeRef | None:
        return named[snapshot.ids[number]] if number >= 0 else None

    return [
        RegisterRow(
            workshop=named[one],
            level=levels[one],
            year=next((row.year for row in known.get(one, ()) if row.level == levels[one] and row.stands), 0),
            state=states[one],
            region=ref(int(place[number])),
            host=ref(int(host[number])),
            leaders=tuple(named[snapshot.ids[person]] for person in led.get(number, ())),
        )
        for one, number in shown
    ]
