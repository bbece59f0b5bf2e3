"""The colours: surfaces and text, kinds of node, reach, steps of the matrix."""

from __future__ import annotations

import streamlit as st

LIGHT: dict[str, str] = {
    "page": "#F5F6F3",
    "surface": "#FFFFFF",
    "sunk": "#EDF0ED",
    "line": "#D3D9D6",
    "hair": "#E6EAE7",
    "edge": "#85918D",
    "text": "#1E292F",
    "muted": "#55636B",
    "action": "#17597A",
    "primary": "#17597A",
    "actionbg": "#E7F0F4",
    "brand": "#A3262A",
    "bad": "#9B2C1F",
    "badbg": "#FAEAE7",
    "warn": "#8A5200",
    "warnbg": "#FBF1DF",
    "good": "#0B6B4F",
    "goodbg": "#E5F3EE",
    "workshop": "#114973",
    "organisation": "#BB6B0A",
    "university": "#B56FBC",
    "union": "#842A14",
    "alliance": "#0F8F6E",
    "industry": "#3C3E3F",
    "activity": "#5062E0",
    "person": "#55636B",
    "none": "#7A3E7E",
    "own_unit": "#C2661A",
    "own_group": "#8F6A00",
    "own_system": "#5B6B00",
    "sleeping": "#3F5B8C",
    "unknown": "#66737B",
    "serving": "#1F7A72",
    "connected": "#0B6B4F",
    "new": "#55636B",
    "exempt": "#55636B",
    "fresh0": "#17597A",
    "fresh1": "#7FA9BF",
    "fresh2": "#C9B68F",
    "fresh3": "#D3D9D6",
}
DARK: dict[str, str] = {
    "page": "#141A1E",
    "surface": "#1D252B",
    "sunk": "#232D34",
    "line": "#3A4750",
    "hair": "#2C373F",
    "edge": "#75848E",
    "text": "#E7ECEF",
    "muted": "#A9B6BE",
    "action": "#8CC8E4",
    "primary": "#2C7DA3",
    "actionbg": "#20323C",
    "brand": "#C4564E",
    "bad": "#F0998A",
    "badbg": "#38211E",
    "warn": "#E9B765",
    "warnbg": "#332A1A",
    "good": "#6CCBA7",
    "goodbg": "#1B3029",
    "workshop": "#3C8FF0",
    "organisation": "#F9C68E",
    "university": "#A868B6",
    "union": "#E25941",
    "alliance": "#96E9D1",
    "industry": "#7E8587",
    "activity": "#C0C0F1",
    "person": "#A9B6BE",
    "none": "#D9A3DC",
    "own_unit": "#E8853A",
    "own_group": "#E3C15A",
    "own_system": "#B9CC5A",
    "sleeping": "#7190C7",
    "unknown": "#D5DCDD",
    "serving": "#6FD0C6",
    "connected": "#6CCBA7",
    "new": "#A9B6BE",
    "exempt": "#A9B6BE",
    "fresh0": "#8CC8E4",
    "fresh1": "#4C94B4",
    "fresh2": "#8A7A4E",
    "fresh3": "#3A4750",
}
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
FACES = (
    '"Microsoft YaHei UI","Microsoft YaHei","PingFang SC","Hiragino Sans GB","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif'
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
