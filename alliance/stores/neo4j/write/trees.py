"""Kinds of tie that make trees: no way up may lead back to where it began."""

from __future__ import annotations

from collections.abc import Iterable

from alliance import schema
from alliance.model import Tie
from alliance.model.circles import circles
from alliance.stores.neo4j.blocks import BLOCK, blocks
from alliance.stores.neo4j.server.server import Statements

Steps = set[tuple[str, str, str]]  # child, parent, tie


def starts(ties: Iterable[Tie]) -> dict[str, set[str]]:
    """Return, for each kind that makes a tree, the nodes from which written ties lead up."""
    found: dict[str, set[str]] = {}
    for tie in ties:
        if tie.kind in schema.TREES:
            found.setdefault(tie.kind, set()).add(tie.source)
    return found


def circles_above(q: Statements, kind: str, starts_: Iterable[str]) -> tuple[list[list[str]], Steps]:
    """Return the circles above these nodes (members by id, circles by the first), and all steps above them."""
    steps: Steps = set()
    known, open_ = set(starts_), sorted(starts_)
    while open_:
        following: set[str] = set()
        for block in blocks(open_, BLOCK):
            for child, parent, tie in q.rows("parents", kind, ids=block):
                steps.add((child, parent, tie))
                following.add(parent)
        open_ = sorted(following - known)
        known |= following
    return circles((child, parent) for child, parent, _ in steps), steps


def names_of(q: Statements, ids: list[str]) -> list[str]:
    """Return the names of the members of a circle, in their order."""
    names = dict(q.rows("names", ids=ids))
    return [names[id_] for id_ in ids]
