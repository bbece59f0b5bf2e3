"""What the generator knows of a unit and a workshop while it makes their city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

End = tuple[str, str]  # (kind, id)
Word = TypeVar("Word")


@dataclass(slots=True)
class Unit:
    """A unit: ``part_of`` is the legal person of a branch, ``group`` the id of its topmost parent, ``system`` empty where unknown."""

    id: str
    kind: str
    name: str
    division: str
    region: str
    subkind: str = ""
    union: str = ""
    system: str = ""
    system_field: str = ""
    group: str = ""
    former: str = ""
    part_of: Unit | None = None
    workshops: list[Workshop] = field(default_factory=list)

    @property
    def end(self) -> End:
        """The unit as the end of a tie."""
        return self.kind, self.id

    @property
    def legal(self) -> Unit:
        """The legal person: the unit itself, or what it is a branch of."""
        return self.part_of or self


@dataclass(slots=True)
class Workshop:
    """A workshop with its unit (None where no host is on record), its head and the reach it is meant to have."""

    id: str
    name: str
    unit: Unit | None
    division: str
    crafts: tuple[str, ...]
    head: str
    head_id: str
    stream: str
    ring: str = "unknown"
    confirmed: bool = False

    @property
    def end(self) -> End:
        """The workshop as the end of a tie."""
        return "Workshop", self.id


def near(one: Unit | None, other: Unit | None) -> str:
    """Say how near two units stand: unit, group, system or outside; an unknown step is left out."""
    if one is None or other is None:
        return "outside"
    one, other = one.legal, other.legal
    if one.id == other.id:
        return "unit"
    if (one.group or one.id) == (other.group or other.id):
        return "group"
    return "system" if one.system and one.system == other.system else "outside"


def draw(rng: Random, weighted: Sequence[tuple[Word, int]]) -> Word:
    """Return one of the words by weight, the same on every machine."""
    rest = rng.randrange(sum(weight for _, weight in weighted))
    for word, weight in weighted:
        rest -= weight
        if rest < 0:
            return word
    raise AssertionError
