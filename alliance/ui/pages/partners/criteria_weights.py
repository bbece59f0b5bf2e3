"""How much each of the four criteria counts: four sliders; the order of the lists follows at once, and the store keeps it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from alliance import messages
from alliance.partners.records import CRITERIA
from alliance.services.workspace import Workspace
from alliance.ui import keys, state
from alliance.ui.guard import guard_part
from alliance.ui.kit.html import show as put
from alliance.ui.kit.html import tag
from alliance.ui.words import language, say

STEPS = (0.0, 0.5, 1.0, 2.0)  # not at all, less, as the evaluation chose, twice
USUAL = 1.0


def criterion_word(criterion: str) -> str:
    """Return the name of a criterion in the language of this session."""
    return messages.text(f"partners.criterion.{criterion}", language())


def show(net: Workspace) -> None:
    """Show the sliders where the store has them, folded away while all stand as usual."""
    kept = balance(net)
    with st.expander(say("balance.title"), expanded=any(value != USUAL for value in kept.values())):
        for column, criterion in zip(st.columns(len(CRITERIA)), CRITERIA, strict=True):
            st.session_state[_key(criterion)] = kept[criterion]
            column.select_slider(criterion_word(criterion), STEPS, format_func=_word, key=_key(criterion), on_change=_keep)
        put(tag("div", say("balance.about"), cls="muted small"))
        if any(value != USUAL for value in kept.values()):
            st.button(say("balance.usual"), key=keys.BALANCE_USUAL, on_click=_keep, args=(True,))


def balance(net: Workspace) -> dict[str, float]:
    """Return how much each criterion counts in this store: the nearest step of what is kept."""
    kept: Mapping[str, float] = net.settings().values.get("criteria") or {}
    return {criterion: min(STEPS, key=lambda step: abs(step - float(kept.get(criterion, USUAL)))) for criterion in CRITERIA}


def _keep(usual: bool = False) -> None:
    values = {criterion: float(st.session_state[_key(criterion)]) for criterion in CRITERIA}
    with guard_part():
        state.workspace().set_setting("criteria", {} if usual else {name: value for name, value in values.items() if value != USUAL})


def _key(criterion: str) -> str:
    return keys.of("balance", criterion)


def _word(step: float) -> str:
    return say(f"balance.step.{STEPS.index(step)}")
