"""Cells of the matrix against what is aimed for, and the workshops that could close them.

A target says how many pairs two groups should have. Missing = wanted − pairs in contact, not below 0. Those who could
close a cell are its workshops without a contact in it, those not yet beyond their unit, group and system first (in the order of
the screen), then by id. Without targets a cell is a gap by proportion (``below_proportion``): said as a question, never as a target.

This is the one definition of a gap: the matrix, the list, the start page, the picture and a plan all take it from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from alliance import schema
from alliance.model.snapshot import Ints, Snapshot
from alliance.network.mixing.matrix import Mixing, pairs_of_cell, unused_pairs, workshops_of_cell
from alliance.network.reach.order import NEED_ORDER, rows_by_reach
from alliance.network.reach.reach import ReachTable

UNNAMED = (schema.OTHER_GROUP[0], schema.UNKNOWN_GROUP[0])  # no group to plan an exchange for


@dataclass(frozen=True, slots=True)
class Gap:
    """One cell: positions of its groups, pairs on record, pairs wanted, how many are missing, and how many pairs are possible still."""

    row: int
    column: int
    pairs: int
    wanted: int
    missing: int
    unused: int


def gaps(table: Mixing, wanted: Iterable[tuple[int, int, int]]) -> list[Gap]:
    """Return the cells below target, the largest number missing first, then in the order of the matrix; ``wanted``: (row, column, pairs)."""
    found = []
    for row, column, pairs in wanted:
        there = int(table.counts[row, column])
        if there < pairs:
            found.append(Gap(row=row, column=column, pairs=there, wanted=pairs, missing=pairs - there, unused=unused_pairs(table, row, column)))
    return sorted(found, key=lambda gap: (-gap.missing, gap.row, gap.column))


def below_proportion(table: Mixing) -> list[tuple[int, int, int]]:
    """Return (row, column, pairs that proportion would give) of the gaps by proportion, in the order of the matrix.

    A cell is one when its two groups differ and are both named (neither 其他 nor 未知), both have workshops, at least one pair
    is expected (never ``few``), and either no pair is in contact or the interval of the count lies below the expectation (rules §6).
    """
    named = np.array([label.key not in UNNAMED for label in table.labels]) & (table.workshops > 0)
    lacking = ((table.counts == 0) | (table.high < table.expected)) & ~table.few & np.outer(named, named)
    rows, columns = np.nonzero(np.tril(lacking, -1))
    return [(int(row), int(column), round(float(table.expected[row, column]))) for row, column in zip(rows, columns, strict=True)]


def closers(snapshot: Snapshot, table: Mixing, rings: ReachTable, row: int, column: int) -> tuple[Ints, Ints]:
    """Return the workshops of either side that have no contact in the cell, those who need one first."""
    first, second = pairs_of_cell(table, row, column)
    linked = np.unique(np.r_[first, second])
    sides = []
    for group in (row, column):
        number = workshops_of_cell(snapshot, table, group)
        number = number[~np.isin(number, linked)]
        codes = rings.code[np.searchsorted(rings.workshops, number)]
        sides.append(number[rows_by_reach(number, codes, NEED_ORDER)])
    return sides[0], sides[1]
