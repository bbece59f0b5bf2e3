"""The rows of the worklist: the reason as a sentence, its evidence, who answers for it, what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from alliance.reports.csv_files import csv_bytes
from alliance.reports.tables import table
from alliance.services.reach.reach import IsolateRow
from alliance.services.reach.worklist import LISTED
from alliance.services.reach.worklist_results import WorklistResult, WorkRow
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, notes, presses
from alliance.ui.kit.downloads import download
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.pages.reach import link_checks, next_steps, worklist_rows
from alliance.ui.pages.reach.feedback_file import feedback
from alliance.ui.pages.reach.filters import PlaceFilter, StepFilter
from alliance.ui.words import as_of_words, language, ring_word, say

PER_PAGE = 10
MOST_NAMED = 3  # rings in the head of the list; more have a name of their own
INVITED = 12  # of a page, when its workshops are to meet


def show(net: Workspace, rings: tuple[str, ...], counts: Mapping[str, int], filters: PlaceFilter, work: StepFilter) -> None:
    """Show a page of the workshops of these rings, or the one that the address names; those of the worklist overdue first."""
    name = ring_names(rings)
    page = state.number("page", 1, 1)
    entries = _entries(net, rings, filters, work, page)
    total = entries.total if entries else sum(counts.get(code, 0) for code in rings)
    one = net.reach_of(state.address_value("id"), lang=language()) if state.address_value("id") else None
    show_left_out(net.hidden_workshops(rings, **filters, **work))
    if total == 0 and one is None:
        notes.empty(say("reach.none", name=name), say("reach.none.todo", n=counts.get("unknown", 0)))
        return
    pages = max(1, -(-total // PER_PAGE))
    page = min(page, pages)
    if one:
        rows: Sequence[IsolateRow] = [one]
    elif entries:
        rows = net.reach_rows([row.id for row in entries.rows], lang=language())
    else:
        rows = net.isolates(rings=rings, limit=PER_PAGE, offset=(page - 1) * PER_PAGE, lang=language(), **filters).rows
    arranged = {row.id: row for row in (net.worklist(ids=[one.id], lang=language()).rows if one else entries.rows if entries else ())}
    _do(rows, arranged)
    with st.container(key="listhead", horizontal=True, vertical_alignment="center", gap="small"):
        cards.section(say("reach.list", name=name), say("reach.count", n=total, date=as_of_words(net.as_of())))
        next_steps.bar(arranged)
    with cards.card("rows"):
        first = worklist_rows.first_suggestions(net, rows)
        put(tag("div", [worklist_rows.row(row, arranged.get(row.id), first.get(row.id)) for row in rows], cls="wrs"))
    link_checks.show_form(net)
    next_steps.show_form(net)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _below(net, rings, (filters, work), rows, page if one is None and pages > 1 else 0, pages)
        if one and st.button(say("reach.all", n=total), key="reach_all"):
            state.ask(id="")
            st.rerun()


def _do(rows: Sequence[IsolateRow], arranged: Mapping[str, WorkRow]) -> None:
    """Do what was pressed in a row."""
    ids = {row.id for row in rows}
    suggest, step = presses.pressed("suggest"), presses.pressed("step")
    if suggest in ids:
        state.go("suggestions", id=str(suggest))
    if step in arranged:
        next_steps.ask([arranged[str(step)]])
    for name in ("nothing", "check"):
        asked = presses.pressed(name)
        if asked in ids:
            link_checks.ask([str(asked)])
    picked = presses.pressed("pick")
    if picked in arranged:
        next_steps.pick(str(picked))


def ring_names(rings: Sequence[str]) -> str:
    """Return what these rings together are called."""
    several = "、" if language() == "zh" else ", "
    return say("ring.cut_off") if len(rings) > MOST_NAMED else several.join(ring_word(code) for code in rings)


def _entries(net: Workspace, rings: Sequence[str], filters: PlaceFilter, work: StepFilter, page: int) -> WorklistResult | None:
    """Return a page of the worklist; None where these workshops are on no worklist."""
    if not set(rings) <= set(LISTED):
        return None
    result = net.worklist(rings=rings, limit=PER_PAGE, offset=(page - 1) * PER_PAGE, lang=language(), **filters, **work)
    last = max(1, -(-result.total // PER_PAGE))
    return result if page <= last else net.worklist(rings=rings, limit=PER_PAGE, offset=(last - 1) * PER_PAGE, lang=language(), **filters, **work)


def show_left_out(left: Mapping[str, int]) -> None:
    """Say how many workshops the filters leave out."""
    parts = [say(f"work.hidden.{name}", n=count) for name, count in left.items() if count]
    if parts:
        notes.note(say("work.hidden", n=sum(left.values()), parts=("、" if language() == "zh" else ", ").join(parts)))


def _below(net: Workspace, rings: tuple[str, ...], asked: tuple[PlaceFilter, StepFilter], rows: Sequence[IsolateRow], page: int, pages: int) -> None:
    if page:
        key = keys.of(keys.REACH_PAGE, page)
        st.pagination(pages, default=page, key=key, on_change=_on_turn, args=(key,))
    st.space("stretch")
    if st.button(say("reach.meet", n=min(INVITED, len(rows))), key="reach_meet"):
        state.go("events", w=",".join(row.id for row in rows[:INVITED]))
    if not set(rings) <= set(LISTED):
        _as_csv(net, rings, asked[0])
        return
    with st.popover(say("work.export"), key="reach_exports"):
        put(tag("div", say("work.export.about"), cls="muted small"))
        for form in ("xlsx", "docx", "zip"):
            name = f"{say('work.export.file')}.{form}"
            download(say(f"work.export.{form}"), partial(paper, net, form, rings, *asked), name, key=keys.of("reach_export", form))
        _as_csv(net, rings, asked[0])
    with st.popover(say("feedback.title"), key="reach_feedback"), guard_part():
        feedback(net)


def _as_csv(net: Workspace, rings: tuple[str, ...], filters: PlaceFilter) -> None:
    content = lambda: list_csv(net.isolates(rings=rings, lang=language(), **filters).rows)  # noqa: E731 - made only when it is asked for
    download(say("reach.export"), content, say("reach.export.file"), key=keys.of("reach_export", "csv"))


def paper(net: Workspace, form: str, rings: Sequence[str], filters: PlaceFilter, work: StepFilter) -> bytes:
    """Return the list as it stands on the page, all pages of it, one part for each responsible union."""
    ids: list[str] = []
    if work:
        ids = [row.id for row in net.worklist(rings=rings, limit=None, **filters, **work).rows]
    return bytes(net.worklist_file(form, rings=rings, ids=ids, lang=language(), **filters))


def _on_turn(key: str) -> None:
    page = int(st.session_state.get(key) or 1)
    state.ask(page=str(page) if page > 1 else "")


def list_csv(rows: Sequence[IsolateRow]) -> bytes:
    """Return the list as it stands on the page, all pages of it."""
    heads = [say(f"reach.head.{name}") for name in ("name", "ring", "reason", "unit", "place", "union", "checked")]
    lines = [(row.name, ring_word(row.ring), row.reason, row.unit, row.place, row.union, row.checked) for row in rows]
    return csv_bytes(table("", heads, [*lines, (say("reach.internal"),)]))
