"""What can be read from a matrix: which cells are gaps, which is the fullest, how inward each group is, whom to invite.

A cell is (row, column) with row ≥ column, in the order of the groups of the matrix.
"""

from __future__ import annotations

from dataclasses import dataclass

from alliance.network.mixing.gaps import UNNAMED
from alliance.services.industries.gaps import GapRow, GapsResult
from alliance.services.industries.mixing import CellResult, CellSide, MatrixResult

Cell = tuple[int, int]
CHANCE = 0.05  # a permutation test at or below it is said not to be chance
FEW_PAIRS = 5  # with fewer pairs nothing is said about one group


@dataclass(frozen=True, slots=True)
class Inwardness:
    """The pairs of one group within it and with the others, and what the test says: few, inward or chance."""

    group: str
    inside: int
    across: int
    verdict: str


def gap_cells(matrix: MatrixResult, gaps: GapsResult) -> dict[Cell, GapRow]:
    """Return the cells of this matrix that are gaps, in the order of the list: the largest number missing first."""
    found = {}
    for row in gaps.rows:
        if row.grouping == matrix.grouping:
            one, other = matrix.keys.index(row.a), matrix.keys.index(row.b)
            found[max(one, other), min(one, other)] = row
    return found


def fullest_cell(matrix: MatrixResult) -> Cell:
    """Return the cell with most pairs, the first of several; (0, 0) where there is none."""
    best = max(((matrix.counts[i][j], -i, -j) for i in range(len(matrix.keys)) for j in range(i + 1)), default=(0, 0, 0))
    return -best[1], -best[2]


def group_names(matrix: MatrixResult) -> dict[str, str]:
    """Return key → name of the named groups that have a workshop, in their order."""
    return {key: name for key, name, n in zip(matrix.keys, matrix.groups, matrix.workshops, strict=True) if n and key not in UNNAMED}


def beyond_chance(p: float | None) -> bool:
    """Say whether a permutation test speaks against chance.

    >>> beyond_chance(0.05), beyond_chance(0.2), beyond_chance(None)
    (True, False, False)
    """
    return p is not None and p <= CHANCE


def inwardness(matrix: MatrixResult) -> list[Inwardness]:
    """Return how inward each group with pairs is; of a matrix that was asked for with ``test``."""
    return [_inward(matrix, i) for i in range(len(matrix.groups)) if matrix.ei_of[i] is not None]


def _inward(matrix: MatrixResult, i: int) -> Inwardness:
    inside = matrix.counts[i][i]
    across = sum(matrix.counts[i][j] for j in range(len(matrix.groups) - 1) if j != i)
    verdict = "few" if inside + across < FEW_PAIRS else "inward" if beyond_chance(matrix.p_of[i]) else "chance"
    return Inwardness(group=matrix.groups[i], inside=inside, across=across, verdict=verdict)


def cell_sides(cell: CellResult) -> list[CellSide]:
    """Return both sides of a cell; of one on the diagonal the only one."""
    return [cell.a] if cell.a.key == cell.b.key else [cell.a, cell.b]


def workshops_to_invite(cell: CellResult, most: int) -> list[str]:
    """Return the ids of the workshops of pairs not in contact, those in front first, each once; of both sides where every pair is in contact."""
    pairs = [ref.id for pair in cell.unused for ref in (pair.a, pair.b)]
    return list(dict.fromkeys(pairs or [row.id for side in cell_sides(cell) for row in side.rows]))[:most]
