"""同一份数据的表格: the ties of the picture as rows, on a phone as a file; the page is of full use without the picture."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from alliance import schema
from alliance.reports.csv_files import csv_bytes
from alliance.reports.tables import table
from alliance.services.workspace import Workspace
from alliance.ui import keys
from alliance.ui.kit import cards, tables
from alliance.ui.kit.downloads import download
from alliance.ui.pages.explore.picture import neighbourhood
from alliance.ui.words import kind_word, say

ON_PAPER = 100  # rows that are printed


def show(net: Workspace, centre: str) -> None:
    """Show all ties of the neighbourhood, cooperation first, newest first."""
    found = neighbourhood(net, centre)
    names = {row.id: row.name for row in found.rows}
    names |= net.names_of({end for tie in found.ties for end in (tie.from_, tie.to)} - set(names))
    ties = sorted(found.ties, key=lambda tie: tie.id)
    ties.sort(key=lambda tie: tie.date, reverse=True)
    ties.sort(key=lambda tie: schema.LAYERS.index(schema.tie_kind(tie.kind).layer))
    heads = [say(f"table.{name}") for name in ("a", "tie", "b", "layer", "date")]
    rows = [
        (names[tie.from_], kind_word(tie.kind), names[tie.to], say(f"layer.{schema.tie_kind(tie.kind).layer}"), tie.date or say("date.none"))
        for tie in ties
    ]
    cards.section(say("table.title"), say("table.rows", n=len(rows)))
    with st.container(key="wideonly"):
        st.dataframe(
            pd.DataFrame(rows, columns=heads),
            hide_index=True,
            height=min(400, 38 + 36 * max(1, len(rows))),
            row_height=36,
            key=keys.MAP_TABLE,
            placeholder=say("table.none"),
            column_config={heads[0]: st.column_config.TextColumn(width=390), heads[2]: st.column_config.TextColumn(width=390)},
        )
    with st.container(key="phoneonly"):
        download(say("table.take"), partial(_file, heads, rows), f"{say('table.file')}.csv", key=keys.MAP_TABLE_FILE)
    with st.container(key="paper"):
        tables.table(heads, rows[:ON_PAPER])


def _file(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    return csv_bytes(table("", heads, rows))
