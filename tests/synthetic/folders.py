"""A generated folder read back: its rows, and a snapshot straight from its files."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from alliance import schema
from alliance.model import Node, Tie
from alliance.model.building import snapshot_of
from alliance.model.snapshot import Snapshot
from alliance.schema import Property


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of one file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def snapshot_from(folder: Path) -> Snapshot:
    """The snapshot of the files, without the import: the vocabulary's labels are enough."""
    nodes = [_node(path.stem, row) for path in sorted(folder.glob("*.csv")) if path.stem != "relations" for row in rows(path)]
    ties = [_tie(row) for row in rows(folder / "relations.csv")]
    return snapshot_of(nodes, ties, settings=json.loads((folder / "store.json").read_text(encoding="utf-8")))


def _value(prop: Property, text: str) -> object:
    if prop.type == "choice":
        return next(choice.code for choice in prop.choices if choice.zh == text)
    if prop.type == "flag":
        return text == "是"
    return int(text) if prop.type in ("integer", "money") else text


def _node(kind: str, row: dict[str, str]) -> Node:
    named = {prop.zh: prop for prop in schema.node_kind(kind).properties}
    props = {named[heading].name: _value(named[heading], text) for heading, text in row.items() if heading in named and text}
    props["sources"] = [{"source": row["出处"], "as_of": row["记载日期"]}]
    return Node(row["编号"], kind, row["名称"], props)


def _tie(row: dict[str, str]) -> Tie:
    kind = next(kind for kind in schema.TIE_KINDS if kind.zh == row["关系"])
    role = next((choice.code for choice in kind.roles if choice.zh == row["角色"]), "")
    sources = [{"source": row["出处"], "as_of": row["记载日期"]}]
    props: dict[str, object] = {"valid_from": row["起始日期"], "valid_to": row["终止日期"], "role": role, "sources": sources}
    if row["数量"]:
        props["count"] = int(row["数量"])
    return Tie(row["编号"], kind.name, row["起点"], row["终点"], props)
