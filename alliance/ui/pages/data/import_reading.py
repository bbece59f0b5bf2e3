"""How a sheet was read: what stands around the table, what each column is, which lines are no records; and how it can be put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from alliance.services.data.import_answers import Answers
from alliance.services.data.import_results import ColumnReport, LineAside, SheetFact, TableReport
from alliance.tables.sheets.columns import targets
from alliance.tables.sheets.lines import section
from alliance.tables.sheets.understanding import ORIGIN, SAID, SECTION_COLUMNS
from alliance.ui import keys
from alliance.ui.kit import tables
from alliance.ui.kit.html import Child, show, tag
from alliance.ui.pages.data.templates import all_kinds, kind_name
from alliance.ui.words import join_parts, language, say

SHOWN = 60
ACROSS = 3  # fields beside each other where columns are put right
SECTIONS = ("stream", "level", "region", "union", "craft_industry", "industry")  # what a section may stand for, where the kind has it
SECTIONS_SHOWN = 30
OPEN = "-"  # a line of which nobody has said that it is a section


@dataclass(frozen=True, slots=True)
class OtherReading:
    """How a person wants a sheet read: what kind it lists, its headings, its columns."""

    kind: str
    answers: Answers


def reading(table: TableReport, *, can_change: bool = True) -> OtherReading | None:
    """Show behind a fold how a table was read, with the cells; return how it is to be read where that was put right."""
    with st.expander(say("reading.title", name=table.name), expanded=not table.kind):
        if table.facts:
            show(tag("h4", say("reading.facts")))
            tables.table([say("reading.what"), say("reading.value"), say("reading.cells")], [_fact(each) for each in table.facts], cls="t stack")
        show(tag("h4", say("reading.columns")))
        labels = _labels(table.kind)
        rows: list[tuple[Child, ...]] = [
            (column.heading, labels.get(column.name, column.name) or tag("span", say("reading.left_out"), cls="muted"))
            for column in table.columns
            if column.index < _width(table)
        ]
        rows += [(say(f"reading.origin.{each.origin}"), f"{labels.get(each.name, each.name)}　{each.value}".strip()) for each in table.added]
        tables.table([say("reading.heading"), say("reading.meaning")], rows, cls="t stack")
        if table.aside:
            show(tag("h4", say("reading.aside")))
            lines = [(each.cells, _line(each, labels), each.text) for each in table.aside[:SHOWN]]
            tables.table([say("reading.cells"), say("reading.what"), say("reading.text")], lines, cls="t stack")
        wanted = can_change and (not table.kind or st.checkbox(say("reading.change"), key=keys.of(keys.READ_OTHERWISE, table.name)))
        return _other_reading(table) if wanted else None


def _other_reading(table: TableReport) -> OtherReading | None:
    """Ask for kind, heading lines and the meaning of each column and section; None until the button is pressed."""
    own = [column for column in table.columns if column.heading not in (ORIGIN, SAID)]
    with st.form(keys.of(keys.READ_OTHERWISE, table.name, "form"), border=False):
        st.text(say("reading.change.about"))
        kinds = ["", *all_kinds()]
        at = kinds.index(table.kind) if table.kind in kinds else 0
        kind = st.selectbox(
            say("import.kind"),
            kinds,
            index=at,
            format_func=lambda each: kind_name(each) if each else say("import.kind.auto"),
            key=keys.of(keys.READ_OTHERWISE, table.name, "kind"),
        )
        row = max(table.header_row, 1)
        left, right = st.columns(2)
        first = left.number_input(say("reading.first_line"), 1, None, row, key=keys.of(keys.READ_OTHERWISE, table.name, "first"))
        last = right.number_input(say("reading.last_line"), 1, None, row, key=keys.of(keys.READ_OTHERWISE, table.name, "last"))
        mapping = _meanings(table, own)
        sections = _sections(table)
        if not st.form_submit_button(say("reading.again"), type="primary"):
            return None
    told = (int(first), int(last)) != (row, row) or not table.columns
    lines = {table.name: (int(first), max(int(first), int(last)))} if told else {}
    return OtherReading(str(kind or ""), Answers(mapping=mapping, heading_rows=lines, sections=sections))


def _meanings(table: TableReport, columns: Sequence[ColumnReport]) -> dict[str, str]:
    """A field for each column; return heading → stored name of those that were put right."""
    labels = {"": say("reading.left_out"), **_labels(table.kind)}
    names = list(labels)
    changed: dict[str, str] = {}
    beside = st.columns(ACROSS) if columns else []
    for place, column in enumerate(columns):
        with beside[place % ACROSS]:
            at = names.index(column.name) if column.name in names else 0
            key = keys.of(keys.READ_OTHERWISE, table.name, column.index)
            chosen = st.selectbox(column.heading, names, index=at, format_func=lambda name: labels[name], key=key)
        if chosen is not None and chosen != column.name:
            changed[column.heading] = chosen
    return changed


def _line(line: LineAside, labels: Mapping[str, str]) -> str:
    """What a line is; of a section also what it stands for."""
    name = SECTION_COLUMNS.get(line.meaning, line.meaning)
    return join_parts([say(f"reading.line.{line.what}"), *([labels.get(name, name)] if name else [])])


def _sections(table: TableReport) -> dict[str, str]:
    """A field for each section, and each line that may be one; return its words → the column it stands for, of those put right."""
    labels = _labels(table.kind)
    lines = {section(line.text).value: line for line in table.aside if line.what in ("section", "unclear")}
    names = {name: labels[name] for name in SECTIONS if name in labels}
    changed: dict[str, str] = {}
    beside = st.columns(ACROSS) if lines and names else []
    for place, (words, line) in enumerate([*lines.items()][:SECTIONS_SHOWN] if names else []):
        now = OPEN if line.what == "unclear" else SECTION_COLUMNS.get(line.meaning, line.meaning)
        choices = {**({OPEN: say("reading.line.unclear")} if now == OPEN else {}), **names, "": say("reading.section.nothing")}
        with beside[place % ACROSS]:
            at = [*choices].index(now) if now in choices else len(choices) - 1
            key = keys.of(keys.READ_OTHERWISE, table.name, "section", words)
            chosen = st.selectbox(say("reading.section", text=line.text), [*choices], index=at, format_func=choices.__getitem__, key=key)
        if chosen is not None and chosen != now:
            changed[words] = str(chosen)
    return changed


def _width(table: TableReport) -> int:
    """Columns of the sheet itself: those added stand behind it and are named apart."""
    added = {each.name for each in table.added}
    own = [column.index for column in table.columns if column.name not in added]
    return max(own, default=0) + 1


def _fact(fact: SheetFact) -> tuple[Child, ...]:
    return say(f"reading.fact.{fact.name}"), fact.value, fact.cells


def _labels(kind: str) -> dict[str, str]:
    return {name: term.label(language()) for _, name, term in targets(kind)} if kind else {}
