"""How the rows of one table are read: what each column means, and what the sheet states without having a column for it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alliance.schema import LinkColumn, Property
from alliance.tables.cells.amounts import factor_of
from alliance.tables.cells.texts import heading_key
from alliance.tables.findings import Finding
from alliance.tables.sheets.columns import PROTECTED, SILENT, Heading, targets, vocabulary
from alliance.tables.sheets.leader_columns import told_of_leader

COLUMN_LIMIT = 64


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file and what it means; ``role`` is property, link, provenance, kind_of_link, figure, of_lead, or empty for one left out."""

    index: int
    heading: str
    role: str = ""
    name: str = ""
    term: Property | LinkColumn | None = None
    factor: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of one table are read: its kind (a node kind or ``relations``), header row and columns."""

    table: str
    kind: str
    header_row: int
    columns: tuple[Column, ...]
    findings: tuple[Finding, ...] = ()
    year: str = ""  # of the title: completes dates without a year
    place: str = ""  # of the title: says whose 市总 is meant


def plan_table(
    table: str,
    kind: str,
    header_row: int,
    headings: Sequence[Heading],
    mapping: Mapping[str, str] | None = None,
    sample: Sequence[Sequence[str]] = (),
    *,
    figures: bool = False,
    titled: bool = False,
) -> Plan:
    """Return how a table is read. ``mapping`` (heading → stored name, empty to leave it out) goes before the vocabulary.

    Findings: two columns that say the same (F05 duplicate: a question, both are left out; F05 twice where the rows of ``sample`` agree
    in both, the first is read), a column not known (F05 unknown, warning), a protected one (F27 heading, warning), too many columns
    (F24 columns), no column that is required (F05 required). ``figures``: columns of results are read, ``titled``: a column 编号 that
    only counts is no id. A second column of the host is the department.
    """
    findings: list[Finding] = []
    headings = told_of_leader(kind, _under_one_host(kind, headings, sample))
    filled = [(i, heading) for i, heading in enumerate(headings) if heading.text]
    if len(filled) > COLUMN_LIMIT:
        findings.append(
            Finding(code="F24", table=table, row=header_row, column="", value=str(len(filled)), detail="columns", facts={"limit": COLUMN_LIMIT})
        )
        return Plan(table=table, kind=kind, header_row=header_row, columns=(), findings=tuple(findings))
    columns = [
        _column(table, kind, index, heading=heading, row=header_row, findings=findings, mapping=mapping or {}, figures=figures)
        for index, heading in filled
    ]
    if figures or titled:
        columns = [Column(each.index, each.heading) if each.name == "id" and _counts(each.index, sample) else each for each in columns]
    columns = _tell_apart(table, kind, header_row, columns, sample, findings)
    met = {column.name for column in columns if column.role}
    for _, name, term in targets(kind):
        if isinstance(term, Property) and term.required and name not in met and not (name == "name" and "id" in met):
            facts = {"column_en": term.en, "found": [heading.text for _, heading in filled]}
            findings.append(Finding("F05", table, header_row, term.zh, detail="required", facts=facts))
    return Plan(table=table, kind=kind, header_row=header_row, columns=tuple(columns), findings=tuple(findings))


def _column(
    table: str, kind: str, index: int, heading: Heading, row: int, findings: list[Finding], mapping: Mapping[str, str], figures: bool
) -> Column:
    keys = [heading_key(word) for word in heading.words]
    if heading.text in mapping:
        target = next((target for target in targets(kind) if target[1] == mapping[heading.text]), None)
    else:
        target = next((vocabulary(kind)[key] for key in keys if key in vocabulary(kind)), None)
        if target and target[0] == "figure" and not figures:
            target = None  # 近三年成果 is of no one year: only a table of results of a year is read
        if any(key in PROTECTED for key in (*keys, heading_key(heading.parts[-1]))):
            target = None
            findings.append(Finding("F27", table, row, heading.text, severity="warning", detail="heading"))
        elif target is None and not any(key in SILENT for key in keys):
            findings.append(Finding("F05", table, row, heading.text, severity="warning", detail="unknown"))
    if target is None:
        return Column(index, heading.text)
    role, name, term = target
    factor = factor_of(heading.text) if isinstance(term, Property) and term.type == "money" else 1
    return Column(index=index, heading=heading.text, role=role, name=name, term=term, factor=factor)


def _tell_apart(table: str, kind: str, row: int, columns: Sequence[Column], sample: Sequence[Sequence[str]], findings: list[Finding]) -> list[Column]:
    """Settle columns that mean the same: the second host is the department; agreeing ones count once; else neither is read."""
    settled = list(columns)
    first: dict[tuple[str, str], int] = {}
    for place, column in enumerate(columns):
        earlier = first.setdefault((column.role, column.name), place) if column.role else place
        if earlier == place:
            continue
        settled[place] = Column(column.index, column.heading)
        department = next((target for target in targets(kind) if target[1] == "department"), None)
        if column.name == "host" and department and not any(each.name == "department" for each in settled):
            settled[place] = Column(column.index, column.heading, *department)
            continue
        other = columns[earlier]
        agree = bool(sample) and all(_at(cells, column.index) in ("", _at(cells, other.index)) for cells in sample)
        detail, severity = ("twice", "info") if agree else ("duplicate", "error" if column.name in ("id", "name") else "question")
        findings.append(
            Finding(
                code="F05", table=table, row=row, column=column.heading, value="", severity=severity, detail=detail, facts={"other": other.heading}
            )
        )
        if not agree and column.name not in ("id", "name"):
            settled[earlier] = Column(other.index, other.heading)
    return settled


def _under_one_host(kind: str, headings: Sequence[Heading], sample: Sequence[Sequence[str]]) -> Sequence[Heading]:
    """A column without a heading right of the host, with texts in it: in plain text the merged heading stands over the first alone."""
    host = {heading_key(word) for word, target in ((w, t) for t in targets(kind) if t[1] == "host" for w in (t[2].zh, *t[2].headings))}
    found = list(headings)
    for place, (left, heading) in enumerate(itertools.pairwise(headings)):
        texts = [_at(cells, place + 1) for cells in sample]
        if not heading.text and left.text and heading_key(left.text) in host and any(text and not text.isdigit() for text in texts):
            found[place + 1] = left
    return found


def _counts(index: int, sample: Sequence[Sequence[str]]) -> bool:
    """Say whether a column 编号 of a paper only counts its rows: 1, 2, 3 …"""
    numbers = [text for cells in sample if (text := _at(cells, index)).isdigit()]
    return bool(numbers) and [int(number) for number in numbers] == list(range(1, len(numbers) + 1))


def _at(cells: Sequence[str], index: int) -> str:
    return cells[index].strip() if index < len(cells) else ""
