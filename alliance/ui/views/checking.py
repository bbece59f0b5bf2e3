"""登记核实: what the responsible union or the unit itself answered about a workshop's contacts."""

from __future__ import annotations

from datetime import date

import streamlit as st

from alliance.model import Change, Node, Receipt
from alliance.ui import state
from alliance.ui.guard import guarded
from alliance.ui.kit import notes
from alliance.ui.words import say


def dialog(workshop: str, name: str) -> None:
    """Open the form for one workshop."""
    st.dialog(say("check.title"))(_form)(workshop, name)


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
            notes.done("reach", say("check.done", name=name, by=by), receipt.batch)
            st.rerun()


def record(workshop: str, on: str, by: str) -> Receipt:
    """Keep a check beside those before; refuses when the record has changed since it was read."""
    net = state.workspace()
    node = net.store.nodes([workshop])[workshop]
    checks = [*node.props.get("links_checks", ()), {"on": on, "by": by, "source": by}]
    change = Change("merge", Node(node.id, node.kind, node.name, {"links_checks": checks}), node.version)
    receipt: Receipt = net.edit([change], say("check.label", name=node.name))
    return receipt
