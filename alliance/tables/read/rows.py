"""Rows of cells become compact rows of values: the work of the child process, table by table.

A node row is [row, id, name, number, place, props] and, beside it, [row, sources, links] with
links [[position of the link column, names, kind, props], …]; rows of ties are in ``tie_rows``. They hold JSON values only.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from alliance import schema
from alliance.model.matching import matching_key
from alliance.schema import LinkColumn, Property
from alliance.tables import references
from alliance.tables.cells.personal_numbers import personal
from alliance.tables.cells.texts import NAME_LIMIT, cleaned
from alliance.tables.cells.values import Converter, converter
from alliance.tables.findings import Fault, Finding
from alliance.tables.sheets.columns import RELATIONS, Column, Plan, kind_named

FINDINGS_KEPT = 2_000
# the column that tells namesakes of a kind apart: host or place, and for what happens once its date
_PLACES = {
    "Workshop": "host",
    "Person": "employer",
    "Activity": "held_on",
    "Achievement": "made_on",
    "Agreement": "signed_on",
    "Project": "started",
    "Demand": "raised_on",
    "Challenge": "raised_on",
    **dict.fromkeys((*schema.ORGANISATIONS, "TradeUnion", "Alliance"), "region"),
}
_CHECKS = ("links_checked_on", "links_checked_by")
_ROLES = ("property", "link", "provenance", "kind_of_link")
LINK, PROVENANCE = 1, 2
REMEMBERED = 10_000
Read = tuple[Any, Any, int, int]  # row of values, row of links, hash of its identity, hash of its content


@dataclass
class Tally:
    """What is noted about a table beside its rows."""

    rows: int = 0
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    rejected: array[int] = field(default_factory=lambda: array("q"))
    personal: dict[str, dict[str, int]] = field(default_factory=dict)  # heading → what → how often
    remarks: int = 0  # findings and cells with personal numbers, all of them
    doubtful: list[tuple[int, str, str]] = field(default_factory=list)  # industries and regions of rejected rows: row, column, cell

    def note(self, finding: Finding) -> None:
        """Count a finding and keep it while there is room."""
        self.counts[finding.code] += 1
        self.remarks += 1
        if len(self.findings) < FINDINGS_KEPT:
            self.findings.append(finding)


class RowReader:
    """Reads the rows of one table by its plan.

    Most cells of a column have been seen before: what they became is remembered, so that a row costs few calls.
    """

    apart: tuple[str, ...] = ()  # columns whose text is no part of the content that rows of one identity are compared by

    def __init__(self, plan: Plan) -> None:
        self.plan, self.tally = plan, Tally()
        used = [column for column in plan.columns if column.role]
        self._steps = [(c.index, c.name, _ROLES.index(c.role), _no_memory(), _reader(c), c) for c in used]
        self._width = max((c.index for c in used), default=0) + 1
        told = [c.index for c in used if c.role != "provenance" and c.name not in (*_CHECKS, *self.apart)]
        self._content = itemgetter(*told, self._width)  # one more than the row has: a tuple even for one column
        self._declared = {} if plan.kind == RELATIONS else {link.name: link for link in schema.node_kind(plan.kind).links}
        self._links = list(self._declared)
        self._place = _PLACES.get(plan.kind, "")

    def read(self, row: int, cells: Sequence[str]) -> Read | None:
        """Return what a row says, or None for a rejected row."""
        self.tally.rows += 1
        cells = [*cells, *[""] * max(1, self._width + 1 - len(cells))]
        cells[self._width] = ""
        values: tuple[dict[str, Any], ...] = ({}, {}, {}, {})
        good = True
        for index, name, role, known, convert, column in self._steps:
            cell = cells[index]
            if not cell:
                continue
            value = known.get(cell) if type(cell) is str else None  # a number of a workbook is not the text of it
            if value is None:
                value, faults = self._cell(row, cell, convert, column)
                if faults:
                    good = good and all(fault.severity != "error" for fault in faults)
                if value is None or value == "" or value == []:
                    continue
                if not faults and type(cell) is str and len(known) < REMEMBERED:
                    known[cell] = value
            values[role][name] = value
        found = self._identity(row, values, hash(self._content(cells))) if good else None
        if found is None:
            self.tally.rejected.append(row)
            self._remember_places(row, values[LINK])
        return found

    def _cell(self, row: int, cell: str, convert: Converter, column: Column) -> tuple[Any, tuple[Fault, ...]]:
        if cell.isspace():
            return None, ()
        if len(cell) >= 11 and (found := personal(cell)):
            times = self.tally.personal.setdefault(column.heading, {})
            times[found] = times.get(found, 0) + 1
            self.tally.remarks += 1
            return None, ()
        value, faults = convert(cell)
        for fault in faults:
            self.tally.note(fault.at(self.plan.table, row, column.heading, cell))
        return value, faults

    def _remember_places(self, row: int, links: dict[str, Any]) -> None:
        """A row rejected for one thing is still told what else is wrong with it."""
        if len(self.tally.doubtful) < FINDINGS_KEPT:
            listed = [name for name in links if self._declared[name].kinds[0] in references.LISTED]
            self.tally.doubtful += [(row, name, cell) for name in listed for cell in links[name]]

    def _identity(self, row: int, values: tuple[dict[str, Any], ...], content: int) -> Read | None:
        props, links, provenance, hints = values
        kind, given, name, number = self.plan.kind, props.pop("id", ""), props.pop("name", ""), props.get("number", "")
        if not name and not given:
            self._missing(row, "name")
            return None
        if "links_checked_on" in props or "links_checked_by" in props:
            _check_entry(props, provenance)
        place = self._place_of(props, links)
        key = ("id", given) if given else (kind, "no", number) if number else (kind, matching_key(name), place)
        found = [[self._links.index(link), names, hints.get(link, ""), self._tie_props(link, props)] for link, names in links.items()]
        sources = [provenance] if provenance else []
        if sources:
            props["sources"] = sources
        return [row, given, name, number, place, props], [row, sources if found else [], found], hash(key), content

    def _tie_props(self, link: str, props: dict[str, Any]) -> dict[str, Any]:
        column = self._declared[link]
        found = {prop.name: props[prop.name] for prop in schema.tie_kind(column.tie).properties if prop.name in props}
        if column.role:
            found["role"] = column.role
        if column.dated_by and props.get(column.dated_by):
            found["valid_from"] = props[column.dated_by]
        return found

    def _place_of(self, props: dict[str, Any], links: dict[str, Any]) -> str:
        if self._place in props:
            return str(props[self._place])
        names = links.get(self._place)
        if not names:
            return ""
        if self._place == "region":
            codes = references.found_codes("Region", names[0])
            return references.reference_id("Region", codes[0]) if len(codes) == 1 else matching_key(names[0])
        return matching_key(names[0])

    def _missing(self, row: int, name: str) -> None:
        self.tally.note(Finding("F04", self.plan.table, row, self._heading(name), detail="required"))

    def _heading(self, name: str) -> str:
        return next((c.heading for c in self.plan.columns if c.name == name and c.role), name)


def _no_memory() -> dict[str, Any]:
    return {}


def _reader(column: Column) -> Converter:
    term = column.term
    if column.role == "link":
        assert isinstance(term, LinkColumn)
        return _one_or_many(term)
    if column.role == "kind_of_link":
        return _kind_cell
    assert isinstance(term, Property)
    if term.name in ("from", "to"):
        return _end
    return converter(term, column.factor)


def _one_or_many(link: LinkColumn) -> Converter:
    # the cell stays whole here: 农、林、牧、渔业 is one name; it is split where names are looked up
    def read(cell: str) -> tuple[Any, tuple[Fault, ...]]:
        text, faults = cleaned(cell, NAME_LIMIT * (10 if link.many else 1))
        return ([text] if text else []), faults

    return read


def _end(cell: str) -> tuple[Any, tuple[Fault, ...]]:
    return cleaned(cell, NAME_LIMIT)


def _kind_cell(cell: str) -> tuple[Any, tuple[Fault, ...]]:
    kind = kind_named(cell)
    return (kind, ()) if kind and kind != RELATIONS else (None, (Fault("F36", "node"),))


def _check_entry(props: dict[str, Any], provenance: dict[str, Any]) -> None:
    on, by = props.pop("links_checked_on", ""), props.pop("links_checked_by", "")
    if on:
        entry = {"on": on, "by": by, "source": provenance.get("source", "")}
        props["links_checks"] = [{key: value for key, value in entry.items() if value}]
