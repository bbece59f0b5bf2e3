"""A finding of an import: a record of what is wrong where; its sentence is in ``messages``.

The codes with their sentences are in docs/findings.md; ``detail`` tells variants of one code apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from alliance import messages

CELL_CODES = ("F16", "F17", "F19")  # what is wrong with one cell: it is left open and asked
SHOWN_CHARACTERS = 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``row`` is the row of the sheet as a person counts it (0: the whole table), ``column`` its heading.

    An ``error`` with a row rejects that row, one without a row the whole table (with a column: that column). A ``question`` leaves
    its cell open until it is answered, and nothing else but for those whose row waits with it (``holds_row``).
    """

    code: str
    table: str
    row: int = 0
    column: str = ""
    value: str = ""
    severity: str = "error"  # or question, warning, info
    detail: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def key(self) -> tuple[str, int, str]:
        """Return (code, row, column), which is what tests compare."""
        return self.code, self.row, self.column


@dataclass(frozen=True, slots=True)
class Fault:
    """What a single value did wrong, before it is known where: code, variant, severity, facts."""

    code: str
    detail: str = ""
    severity: str = "error"
    facts: Mapping[str, Any] = field(default_factory=dict)

    def at(self, table: str, row: int, column: str, value: str) -> Finding:
        """Return the finding at a place, with its value as it is shown."""
        shown = shown_value(value)
        return Finding(code=self.code, table=table, row=row, column=column, value=shown, severity=self.severity, detail=self.detail, facts=self.facts)


def shown_value(text: str) -> str:
    """Return what a finding shows of a cell: its first characters."""
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"


def holds_row(finding: Finding) -> bool:
    """Say whether the row of a finding is not taken: an error, or a question about who or what the whole row is.

    >>> holds_row(Finding("F32", "关系", 3, "终点", severity="question")), holds_row(Finding("F16", "关系", 3, severity="question"))
    (True, False)
    """
    waits = finding.code in ("F31", "F32", "F42") or (finding.code == "F36" and finding.detail != "node")
    return bool(finding.row) and (finding.severity == "error" or (finding.severity == "question" and waits))


def finding_of(plain: Sequence[Any]) -> Finding:
    """Return the finding of its JSON form."""
    code, table, row, column, value, severity, detail, facts = plain
    return Finding(code=code, table=table, row=row, column=column, value=value, severity=severity, detail=detail, facts=facts)


def finding_text(finding: Finding, language: str = "zh") -> str:
    """Return the sentence for a finding: what is wrong there and what to do.

    >>> finding_text(Finding("F33", "relations", 4, value="甲"))
    '第4行：起点和终点是同一个（“甲”），这一行没有导入。'
    """
    key = f"tables.{finding.code}.{finding.detail}" if finding.detail else f"tables.{finding.code}"
    facts = {"value": finding.value, "column": finding.column, "row": finding.row, "table": finding.table, **finding.facts}
    if language == "en":  # a fact in words comes in both languages: known and known_en
        facts |= {name.removesuffix("_en"): fact for name, fact in facts.items() if name.endswith("_en")}
    sentence = messages.text(key, language, **facts)
    if finding.severity == "question" and (finding.code in CELL_CODES or (finding.code, finding.detail) == ("F36", "node")):
        sentence = messages.text("tables.question", language, sentence=sentence)
    if not finding.row:
        return sentence
    return messages.text("tables.at-row", language, row=finding.row, sentence=sentence)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings ordered by table, row, column, code, variant."""
    return sorted(findings, key=lambda f: (f.table, f.row, f.column, f.code, f.detail, f.value))
