"""A logical export of a whole store at one state, and the way back into an empty database.

One gzip file of JSON lines: a head with the counters, then nodes, ties, work records, ledger, before-images and audit, then
a last line with the counts and a check sum over all lines before it.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from alliance.errors import StoreDamaged, StoreTooNew
from alliance.model import Node, Tie
from alliance.stores.neo4j import rows
from alliance.stores.neo4j.blocks import blocks
from alliance.stores.neo4j.read import reading
from alliance.stores.neo4j.server.server import Statements
from alliance.stores.neo4j.server.setup import RESTORE
from alliance.stores.port import Progress

FORMAT = 1
_COUNTED = ("nodes", "ties", "works", "ledgers", "images", "audits")


def _lines(q: Statements) -> Iterator[tuple[str, Any]]:
    for node in reading.all_nodes(q, ""):
        yield "nodes", rows.plain_record(node)
    for tie in reading.all_ties(q, ""):
        yield "ties", rows.plain_record(tie)
    for row in q.rows("all_work"):
        yield "works", rows.plain_record(rows.work(row))
    for (entry,) in q.rows("ledger_after", after=0):
        yield "ledgers", entry
    for (image,) in q.stream("all_images"):
        yield "images", {**image, "data": base64.b64encode(bytes(image["data"])).decode("ascii")}
    for (record,) in q.stream("audit_chain"):
        yield "audits", record


def write(q: Statements, part: Path, progress: Progress | None, total: int) -> Mapping[str, Any]:
    """Write the export to a file and return its counts, with revision and counters. The caller looks whether the store moved meanwhile."""
    meta = q.one("meta")
    counts: Counter[str] = Counter(dict.fromkeys(_COUNTED, 0))
    check = hashlib.sha256()
    own = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(own, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, compresslevel=3) as file:

        def line(value: Any) -> None:
            data = reading.as_json(value).encode() + b"\n"
            check.update(data)
            file.write(data)

        line({"format": FORMAT, "meta": {name: value for name, value in meta.items() if name not in ("held_by", "one", "stage_number")}})
        for sort, value in _lines(q):
            counts[sort] += 1
            line([sort, value])
            if progress and sum(counts.values()) % 5_000 == 0:
                progress(min(sum(counts.values()), total), total)
        file.write(reading.as_json({"counts": dict(counts), "sha256": check.hexdigest()}).encode() + b"\n")
    with part.open("rb") as whole:
        os.fsync(whole.fileno())
    return {**counts, **{name: meta[name] for name in ("revision", "work_revision", "sequence", "audit_last")}}


def read(path: Path) -> Iterator[Any]:
    """Yield the head, then [sort, value] for each line of an export. Raises ``StoreDamaged`` where it does not hold, ``StoreTooNew``."""
    check, counts, last = hashlib.sha256(), Counter(dict.fromkeys(_COUNTED, 0)), None
    try:
        with gzip.open(path, "rb") as file:
            for number, line in enumerate(file):
                value = json.loads(line)
                if isinstance(value, dict) and "sha256" in value:
                    last = value
                    break
                check.update(line)
                if number == 0 and value["format"] > FORMAT:
                    raise StoreTooNew(location=str(path))
                if number:
                    counts[value[0]] += 1
                yield value
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        raise StoreDamaged(location=str(path), command=RESTORE) from None
    if last is None or last["sha256"] != check.hexdigest() or last["counts"] != dict(counts):
        raise StoreDamaged(location=str(path), command=RESTORE)


def check(path: Path) -> None:
    """Read an export through. Raises ``StoreDamaged``, ``StoreTooNew``."""
    for _ in read(path):
        pass


def fill(q: Statements, lines: Iterable[Any]) -> Mapping[str, Any]:
    """Write an export into a database whose meta node is fresh; return the counters it brings."""
    waiting = iter(lines)
    head: Mapping[str, Any] = next(waiting)
    counts: Counter[str] = Counter()
    for block in blocks(waiting):
        kinds: dict[tuple[str, str], list[Any]] = {}
        for sort, value in block:
            counts[sort] += 1
            if sort == "images":
                value["data"] = base64.b64decode(value["data"])
            record = rows.heard(value) if sort in ("nodes", "ties", "works") else None
            if isinstance(record, Node):
                kinds.setdefault((sort, record.kind), []).append(rows.node_props(record))
            elif isinstance(record, Tie):
                kinds.setdefault((sort, record.kind), []).append({"source": record.source, "target": record.target, "set": rows.tie_props(record)})
            else:
                kinds.setdefault((sort, ""), []).append(rows.work_row(record) if record else value)
        for (sort, kind), found in kinds.items():
            _put(q, sort, kind, found)
    q.rows("set_meta", values=dict(head["meta"]))
    return {**counts, **head["meta"]}


def _put(q: Statements, sort: str, kind: str, found: list[Any]) -> None:
    if sort == "ledgers":
        for entry in found:
            q.rows("add_ledger", entry=entry)
    else:
        names = {"nodes": "upsert_nodes", "ties": "upsert_ties", "works": "upsert_work", "images": "add_images", "audits": "add_audit"}
        q.rows(names[sort], kind, rows=found)
