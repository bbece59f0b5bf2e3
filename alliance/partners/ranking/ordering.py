"""The order of a list: scores, then mild diversity, then load; every move has its sentence.

The diversity step is greedy: each place goes to the candidate whose score, less 0.3 × its likeness to those already placed,
is highest. Parties whose capacity is used up go to the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from alliance.partners.evidence.decisions import Decided
from alliance.partners.evidence.event_history import Floats
from alliance.partners.evidence.field_state import Ground
from alliance.partners.records import Move, Suggestion

PENALTY = 0.3
LIST = 5  # usual length of a list
AMONG = 40  # the best so many are looked at for doubles; whoever follows stays in order of score


def order_suggestions(ground: Ground, suggestions: Sequence[Suggestion], top: int, decided: Decided) -> tuple[Suggestion, ...]:
    """Return the first ``top`` suggestions (sorted by score) after diversity and load, with ranks and moves."""
    full = {one.number for one in suggestions if is_full(one.number, decided, ground)}
    free = [one for one in suggestions if one.number not in full]
    placed = diverse(ground, free[:AMONG]) + free[AMONG:]
    late = [_put_last(one, decided.load.get(one.number, 0)) for one in suggestions if one.number in full]
    return tuple(replace(one, rank=rank) for rank, one in enumerate((placed + late)[:top], 1))


def _put_last(one: Suggestion, count: int) -> Suggestion:
    return replace(one, moves=(Move("move.full", {}, {"count": count}),), marks=(*one.marks, "full"))


def is_full(number: int, decided: Decided, ground: Ground) -> bool:
    """Say whether a party has as many contacts in hand as it can take: its own figure, else the setting, else twice the list."""
    return decided.load.get(number, 0) >= decided.capacity.get(number, usual_capacity(ground))


def usual_capacity(ground: Ground) -> int:
    """Return how many contacts a party without an own figure can take: the setting, else twice the list."""
    return int(ground.snapshot.settings.get("suggestion_capacity") or 0) or 2 * LIST


def diverse(ground: Ground, pool: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the pool with near doubles of earlier ones put back, the first staying first; who was put back says beside whom."""
    numbers = np.array([one.number for one in pool], dtype=np.int64)
    order, beside = spread_out(np.array([one.score for one in pool]), ground.likeness(numbers)) if len(pool) else ([], [])
    placed = []
    for place, at in enumerate(order):
        moves = (Move("move.alike", {"other": (pool[beside[place]].number,)}),) if place > at and beside[place] >= 0 else ()
        placed.append(replace(pool[at], moves=moves))
    return placed


def spread_out(scores: Floats, likeness: Floats) -> tuple[list[int], list[int]]:
    """Return the greedy order of positions, and beside each the earlier one it is most like (−1 none). O(n²)."""
    left, order, beside = np.ones(len(scores), dtype=bool), list[int](), list[int]()
    most, whom = np.zeros(len(scores)), np.full(len(scores), -1)
    for _ in range(len(scores)):
        at = int(np.argmax(np.where(left, scores - PENALTY * most, -np.inf)))
        left[at] = False
        order.append(at)
        beside.append(int(whom[at]))
        closer = likeness[at] > most
        most, whom = np.where(closer, likeness[at], most), np.where(closer, at, whom)
    return order, beside
