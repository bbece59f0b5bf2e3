"""What a check notes while it works."""

from __future__ import annotations

from alliance.tables.findings import Finding

FINDINGS_KEPT = 2_000


class ImportNotes:
    """Findings with a cap on what is kept, never on what is counted."""

    def __init__(self) -> None:
        self.kept: list[Finding] = []
        self.counts: dict[str, int] = {}

    def add(self, finding: Finding, counted: bool = True) -> None:
        """Keep a finding while there is room, and count it unless it was."""
        if counted:
            self.counts[finding.code] = self.counts.get(finding.code, 0) + 1
        if len(self.kept) < FINDINGS_KEPT:
            self.kept.append(finding)
