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
LOOKED_AT = 4  # times the length of the list


def ordered(ground: Ground, suggestions: Sequence[Suggestion], top: int, decided: Decided) -> tuple[Suggestion, ...]:
    """Return the first ``top`` suggestions (sorted by score) after diversity and load, with ranks and moves."""
    pool = list(suggestions[: max(LOOKED_AT * top, 20)])
    full = {one.number for one in pool if is_full(one.number, top, decided, ground)}
    placed = diverse(ground, [one for one in pool if one.number not in full])
    late = [_put_last(one, decided.load.get(one.number, 0)) for one in pool if one.number in full]
    return tuple(replace(one, rank=rank) for rank, one in enumerate((placed + late)[:top], 1))


def _put_last(one: Suggestion, count: int) -> Suggestion:
    return replace(one, moves=(Move("move.full", {}, {"count": count}),), marks=(*one.marks, "full"))


def is_full(number: int, top: int, decided: Decided, ground: Ground) -> bool:
    """Say whether a party has as many contacts in hand as it can take: its own figure, else the setting, else twice the list."""
    usual = int(ground.snapshot.settings.get("suggestion_capacity") or 0) or 2 * top
    return decided.load.get(number, 0) >= decided.capacity.get(number, usual)


def diverse(ground: Ground, pool: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the pool with near doubles of earlier ones put back, the first staying first."""
    left = list(pool)
    placed: list[Suggestion] = []
    spread = (pool[0].score - pool[-1].score) if pool else 0.0
    while left:
        likest = {one.number: max(((ground.likeness(one.number, other.number), other.number) for other in placed), default=(0.0, -1)) for one in left}
        chosen = max(left, key=lambda one: (one.score - PENALTY * spread * likest[one.number][0], -left.index(one)))
        left.remove(chosen)
        by_score, likeness = list(pool).index(chosen), likest[chosen.number]
        moved = len(placed) > by_score and likeness[0] > 0
        placed.append(replace(chosen, moves=(Move("move.alike", {"other": (likeness[1],)}),)) if moved else chosen)
    return placed
