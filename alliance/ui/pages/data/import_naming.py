"""A list of workshops that is one batch of 命名: level, day, document number and union for all its rows, final or announced (公示)."""

from __future__ import annotations

import streamlit as st

from alliance import schema
from alliance.services.data.import_answers import FINAL, NOTICE, Answers
from alliance.services.data.import_results import ImportReport, TableReport
from alliance.ui import keys
from alliance.ui.kit import notes
from alliance.ui.words import language, say


def naming(report: ImportReport) -> Answers | None:
    """Ask what holds for all rows of a list of workshops without a column of levels, or an announced one; None until the button is pressed."""
    table = next((each for each in report.tables if each.kind == "Workshop"), None)
    if table is None:
        return None
    announced, said = report.is_announced, {each.name for each in table.added}
    leveled = any(column.name == "level" for column in table.columns if column.name not in said)
    if leveled and not announced:
        return None
    with st.expander(say("naming.title"), expanded=table.lists_batch or announced), st.form(keys.NAMING, border=False):
        st.text(say("naming.about"))
        left, middle, right = st.columns(3)
        levels = {choice.code: choice.label(language()) for choice in _levels()}
        level = left.selectbox(
            say("naming.level"), ["", *levels], format_func=lambda code: levels.get(code, say("naming.open")), key=keys.of(keys.NAMING, "level")
        )
        date = middle.text_input(say("naming.date"), _stated_value(table, "recognised_on") or table.fact("year"), key=keys.of(keys.NAMING, "date"))
        batch = right.text_input(say("naming.batch"), _stated_value(table, "batch") or table.fact("document"), key=keys.of(keys.NAMING, "batch"))
        union = left.text_input(say("naming.union"), _stated_value(table, "recognised_by"), key=keys.of(keys.NAMING, "union"))
        states = (FINAL, NOTICE)
        state = middle.radio(
            say("naming.state"),
            states,
            index=states.index(NOTICE) if announced else 0,
            format_func=lambda each: say(f"naming.state.{each}"),
            horizontal=True,
            key=keys.of(keys.NAMING, "state"),
        )
        if not st.form_submit_button(say("naming.again")):
            return None
        if not level and (state == NOTICE or not announced):
            notes.note(say("naming.level.first"), kind="warn")
            return None
    stated = {"level": levels.get(level, ""), "recognised_on": date.strip(), "batch": batch.strip(), "recognised_by": union.strip()}
    return Answers(stated={name: value for name, value in stated.items() if value}, state=str(state))


def _levels() -> list[schema.Choice]:
    choices = next(prop for prop in schema.node_kind("Workshop").properties if prop.name == "level").choices
    return [choice for choice in choices if choice.code != "unknown"]


def _stated_value(table: TableReport, name: str) -> str:
    return next((each.value for each in table.added if each.name == name), "")
