"""Keeping the data: backup and the audit here; export, restore and the doctor live beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alliance.errors import InvalidValue
from alliance.services.authorization import action
from alliance.services.data.exporting import ExportAnswer, export
from alliance.services.results import Answer
from alliance.services.stores.doctor import checkup, doctor
from alliance.services.stores.restoring import RestoreAnswer, restore
from alliance.services.workspace import Workspace
from alliance.stores.port import Progress

__all__ = ["AuditAnswer", "BackupAnswer", "ExportAnswer", "RestoreAnswer", "audit_check", "backup", "checkup", "doctor", "export", "restore"]


@dataclass(frozen=True, slots=True)
class BackupAnswer(Answer):
    """A backup that was written and checked; ``counts`` are those of the copy."""

    target: str
    counts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AuditAnswer(Answer):
    """Whether the audit chain is whole: ``broken_at`` is the first record that does not fit, 0 where all do; ``rows`` are the newest."""

    broken_at: int
    rows: tuple[Mapping[str, Any], ...]


@action("backup")
def backup(net: Workspace, target: str | Path, *, progress: Progress | None = None) -> BackupAnswer:
    """Write a consistent, checked copy of the store while others read and write.

    Raises ``InvalidValue`` where something is there already: a backup never overwrites.
    """
    path = Path(target)
    if path.exists():
        raise InvalidValue(property="target", value=str(path))
    counts = dict(net.store.backup(path, progress))
    net.store.note(net.actor, "backup", [str(path)], counts)
    return BackupAnswer("alliance.backup/1", int(counts.get("revision", net.store.revision)), net.as_of(), str(path), counts)


@action("history.read")
def audit_check(net: Workspace, limit: int = 20) -> AuditAnswer:
    """Check the chain of the audit and return its newest records."""
    return AuditAnswer("alliance.audit/1", net.store.revision, net.as_of(), net.store.verify_audit(), tuple(net.store.audit(limit)))
