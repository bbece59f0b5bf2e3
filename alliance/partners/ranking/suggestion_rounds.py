"""A round: suggestions for everyone at once, the worst-off served first, nobody in more lists than they can take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

# from whom is cut off to whom is connected; whoever is not counted comes last
SERVED = ("none", "own_unit", "own_group", "own_system", "sleeping", "unknown", "new", "serving", "connected", "exempt", "")
LISTS = ("near", "bridge")
Slot = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom one party could be given, best first, in each list; ``ring`` is the code of its reach."""

    number: int
    ring: str
    near: tuple[int, ...] = ()
    bridge: tuple[int, ...] = ()

    def of(self, name: str) -> tuple[int, ...]:
        """Return one of the two lists."""
        return self.near if name == "near" else self.bridge


@dataclass(slots=True)
class Round:
    """``places``: (party, list) → the numbers it is given; ``passed``: party → those it was not given because they are full."""

    places: dict[Slot, list[int]] = field(default_factory=dict)
    passed: dict[int, set[int]] = field(default_factory=dict)
    made_room: dict[Slot, int] = field(default_factory=dict)

    def lists(self) -> Counter[int]:
        """Return in how many parties' lists each party is."""
        return Counter(other for given in self.places.values() for other in given)


def serving_order(wishes: Sequence[Wish]) -> list[Wish]:
    """Return the wishes as they are served: by reach, then whoever has fewest to choose from, then by number (that is, by id)."""
    return sorted(wishes, key=lambda wish: (SERVED.index(wish.ring), len(wish.near) + len(wish.bridge), wish.number))


def assign_suggestions(wishes: Sequence[Wish], room: Callable[[int], int], top: int, wanted: Sequence[Sequence[int]] = ()) -> Round:
    """Give each party up to ``top`` in each list, in turns: one place a turn, the best that still has room.

    ``room`` says how many more lists a party may be in. Then whoever of ``wanted`` (the active before the others) is
    in nobody's list takes a place where it is a candidate: a free one, else the last of somebody who is
    in other lists too. O(top × wishes + wanted × wishes); deterministic.
    """
    order, found, left = serving_order(wishes), Round(), dict[int, int]()
    for _ in range(top):
        for wish in order:
            for name in LISTS:
                _serve(wish, name, found, left, room)
    for group in wanted:
        _bring_in(order, found, left, room, top, group)
    return found


def _serve(wish: Wish, name: str, found: Round, left: dict[int, int], room: Callable[[int], int]) -> None:
    given = found.places.setdefault((wish.number, name), [])
    for other in wish.of(name):
        if other in given:
            continue
        if left.setdefault(other, room(other)) > 0:
            left[other] -= 1
            given.append(other)
            return
        found.passed.setdefault(wish.number, set()).add(other)


def _bring_in(order: Sequence[Wish], found: Round, left: dict[int, int], room: Callable[[int], int], top: int, wanted: Sequence[int]) -> None:
    lists = found.lists()
    missing = {other for other in wanted if not lists[other] and left.setdefault(other, room(other)) > 0}
    chances: dict[int, list[tuple[int, int, Slot]]] = {other: [] for other in missing}
    for turn, wish in enumerate(order):
        for name in LISTS:
            for rank, other in enumerate(wish.of(name)):
                if other in missing:
                    chances[other].append((rank, turn, (wish.number, name)))
    for other in sorted(missing, key=lambda other: (len(chances[other]), other)):
        slot = next((slot for _, _, slot in sorted(chances[other]) if _make_room(slot, found, lists, top)), None)
        if slot is not None:
            found.places[slot].append(other)
            found.made_room[slot] = other
            lists[other] += 1


def _make_room(slot: Slot, found: Round, lists: Counter[int], top: int) -> bool:
    """Say whether a list has a place, after taking out its last one where that one is in other lists too; once for a list."""
    given = found.places[slot]
    if len(given) < top:
        return True
    if slot in found.made_room or lists[given[-1]] < 2:
        return False
    lists[given.pop()] -= 1
    return True
