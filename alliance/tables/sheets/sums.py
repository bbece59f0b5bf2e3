"""Sums and counts that a sheet states are held against its rows (F39); what cannot be told is not said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from alliance.tables.cells.nothing import says_nothing
from alliance.tables.findings import Finding
from alliance.tables.sheets.facts import Facts
from alliance.tables.sheets.plans import Plan

ROWS_KEPT = 5_000  # a sheet whose sums are checked: longer ones are no papers
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_COUNTED = re.compile(r"(\d+)\s*(?:家|个|名|人|项|场|次|期|对|件)?")


@dataclass
class Sums:
    """Rows seen so far, and where the last section or subtotal began."""

    plan: Plan
    note: Callable[[Finding], None]
    rows: list[Sequence[str]] = field(default_factory=list)
    count: int = 0
    start: int = 0
    section: tuple[int, int, int] = (-1, 0, 0)  # stated count, row, records before it

    def add(self, cells: Sequence[str]) -> None:
        """Take a record."""
        self.count += 1
        if len(self.rows) < ROWS_KEPT:
            self.rows.append(cells)

    def begin(self, stated: int, row: int) -> None:
        """A section begins: the one before must have as many records as it says."""
        self._end_section()
        self.section = stated, row, self.count
        self.start = self.count

    def _end_section(self) -> None:
        stated, row, before = self.section
        if stated >= 0 and self.count - before != stated and self.count > before:
            facts = {"stated": stated, "counted": self.count - before}
            self.note(
                Finding(code="F39", table=self.plan.table, row=row, column="", value=str(stated), severity="warning", detail="section", facts=facts)
            )
        self.section = -1, 0, 0

    def check(self, row: int, cells: Sequence[str]) -> None:
        """Hold a line of sums against the rows since the last one, and against all rows."""
        self._end_section()
        if self.count > len(self.rows):
            return
        for column in self.plan.columns:
            cell = cells[column.index].strip() if column.index < len(cells) else ""
            stated = _number(cell)
            if stated is None:
                continue
            found = [self._sum(column.index, rows) for rows in (self.rows[self.start :], self.rows)]
            if any(each is None for each in found) or any(stated in each for each in found if each):
                continue
            facts = {"stated": cell, "counted": str(next(iter(sorted(found[-1] or ()))))}
            self.note(
                Finding(code="F39", table=self.plan.table, row=row, column=column.heading, value=cell, severity="warning", detail="sum", facts=facts)
            )
        self.start = self.count

    def _sum(self, index: int, rows: Sequence[Sequence[str]]) -> set[Decimal] | None:
        """What a cell of a sum may say of a column: its sum, how many rows are filled, how many differ; None where it cannot be told."""
        cells = [row[index].strip() for row in rows if index < len(row)]
        filled = [cell for cell in cells if cell and not says_nothing(cell)]
        numbers = [_number(cell) for cell in filled]
        if all(number is None for number in numbers):
            return {Decimal(len(filled)), Decimal(len(set(filled)))}
        if any(number is None for number in numbers):
            return None
        return {sum((number for number in numbers if number is not None), Decimal(0))}

    def end(self, facts: Facts) -> None:
        """The sheet ends: its title must have said as many records as there are."""
        self._end_section()
        stated = facts.get("stated")
        if stated and int(stated) != self.count:
            where = next((fact.cells for fact in facts.found if fact.name == "stated"), "")
            self.note(
                Finding(
                    code="F39",
                    table=self.plan.table,
                    row=0,
                    column="",
                    value=stated,
                    severity="warning",
                    detail="stated",
                    facts={"stated": stated, "counted": self.count, "cells": where},
                )
            )


def _number(cell: str) -> Decimal | None:
    text = unicodedata.normalize("NFKC", cell).replace(",", "").strip()
    match = _COUNTED.fullmatch(text)
    if not match and not _PLAIN.fullmatch(text):
        return None
    try:
        return Decimal(match.group(1) if match else text)
    except InvalidOperation:
        return None
