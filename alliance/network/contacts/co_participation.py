"""Pairs of parties through one shared node: a project, agreement, achievement or activity (rules §1)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliance import schema
from alliance.model.snapshot import Ints, Longs, Snapshot
from alliance.network.time.horizon import node_from, ties_known_from
from alliance.network.time.validity import expand_rows
from alliance.schema import vocabularies

MOST_PARTIES = 10  # named parties of a project, agreement or achievement that make pairs
_FORMS = vocabularies.ACTIVITY_FORMS
HOST_GUEST = tuple(vocabularies.code(_FORMS, form) for form in vocabularies.HOST_GUEST_FORMS)
SMALL = tuple(vocabularies.code(_FORMS, form) for form in vocabularies.SMALL_FORMS)


@dataclass(frozen=True, eq=False)
class Participants:
    """All ties to shared nodes of one sort, sorted by (node, day from which the party is seen, party, tie).

    ``place`` counts the distinct parties of a node in that order from 0; ``seen_from`` is the day from
    which the party is seen at the node (0 always, ``network.time.horizon``).
    """

    node: Ints
    party: Ints
    tie: Ints
    place: Ints
    seen_from: Ints


def participants(snapshot: Snapshot, kind: str) -> Participants:
    """Return the ties of PARTY_TO, PRODUCED or PARTICIPATES_IN by shared node; unnamed groups are left out."""
    part = snapshot.tie_slice(kind)
    tie = np.arange(part.start, part.stop, dtype=np.int32)
    tie = tie[snapshot.kind[snapshot.source[tie]] != schema.NODE_CODE["Group"]]
    node, party = snapshot.target[tie], snapshot.source[tie]
    first = np.maximum(ties_known_from(snapshot)[tie], node_from(snapshot)[party])
    order = np.argsort(node, kind="stable")  # ties of a kind stand by party, then number
    node, party, first, tie = node[order], party[order], first[order], tie[order]
    starts = np.flatnonzero(_fresh(node, party))
    earliest = np.repeat(np.minimum.reduceat(first, starts), np.diff(np.r_[starts, len(node)])) if len(node) else first
    order = np.argsort((node.astype(np.int64) << 32) | earliest, kind="stable")
    node, party, tie, earliest = node[order], party[order], tie[order], earliest[order]
    count = np.cumsum(_fresh(node, party)) - 1
    begins = np.r_[True, node[1:] != node[:-1]][: len(node)]
    base = count[np.flatnonzero(begins)][np.cumsum(begins) - 1] if len(node) else count
    return Participants(node=node, party=party, tie=tie, place=(count - base).astype(np.int32), seen_from=earliest)


def _fresh(node: Ints, party: Ints) -> NDArray[np.bool_]:
    fresh: NDArray[np.bool_] = np.r_[True, (node[1:] != node[:-1]) | (party[1:] != party[:-1])][: len(node)]
    return fresh


def named_parties(snapshot: Snapshot, there: Participants, as_of: int) -> Longs:
    """Return for each node how many distinct named parties are seen on the day."""
    fresh = _fresh(there.node, there.party)
    return np.bincount(there.node[fresh & (there.seen_from <= as_of)], minlength=snapshot.n_nodes)


def pairs_of_all(there: Participants, chosen: NDArray[np.bool_], most: int) -> tuple[Longs, Longs]:
    """Return the positions (i, j) of every two ties of different parties at a chosen node.

    Only the first ``most`` parties of a node are paired: parties are seen in the order in which they
    stand here, so a day on which no more than ``most`` are seen finds all its pairs among these.
    """
    rows = np.flatnonzero(chosen & (there.place < most))
    if len(rows) == 0:
        return rows, rows
    node = there.node[rows]
    ends = np.searchsorted(node, node, side="right")
    counts = ends - np.arange(len(rows)) - 1
    i = np.repeat(np.arange(len(rows)), counts)
    j = i + 1 + np.arange(len(i)) - np.repeat(np.cumsum(counts) - counts, counts)
    different = there.party[rows[i]] != there.party[rows[j]]
    return rows[i[different]], rows[j[different]]


def pairs_of_hosts(snapshot: Snapshot, there: Participants, chosen: NDArray[np.bool_]) -> tuple[Longs, Longs]:
    """Return the positions (host, guest) of every host with every guest of a chosen node."""
    role = snapshot.roles.index("host") if "host" in snapshot.roles else -1
    is_host = snapshot.tie_role[there.tie] == role
    hosts, guests = np.flatnonzero(chosen & is_host), np.flatnonzero(chosen & ~is_host)
    start = np.zeros(snapshot.n_nodes + 1, dtype=np.int64)
    np.cumsum(np.bincount(there.node[guests], minlength=snapshot.n_nodes), out=start[1:])
    position, entry = expand_rows(there.node[hosts].astype(np.int64), start)
    i, j = hosts[position], guests[entry]
    different = there.party[i] != there.party[j]
    return i[different], j[different]
