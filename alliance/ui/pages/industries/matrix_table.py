"""The table of industries: one button per cell, what its colours mean, and below it how inward the industries are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from alliance.drawing.names import two_lines
from alliance.network.mixing.gaps import UNNAMED
from alliance.services.industries.gaps import GapRow
from alliance.services.industries.matrix_reading import Cell
from alliance.services.industries.mixing import MatrixResult
from alliance.ui import keys, state
from alliance.ui.components import mounting
from alliance.ui.kit import cards
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.kit.tokens import palette, step
from alliance.ui.words import language, say

INDUSTRIES = ("groups", "section", "division")
FEW = 14  # groups that all have a row, with a workshop or without
LEAST_BESIDE = 9  # a table of more groups has room for a card in its empty half
UPRIGHT = 8  # letters beyond which the name of a column stands upright
Lacking = Mapping[Cell, GapRow]  # the cells that are gaps


def show(matrix: MatrixResult, chosen: Cell, lacking: Lacking, *, aimed: bool) -> None:
    """Show the table with its key, what stands in no row of it, and how inward the groups are."""
    shown = groups_shown(matrix, lacking)
    with st.container(key="matrixwrap"):
        with cards.card("matrix"):
            _show_key(matrix, aimed=aimed)
            mounting.matrix(matrix_data(matrix, shown, chosen, palette()["bad"], lacking), keys.MATRIX, _on_press)
            unknown = "matrix.unknown" if matrix.grouping in INDUSTRIES else "matrix.unknown.others"
            put(tag("div", say(unknown, n=matrix.unknown, workshops=matrix.workshops[-1]), cls="small muted"))
            if empty := {*matrix.keys} - {*UNNAMED} - {matrix.keys[i] for i in shown}:
                put(tag("div", say("matrix.empty", n=len(empty)), cls="small muted"))
        corner = language() == "zh" and FEW > len(shown) > LEAST_BESIDE and not _heads([matrix.groups[i] for i in shown])
        with st.container(key="inward" if corner else "inward_below"):  # in the empty half of the table where that is large enough
            _show_inward(matrix)


def _show_key(matrix: MatrixResult, *, aimed: bool) -> None:
    low, high = step(1, 6)[0], step(6, 6)[0]
    put(
        cards.section_head(say(f"matrix.head.{matrix.layer}{'' if matrix.grouping in INDUSTRIES else '.others'}")),
        tag(
            "div",
            tag("span", say("matrix.few"), style=f"--k:{low}"),
            tag("span", say("matrix.many"), style=f"--k:{high}"),
            tag("span", say("matrix.gap.aims" if aimed else "matrix.gap"), cls="gapk"),
            cls="key",
        ),
    )


def groups_shown(matrix: MatrixResult, lacking: Lacking | None = None) -> list[int]:
    """Return the groups that have a row of their own: all where they are few, else those with a workshop or a target."""
    aimed = {group for pair in lacking or () for group in pair}
    every = range(len(matrix.groups))
    return [i for i in every if len(every) <= FEW or matrix.workshops[i] or i in aimed]


def matrix_data(
    matrix: MatrixResult,
    shown: Sequence[int],
    chosen: Cell,
    bad: str,
    lacking: Lacking | None = None,
) -> dict[str, object]:
    """Return the lower triangle as the component wants it: text, name and colour of each cell; ``lacking``: the cells that are gaps."""
    most = max((matrix.counts[i][j] for i in shown for j in shown if j <= i), default=0)
    cells = [[_cell(matrix, i, j, most, (i, j) in (chosen, chosen[::-1]), lacking or {}) for j in shown if j <= i] for i in shown]
    names = [matrix.groups[i] for i in shown]
    return {
        "rows": names,
        "columns": [two_lines(name) if language() == "zh" else name for name in names],
        "cells": cells,
        "label": say("nav.industries"),
        "bad": bad,
        "heads": _heads(names),
        "keys": [matrix.keys[i] for i in shown],
        "lines": [_line(matrix, i, shown, lacking or {}) for i in shown],
    }


def _line(matrix: MatrixResult, i: int, shown: Sequence[int], lacking: Lacking) -> dict[str, str]:
    """Return what the list of a phone says of a group: its pairs and gaps, and how many groups it has nothing to do with."""
    gaps = sum(i in pair for pair in lacking)
    rest = sum(not matrix.counts[i][j] and (max(i, j), min(i, j)) not in lacking for j in shown)
    return {
        "pairs": say("matrix.row", n=sum(matrix.counts[i])),
        "gaps": say("matrix.row.gaps", n=gaps) if gaps else "",
        "rest": say("matrix.row.rest", n=rest) if rest else "",
    }


def _heads(names: Sequence[str]) -> str:
    """Return how the names of the columns stand: Chinese from top to bottom, English turned; short ones as they are."""
    if not any(len(name) > UPRIGHT for name in names):
        return ""
    return "upright" if all(name.isascii() for name in names) else "upright han"


def _cell(matrix: MatrixResult, i: int, j: int, most: int, chosen: bool, lacking: Lacking) -> dict[str, object]:
    count, names = matrix.counts[i][j], {"a": matrix.groups[i], "b": matrix.groups[j]}
    gap = lacking.get((i, j))
    if gap:
        return {"kind": "gap", "text": str(count) if count else say("matrix.gap.mark"), "name": gap.text, "chosen": chosen}
    if count:
        ground, ink = step(count, most)
        return {
            "kind": "count",
            "text": str(count),
            "name": say("matrix.cell.count", n=count, **names),
            "ground": ground,
            "ink": ink,
            "chosen": chosen,
        }
    return {"kind": "zero", "text": "0", "name": say("matrix.cell.zero", **names), "chosen": chosen}


def _on_press() -> None:
    pressed = (st.session_state.get(keys.MATRIX) or {}).get("cell")
    if pressed:
        state.ask(a=str(pressed[0]), b=str(pressed[1]), all="")


def _show_inward(matrix: MatrixResult) -> None:
    colours, known = palette(), matrix.internal + matrix.external
    if not known:
        put(tag("div", say("inward.none"), cls="muted small"))
        return
    tenth, kind = round(10 * matrix.internal / known), "" if matrix.grouping in INDUSTRIES else ".others"
    put(
        cards.section_head(say("inward.title"), say("inward.count", n=known)),
        tag("div", say(f"inward.sentence{kind}", inside=tenth, across=10 - tenth), style="margin:6px 0 10px;font-size:16px"),
        cards.bar(
            [
                (say(f"inward.inside{kind}", n=matrix.internal), matrix.internal, colours["edge"]),
                (say(f"inward.across{kind}", n=matrix.external), matrix.external, colours["action"]),
            ],
            say("inward.title"),
        ),
    )
