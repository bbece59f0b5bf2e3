"""Checks over all rows of an import: rows that say the same thing twice (F28, F29, F35)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from alliance.tables.findings import Finding
from alliance.tables.read.worker import ReadTable
from alliance.tables.sheets.columns import RELATIONS


@dataclass(frozen=True, slots=True)
class Repeats:
    """Rows of equal identity. ``clash``: (table, row) → the other rows, to be rejected; ``again``: rows said before with the same content."""

    clash: Mapping[tuple[int, int], tuple[tuple[int, int], ...]]
    again: frozenset[tuple[int, int]]


def find_repeats(tables: Sequence[ReadTable]) -> Repeats:
    """Compare the identities of all rows read. O(n log n) in arrays of 8-byte numbers."""
    keys, contents, rows, owners = ([_numbers(table.spool, what) for table in tables] for what in ("keys", "contents", "numbers", "numbers"))
    if not keys:
        return Repeats({}, frozenset())
    key, content, row = np.concatenate(keys), np.concatenate(contents), np.concatenate(rows)
    owner = np.concatenate([np.full(len(part), i, dtype=np.int64) for i, part in enumerate(owners)])
    order = np.argsort(key, kind="stable")
    same = np.flatnonzero(key[order[1:]] == key[order[:-1]])
    clash: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}
    again: set[tuple[int, int]] = set()
    for run in _runs(same):
        members = order[run[0] : run[1] + 1]
        places = [(int(owner[i]), int(row[i])) for i in members]
        if (content[members] == content[members[0]]).all():
            again.update(places[1:])
        else:
            clash |= {place: tuple(other for other in places if other != place) for place in places}
    return Repeats(clash, frozenset(again))


def _numbers(spool: Path, what: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    path = spool.with_suffix(f".{what}")
    return np.fromfile(path, dtype=np.int64) if path.exists() else np.zeros(0, dtype=np.int64)


def _runs(positions: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Iterable[tuple[int, int]]:
    """Yield (first, last) of the groups of equal neighbours, from the positions where a neighbour follows that is equal."""
    if not len(positions):
        return
    breaks = np.flatnonzero(np.diff(positions) != 1)
    starts = np.concatenate([positions[:1], positions[breaks + 1]])
    ends = np.concatenate([positions[breaks], positions[-1:]]) + 1
    yield from zip(starts.tolist(), ends.tolist(), strict=True)


def repeat_findings(tables: Sequence[ReadTable], repeats: Repeats, shown: int = 200) -> list[Finding]:
    """Return F29 for rows that contradict each other and one F28 (nodes) or F35 (ties) per table with rows said twice."""
    findings = []
    for (table, row), others in sorted(repeats.clash.items())[:shown]:
        rows = [str(other_row) if other == table else f"{tables[other].name} {other_row}" for other, other_row in others[:5]]
        findings.append(Finding("F29", tables[table].name, row, facts={"others": rows}))
    for number, each in enumerate(tables):
        times = sum(1 for owner, _ in repeats.again if owner == number) if repeats.again else 0
        if times:
            code = "F35" if each.kind == RELATIONS else "F28"
            findings.append(Finding(code, each.name, severity="info", facts={"count": times}))
    return findings
