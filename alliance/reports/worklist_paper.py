"""The worklist on paper, one part for each responsible union: XLSX (one sheet each) and DOCX (one section each).

Every page carries the words of the head (内部工作参考). No score, no rank, no colour. Every cell is a text. The same list gives the same sheet.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import docx
import xlsxwriter
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from alliance.reports.workbook import sheet_name, writable_text

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDTHS = (24, 22, 12, 46, 12, 12, 12, 22)


@dataclass(frozen=True, slots=True)
class UnionPart:
    """What goes to one union: its name, the title of its part and the rows."""

    union: str
    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class WorklistPaper:
    """The paper: ``mark`` stands on every page, ``note`` under each title, ``headings`` over each table."""

    title: str
    mark: str
    note: str
    headings: tuple[str, ...]
    parts: tuple[UnionPart, ...]


def worklist_workbook(paper: WorklistPaper) -> bytes:
    """Return the XLSX file, A4 landscape, headings repeated on every page."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"title": writable_text(paper.title), "created": datetime.datetime(2000, 1, 1)})
        title = book.add_format({"bold": True, "font_size": 16})
        small = book.add_format({"font_size": 10})
        head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "num_format": "@", "valign": "vcenter"})
        cell = book.add_format({"border": 1, "text_wrap": True, "num_format": "@", "valign": "top"})
        taken: set[str] = set()
        for part in paper.parts:
            sheet = book.add_worksheet(sheet_name(part.union, taken))
            _page(sheet, paper)
            sheet.write_string(0, 0, writable_text(part.title), title)
            sheet.write_string(1, 0, writable_text(f"{paper.mark} · {paper.note}"), small)
            for line, values in enumerate((paper.headings, *part.rows), 2):
                for column, value in enumerate(values):
                    sheet.write_string(line, column, writable_text(value), head if line == 2 else cell)
    return file.getvalue()


def worklist_workbooks(paper: WorklistPaper) -> bytes:
    """Return a ZIP with a workbook for each union, which names nobody else's."""
    file = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in paper.parts:
            entry = zipfile.ZipInfo(f"{sheet_name(part.union, taken)}.xlsx", (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, worklist_workbook(replace(paper, parts=(part,))))
    return file.getvalue()


def _page(sheet: Any, paper: WorklistPaper) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_header(f"&L{writable_text(paper.mark).replace('&', '&&')}")
    sheet.set_footer("&C— &P —")
    for column, width in enumerate(_WIDTHS[: len(paper.headings)]):
        sheet.set_column(column, column, width)


def worklist_document(paper: WorklistPaper) -> bytes:
    """Return the DOCX file: one section for each union, the mark in its header, the heading row repeated on every page."""
    document = docx.Document()
    moment = datetime.datetime(2000, 1, 1)
    document.core_properties.title, document.core_properties.author = writable_text(paper.title)[:255], ""
    document.core_properties.created = document.core_properties.modified = moment
    document.styles["Normal"].font.size = Pt(10.5)
    for number, part in enumerate(paper.parts):
        section = document.sections[0] if number == 0 else document.add_section()
        _section(section, paper)
        document.add_heading(writable_text(part.title), level=1)
        document.add_paragraph(writable_text(paper.note))
        _table(document, paper.headings, part.rows)
    file = io.BytesIO()
    document.save(file)
    return _timeless(file.getvalue())


def _timeless(archive: bytes) -> bytes:
    """Return the ZIP file with one moment for all its parts: the same list gives the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(zipfile.ZipInfo(part.filename, (2000, 1, 1, 0, 0, 0)), old.read(part), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _section(section: Any, paper: WorklistPaper) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(2)
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = writable_text(paper.mark)


def _table(document: Any, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(headings))
    table.style = "Table Grid"
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        cell.text = writable_text(heading)
    again = OxmlElement("w:tblHeader")
    again.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(again)
    for values in rows:
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = writable_text(value)
