"""From what a search found to the workshops behind it: the one rule (rules §12).

A node leads to the workshops that have a tie of one of ``KINDS`` with it on the day; to those whose head has one, by craft, offer, honour,
result, need or activity; by craft to those that raised a need for it or produced a result of it; a parent company to the workshops of
its subsidiaries; a region, an industry and a union to those whose host has the tie, where the workshop has none of the kind itself.
A region, an industry and a unit stand for all their parts too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliance import messages
from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.time.validity import valid

# how the workshop stands to the node, the most telling first
KINDS = (
    "LEADS", "HOSTED_BY", "HAS_CRAFT", "OFFERS", "NEEDS", "RAISED", "CLAIMED", "SOLVED", "ADDRESSES", "PRODUCED", "PARTY_TO", "MEMBER_OF",
    "LEADS_ALLIANCE", "BELONGS_TO_UNION", "RECOGNISED_BY", "LOCATED_IN", "IN_INDUSTRY", "PARTICIPATES_IN", "ORGANISES", "HOLDS_HONOUR",
    "SUBSIDIARY_OF",  # joins organisations only: of a workshop's host
)  # fmt: skip
OWN_FIRST = ("BELONGS_TO_UNION", "LOCATED_IN", "IN_INDUSTRY")  # the host's hold for a workshop that has none of its own
# ties over one in between: (its tie to the node, its tie to the workshop)
THROUGH = (
    *((kind, "LEADS") for kind in ("HAS_CRAFT", "OFFERS", "HOLDS_HONOUR", "PRODUCED", "RAISED", "CLAIMED", "SOLVED", "ADDRESSES", "PARTICIPATES_IN")),
    ("NEEDS", "RAISED"),
    ("HAS_CRAFT", "PRODUCED"),
    ("SUBSIDIARY_OF", "HOSTED_BY"),
    *((kind, "HOSTED_BY") for kind in OWN_FIRST),
)
DEPTH = 6  # of parts within parts
Row = tuple[str, str, str, str]  # workshop, node that was found, kind of tie, the one in between or the part; ids, empty for none


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a workshop is behind a node: the node, the kind of tie to it, and over whom; ids, ``via`` empty for none."""

    node: str
    kind: str
    via: str


def order_reasons(rows: Iterable[Row], asked: Sequence[str]) -> dict[str, list[Reason]]:
    """Return workshop → its reasons, one for each node that was asked for, the most telling.

    Workshops by their best reason: the node that was asked for first, then the order of ``KINDS``, a tie of its own before one over
    another; then by id. O(n log n).
    """
    place, rank = {node: i for i, node in enumerate(asked)}, {kind: i for i, kind in enumerate(KINDS)}
    found: dict[str, list[Reason]] = {}
    for _, _, _, _, workshop, node, kind, via in sorted((place[n], rank[k], v != "", v, w, n, k, v) for w, n, k, v in rows):
        reasons = found.setdefault(workshop, [])
        if all(reason.node != node for reason in reasons):
            reasons.append(Reason(node, kind, via))
    best = {workshop: (place[of[0].node], rank[of[0].kind], of[0].via != "") for workshop, of in found.items()}
    return {workshop: found[workshop] for workshop in sorted(found, key=lambda one: (*best[one], one.encode()))}


def say_reason(kind: str, name: str, via: str = "", lang: str = "zh") -> str:
    """Return a reason in a few words.

    >>> say_reason("LEADS", "李斌"), say_reason("LOCATED_IN", "东区", "甲厂")
    ('领衔人 李斌', '所在地区 东区（甲厂）')
    """
    said = messages.text(f"network.behind.{kind}", lang, name=name)
    return messages.text("network.behind.via", lang, why=said, via=via) if via else said


def workshops_behind(snapshot: Snapshot, asked: Sequence[str], as_of: int) -> list[Row]:
    """Return the rows that say which workshops are behind the nodes asked for; ``snapshot`` is the network of the day. O(n + m)."""
    numbers = [number for one in asked if (number := snapshot.ids.find(one)) >= 0]
    return list(dict.fromkeys(_Rule(snapshot, numbers, as_of).rows())) if numbers else []


class _Rule:
    def __init__(self, snapshot: Snapshot, asked: Sequence[int], as_of: int) -> None:
        self.net, self.asked, self.as_of = snapshot, asked, as_of
        self.workshop = snapshot.has_kind("Workshop")
        # by node: the first of the nodes asked for that it is or is a part of, as a place in ``asked``; −1 for none
        self.place = np.full(snapshot.n_nodes, -1, dtype=np.int32)
        self.place[np.array(asked[::-1], dtype=np.int64)] = np.arange(len(asked), dtype=np.int32)[::-1]
        self._take_parts()

    def rows(self) -> Iterator[Row]:
        """Yield the rows of all nodes asked for."""
        for kind in KINDS:
            near, far = self._beside(kind, self.place >= 0)
            yield from self._named(far, near, self.place[near], kind)
        for kind, on in THROUGH:
            yield from self._over(kind, on)

    def _take_parts(self) -> None:
        for _ in range(DEPTH):
            whole, part = self._beside("PART_OF", self.place >= 0)
            better = (self.place[part] < 0) | (self.place[whole] < self.place[part])
            if not better.any():
                return
            order = np.argsort(-self.place[whole[better]], kind="stable")  # of several the least is written last
            self.place[part[better][order]] = self.place[whole[better][order]]

    def _over(self, kind: str, on: str) -> Iterator[Row]:
        near, between = self._beside(kind, self.place >= 0)
        if len(between) == 0:
            return
        marked = np.zeros(self.net.n_nodes, dtype=bool)
        marked[between] = True
        over, far = self._beside(on, marked)
        if kind in OWN_FIRST:
            own = np.zeros(self.net.n_nodes, dtype=bool)
            own[self._beside(kind, np.ones(self.net.n_nodes, dtype=bool))[1]] = True
            over, far = over[~own[far]], far[~own[far]]
        row, entry = _join(over, between)
        yield from self._named(far[row], over[row], self.place[near[entry]], kind)

    def _beside(self, kind: str, marked: NDArray[np.bool_]) -> tuple[Longs, Longs]:
        """Return the marked ends of the ties of a kind that hold on the day, and beside each who has the tie to it."""
        part = self.net.tie_slice(kind)
        near, far = self.net.target[part], self.net.source[part]
        if kind == "LEADS":
            near, far = far, near
        rows = np.flatnonzero(marked[near])
        rows = rows[valid(self.net, rows + part.start, self.as_of)]
        return near[rows].astype(np.int64), far[rows].astype(np.int64)

    def _named(self, far: Longs, over: Longs, place: Ints, kind: str) -> Iterator[Row]:
        ids, rows = self.net.ids, np.flatnonzero(self.workshop[far])
        for workshop, beside, at in zip(far[rows].tolist(), over[rows].tolist(), place[rows].tolist(), strict=True):
            node = self.asked[at]
            yield ids[workshop], ids[node], kind, "" if beside == node else ids[beside]


def _join(keys: Longs, entries: Longs) -> tuple[Longs, Longs]:
    """Return (place in keys, place in entries) of every pair that is equal."""
    order = np.argsort(entries, kind="stable")
    low, high = (np.searchsorted(entries[order], keys, side=side) for side in ("left", "right"))
    row = np.repeat(np.arange(len(keys)), high - low)
    offset = np.arange(len(row)) - np.repeat(np.cumsum(high - low) - (high - low), high - low)
    return row, order[low[row] + offset]
