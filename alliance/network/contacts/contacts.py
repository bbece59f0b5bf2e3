"""All contacts of workshops: who with whom, from when to when, over which tie or shared node (rules §1, §3).

A contact is a pair of parties (workshop or organisation) of which at least one is a workshop, or a
workshop and an unnamed group. It stands for one tie of the layers cooperation and exchange, or for
two ties to one Project, Agreement, Achievement or Activity. Unions, alliances, regions and people are
no partners; the ties of a head count for the workshop during the time he led it: the span of the
contact is the part of the tie's span in which the LEADS tie holds.

Choices that the rules leave open, here and nowhere else:

* Ties of the layer cooperation take the as-of days of their sources as dated evidence; exchanges and
  shared nodes are dated by themselves alone.
* A tie with an end on or before the reference date and no beginning is dated by its end.
* Undated evidence is seen from its earliest as-of (``network.time.horizon``); a contact from when both of its ends are there.
* An activity is small when neither its head count nor its number of named participants exceeds the
  setting; a stated head count below the number of names does not make a room smaller.
* Each pair of participation ties at a node is a piece of evidence of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance import schema
from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.contacts import co_participation
from alliance.network.time.horizon import node_from, ties_known_from
from alliance.network.time.validity import expand_rows

COOPERATION, EXCHANGE = 0, 1
DIRECT = tuple(kind for kind in schema.TIE_KINDS if kind.counts_for_reach)  # a tie of these between two parties is a contact
GROUP_KINDS = tuple(kind.name for kind in DIRECT if "Group" in kind.targets)  # ties whose unnamed group counts as reach in numbers


@dataclass(frozen=True, eq=False)
class Contacts:
    """Every contact on record, whatever its date; one row each.

    ``a``, ``b``: node numbers, ``b`` is the group of a group row. ``tie``: the tie, or the
    participation of ``a``; ``tie_b``: the participation of ``b``, −1 for a direct tie; ``via``: the shared
    node, −1. ``lead_a``, ``lead_b``: the LEADS tie over which a head's tie counts, −1. ``first``,
    ``last``, ``until``: dates of tie or node. ``seen_from``: the day from which all that it rests on is seen (``network.time.horizon``), 0 always.
    ``sort``: 0 direct, 1 project and the like, 2 small activity, 3 visit. ``is_group``: b is a group.
    """

    a: Ints
    b: Ints
    layer: NDArray[np.uint8]
    tie: Ints
    tie_b: Ints
    via: Ints
    lead_a: Ints
    lead_b: Ints
    first: Ints
    last: Ints
    until: Ints
    seen_from: Ints
    sort: NDArray[np.uint8]
    is_group: NDArray[np.bool_]
    between: NDArray[np.bool_]  # both ends are workshops

    def __len__(self) -> int:
        return len(self.a)


@dataclass(frozen=True, eq=False)
class Ends:
    """The contacts seen from their workshops: sorted by (own, other, row), one entry for each end that is a workshop."""

    own: Ints
    other: Ints
    row: Ints
    with_workshop: NDArray[np.bool_]  # the other end is one too
    owners: Ints  # the workshops that have any, ascending
    start: Longs  # where the entries of each begin


def contacts(snapshot: Snapshot, settings: Mapping[str, Any] | None = None) -> Contacts:
    """Return every contact on record, kept for the snapshot. O(ties + pairs); the date comes later (``contacts_at``)."""
    small = int((settings or snapshot.settings)["small_meeting"])
    return snapshot.memo_of_records(("network.contacts", small), lambda: _contacts(snapshot, small))  # type: ignore[no-any-return]


def ends(snapshot: Snapshot, settings: Mapping[str, Any] | None = None) -> Ends:
    """Return the contacts by workshop, kept for the snapshot. O(c log c)."""
    small = int((settings or snapshot.settings)["small_meeting"])
    return snapshot.memo_of_records(("network.ends", small), lambda: _ends(snapshot, contacts(snapshot, settings)))  # type: ignore[no-any-return]


def _ends(snapshot: Snapshot, rows: Contacts) -> Ends:
    is_workshop = snapshot.has_kind("Workshop")
    number = np.arange(len(rows), dtype=np.int32)
    from_a, from_b = is_workshop[rows.a], is_workshop[rows.b]
    own, other = np.r_[rows.a[from_a], rows.b[from_b]], np.r_[rows.b[from_a], rows.a[from_b]]
    row = np.r_[number[from_a], number[from_b]]
    order = np.argsort(own.astype(np.int64) * snapshot.n_nodes + other, kind="stable")
    own, other, row = own[order], other[order], row[order]
    start = np.flatnonzero(np.r_[True, own[1:] != own[:-1]][: len(own)])
    return Ends(own=own, other=other, row=row, with_workshop=is_workshop[other], owners=own[start], start=start)


def _contacts(snapshot: Snapshot, small: int) -> Contacts:
    blocks = [_direct(snapshot)]
    blocks += [_joint(snapshot, kind) for kind in ("PARTY_TO", "PRODUCED")]
    blocks += _activities(snapshot, small)
    columns = {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
    columns = _lift_people(snapshot, columns)
    kind = snapshot.kind
    is_party, is_workshop = snapshot.has_kind(*schema.PARTIES), snapshot.has_kind("Workshop")
    a, b = columns["a"], columns["b"]
    group = kind[b] == schema.NODE_CODE["Group"]
    fits = is_party[a] & (is_party[b] | group) & (is_workshop[a] | is_workshop[b]) & (a != b)
    columns = {name: column[fits] for name, column in columns.items()}
    columns["seen_from"] = _seen_from(snapshot, columns)
    return Contacts(**columns, is_group=group[fits], between=(is_workshop[a] & is_workshop[b])[fits])


def _seen_from(snapshot: Snapshot, columns: dict[str, NDArray[Any]]) -> Ints:
    """The day from which the ties of each contact are told, its shared node and both of its ends are there."""
    known, there = ties_known_from(snapshot), node_from(snapshot)
    found: Ints = np.maximum(known[columns["tie"]], np.maximum(there[columns["a"]], there[columns["b"]]))
    shared_node = np.flatnonzero(columns["via"] >= 0)
    both = np.maximum(known[columns["tie_b"][shared_node]], there[columns["via"][shared_node]])
    found[shared_node] = np.maximum(found[shared_node], both)
    return found


def _direct(snapshot: Snapshot) -> dict[str, NDArray[Any]]:
    parts = [snapshot.tie_slice(kind.name) for kind in DIRECT]
    tie = np.concatenate([np.arange(part.start, part.stop, dtype=np.int32) for part in parts])
    layer = np.repeat([EXCHANGE if kind.counts_as_exchange else COOPERATION for kind in DIRECT], [part.stop - part.start for part in parts])
    a, b = snapshot.source[tie], snapshot.target[tie]
    group = schema.NODE_CODE["Group"]
    turned = snapshot.kind[a] == group
    a, b = np.where(turned, b, a), np.where(turned, a, b)
    count = np.where(snapshot.tie_count[tie] >= 0, snapshot.tie_count[tie], snapshot.count[b])
    counted = (count >= 1) & np.isin(snapshot.tie_kind[tie], [schema.TIE_CODE[kind] for kind in GROUP_KINDS])
    keep = (snapshot.kind[b] != group) | counted
    a, b, tie, layer = a[keep], b[keep], tie[keep], layer[keep]
    none = np.full(len(tie), -1, dtype=np.int32)
    return _block(
        a, b, layer, tie=tie, tie_b=none, via=none, first=snapshot.tie_first[tie], last=snapshot.tie_last[tie], until=snapshot.tie_until[tie], sort=0
    )


def _joint(snapshot: Snapshot, kind: str) -> dict[str, NDArray[Any]]:
    there = _participants(snapshot, kind)
    i, j = co_participation.pairs_of_all(there, np.ones(len(there.node), dtype=bool), co_participation.MOST_PARTIES)
    return _through(snapshot, there, i, j, COOPERATION, 1)


def _activities(snapshot: Snapshot, small: int) -> list[dict[str, NDArray[Any]]]:
    there = _participants(snapshot, "PARTICIPATES_IN")
    form, heads = snapshot.form[there.node], snapshot.count[there.node]
    of_all = co_participation.pairs_of_all(there, np.isin(form, co_participation.SMALL) & (heads <= small), small)
    of_hosts = co_participation.pairs_of_hosts(snapshot, there, np.isin(form, co_participation.HOST_GUEST))
    return [_through(snapshot, there, *of_all, EXCHANGE, 2), _through(snapshot, there, *of_hosts, EXCHANGE, 3)]


def _participants(snapshot: Snapshot, kind: str) -> co_participation.Participants:
    return snapshot.memo_of_records(("network.participants", kind), lambda: co_participation.participants(snapshot, kind))  # type: ignore[no-any-return]


def _through(snapshot: Snapshot, there: co_participation.Participants, i: Longs, j: Longs, layer: int, sort: int) -> dict[str, NDArray[Any]]:
    node = there.node[i]
    return _block(
        there.party[i],
        there.party[j],
        np.full(len(i), layer),
        tie=there.tie[i],
        tie_b=there.tie[j],
        via=node,
        first=snapshot.first[node],
        last=snapshot.last[node],
        until=snapshot.until[node],
        sort=sort,
    )


def _block(
    a: Ints,
    b: Ints,
    layer: NDArray[Any],
    tie: Ints,
    tie_b: Ints,
    via: Ints,
    first: Ints,
    last: Ints,
    until: Ints,
    sort: int,
) -> dict[str, NDArray[Any]]:
    none = np.full(len(a), -1, dtype=np.int32)
    return {
        "a": a,
        "b": b,
        "layer": layer.astype(np.uint8),
        "tie": tie,
        "tie_b": tie_b,
        "via": via,
        "lead_a": none,
        "lead_b": none,
        "first": first,
        "last": last,
        "until": until,
        "sort": np.full(len(a), sort, dtype=np.uint8),
    }


def _lift_people(snapshot: Snapshot, columns: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Replace each end that is a person by the workshops he ever led; a person who led none is left standing."""
    leads = snapshot.adjacency("LEADS")
    for end, lead in (("a", "lead_a"), ("b", "lead_b")):
        people = np.flatnonzero(snapshot.kind[columns[end]] == schema.NODE_CODE["Person"])
        if len(people) == 0:
            continue
        position, entry = expand_rows(columns[end][people].astype(np.int64), leads.start)
        others = np.flatnonzero(snapshot.kind[columns[end]] != schema.NODE_CODE["Person"])
        rows = np.concatenate([others, people[position]])
        columns = {name: column[rows] for name, column in columns.items()}
        columns[end] = columns[end].copy()
        columns[lead] = columns[lead].copy()
        columns[end][len(others) :] = leads.node[entry]
        columns[lead][len(others) :] = leads.tie[entry]
    return columns
