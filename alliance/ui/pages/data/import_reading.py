"""How a sheet was read: what stands around the table, what each column is, which lines are no records."""

from __future__ import annotations

import streamlit as st

from alliance.services.data.import_results import SheetFact, TableReport
from alliance.tables.sheets.columns import targets
from alliance.ui.kit import tables
from alliance.ui.kit.html import Child, show, tag
from alliance.ui.words import language, say

SHOWN = 60


def reading(table: TableReport) -> None:
    """Show behind a fold how a table was read, with the cells."""
    with st.expander(say("reading.title", name=table.name)):
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
            lines = [(each.cells, say(f"reading.line.{each.what}"), each.text) for each in table.aside[:SHOWN]]
            tables.table([say("reading.cells"), say("reading.what"), say("reading.text")], lines, cls="t stack")


def _width(table: TableReport) -> int:
    """Columns of the sheet itself: those added stand behind it and are named apart."""
    added = {each.name for each in table.added}
    own = [column.index for column in table.columns if column.name not in added]
    return max(own, default=0) + 1


def _fact(fact: SheetFact) -> tuple[Child, ...]:
    return say(f"reading.fact.{fact.name}"), fact.value, fact.cells


def _labels(kind: str) -> dict[str, str]:
    return {name: term.label(language()) for _, name, term in targets(kind)} if kind else {}
