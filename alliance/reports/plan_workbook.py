"""The papers of a plan as one workbook, ready to print: list of invitations, tables of each round, attendance sheet, agenda.

Every cell is a text or a number, never a formula (``write_string``); A4; the head is repeated on each page. The same plan gives the same bytes.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from alliance import messages
from alliance.reports.workbook import writable_text

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_A4 = 9
_WALK_INS = 5  # blank rows for those who come unannounced
_ROW_HEIGHT = 26  # points, about 9 mm: room to sign


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One invited workshop as the papers name it; ``comes`` is False for who has declined."""

    id: str
    name: str
    unit: str
    union: str
    side: str
    consent: str
    comes: bool


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """What the papers say, in one language. ``day`` is ``date`` in words; ``rounds[r][t]`` are ids."""

    lang: str
    id: str
    title: str
    form: str
    date: str
    day: str
    place: str
    state: str
    host: PaperRow
    guests: tuple[PaperRow, ...]
    rounds: tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class _Formats:
    title: Format
    note: Format
    head: Format
    cell: Format


def workbook(paper: PlanPaper) -> bytes:
    """Return the workbook as bytes: 邀请名单, 分组表, 签到表, 议程."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"title": writable_text(paper.title), "created": datetime.datetime(2000, 1, 1)})
        formats = _Formats(
            title=book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
            note=book.add_format({"font_size": 10, "text_wrap": True, "valign": "top"}),
            head=book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center", "num_format": "@"}),
            cell=book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter", "num_format": "@"}),
        )
        _write_invitations(book.add_worksheet(_word(paper, "sheet.list")), paper, formats)
        if paper.rounds:
            _write_tables(book.add_worksheet(_word(paper, "sheet.tables")), paper, formats)
        _write_attendance(book.add_worksheet(_word(paper, "sheet.attendance")), paper, formats)
        _write_agenda(book.add_worksheet(_word(paper, "sheet.agenda")), paper, formats)
    return file.getvalue()


def _word(paper: PlanPaper, key: str, **facts: object) -> str:
    return messages.text(f"exchanges.{key}", paper.lang, **facts)


def invited_text(paper: PlanPaper) -> str:
    """Return how many are invited besides the host, and how many of them cannot come."""
    declined = sum(not guest.comes for guest in paper.guests)
    return _word(paper, "paper.invited-declined" if declined else "paper.invited", guests=len(paper.guests), declined=declined)


def _begin_page(sheet: Worksheet, paper: PlanPaper, name: str, widths: Sequence[int], formats: _Formats, *, landscape: bool = False) -> int:
    """Set the page up, write title and the line under it; return the next row."""
    sheet.set_paper(_A4)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.8, right=0.8, top=0.9, bottom=0.9)
    sheet.set_footer("&C— &P —")
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 0, 0, len(widths) - 1, "", formats.title)
    sheet.write_string(0, 0, writable_text(_word(paper, "paper.title", title=paper.title, sheet=name)), formats.title)
    sheet.set_row(0, 30)
    undecided = _word(paper, "paper.undecided")
    line = _word(paper, "paper.line", date=paper.day or undecided, place=paper.place or undecided, host=paper.host.name, form=paper.form)
    sheet.merge_range(1, 0, 1, len(widths) - 1, "", formats.note)
    sheet.write_string(1, 0, writable_text(line), formats.note)
    sheet.set_row(1, 32)
    return 2


def _write_rows(sheet: Worksheet, row: int, lines: Sequence[Sequence[str | int]], formats: _Formats, height: float | None = None) -> int:
    for line in lines:
        for column, value in enumerate(line):
            if isinstance(value, int):
                sheet.write_number(row, column, value, formats.cell)
            else:
                sheet.write_string(row, column, writable_text(value), formats.cell)
        if height:
            sheet.set_row(row, height)
        row += 1
    return row


def _write_head(sheet: Worksheet, row: int, keys: Sequence[str], paper: PlanPaper, formats: _Formats) -> int:
    for column, key in enumerate(keys):
        sheet.write_string(row, column, _word(paper, f"column.{key}"), formats.head)
    sheet.repeat_rows(row)
    sheet.freeze_panes(row + 1, 0)
    return row + 1


def _write_note(sheet: Worksheet, row: int, columns: int, text: str, formats: _Formats) -> None:
    sheet.merge_range(row, 0, row, columns - 1, "", formats.note)
    sheet.write_string(row, 0, writable_text(text), formats.note)
    sheet.set_row(row, 32)


def _write_invitations(sheet: Worksheet, paper: PlanPaper, formats: _Formats) -> None:
    widths = {"number": 6, "workshop": 40, "unit": 34, "union": 28, "side": 14, "consent": 12}
    if not any(guest.side for guest in paper.guests):  # planned from a list and not from a gap: nobody stands on a side
        del widths["side"]
    row = _begin_page(sheet, paper, _word(paper, "sheet.list"), tuple(widths.values()), formats, landscape=True)
    row = _write_head(sheet, row, tuple(widths), paper, formats)
    for i, r in enumerate(paper.guests, 1):
        cells: dict[str, str | int] = {"number": i, "workshop": r.name, "unit": r.unit, "union": r.union, "side": r.side, "consent": r.consent}
        row = _write_rows(sheet, row, [[cells[name] for name in widths]], formats)
    _write_note(sheet, row, len(widths), _word(paper, "paper.order-consent", invited=invited_text(paper)), formats)


def _write_tables(sheet: Worksheet, paper: PlanPaper, formats: _Formats) -> None:
    names = {row.id: row.name for row in (paper.host, *paper.guests)}
    widest = max(len(tables) for tables in paper.rounds)
    row = _begin_page(sheet, paper, _word(paper, "sheet.tables"), (8, *([28] * widest)), formats, landscape=True)
    sheet.write_string(row, 0, _word(paper, "column.round"), formats.head)
    for t in range(widest):
        sheet.write_string(row, t + 1, _word(paper, "paper.table", number=t + 1), formats.head)
    sheet.repeat_rows(row)
    row += 1
    for r, tables in enumerate(paper.rounds, 1):
        deepest = max(len(table) for table in tables)
        for seat in range(deepest):
            sheet.write_string(row, 0, _word(paper, "paper.round", number=r) if seat == 0 else "", formats.head)
            for t, table in enumerate(tables):
                sheet.write_string(row, t + 1, writable_text(names.get(table[seat], table[seat])) if seat < len(table) else "", formats.cell)
            row += 1


def _write_attendance(sheet: Worksheet, paper: PlanPaper, formats: _Formats) -> None:
    row = _begin_page(sheet, paper, _word(paper, "sheet.attendance"), (6, 34, 14, 16, 40, 22), formats, landscape=True)
    row = _write_head(sheet, row, ("number", "unit", "person", "post", "workshop", "signature"), paper, formats)
    coming = [r for r in (paper.host, *paper.guests) if r.comes]
    lines: list[Sequence[str | int]] = [(i, r.unit, "", "", r.name, "") for i, r in enumerate(coming, 1)]
    lines += [(len(coming) + i, "", "", "", "", "") for i in range(1, _WALK_INS + 1)]
    _write_rows(sheet, row, lines, formats, _ROW_HEIGHT)


def _write_agenda(sheet: Worksheet, paper: PlanPaper, formats: _Formats) -> None:
    row = _begin_page(sheet, paper, _word(paper, "sheet.agenda"), (16, 44, 30, 30), formats)
    row = _write_head(sheet, row, ("time", "content", "speaker", "place"), paper, formats)
    rounds = [_word(paper, "agenda.round", number=r, tables=len(tables)) for r, tables in enumerate(paper.rounds, 1)]
    contents = [_word(paper, "agenda.opening"), _word(paper, "agenda.visit"), *rounds, _word(paper, "agenda.intents"), _word(paper, "agenda.closing")]
    _write_rows(sheet, row, [("", content, "", paper.place if i == 0 else "") for i, content in enumerate(contents)], formats, _ROW_HEIGHT)
