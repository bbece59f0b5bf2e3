"""合作建议: whom to introduce to this workshop, and on what grounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from alliance.partners.records import CRITERIA
from alliance.services.partners.suggestion_results import PartnerRow, PartnersResult, ReasonRow
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.kit import cards, names, notes, tables
from alliance.ui.kit.cards import kind_label, ring_label
from alliance.ui.kit.html import Markup, tag
from alliance.ui.kit.html import show as put
from alliance.ui.kit.ways_on import nothing_yet
from alliance.ui.pages.explore.node_choice import choose, places, plain
from alliance.ui.pages.partners import criteria_weights, decisions, suggestion_rounds
from alliance.ui.words import as_of_words, join_parts, language, say

LISTS = ("near", "bridge")
STEP = 3
MOST = 200
BLOCKS = 3


def show() -> None:
    """Show the page."""
    net = state.workspace()
    cards.title(say("nav.suggestions"))
    if not net.store_counts().workshops:
        nothing_yet()
        return
    decisions.take_back()
    notes.last("suggestions")
    workshop = _workshop(net)
    if workshop:
        _lists(net, workshop)
    else:
        suggestion_rounds.show(net)


def _workshop(net: Workspace) -> str:
    asked = state.address_value("id")
    with cards.card("me"):
        left, right = st.columns([3, 2], vertical_alignment="center")
        typed = right.text_input(say("suggest.other"), placeholder=say("search.part"), type="search", key=keys.PARTNER_SEARCH)
        with left:
            known = bool(asked) and bool(net.names_of([asked]))
            if known:
                _head(net, asked)
            else:
                put(tag("div", tag("b", say("suggest.ask")), tag("div", say("suggest.ask.about"), cls="muted")))
        if typed:
            found = choose(net, typed, "partner_pick", ("Workshop",))
            if found:
                del st.session_state[keys.PARTNER_SEARCH]
                state.ask(id=found, top="")
                st.rerun()
    if not known and not typed:
        _starts(net)
    return asked if known else ""


def _starts(net: Workspace) -> None:
    cards.section(say("suggest.start"))
    with st.container(horizontal=True, gap="small"):
        for row in net.introduction_starts(lang=language()):
            if st.button(plain(row.name), key=keys.of("for", row.id)):
                state.ask(id=row.id)
                st.rerun()


def _head(net: Workspace, workshop: str) -> None:
    result = net.show(workshop, lang=language())
    where = places(net, [workshop]).get(workshop) or say("unit.none")
    put(
        tag(
            "div",
            tag("div", kind_label("Workshop"), ring_label(result.reach.ring) if result.reach else None, cls="k"),
            tag("h2", result.node.name),
            tag("div", where, cls="muted"),
            tag("div", result.reach.reason, cls="small") if result.reach else None,
            tables.provenance(result.sources),
            cls="dt",
        )
    )


def _lists(net: Workspace, workshop: str) -> None:
    criteria_weights.show(net)
    top = state.number("top", STEP, 1, MOST)
    result = net.partners(workshop, top=top, balance=criteria_weights.balance(net), lang=language())
    where = places(net, [one.id for name in LISTS for one in getattr(result, name)])
    if result.scope_text:
        notes.note(result.scope_text)
    columns = st.columns(2, gap="medium")
    for column, name in zip(columns, LISTS, strict=True):
        with column:
            cards.section(say(f"suggest.{name}"), say(f"suggest.{name}.about"))
            found = getattr(result, name)
            put(tag("div", _cards(workshop, name, found, where), cls="sgs"))
            for sentence in _none(result, name) if not found else ():
                notes.note(sentence)
    decisions.do(net, workshop, {name: {one.id: one for one in getattr(result, name)} for name in LISTS})
    if any(len(getattr(result, name)) >= top for name in LISTS) and st.button(say("suggest.more", n=STEP), key=keys.PARTNER_MORE):
        state.ask(top=str(top + STEP))
        st.rerun()
    if result.would_change:
        notes.note(tag("b", say("change.title")), [tag("div", text) for text in result.would_change])
    _why_not(net, workshop)
    decisions.show_decisions(net, workshop)
    notes.note(say("suggest.how", date=as_of_words(result.as_of)))


def _why_not(net: Workspace, workshop: str) -> None:
    """Answer why someone is not among those above: the rank, what is missing, what would change it."""
    with st.expander(say("whynot.title")):
        typed = st.text_input(say("whynot.which"), placeholder=say("search.part"), type="search", key=keys.PARTNER_WHY)
        other = choose(net, typed, "partner_why_pick", ("Workshop",)) if typed else ""
        if other and other != workshop:
            found = net.why_not(workshop, other, lang=language(), top=state.number("top", STEP, 1, MOST))
            notes.note(
                tag("b", found.other.name), [tag("div", text) for text in (found.text, *found.missing, *found.would_change, found.scope_text) if text]
            )


def _none(result: PartnersResult, name: str) -> list[str]:
    return [row.text for row in result.none_because if row.list in ("", name)] or [say("suggest.none")]


def blocks(share: float, best: float) -> int:
    """Return how many of three blocks a criterion fills: its share of the largest of the list, in thirds, rounded up.

    >>> blocks(0.5, 1.0), blocks(1.0, 1.0), blocks(0.0, 1.0)
    (2, 3, 0)
    """
    return min(BLOCKS, max(0, -int(-(share * BLOCKS * 1000 / best) // 1000))) if best > 0 else 0


def _cards(workshop: str, name: str, found: Sequence[PartnerRow], where: Mapping[str, str]) -> list[Markup]:
    """Return the cards of a list, and in the place of the one that was decided last what was done."""
    best = max((share for one in found for share in one.shares().values()), default=0.0)
    shown = [_card(one, where.get(one.id, ""), best, first=index == 0) for index, one in enumerate(found)]
    for index in range(len(shown) + 1):
        line = decisions.folded(workshop, name, index)
        if line:
            shown.insert(index, line)
            break
    return shown


def _card(one: PartnerRow, where: str, best: float, *, first: bool) -> Markup:
    shares = one.shares()
    return tag(
        "div",
        tag("div", names.link(one.id, one.name, about=say("suggest.map")), cls="top"),
        tag("div", join_parts((where, say("suggest.no_tie"))), cls="muted small"),
        tag("div", [_criterion(one, criterion, blocks(shares[criterion], best)) for criterion in CRITERIA], cls="cr"),
        _against(one),
        decisions.buttons(one, first=first),
        cls="sg",
    )


def _criterion(one: PartnerRow, criterion: str, filled: int) -> tuple[Markup, ...]:
    reasons = [reason for reason in one.reasons if reason.criterion == criterion]
    lines = [tag("div", reason.text, _source(reason)) for reason in reasons[:3]]
    return (
        tag("span", criteria_weights.criterion_word(criterion), cls="c"),
        tag(
            "span",
            [tag("i", cls="on" if block < filled else "") for block in range(BLOCKS)],
            cls="b",
            role="img",
            aria_label=say("suggest.blocks", n=filled),
        ),
        tag("span", lines, cls="s") if lines else tag("span", say("suggest.no_evidence"), cls="s none"),
    )


def _source(reason: ReasonRow) -> Markup:
    shown = tables.provenance([source for item in reason.evidence for source in item.sources], 1)
    return shown or tag("div", tag("span", say("source.register"), cls="src"), cls="srcs")


def _against(one: PartnerRow) -> Markup:
    mind = [*(reason.text for reason in one.against), *one.mind, *one.moves]
    return tag(
        "div",
        tag("div", tag("b", say("suggest.mind")), tag("span", "".join(mind)), cls="neg") if mind else None,
        tag("div", one.way_in, cls="muted small"),
    )
