"""Evaluate the planner: read a benchmark folder of exchanges, answer it as the product does, write the answer or the refusal."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from alliance import messages
from alliance.atomic_files import replace_file
from alliance.errors import InvalidValue, PlanRefused
from alliance.exchanges.feasibility import Refusal
from alliance.exchanges.guest_selection import choose
from alliance.exchanges.seating_rounds import Effort, seat
from alliance.exchanges.tabu_search import Stop
from alliance.exchanges.year.year_search import plan_year
from alliance.services.exchanges.instance_folder import Instance, guest_question, read_instance, table_question, wanted_industries, year_question

FILES = {"rounds": "plan.csv", "choose": "choice.csv", "year": "year.csv"}
REFUSAL = "refusal.json"
UNTIL_STOPPED = 10**9
SHARE = 0.92  # of the time that is searched: the rest is for reading and writing
CODES = {"year_host": "no_host", "year_isolated": "isolated", "year_unreachable": "isolated", "year_guests": "guests"}  # as the folders say it

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class ExchangeEvaluation:
    """What was answered: kind, file, rows or the reasons of a refusal, seconds."""

    schema: str
    data: str
    kind: str
    out: str
    rows: int
    refused: tuple[dict[str, Any], ...]
    seconds: float


def evaluate_exchanges(data: Path | str, out: Path | str, *, seconds: float | None = None, lang: str = "zh") -> ExchangeEvaluation:
    """Answer one instance of rounds, choose or year and write the answer, or the refusal as JSON, to ``out``.

    ``out``: a file; a folder that exists takes ``plan.csv``, ``choice.csv``, ``year.csv`` or ``refusal.json``. ``seconds``: instead of
    the limit of the instance. Raises ``UnreadableFile`` for a folder of another form, ``InvalidValue`` for seconds that are no time.
    """
    begun = time.monotonic()
    if seconds is not None and not 0 < seconds < float("inf"):
        raise InvalidValue(property="seconds", value=seconds)
    instance = read_instance(Path(data))
    limit = float(instance.settings.get("time_limit_s", 60)) if seconds is None else seconds
    heads, answer = ANSWERS[instance.kind]
    rows: Rows = []
    refused: tuple[dict[str, Any], ...] = ()
    try:
        rows = answer(instance, begun, limit * SHARE)
        path = _write(Path(out), FILES[instance.kind], _csv(heads, rows))
    except PlanRefused as reasons:
        refused = tuple(_reason(instance, reason, lang) for reason in reasons.facts["reasons"])
        path = _write(Path(out), REFUSAL, json.dumps({"refused": True, "reasons": refused}, ensure_ascii=False, indent=1) + "\n")
    return ExchangeEvaluation(
        schema="alliance.exchange-evaluation/1",
        data=str(data),
        kind=instance.kind,
        out=str(path),
        rows=len(rows),
        refused=refused,
        seconds=round(time.monotonic() - begun, 1),
    )


def _rounds(instance: Instance, begun: float, seconds: float) -> Rows:
    question = table_question(instance)
    effort = Effort(sweeps=UNTIL_STOPPED, depth=max(8, len(instance.ids) // 2), patience=3, starts=1)
    table = seat(question, effort=effort, stop=_stop(begun, seconds))
    return [(r + 1, int(table[r, i]) + 1, instance.ids[int(i)]) for r in range(question.rounds) for i in np.flatnonzero(question.present[r])]


def _choice(instance: Instance, begun: float, seconds: float) -> Rows:
    choice = choose(guest_question(instance), iterations=4000, stop=_stop(begun, seconds))
    return [("host", instance.ids[choice.host]), *(("guest", instance.ids[guest]) for guest in choice.guests)]


def _year(instance: Instance, begun: float, seconds: float) -> Rows:
    plan = plan_year(year_question(instance), progress=lambda _: (time.monotonic() - begun) / seconds)
    return [
        (event, role, instance.ids[one])
        for event, (host, guests) in enumerate(zip(plan.hosts, plan.guests, strict=True), 1)
        for role, one in (("host", host), *(("guest", guest) for guest in guests))
    ]


ANSWERS: dict[str, tuple[tuple[str, ...], Callable[[Instance, float, float], Rows]]] = {
    "rounds": (("round", "table", "participant"), _rounds),
    "choose": (("role", "id"), _choice),
    "year": (("event", "role", "id"), _year),
}


def _stop(begun: float, seconds: float) -> Stop:
    return lambda: time.monotonic() - begun > seconds


def _reason(instance: Instance, reason: Refusal, lang: str) -> dict[str, Any]:
    """Return a reason with the names of the folder for the numbers of the planner, and its sentence."""
    facts = dict(reason.facts)
    if "unit" in facts:
        facts["unit"] = instance.units[facts["unit"]]
    if "group" in facts:
        facts = {"industry": wanted_industries(instance)[facts["group"]]}
    text = messages.text(f"exchanges.refused.{reason.code}", lang, **facts)
    return {"code": CODES.get(reason.code, reason.code), **facts, "text": text}


def _csv(heads: Sequence[str], rows: Rows) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([tuple(heads), *rows])
    return text.getvalue()


def _write(out: Path, name: str, text: str) -> Path:
    path = out / name if out.is_dir() else out
    with replace_file(path) as part:
        part.write_text(text, encoding="utf-8")
    return path
