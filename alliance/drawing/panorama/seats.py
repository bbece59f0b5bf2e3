"""Which workshop has which slot of its disc: the best connected inside, those without contacts at the rim; who has a place keeps it.

Bands, from the inside: contacts outside, contacts within unit, group or system, none that is recent, not known. Each band has a few
slots more than it needs, so that a workshop whose reach changes finds one in its new band and nobody else has to move.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BANDS = (("connected", "serving"), ("own_system", "own_group", "own_unit", "new"), ("sleeping", "none"), ("unknown", "exempt"))
INSIDE_OUT = tuple(code for codes in BANDS for code in codes)  # reach codes from the middle of a disc to its rim
BAND = {code: band for band, codes in enumerate(BANDS) for code in codes}
SPARE = 10  # one slot in so many stays free at the end of a band
ASTRAY = 3  # a disc is seated anew once more than one workshop in so many has no slot of its band


@dataclass(frozen=True, slots=True)
class Member:
    """A workshop of a disc: its reach and how many workshops it is in contact with."""

    id: str
    ring: str
    partners: int

    @property
    def rank(self) -> tuple[int, int, str]:
        """Order from the inside: band, most partners, id."""
        return BAND[self.ring], -self.partners, self.id


@dataclass(frozen=True, slots=True)
class Seats:
    """The slots of a disc: who sits in each ("" nobody), and where each band ends; the last has no end."""

    taken: tuple[str, ...]
    ends: tuple[int, ...]


def seat(members: Sequence[Member]) -> Seats:
    """Return the seats of a disc for the first time. O(n log n).

    >>> seat([Member("far", "unknown", 0), Member("near", "connected", 3)])
    Seats(taken=('near', '', '', '', 'far'), ends=(2, 3, 4))
    """
    taken: list[str] = []
    ends = []
    for band in range(len(BANDS)):
        found = sorted((one for one in members if BAND[one.ring] == band), key=lambda one: one.rank)
        taken += [one.id for one in found]
        if band < len(BANDS) - 1:
            taken += [""] * max(1, len(found) // SPARE)
            ends.append(len(taken))
    return Seats(_without_end(taken), tuple(ends))


def seat_again(members: Sequence[Member], before: Seats, *, still: bool = False) -> Seats:
    """Return the seats where some are taken already: newcomers take the next that is free.

    Whose reach has changed moves to his band, nobody else, and with ``still`` nobody at all. Where too many sit outside their band, for want
    of a free slot, the disc is seated anew. O(n²) at worst.
    """
    by_id = {one.id: one for one in members}
    taken = [one if one in by_id else "" for one in before.taken]
    there = set(taken)
    if not still:
        _to_their_bands(taken, members, before)
    for one in sorted((one for one in members if one.id not in there), key=lambda one: one.rank):
        free = _free_in_band(taken, one, before)
        _take(taken, _nearest_free(taken, one, before) if free is None else free, one)
    astray = sum(1 for i, one in enumerate(taken) if one and not _fits(by_id[one], i, before))
    return seat(members) if astray * ASTRAY > len(members) and not still else Seats(_without_end(taken), before.ends)


def _to_their_bands(taken: list[str], members: Sequence[Member], before: Seats) -> None:
    at = {one: i for i, one in enumerate(taken) if one}
    for one in sorted((one for one in members if one.id in at and not _fits(one, at[one.id], before)), key=lambda one: one.rank):
        free = _free_in_band(taken, one, before)
        if free is not None:
            taken[at[one.id]] = ""
            _take(taken, free, one)


def slot_of(seats: Mapping[str, Seats]) -> dict[str, tuple[str, int]]:
    """Return workshop → (key of its disc, number of its slot)."""
    return {one: (key, i) for key, disc in seats.items() for i, one in enumerate(disc.taken) if one}


def _without_end(taken: list[str]) -> tuple[str, ...]:
    while taken and not taken[-1]:
        taken.pop()
    return tuple(taken)


def _take(taken: list[str], i: int, member: Member) -> None:
    taken += [""] * (i + 1 - len(taken))
    taken[i] = member.id


def _fits(member: Member, i: int, seats: Seats) -> bool:
    """Say whether a slot is of the member's band."""
    return sum(i >= end for end in seats.ends) == BAND[member.ring]


def _free_in_band(taken: Sequence[str], member: Member, seats: Seats) -> int | None:
    band = BAND[member.ring]
    first = seats.ends[band - 1] if band else 0
    if band == len(seats.ends):
        return next(i for i in range(first, len(taken) + first + 1) if i >= len(taken) or not taken[i])
    return next((i for i in range(first, seats.ends[band]) if i >= len(taken) or not taken[i]), None)


def _nearest_free(taken: Sequence[str], member: Member, seats: Seats) -> int:
    end = seats.ends[BAND[member.ring]]
    return min((i for i in range(max(len(taken), end) + 1) if i >= len(taken) or not taken[i]), key=lambda i: (abs(i - end), i))
