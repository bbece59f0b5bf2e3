"""Schedules that a cyclic group develops from a few rounds, kept as data (``starters.txt``).

People are Z_m × columns, numbered column·m + x, and fixed points after them. A starter is a round in which no class of differences occurs
twice; adding 1 to every x gives m rounds. An orbit is a set of blocks that holds each column once; its m translates are one round. So are
kept (nearly) Kirkman triple systems, resolvable and group divisible designs with blocks of 4 and packings with larger ones.
With m = 1 the rounds stand there one by one: 32 people at 8 tables, two affine planes of order 4 with signs (``signed_planes.c``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from alliance.exchanges.schedules.blocks import Blocks, seats_of, translates
from alliance.exchanges.seating_problem import Seats

SOURCE = (
    "own search (benchmarks/schedule_search); that they exist: C. J. Colbourn, J. H. Dinitz, Handbook of Combinatorial Designs, 2nd ed. (2007), "
    "II.7, IV.5; A. Miller, I. Valkov, R. J. R. Abel, Symmetry 18 (2026) 269"
)


@dataclass(frozen=True, slots=True)
class Starter:
    """One entry of ``starters.txt``: ``people`` at ``tables``, group Z_``modulus`` on ``columns`` columns, the rest fixed."""

    people: int
    tables: int
    modulus: int
    columns: int
    starters: tuple[Blocks, ...]
    orbits: tuple[Blocks, ...]

    @property
    def rounds(self) -> int:
        """Number of rounds developed."""
        return self.modulus * len(self.starters) + len(self.orbits)


def parse(line: str) -> Starter:
    """Return the entry of one line: people tables modulus columns | starter | … / orbit / …, blocks divided by commas.

    >>> parse("4 2 3 1 | 0 3,1 2").rounds
    3
    """
    head, *rest = line.split("|")
    people, tables, modulus, columns = map(int, head.split())
    last, *orbits = rest[-1].split("/")
    return Starter(people, tables, modulus, columns, tuple(_blocks(part) for part in (*rest[:-1], last) if part.strip()), tuple(map(_blocks, orbits)))


def _blocks(text: str) -> Blocks:
    return [[int(x) for x in block.split()] for block in text.split(",")]


@lru_cache(maxsize=1)
def catalogue() -> dict[tuple[int, int], Starter]:
    """Return every entry by (people, tables), the one with the most rounds. Read once."""
    text = files(__package__).joinpath("starters.txt").read_text(encoding="utf-8")
    entries = [parse(line) for line in text.splitlines() if line and not line.startswith("#")]
    return {(e.people, e.tables): e for e in sorted(entries, key=lambda e: e.rounds)}


def most_rounds(people: int, tables: int) -> int:
    """Return the rounds of the entry for exactly so many people and tables, else 0."""
    entry = catalogue().get((people, tables))
    return entry.rounds if entry else 0


def construct(people: int, tables: int) -> Seats:
    """Return ``table[round, person]`` of the entry: the translates of each starter, then the orbits. O(rounds · people).

    >>> construct(18, 6).shape
    (8, 18)
    """
    return develop(catalogue()[people, tables])


def develop(entry: Starter) -> Seats:
    """Return ``table[round, person]`` of one entry. O(rounds · people).

    >>> develop(parse("4 2 3 1 | 0 3,1 2")).tolist()
    [[0, 1, 1, 0], [1, 0, 1, 0], [1, 1, 0, 0]]
    """
    m, moving = entry.modulus, entry.modulus * entry.columns
    person = np.arange(entry.people)
    shift = np.array([np.where(person < moving, person // m * m + (person + s - person // m * m) % m, person) for s in range(m)], dtype=np.int32)
    rounds = [row for blocks in entry.starters for row in translates(blocks, shift)]
    orbits = [[block for row in translates(blocks, shift) for block in row] for blocks in entry.orbits]
    return seats_of(rounds + orbits, entry.people)
