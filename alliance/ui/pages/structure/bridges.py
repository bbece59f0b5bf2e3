"""谁在牵线: workshops on which others hang, the only ties between two parts, and the groups that the contacts make; each said as a question."""

from __future__ import annotations

import streamlit as st

from alliance.services.structure.bridges import BridgeRow, BridgesResult
from alliance.services.structure.communities import GroupRow, GroupsResult
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.kit import cards, job_progress, notes
from alliance.ui.kit.html import Markup, tag
from alliance.ui.kit.html import show as put
from alliance.ui.kit.ways_on import back
from alliance.ui.words import as_of_words, join_parts, language, say

SHOWN = 12
ROLES = ("gatekeeper", "representative", "liaison", "itinerant", "coordinator")  # between industries first


def show(net: Workspace) -> None:
    """Show bridging workshops and ties, then the groups; where they take long, how far it is and a way to stop."""
    cards.title(say("view.bridges"), say("bridges.about", date=as_of_words(net.as_of())))
    back()
    spoken = language()  # a job has no session to ask
    mark = state.stand(net)
    found = job_progress.keep(net, "bridges", mark, BridgesResult, lambda progress: net.bridges(limit=SHOWN, lang=spoken, progress=progress))
    if found is None:
        return
    _bridges(found)
    groups = job_progress.keep(net, "groups", mark, GroupsResult, lambda progress: net.groups(limit=SHOWN, lang=spoken, progress=progress))
    if groups is not None:
        _groups(groups)


def _bridges(result: BridgesResult) -> None:
    cards.section(say("bridges.one"), say("bridges.count", shown=len(result.rows), n=result.total))
    if not result.rows:
        notes.note(say("bridges.none"))
    with cards.card("bridges"):
        for row in result.rows:
            _bridge(row)
    if result.ties:
        cards.section(say("bridges.ties"), say("bridges.ties.count", shown=min(SHOWN, len(result.ties)), n=result.ties_total))
        with cards.card("ties"):
            put(tag("div", [tag("div", tie.text, cls="todo") for tie in result.ties[:SHOWN]]))


def _bridge(row: BridgeRow) -> None:
    with st.container(key=keys.of("row_bridge", row.id), horizontal=True, vertical_alignment="center", gap="small"):
        between = [say(f"bridges.role.{role}", n=row.roles[role]) for role in ROLES if row.roles.get(role)]
        about = join_parts((row.group, say("bridges.partners", n=row.partners), *between))
        put(tag("div", tag("div", row.text), tag("div", about, cls="muted small")), width="stretch")
        if row.only_link and st.button(say("reach.suggest"), key=keys.of("bridge", row.id)):
            state.go("suggestions", id=row.only_link[0].id)
        if st.button(say("cell.map"), key=keys.of("bridge_map", row.id), type="tertiary"):
            state.go("network", id=row.id)


def _groups(result: GroupsResult) -> None:
    cards.section(say("groups.title"), say("groups.count", shown=len(result.rows), n=result.total))
    put(tag("div", say("groups.about", n=result.workshops, smallest=result.smallest, single=result.single), cls="muted small"))
    if not result.rows:
        return
    with cards.card("groups"):
        for row in result.rows:
            with st.container(key=keys.of("row_group", row.number), horizontal=True, vertical_alignment="center", gap="small"):
                put(_group(row), width="stretch")
                for one in row.alliances[:1]:
                    if st.button(say("groups.alliance"), key=keys.of("group_alliance", row.number, one.id)):
                        state.ask(view="alliances", alliance=one.id)
                        st.rerun()


def _group(row: GroupRow) -> Markup:
    names = ("、" if language() == "zh" else ", ").join(ref.name for ref in row.members)
    more = say("cell.side.more", n=row.size - len(row.members)) if row.size > len(row.members) else ""
    overlap = [say("groups.overlap", name=one.name, both=one.both, members=one.members) for one in row.alliances[:1]]
    firm = say("groups.firm" if row.firm >= 0.8 else "groups.loose")
    size = say("groups.size", n=row.size, pairs=row.inside)
    return tag("div", tag("b", row.name), tag("div", join_parts((names, more))), tag("div", join_parts((size, firm, *overlap)), cls="muted small"))
