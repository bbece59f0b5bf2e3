"""The order of a list: scores, then mild diversity, then load; every move has its sentence.

The diversity step is greedy: each place goes to the candidate whose score, less 0.3 × its likeness
to those already placed × the spread of scores, is highest. Parties whose capacity is used up go to the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from alliance.partners.answered import Decided
from alliance.partners.ground import Ground
from alliance.partners.records import Move, Suggestion

PENALTY = 0.3
LIST = 5  # usual length of a list
AMONG = 40  # the best so many are looked at for doubles; whoever follows stays in order of score


def ordered(ground: Ground, suggestions: Sequence[Suggestion], top: int, decided: Decided) -> tuple[Suggestion, ...]:
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
    usual = int(ground.snapshot.settings.get("suggestion_capacity") or 0) or 2 * LIST
    return decided.load.get(number, 0) >= decided.capacity.get(number, usual)


def diverse(ground: Ground, pool: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the pool with near doubles of earlier ones put back, the first staying first. O(n²) for the pool."""
    spread = (pool[0].score - pool[-1].score) if pool else 0.0
    left, placed = list(range(len(pool))), list[Suggestion]()
    likest = [(0.0, -1)] * len(pool)  # how much of a double of one already placed, and of which
    while left:
        at = max(left, key=lambda i: (pool[i].score - PENALTY * spread * likest[i][0], -i))
        left.remove(at)
        moved = len(placed) > at and likest[at][0] > 0
        placed.append(replace(pool[at], moves=(Move("move.alike", {"other": (likest[at][1],)}),)) if moved else pool[at])
        for i in left:
            likeness = ground.likeness(pool[i].number, pool[at].number)
            if likeness > likest[i][0]:
                likest[i] = likeness, pool[at].number
    return placed
