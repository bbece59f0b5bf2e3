"""Workshops that fit a theme: by a craft of that name or by their industry; what a new alliance could begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alliance.model.snapshot import Snapshot
from alliance.network.place.classification import code_of, division_of
from alliance.network.place.industries import industries
from alliance.network.time.horizon import workshops_on
from alliance.network.time.validity import valid

LINKS = ("HAS_CRAFT", "OFFERS", "NEEDS")


@dataclass(frozen=True, eq=False)
class Fit:
    """One workshop: which crafts of the theme it has, offers or needs (kind, craft), and the division that fits, empty for none."""

    workshop: int
    crafts: tuple[tuple[str, int], ...]
    division: str


def fitting(snapshot: Snapshot, as_of: int, crafts: Sequence[int], divisions: Sequence[str]) -> list[Fit]:
    """Return the workshops recognised by the day that fit, those with most links to the crafts first, then those whose division fits, then by id."""
    there = workshops_on(snapshot, as_of)
    found: dict[int, list[tuple[str, int]]] = {}
    workshop = np.zeros(snapshot.n_nodes, dtype=bool)
    workshop[there] = True
    for kind in LINKS:
        back = snapshot.adjacency(kind, reverse=True)
        for craft in crafts:
            for node, tie in zip(back.of(craft).tolist(), back.ties_of(craft).tolist(), strict=True):
                if workshop[node] and valid(snapshot, slice(tie, tie + 1), as_of)[0]:
                    found.setdefault(node, []).append((kind, craft))
    industry = industries(snapshot, as_of)
    in_division = {
        int(one): division for one in np.unique(industry) if one >= 0 and (division := division_of(code_of(snapshot.ids[int(one)]))) in divisions
    }
    near = {int(one): in_division[int(industry[one])] for one in there[np.isin(industry[there], list(in_division))]}
    fits = [Fit(one, tuple(found.get(one, ())), near.get(one, "")) for one in {*found, *near}]
    return sorted(fits, key=lambda fit: (-len(fit.crafts), not fit.division, fit.workshop))
