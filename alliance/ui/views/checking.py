"""登记核实: what the responsible union or the unit itself answered about a workshop's contacts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from alliance.model import Change, Node, Receipt
from alliance.tables.texts import line
from alliance.ui import keys, state
from alliance.ui.guard import guarded
from alliance.ui.kit import notes
from alliance.ui.words import say


def ask(workshop: str) -> None:
    """Ask for the form of a workshop; ``answered`` shows it."""
    st.session_state[keys.ASKED] = workshop


def answered(rows: Sequence[Any]) -> None:
    """Show the form where one of these workshops was asked about."""
    row = next((row for row in rows if row.id == st.session_state.get(keys.ASKED)), None)
    if row:
        st.dialog(say("check.title"), on_dismiss=_let_go)(_form)(row.id, row.name)


def _let_go() -> None:
    st.session_state.pop(keys.ASKED, None)


def _form(workshop: str, name: str) -> None:
    st.text(name)
    st.text(say("check.about"))
    net = state.workspace()
    on = st.date_input(
        say("check.on"), value=date.fromisoformat(net.as_of()), max_value=date.fromisoformat(net.as_of()), key="check_on", format="YYYY-MM-DD"
    )
    by = st.text_input(say("check.by"), key="check_by", placeholder=say("check.by.example"))
    with guarded():
        if st.button(say("check.save"), type="primary", key="check_save"):
            if not by or not isinstance(on, date):
                notes.note(say("check.missing"), kind="warn")
                return
            receipt = record(workshop, on.isoformat(), by)
            _let_go()
            notes.done("reach", say("check.done", name=name, by=by), receipt.batch)
            st.rerun()


def record(workshop: str, on: str, by: str) -> Receipt:
    """Keep a check beside those before; refuses when the record has changed since it was read."""
    net = state.workspace()
    node, by = net.store.nodes([workshop])[workshop], line(by)
    checks = [*node.props.get("links_checks", ()), {"on": on, "by": by, "source": by}]
    change = Change("merge", Node(node.id, node.kind, node.name, {"links_checks": checks}), node.version)
    receipt: Receipt = net.edit([change], say("check.label", name=node.name))
    return receipt
