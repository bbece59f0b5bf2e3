"""The colours: surfaces and text, kinds of node, reach, steps of the matrix."""

from __future__ import annotations

import streamlit as st

from alliance.drawing.colours import DARK, LIGHT

# ground and text of a matrix cell, from few to many
STEPS_LIGHT = (
    ("#C5DBE4", "#1E292F"),
    ("#A7C8D6", "#1E292F"),
    ("#6199B3", "#1E292F"),
    ("#286A8A", "#FFFFFF"),
    ("#17597A", "#FFFFFF"),
    ("#0E4059", "#FFFFFF"),
)
STEPS_DARK = (
    ("#25546A", "#FFFFFF"),
    ("#2B6985", "#FFFFFF"),
    ("#4C94B4", "#0E1A20"),
    ("#8FC1D7", "#0E1A20"),
    ("#B5D7E5", "#0E1A20"),
    ("#DCECF3", "#0E1A20"),
)


def dark() -> bool:
    """Say whether the browser shows the dark theme."""
    return bool(getattr(st.context.theme, "type", "light") == "dark")


def palette() -> dict[str, str]:
    """Return the colours of the theme in use."""
    return DARK if dark() else LIGHT


def step(value: int, most: int) -> tuple[str, str]:
    """Return ground and text of a matrix cell with ``value`` ties where the fullest has ``most``.

    >>> step(1, 12)[0], step(12, 12)[0]
    ('#C5DBE4', '#0E4059')
    """
    steps = STEPS_DARK if dark() else STEPS_LIGHT
    return steps[min(len(steps) - 1, (value * len(steps) - 1) // max(most, 1))]
