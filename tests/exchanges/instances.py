"""Benchmark folders of exchanges, answered by the code of the product.

    python -m tests.exchanges.instances INSTANCE OUT [SECONDS]

writes ``plan.csv``, ``choice.csv`` or ``refusal.json`` into OUT.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance import messages
from alliance.errors import PlanRefused
from alliance.exchanges.feasibility import Refusal
from alliance.exchanges.guest_problem import GuestQuestion
from alliance.exchanges.guest_selection import choose
from alliance.exchanges.seating_problem import TableQuestion
from alliance.exchanges.seating_rounds import Effort, seat
from alliance.exchanges.tabu_search import Stop

UNTIL_STOPPED = 10**9


def solve(folder: Path, out: Path, seconds: float | None = None) -> Path:
    """Answer one instance and return the file written; ``seconds`` instead of the time limit of the instance."""
    settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    limit = time.monotonic() + (float(settings.get("time_limit_s", 60)) * 0.9 if seconds is None else seconds)
    out.mkdir(parents=True, exist_ok=True)

    def stop() -> bool:
        return time.monotonic() > limit

    try:
        if settings["kind"] == "rounds":
            return _write(out / "plan.csv", ("round", "table", "participant"), _rounds(folder, settings, stop))
        return _write(out / "choice.csv", ("role", "id"), _choice(folder, settings, stop))
    except PlanRefused as refused:
        path = out / "refusal.json"
        text = json.dumps({"refused": True, "reasons": refused.facts["reasons"]}, ensure_ascii=False, indent=1)
        path.write_text(text, encoding="utf-8")
        return path


def _rounds(folder: Path, settings: dict[str, Any], stop: Stop) -> list[tuple[Any, ...]]:
    rows = _read(folder / "participants.csv")
    ids = [row["id"] for row in rows]
    units, unit = np.unique([row["unit"] for row in rows], return_inverse=True)
    value, met = _pairs(folder, ids)
    present = np.ones((settings["rounds"], len(ids)), dtype=bool)
    if (folder / "absent.csv").exists():
        for row in _read(folder / "absent.csv"):
            present[int(row["round"]) - 1, ids.index(row["id"])] = False
    question = TableQuestion(
        unit,
        value,
        met,
        present,
        settings["tables"],
        tuple(settings["seats"]),
        settings["same_unit_at_table"] == "forbid",
        float(settings.get("repeat_penalty", 1)),
    )
    try:
        table = seat(question, effort=Effort(UNTIL_STOPPED, max(8, len(ids) // 2), 3, 1), stop=stop)
    except PlanRefused as refused:
        raise _named(refused, lambda facts: {**facts, "unit": str(units[facts["unit"]])} if "unit" in facts else facts) from None
    return [(r + 1, int(table[r, i]) + 1, ids[i]) for r in range(question.rounds) for i in np.flatnonzero(present[r])]


def _choice(folder: Path, settings: dict[str, Any], stop: Stop) -> list[tuple[Any, ...]]:
    rows = _read(folder / "candidates.csv")
    ids = [row["id"] for row in rows]
    number = {name: np.array([int(row[name]) for row in rows]) for name in ("isolated", "load", "capacity", "can_host", "hosted_last_year")}
    groups, group = np.unique([row["industry"] for row in rows], return_inverse=True)
    of_group = {str(name): i for i, name in enumerate(groups)}
    value, _ = _pairs(folder, ids)
    missing = {-1 - i: name for i, name in enumerate(settings["industries"]) if name not in of_group}
    wanted = {of_group.get(name, -1 - i): int(settings["industry_min"]) for i, name in enumerate(settings["industries"])}
    question = GuestQuestion(
        np.unique([row["unit"] for row in rows], return_inverse=True)[1],
        group,
        number["isolated"] == 1,
        number["load"] + 1 <= settings["load_max"],
        (number["can_host"] == 1) & (number["hosted_last_year"] == 0),
        number["capacity"],
        value,
        tuple(settings["invite"]),
        int(settings["per_unit_max"]),
        wanted,
        float(settings["isolated_min_share"]),
    )
    try:
        choice = choose(question, iterations=4000, stop=stop)
    except PlanRefused as refused:
        names = {**{i: name for name, i in of_group.items()}, **missing}
        raise _named(refused, lambda facts: {"industry": names[facts["group"]]} if "group" in facts else facts) from None
    return [("host", ids[choice.host]), *(("guest", ids[guest]) for guest in choice.guests)]


def _named(refused: PlanRefused, naming: Any) -> PlanRefused:
    reasons: list[Refusal] = refused.facts["reasons"]
    told = [{"code": reason.code, **naming(dict(reason.facts))} for reason in reasons]
    return PlanRefused(reasons=[{**facts, "text": messages.text(f"exchanges.refused.{facts['code']}", "zh", **facts)} for facts in told])


def _pairs(folder: Path, ids: list[str]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    index = {name: i for i, name in enumerate(ids)}
    value, met = np.zeros((len(ids), len(ids))), np.zeros((len(ids), len(ids)), dtype=bool)
    for row in _read(folder / "value.csv"):
        a, b = index[row["a"]], index[row["b"]]
        value[a, b] = value[b, a] = float(row["value"])
    for row in _read(folder / "met.csv"):
        a, b = index[row["a"]], index[row["b"]]
        met[a, b] = met[b, a] = True
    value[met] = 0.0
    np.fill_diagonal(value, 0.0)
    return value, met


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
    return path


if __name__ == "__main__":
    solve(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else None)
