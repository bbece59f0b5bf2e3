"""The import that waits to be confirmed, as the record that ``check`` returned."""

from __future__ import annotations

from dataclasses import dataclass

from alliance.services.authorization import authorized
from alliance.services.data.import_results import ImportReport
from alliance.services.data.importing import staged
from alliance.services.data.staged_reports import report_of
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
    return WaitingImport(report=report_of(facts), rejected=len(facts.get("rejected") or ()))
