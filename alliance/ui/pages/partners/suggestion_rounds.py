"""给每一家推荐: a round for everyone at once, with what it covers, whom it left out and why, its file and its way back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from alliance.services.partners.suggestion_rounds import RoundResult
from alliance.services.workspace import Workspace
from alliance.ui import keys
from alliance.ui.guard import guard_part
from alliance.ui.kit import cards, downloads, job_progress, notes, tables
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.words import date_words, language, say

USUAL, MOST = 5, 20
SHOWN = 30


def show(net: Workspace) -> None:
    """Offer the round, show how far it is, and what came of it in this session; else when the last one was."""
    cards.section(say("round.title"), say("round.about"))
    with guard_part():
        busy, found = job_progress.waiting("round", RoundResult)
        if found is not None:
            st.session_state[keys.ROUND] = found
            notes.keep_note("suggestions", say("round.done", n=found.served, total=found.workshops), found.batch)
            st.rerun()
        if busy:
            return
        _start(net)
        made = st.session_state.get(keys.ROUND)
        kept = net.last_round()
        if isinstance(made, RoundResult) and kept is not None and (kept.on, kept.served) == (made.as_of, made.served):
            _result(net, made)
        elif kept is not None:
            notes.note(say("round.last", date=date_words(kept.on), n=kept.served))


def _start(net: Workspace) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        top = st.number_input(say("round.top"), 1, MOST, USUAL, key=keys.ROUND_TOP, width=160)
        spoken = language()
        if st.button(say("round.start"), key=keys.ROUND_START):
            job_progress.start(net, "round", lambda progress: net.suggest_all(int(top), lang=spoken, progress=progress))
            st.rerun()


def _result(net: Workspace, made: RoundResult) -> None:
    share = round(100 * made.covered / made.active) if made.active else 0
    put(
        tag(
            "div",
            tag("div", say("round.served", n=made.served, total=made.workshops)),
            tag("div", say("round.covered", active=made.active, covered=made.covered, share=share)),
            tag("div", say("round.full", n=len(made.full), passed=sum(bool(row.passed) for row in made.rows))),
        )
    )
    with st.container(horizontal=True, gap="small"):
        for form in ("xlsx", "csv"):
            label = say("round.file", form={"xlsx": "Excel", "csv": "CSV"}[form])
            downloads.download(
                label, _maker(net, made, form), f"{say('round.name')}-{made.as_of}.{form}", key=keys.of("round_file", form), wide=False
            )
    _show_left_out(made)


def _maker(net: Workspace, made: RoundResult, form: str) -> Callable[[], bytes]:
    spoken = language()
    return lambda: net.round_file(made, form, lang=spoken)


def _show_left_out(made: RoundResult) -> None:
    """Show who has no suggestion and who is in nobody's list, each with the reason why."""
    without = [(row.workshop.name, row.none_because) for row in made.rows if not row.places]
    unlisted = [(one.workshop.name, one.text) for one in made.unlisted]
    for name, rows in (("none", without), ("unlisted", unlisted)):
        if not rows:
            continue
        cards.section(say(f"round.{name}"), say("round.count", n=len(rows)))
        tables.table([say("round.head.who"), say("round.head.why")], rows[:SHOWN], cls="t stack")
        if len(rows) > SHOWN:
            notes.note(say("round.more", n=len(rows) - SHOWN))
