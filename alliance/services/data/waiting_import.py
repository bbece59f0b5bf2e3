"""The import that waits to be confirmed, as the record that ``check`` returned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alliance.services.authorization import authorized
from alliance.services.data.import_results import AddedColumn, ColumnReport, ImportReport, LineAside, SheetFact, TableReport
from alliance.services.data.importing import staged, staged_findings
from alliance.services.session import Session


@dataclass(frozen=True, slots=True)
class WaitingImport:
    """An import that was checked and not yet confirmed; ``rejected``: how many of its refused rows were kept for the user."""

    report: ImportReport
    rejected: int


@authorized
def waiting_import(net: Session) -> WaitingImport | None:
    """Return the oldest import that waits to be confirmed, after a restart too; None where none waits."""
    waiting = staged(net).rows
    if not waiting:
        return None
    facts = waiting[0]["facts"]
    return WaitingImport(report=_report(facts), rejected=len(facts.get("rejected") or ()))


def _table(plain: Mapping[str, Any]) -> TableReport:
    parts = {"columns": ColumnReport, "facts": SheetFact, "aside": LineAside, "added": AddedColumn}
    return TableReport(**{**plain, **{name: tuple(part(**each) for each in plain.get(name, ())) for name, part in parts.items()}})


def _report(facts: Mapping[str, Any]) -> ImportReport:
    """Return the report as it was before it was stored as JSON."""
    plain = dict(facts["report"])
    tables = tuple(_table(table) for table in plain.pop("tables"))
    return ImportReport(**{**plain, "files": tuple(plain["files"]), "tables": tables, "findings": tuple(staged_findings(facts))})
