"""首页: find a workshop, see the figures with their date, go on from a ready question."""

from __future__ import annotations

import streamlit as st

from alliance.services.explore.overview import OverviewResult, Question
from alliance.ui import presenting, state
from alliance.ui.kit import cards, notes, older_contacts
from alliance.ui.kit.cards import Figure
from alliance.ui.kit.html import Markup, tag
from alliance.ui.kit.html import show as put
from alliance.ui.kit.tokens import palette
from alliance.ui.pages.explore import saved_views, search, slides
from alliance.ui.pages.home import beside_the_sample, first_run, whole
from alliance.ui.words import as_of_words, date_words, language, say

# question of the overview → page and what it looks at
TARGETS: dict[str, tuple[str, dict[str, str]]] = {
    "beyond_unit": ("reach", {}),
    "quiet_year": ("reach", {}),
    "missing_links": ("industries", {}),
    "introducers": ("network", {}),
    "shared_host": ("home", {"list": "hosts"}),
    "to_check": ("reach", {}),
}
AGES = {"under_one": ("half_year", "one_year"), "one_to_three": ("three_years",), "over_three": ("older",), "undated": ("undated",)}


def show() -> None:
    """Show the page."""
    net = state.workspace()
    if not net.store_counts().all_nodes:
        first_run.show()
        return
    if slides.show(net):
        return
    slides.offer()
    notes.last("home")
    with st.container(key="bigsearch"):
        cards.title(say("home.title"))
        text = search.show_box()
    if text:
        search.show_results(net, text, search.leave_for)
        return
    result = net.overview(lang=language())
    if state.address_value("list") == "hosts":
        search.show_shared_hosts(net)
        return
    _figures(result)
    if not result.figures["cooperation"]:
        older_contacts.show(net, "cooperation")
    beside = result.nature == "sample" and not presenting.on()
    with st.container(key="homecols"):
        left, right = st.columns([2, 1], gap="medium")
    with left:
        _questions(result)
        if beside:
            beside_the_sample.show_case(net)
        _ages(result)
    with right:
        _due(result)
        saved_views.on_home(net)
        if result.figures["workshops"]:
            whole.show(net)
        if beside:
            beside_the_sample.show_city(net)


def _figures(result: OverviewResult) -> None:
    figures, counts, unit = result.figures, result.counts, say("unit.workshops")
    cards.figures(
        [
            Figure(
                label=say("figure.workshops"),
                number=str(figures["workshops"]),
                unit=unit,
                about=say("figure.workshops.about", n=figures["organisations"]),
            ),
            Figure(
                label=say("figure.within"),
                number=str(sum(counts[code] for code in ("own_unit", "own_group", "own_system"))),
                unit=unit,
                about=say("figure.within.about", n=counts["none"]),
            ),
            Figure(label=say("figure.sleeping"), number=str(counts["sleeping"]), unit=unit, about=say("figure.sleeping.about")),
            Figure(label=say("figure.unknown"), number=str(counts["unknown"]), unit=unit, about=say("figure.unknown.about")),
            Figure(
                label=say("figure.ties"),
                number=str(figures["cooperation"]),
                unit=say("unit.pairs"),
                about=say("figure.ties.about", n=figures["exchange"]),
            ),
        ]
    )


def _questions(result: OverviewResult) -> None:
    cards.section(say("home.questions"), say("home.as_of", date=as_of_words(result.as_of)))
    rings = {question.code: question.rings for question in result.questions}
    chosen = cards.tiles("question", [(question.code, _question(question)) for question in result.questions], cls="questions")
    if chosen in rings:
        page, query = TARGETS[chosen]
        state.go(page, **(query or ({"ring": ",".join(rings[chosen])} if page == "reach" else {})))


def _question(question: Question) -> Markup:
    number = say(f"home.number.{question.code}", n=question.count) if question.count is not None else say("home.number.none")
    return tag("span", tag("span", question.text, cls="t"), tag("span", tag("b", number), tag("span", say("home.open")), cls="a"), cls="q")


def _ages(result: OverviewResult) -> None:
    colours = palette()
    counts = [(name, sum(result.ages[age] for age in ages)) for name, ages in AGES.items()]
    cards.section(say("home.ages"))
    with cards.card("ages"):
        put(cards.bar([(say(f"home.ages.{name}", n=count), count, colours[f"fresh{i}"]) for i, (name, count) in enumerate(counts)], say("home.ages")))


def _due(result: OverviewResult) -> None:
    cards.section(say("home.due"), date_words(result.as_of))
    with cards.card("due"):
        if presenting.on():
            put(tag("div", say("present.due", n=len(result.next), over=sum(row.overdue > 0 for row in result.next))))
            return
        rows = [(row.text, row.owner, row.overdue) for row in result.next[:6]]
        if not rows:
            put(tag("div", say("home.due.none"), cls="muted"))
        put(
            tag(
                "div",
                [
                    tag(
                        "div",
                        tag("span", str(over) if over else "·", cls="n late bad" if over else "n"),
                        tag("div", text, tag("i", owner) if owner else None, cls="x"),
                        cls="todo",
                    )
                    for text, owner, over in rows
                ],
            )
        )
        late = sum(row.kind == "worklist" and row.overdue > 0 for row in result.next)
        if late and st.button(say("home.overdue", n=late), key="home_overdue", width="stretch"):
            state.go("reach", ring="listed", state="overdue")
        unknown = result.counts["unknown"]
        if unknown and st.button(say("home.ask", n=unknown), key="home_ask", width="stretch"):
            state.go("reach", ring="unknown")
