"""A history from the rows of a benchmark folder: organisations, events, topics, texts, countries and sectors."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy import sparse

from alliance.errors import InvalidValue
from alliance.model import day
from alliance.partners.evidence.event_history import Classes, History, Subjects

Rows = Sequence[Mapping[str, str]]
STEM = 7  # letters by which words are told apart
FEWEST, MOST = 3, 0.2  # events that a word must be in, and share of the events it may be in


def history_of(nodes: Rows, events: Rows, collabs: Rows) -> tuple[History, list[str]]:
    """Return the history and the id of each party, ascending.

    Columns: nodes node, sector, country; events event, date, topics, text; collabs event, node. Any but
    the ids may be missing or empty. An event without a row of its own has no date and no topic.
    """
    ids = sorted({row["node"] for row in nodes} | {row["node"] for row in collabs})
    place = {node: i for i, node in enumerate(ids)}
    about = {row["event"]: row for row in events}
    keys = sorted({row["event"] for row in collabs})
    column = {event: i for i, event in enumerate(keys)}
    pairs = sorted({(place[row["node"]], column[row["event"]]) for row in collabs})
    parties, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    incidence = sparse.csr_array((np.ones(len(pairs)), (parties, columns)), shape=(len(ids), len(keys)))
    days = np.array([_day(about.get(event, {}).get("date", "")) for event in keys], dtype=np.int64)
    described = [about.get(event, {}) for event in keys]
    listed = {row["node"]: row for row in nodes}
    return History(
        incidence,
        days,
        int(days.max(initial=0)) + 1,
        topics=_subjects([[topic for topic in row.get("topics", "").split("|") if topic] for row in described], 1, 1.0),
        words=_subjects([words_of(row.get("text", "")) for row in described], FEWEST, MOST),
        region=_classes([listed.get(node, {}).get("country", "") for node in ids]),
        sector=_classes([listed.get(node, {}).get("sector", "") for node in ids]),
    ), ids


def _day(text: str) -> int:
    try:
        return day(text.strip()[:10].replace("/", "-"))
    except InvalidValue:
        return 0


def words_of(text: str) -> list[str]:
    """Return the words of a text by their first letters; of a text without blanks its pairs of characters."""
    latin = [word[:STEM] for word in re.findall(r"[a-z]{3,}", text.lower())]
    chinese = [pair for run in re.findall(r"[\u4e00-\u9fff]{2,}", text) for pair in map("".join, itertools.pairwise(run))]
    return sorted({*latin, *chinese})


def _subjects(lists: list[list[str]], fewest: int, most: float) -> Subjects | None:
    number: dict[str, int] = {}
    rows = [(event, number.setdefault(name, len(number))) for event, names in enumerate(lists) for name in dict.fromkeys(names)]
    if not rows:
        return None
    events, names = (np.array(part, dtype=np.int64) for part in zip(*rows, strict=True))
    count = np.bincount(names, minlength=len(number))
    told = np.flatnonzero((count >= fewest) & (count <= most * len(lists)))
    about = sparse.csr_array((np.ones(len(rows)), (events, names)), shape=(len(lists), len(number)))[:, told]
    every = list(number)
    return Subjects(sparse.csr_array(about), tuple(every[i] for i in told)) if len(told) else None


def _classes(names: list[str]) -> Classes | None:
    known = sorted({name for name in names if name})
    code: dict[str, Any] = {name: i for i, name in enumerate(known)}
    return Classes(np.array([code.get(name, -1) for name in names], dtype=np.int64), tuple(known)) if len(known) > 1 else None
