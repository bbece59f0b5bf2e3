"""联盟: all of them with what is to be asked about each; one of them with its members, how it lives, and what does not fit on record."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from alliance import messages
from alliance.services.alliances.alliances import AllianceResult, AllianceRow, HalfYear, KindRow, kind_name
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.kit import cards, notes, tables
from alliance.ui.kit.cards import Figure, ring_label
from alliance.ui.kit.html import Child, Markup, tag
from alliance.ui.kit.html import show as put
from alliance.ui.kit.ways_on import back
from alliance.ui.pages.explore.node_choice import choose
from alliance.ui.words import as_of_words, date_words, join_parts, language, say, span_words

PER_PAGE = 20
NAMED = 12
MARK = {True: "yes", False: "no", None: "open"}


def show(net: Workspace) -> None:
    """Show one alliance where the address names it, else the list."""
    one = state.address_value("alliance")
    if one and net.names_of([one]):
        _one(net, one)
    else:
        _all(net)


def _all(net: Workspace) -> None:
    result = net.alliances(limit=1_000_000, lang=language())
    asked = sum(bool(row.question or row.findings) for row in result.rows)
    cards.title(say("view.alliances"), join_parts((say("alliances.about", n=len(result.rows), asked=asked), words_of(result.counts))))
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        back()
        if st.button(say("view.founding"), key="view_founding"):
            state.ask(view="founding")
            st.rerun()
    if not result.rows:
        notes.empty(say("alliances.none"), say("alliances.none.todo"))
        return
    pages = -(-len(result.rows) // PER_PAGE)
    if pages > 1:
        _search(net)
    page = min(state.number("page", 1, 1), pages)
    with cards.card("rows"):
        for row in result.rows[(page - 1) * PER_PAGE : page * PER_PAGE]:
            _line(row)
    if pages > 1:
        key = keys.of(keys.ALLIANCE_PAGE, page)
        st.pagination(pages, default=page, key=key, on_change=_on_turn, args=(key,))


def _search(net: Workspace) -> None:
    typed = st.text_input(say("search.label"), placeholder=say("search.part"), type="search", key="alliance_search", label_visibility="collapsed")
    found = choose(net, typed, "pick_alliance", ("Alliance",)) if typed else ""
    if found:
        _turn_to(found)


def _on_turn(key: str) -> None:
    page = int(st.session_state.get(key) or 1)
    state.ask(page=str(page) if page > 1 else "")


def _turn_to(one: str) -> None:
    state.ask(view="alliances", alliance=one, page="")
    st.rerun()


def _line(row: AllianceRow) -> None:
    with st.container(key=keys.of("row_alliance", row.id), horizontal=True, vertical_alignment="center", gap="small"):
        kinds = [kind_name(one, language()) for one in row.computed]
        about = join_parts(
            (say("alliances.members", n=row.members), declared_words(row.declared), say("alliances.computed", kinds=kinds) if kinds else "")
        )
        to_ask = say("alliances.findings", n=len(row.findings)) if row.findings else ""
        put(
            tag(
                "div",
                tag("b", row.name),
                tag("div", about, cls="muted small"),
                tag("div", _dissolved_text(row.dissolved), cls="small") if row.dissolved else None,
                tag("div", row.question, cls="small") if row.question else None,
                tag("div", to_ask, cls="small") if to_ask else None,
            ),
            width="stretch",
        )
        if st.button(say("search.open"), key=keys.of("alliance", row.id)):
            _turn_to(row.id)


def _dissolved_text(date: str) -> str:
    return messages.text("network.alliance.dissolved", language(), date=date_words(date))


def declared_words(kind: str) -> str:
    """Return what kind an alliance is declared to be."""
    return say("alliances.declared", kind=kind_name(kind, language())) if kind else say("alliances.declared.none")


def _one(net: Workspace, one: str) -> None:
    result = net.alliance(one, lang=language())
    flags = join_parts((declared_words(result.declared), *result.flag_names))
    cards.title(result.alliance.name, join_parts((flags, say("home.as_of", date=as_of_words(result.as_of)))))
    with st.container(horizontal=True, gap="small"):
        if st.button(say("alliance.back"), key="alliance_back"):
            state.ask(alliance="")
            st.rerun()
        if st.button(say("cell.map"), key="alliance_map"):
            state.go("network", id=one)
        if len(result.members) > 1 and st.button(say("alliance.meet"), key="alliance_meet"):
            state.go("events", w=",".join(member.id for member in result.quiet_first()[:NAMED]))
    if result.dissolved:
        notes.note(_dissolved_text(result.dissolved))
    if result.question:
        notes.note(tag("b", say("alliance.question")), " ", result.question, kind="warn")
    for found in result.findings:
        notes.note(found.text, kind="warn")
    _figures(result)
    left, right = st.columns([1.6, 1], gap="medium")
    with left:
        _members(result)
    with right:
        _halves(result)
        _chairs(result)
        _kinds(result)


def _figures(result: AllianceResult) -> None:
    unit, n = say("unit.workshops"), len(result.members)
    linked = (
        say("alliance.density.about", share=f"{result.density:.0%}", n=n * (n - 1) // 2)
        if result.density is not None
        else say("alliance.density.few")
    )
    stated = say("alliance.stated", n=result.stated) if result.stated is not None else say("alliance.stated.none")
    cards.figures(
        [
            Figure(label=say("alliance.members"), number=str(n + len(result.others)), unit=unit, about=stated),
            Figure(label=say("alliance.inside"), number=str(result.pairs), unit=say("unit.pairs"), about=linked),
            Figure(label=say("alliance.out"), number=str(result.out), unit=say("unit.pairs"), about=say("alliance.out.about")),
            Figure(label=say("alliance.quiet"), number=str(len(result.quiet)), unit=unit, about=say("alliance.quiet.about")),
        ]
    )


def _members(result: AllianceResult) -> None:
    quiet = {ref.id for ref in result.quiet}
    cards.section(say("alliance.members.list"), say("alliance.members.count", n=len(result.members), m=len(result.others)))
    rows: list[tuple[Child, ...]] = [
        (
            row.name,
            ring_label(row.ring) if row.ring else say("compare.not_yet"),
            say("alliance.quiet.yes" if row.id in quiet else "alliance.quiet.no"),
        )
        for row in result.quiet_first()
    ]
    tables.table([say("reach.head.name"), say("reach.head.ring"), say("alliance.head.inside")], rows, cls="t stack")
    if result.others:
        names = ("、" if language() == "zh" else ", ").join(ref.name for ref in result.others[:NAMED])
        more = say("cell.side.more", n=len(result.others) - NAMED) if len(result.others) > NAMED else ""
        put(tag("div", join_parts((say("alliance.others", names=names), more)), cls="muted small"))


def _halves(result: AllianceResult) -> None:
    cards.section(say("alliance.halves"))
    with cards.card("halves"):
        if not any(half.activities for half in result.halves):
            put(tag("div", say("alliance.halves.none"), cls="muted"))
            return
        most = max(half.activities for half in result.halves)
        put(tag("div", [_half(half, most) for half in result.halves], cls="halves"))


def _half(half: HalfYear, most: int) -> Markup:
    year, month = half.from_[:4], half.from_[5:7]
    name = say("alliance.half.first" if month == "01" else "alliance.half.second", year=year)
    bar = tag("i", style=f"width:{100 * half.activities / most:.0f}%")
    return tag("div", tag("span", name), tag("span", bar, cls="b"), tag("span", str(half.activities), cls="n"))


def _chairs(result: AllianceResult) -> None:
    cards.section(say("alliance.chairs"))
    with cards.card("chairs"):
        if not result.chairs:
            put(tag("div", say("alliance.chairs.none"), cls="muted"))
        for chair in result.chairs:
            dates = span_words(chair.from_, chair.to or "open") if chair.from_ else date_words(chair.to)
            put(tag("div", tag("div", chair.who.name), tag("div", join_parts((chair.role, dates)), cls="muted small")))


def _kinds(result: AllianceResult) -> None:
    cards.section(say("alliance.kinds"))
    with cards.card("kinds"):
        put(tag("div", [_kind(kind) for kind in result.kinds], cls="dt"))


def _kind(kind: KindRow) -> Markup:
    conditions = [
        tag("div", tag("span", say(f"alliance.holds.{MARK[one.holds]}"), cls="muted"), " ", one.text, cls="small") for one in kind.conditions
    ]
    head = tag("div", tag("span", kind.name), tag("span", say(f"alliance.kind.{MARK[kind.holds]}"), cls="muted"), cls="h")
    return tag("div", head, conditions, cls="grp")


def words_of(kinds: Mapping[str, int]) -> str:
    """Return how many alliances there are of each computed kind."""
    return join_parts(f"{kind_name(kind, language())} {n}" for kind, n in kinds.items() if n)
