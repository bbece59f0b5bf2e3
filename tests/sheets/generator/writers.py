"""A page becomes a file: .xlsx, .xls, .docx, or the text that a workbook puts on the clipboard."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import docx
import xlsxwriter
import xlwt

from tests.sheets.generator.dirt import Cell
from tests.sheets.generator.page import Page

_NOT_AVAILABLE = 0x2A  # the code of #N/A in Excel 97
_MADE = datetime(2025, 1, 1)  # the same seed gives the same bytes, whatever the day


def xlsx_bytes(page: Page) -> bytes:
    """Return the page as a workbook with merges, dates in their number format, live sums with their values, hidden rows."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet(page.name)
    formats = {"": book.add_format({"text_wrap": True, "border": 1})}
    for first, left, last, right in page.merges:
        sheet.merge_range(first, left, last, right, "", formats[""])
    for number, line in enumerate(page.lines):
        if line.hidden:
            sheet.set_row(number, None, None, {"hidden": True})
        for at, cell in enumerate(line.cells):
            if cell.value == "#N/A":
                sheet.write_formula(number, at, "=NA()", None, "#N/A")
            elif cell.formula:
                sheet.write_formula(number, at, cell.shown, None, cell.value)
            elif isinstance(cell.value, date):
                form = formats.setdefault(cell.shown, book.add_format({"num_format": cell.shown}))
                sheet.write_datetime(number, at, datetime(cell.value.year, cell.value.month, cell.value.day), form)
            elif isinstance(cell.value, str):
                sheet.write_string(number, at, cell.value, formats[""])
            elif cell.value is not None:
                sheet.write_number(number, at, cell.value)
    book.close()
    return buffer.getvalue()


def xls_bytes(page: Page) -> bytes:
    """Return the page as a workbook of Excel 97; its sums are numbers, for nothing here reckons them."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(page.name)
    tops = {(first, left): (last, right) for first, left, last, right in page.merges}
    covered = {(n, at) for first, left, last, right in page.merges for n in range(first, last + 1) for at in range(left, right + 1)} - set(tops)
    styles = {"": xlwt.XFStyle()}
    for number, line in enumerate(page.lines):
        for at, cell in enumerate(line.cells):
            style = styles.setdefault("" if cell.formula else cell.shown, xlwt.easyxf(num_format_str=cell.shown or "General"))
            if cell.value == "#N/A":
                sheet.row(number).set_cell_error(at, _NOT_AVAILABLE)
            elif (number, at) in tops:
                last, right = tops[number, at]
                sheet.write_merge(number, last, at, right, cell.value, style)
            elif (number, at) not in covered and cell.value is not None:
                sheet.write(number, at, cell.value, style)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def docx_bytes(page: Page) -> bytes:
    """Return the page as a Word document: titles and notes over the whole width are paragraphs, the rest is one table."""
    paper = docx.Document()
    paper.core_properties.created = paper.core_properties.modified = _MADE
    numbers = [n for n, line in enumerate(page.lines) if line.kind not in ("title", "note", "blank")]
    first, last = numbers[0], numbers[-1]
    _paragraphs(paper, page, 0, first)
    table = paper.add_table(rows=last - first + 1, cols=page.width, style="Table Grid")
    grid = [list(row.cells) for row in table.rows]
    for number in range(first, last + 1):
        for at, cell in enumerate(page.lines[number].cells):
            if cell.value is not None:
                grid[number - first][at].text = text_of(cell)
    for top, left, bottom, right in page.merges:
        if first <= top and bottom <= last:
            grid[top - first][left].merge(grid[bottom - first][right])
            words = text_of(page.lines[top].cells[left])
            grid[top - first][left].text = words
    _paragraphs(paper, page, last + 1, len(page.lines))
    buffer = io.BytesIO()
    paper.save(buffer)
    return _without_times(buffer.getvalue())


def _without_times(content: bytes) -> bytes:
    """The archive with the same day on every entry."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, (2025, 1, 1, 0, 0, 0)), old.read(entry), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _paragraphs(paper: docx.document.Document, page: Page, start: int, stop: int) -> None:
    for line in page.lines[start:stop]:
        words = "　　".join(text_of(cell) for cell in line.cells if cell.value is not None)
        paper.add_paragraph(words)


def tsv_bytes(page: Page) -> bytes:
    """Return what a workbook puts on the clipboard: tabs, cells with line breaks in quotes, merged cells only at their first."""
    lines = ["\t".join(_quoted(text_of(cell)) for cell in line.cells) for line in page.lines]
    return ("\r\n".join(lines) + "\r\n").encode()


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if "\n" in text or "\t" in text else text


def text_of(cell: Cell) -> str:
    """Return a cell as it is seen on the screen."""
    if isinstance(cell.value, date):
        return f"{cell.value.year}年{cell.value.month}月" if "月" in cell.shown else cell.value.isoformat()
    return "" if cell.value is None else f"{cell.value:g}" if isinstance(cell.value, float) else str(cell.value)


WRITERS: dict[str, Callable[[Page], bytes]] = {"xlsx": xlsx_bytes, "xls": xls_bytes, "docx": docx_bytes, "tsv": tsv_bytes}
