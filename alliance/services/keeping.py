"""Keeping the data: backup, restore, export; each leaves a line in the audit."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from alliance.errors import InvalidValue, StoreFull, StoreReadOnly
from alliance.services.answers import Answer
from alliance.services.authorization import action
from alliance.services.doctor import checkup, doctor
from alliance.services.restoring import restore
from alliance.services.workspace import Workspace
from alliance.stores.base import Progress

__all__ = ["AuditAnswer", "BackupAnswer", "ExportAnswer", "audit_check", "backup", "checkup", "doctor", "export", "restore"]
FORMATS = ("csv", "xlsx", "graphml", "gexf")


@dataclass(frozen=True, slots=True)
class BackupAnswer(Answer):
    """A backup that was written and checked."""

    target: str
    counts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ExportAnswer(Answer):
    """Files that were written, with the rows of each."""

    format: str
    files: tuple[str, ...]
    nodes: int
    ties: int


@action("backup")
def backup(net: Workspace, target: str | Path, *, progress: Progress | None = None) -> BackupAnswer:
    """Write a consistent copy of the store to ``target`` while others read and write.

    Raises ``InvalidValue`` where something is there already: a backup never overwrites.
    """
    path = Path(target)
    if path.exists():
        raise InvalidValue(property="target", value=str(path))
    counts = net.store.backup(path, progress)
    answer = BackupAnswer("alliance.backup/1", net.store.revision, net.as_of(), str(path), dict(counts))
    net.store.note(net.actor, "backup", [str(path)], {"revision": answer.revision})
    return answer


@action("export")
def export(net: Workspace, format: str, out: str | Path, *, kinds: Sequence[str] = (), lang: str = "zh", progress: Progress | None = None) -> ExportAnswer:
    """Write the whole network: csv into a folder and xlsx as import files, graphml and gexf for other graph programs.

    ``kinds`` keeps nodes of these kinds and the ties between them. Raises ``InvalidValue`` for an unknown format.
    """
    if format not in FORMATS:
        raise InvalidValue(property="format", value=format)
    with _disk(out):
        write = _graph_file if format in ("graphml", "gexf") else _tables
        files, n_nodes, n_ties = write(net, format, Path(out), tuple(kinds), lang)
    answer = ExportAnswer("alliance.export/1", net.store.revision, net.as_of(), format, tuple(map(str, files)), n_nodes, n_ties)
    net.store.note(net.actor, "export", [*answer.files], {"format": format, "nodes": n_nodes, "ties": n_ties, "kinds": list(kinds)})
    return answer


@contextmanager
def _disk(out: str | Path) -> Iterator[None]:
    """Say trouble with the target in our own errors."""
    import errno

    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            raise StoreFull(location=str(out)) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise StoreReadOnly(location=str(out)) from error
        raise InvalidValue(property="out", value=str(out)) from error


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file that appears under its name only once it is written whole; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with half.open("wb") as out:
            yield out
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _graph_file(net: Workspace, format: str, out: Path, kinds: tuple[str, ...], lang: str) -> tuple[list[Path], int, int]:
    from alliance.reports import graph_files

    kept: set[str] = set()
    nodes = (node for node in net.store.all_nodes() if _keep(node.kind, node.id, kinds, kept))
    ties = (tie for tie in net.store.all_ties() if not kinds or (tie.source in kept and tie.target in kept))
    with whole(out) as target:
        counts = graph_files.FORMATS[format](target, nodes, ties, language=lang)
    return [out], *counts


def _keep(kind: str, node_id: str, kinds: tuple[str, ...], kept: set[str]) -> bool:
    if kinds and kind not in kinds:
        return False
    if kinds:
        kept.add(node_id)
    return True


@dataclass(frozen=True, slots=True)
class AuditAnswer(Answer):
    """Whether the audit chain is whole: ``broken_at`` is the first record that does not fit, 0 where all do."""

    broken_at: int
    rows: tuple[Mapping[str, Any], ...]


@action("history.read")
def audit_check(net: Workspace, limit: int = 20) -> AuditAnswer:
    """Check the chain of the audit and return its newest records."""
    return AuditAnswer("alliance.audit/1", net.store.revision, net.as_of(), net.store.verify_audit(), tuple(net.store.audit(limit)))
