"""Which construction gives the most rounds: the one place that chooses, and that says what it took.

The order of ``CONSTRUCTIONS`` is that of preference: the first that has enough rounds is taken, so transversal designs, whose columns never
meet, come before designs in which everyone meets everyone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from alliance.exchanges.schedules import (
    affine_geometries,
    group_filling,
    kirkman_systems,
    maximal_arcs,
    omission,
    one_factorizations,
    starters,
    transversal_designs,
)
from alliance.exchanges.seating_problem import Seats

Most = Callable[[int, int], int]
Construct = Callable[[int, int], Seats]


@dataclass(frozen=True, slots=True)
class Construction:
    """A construction by its ``name`` in design theory and its ``source``; ``most`` rounds, ``construct`` gives all of them."""

    name: str
    source: str
    most: Most
    construct: Construct


@dataclass(frozen=True, eq=False, slots=True)
class Schedule:
    """Rounds without a repeated pair, ``table[round, person]``, with the ``name`` and ``source`` of the construction."""

    table: Seats
    name: str
    source: str


def _apart(people: int, tables: int) -> int:
    return 1 if people > tables else 0


def _one_round(people: int, tables: int) -> Seats:
    return (np.arange(people, dtype=np.int32) % tables)[None, :]


def _filled_most(people: int, tables: int) -> int:
    own = group_filling.inner_tables(people, tables)
    between = transversal_designs.most_rounds(people, tables) if own else 0
    return between + (most_rounds(tables, own) if own > 1 else 1) if between else 0


def _filled(people: int, tables: int) -> Seats:
    own = group_filling.inner_tables(people, tables)
    inside = all_rounds(tables, own).table if own > 1 else np.zeros((1, tables), dtype=np.int32)
    return group_filling.filled(transversal_designs.construct(people, tables), inside, tables)


def _missing(people: int, tables: int) -> int:
    return -people % tables if tables < people else 0


@lru_cache(maxsize=1024)
def _omission_most(people: int, tables: int) -> int:
    missing = _missing(people, tables)
    full = most_rounds(people + missing, tables) if missing else 0
    return max(full - len(omission.away(all_rounds(people + missing, tables).table, missing)[1]), 0) if full > 1 else 0


def _omitted(people: int, tables: int) -> Seats:
    full = all_rounds(people + _missing(people, tables), tables).table
    return omission.without(full, *omission.away(full, _missing(people, tables)))


CONSTRUCTIONS = (
    Construction("one round", "counting", _apart, _one_round),
    Construction("resolvable transversal design", transversal_designs.SOURCE, transversal_designs.most_rounds, transversal_designs.construct),
    Construction("one-factorization", one_factorizations.SOURCE, one_factorizations.most_rounds, one_factorizations.construct),
    Construction("transversal design with filled groups", group_filling.SOURCE, _filled_most, _filled),
    Construction("affine geometry", affine_geometries.SOURCE, affine_geometries.most_rounds, affine_geometries.construct),
    Construction("Kirkman triple system", kirkman_systems.SOURCE, kirkman_systems.most_rounds, kirkman_systems.construct),
    Construction("maximal arc", maximal_arcs.SOURCE, maximal_arcs.most_rounds, maximal_arcs.construct),
    Construction("cyclic starter", starters.SOURCE, starters.most_rounds, starters.construct),
    Construction("people omitted from a larger schedule", omission.SOURCE, _omission_most, _omitted),
)


def ways(people: int, tables: int, rounds: int = 1) -> list[tuple[Construction, int]]:
    """Return the constructions with at least so many rounds and how many they have, in the order of preference; none where people ≤ tables.

    >>> [way.name for way, most in ways(16, 4, 4)]
    ['resolvable transversal design', 'transversal design with filled groups', 'affine geometry', 'maximal arc']
    """
    return list(_ways(people, tables, max(rounds, 1)))


@lru_cache(maxsize=4096)
def _ways(people: int, tables: int, rounds: int) -> tuple[tuple[Construction, int], ...]:
    if not 0 < tables < people:
        return ()
    return tuple((way, most) for way in CONSTRUCTIONS if (most := way.most(people, tables)) >= rounds)


def most_rounds(people: int, tables: int) -> int:
    """Return how many rounds ``schedule`` can give so many people; 0 where people ≤ tables (everyone sits alone, as often as one likes).

    >>> most_rounds(18, 6), most_rounds(32, 8), most_rounds(30, 8), most_rounds(3, 5)
    (8, 10, 10, 0)
    """
    return max((most for _, most in ways(people, tables)), default=0)


@lru_cache(maxsize=64)
def all_rounds(people: int, tables: int) -> Schedule:
    """Return all rounds of the best construction. Raises ``ValueError`` where people ≤ tables. The table is shared: do not write to it.

    >>> all_rounds(15, 5).name
    'Kirkman triple system'
    """
    found = ways(people, tables)
    if not found:
        raise ValueError(people)
    way, _ = max(found, key=lambda pair: pair[1])
    table = way.construct(people, tables)
    table.flags.writeable = False
    return Schedule(table, way.name, way.source)


def schedules(people: int, rounds: int, tables: int) -> Iterator[Schedule]:
    """Yield each construction that has ``rounds`` rounds of ``people`` at ``tables`` without any repeated pair, in the order of preference.

    Tables are within one person of each other. People next to each other share a column in a transversal design, so they meet last or
    never. Nothing is yielded where no construction here has so many rounds, which does not say that there is none. Where people ≤ tables
    nobody shares a table. Each is made when it is asked for: well under 0.2 s up to 150 people, O(rounds · people) where it is no omission.

    >>> [found.name for found in schedules(3, 2, 5)], list(schedules(9, 5, 3))
    (['nobody shares a table'], [])
    """
    if people <= tables:
        yield Schedule(np.tile(np.arange(people, dtype=np.int32), (rounds, 1)), "nobody shares a table", "counting")
    for way in CONSTRUCTIONS if people > tables else ():
        if way.most(people, tables) < max(rounds, 1):
            continue
        yield Schedule(way.construct(people, tables)[:rounds], way.name, way.source)


def schedule(people: int, rounds: int, tables: int) -> Schedule | None:
    """Return the first of ``schedules``, or None.

    >>> schedule(9, 4, 3).table.tolist()[3]
    [0, 0, 0, 1, 1, 1, 2, 2, 2]
    >>> schedule(9, 5, 3) is None
    True
    """
    return next(schedules(people, rounds, tables), None)
