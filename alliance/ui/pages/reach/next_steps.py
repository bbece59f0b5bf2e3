"""登记进展: the next step of one or many workshops of the worklist, who takes it and until when; what was logged before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from alliance.services.reach.worklist import STEPS
from alliance.services.reach.worklist_entries import WorkStep
from alliance.services.reach.worklist_results import WorkRow
from alliance.services.workspace import Workspace
from alliance.tables.cells.texts import line
from alliance.ui import keys, state
from alliance.ui.guard import guard_part
from alliance.ui.kit import notes, tables
from alliance.ui.kit.html import Markup, tag
from alliance.ui.kit.html import show as put
from alliance.ui.pages.reach import link_checks
from alliance.ui.words import date_words, language, say


@dataclass(frozen=True, slots=True)
class Given:
    """What was filled in; ``due`` is empty where no day was chosen."""

    step: str
    reason: str
    owner: str
    due: str
    note: str


def bar(entries: Mapping[str, WorkRow]) -> None:
    """Offer to choose the workshops of this page and to write one step, or that there is nothing to report, for all that are chosen."""
    if not entries:
        return
    chosen = [entry for entry in entries.values() if entry.id in st.session_state.get(keys.PICKED, ())]
    with st.container(horizontal=True, gap="small", vertical_alignment="center", width="content"):
        if chosen and st.button(say("work.assign.many", n=len(chosen)), key=keys.ASSIGN, type="primary"):
            ask(chosen)
        if chosen and st.button(say("check.many", n=len(chosen)), key=keys.CONFIRM_MANY):
            link_checks.ask([entry.id for entry in chosen])
        st.button(
            say("work.pick.none" if chosen else "work.pick.all"),
            key=keys.PICK_ALL,
            type="tertiary",
            help=say("work.pick.how"),
            on_click=_pick_all,
            args=([] if chosen else list(entries),),
        )


def pick(workshop: str) -> None:
    """Choose a workshop, or let go of it; what is chosen is let go once a step was written."""
    picked = set(st.session_state.get(keys.PICKED, ()))
    st.session_state[keys.PICKED] = sorted(picked ^ {workshop})


def _pick_all(ids: Sequence[str]) -> None:
    st.session_state[keys.PICKED] = list(ids)


def next_step_line(entry: WorkRow) -> Markup:
    """Return what is arranged for a workshop: the step, who takes it, by when, overdue in red."""
    what = say("work.line", step=entry.step_text, owner=entry.owner) if entry.owner else say("work.line.nobody", step=entry.step_text)
    due = say("work.due", date=date_words(entry.due)) if entry.due else say("work.due.none")
    late = tag("span", say("work.overdue", n=entry.overdue), cls="tag bad") if entry.state == "overdue" else None
    lines = [tag("div", what), tag("div", due, late) if entry.step != "set_aside" or entry.due else None]
    lines += [
        tag("div", say("work.reason", reason=entry.why)) if entry.why else None,
        tag("div", say("work.note", note=entry.note)) if entry.note else None,
    ]
    return tag("div", *lines)


def ask(entries: Sequence[WorkRow]) -> None:
    """Ask for the form of these workshops; ``show_form`` shows it."""
    for key in (keys.STEP, keys.STEP_REASON, keys.STEP_OWNER, keys.STEP_DUE, keys.STEP_NOTE):
        st.session_state.pop(key, None)
    st.session_state[keys.ASSIGNING] = {entry.id: entry.version for entry in entries}


def show_form(net: Workspace) -> None:
    """Show the form where workshops were asked about."""
    asked = st.session_state.get(keys.ASSIGNING)
    if asked:
        st.dialog(say("work.title"), on_dismiss=_let_go, width="medium")(_form)(net, asked)


def _let_go() -> None:
    st.session_state.pop(keys.ASSIGNING, None)


def _form(net: Workspace, versions: dict[str, int]) -> None:
    rows = net.worklist(ids=list(versions), limit=None, lang=language()).rows
    st.text(link_checks.names_of(rows))
    steps = net.step_history(next(iter(versions))) if len(versions) == 1 else ()
    if rows:
        _set_defaults(rows, steps[0] if steps else None)
    step = st.segmented_control(say("work.step"), STEPS, format_func=lambda name: say(f"work.step.{name}"), key=keys.STEP, required=True)
    aside = step == "set_aside"
    reason = st.text_input(say("work.why"), placeholder=say("work.why.example"), key=keys.STEP_REASON) if aside else ""
    who, when = st.columns(2)
    each = say("check.each") if _each(rows) else say("check.by.example")
    owner = who.text_input(say("work.who"), placeholder=each, key=keys.STEP_OWNER)
    due = when.date_input(say("work.when"), key=keys.STEP_DUE, format="YYYY-MM-DD")
    note = st.text_input(say("work.note"), placeholder=say("work.note.example"), key=keys.STEP_NOTE)
    put(tag("div", say("work.about"), cls="muted small"))
    with guard_part():
        if st.button(say("work.save"), type="primary", key=keys.STEP_SAVE):
            last = due.isoformat() if isinstance(due, date) else ""
            given = Given(step=str(step), reason=line(reason or ""), owner=line(owner or ""), due=last, note=line(note or ""))
            _save(net, rows, versions, given)
    if steps:
        _show_history(steps)


def _each(rows: Sequence[WorkRow]) -> bool:
    """Say whether several unions answer for these workshops, each of them on record: who is responsible may be left to them."""
    unions = {row.union for row in rows}
    return len(unions) > 1 and all(unions)


def _set_defaults(rows: Sequence[WorkRow], before: WorkStep | None) -> None:
    """Begin with what is arranged already; for the first entry with the union that answers for the workshop."""
    one = rows[0].union if len({row.union for row in rows}) == 1 else ""
    st.session_state.setdefault(keys.STEP, before.step if before else STEPS[0])
    st.session_state.setdefault(keys.STEP_REASON, before.reason if before else "")
    st.session_state.setdefault(keys.STEP_OWNER, before.owner or one if before else one)
    st.session_state.setdefault(keys.STEP_DUE, date.fromisoformat(before.due) if before and before.due else None)
    st.session_state.setdefault(keys.STEP_NOTE, "")


def _save(net: Workspace, rows: Sequence[WorkRow], versions: dict[str, int], given: Given) -> None:
    if given.step == "set_aside" and not given.reason:
        notes.note(say("work.why.missing"), kind="warn")
        return
    left_to_each = not given.owner and _each(rows)
    if given.step != "set_aside" and not given.owner and not left_to_each:
        notes.note(say("work.who.missing"), kind="warn")
        return
    done = net.assign(
        list(versions),
        given.step,
        owner=given.owner,
        owners={row.id: row.union for row in rows} if left_to_each else None,
        due=given.due,
        reason=given.reason,
        note=given.note,
        versions=versions,
        lang=language(),
    )
    _let_go()
    state.let_go()
    notes.keep_note("reach", say("work.done", n=done.count, step=say(f"work.step.{given.step}")), done.batch)
    st.rerun()


def _show_history(steps: Sequence[WorkStep]) -> None:
    """Show every step, the newest first: nothing that was arranged is forgotten."""
    put(tag("div", tag("b", say("work.history"))))
    tables.table(
        [say(f"work.history.{name}") for name in ("on", "step", "owner", "due", "note")],
        [
            (
                date_words(one.on),
                say(f"work.step.{one.step}"),
                one.owner,
                date_words(one.due),
                " ".join(filter(None, (one.reason, one.note))),
            )
            for one in steps
        ],
        cls="t stack",
    )
