"""What stands behind one cell of the matrix: ties of its pairs, workshops of both sides, pairs that are not in contact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from alliance import schema
from alliance.model.knowing import sources_by
from alliance.model.snapshot import Ints, Snapshot
from alliance.network.contacts.contacts import contacts, ends
from alliance.network.mixing.matrix import LAYERS, Mixing, workshops_of_cell
from alliance.network.reach.order import rows_by_reach
from alliance.network.reach.reach import is_live, reach
from alliance.services.reach.reach_explaining import format_interval
from alliance.services.results import NodeRef
from alliance.stores.port import GraphStore


@dataclass(frozen=True, slots=True)
class CellTie:
    """A contact of a pair: the tie, or the shared node (project, agreement, activity) that joins them.

    ``until``: the stated end of the tie, ``open`` where it is stated to go on, empty where nothing is stated.
    """

    id: str
    kind: str
    date: str
    until: str
    a: NodeRef
    b: NodeRef
    source: str


@dataclass(frozen=True, slots=True)
class CellWorkshop:
    """A workshop of one side with its reach."""

    id: str
    kind: str
    name: str
    ring: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two workshops that are not in contact."""

    a: NodeRef
    b: NodeRef


def ties_of_pairs(store: GraphStore, snapshot: Snapshot, as_of: int, layer: str, first: Ints, second: Ints) -> list[CellTie]:
    """Return the recent contacts of each pair, in the order of the pairs, newest first."""
    found = [(int(a), int(b), row) for a, b in zip(first, second, strict=True) for row in _contacts_between(snapshot, as_of, layer, int(a), int(b))]
    names = store.names({snapshot.ids[number] for a, b, _ in found for number in (a, b)})
    rows = contacts(snapshot)
    ties = {tie.key: tie for tie in store.ties_by_key([int(snapshot.tie_key[rows.tie[row]]) for _, _, row in found])}
    made = []
    for a, b, row in found:
        tie, via = ties.get(int(snapshot.tie_key[rows.tie[row]])), int(rows.via[row])
        sources = sources_by(tie.props, as_of) if tie is not None else ()
        kind = schema.TIE_KINDS[snapshot.tie_kind[rows.tie[row]]].name if via < 0 else snapshot.kind_of(via)
        left, right = (NodeRef(snapshot.ids[number], "Workshop", names.get(snapshot.ids[number], snapshot.ids[number])) for number in (a, b))
        node_id = snapshot.ids[via] if via >= 0 else tie.id if tie is not None else ""
        made.append(
            CellTie(
                id=node_id,
                kind=kind,
                date=format_interval(int(rows.first[row]), int(rows.last[row])),
                until=str(tie.props.get("valid_to") or "") if tie is not None and via < 0 else "",
                a=left,
                b=right,
                source=str(sources[0].get("source") or "") if sources else "",
            )
        )
    return made


def _contacts_between(snapshot: Snapshot, as_of: int, layer: str, a: int, b: int) -> list[int]:
    """Return the rows of ``contacts`` that join a and b recently in the layer, newest first."""
    by_end, rows = ends(snapshot), contacts(snapshot)
    live = snapshot.memo(("services.live", as_of), lambda: is_live(snapshot, as_of, snapshot.settings))
    found: set[int] = set()
    for own, other in ((a, b), (b, a)):
        low, high = np.searchsorted(by_end.own, [own, own + 1])
        entry = np.arange(low, high)[(by_end.other[low:high] == other) & live[low:high]]
        found |= {int(row) for row in by_end.row[entry] if rows.layer[row] == LAYERS[layer]}
    return sorted(found, key=lambda row: (-int(rows.first[row]), row))


def sides(store: GraphStore, snapshot: Snapshot, table: Mixing, groups: Sequence[int], limit: int) -> Iterator[tuple[int, list[CellWorkshop]]]:
    """Yield for each group its workshops: those that could be introduced first, then by id, at most ``limit``."""
    rings = reach(snapshot, table.as_of)
    for group in groups:
        number = workshops_of_cell(snapshot, table, group)
        codes = rings.code[np.searchsorted(rings.workshops, number)] if len(number) else np.empty(0, dtype=np.uint8)
        chosen = number[rows_by_reach(number, codes)][:limit]
        names = store.names(snapshot.ids[int(one)] for one in chosen)
        yield (
            group,
            [
                CellWorkshop(
                    id=snapshot.ids[int(one)],
                    kind="Workshop",
                    name=names.get(snapshot.ids[int(one)], snapshot.ids[int(one)]),
                    ring=rings.code_of(int(one)),
                )
                for one in chosen
            ],
        )


def suggest_pairs(left: Sequence[CellWorkshop], right: Sequence[CellWorkshop], linked: set[tuple[str, str]], limit: int) -> list[Pair]:
    """Return pairs not in contact, those in front on both sides first, each once, at most ``limit``."""
    order = sorted((i + j, i, j) for i in range(len(left)) for j in range(len(right)))
    made: list[Pair] = []
    seen: set[frozenset[str]] = set()
    for _, i, j in order:
        a, b = left[i], right[j]
        key = frozenset((a.id, b.id))
        if len(key) == 2 and key not in seen and (a.id, b.id) not in linked and (b.id, a.id) not in linked:
            seen.add(key)
            made.append(Pair(NodeRef(a.id, a.kind, a.name), NodeRef(b.id, b.kind, b.name)))
        if len(made) == limit:
            break
    return made
