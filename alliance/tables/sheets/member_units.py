"""Rows of a roster that name a member unit without a workshop (筹建中): the unit is the member, no workshop is made up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from alliance.tables.cells.nothing import says_nothing
from alliance.tables.cells.organisation_kinds import organisation_kind
from alliance.tables.findings import Finding
from alliance.tables.sheets.columns import targets
from alliance.tables.sheets.grid import Line
from alliance.tables.sheets.plans import Column, Plan

_KEPT = ("alliances", "alliance_role", "source", "as_of", "region", "union")


class MemberUnits:
    """Takes those rows out of a table of workshops and keeps them by the kind of unit that their name speaks for."""

    def __init__(self, plan: Plan, note: Callable[[Finding], None]) -> None:
        self.plan, self.note = plan, note
        self.rows: dict[str, list[Line]] = {}
        by_name = {column.name: column for column in plan.columns if column.role}
        self._name, self._host = by_name.get("name"), by_name.get("host")

    def without(self, records: Iterable[Line]) -> Iterator[Line]:
        """Yield the rows that name a workshop."""
        for row, cells in records:
            unit = cells[self._host.index].strip() if self._host and self._host.index < len(cells) else ""
            if self._name and unit and not says_nothing(unit) and self._is_empty(cells):
                self.rows.setdefault(organisation_kind(unit), []).append((row, cells))
                self.note(
                    Finding(code="F38", table=self.plan.table, row=row, column=self._name.heading, value=unit, severity="info", detail="member")
                )
            else:
                yield row, cells

    def _is_empty(self, cells: list[str]) -> bool:
        assert self._name
        cell = cells[self._name.index] if self._name.index < len(cells) else ""
        return not cell.strip() or says_nothing(cell)

    def plan_of(self, kind: str) -> Plan:
        """Return how the rows of one kind of unit are read: their name, their alliance and role, where they come from."""
        assert self._host
        known = {target[1]: target for target in targets(kind)}
        columns = [Column(self._host.index, self._host.heading, *known["name"])]
        for column in self.plan.columns:
            if column.role and column.name in _KEPT and column.name in known:
                role, name, term = known[column.name]
                columns.append(
                    Column(
                        index=column.index, heading=column.heading, role=column.role if column.role == "kind_of_link" else role, name=name, term=term
                    )
                )
        return replace(self.plan, kind=kind, columns=tuple(columns), findings=())
