"""产业覆盖与内外: workshops of leading and emerging industries by level and region, and how inward each group of industries is."""

from __future__ import annotations

from typing import Any

import streamlit as st

from alliance.services.workspace import Workspace
from alliance.ui import state
from alliance.ui.kit import cards, job_progress, tables
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.pages.explore.node_choice import choose
from alliance.ui.words import date_words, language, say

SHUFFLES = 1000  # of the permutation test, the network itself among them


def show(net: Workspace) -> None:
    """Show both; shares are of workshops, never of people."""
    cards.title(say("view.coverage"), say("coverage.about", date=date_words(net.as_of())))
    if st.button(say("coverage.back"), key="coverage_back"):
        state.ask(view="")
        st.rerun()
    typed = st.text_input(
        say("reach.region"), placeholder=say("reach.region.all"), type="search", key="coverage_region", label_visibility="collapsed"
    )
    region = choose(net, typed, "pick_coverage", ("Region",)) if typed else ""
    _coverage(net.coverage(region=region or None, lang=language()))
    spoken = language()  # a job has no session to ask
    mark = (net.store.revision, net.as_of(), spoken)
    found = job_progress.kept(net, "inward", mark, lambda progress: net.matrix(lang=spoken, test=True, progress=progress))
    if found is not None:
        _inward(found)


def _coverage(answer: Any) -> None:
    cards.section(say("coverage.classes"), say("coverage.count", n=answer.workshops, known=answer.known))
    with cards.card("classes"):
        for row in answer.classes:
            if row.workshops:
                put(tag("div", row.text))
        put(tag("div", answer.note, cls="muted small"))
        if not answer.listed and st.button(say("aims.edit"), key="aims_edit", type="tertiary"):
            state.go("data", tab="targets")
    heads = [say("coverage.where"), say("figure.workshops"), *(row.name for row in answer.classes)]
    numbers = tuple(range(1, len(heads)))
    for by in ("level", "region"):
        rows = [(row.name, str(row.workshops), *(str(row.classes[one.code]) for one in answer.classes)) for row in answer.rows if row.by == by]
        if rows:
            cards.section(say(f"coverage.by.{by}"))
            tables.table(heads, rows, numbers=numbers, cls="t stack")


def _inward(answer: Any) -> None:
    cards.section(say("inward.title"), date_words(answer.as_of))
    if answer.p is not None:
        n = round(answer.p * SHUFFLES) - 1
        put(tag("div", say("inward.chance" if answer.p <= 0.05 else "inward.no_chance", n=n, of=SHUFFLES - 1), cls="muted"))
    rows = [_line(answer, i) for i in range(len(answer.groups)) if answer.ei_of[i] is not None]
    heads = [say("compare.cell"), say("inward.head.inside"), say("inward.head.across"), say("inward.head.how")]
    if rows:
        tables.table(heads, rows, numbers=(1, 2), cls="t stack")


def _line(answer: Any, i: int) -> tuple[str, ...]:
    inside = answer.counts[i][i]
    across = sum(answer.counts[i][j] for j in range(len(answer.groups) - 1) if j != i)
    p, few = answer.p_of[i], inside + across < 5
    how = "few" if few else "inward" if p is not None and p <= 0.05 else "chance"
    return answer.groups[i], str(inside), str(across), say(f"inward.how.{how}")
