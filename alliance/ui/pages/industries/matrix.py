"""行业联系: which industries are linked, which should be and are not, and who could close the gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from alliance.ui import keys, state
from alliance.ui.components import mounting
from alliance.ui.kit import cards, notes
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.kit.tokens import palette, step
from alliance.ui.kit.ways_on import nothing_yet
from alliance.ui.pages.industries import cell, coverage
from alliance.ui.pages.industries import gaps as gaps_view
from alliance.ui.words import date_words, language, say

LAYERS = ("cooperation", "exchange")
INDUSTRIES = ("groups", "section", "division")
GROUPINGS = (*INDUSTRIES, "host_kind", "region", "system", "rank")  # the others group workshops by what they belong to
ROLES = ("craft", "host")
LISTED = 3
FEW = 14  # groups that all have a row, with a workshop or without
LEAST_BESIDE = 9  # a table of more groups has room for a card in its empty half
UPRIGHT = 8  # letters beyond which the name of a column stands upright
AWKWARD = ("其他", "未知")  # no group to plan an exchange for


def show() -> None:
    """Show the page."""
    net = state.workspace()
    if not net.store.counts()["nodes"].get("Workshop"):
        cards.title(say("nav.industries"))
        nothing_yet()
        return
    if state.asked("view") == "coverage":
        coverage.show(net)
        return
    answer = net.matrix(layer=_choice("layer", LAYERS), grouping=_choice("grouping", GROUPINGS), role=_choice("role", ROLES), lang=language())
    aims = net.gaps(layer=answer.layer, role=answer.role, lang=language()) if net.store.work("target") else None
    aims = aims if aims and aims.targets and answer.grouping in INDUSTRIES else None
    missing = _aimed(answer, aims) if aims else gaps(answer)
    head = st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="industryhead")
    with head:
        with st.container(width="stretch"):
            cards.title(say("nav.industries"), _about(answer, aims, len(missing)))
        if st.button(say("view.coverage"), key="view_coverage"):
            state.ask(view="coverage")
            st.rerun()
        if st.button(say("view.alliances"), key="view_alliances"):
            state.go("reach", view="alliances")
    notes.last("industries")
    _controls(answer.grouping)
    with st.container(key="mapcols"):
        left, right = st.columns([1.75, 1], gap="medium")
    with left:
        _matrix(answer, missing, aims)
    with right:
        found = cell.show(net, answer, _chosen(answer, missing))
        if aims:
            gaps_view.show(aims)
        else:
            _gaps(answer, missing)
    if state.asked("all"):
        cell.everything(found)


def _about(answer: Any, aims: Any, missing: int) -> str:
    date = date_words(answer.as_of)
    if answer.grouping not in INDUSTRIES:
        return say("matrix.about.others", pairs=answer.pairs, missing=missing, date=date)
    if not aims:
        return say("matrix.about", pairs=answer.pairs, missing=missing, date=date)
    short = sum(row.missing for row in aims.rows)
    return say("matrix.about.aims", pairs=answer.pairs, targets=aims.targets, met=aims.met, missing=short, date=date)


def _aimed(answer: Any, aims: Any) -> list[tuple[int, int]]:
    """Return the cells of this matrix that are below their target, the largest number missing first."""
    found = [sorted((answer.keys.index(row.a), answer.keys.index(row.b)), reverse=True) for row in aims.rows if row.grouping == answer.grouping]
    return [(pair[0], pair[1]) for pair in found]


def gaps(answer: Any) -> list[tuple[int, int]]:
    """Return the pairs of named groups with workshops on both sides and no tie between them, the largest number of workshops first."""
    named = [i for i, key in enumerate(answer.keys) if key not in AWKWARD and answer.workshops[i]]
    found = [(i, j) for i in named for j in named if j < i and not answer.counts[i][j]]
    return sorted(found, key=lambda pair: (-answer.expected[pair[0]][pair[1]], -min(answer.workshops[pair[0]], answer.workshops[pair[1]]), pair))


def _choice(name: str, known: tuple[str, ...]) -> str:
    asked = state.asked(name)
    return asked if asked in known else known[0]


def _controls(grouping: str) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _segments("layer", LAYERS, keys.MATRIX_LAYER)
        st.session_state[keys.MATRIX_GROUPING] = grouping
        st.selectbox(
            say("matrix.grouping"),
            GROUPINGS,
            format_func=lambda value: say(f"matrix.grouping.{value}"),
            key=keys.MATRIX_GROUPING,
            label_visibility="collapsed",
            on_change=_turn,
            args=("grouping", keys.MATRIX_GROUPING, GROUPINGS[0]),
            width=220,
        )
        if grouping in INDUSTRIES:
            _segments("role", ROLES, "matrix_role")


def _segments(name: str, known: tuple[str, ...], key: str) -> None:
    st.session_state[key] = _choice(name, known)
    st.segmented_control(
        say(f"matrix.{name}"),
        known,
        format_func=lambda value: say(f"matrix.{name}.{value}"),
        key=key,
        label_visibility="collapsed",
        required=True,
        on_change=_turn,
        args=(name, key, known[0]),
    )


def _turn(name: str, key: str, usual: str) -> None:
    value = str(st.session_state.get(key) or usual)
    state.ask(**{name: "" if value == usual else value}, a="", b="", all="")


def _chosen(answer: Any, missing: list[tuple[int, int]]) -> tuple[int, int]:
    """Return the cell that the address names, else the first gap, else the fullest cell."""
    a, b = state.asked("a"), state.asked("b")
    if a in answer.keys and b in answer.keys:
        return answer.keys.index(a), answer.keys.index(b)
    if missing:
        return missing[0]
    best = max(((answer.counts[i][j], -i, -j) for i in range(len(answer.keys)) for j in range(i + 1)), default=(0, 0, 0))
    return -best[1], -best[2]


def _matrix(answer: Any, missing: list[tuple[int, int]], aims: Any) -> None:
    chosen = _chosen(answer, missing)
    wanted = dict(zip(missing, (row for row in aims.rows if row.grouping == answer.grouping), strict=True)) if aims else None
    colours = palette()
    with st.container(key="matrixwrap"):
        with cards.card("matrix"):
            low, high = step(1, 6)[0], step(6, 6)[0]
            put(
                cards.section_head(say(f"matrix.head.{answer.layer}{'' if answer.grouping in INDUSTRIES else '.others'}")),
                tag(
                    "div",
                    tag("span", say("matrix.few"), style=f"--k:{low}"),
                    tag("span", say("matrix.many"), style=f"--k:{high}"),
                    tag("span", say("matrix.gap.aims" if aims else "matrix.gap"), cls="gapk"),
                    cls="key",
                ),
            )
            shown = listed(answer, wanted)
            mounting.matrix(matrix_data(answer, shown, chosen, colours["bad"], wanted), keys.MATRIX, _pressed)
            unknown = "matrix.unknown" if answer.grouping in INDUSTRIES else "matrix.unknown.others"
            put(tag("div", say(unknown, n=answer.unknown, workshops=answer.workshops[-1]), cls="small muted"))
            if empty := {*answer.keys} - {*AWKWARD} - {answer.keys[i] for i in shown}:
                put(tag("div", say("matrix.empty", n=len(empty)), cls="small muted"))
        corner = language() == "zh" and FEW > len(shown) > LEAST_BESIDE and not _heads([answer.groups[i] for i in shown])
        with st.container(key="inward" if corner else "inward_below"):  # in the empty half of the table where that is large enough
            _inward(answer, colours)


def listed(answer: Any, wanted: Mapping[tuple[int, int], Any] | None = None) -> list[int]:
    """Return the groups that have a row of their own: all where they are few, else those with a workshop or a target."""
    aimed = {group for pair in wanted or () for group in pair}
    every = range(len(answer.groups))
    return [i for i in every if len(every) <= FEW or answer.workshops[i] or i in aimed]


def matrix_data(
    answer: Any,
    shown: Sequence[int],
    chosen: tuple[int, int],
    bad: str,
    wanted: Mapping[tuple[int, int], Any] | None = None,
) -> dict[str, Any]:
    """Return the lower triangle as the component wants it: text, name and colour of each cell; ``wanted``: the cells below their target."""
    most = max((answer.counts[i][j] for i in shown for j in shown if j <= i), default=0)
    cells = [[_cell(answer, i, j, most, (i, j) in (chosen, chosen[::-1]), wanted) for j in shown if j <= i] for i in shown]
    names = [answer.groups[i] for i in shown]
    return {
        "rows": names,
        "columns": [_two_lines(name) for name in names],
        "cells": cells,
        "label": say("nav.industries"),
        "bad": bad,
        "heads": _heads(names),
        "keys": [answer.keys[i] for i in shown],
    }


def _heads(names: Sequence[str]) -> str:
    """Return how the names of the columns stand: Chinese from top to bottom, English turned; short ones as they are."""
    if not any(len(name) > UPRIGHT for name in names):
        return ""
    return "upright" if all(name.isascii() for name in names) else "upright han"


def _cell(answer: Any, i: int, j: int, most: int, chosen: bool, wanted: Mapping[tuple[int, int], Any] | None) -> dict[str, Any]:
    count, names = answer.counts[i][j], {"a": answer.groups[i], "b": answer.groups[j]}
    aim = (wanted or {}).get((i, j))
    short = say("matrix.cell.aim", wanted=aim.wanted, pairs=aim.pairs, missing=aim.missing, **names) if aim else ""
    if count:
        ground, ink = step(count, most)
        return {
            "kind": "count",
            "text": str(count),
            "name": short or say("matrix.cell.count", n=count, **names),
            "ground": ground,
            "ink": ink,
            "chosen": chosen,
        }
    if aim or (wanted is None and not answer.few[i][j] and i != j):
        return {
            "kind": "gap",
            "text": say("matrix.gap.mark"),
            "name": short or say("matrix.cell.gap", expected=f"{answer.expected[i][j]:.1f}", **names),
            "chosen": chosen,
        }
    return {"kind": "zero", "text": "0", "name": say("matrix.cell.zero", **names), "chosen": chosen}


def _two_lines(name: str) -> str:
    return f"{name[:2]}\n{name[2:4]}" if language() == "zh" and len(name) == 4 else name


def _pressed() -> None:
    pressed = (st.session_state.get(keys.MATRIX) or {}).get("cell")
    if pressed:
        state.ask(a=str(pressed[0]), b=str(pressed[1]), all="")


def _inward(answer: Any, colours: dict[str, str]) -> None:
    known = answer.internal + answer.external
    if not known:
        put(tag("div", say("inward.none"), cls="muted small"))
        return
    tenth, kind = round(10 * answer.internal / known), "" if answer.grouping in INDUSTRIES else ".others"
    put(
        cards.section_head(say("inward.title"), say("inward.count", n=known)),
        tag("div", say(f"inward.sentence{kind}", inside=tenth, across=10 - tenth), style="margin:6px 0 10px;font-size:16px"),
        cards.bar(
            [
                (say(f"inward.inside{kind}", n=answer.internal), answer.internal, colours["edge"]),
                (say(f"inward.across{kind}", n=answer.external), answer.external, colours["action"]),
            ],
            say("inward.title"),
        ),
        tag("div", say("inward.index", value=f"{answer.ei:+.2f}".replace("-", "−")), cls="small muted") if answer.ei is not None else None,
    )


def _gaps(answer: Any, missing: list[tuple[int, int]]) -> None:
    with cards.card("gaps"):
        put(cards.section_head(say("gaps.title"), say("gaps.count", n=len(missing))))
        if not missing:
            put(tag("div", say("gaps.none"), cls="muted"))
        if answer.grouping in INDUSTRIES:
            gaps_view.no_list()
        for i, j in missing[:LISTED]:
            with st.container(key=keys.of("row_gap", i, j), horizontal=True, vertical_alignment="center"):
                put(
                    tag(
                        "div",
                        say("gaps.row", a=answer.groups[i], b=answer.groups[j]),
                        tag("div", say("gaps.who", m=answer.workshops[i], n=answer.workshops[j]), cls="muted small"),
                    ),
                    width="stretch",
                )
                if st.button(say("gaps.look"), key=keys.of("gap", i, j), type="tertiary"):
                    state.ask(a=answer.keys[i], b=answer.keys[j])
                    st.rerun()
