"""重点联系清单: which industries should be linked by how many pairs, which deserve attention, by region and year."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from alliance.schema import vocabularies
from alliance.services.industries.targets import SORTS, TargetRow
from alliance.services.workspace import Workspace
from alliance.tables.cells.texts import line
from alliance.ui import keys
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, notes
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.pages.explore.node_choice import choose
from alliance.ui.pages.industries import targets_file
from alliance.ui.words import join_parts, language, say


def show(net: Workspace) -> None:
    """Show the rows, each with a way to change it or take it out, the form for another, and the way in from a table."""
    rows = net.targets(lang=language()).rows
    left, right = st.columns([1.4, 1], gap="medium")
    with left:
        cards.section(say("aims.title"), say("aims.count", n=len(rows)))
        with cards.card("targets"), guard_part():
            put(tag("div", say("aims.about") if rows else say("aims.none"), cls="muted"))
            for row in rows:
                _row(net, row)
        with cards.card("target_form"), guard_part():
            _form(net)
    with right, guard_part():
        targets_file.show(net)


def _row(net: Workspace, row: TargetRow) -> None:
    with st.container(key=keys.of("row_gap_target", row.id), horizontal=True, vertical_alignment="center", gap="small"):
        alone = row.sort == "industry"
        name = row.a_name if alone else say("gaps.row", a=row.a_name, b=row.b_name)
        wanted = say("aims.wanted.industry" if alone else "aims.wanted", n=row.wanted)
        when = say("aims.year", year=row.year) if row.year else say("aims.year.all")
        about = join_parts(
            (say(f"aims.sort.{row.sort}"), wanted, when, row.region_name or say("aims.everywhere"), _class(row.strategic_class), row.note)
        )
        put(tag("div", name, tag("div", about, cls="muted small")), width="stretch")
        st.button(say("aims.change"), key=keys.of("target_change", row.id), type="tertiary", on_click=_fill, args=(row,))
        if st.button(say("aims.remove"), key=keys.of("target_out", row.id), type="tertiary"):
            kept = net.remove_targets([row.id], lang=language())
            notes.keep_note(
                "data", say("aims.removed", a=row.a_name, b=row.b_name) if not alone else say("aims.removed.one", a=row.a_name), kept.batch
            )
            st.rerun()


def _class(code: str) -> str:
    return next((choice.label(language()) for choice in vocabularies.STRATEGIC_CLASSES if choice.code == code), code)


def _fill(row: TargetRow) -> None:
    """Put a row into the form; saved again it takes its own place."""
    given = {keys.TARGET_SORT: row.sort, keys.TARGET_A: row.a, keys.TARGET_B: row.b, keys.TARGET_WANTED: row.wanted, keys.TARGET_YEAR: row.year}
    given |= {keys.TARGET_REGION: row.region_name, keys.TARGET_NOTE: row.note, "target_class": row.strategic_class}
    st.session_state.update(given)


def industries(net: Workspace) -> dict[str, str]:
    """Return what a target may name: groups, sections and divisions, key → what people read."""
    return {
        one.key: one.name if one.grouping == "groups" else say(f"aims.group.{one.grouping}", code=one.key, name=one.name)
        for one in net.target_groups(lang=language()).rows
    }


def _form(net: Workspace) -> None:
    names = industries(net)
    options = list(names)
    for key, usual in ((keys.TARGET_SORT, SORTS[0]), (keys.TARGET_YEAR, net.as_of()[:4]), (keys.TARGET_WANTED, 3), (keys.TARGET_B, options[1])):
        st.session_state.setdefault(key, usual)
    sort_field, year_field, many = st.columns([2, 1, 1], vertical_alignment="bottom", gap="small")
    sort = sort_field.segmented_control(say("aims.sort"), SORTS, format_func=lambda one: say(f"aims.sort.{one}"), key=keys.TARGET_SORT, required=True)
    year = year_field.text_input(say("aims.head.year"), key=keys.TARGET_YEAR)
    wanted = many.number_input(say("aims.head.wanted"), min_value=1, max_value=9999, key=keys.TARGET_WANTED)
    first, second = st.columns(2, gap="small")
    a = first.selectbox(say("aims.a"), options, format_func=names.__getitem__, key=keys.TARGET_A)
    row: dict[str, str | int] = {"sort": str(sort or SORTS[0]), "a": str(a), "wanted": int(wanted), "year": line(year or "")}
    with second:
        if sort == "industry":
            codes = ["", *(choice.code for choice in vocabularies.STRATEGIC_CLASSES)]
            row["strategic_class"] = str(st.selectbox(say("aims.class"), codes, format_func=_class_or_none, key="target_class") or "")
        else:
            row["b"] = str(st.selectbox(say("aims.b"), options, format_func=names.__getitem__, key=keys.TARGET_B))
    left, right = st.columns(2, gap="small")
    with left:
        typed = st.text_input(say("reach.region"), placeholder=say("reach.region.all"), key=keys.TARGET_REGION)
        row["region"] = choose(net, typed, "pick_target", ("Region",)) if typed else ""
    row["note"] = line(right.text_input(say("work.note"), placeholder=say("work.note.example"), key=keys.TARGET_NOTE) or "")
    if st.button(say("aims.keep"), type="primary", key="target_keep"):
        _keep(net, row, names, bool(typed))


def _class_or_none(code: str) -> str:
    return _class(code) or say("not_on_record")


def _keep(net: Workspace, row: Mapping[str, str | int], names: Mapping[str, str], placed: bool) -> None:
    year = str(row["year"])
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        notes.note(say("aims.year.wrong"), kind="warn")
        return
    if placed and not row["region"]:
        return  # the region must be chosen first; the candidates stand above
    kept = net.set_targets([row], lang=language())
    one, other = names[str(row["a"])], names.get(str(row.get("b", "")), "")
    notes.keep_note("data", say("aims.kept", a=one, b=other, n=row["wanted"]) if other else say("aims.kept.one", a=one, n=row["wanted"]), kept.batch)
    st.rerun()
