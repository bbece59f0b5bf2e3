"""更正与登记: one short form for each act; what it changes is shown, then confirmed or let go, and can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from alliance import schema
from alliance.errors import AllianceError, AmbiguousName, Conflict
from alliance.services.register.acts import ActResult
from alliance.services.register.facts import NOT_TYPED
from alliance.services.register.wording import change_lines
from alliance.services.workspace import Workspace
from alliance.ui import keys, presenting, state
from alliance.ui.guard import guard_part
from alliance.ui.kit import notes, tables
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.words import kind_word, language, say

Given = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Form:
    """An act as a form: the method of the workspace, the name of its first argument, and its fields in their order."""

    method: str
    subject: str
    fields: tuple[str, ...]


FORMS: Mapping[str, Form] = {
    "add": Form("add_workshop", "", ("name", "host", "lead", "union", "region", "level", "new_person")),
    "correct": Form("correct_facts", "name", ("facts",)),
    "lead": Form("appoint_leader", "workshop", ("leader", "new_person", "beside")),
    "move": Form("move_workshop", "workshop", ("host",)),
    "rename": Form("rename", "name", ("new_name",)),
    "review": Form("record_review", "workshop", ("result", "level", "by", "batch")),
    "recognise": Form("recognise", "workshops", ("level", "by", "batch", "state")),
    "tie": Form("add_tie", "name", ("kind", "other", "note")),
    "end": Form("end_tie", "", ("tie",)),
    "merge": Form("merge_records", "keep", ("other", "choices")),
    "hide": Form("stop_showing", "name", ()),
}
OF_KIND: Mapping[str, tuple[str, ...]] = {
    "Workshop": ("correct", "lead", "move", "rename", "review", "recognise", "tie", "end", "hide", "merge"),
    "Person": ("correct", "rename", "tie", "end", "hide", "merge"),
}
ELSE = ("correct", "rename", "tie", "end", "merge")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "result": ("reviewed", "withdrawn"),
    "state": ("final", "notice"),
    "level": ("", "national", "provincial", "industry", "municipal", "county", "enterprise"),
}
TICKS = ("new_person", "beside")


def show(net: Workspace, node_id: str) -> None:
    """Show the area under the page of an object."""
    if presenting.on():
        return
    with st.expander(say("acts.title"), icon=":material/edit_note:", key=keys.ACTS), guard_part():
        kind = net.show(node_id).node.kind
        form(net, node_id, kind, OF_KIND.get(kind, ELSE), "network")


def form(net: Workspace, node_id: str, kind: str, names: Sequence[str], page: str) -> None:
    """Show the form of one of these acts on a node (empty: on none yet), and what it would change. ``page``: where it is noted."""
    _fill_in()
    name = (
        st.selectbox(say("acts.what"), names, format_func=lambda one: say(f"acts.{one}"), key=keys.of(keys.ACT, page)) if len(names) > 1 else names[0]
    )
    put(tag("div", say(f"acts.{name}.about"), cls="muted small"))
    given: Given = {}
    for field in FORMS[name].fields:
        given |= _field(net, node_id, kind, name, field)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        on = st.date_input(say("acts.date"), value=date.fromisoformat(net.as_of()), key=keys.of(keys.ACT_DATE, name), format="YYYY-MM-DD", width=150)
        source = st.text_input(
            say("register.source"), key=keys.of(keys.ACT_SOURCE, name), placeholder=say("register.source.example"), width="stretch"
        )
    given |= {"date": on.isoformat() if isinstance(on, date) else "", "source": source or ""}
    if st.button(say("acts.preview"), key=keys.of(keys.ACT_PREVIEW, name), type="primary"):
        st.session_state[keys.ACT_SHOWN] = None
        _ask(net, node_id, name, given)
    _show_act(net, node_id, name, given, page)


def _call(net: Workspace, node_id: str, name: str, given: Given, **more: object) -> ActResult:
    wanted = FORMS[name]
    named = {**({wanted.subject: [node_id] if wanted.subject == "workshops" else node_id} if wanted.subject else {}), **given, **more}
    found: ActResult = getattr(net, wanted.method)(**named)
    return found


def _ask(net: Workspace, node_id: str, name: str, given: Given) -> None:
    """Keep what the act would change; where several answer to a name, show them to choose from."""
    try:
        st.session_state[keys.ACT_SHOWN] = (node_id, name, given, _call(net, node_id, name, given))
    except AmbiguousName as several:
        st.session_state[keys.ACT_SEVERAL] = (name, several)
    except AllianceError as error:
        notes.failure(error)


def _fill_in() -> None:
    """Put the id of the one that was chosen among namesakes where the name was typed."""
    chosen = st.session_state.pop(keys.ACT_CHOSEN, None)
    if chosen:
        st.session_state[chosen[0]] = chosen[1]


def _several(net: Workspace, node_id: str, name: str, given: Given) -> None:
    kept = st.session_state.get(keys.ACT_SEVERAL)
    if not kept or kept[0] != name:
        return
    asked = str(kept[1].facts["node"])
    field = next((one for one, value in given.items() if value == asked), "")
    candidates = list(kept[1].facts["candidates"])
    places = net.find_places([one.id for one in candidates])
    notes.note(say("choose.several", text=asked, n=len(candidates)), " ", say("acts.several"), kind="warn")
    if field and field in FORMS[name].fields:
        words = {one.id: "　".join((one.name, *places.get(one.id, ()), one.id)) for one in candidates}
        picked = st.selectbox(
            say("acts.which"), ["", *words], format_func=lambda one: words.get(one, say("acts.choose")), key=keys.of(keys.ACT_WHICH, name)
        )
        if picked:
            st.session_state[keys.ACT_CHOSEN] = (keys.of(keys.ACT, name, field, node_id), picked)
            st.session_state.pop(keys.ACT_SEVERAL)
            st.rerun()


def _show_act(net: Workspace, node_id: str, name: str, given: Given, page: str) -> None:
    _several(net, node_id, name, given)
    kept = st.session_state.get(keys.ACT_SHOWN)
    if not kept or kept[:3] != (node_id, name, given):  # something was changed in the form: what was shown is no more what would be done
        return
    result: ActResult = kept[3]
    lines = change_lines(result, language())
    if not lines:
        notes.note(say("acts.nothing"))
        return
    put(tag("div", tag("b", result.label)))
    heads = (say("acts.record"), say("acts.field"), say("acts.before"), say("acts.after"))
    tables.table(heads, [(line.record, line.field or "—", line.before or "—", line.after or "—") for line in lines])
    with st.container(horizontal=True, gap="small"):
        if st.button(say("acts.confirm"), key=keys.of(keys.ACT_CONFIRM, name), type="primary"):
            with guard_part():
                _write(net, node_id, name, given, result, page)
        if st.button(say("acts.cancel"), key=keys.of(keys.ACT_CANCEL, name)):
            st.session_state.pop(keys.ACT_SHOWN, None)
            st.rerun()


def _write(net: Workspace, node_id: str, name: str, given: Given, shown: ActResult, page: str) -> None:
    try:
        done = _call(net, node_id, name, given, confirm=True, base=shown.base)
    except Conflict as moved:
        _both(moved)
        return
    for key in [key for key in st.session_state if str(key).startswith(keys.ACT)]:
        del st.session_state[key]
    if name == "hide":  # nothing on this page may hold the name any more
        for key in (keys.MAP_SEARCH, keys.SEARCH, keys.REGISTER_SEARCH):
            st.session_state.pop(key, None)
        notes.keep_note("register", say("register.done", label=done.label), done.batch)
        state.go("register")
    notes.keep_note(page, say("register.done", label=done.label), done.batch)
    st.rerun()


def _both(moved: Conflict) -> None:
    """Show what stands now beside what was to be saved; looking at it anew is one press."""
    notes.failure(moved)
    mine, theirs = moved.facts["mine"], moved.facts["theirs"]
    labels = {prop.name: prop.label(language()) for kind in schema.NODE_KINDS for prop in kind.properties}
    labels |= {prop.name: prop.label(language()) for prop in schema.TIE_PROPERTIES}
    names = [one for one in dict.fromkeys((*mine, *theirs)) if one in labels and mine.get(one) != theirs.get(one)]
    rows = [(labels[one], str(mine.get(one, "—")), str(theirs.get(one, "—"))) for one in names]
    tables.table((say("acts.field"), say("acts.mine"), say("acts.theirs")), rows)


# -- fields


def _field(net: Workspace, node_id: str, kind: str, name: str, field: str) -> Given:
    key = keys.of(keys.ACT, name, field, node_id)
    if field == "facts":
        return {"facts": _fact(kind, key)}
    if field == "kind":
        kinds = [one.name for one in schema.TIE_KINDS if kind in one.sources]
        return {"kind": st.selectbox(say("acts.field.kind"), kinds, format_func=lambda one: schema.tie_kind(one).label(language()), key=key)}
    if field == "tie":
        return {"tie": _tie(net, node_id, key)}
    if field == "choices":
        return {"choices": _choices(net, node_id, str(st.session_state.get(keys.of(keys.ACT, name, "other", node_id)) or ""), key)}
    if field in TICKS:
        return {field: st.checkbox(say(f"acts.field.{field}"), key=key)}
    if field in CHOICES:
        picked = st.selectbox(say(f"acts.field.{field}"), CHOICES[field], format_func=lambda one: say(f"acts.choice.{one or 'none'}"), key=key)
        if name == "add":
            return {"facts": {"level": picked} if picked else {}}
        return {field: picked}
    return {field: st.text_input(say(f"acts.field.{field}"), key=key) or ""}


def _fact(kind: str, key: str) -> dict[str, str]:
    properties = {prop.name: prop for prop in schema.node_kind(kind).properties if prop.name not in NOT_TYPED}
    chosen = st.selectbox(say("acts.field.fact"), list(properties), format_func=lambda one: properties[one].label(language()), key=f"{key}_what")
    prop = properties[chosen]
    if prop.choices:
        words = {choice.code: choice.label(language()) for choice in prop.choices}
        return {
            chosen: st.selectbox(
                say("acts.field.value"), ["", *words], format_func=lambda one: words.get(one, say("acts.choice.empty")), key=f"{key}_{chosen}"
            )
            or ""
        }
    return {chosen: st.text_input(say("acts.field.value"), key=f"{key}_{chosen}", placeholder=say("acts.field.value.about")) or ""}


def _tie(net: Workspace, node_id: str, key: str) -> str:
    found = [tie for ties in net.show(node_id).ties.values() for tie in ties if not tie.until]
    words = {tie.id: f"{kind_word(tie.kind)}　{tie.other.name}　{tie.date}" for tie in found}
    return st.selectbox(say("acts.field.tie"), list(words), format_func=lambda one: words[one], key=key) or ""


def _choices(net: Workspace, node_id: str, other: str, key: str) -> dict[str, str]:
    """Both records side by side, and for what differs which value stands."""
    if not other.strip():
        return {}
    try:
        both = net.compare_records(node_id, other.strip())
    except AllianceError as error:
        notes.failure(error)
        return {}
    labels = {prop.name: prop.label(language()) for prop in schema.node_kind(both.keep.kind).properties}
    rows = [(labels[row.field], str(row.keep or ""), str(row.other or "")) for row in both.rows if row.field in labels]
    tables.table((say("acts.field"), say("acts.keep", n=both.keep_ties), say("acts.other", n=both.other_ties)), rows)
    chosen = {}
    for row in (row for row in both.rows if row.differs):
        values = {"keep": str(row.keep), "other": str(row.other)}
        label = labels.get(row.field, row.field)
        chosen[row.field] = st.selectbox(
            say("acts.choose_value", field=label), list(values), format_func=values.__getitem__, key=f"{key}_{row.field}"
        )
    return chosen
