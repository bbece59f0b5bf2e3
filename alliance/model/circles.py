"""Circles among steps that should lead up and never back: one finder for import, stores and network."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

Name = TypeVar("Name", str, int)


def circles(steps: Iterable[tuple[Name, Name]]) -> list[list[Name]]:
    """Return the members of each circle of (from, to) steps, ascending; circles by their first member.

    Circles that share a member are one (a strongly connected component), so the answer does not depend on the order of
    the steps. A step to itself makes none. O(steps log steps).

    >>> circles([("丙", "甲"), ("甲", "乙"), ("乙", "甲"), ("乙", "丁")])
    [['乙', '甲']]
    """
    onward: dict[Name, set[Name]] = {}
    for here, there in steps:
        if here != there:
            onward.setdefault(here, set()).add(there)
    try:
        TopologicalSorter(onward).prepare()
    except CycleError:
        import networkx as nx  # takes a second to load, and most records have no circle

        parts = nx.strongly_connected_components(nx.DiGraph((here, there) for here, ends in onward.items() for there in ends))
        return sorted(sorted(part) for part in parts if len(part) > 1)
    return []
