"""Records to rows and back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from alliance import schema
from alliance.model import Node, Record, Tie, Work
from alliance.model.building import node_row, tie_row

NODE, TIE, WORK = 0, 1, 2
NODE_FIELDS = "n.key, n.id, n.kind, n.name, n.props, n.version"
TIE_FIELDS = "t.key, t.id, t.kind, s.id, g.id, t.props, t.version"
TIE_FROM = "tie t JOIN node s ON s.key = t.source JOIN node g ON g.key = t.target"
CHUNK = 500  # below the least limit of parameters in a statement


def dumped(value: Any) -> str:
    """Return compact JSON, keys sorted, characters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def node_of(row: Sequence[Any]) -> Node:
    """Return the node of a row of ``NODE_FIELDS``."""
    return Node(row[1], schema.NODE_KINDS[row[2]].name, row[3], json.loads(row[4]), row[5], row[0])


def tie_of(row: Sequence[Any]) -> Tie:
    """Return the tie of a row of ``TIE_FIELDS``."""
    return Tie(row[1], schema.TIE_KINDS[row[2]].name, row[3], row[4], json.loads(row[5]), row[6], row[0])


def node_values(node: Node) -> tuple[Any, ...]:
    """Return id … checks of the table ``node``, without key."""
    row = node_row(node)
    return (node.id, schema.NODE_CODE[node.kind], node.name, dumped(node.props), node.version, row["first"], row["last"], row["until"], row["count"],
            row["form"], row["rank"], row["system"], ",".join(map(str, row["checks"])))


def tie_values(tie: Tie) -> tuple[Any, ...]:
    """Return props … days of the table ``tie``, without key, id, kind and ends."""
    row = tie_row(tie)
    days = ",".join(map(str, row["days"])) if len(row["days"]) > 1 else ""
    return dumped(tie.props), tie.version, row["first"], row["last"], row["until"], row["seen"], row["role"], row["count"], days


def image_of(record: Record) -> str:
    """Return the JSON that restores a record."""
    if isinstance(record, Work):
        return dumped({"kind": record.kind, "id": record.id, "state": record.state, "data": dict(record.data), "version": record.version})
    common = {"key": record.key, "id": record.id, "kind": record.kind, "props": dict(record.props), "version": record.version}
    ends = {"source": record.source, "target": record.target} if isinstance(record, Tie) else {"name": record.name}
    return dumped({**common, **ends})


def record_of(type_: int, image: str) -> Record:
    """Return the record of an image."""
    data = json.loads(image)
    return (Node, Tie, Work)[type_](**data)  # type: ignore[no-any-return]


def chunks(items: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """Yield lists of at most ``size`` items."""
    block: list[Any] = []
    for item in items:
        block.append(item)
        if len(block) == size:
            yield block
            block = []
    if block:
        yield block


def marks(n: int) -> str:
    """Return n question marks."""
    return ",".join("?" * n)


def records(connection: sqlite3.Connection, type_: int, ids: Iterable[str]) -> dict[str, Record]:
    """Return the records of one type by id (a work record's id is ``kind\\x1fid``)."""
    found: dict[str, Record] = {}
    for block in chunks(ids):
        if type_ == NODE:
            for row in connection.execute(f"SELECT {NODE_FIELDS} FROM node n WHERE n.id IN ({marks(len(block))})", block):
                found[row[1]] = node_of(row)
        elif type_ == TIE:
            for row in connection.execute(f"SELECT {TIE_FIELDS} FROM {TIE_FROM} WHERE t.id IN ({marks(len(block))})", block):
                found[row[1]] = tie_of(row)
        else:
            for key in block:
                kind, _, id_ = key.partition("\x1f")
                for row in connection.execute("SELECT kind, id, state, data, version FROM work WHERE kind=? AND id=?", (kind, id_)):
                    found[key] = Work(row[0], row[1], row[2], json.loads(row[3]), row[4])
    return found
