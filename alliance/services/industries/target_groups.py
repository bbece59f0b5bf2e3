"""The groups of industries that a target may name."""

from __future__ import annotations

from dataclasses import dataclass

from alliance.network.place.classification import divisions, groups, sections
from alliance.services.authorization import authorized
from alliance.services.session import Session


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """A group that a target may name; ``grouping``: groups, section or division. ``name`` of the last two as the standard has it."""

    key: str
    grouping: str
    name: str


@dataclass(frozen=True, slots=True)
class TargetGroups:
    """The groups of the store first, then the sections and the divisions of the standard, each in its order."""

    rows: tuple[TargetGroup, ...]


@authorized
def target_groups(net: Session, *, lang: str = "zh") -> TargetGroups:
    """Return what a target may name; what is in no group or not on record is no aim."""
    found = [TargetGroup(key=label.key, grouping="groups", name=label.name(lang)) for label in groups(net.store.settings())[:-2]]
    found += [TargetGroup(key=label.key, grouping="section", name=label.zh) for label in sections()[:-1]]
    found += [TargetGroup(key=label.key, grouping="division", name=label.zh) for label in divisions()[:-1]]
    return TargetGroups(rows=tuple(found))
