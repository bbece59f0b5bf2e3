"""The report of a check as it is kept with a staged batch, and read back."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from alliance.services.data.import_results import AddedColumn, ColumnReport, ImportReport, LineAside, SheetFact, TableReport
from alliance.tables.findings import Finding, finding_of


def report_of(facts: Mapping[str, Any]) -> ImportReport:
    """Return the report kept with a staged batch as it was before it was stored as JSON."""
    plain = dict(facts["report"])
    tables = tuple(_table_of(table) for table in plain.pop("tables"))
    return ImportReport(**{**plain, "files": tuple(plain["files"]), "tables": tables, "findings": tuple(staged_findings(facts))})


def _table_of(plain: Mapping[str, Any]) -> TableReport:
    parts = {"columns": ColumnReport, "facts": SheetFact, "aside": LineAside, "added": AddedColumn}
    return TableReport(**{**plain, **{name: tuple(part(**each) for each in plain.get(name, ())) for name, part in parts.items()}})


def staged_findings(facts: Mapping[str, Any]) -> list[Finding]:
    """Return the findings kept with a staged batch."""
    names = [field.name for field in dataclasses.fields(Finding)]
    return [finding_of([plain[name] for name in names]) for plain in facts["report"]["findings"]]
