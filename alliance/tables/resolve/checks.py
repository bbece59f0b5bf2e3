"""Checks over all rows of an import: rows that say the same thing twice, and circles in trees (F28, F29, F34, F35)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from alliance.tables.findings import Finding
from alliance.tables.read.columns import RELATIONS
from alliance.tables.read.worker import ReadTable

TREES = ("SUBORDINATE_TO", "PART_OF", "SUBSIDIARY_OF")


@dataclass(frozen=True, slots=True)
class Repeats:
    """Rows of equal identity. ``clash``: (table, row) → the other rows, to be rejected; ``again``: rows said before with the same content."""

    clash: Mapping[tuple[int, int], tuple[tuple[int, int], ...]]
    again: frozenset[tuple[int, int]]


def repeated(tables: Sequence[ReadTable]) -> Repeats:
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


def closing(new: Sequence[tuple[str, str]], there: Iterable[tuple[str, str]]) -> dict[int, list[str]]:
    """Return the positions of the new ties that lie on a circle, with a circle through each, given the ties that are there.

    >>> closing([("甲", "乙"), ("乙", "甲"), ("丙", "甲")], [])
    {0: ['乙', '甲', '乙'], 1: ['乙', '甲', '乙']}
    """
    following: dict[str, list[str]] = {}
    for source, target in (*there, *new):
        following.setdefault(source, []).append(target)
    knots = _knots(following)
    knot_of = {node: number for number, knot in enumerate(knots) for node in knot}
    shown = [_circle(min(knot), knot, following) for knot in knots]
    return {i: shown[knot_of[s]] for i, (s, t) in enumerate(new) if s in knot_of and knot_of[s] == knot_of.get(t)}


def _knots(following: Mapping[str, Sequence[str]]) -> list[set[str]]:
    """Strongly connected parts with more than one node (Tarjan 1972, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[set[str]] = []
    for root in sorted(following):
        if root in index:
            continue
        work = [(root, 0)]
        while work:
            node, step = work.pop()
            if step == 0:
                index[node] = low[node] = len(index)
                stack.append(node)
                on_stack.add(node)
            targets = following.get(node, ())
            if step and targets[step - 1] in on_stack:
                low[node] = min(low[node], low[targets[step - 1]])
            while step < len(targets) and targets[step] in index:
                if targets[step] in on_stack:
                    low[node] = min(low[node], index[targets[step]])
                step += 1
            if step < len(targets):
                work += [(node, step + 1), (targets[step], 0)]
            elif low[node] == index[node]:
                found += _taken(node, stack, on_stack)
    return found


def _taken(node: str, stack: list[str], on_stack: set[str]) -> list[set[str]]:
    knot: set[str] = set()
    while node not in knot:
        knot.add(stack.pop())
    on_stack -= knot
    return [knot] if len(knot) > 1 else []


def _circle(start: str, knot: set[str], following: Mapping[str, Sequence[str]]) -> list[str]:
    """The shortest way from a node of a knot back to itself."""
    before: dict[str, str] = {}
    wave = [start]
    while wave:
        after = []
        for node in wave:
            for target in following.get(node, ()):
                if target == start:
                    way = [node]
                    while way[-1] != start:
                        way.append(before[way[-1]])
                    return [*reversed(way), start]
                if target in knot and target not in before:
                    before[target] = node
                    after.append(target)
        wave = after
    return []
