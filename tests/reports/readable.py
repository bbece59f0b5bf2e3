"""Files that people get, as text that a person can read in a diff: every sheet, paragraph and table, and what the paper looks like."""

from __future__ import annotations

import io
import re

import docx
import openpyxl
from docx.document import Document
from docx.oxml.ns import qn
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet


def of_csv(content: bytes) -> str:
    """Return a CSV file; a missing mark and a lone line feed are said."""
    text = content.decode("utf-8-sig")
    said = "" if content.startswith(b"\xef\xbb\xbf") else "(no UTF-8 mark)\n"
    return said + re.sub("(?<!\r)\n", "(LF)\n", text).replace("\r\n", "\n")


def of_text(content: bytes) -> str:
    """Return a text file, lines as they are."""
    return content.decode("utf-8").replace("\r\n", "\n")


def of_workbook(content: bytes) -> str:
    """Return the sheets of a workbook, cells between bars; ``#7`` is a number, ``↵`` a new line in a cell."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join("".join(f"{line}\n" for line in _sheet(sheet)) for sheet in book)


def _sheet(sheet: Worksheet) -> list[str]:
    hidden = "" if sheet.sheet_state == "visible" else f" ({sheet.sheet_state})"
    lines = [f"== {sheet.title}{hidden} ==", f"widths {' '.join(_widths(sheet))}", *_page(sheet)]
    lines += [f"merged {one}" for one in sorted(map(str, sheet.merged_cells.ranges))]
    return lines + ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in sheet.iter_rows()]


def _widths(sheet: Worksheet) -> list[str]:
    # a file says a width once for a run of equal columns
    return [
        f"{round(one.width)}{'' if one.min == one.max else f'×{one.max - one.min + 1}'}{' hidden' if one.hidden else ''}"
        for one in sheet.column_dimensions.values()
    ]


def _page(sheet: Worksheet) -> list[str]:
    paper = "A4 " if str(sheet.page_setup.paperSize) == "9" else ""
    facts = {
        "page": paper + (sheet.page_setup.orientation or "") if paper else "",
        "frozen": sheet.freeze_panes,
        "repeated": sheet.print_title_rows,
        "header": " ".join(filter(None, (sheet.oddHeader.left.text, sheet.oddHeader.center.text, sheet.oddHeader.right.text))),
        "footer": " ".join(filter(None, (sheet.oddFooter.left.text, sheet.oddFooter.center.text, sheet.oddFooter.right.text))),
    }
    return [f"{name} {value}" for name, value in facts.items() if value]


def _cell(cell: Cell) -> str:
    if cell.value is None:
        return ""
    return f"#{cell.value}" if cell.data_type == "n" else str(cell.value).replace("\n", "↵")


def of_document(content: bytes) -> str:
    """Return a DOCX paper: page and header of each section, then headings (#), paragraphs and tables in their order."""
    document = docx.Document(io.BytesIO(content))
    lines = [f"title {document.core_properties.title}", f"author {document.core_properties.author or '-'}"]
    for number, section in enumerate(document.sections, 1):
        page = f"{round(section.page_width.cm, 1)} x {round(section.page_height.cm, 1)} cm"
        lines.append(f"section {number}: {page}, header {' / '.join(one.text for one in section.header.paragraphs)}")
    return "".join(f"{line}\n" for line in (*lines, *_body(document)))


def _body(document: Document) -> list[str]:
    lines: list[str] = []
    for part in document.iter_inner_content():
        if isinstance(part, docx.table.Table):
            for row in part.rows:
                repeated = row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None
                lines.append(f"|{'^' if repeated else ' '}" + " | ".join(cell.text.replace("\n", "↵") for cell in row.cells) + " |")
        elif part.text:
            level = re.fullmatch(r"Heading (\d)", part.style.name)
            lines.append(f"\n{'#' * int(level[1])} {part.text}" if level else part.text)
    return lines
