"""A row of the worklist: who it is, the reason as a sentence with its evidence, whom to introduce it to, what to do next."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from alliance.services.partners.first_suggestions import FirstSuggestion
from alliance.services.reach.reach import IsolateRow
from alliance.services.reach.reach_explaining import EvidenceRow
from alliance.services.reach.worklist import LIFTED
from alliance.services.reach.worklist_results import WorkRow
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.kit import names, tables
from alliance.ui.kit.glyphs import ring
from alliance.ui.kit.html import Markup, tag
from alliance.ui.kit.presses import box, button
from alliance.ui.pages.reach import next_steps
from alliance.ui.words import date_words, join_parts, kind_word, language, say


def row(one: IsolateRow, entry: WorkRow | None, first: FirstSuggestion | None) -> Markup:
    """Return the row; ``entry`` is what the worklist has of it, None where it is on no list."""
    picked = one.id in st.session_state.get(keys.PICKED, ())
    return tag(
        "div",
        box("pick", one.id, say("work.pick", name=one.name), on=picked) if entry else tag("span"),
        ring(one.ring, 22) or tag("span"),
        tag("div", _who(one), _introduction(first) if first else None, cls="who"),
        _next(one, entry),
        _acts(one, entry),
        cls="wr",
    )


@st.cache_data(max_entries=5000, show_spinner=False, hash_funcs={Workspace: state.stand})
def first_suggestion(net: Workspace, workshop: str) -> FirstSuggestion | None:
    """Return whom a workshop is to be introduced to first; worked out once while the data, the day, the period and the language are the same."""
    return next(iter(net.first_suggestions([workshop], lang=language())), None)


def first_suggestions(net: Workspace, rows: Sequence[IsolateRow]) -> dict[str, FirstSuggestion]:
    """Return id → whom to introduce each of these workshops to first."""
    found = {one.id: first_suggestion(net, one.id) for one in rows}
    return {workshop: first for workshop, first in found.items() if first is not None}


def _who(one: IsolateRow) -> tuple[Markup | None, ...]:
    where = join_parts((one.unit or say("unit.none"), one.place or say("place.none")))
    evidence = [tag("span", _evidence(item), cls="src") for item in one.evidence[:2]]
    return (
        tag("div", names.link(one.id, one.name, cls="nm"), " ", tag("span", where, cls="m")),
        tag("div", one.reason, cls="why"),
        tag("div", evidence, cls="why") if evidence else None,
    )


def _introduction(first: FirstSuggestion) -> Markup:
    return tag("div", tag("b", say("work.introduce")), names.link(first.partner.id, first.partner.name), tag("span", first.reason, cls="m"), cls="to")


def _evidence(item: EvidenceRow) -> str:
    source = tables.site(item.source) or say("source.none")
    return say("reach.evidence", tie=kind_word(item.kind), name=item.name, date=date_words(item.date), source=source)


def _next(one: IsolateRow, entry: WorkRow | None) -> Markup:
    stand = say("reach.confirmed", date=date_words(one.checked)) if one.confirmed else say("reach.unconfirmed")
    union = say("reach.responsible", union=one.union) if one.union else say("union.none")
    what = next_steps.next_step_line(entry) if entry and entry.step else tag("div", _advice(one))
    return tag("div", what, tag("div", join_parts((union, stand)), cls="m"), cls="nx")


def _advice(one: IsolateRow) -> str:
    """Return the first thing that would help; of one that needs nothing to keep it up, of one that is not counted nothing."""
    if one.actions:
        return one.actions[0].text
    return say("reach.keep") if one.ring in LIFTED else ""


def _acts(one: IsolateRow, entry: WorkRow | None) -> Markup:
    suggest = button("suggest", say("reach.suggest"), one.id)
    if not entry:
        return tag("div", suggest, button("check", say("reach.check"), one.id, "quiet"), cls="acts")
    return tag("div", suggest, button("step", say("work.assign"), one.id), button("nothing", say("reach.nothing"), one.id), cls="acts")
