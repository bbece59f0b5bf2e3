"""The truth of a sheet as plain data: who is named, what is said of them, what ties them, what must never be stored."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from typing import Any

ORGANISATIONS = ("Enterprise", "University", "Hospital", "PublicInstitution", "Cooperative", "CraftsmanCollege")
Span = tuple[str, str]


def span(year: int, month: int = 0, day: int = 0, until: tuple[int, int, int] | None = None) -> list[str]:
    """Return the first and the last day of a date or of a stretch of days.

    >>> span(2024), span(2024, 2), span(2024, 3, 15, (2024, 3, 16))
    (['2024-01-01', '2024-12-31'], ['2024-02-01', '2024-02-29'], ['2024-03-15', '2024-03-16'])
    """
    last = until or (year, month or 12, day)
    end = last[2] or calendar.monthrange(last[0], last[1])[1]
    return [f"{year:04}-{month or 1:02}-{day or 1:02}", f"{last[0]:04}-{last[1]:02}-{end:02}"]


class Truth:
    """Collects what is true while a sheet is written. ``at`` is the row and column being written: each fact remembers it."""

    def __init__(self) -> None:
        self.at: tuple[int, str] = (0, "")
        self.entities: dict[str, dict[str, Any]] = {}
        self.facts: list[dict[str, Any]] = []
        self.ties: list[dict[str, Any]] = []
        self.figures: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self.never: dict[str, str] = {}
        self.secrets: list[str] = []
        self.groups: list[int] = []
        self.about: dict[str, Any] = {}

    def entity(self, kinds: Sequence[str], *names: str, required: bool = True) -> str:
        """Note a thing with the spellings that are right for it and return its key; said twice it is one."""
        key = f"{kinds[0]}:{names[0]}"
        known = self.entities.setdefault(key, {"kinds": list(kinds), "names": [], "required": False, "at": self.at})
        known["names"] = list(dict.fromkeys([*known["names"], *names]))
        known["required"] |= required
        return key

    def fact(self, entity: str, name: str, accept: Iterable[Any], *, kind: str = "value", required: bool = True) -> None:
        """Note what a property may be.

        ``kind``: ``value`` (one of these), ``date`` (one of these spans), ``recognition`` (level and spans), ``kept`` (one of these texts
        stands somewhere with the entity).
        """
        self.facts.append({"entity": entity, "name": name, "kind": kind, "accept": list(accept), "required": required, "at": self.at})

    def tie(self, kinds: Sequence[str], sources: Sequence[str], targets: Sequence[str], *, roles: Sequence[str] = (), required: bool = True) -> None:
        """Note that one of the sources is tied to one of the targets by one of the kinds; ``roles``: the roles that are right."""
        self.ties.append({"kinds": [*kinds], "sources": [*sources], "targets": [*targets], "roles": [*roles], "required": required, "at": self.at})

    def figure(self, entity: str, name: str, value: float, text: str = "") -> None:
        """Note a number of the results of a workshop; ``text`` where it is approximate."""
        self.figures.append({"entity": entity, "name": name, "value": value, "text": text, "at": self.at})

    def ask(self, text: str, why: str) -> None:
        """Note a cell that nobody can read for certain: a question is right there."""
        self.asked.append({"text": text, "why": why, "at": self.at})

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain data."""
        return {name: getattr(self, name) for name in ("about", "entities", "facts", "ties", "figures", "asked", "never", "secrets", "groups")}
