"""A checked copy of the store, and the check of its audit chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alliance.errors import InvalidValue
from alliance.services.authorization import authorized
from alliance.services.results import Result
from alliance.services.session import Session
from alliance.stores.port import Progress


@dataclass(frozen=True, slots=True)
class BackupResult(Result):
    """A backup that was written and checked; ``counts`` are those of the copy."""

    target: str
    counts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AuditResult(Result):
    """Whether the audit chain is whole: ``broken_at`` is the first record that does not fit, 0 where all do; ``rows`` are the newest."""

    broken_at: int
    rows: tuple[Mapping[str, Any], ...]


@authorized
def backup(net: Session, target: str | Path, *, progress: Progress | None = None) -> BackupResult:
    """Write a consistent, checked copy of the store while others read and write.

    Raises ``InvalidValue`` where something is there already: a backup never overwrites.
    """
    path = Path(target)
    if path.exists():
        raise InvalidValue(property="target", value=str(path))
    counts = dict(net.store.backup(path, progress))
    net.store.note(net.actor, "backup", [str(path)], counts)
    return BackupResult(
        schema="alliance.backup/1", revision=int(counts.get("revision", net.store.revision)), as_of=net.as_of(), target=str(path), counts=counts
    )


@authorized
def audit_check(net: Session, limit: int = 20) -> AuditResult:
    """Check the chain of the audit and return its newest records."""
    return AuditResult(
        schema="alliance.audit/1",
        revision=net.store.revision,
        as_of=net.as_of(),
        broken_at=net.store.verify_audit(),
        rows=tuple(net.store.audit(limit)),
    )
