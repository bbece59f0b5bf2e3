"""The child process: reads one untrusted file and leaves its rows, compact, in a folder for the parent.

For table number t: ``t.rows`` and ``t.links`` (JSON lines, one block of rows each), ``t.keys``, ``t.contents``,
``t.numbers`` (64-bit numbers, one for each row), and at the very end ``report.json``. Nothing is pickled.
"""

from __future__ import annotations

import gc
import json
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from alliance.atomic_files import open_atomic
from alliance.errors import UnreadableFile
from alliance.tables.files import readers
from alliance.tables.findings import Finding, finding_of
from alliance.tables.read.rows import RowReader, Tally
from alliance.tables.read.tie_rows import TieReader, pack_rows
from alliance.tables.sheets.announced import RECOGNITION, held_back, is_announced
from alliance.tables.sheets.columns import RELATIONS, best_kind, kind_named
from alliance.tables.sheets.grid import Line, column_name
from alliance.tables.sheets.headings import headings_at
from alliance.tables.sheets.member_units import MemberUnits
from alliance.tables.sheets.plans import COLUMN_LIMIT, Plan, plan_table
from alliance.tables.sheets.records import Records, plain_facts, plain_lines
from alliance.tables.sheets.settings_sheet import SETTINGS_SHEETS, settings_of_rows
from alliance.tables.sheets.understanding import (
    Understanding,
    is_of_results,
    section_meanings,
    understand,
    with_added,
    with_columns,
    without_held_back,
)

LOOKED_AT = 60  # lines of a sheet that are looked at before its rows are read

BLOCK = 1_000


def run(request: Mapping[str, Any]) -> None:
    """Read the files of a request {memory, files: [{path, name, kind, mapping, prefix, folder, pick}]} and write what was found."""
    _limit_memory(int(request["memory"]))
    gc.disable()  # nothing here makes circles, and looking for them takes a third of the time
    for file in request["files"]:
        _read(file)


def _read(request: Mapping[str, Any]) -> None:
    folder = Path(request["folder"])
    if request.get("pick") or request.get("head"):
        _pick(request, folder)
        return
    tables: list[dict[str, Any]] = []
    findings: list[Finding] = []
    try:
        for sheet in readers.sheets(Path(request["path"]), request["name"], request["kind"]):
            sheet.name = request["prefix"] + sheet.name
            tables += _table(sheet, request, folder / str(len(tables)))
    except UnreadableFile as fault:
        facts = {key: value for key, value in fault.facts.items() if key not in ("finding", "detail")}
        findings.append(Finding(fault.facts["finding"], request["name"], detail=fault.facts.get("detail", ""), facts=facts))
    tables, passed = _without_strangers(tables)
    findings += passed
    _write(folder / "report.json", {"tables": tables, "findings": [_pack_finding(f) for f in findings]})


def _without_strangers(tables: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[Finding]]:
    """Leave out the sheets of a workbook that are no tables of ours, where at least one is; say which they are."""
    if not any(table["columns"] for table in tables):
        return tables, []
    strangers = [table for table in tables if not table["columns"]]
    passed = [finding for t in strangers for finding in map(finding_of, t["findings"]) if finding.code == "F07"]
    passed += [Finding("F07", t["name"], severity="info") for t in strangers if t["header_row"] >= 0]
    return [t for t in tables if t["columns"]], passed


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent watches instead
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _table(sheet: readers.Sheet, request: Mapping[str, Any], target: Path) -> list[dict[str, Any]]:
    """Read one sheet; an empty sheet beside others is passed over without a word, a hidden one unless it was asked for."""
    facts = {"spool": target.name, "name": sheet.name, "encoding": sheet.encoding, "separator": sheet.separator, "hidden": sheet.hidden}
    if sheet.hidden and sheet.name not in request.get("hidden", ()):
        return [facts | _close_table(Plan(sheet.name, "", -1, ()), Tally(), [Finding("F07", sheet.name, severity="question", detail="hidden")])]
    head, rows = readers.first_rows(sheet, LOOKED_AT)
    if sheet.name.removeprefix(request["prefix"]) in SETTINGS_SHEETS.values() and settings_of_rows([cells for _, cells in head]):
        return []  # what the data are, read by itself (``Worker.settings``)
    if not head:
        return [facts | _close_table(Plan(sheet.name, "", -1, ()), Tally(), [Finding("F04", sheet.name)])]
    plan, understood, extra = _plan(sheet, head, request)
    if not plan.kind or any(f.severity == "error" for f in plan.findings):
        return [facts | _close_table(plan, Tally(), extra)]
    extra += _unusual_text(sheet)
    width = max(len(understood.lines.headings), 1 + max((column.index for column in plan.columns), default=0))
    sheet_name, file = sheet.name.removeprefix(request["prefix"]), Path(request["name"])
    stated = dict(request.get("stated") or {})
    added = with_added(understood, sheet_name, file.name, head, plan.columns, stated)
    if not request.get("state") and plan.kind == "Workshop" and is_announced([sheet_name, file.stem, *_above(understood, head)]):
        stated = held_back(stated)
        names = {*(column.name for column in plan.columns), *(each.name for each in added)}
        extra += [Finding("F44", sheet.name, severity="question")] if any(name in names and not stated[name] for name in RECOGNITION) else []
        added = with_added(understood, sheet_name, file.name, head, plan.columns, stated)
    plan = without_held_back(plan, stated)
    plan = with_columns(plan, added, width, understood.facts)
    reader = TieReader(plan, bool(sheet.encoding), request.get("answers")) if plan.kind == RELATIONS else RowReader(plan, request.get("answers"))
    records = Records(
        plan=plan, understood=understood, added=added, marks=sheet.marks, note=reader.tally.note, width=width, final=bool(request.get("state"))
    )
    below = ((row, cells) for row, cells in rows() if row > plan.header_row)
    units = MemberUnits(plan, reader.tally.note) if "alliances" in {column.name for column in plan.columns} else None
    rows_of_kind = records.of(below) if units is None else units.without(records.of(below))
    _spool(reader, rows_of_kind, sheet.marks.lost, target)
    if not reader.tally.rows:
        extra.append(Finding("F04", sheet.name, detail="rows"))
    more = [_units_table(facts, units, kind, target) for kind in units.rows] if units else []
    extra += _of_lines(sheet, records, plan)
    read = {
        "facts": plain_facts(understood.facts),
        "aside": plain_lines(records.aside, width),
        "added": [[a.name, a.origin, a.value, a.by] for a in added if a.role != "kind_of_link"],
    }
    return [facts | _close_table(plan, reader.tally, extra) | read, *more]


def _above(understood: Understanding, head: list[Line]) -> list[str]:
    """The title, and the texts above the headings."""
    return [understood.facts.get("title")] + [cell for _, cells in head[: max(understood.lines.first, 0)] for cell in cells]


def _units_table(facts: Mapping[str, Any], units: MemberUnits, kind: str, target: Path) -> dict[str, Any]:
    """The member units of a roster that have no workshop yet, as a table of their own kind."""
    reader = RowReader(units.plan_of(kind))
    spool = target.with_name(f"{target.name}-{kind}")
    _spool(reader, units.rows[kind], {}, spool)
    return {**facts, "spool": spool.name, **_close_table(reader.plan, reader.tally, [])}


def _of_lines(sheet: readers.Sheet, records: Records, plan: Plan) -> list[Finding]:
    """What is said of lines that are no record, and of rows and columns that are hidden."""
    found = []
    hidden = sum(1 for row in sheet.marks.hidden if row > plan.header_row)
    if hidden:
        found.append(Finding("F07", sheet.name, severity="warning", detail="rows", facts={"count": hidden}))
    columns = [f"{column_name(each.index)} {each.heading}" for each in plan.columns if each.index in sheet.marks.hidden_columns]
    if columns:
        found.append(Finding("F07", sheet.name, severity="warning", detail="columns", facts={"count": len(columns), "columns": columns}))
    return found + [
        Finding("F38", sheet.name, severity="info", detail=what, facts={"count": records.counts[what]})
        for what in ("heading", "section", "sum", "note")
        if records.counts.get(what)
    ]


def _unusual_text(sheet: readers.Sheet) -> Iterator[Finding]:
    """Find an encoding or a separator other than the usual ones."""
    if sheet.encoding == "gb18030":
        yield Finding("F01", sheet.name, severity="info", facts={"encoding": "GB18030"})
    if sheet.separator not in ("", ","):
        shown = {"separator": {"\t": "Tab"}.get(sheet.separator, sheet.separator)}
        yield Finding("F08", sheet.name, severity="info", detail="separator", facts=shown)


def _plan(sheet: readers.Sheet, head: list[Line], request: Mapping[str, Any]) -> tuple[Plan, Understanding, list[Finding]]:
    name, file = sheet.name, Path(request["name"])
    named = name.removeprefix(request["prefix"])
    kind = kind_named(named.removesuffix(file.suffix)) or kind_named(file.stem)
    lines = request.get("heading_rows", {}).get(name)
    understood = understand(head, sheet.marks, request["kind"], kind, tuple(lines) if lines else None)
    understood.sections = section_meanings(request.get("sections") or {})
    at = understood.lines
    if understood.split:
        plan = plan_table(name, understood.kind, understood.before, at.headings, request["mapping"])
        return plan, understood, [Finding("F06", name, severity="info", detail="list")]
    wide = sum(1 for cell in head[max(at.first, 0)][1] if cell.strip()) > COLUMN_LIMIT
    if at.first < 0 and not request["mapping"] and not wide:
        found = [cell.strip() for cell in head[0][1] if cell.strip()][:20]
        return Plan(name, "", 0, ()), understood, [Finding("F05", name, head[0][0], detail="header", facts={"found": found})]
    if at.first < 0:
        at = understood.lines = headings_at(head, sheet.marks.merges, 0, 0)
        understood.kind = understood.kind or best_kind(at.headings)
    row = head[at.last][0]
    if not understood.kind and not wide:
        return Plan(name, "", row, ()), understood, [Finding("F05", name, row, detail="kind")]
    extra = [Finding("F06", name, row, severity="info")] if at.first > 0 else []
    sample = [cells for _, cells in head[at.last + 1 : at.last + 51]]
    figures, titled = is_of_results(understood.facts), bool(understood.facts.get("title"))
    plan = plan_table(name, understood.kind, row, at.headings, request["mapping"], sample, figures=figures, titled=titled)
    return plan, understood, extra


def _spool(reader: RowReader, rows: Iterable[tuple[int, list[str]]], lost: Mapping[int, list[int]], target: Path) -> None:
    keys, contents, numbers = array("q"), array("q"), array("q")
    values: list[Any] = []
    links: list[Any] = []
    with target.with_suffix(".rows").open("w", encoding="utf-8") as row_file, target.with_suffix(".links").open("w", encoding="utf-8") as link_file:
        for row, cells in rows:
            if row in lost and _reject_lost(reader, row, lost[row]):
                continue
            found = reader.read(row, cells)
            if found is None:
                continue
            value, link, key, content = found
            values.append(value)
            links.append(link)
            keys.append(key)
            contents.append(content)
            numbers.append(row)
            if len(values) == BLOCK:
                _block(row_file, link_file, values, links)
        if values:
            _block(row_file, link_file, values, links)
    for name, numbers_of in (("keys", keys), ("contents", contents), ("numbers", numbers)):
        target.with_suffix(f".{name}").write_bytes(numbers_of.tobytes())


def _block(row_file: Any, link_file: Any, values: list[Any], links: list[Any]) -> None:
    ties = links[0] is None
    row_file.write(json.dumps(pack_rows(values) if ties else values, ensure_ascii=False, separators=(",", ":")) + "\n")
    if not ties:
        link_file.write(json.dumps(links, ensure_ascii=False, separators=(",", ":")) + "\n")
    values.clear()
    links.clear()


def _reject_lost(reader: RowReader, row: int, columns: list[int]) -> bool:
    used = [c for c in reader.plan.columns if c.role and c.index in columns]
    for column in used:
        reader.tally.note(Finding("F20", reader.plan.table, row, column.heading))
    if used:
        reader.tally.rows += 1
        reader.tally.rejected.append(row)
    return bool(used)


def _close_table(plan: Plan, tally: Tally, extra: list[Finding]) -> dict[str, Any]:
    blocked = []
    for column in plan.columns:
        for what, times in sorted(tally.personal.get(column.heading, {}).items()):
            extra.append(Finding("F27", plan.table, 0, column.heading, severity="error", detail=what, facts={"count": times}))
            blocked.append([column.role, column.name])
    findings = [*plan.findings, *extra, *tally.findings]
    counts = tally.counts.copy()
    for finding in (*plan.findings, *extra):
        counts[finding.code] += 1
    columns = [[c.index, c.heading, c.role, c.name] for c in plan.columns]
    return {
        "kind": plan.kind,
        "header_row": plan.header_row,
        "columns": columns,
        "rows": tally.rows,
        "rejected": list(tally.rejected),
        "findings": [_pack_finding(f) for f in findings],
        "finding_counts": dict(counts),
        "blocked": blocked,
        "facts": [],
        "aside": [],
        "added": [],
    }


def _pack_finding(finding: Finding) -> list[Any]:
    return [finding.code, finding.table, finding.row, finding.column, finding.value, finding.severity, finding.detail, dict(finding.facts)]


def _pick(request: Mapping[str, Any], folder: Path) -> None:
    """Write the cells of the rows asked for, or of the first ``head`` of them: [{sheet, row, cells}]."""
    wanted: Mapping[str, list[int]] = request.get("pick") or {}
    most = int(request.get("head") or 0)
    found: list[dict[str, Any]] = []
    for sheet in readers.sheets(Path(request["path"]), request["name"], request["kind"]):
        name = request["prefix"] + sheet.name
        if not most and name not in wanted:
            continue
        rows = set(wanted.get(name, ()))
        chosen = islice(sheet.rows, max(most - len(found), 0)) if most else ((row, cells) for row, cells in sheet.rows if row in rows)
        found += [{"sheet": name, "row": row, "cells": cells} for row, cells in chosen]
    _write(folder / "picked.json", found)


def _write(path: Path, value: Any) -> None:
    with open_atomic(path) as file:
        # lone surrogates cannot come from a strict decoder, but a workbook may hold them
        file.write(json.dumps(value, ensure_ascii=True).encode("ascii"))


def main() -> None:
    """Read the request from standard input and do it."""
    run(json.loads(sys.stdin.buffer.read().decode("utf-8")))


if __name__ == "__main__":
    main()
