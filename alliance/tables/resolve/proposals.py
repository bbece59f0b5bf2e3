"""A row that names no workshop on record may be one all the same: renamed, upgraded, moved. Proposed with its ground, never decided here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from alliance.model import Node
from alliance.model.matching import matching_key
from alliance.tables.resolve.directory import Directory

_COMMON = re.compile(
    r"股份有限公司|有限责任公司|有限公司|集团|公司|(劳模和工匠人才|劳模工匠|劳模|工匠|职工|技能大师|技艺|技术|示范性|高技能人才)?(创新)?工作室|[“”\"·\s()]"
)
UNITS_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class Proposal:
    """A workshop on record that a row may be.

    ``ground``: former-name, same-lead, near-name (all of the same unit); lead-elsewhere, name-elsewhere (at another one).
    """

    node: Node
    ground: str


@dataclass(frozen=True, slots=True)
class _Known:
    """A workshop of a unit with the names of those who lead it."""

    node: Node
    leads: frozenset[str]


class Proposals:
    """Finds what a new row may be among the workshops on record; those of a unit are read once."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self._of_unit: dict[str, tuple[_Known, ...]] = {}

    def of(self, name: str, former: Sequence[str], hosts: Sequence[str], leads: Sequence[str]) -> Proposal | None:
        """Return the workshop that the row may be, by the strongest ground.

        A former name, the lead, or a near name within the unit; else the lead elsewhere.
        """
        if self.directory.empty:
            return None
        there = self._workshops_of(hosts)
        keys = {matching_key(each) for each in former}
        heads = {matching_key(lead) for lead in leads}
        grounds = (
            ("former-name", [known for known in there if keys & _names(known.node)]),
            ("same-lead", [known for known in there if heads & known.leads]),
            ("near-name", [known for known in there if is_near(name, known.node.name)]),
        )
        for ground, found in grounds:
            if found:
                return Proposal(found[0].node, ground)
        return self._elsewhere(name, former, leads, {known.node.id for known in there})

    def _workshops_of(self, hosts: Sequence[str]) -> tuple[_Known, ...]:
        found: list[_Known] = []
        for host in hosts:
            for unit in self.directory.units(host):
                if unit not in self._of_unit:
                    if len(self._of_unit) > UNITS_KEPT:
                        self._of_unit.clear()
                    self._of_unit[unit] = self._read(unit)
                found += self._of_unit[unit]
        return tuple(found)

    def _read(self, unit: str) -> tuple[_Known, ...]:
        ids = [tie.source for tie in self.directory.store.ties_of(unit, ("HOSTED_BY",)) if tie.target == unit]
        self.directory.prefetch(ids)
        nodes = [node for each in ids if (node := self.directory.stored(each))]
        return tuple(_Known(node, frozenset(self.directory.place_names(node, ("LEADS",)))) for node in nodes)

    def _elsewhere(self, name: str, former: Sequence[str], leads: Sequence[str], tried: set[str]) -> Proposal | None:
        """The workshop of the same lead at another unit, where its name is the same, near, or told as the former one."""
        for lead in leads:
            for person in self.directory.stored_named("Person", lead):
                for tie in self.directory.store.ties_of(person.id, ("LEADS",)):
                    node = self.directory.stored(tie.target)
                    if node and node.id not in tried and (is_near(name, node.name) or {matching_key(each) for each in former} & _names(node)):
                        return Proposal(node, "lead-elsewhere")
        return None


def _names(node: Node) -> set[str]:
    return {matching_key(each) for each in (node.name, *node.props.get("aliases", ()))}


def is_near(one: str, other: str) -> bool:
    """Say whether two names of workshops differ only in words that many have (劳模, 创新工作室, 有限公司), width and blanks.

    >>> is_near("甲河数控劳模创新工作室", "甲河数控创新工作室"), is_near("甲河数控创新工作室", "甲河焊接创新工作室")
    (True, False)
    """
    first, second = (_COMMON.sub("", unicodedata.normalize("NFKC", name)).casefold() for name in (one, other))
    return bool(first) and first == second
