"""Kinds of tie that make trees: no way up may lead back to where it began."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from alliance.model import Tie
from alliance.stores.changes import first_cycle
from alliance.stores.neo4j.blocks import BLOCK, blocks
from alliance.stores.neo4j.server.server import Statements

TREES = ("SUBORDINATE_TO", "PART_OF", "SUBSIDIARY_OF")


def starts(ties: Iterable[Tie]) -> dict[str, set[str]]:
    """Return, for each kind that makes a tree, the nodes from which written ties lead up."""
    found: dict[str, set[str]] = {}
    for tie in ties:
        if tie.kind in TREES:
            found.setdefault(tie.kind, set()).add(tie.source)
    return found


def cycle(q: Statements, kind: str, starts_: Iterable[str]) -> tuple[list[str], set[int]]:
    """Return the ids of a circle above these nodes, closed at the end, and the versions of its ties; empty where there is none."""
    steps: dict[tuple[str, str], int] = {}
    known, open_ = set(starts_), sorted(starts_)
    while open_:
        following: set[str] = set()
        for block in blocks(open_, BLOCK):
            for child, parent, version in q.rows("parents", kind, ids=block):
                steps[child, parent] = max(version, steps.get((child, parent), 0))
                following.add(parent)
        open_ = sorted(following - known)
        known |= following
    number = {id_: i for i, id_ in enumerate(sorted(known))}
    ids = list(number)
    found = [ids[i] for i in first_cycle([(number[a], number[b]) for a, b in steps], range(len(ids)))]
    return found, {steps[pair] for pair in pairwise(found)}


def shown(q: Statements, circle: list[str]) -> str:
    """Return a circle by names, from its least id round to it again."""
    ring = circle[:-1]
    first = ring.index(min(ring))
    ring = [*ring[first:], *ring[:first]]
    names = dict(q.rows("names", ids=ring))
    return "→".join(names[id_] for id_ in (*ring, ring[0]))
