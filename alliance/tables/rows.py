"""Rows of cells become compact rows of values: the work of the child process, table by table.

A node row is [row, id, name, number, place, props] and, beside it, [row, sources, links] with
links [[position of the link column, names, kind, props], …]; a row of ties is
[row, id, tie kind, from, from kind, to, to kind, props]. They hold JSON values only.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from alliance import schema
from alliance.model.matching import matching_key
from alliance.schema import LinkColumn, Property
from alliance.tables import references
from alliance.tables.columns import RELATIONS, Column, Plan, kind_named
from alliance.tables.findings import Fault, Finding
from alliance.tables.personal import personal
from alliance.tables.texts import NAME_LIMIT, cleaned, heading_key
from alliance.tables.values import Converter, converter

FINDINGS_KEPT = 2_000
# the column that tells namesakes of a kind apart: host or place, and for what happens once its date
_PLACES = {
    "Workshop": "host", "Person": "employer", "Activity": "held_on", "Achievement": "made_on", "Agreement": "signed_on", "Project": "started",
    "Demand": "raised_on", "Challenge": "raised_on", **dict.fromkeys((*schema.ORGANISATIONS, "TradeUnion", "Alliance"), "region"),
}
_CHECKS = ("links_checked_on", "links_checked_by")
_TIE_WORDS = {heading_key(word): kind.name for kind in reversed(schema.TIE_KINDS) for word in (*kind.synonyms, kind.en, kind.zh, kind.name)}
_SYMMETRIC = {kind.name for kind in schema.TIE_KINDS if kind.symmetric}


@dataclass
class Tally:
    """What is noted about a table beside its rows."""

    rows: int = 0
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    rejected: array[int] = field(default_factory=lambda: array("q"))
    personal: dict[str, dict[str, int]] = field(default_factory=dict)  # heading → what → how often

    def note(self, finding: Finding) -> None:
        """Count a finding and keep it while there is room."""
        self.counts[finding.code] += 1
        if len(self.findings) < FINDINGS_KEPT:
            self.findings.append(finding)


class RowReader:
    """Reads the rows of one table by its plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.tally = plan, Tally()
        self._columns = [(c, c.index, _reader(c)) for c in plan.columns if c.role]
        skipped = {"provenance"}
        self._content = [c.index for c in plan.columns if c.role and c.role not in skipped and c.name not in _CHECKS and c.name not in ("from", "to")]
        self._declared = {} if plan.kind == RELATIONS else {link.name: link for link in schema.node_kind(plan.kind).links}
        self._links = list(self._declared)
        self._place = _PLACES.get(plan.kind, "")
        self._identity = self._ends if plan.kind == RELATIONS else self._node

    def read(self, row: int, cells: Sequence[str]) -> tuple[Any, Any, int, int] | None:
        """Return (row of values, row of links, hash of its identity, hash of its content), or None for a rejected row."""
        self.tally.rows += 1
        values: dict[str, dict[str, Any]] = {"property": {}, "link": {}, "provenance": {}, "kind_of_link": {}}
        good = True
        for column, index, convert in self._columns:
            cell = cells[index] if index < len(cells) else ""
            if not cell or cell.isspace():
                continue
            if len(cell) >= 11 and (found := personal(cell)):
                times = self.tally.personal.setdefault(column.heading, {})
                times[found] = times.get(found, 0) + 1
                continue
            value, faults = convert(cell)
            for fault in faults:
                self.tally.note(fault.at(self.plan.table, row, column.heading, cell))
                good = good and fault.severity != "error"
            if value not in (None, "", []):
                values[column.role][column.name] = value
        found_row = self._identity(row, values, cells) if good else None
        if found_row is None:
            self.tally.rejected.append(row)
        return found_row

    def _node(self, row: int, values: dict[str, dict[str, Any]], cells: Sequence[str]) -> tuple[Any, Any, int, int] | None:
        props, kind = values["property"], self.plan.kind
        given, name, number = props.pop("id", ""), props.pop("name", ""), props.get("number", "")
        if not name and not given:
            self._missing(row, "name")
            return None
        sources = [values["provenance"]] if values["provenance"] else []
        _check_entry(props, values["provenance"])
        place = self._place_of(values)
        key = ("id", given) if given else (kind, "no", number) if number else (kind, matching_key(name), place)
        hints = values["kind_of_link"]
        links = [[self._links.index(link), names, hints.get(link, ""), self._tie_props(link, props)] for link, names in values["link"].items()]
        if sources:
            props["sources"] = sources
        content = hash(tuple([cells[i].strip() if i < len(cells) else "" for i in self._content]))
        return [row, given, name, number, place, props], [row, sources, links], hash(key), content

    def _tie_props(self, link: str, props: dict[str, Any]) -> dict[str, Any]:
        column = self._declared[link]
        found = {prop.name: props[prop.name] for prop in schema.tie_kind(column.tie).properties if prop.name in props}
        if column.role:
            found["role"] = column.role
        if column.dated_by and props.get(column.dated_by):
            found["valid_from"] = props[column.dated_by]
        return found

    def _place_of(self, values: dict[str, dict[str, Any]]) -> str:
        if self._place in values["property"]:
            return str(values["property"][self._place])
        names = values["link"].get(self._place)
        if not names:
            return ""
        if self._place == "region":
            codes = references.found_codes("Region", names[0])
            return references.reference_id("Region", codes[0]) if len(codes) == 1 else matching_key(names[0])
        return matching_key(names[0])

    def _ends(self, row: int, values: dict[str, dict[str, Any]], cells: Sequence[str]) -> tuple[Any, Any, int, int] | None:
        props = values["property"]
        given, start, end, word = (props.pop(name, "") for name in ("id", "from", "to", "kind"))
        for name, value in (("from", start), ("to", end), ("kind", word)):
            if not value:
                self._missing(row, name)
                return None
        kind = _TIE_WORDS.get(heading_key(word), "")
        if not kind:
            self.tally.note(Fault("F36").at(self.plan.table, row, self._heading("kind"), word))
            return None
        first, second = props.pop("from_kind", ""), props.pop("to_kind", "")
        kinds = [kind_named(first) if first else "", kind_named(second) if second else ""]
        for name, said, known in (("from_kind", first, kinds[0]), ("to_kind", second, kinds[1])):
            if said and not known:
                self.tally.note(Fault("F36", "node").at(self.plan.table, row, self._heading(name), said))
                return None
        if values["provenance"]:
            props["sources"] = [values["provenance"]]
        ends = (end, start) if kind in _SYMMETRIC and end < start else (start, end)
        key = ("id", given) if given else (kind, *ends, props.get("valid_from", ""), props.get("role", ""))
        content = hash((kind, *ends, *[cells[i].strip() if i < len(cells) else "" for i in self._content]))
        return [row, given, kind, start, kinds[0], end, kinds[1], props], None, hash(key), content

    def _missing(self, row: int, name: str) -> None:
        self.tally.note(Finding("F04", self.plan.table, row, self._heading(name), detail="required"))

    def _heading(self, name: str) -> str:
        return next((c.heading for c in self.plan.columns if c.name == name and c.role), name)


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
