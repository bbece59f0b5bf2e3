"""What a list of workshops is narrowed by: the place, and what is being done about it."""

from __future__ import annotations

from typing import TypedDict


class PlaceFilter(TypedDict, total=False):
    """Region and union by id; a key that is missing does not narrow."""

    region: str
    union: str


class StepFilter(TypedDict, total=False):
    """States of the worklist and who has the next step."""

    states: list[str]
    owner: str
