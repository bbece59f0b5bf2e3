"""The ties of an import that lead up: those that close a circle of a tree are rejected, a circle of several kinds is pointed out (F34)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from alliance import schema
from alliance.model import ANY, Change
from alliance.model.circles import circles
from alliance.tables.findings import Fault
from alliance.tables.resolve.resolving import HeldTie, Resolver, TableState
from alliance.tables.sheets.columns import RELATIONS

Step = tuple[str, str]


def held_changes(resolver: Resolver, states: Sequence[TableState], stored: Callable[[str], Iterable[Step]]) -> Iterator[Change]:
    """Yield the ties that the resolver held back, without those that close a circle of their kind.

    ``stored`` gives the (source, target) on record of a kind.
    """
    kept: list[HeldTie] = []
    for kind in sorted({held.tie.kind for held in resolver.held}):
        group = [held for held in resolver.held if held.tie.kind == kind]
        bad = on_circles(_steps(group), stored(kind)) if schema.tie_kind(kind).tree else {}
        for position, members in bad.items():
            _note(resolver, states, group[position], members, Fault("F34"))
            state = states[group[position].table]
            if state.table.kind == RELATIONS:
                state.rejected.append(group[position].row)
        good = [held for i, held in enumerate(group) if i not in bad]
        yield from (Change("merge", held.tie, ANY) for held in good)
        kept += [held for held in good if kind in schema.ORGANISATION_STEPS]
    _note_mixed_circles(resolver, states, kept, stored)


def _note_mixed_circles(resolver: Resolver, states: Sequence[TableState], kept: Sequence[HeldTie], stored: Callable[[str], Iterable[Step]]) -> None:
    """Note each circle that membership, succession and ownership make together, at its first row; its ties may hold at different times and stay."""
    there = chain.from_iterable(stored(kind) for kind in schema.ORGANISATION_STEPS) if kept else ()
    noted: set[str] = set()
    for position, members in on_circles(_steps(kept), there).items():
        if members[0] not in noted:
            noted.add(members[0])
            _note(resolver, states, kept[position], members, Fault("F34", "mixed", "warning"))


def _steps(ties: Sequence[HeldTie]) -> list[Step]:
    return [(held.tie.source, held.tie.target) for held in ties]


def _note(resolver: Resolver, states: Sequence[TableState], held: HeldTie, members: Sequence[str], fault: Fault) -> None:
    named = replace(fault, facts={"circle": [resolver.directory.name_of(node) for node in members]})
    resolver.note(named.at(states[held.table].table.name, held.row, held.column, held.tie.target))


def on_circles(new: Sequence[Step], there: Iterable[Step]) -> dict[int, list[str]]:
    """Return the positions of the new ties that lie on a circle, with its members by id, given the ties that are there.

    >>> on_circles([("甲", "乙"), ("乙", "甲"), ("丙", "甲")], [])
    {0: ['乙', '甲'], 1: ['乙', '甲']}
    """
    circle_of = {node: members for members in circles((*there, *new)) for node in members}
    return {i: circle_of[source] for i, (source, target) in enumerate(new) if source in circle_of and target in circle_of[source]}
