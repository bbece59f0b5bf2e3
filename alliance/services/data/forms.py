"""What was said of a form when it was last imported: offered for the next sheet of the same form, never applied by itself.

A form is known again by its kind and headings, else by its title without the year. It is written with the import, in one transaction.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alliance.model import ANY, Change, Work, digest
from alliance.services.authorization import authorized
from alliance.services.clock import today
from alliance.services.data.import_answers import Answers
from alliance.services.data.import_results import ImportReport, TableReport
from alliance.services.results import Result
from alliance.services.session import Session
from alliance.tables.sheets.lines import section
from alliance.tables.sheets.understanding import ORIGIN, SAID

FORM = "form"  # kind of the work record


@dataclass(frozen=True, slots=True)
class RememberedForm:
    """What was said of a form on a day: of which ``table`` of the present files, what its columns and sections are, what its odd cells mean."""

    id: str
    table: str
    title: str
    on: str
    mapping: Mapping[str, str]
    cells: Mapping[str, Mapping[str, str]]
    heading_rows: tuple[int, ...]
    sections: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FormsResult(Result):
    """What was said of the forms of a report, in the order of its tables."""

    rows: tuple[RememberedForm, ...]

    def answers(self) -> Answers:
        """Return what was said as answers for the next check."""
        found = Answers()
        for row in self.rows:
            lines = {row.table: (row.heading_rows[0], row.heading_rows[1])} if row.heading_rows else {}
            found = found.with_later(Answers(cells=row.cells, mapping=row.mapping, heading_rows=lines, sections=row.sections))
        return found


@authorized
def remembered_forms(net: Session, report: ImportReport) -> FormsResult:
    """Return what was said at earlier imports of the forms of this report; no rows where nothing was. O(forms)."""
    kept = {work.id: work for work in net.store.work(FORM)}
    by_title = {work.data["title"]: work for work in sorted(kept.values(), key=lambda work: work.data["on"]) if work.data["title"]}
    rows = []
    for table in report.tables:
        work = kept.get(_form_id(table)) or by_title.get(_title(table))
        row = _recall_form(work, table) if work else None
        if row and (row.mapping or row.cells or row.heading_rows or row.sections):
            rows.append(row)
    return FormsResult(schema="alliance.forms/1", revision=net.store.revision, as_of=net.as_of(), rows=tuple(rows))


def form_changes(tables: Sequence[TableReport], answers: Answers) -> list[Change]:
    """Return the changes that keep what was said of the columns, headings, sections and cells of the forms of an import."""
    return [change for table in tables if (change := _keep_form(table, answers))]


def _keep_form(table: TableReport, answers: Answers) -> Change | None:
    headings = _headings(table)
    mapping = {heading: name for heading, name in answers.mapping.items() if heading in headings}
    cells = {heading: dict(said) for heading, said in answers.cells.items() if heading in (*headings, ORIGIN)}
    lines = answers.heading_rows.get(table.name, ())
    sections = {words: name for words, name in answers.sections.items() if words in _sections(table)}
    if not (mapping or cells or lines or sections):
        return None
    title = table.fact("title") or table.name
    said = {"mapping": mapping, "cells": cells, "heading_rows": list(lines), "sections": sections}
    data = {"title": _title(table), "name": title, "on": today(), **said}
    return Change("put", Work(FORM, _form_id(table), "", data), ANY)


def _recall_form(work: Work, table: TableReport) -> RememberedForm:
    """What was said, as far as it speaks of this table; of its headings only where nobody had to say where they are."""
    data, there = work.data, (*_headings(table), ORIGIN)
    told = {
        name: {heading: said for heading, said in data[name].items() if data["heading_rows"] or heading in there} for name in ("mapping", "cells")
    }
    lines = {words: name for words, name in data.get("sections", {}).items() if data["heading_rows"] or words in _sections(table)}
    return RememberedForm(
        id=work.id, table=table.name, title=data["name"], on=data["on"], heading_rows=tuple(data["heading_rows"]), sections=lines, **told
    )


def _headings(table: TableReport) -> Sequence[str]:
    return [column.heading for column in table.columns if column.heading not in (ORIGIN, SAID)]


def _sections(table: TableReport) -> set[str]:
    """The words of the lines that are, or may be, sections, without number and count: 一、劳模创新工作室（12家） of last year is the same."""
    return {section(line.text).value for line in table.aside if line.what in ("section", "unclear")}


def _form_id(table: TableReport) -> str:
    return digest(FORM, table.kind, *_headings(table))


def _title(table: TableReport) -> str:
    """The title of a sheet without its year, empty for one without a title."""
    title: Any = next((fact.value for fact in table.facts if fact.name == "title"), "")
    return re.sub(r"\d{4}年?度?|\d+", "", title)
