"""产业覆盖与内外: workshops of leading and emerging industries by level and region, and how inward each group of industries is."""

from __future__ import annotations

import streamlit as st

from alliance.services.industries.coverage import CoverageResult
from alliance.services.industries.matrix_reading import beyond_chance, inwardness
from alliance.services.industries.mixing import MatrixResult
from alliance.services.workspace import Workspace
from alliance.ui import state
from alliance.ui.kit import cards, job_progress, tables
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.pages.explore.node_choice import choose
from alliance.ui.words import as_of_words, language, say

SHUFFLES = 1000  # of the permutation test, the network itself among them


def show(net: Workspace) -> None:
    """Show both; shares are of workshops, never of people."""
    cards.title(say("view.coverage"), say("coverage.about", date=as_of_words(net.as_of())))
    if st.button(say("coverage.back"), key="coverage_back"):
        state.ask(view="")
        st.rerun()
    typed = st.text_input(
        say("reach.region"), placeholder=say("reach.region.all"), type="search", key="coverage_region", label_visibility="collapsed"
    )
    region = choose(net, typed, "pick_coverage", ("Region",)) if typed else ""
    _coverage(net.coverage(region=region or None, lang=language()))
    spoken = language()  # a job has no session to ask
    mark = state.stand(net)
    found = job_progress.keep(net, "inward", mark, MatrixResult, lambda progress: net.matrix(lang=spoken, test=True, progress=progress))
    if found is not None:
        _inward(found)


def _coverage(result: CoverageResult) -> None:
    cards.section(say("coverage.classes"), say("coverage.count", n=result.workshops, known=result.known))
    with cards.card("classes"):
        for row in result.classes:
            if row.workshops:
                put(tag("div", row.text))
        put(tag("div", result.note, cls="muted small"))
        if not result.listed and st.button(say("aims.edit"), key="aims_edit", type="tertiary"):
            state.go("data", tab="targets")
    heads = [say("coverage.where"), say("figure.workshops"), *(row.name for row in result.classes)]
    numbers = tuple(range(1, len(heads)))
    for by in ("level", "region"):
        rows = [(row.name, str(row.workshops), *(str(row.classes[one.code]) for one in result.classes)) for row in result.rows if row.by == by]
        if rows:
            cards.section(say(f"coverage.by.{by}"))
            tables.table(heads, rows, numbers=numbers, cls="t stack")


def _inward(result: MatrixResult) -> None:
    cards.section(say("inward.title"), as_of_words(result.as_of))
    if result.p is not None:
        n = round(result.p * SHUFFLES) - 1
        put(tag("div", say("inward.chance" if beyond_chance(result.p) else "inward.no_chance", n=n, of=SHUFFLES - 1), cls="muted"))
    rows = [(one.group, str(one.inside), str(one.across), say(f"inward.how.{one.verdict}")) for one in inwardness(result)]
    heads = [say("compare.cell"), say("inward.head.inside"), say("inward.head.across"), say("inward.head.how")]
    if rows:
        tables.table(heads, rows, numbers=(1, 2), cls="t stack")
