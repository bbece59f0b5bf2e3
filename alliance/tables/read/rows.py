"""Rows of cells become compact rows of values: the work of the child process, table by table.

A node row is [row, id, name, number, place, props] and, beside it, [row, sources, links] with
links [[position of the link column, names, kind, props, what is told of the one person named], …];
rows of ties are in ``tie_rows``. They hold JSON values only.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any

from alliance import schema
from alliance.model import period
from alliance.model.matching import matching_key
from alliance.tables import references
from alliance.tables.cells.approximate import Written
from alliance.tables.cells.former_names import split_former
from alliance.tables.cells.personal_numbers import personal
from alliance.tables.cells.recognitions import Levels
from alliance.tables.cells.values import Converter
from alliance.tables.findings import CELL_CODES, Fault, Finding, shown_value
from alliance.tables.read.column_readers import column_reader, is_nothing
from alliance.tables.sheets.columns import RELATIONS
from alliance.tables.sheets.plans import Column, Plan

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
_ROLES = ("property", "link", "provenance", "kind_of_link", "figure", "of_lead")
LINK, PROVENANCE, FIGURE, OF_LEAD = 1, 2, 4, 5
REMEMBERED = 10_000
_ERRORS = frozenset(("#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!"))  # copied as text from a spreadsheet
_VARIANT = re.compile("[()\uff01-\uff5e\u3000\u00a0\u00ad\u200b-\u200f\ufeff \n]")
ASKED = (*CELL_CODES, "F36", "F41")  # what is wrong with a single cell: the rest of its row is read
Answers = Mapping[str, Mapping[str, str]]  # ``row:heading`` or heading → text of a cell → what it means, empty for nothing
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

    def __init__(self, plan: Plan, answers: Answers | None = None) -> None:
        self.plan, self.tally = plan, Tally()
        self._answers: Answers = answers or {}
        used = [column for column in plan.columns if column.role]
        told_apart = {key.partition(":")[2] for key in self._answers}  # one text may mean this in a row and that in another
        memory = [_Forgetful() if c.heading in told_apart else _no_memory() for c in used]
        self._steps = [(c.index, c.name, _ROLES.index(c.role), known, column_reader(c, plan), c) for c, known in zip(used, memory, strict=True)]
        self._width = max((c.index for c in used), default=0) + 1
        told = [c.index for c in used if c.role != "provenance" and c.name not in (*_CHECKS, *self.apart)]
        self._content = itemgetter(*told, self._width)  # one more than the row has: a tuple even for one column
        self._declared = {} if plan.kind == RELATIONS else {link.name: link for link in schema.node_kind(plan.kind).links}
        self._links = list(self._declared)
        self._of_ties = [link.role_by for link in self._declared.values() if link.role_by]  # columns of a row that only its ties keep
        self._place = _PLACES.get(plan.kind, "")

    def read(self, row: int, cells: Sequence[str]) -> Read | None:
        """Return what a row says, or None for a rejected row."""
        self.tally.rows += 1
        cells = [*cells, *[""] * max(1, self._width + 1 - len(cells))]
        cells[self._width] = ""
        values: tuple[dict[str, Any], ...] = ({}, {}, {}, {}, {}, {})
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
                if type(value) is Written:
                    if role == FIGURE:
                        values[FIGURE][name] = value
                        continue
                    values[0].setdefault("as_written", {})[name] = value.text
                    if value.value is not None:
                        values[role][name] = value.value
                    continue
                if value is None or value == "" or value == []:
                    continue
                if not faults and type(cell) is str and len(known) < REMEMBERED:
                    known[cell] = value
            values[role][name] = value
        found = self._identity(row, values, _content_hash(self._content(cells))) if good else None
        if found is None:
            self.tally.rejected.append(row)
        return found

    def _cell(self, row: int, cell: str, convert: Converter, column: Column) -> tuple[Any, tuple[Fault, ...]]:
        if cell.isspace() or is_nothing(cell, column):
            return None, ()
        if cell.strip() in _ERRORS:
            self.tally.note(
                Finding(code="F20", table=self.plan.table, row=row, column=column.heading, value=cell, severity="warning", detail="error")
            )
            return None, ()
        if self._answers:
            cell = self._apply_answer(row, cell, column)
            if not cell:
                return None, ()
        if len(cell) >= 11 and (found := personal(cell)):
            times = self.tally.personal.setdefault(column.heading, {})
            times[found] = times.get(found, 0) + 1
            self.tally.remarks += 1
            return None, ()
        value, faults = convert(cell)
        if value is None and faults and faults[0].code in ASKED and column.name != "name":
            faults = tuple(replace(fault, severity="question") for fault in faults)
            value = Written(None, cell) if column.role in ("property", "figure") else None
        for fault in faults:
            self.tally.note(fault.at(self.plan.table, row, column.heading, cell))
        return value, faults

    def _apply_answer(self, row: int, cell: str, column: Column) -> str:
        """Return what a person has said that a cell means: for its row, else for all cells of this text in the column."""
        for key in (f"{row}:{column.heading}", column.heading):
            said = self._answers.get(key, {})
            if (answer := said.get(cell, said.get(shown_value(cell.strip())))) is not None:
                return answer
        return cell

    def _identity(self, row: int, values: tuple[dict[str, Any], ...], content: int) -> Read | None:
        props, links, provenance, hints, figures, of_lead = values
        if figures:
            props["results"] = props.get("results", []) + [_result(self.plan.year, name, value) for name, value in figures.items()]
        kind, given, name, number = self.plan.kind, props.pop("id", ""), props.pop("name", ""), props.get("number", "")
        if self.plan.kind not in ("Person", RELATIONS):
            name = _without_former(name, props)
        if not name and not given:
            self._note_missing(row, "name")
            return None
        if isinstance(props.get("level"), Levels):
            _spread_levels(props)
        if "links_checked_on" in props or "links_checked_by" in props:
            _check_entry(props, provenance)
        place = self._place_of(props, links)
        key = ("id", given) if given else (kind, "no", number) if number else (kind, matching_key(name), place)
        told = self._told_of_lead(row, of_lead, links) if of_lead else {}
        found = [
            [self._links.index(link), names, hints.get(link, ""), self._tie_props(link, props), told if link == "lead" else {}]
            for link, names in links.items()
        ]
        for column in self._of_ties:
            props.pop(column, None)
            props.get("as_written", {}).pop(column, None)
        sources = [provenance] if provenance else []
        if sources:
            props["sources"] = sources
        return [row, given, name, number, place, props], [row, sources if found else [], found], hash(key), content

    def _told_of_lead(self, row: int, of_lead: Mapping[str, Any], links: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        """Return post and honours of the one leader that a row names; of several it is not said whose they are (F46)."""
        if len(links.get("lead", ())) != 1:
            for name, value in of_lead.items():
                shown = value if isinstance(value, str) else "、".join(each["name"] for each in value)
                self.tally.note(Fault("F46", severity="warning").at(self.plan.table, row, self._heading(name), shown))
            return {}
        post = "、".join(of_lead[name] for name in ("lead_post", "lead_title") if name in of_lead)
        return {**({"post": post} if post else {}), **({"honours": of_lead["lead_honours"]} if "lead_honours" in of_lead else {})}

    def _tie_props(self, link: str, props: dict[str, Any]) -> dict[str, Any]:
        column = self._declared[link]
        found = {prop.name: props[prop.name] for prop in schema.tie_kind(column.tie).properties if prop.name in props}
        if column.role_by and column.role_by in props:
            found["role"] = props[column.role_by]
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

    def _note_missing(self, row: int, name: str) -> None:
        self.tally.note(Finding("F04", self.plan.table, row, self._heading(name), detail="required"))

    def _heading(self, name: str) -> str:
        return next((c.heading for c in self.plan.columns if c.name == name and c.role), name)


def _content_hash(cells: tuple[str, ...]) -> int:
    """The hash by which rows of one identity are compared: width, blanks and unseen characters are no different content."""
    return hash(tuple(map(matching_key, cells)) if _VARIANT.search("".join(cells)) else cells)


def _no_memory() -> dict[str, Any]:
    return {}


class _Forgetful(dict[str, Any]):
    """Remembers nothing of a column whose cells were answered one by one."""

    def __setitem__(self, key: str, value: Any) -> None:
        """Forget it at once."""


def _result(year: str, figure: str, value: Any) -> dict[str, Any]:
    """One figure of a table of results: of which year, its value, and the text of one that is approximate or open."""
    if not isinstance(value, Written):
        return {"year": year, "figure": figure, "value": value}
    known = {} if value.value is None else {"value": value.value}
    return {"year": year, "figure": figure, **known, "text": value.text}


def _without_former(name: str, props: dict[str, Any]) -> str:
    """Return the name; a former one in its brackets becomes an alias."""
    name, former = split_former(name)
    if former:
        props["aliases"] = list(dict.fromkeys((*props.get("aliases", ()), former)))
    return name


def _spread_levels(props: dict[str, Any]) -> None:
    """国家级2025、省级2019: the highest level, the first date where no column gives one, and all that are dated as recognitions."""
    found: Levels = props["level"]
    props["level"] = found.level
    dates = [each["on"] for each in found.recognitions if "on" in each]
    if dates:
        props.setdefault("recognised_on", min(dates, key=lambda on: period(on).first))
    if len(found.recognitions) > 1:
        props["recognitions"] = [dict(each) for each in found.recognitions]


def _check_entry(props: dict[str, Any], provenance: dict[str, Any]) -> None:
    on, by = props.pop("links_checked_on", ""), props.pop("links_checked_by", "")
    if on:
        entry = {"on": on, "by": by, "source": provenance.get("source", "")}
        props["links_checks"] = [{key: value for key, value in entry.items() if value}]
