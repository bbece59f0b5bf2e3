"""The evidence for a workshop's reach: every tie and shared node, whether it counts, and if not why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from alliance import schema
from alliance.model.snapshot import Snapshot
from alliance.network.contacts import co_participation, contacts_at
from alliance.network.contacts.contacts import contacts, ends
from alliance.network.neighbours import neighbours
from alliance.network.place.active_alliances import is_running
from alliance.network.reach.reach import ReachTable
from alliance.network.time.horizon import tie_from
from alliance.network.time.validity import memoise, valid

WIDTHS = ("", "own_unit", "own_group", "own_system", "serving", "connected")
LAYERS = ("cooperation", "exchange")
# the kinds of tie that may be told, by code
_TOLD = {i: kind.name for i, kind in enumerate(schema.TIE_KINDS) if kind.layer != "affiliation" or kind.name in (*schema.TAKING_PART, "MEMBER_OF")}
# why a record does not count, in the order in which they are told
WHYS = (
    "intent",
    "past",
    "undated",
    "union",
    "form",
    "form_unknown",
    "large_room",
    "no_host",
    "alone",
    "many_parties",
    "group",
    "person",
    "not_led",
    "alliance",
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record: a tie between the workshop (or its head) and another, or both at one shared node.

    ``kind``: the tie's kind, or the kind of the shared node ``via`` (its id). ``other``: id of the other end;
    of a shared node that makes no pair, the node itself; ``number``: its number. ``first``, ``last``: its own date as an interval of
    days, 0 unknown; ``start``, ``end``: the span that was judged. ``width``: how wide it reaches, one of
    WIDTHS. ``why``: empty when it counts, else one of WHYS. ``count``: size of an unnamed group, −1.
    """

    kind: str
    layer: str
    tie: int
    tie_key: int
    via: str
    other: str
    number: int
    first: int
    last: int
    start: int
    end: int
    undated: bool
    width: str
    why: str
    count: int = -1

    @property
    def counts(self) -> bool:
        """Whether the record counts for reach."""
        return not self.why


def evidence(snapshot: Snapshot, table: ReachTable, number: int) -> tuple[list[Evidence], list[Evidence]]:
    """Return (what counts, what does not) of one workshop.

    What counts: widest first, then newest, then the other end's id. What does not: in the order of
    WHYS, newest first. O(records of the workshop).
    """
    counted: list[Evidence] = []
    rest: list[Evidence] = []
    used: set[str | int] = set()
    for one in _contacts_of(snapshot, table, number):
        if one.why in ("large_room", "many_parties") and one.via in used:
            continue
        used.add(one.via or one.tie)
        (counted if one.counts else rest).append(one)
    rest += [one for one in _others(snapshot, table.as_of, number, int(table.settings["small_meeting"])) if (one.via or one.tie) not in used]
    counted.sort(key=lambda one: (-WIDTHS.index(one.width), -one.end, one.other, one.tie))
    rest.sort(key=lambda one: (WHYS.index(one.why), -one.start, one.other, one.tie))
    return counted, rest


def _contacts_of(snapshot: Snapshot, table: ReachTable, number: int) -> Iterator[Evidence]:
    by_end = ends(snapshot, table.settings)
    place = int(np.searchsorted(by_end.owners, np.int32(number)))
    if place == len(by_end.owners) or by_end.owners[place] != number:
        return
    stop = int(by_end.start[place + 1]) if place + 1 < len(by_end.start) else len(by_end.own)
    part = slice(int(by_end.start[place]), stop)
    rows, at, row = contacts(snapshot, table.settings), contacts_at.contacts_at(snapshot, table.as_of, table.settings), by_end.row[part]
    own_first = rows.a[row] == number
    tie = np.where(own_first | (rows.tie_b[row] < 0), rows.tie[row], rows.tie_b[row])
    columns = (
        by_end.other[part],
        table.live[part],
        at.mark[row],
        rows.via[row],
        np.where(np.isin(row, at.crowded), rows.sort[row], 0),
        rows.seen_from[row],
        tie,
        rows.layer[row],
        rows.is_group[row],
        rows.first[row],
        rows.last[row],
        at.start[row],
        at.end[row],
    )
    for values in zip(*(column.tolist() for column in columns), strict=True):
        found = _contact(snapshot, table.as_of, *values)
        if found is not None:
            yield found


def _contact(
    snapshot: Snapshot,
    as_of: int,
    other: int,
    live: bool,
    mark: int,
    via: int,
    crowded: int,
    seen_from: int,
    tie: int,
    layer: int,
    is_group: bool,
    first: int,
    last: int,
    start: int,
    end: int,
) -> Evidence | None:
    why: str | None = "" if live else _why(as_of, crowded, mark, seen_from)
    if why is None:
        return None
    told = via if why in ("large_room", "many_parties") else other
    return Evidence(
        kind=schema.TIE_KINDS[snapshot.tie_kind[tie]].name if via < 0 else snapshot.kind_of(via),
        layer=LAYERS[layer],
        tie=tie,
        tie_key=int(snapshot.tie_key[tie]),
        via=snapshot.ids[via] if via >= 0 else "",
        other=snapshot.ids[told],
        number=told,
        first=first,
        last=last,
        start=start,
        end=end,
        undated=bool(mark & contacts_at.UNDATED),
        width=WIDTHS[mark & contacts_at.WIDTH],
        why=why,
        count=_group_size(snapshot, tie, other) if is_group else -1,
    )


def _why(as_of: int, crowded: int, mark: int, seen_from: int) -> str | None:
    """Why a contact does not count; None when it is later than the reference date and not to be seen.

    ``crowded``: the sort of contact where its shared node has too many parties, else 0.
    """
    if mark & contacts_at.WIDTH == contacts_at.UNSEEN:
        if seen_from > as_of:
            return None
        return {1: "many_parties", 2: "large_room"}.get(crowded, "not_led")
    return "undated" if mark & contacts_at.UNDATED else "past"


def _group_size(snapshot: Snapshot, tie: int, group: int) -> int:
    return int(snapshot.tie_count[tie]) if snapshot.tie_count[tie] >= 0 else int(snapshot.count[group])


def heads(snapshot: Snapshot, as_of: int, number: int) -> list[int]:
    """Return the people who lead a workshop on the day, ascending."""
    leads = snapshot.adjacency("LEADS", reverse=True)
    ties = leads.ties_of(number)
    return sorted({int(person) for person in leads.of(number)[valid(snapshot, ties, as_of)]})


def _others(snapshot: Snapshot, as_of: int, number: int, small: int) -> Iterator[Evidence]:
    """Records that are no contact at all: intents, unions, lectures, large rooms, memberships."""
    running, seen_from = memoise(snapshot, ("running", as_of), lambda: is_running(snapshot, as_of)), tie_from(snapshot)
    for actor in (number, *heads(snapshot, as_of, number)):
        for other, tie in neighbours(snapshot).pairs_of(actor):
            kind = _TOLD.get(int(snapshot.tie_kind[tie]), "")
            if not kind or seen_from[tie] > as_of:
                continue
            if kind in schema.TAKING_PART:
                yield _node_evidence(snapshot, tie, other, _why_no_pair(snapshot, as_of, other, small))
            elif kind == "MEMBER_OF":
                if running[other] and valid(snapshot, slice(tie, tie + 1), as_of)[0]:
                    yield _tie_evidence(snapshot, tie, other, "alliance")
            elif why := _why_no_contact(snapshot, other, tie):
                yield _tie_evidence(snapshot, tie, other, why)


def _why_no_contact(snapshot: Snapshot, other: int, tie: int) -> str:
    if schema.TIE_KINDS[snapshot.tie_kind[tie]].layer == "planned":
        return "intent"
    kind = snapshot.kind_of(other)
    if kind in ("TradeUnion", "Alliance", "Region"):
        return "union"
    return {"Group": "group", "Person": "person"}.get(kind, "")


def _why_no_pair(snapshot: Snapshot, as_of: int, node: int, small: int) -> str:
    form, named = int(snapshot.form[node]), _count_named(snapshot, as_of, node)
    if snapshot.kind_of(node) != "Activity":
        return "many_parties" if named > co_participation.MOST_PARTIES else "alone"
    if form in co_participation.HOST_GUEST:
        return "no_host"
    if form in co_participation.SMALL:
        return "large_room" if max(int(snapshot.count[node]), named) > small else "alone"
    return "form" if form else "form_unknown"


def _count_named(snapshot: Snapshot, as_of: int, node: int) -> int:
    """How many parties of a shared node are named by the day; unnamed groups are none."""
    kind = {"Activity": "PARTICIPATES_IN", "Achievement": "PRODUCED"}.get(snapshot.kind_of(node), "PARTY_TO")
    ties = snapshot.adjacency(kind, reverse=True)
    there = ties.of(node)[tie_from(snapshot)[ties.ties_of(node)] <= as_of]
    return len(set(there[snapshot.kind[there] != schema.NODE_CODE["Group"]].tolist()))


def _tie_evidence(snapshot: Snapshot, tie: int, other: int, why: str) -> Evidence:
    kind = schema.TIE_KINDS[snapshot.tie_kind[tie]]
    dated = int(snapshot.tie_first[tie]), int(snapshot.tie_last[tie])
    found = _not_counting(snapshot, tie, other, why, kind=kind.name, layer=kind.layer, dated=dated)
    return replace(found, count=_group_size(snapshot, tie, other)) if why == "group" else found


def _node_evidence(snapshot: Snapshot, tie: int, node: int, why: str) -> Evidence:
    kind = snapshot.kind_of(node)
    layer = "exchange" if kind == "Activity" else "cooperation"
    dated = int(snapshot.first[node]), int(snapshot.last[node])
    return replace(_not_counting(snapshot, tie, node, why, kind=kind, layer=layer, dated=dated), via=snapshot.ids[node])


def _not_counting(snapshot: Snapshot, tie: int, number: int, why: str, *, kind: str, layer: str, dated: tuple[int, int]) -> Evidence:
    """A record that does not count: nothing was judged, so its span is its own date and it reaches nowhere."""
    first, last = dated
    return Evidence(
        kind=kind,
        layer=layer,
        tie=tie,
        tie_key=int(snapshot.tie_key[tie]),
        via="",
        other=snapshot.ids[number],
        number=number,
        first=first,
        last=last,
        start=first,
        end=last,
        undated=first == 0,
        width="",
        why=why,
    )
