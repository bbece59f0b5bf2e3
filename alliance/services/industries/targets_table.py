"""The target list as a file: written to and read from CSV or a workbook, each row kept or refused with a sentence."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alliance import messages
from alliance.errors import AmbiguousName, InputError, InvalidValue, UnknownNode
from alliance.network.mixing.coverage import CLASSES
from alliance.schema import vocabularies
from alliance.services.authorization import authorized
from alliance.services.industries.targets import COLUMNS, SORTS, targets, work_of
from alliance.services.results import Result
from alliance.services.session import Session
from alliance.tables.guards import guard_formula
from alliance.tables.read.worker import SourceFile, Worker

MOST_ROWS = 5000
LEAST_HEADINGS = 3  # known headings by which the heading row is told


@dataclass(frozen=True, slots=True)
class TargetFinding:
    """What is wrong in the file: row as the sheet counts it (0: the whole file), heading, value, and a sentence with what to do."""

    row: int
    column: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class TargetsRead(Result):
    """A file read and not yet kept: the good rows as ``set_targets`` takes them, and what was found; ``count`` rows in all."""

    file: str
    count: int
    rows: tuple[Mapping[str, Any], ...]
    findings: tuple[TargetFinding, ...]


@authorized
def targets_template(net: Session, lang: str = "zh") -> bytes:
    """Return the list as a CSV file that ``read_targets`` takes: headings and the rows there are."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([messages.text(f"services.target.column.{column}", lang) for column in COLUMNS])
    for row in targets(net, lang=lang).rows:
        sort = messages.text(f"services.target.sort.{row.sort}", lang)
        b = "" if row.sort == "industry" else row.b_name
        cells = [row.region_name, row.year, sort, row.a_name, b, row.wanted, _class_word(row.strategic_class, lang), row.note]
        writer.writerow([guard_formula(cell) if isinstance(cell, str) else cell for cell in cells])
    return ("\ufeff" + file.getvalue()).encode("utf-8")


@authorized
def read_targets(net: Session, name: str, data: bytes, *, lang: str = "zh") -> TargetsRead:
    """Read a list from an untrusted file (CSV, XLSX, XLS) in a process of its own; nothing is kept.

    The heading row is the first with three known headings; columns that are not known are named in a finding and left out.
    """
    with Worker() as worker:
        cells = worker.cells(SourceFile(worker.own_file(data), name), MOST_ROWS + 1)
    head = next((row for row in cells or () if sum(cell.strip() in _headings() for cell in row["cells"]) >= LEAST_HEADINGS), None)
    if cells is None or head is None:
        found = [
            TargetFinding(row=0, column="", value=name, text=messages.text(f"services.target.finding.{'file' if cells is None else 'heading'}", lang))
        ]
        return _read(net, name, 0, [], found)
    names = [_headings().get(cell.strip(), "") for cell in head["cells"]]
    findings = [
        TargetFinding(row=head["row"], column=cell, value="", text=messages.text("services.target.finding.column", lang))
        for cell, known in zip(head["cells"], names, strict=True)
        if cell.strip() and not known
    ]
    below = [row for row in cells if row["sheet"] == head["sheet"] and row["row"] > head["row"] and any(cell.strip() for cell in row["cells"])]
    rows: list[Mapping[str, Any]] = []
    for row in below:
        given = {column: cell.strip() for column, cell in zip(names, row["cells"], strict=False) if column}
        made = _row(net, given, row["row"], lang)
        if isinstance(made, TargetFinding):
            findings.append(made)
        else:
            rows.append(made)
    return _read(net, name, len(below), rows, findings)


def _read(net: Session, name: str, count: int, rows: Sequence[Mapping[str, Any]], findings: Sequence[TargetFinding]) -> TargetsRead:
    return TargetsRead(
        schema="alliance.targets_read/1",
        revision=net.store.revision,
        as_of=net.as_of(),
        file=name,
        count=count,
        rows=tuple(rows),
        findings=tuple(findings),
    )


def _row(net: Session, given: Mapping[str, str], number: int, lang: str) -> dict[str, Any] | TargetFinding:
    """Return one row in the words of the store, or what is wrong with it."""
    row: dict[str, Any] = {**given, "sort": _sort(given.get("sort", "")), "strategic_class": _class_code(given.get("strategic_class", ""))}
    row["wanted"] = row.get("wanted", "").removesuffix(".0")  # a workbook has numbers, not texts
    row["year"] = row.get("year", "").removesuffix(".0").removesuffix("年")
    try:
        work_of(net, row)
    except InputError as error:
        column = _column(error, row)
        return TargetFinding(
            row=number, column=messages.text(f"services.target.column.{column}", lang), value=given.get(column, ""), text=_why(error, column, lang)
        )
    return row


def _column(error: InputError, row: Mapping[str, Any]) -> str:
    if isinstance(error, InvalidValue):
        return str(error.facts["property"])
    return next((column for column in ("a", "b", "region") if row.get(column, "") == error.facts.get("node")), "a")


def _why(error: InputError, column: str, lang: str) -> str:
    facts: dict[str, Any] = {}
    if isinstance(error, (UnknownNode, AmbiguousName)):
        several = error.facts["candidates" if isinstance(error, AmbiguousName) else "near"]
        facts = {"near": [one.name for one in several[:8]] or [messages.text("services.target.finding.none", lang)]}
    word = {UnknownNode: "unknown", AmbiguousName: "several"}.get(type(error), column)
    return messages.text(f"services.target.finding.{word}", lang, **facts)


def _headings() -> dict[str, str]:
    return {messages.text(f"services.target.column.{column}", lang): column for column in COLUMNS for lang in messages.LANGUAGES}


def _sort(text: str) -> str:
    words = {messages.text(f"services.target.sort.{sort}", lang): sort for sort in SORTS for lang in messages.LANGUAGES}
    return words.get(text, text or "pair")


def _class_word(code: str, lang: str) -> str:
    return next((choice.label(lang) for choice in vocabularies.STRATEGIC_CLASSES if choice.code == code), code)


def _class_code(text: str) -> str:
    words = {choice.label(lang): choice.code for choice in vocabularies.STRATEGIC_CLASSES for lang in messages.LANGUAGES if choice.code in CLASSES}
    return words.get(text, text)
