"""The files a made-up country is written to: the product's own import tables, row by row.

Nothing is kept in memory, so the size of the country does not matter. Every row names 合成数据 as
its source, which the import keeps with the record.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

from alliance import schema
from alliance.synthetic.figures import LABEL

RELATIONS = "relations.csv"
NODE_COLUMNS: dict[str, tuple[str, ...]] = {
    "Workshop": (
        "id",
        "name",
        "aliases",
        "stream",
        "level",
        "designation",
        "recognised_on",
        "founded",
        "team_size",
        "links_checked_on",
        "links_checked_by",
        "can_host",
        "host_capacity",
        "capacity",
        "note",
    ),
    "Person": ("id", "name"),
    "Enterprise": ("id", "name", "aliases", "system", "size", "can_host", "host_capacity", "ownership", "note"),
    "University": ("id", "name", "system", "subkind", "can_host", "host_capacity", "note"),
    "Hospital": ("id", "name", "system", "can_host", "host_capacity", "note"),
    "PublicInstitution": ("id", "name", "system", "subkind", "can_host", "host_capacity", "note"),
    "Cooperative": ("id", "name", "system", "can_host", "host_capacity", "note"),
    "CraftsmanCollege": ("id", "name", "system", "can_host", "host_capacity", "note"),
    "Industry": ("id", "name", "code", "scheme"),
    "Region": ("id", "name", "code", "tier", "note"),
    "TradeUnion": ("id", "name", "subkind", "rank"),
    "Craft": ("id", "name"),
    "Honour": ("id", "name", "rank"),
    "Alliance": ("id", "name", "declared_kind", "stated_members", "founded", "dissolved", "note"),
    "Activity": ("id", "name", "form", "held_on", "head_count", "note"),
    "Demand": ("id", "name", "subject", "state", "raised_on", "closed_on", "note"),
    "Challenge": ("id", "name", "state", "raised_on", "deadline"),
    "Achievement": ("id", "name", "subkind", "made_on", "value", "note"),
    "Project": ("id", "name", "started", "ended"),
    "Agreement": ("id", "name", "signed_on", "expires", "terms"),
    "Group": ("id", "name", "count", "of"),
}
_ENDS = ("编号", "起点", "起点类别", "关系", "终点", "终点类别")
_TIE = ("valid_from", "valid_to", "role", "level", "count", "note")
_LEVELS = {choice.code: choice.zh for choice in schema.vocabularies.RANKS}


@cache
def _choices(kind: str) -> dict[str, dict[str, str]]:
    return {prop.name: {choice.code: choice.zh for choice in prop.choices} for prop in schema.node_kind(kind).properties if prop.choices}


@cache
def _roles(kind: str) -> dict[str, str]:
    return {choice.code: choice.zh for choice in schema.tie_kind(kind).roles}


def cell_text(value: Any) -> Any:
    """Return a value as a cell: flags as 是 or 否."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value


class Files:
    """Open tables of one folder. Use as a context manager; ``counts`` has the rows by kind of node and tie."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts: Counter[str] = Counter()
        self.headers: dict[str, tuple[str, ...]] = {}
        self._stack = ExitStack()
        self._writers: dict[str, Any] = {}

    def __enter__(self) -> Files:
        (self.folder / "truth").mkdir(parents=True, exist_ok=True)
        labels = {prop.name: prop.zh for prop in (*schema.TIE_PROPERTIES, *schema.tie_kind("RECOGNISED_BY").properties, *schema.PROVENANCE)}
        for kind in NODE_COLUMNS:
            named = {prop.name: prop.zh for prop in schema.node_kind(kind).properties}
            self._open(f"{kind}.csv", (*(named[column] for column in NODE_COLUMNS[kind]), labels["source"], labels["as_of"]))
        self._open(RELATIONS, (*_ENDS, *(labels[name] for name in _TIE), labels["source"], labels["as_of"]))
        self._open("truth/reach.csv", ("id", "ring", "confirmed", "nature"))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()
        for kind in NODE_COLUMNS:
            if not self.counts[kind]:  # a table without rows is a finding of the import (F04)
                (self.folder / f"{kind}.csv").unlink()

    def _open(self, name: str, header: tuple[str, ...]) -> None:
        stream = self._stack.enter_context((self.folder / name).open("w", encoding="utf-8-sig", newline=""))
        self.headers[name] = header
        self._writers[name] = csv.writer(stream, lineterminator="\n")
        self._writers[name].writerow(header)

    def put(self, name: str, row: tuple[Any, ...]) -> None:
        """Write one row of cells to a file."""
        self._writers[name].writerow(row)

    def node(self, kind: str, as_of: str = "", **values: Any) -> None:
        """Write one node; choices are given by their code. A column left out stays empty."""
        choices = _choices(kind)
        cells = ((column, values.get(column, "")) for column in NODE_COLUMNS[kind])
        row = [choices[column].get(value, "") if column in choices else cell_text(value) for column, value in cells]
        self.put(f"{kind}.csv", (*row, LABEL, as_of))
        self.counts[kind] += 1

    def tie(self, tie_id: str, source: tuple[str, str], kind: str, target: tuple[str, str], as_of: str = "", **values: Any) -> None:
        """Write one tie between two (kind, id) ends."""
        values["role"] = _roles(kind).get(values.get("role", ""), "")
        values["level"] = _LEVELS.get(values.get("level", ""), "")
        ends = (tie_id, source[1], schema.node_kind(source[0]).zh, schema.tie_kind(kind).zh, target[1], schema.node_kind(target[0]).zh)
        row = (*ends, *(values.get(name, "") for name in _TIE), LABEL, as_of)
        self.put(RELATIONS, row)
        self.counts[kind] += 1

    def truth(self, workshop: str, ring: str, confirmed: bool) -> None:
        """Write what reach the workshop was meant to have."""
        self.put("truth/reach.csv", (workshop, ring, "yes" if confirmed else "no", "synthetic"))

    def totals(self) -> Iterator[tuple[str, int]]:
        """Yield (kind, rows) of nodes, then of ties, in the order of the vocabulary."""
        for name in (*schema.NODE_CODE, *schema.TIE_CODE):
            if self.counts[name]:
                yield name, self.counts[name]
