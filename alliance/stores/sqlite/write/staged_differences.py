"""Staged changes beside what the store holds: the preview of an import. Reads only."""

# ruff: noqa: S608 - statements are put together from constants of this package; values go as parameters
from __future__ import annotations

import heapq
import sqlite3
from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from alliance import schema
from alliance.errors import AllianceError
from alliance.model import Difference, Record, Tie
from alliance.stores.changes import STATES, combine_changes, difference
from alliance.stores.sqlite.rows import (
    STAGED_NODES,
    STAGED_TIES,
    STAGED_WORKS,
    WORKS,
    node_changes,
    nodes_by_key,
    tie_changes,
    ties_by_key,
    work,
    work_changes,
)
from alliance.stores.sqlite.vocabulary import kind_numbers
from alliance.stores.sqlite.write.staging import bounds, number_of

PAGE = 2_000
BLOCK = 250_000
# kinds of the ends as they will be: staged ones stand before stored ones, deleted ones are gone
_END = """coalesce(
    (SELECT CASE WHEN e.operation = 'delete' AND e.more IS NULL THEN -1 ELSE e.kind END
    FROM stage_node e WHERE e.batch = s.batch AND e.key = s.{end}),
    (SELECT x.kind FROM node x WHERE x.key = s.{end}), -1)"""
_ENDS = f"""SELECT s.n, s.kind AS kind, s.source = s.target AS loop,
    {_END.format(end="source")} AS a, {_END.format(end="target")} AS b FROM stage_tie s"""
_BULK_TIES = """SELECT group_concat(kind || ',' || source || ',' || target) FROM (SELECT kind, source, target FROM stage_tie s
    WHERE n BETWEEN ? AND ? AND plain AND NOT EXISTS (SELECT 1 FROM tie x WHERE x.key = s.key))"""
_KINDS = """SELECT group_concat(key || ',' || kind) FROM ({stored} UNION ALL
    SELECT key, CASE WHEN operation = 'delete' AND more IS NULL THEN -1 ELSE kind END FROM stage_node WHERE n BETWEEN ?1 AND ?2)"""
_ALL_STORED = "SELECT key, kind FROM node"
_STORED_ENDS = """SELECT x.key, x.kind FROM (SELECT source AS key FROM stage_tie WHERE n BETWEEN ?1 AND ?2 UNION
    SELECT target FROM stage_tie WHERE n BETWEEN ?1 AND ?2) s JOIN node x ON x.key = s.key"""
_BULK_NODES = """SELECT kind, count(*) FROM stage_node s WHERE n BETWEEN ? AND ? AND plain
    AND NOT EXISTS (SELECT 1 FROM node x WHERE x.key = s.key) GROUP BY 1"""
_ANY = "s.n > ? AND s.n <= ? ORDER BY s.n LIMIT {page}"
_ODD = "s.n > ? AND s.n <= ? AND (NOT s.plain OR EXISTS (SELECT 1 FROM {table} x WHERE x.key = s.key)) ORDER BY s.n LIMIT {page}"


class Comparison:
    """One look at one staged batch, within a read transaction."""

    def __init__(self, db: sqlite3.Connection, batch: str) -> None:
        self.db, self.number = db, number_of(db, batch)
        self.low, self.high = bounds(self.number)
        self.names = {number: name for name, number in kind_numbers(db).items()}

    def counts(self) -> dict[str, int]:
        """Return the counts of each state and of each state and kind."""
        found: Counter[str] = Counter(dict.fromkeys(STATES, 0))
        for kind, count in self.db.execute(_BULK_NODES, (self.low, self.high)):
            self._add(found, "new", self.names[kind], count)
        for (kind, a, b, loop), count in self._bulk_ties():
            self._add(found, "refused" if self._against(kind, a, b, loop) else "new", self.names[kind], count)
        for each in self._each(_ODD):
            self._add(found, each.state, each.record.kind, 1)
        return dict(found)

    def _bulk_ties(self) -> Iterator[tuple[tuple[int, int, int, int], int]]:
        """Yield (kind, kind of source, kind of target, loop) and how many plain new ties are so: joined in arrays, not row by row."""
        stored, staged = (
            self.db.execute(ask, at).fetchone()[0] or 0
            for ask, at in (("SELECT max(key) FROM node", ()), ("SELECT max(n) - ?1 FROM stage_tie WHERE n BETWEEN ?1 AND ?2", (self.low, self.high)))
        )
        kinds = _KINDS.format(stored=_ALL_STORED if stored < staged else _STORED_ENDS)
        nodes = _numbers(self.db.execute(kinds, (self.low, self.high)).fetchone()[0], 2)
        kind_of = np.full(int(nodes[:, 0].max(initial=0)) + 1, -1, dtype=np.int64)
        kind_of[nodes[:, 0]] = nodes[:, 1]  # of a node stored and staged the staged row comes later, and stands
        shapes: Counter[tuple[int, int, int, int]] = Counter()
        for low in range(self.low, self.high + 1, BLOCK):
            text = self.db.execute(_BULK_TIES, (low, min(self.high, low + BLOCK - 1))).fetchone()[0]
            if text is None and not self._more(low + BLOCK):
                break
            kind, source, target = _numbers(text, 3).T
            a, b = (np.where(end < len(kind_of), kind_of[np.minimum(end, len(kind_of) - 1)], -1) for end in (source, target))
            packed, counts = np.unique(((kind << 10 | a + 1) << 10 | b + 1) << 1 | (source == target), return_counts=True)
            shapes.update(
                {
                    (each >> 21, (each >> 11 & 1023) - 1, (each >> 1 & 1023) - 1, each & 1): count
                    for each, count in zip(packed.tolist(), counts.tolist(), strict=True)
                }
            )
        yield from sorted(shapes.items())

    def _more(self, low: int) -> bool:
        return self.db.execute("SELECT 1 FROM stage_tie WHERE n BETWEEN ? AND ? LIMIT 1", (low, self.high)).fetchone() is not None

    @staticmethod
    def _add(found: Counter[str], state: str, kind: str, count: int) -> None:
        found[state] += count
        found[f"{state}:{kind}"] += count

    def _against(self, kind: int, a: int, b: int, loop: int | None) -> str:
        return schema.tie_kind(self.names[kind]).reason_against(self.names.get(a, ""), self.names.get(b, ""), loop=bool(loop))

    def rows(self, state: str, limit: int, offset: int) -> list[Difference]:
        """Return a page of the differences, in the order staged."""
        found: list[Difference] = []
        for each in self._each(_ANY):
            if state and each.state != state:
                continue
            if offset:
                offset -= 1
                continue
            if len(found) >= limit:
                break
            found.append(each)
        return found

    def _each(self, where: str) -> Iterator[Difference]:
        streams = (self._nodes(where), self._ties(where), self._works())
        return (found for _, found in heapq.merge(*streams, key=lambda pair: pair[0]))

    def _nodes(self, where: str) -> Iterator[tuple[int, Difference]]:
        at, page = self.low - 1, f"{STAGED_NODES} WHERE {where.format(table='node', page=PAGE)}"
        while rows := self.db.execute(page, (at, self.high)).fetchall():
            at = rows[-1][0]
            there = nodes_by_key(self.db, [row[1] for row in rows])
            for row in rows:
                yield row[0], self._one(there.get(row[1]), tuple(node_changes(row)), "")

    def _ties(self, where: str) -> Iterator[tuple[int, Difference]]:
        at, page = self.low - 1, f"{STAGED_TIES} WHERE {where.format(table='tie', page=PAGE)}"
        while rows := self.db.execute(page, (at, self.high)).fetchall():
            there = ties_by_key(self.db, [row[1] for row in rows])
            ends = {n: (kind, a, b, loop) for n, kind, loop, a, b in self.db.execute(f"{_ENDS} WHERE s.n > ? AND s.n <= ?", (at, rows[-1][0]))}
            at = rows[-1][0]
            for row in rows:
                reason = self._against(*ends[row[0]]) if row[3] != "delete" and row[6] and row[7] else ""
                yield row[0], self._one(there.get(row[1]), tuple(tie_changes(row)), reason)

    def _works(self) -> Iterator[tuple[int, Difference]]:
        for row in self.db.execute(f"{STAGED_WORKS} WHERE s.n BETWEEN ? AND ? ORDER BY s.n", (self.low, self.high)).fetchall():
            found = self.db.execute(f"{WORKS} WHERE kind = ? AND id = ?", row[1:3]).fetchone()
            yield row[0], self._one(work(found) if found else None, tuple(work_changes(row)), "")

    @staticmethod
    def _one(before: Record | None, changes: tuple[object, ...], reason: str) -> Difference:
        record: Record = changes[0].record  # type: ignore[attr-defined]
        try:
            now, _ = combine_changes(before, changes)  # type: ignore[arg-type]
        except AllianceError as error:
            return Difference(state="refused", record=record, before=before, fields=(), reason=error.facts.get("reason", error.code))
        return difference(before, now, record, reason if isinstance(record, Tie) else "")


def _numbers(text: str | None, width: int) -> NDArray[np.int64]:
    """Return the numbers of a text as rows of so many."""
    return np.fromstring(text or "", dtype=np.int64, sep=",").reshape(-1, width)
