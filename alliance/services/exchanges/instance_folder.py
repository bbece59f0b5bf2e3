"""A benchmark folder of exchanges as questions of the planner: who, what they are worth to each other, the settings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance.errors import UnreadableFile
from alliance.exchanges.guest_problem import GuestQuestion
from alliance.exchanges.seating_problem import TableQuestion
from alliance.exchanges.year.year_problem import YearQuestion
from alliance.services.partners.evaluation import read_rows

KINDS = ("rounds", "choose", "year")
CANDIDATE = ("id", "unit", "industry", "isolated", "load", "capacity", "can_host", "hosted_last_year")


@dataclass(frozen=True, eq=False)
class Instance:
    """One folder: its kind, settings, ids in order, names of units and industries by number, worth and acquaintance of each pair."""

    folder: Path
    kind: str
    settings: Mapping[str, Any]
    rows: Sequence[Mapping[str, str]]
    ids: Sequence[str]
    units: Sequence[str]
    unit: NDArray[Any]
    groups: Sequence[str]
    group: NDArray[Any]
    value: NDArray[np.float64]
    met: NDArray[np.bool_]

    def numbers(self, name: str) -> NDArray[np.int64]:
        """Return a column of numbers."""
        return np.array([int(row[name]) for row in self.rows], dtype=np.int64)


def read_instance(folder: Path) -> Instance:
    """Return a folder with ``settings.json``, ``participants.csv`` or ``candidates.csv``, ``value.csv`` and ``met.csv``.

    Raises ``UnreadableFile`` for a file that is missing, of another form, or names somebody who is not in it.
    """
    settings = _settings(folder / "settings.json")
    kind = settings["kind"]
    who = folder / ("participants.csv" if kind == "rounds" else "candidates.csv")
    rows = read_rows(who, ("id", "unit", "industry") if kind == "rounds" else CANDIDATE)
    ids = [row["id"] for row in rows]
    units, unit = np.unique([row["unit"] for row in rows], return_inverse=True)
    groups, group = np.unique([row["industry"] for row in rows], return_inverse=True)
    value, met = _pairs(folder, {name: at for at, name in enumerate(ids)})
    return Instance(folder, kind, settings, rows, ids, [str(name) for name in units], unit, [str(name) for name in groups], group, value, met)


def table_question(instance: Instance) -> TableQuestion:
    """Return the question of a folder of kind rounds."""
    settings, size = instance.settings, len(instance.ids)
    present = np.ones((int(settings["rounds"]), size), dtype=bool)
    absent = instance.folder / "absent.csv"
    place = {name: at for at, name in enumerate(instance.ids)}
    for row in read_rows(absent, ("round", "id")) if absent.exists() else ():
        present[int(row["round"]) - 1, _known(place, row["id"], absent)] = False
    low, high = settings["seats"]
    return TableQuestion(
        unit=instance.unit,
        value=instance.value,
        met=instance.met,
        present=present,
        tables=int(settings["tables"]),
        seats=(int(low), int(high)),
        forbid_same_unit=settings["same_unit_at_table"] == "forbid",
        repeat_penalty=float(settings.get("repeat_penalty", 1)),
    )


def wanted_industries(instance: Instance) -> Mapping[int, str]:
    """Return the industries that a folder of kind choose asks for by their number; one of which nobody is has a number below 0."""
    of_group = {name: number for number, name in enumerate(instance.groups)}
    return {of_group.get(name, -1 - at): name for at, name in enumerate(instance.settings["industries"])}


def guest_question(instance: Instance) -> GuestQuestion:
    """Return the question of a folder of kind choose."""
    settings = instance.settings
    return GuestQuestion(
        unit=instance.unit,
        group=instance.group,
        isolated=instance.numbers("isolated") == 1,
        may_guest=instance.numbers("load") + 1 <= settings["load_max"],
        may_host=_hosts(instance),
        capacity=instance.numbers("capacity"),
        value=instance.value,
        invite=_pair(settings["invite"]),
        per_unit_max=int(settings["per_unit_max"]),
        group_min=dict.fromkeys(wanted_industries(instance), int(settings["industry_min"])),
        isolated_share=float(settings["isolated_min_share"]),
    )


def year_question(instance: Instance) -> YearQuestion:
    """Return the question of a folder of kind year."""
    settings, size = instance.settings, len(instance.ids)
    events = int(settings["events"])
    of_group = {name: number for number, name in enumerate(instance.groups)}
    gaps = read_rows(instance.folder / "gaps.csv", ("industry_a", "industry_b", "weight"))
    known = [row for row in gaps if row["industry_a"] in of_group and row["industry_b"] in of_group]
    return YearQuestion(
        unit=instance.unit,
        group=instance.group,
        value=instance.value,
        gaps=tuple((of_group[row["industry_a"]], of_group[row["industry_b"]], float(row["weight"])) for row in known),
        isolated=instance.numbers("isolated") == 1,
        most_times=np.minimum(int(settings["per_workshop_max"]), int(settings["load_max"]) - instance.numbers("load")).clip(0),
        may_attend=np.ones((events, size), dtype=bool),
        may_host=np.tile(_hosts(instance), (events, 1)),
        capacity=instance.numbers("capacity"),
        invite=_pair(settings["invite"]),
        per_unit_max=int(settings["per_unit_max"]),
        gap_least=int(settings["gap_min_each"]),
        host_max=int(settings["host_max"]),
        host_unit_max=int(settings.get("host_unit_max", events)),
        isolated_least=int(settings["every_isolated_at_least"]),
    )


def _settings(path: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UnreadableFile(file=str(path), finding="F04") from None
    if not isinstance(found, dict) or found.get("kind") not in KINDS:
        raise UnreadableFile(file=str(path), finding="F04")
    return found


def _pairs(folder: Path, place: Mapping[str, int]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    value, met = np.zeros((len(place), len(place))), np.zeros((len(place), len(place)), dtype=bool)
    for row in read_rows(folder / "value.csv", ("a", "b", "value")):
        a, b = (_known(place, row[end], folder / "value.csv") for end in "ab")
        value[a, b] = value[b, a] = float(row["value"])
    for row in read_rows(folder / "met.csv", ("a", "b")):
        a, b = (_known(place, row[end], folder / "met.csv") for end in "ab")
        met[a, b] = met[b, a] = True
    value[met] = 0.0
    np.fill_diagonal(value, 0.0)
    return value, met


def _known(place: Mapping[str, int], name: str, path: Path) -> int:
    if name not in place:
        raise UnreadableFile(file=str(path), finding="F04")
    return place[name]


def _hosts(instance: Instance) -> NDArray[np.bool_]:
    return np.asarray((instance.numbers("can_host") == 1) & (instance.numbers("hosted_last_year") == 0))


def _pair(limits: Sequence[int]) -> tuple[int, int]:
    low, high = limits
    return int(low), int(high)
