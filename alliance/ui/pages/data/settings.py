"""统计口径: the thresholds of reach; how many workshops would move is seen before anything is changed."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from alliance import schema
from alliance.model import digest
from alliance.schema import vocabularies
from alliance.services.reach.reach_settings import ReachSettings
from alliance.services.workspace import Workspace
from alliance.tables.cells.texts import line
from alliance.ui import keys
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, notes, tables
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.pages.data import craft_words
from alliance.ui.pages.explore.node_choice import choose, plain
from alliance.ui.words import kind_word, language, ring_word, say

RANKS = vocabularies.RANKS[1:]
MOVES = 12
NUMBERS = {"window_months": (1, 60), "new_months": (1, 24), "small_meeting": (2, 100)}  # setting → least and most


def show(net: Workspace) -> None:
    """Show the thresholds as they are, what other ones would change, and the way to change them."""
    now = net.reach_settings()
    left, right = st.columns([1.4, 1], gap="medium")
    with left, guard_part():
        cards.section(say("rules.title"))
        with cards.card("rules"):
            put(tag("div", say("rules.about"), cls="muted"))
            wanted = {**_numbers(now), **_others(now), **_windows(now)}
        exempt = _exempt(net, dict(now.exempt))
        craft_words.show(net)
    changed = {name: value for name, value in {**wanted, "exempt": exempt}.items() if value != getattr(now, name)}
    with right, guard_part():
        cards.section(say("rules.preview"))
        with cards.card("preview"):
            _preview(net, changed)


def _numbers(now: ReachSettings) -> dict[str, object]:
    columns = st.columns(len(NUMBERS), gap="small")
    found: dict[str, object] = {}
    for column, (name, (least, most)) in zip(columns, NUMBERS.items(), strict=True):
        with column:
            before = int(getattr(now, name))
            found[name] = int(st.number_input(say(f"rules.{name}"), min_value=least, max_value=most, value=before, key=_key(name, before)))
    return found


def _others(now: ReachSettings) -> dict[str, object]:
    left, right = st.columns([1, 1], gap="small", vertical_alignment="bottom")
    words = {choice.code: choice.label(language()) for choice in RANKS}
    codes, rank, only = list(words), now.system_rank, now.only_confirmed
    key = _key("system_rank", rank)
    lowest = left.selectbox(say("rules.system_rank"), codes, index=codes.index(rank) if rank in words else 0, format_func=words.__getitem__, key=key)
    checked = right.checkbox(say("rules.only_confirmed"), value=bool(only), key=_key("only_confirmed", only))
    return {"system_rank": str(lowest), "only_confirmed": bool(checked)}


def _windows(now: ReachSettings) -> dict[str, object]:
    """Months of its own for a kind of host; 0 stands for the common number."""
    put(tag("div", say("rules.window_by_host_kind"), cls="small"))
    kept = dict(now.window_by_host_kind)
    columns = st.columns(3, gap="small")
    for i, kind in enumerate(schema.ORGANISATIONS):
        with columns[i % 3]:
            before = int(now.window_by_host_kind.get(kind, 0))
            value = st.number_input(kind_word(kind), min_value=0, max_value=60, value=before, key=_key(kind, before))
        kept = {**{name: months for name, months in kept.items() if name != kind}, **({kind: int(value)} if value else {})}
    return {"window_by_host_kind": kept}


def _exempt(net: Workspace, kept: dict[str, str]) -> dict[str, str]:
    """Show who is left out of the count; the reason is kept and not shown."""
    # a list of its own for each list that is kept: after a change or its undo the form begins from what is kept then
    pending: dict[str, str] = st.session_state.setdefault(keys.of(keys.EXEMPT, digest(*sorted(kept)), _turn()), dict(kept))
    cards.section(say("rules.exempt"), say("reach.head.count", n=len(pending)))
    with cards.card("exempt"):
        put(tag("div", say("rules.exempt.about"), cls="muted small"))
        names = net.names_of(pending)
        for one in sorted(pending):
            with st.container(key=keys.of("row_exempt", one), horizontal=True, vertical_alignment="center", gap="small"):
                put(tag("div", names.get(one, one)), width="stretch")
                if st.button(say("aims.remove"), key=keys.of("exempt_out", one), type="tertiary"):
                    del pending[one]
                    st.rerun()
        who, why, go = st.columns([2, 2, 1], vertical_alignment="bottom", gap="small")
        typed = who.text_input(say("reach.head.name"), placeholder=say("search.part"), key=keys.EXEMPT_WHO)
        reason = line(why.text_input(say("rules.exempt.why"), key=keys.EXEMPT_WHY) or "")
        found = choose(net, typed, "pick_exempt", ("Workshop",)) if typed else ""
        if go.button(say("rules.exempt.add"), key="exempt_add", width="stretch") and found:
            if not reason:
                notes.note(say("rules.exempt.why.missing"), kind="warn")
            else:
                pending[found] = reason
                st.rerun()
    return dict(pending)


def _preview(net: Workspace, changed: Mapping[str, object]) -> None:
    if not changed:
        put(tag("div", say("rules.same"), cls="muted"))
        return
    result = net.reach_preview(changed)
    put(tag("div", tag("b", say("rules.moved", n=result.moved, of=result.of))))
    names = {setting.name: setting.label(language()) for setting in schema.SETTINGS}
    put(tag("div", say("rules.changes", names=[plain(names[name]) for name in changed]), cls="muted small"))
    if st.button(say("rules.keep"), type="primary", width="stretch", key=keys.RULES_KEEP):
        kept = net.set_settings(changed, lang=language())
        forget()
        notes.keep_note("data", say("rules.kept", n=result.moved), kept.batch)
        st.rerun()
    if st.button(say("rules.drop"), type="tertiary", width="stretch", key="rules_drop"):
        forget()
        st.rerun()
    if result.moves:
        rows = [(ring_word(move.before), ring_word(move.after), str(move.count)) for move in result.moves[:MOVES]]
        tables.table([say("rules.from"), say("rules.to"), say("present.count")], rows, numbers=(2,))
    if len(result.moves) > MOVES:
        put(tag("div", say("rules.more", n=sum(move.count for move in result.moves[MOVES:])), cls="muted small"))


def _turn() -> int:
    return int(st.session_state.get(keys.RULES_TURN, 0))


def _key(*parts: object) -> str:
    """A key that changes with what is kept and with every turn: a field lets go of what was typed only when it becomes another one."""
    return keys.of(keys.RULE, *parts, _turn())


def forget() -> None:
    """Let the form begin again from what is kept."""
    st.session_state[keys.RULES_TURN] = _turn() + 1
