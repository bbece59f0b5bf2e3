"""What a workbook's parts say of cells beside their text: merges, hidden rows and columns, errors, dates as months, formulas without a value.

The parts are searched as bytes, a piece at a time, and only where a first look found the words: a plain file of 100,000 rows costs nothing.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from defusedxml import ElementTree

from alliance.tables.sheets.grid import Marks, Merge

_PIECE = 1024 * 1024
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_REL = re.compile("relationships}id$")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"']([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})[\"']")
_HIDDEN = re.compile(rb"<(?:\w+:)?row\s[^>]*?\bhidden=[\"'](?:1|true)[\"'][^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s(?=[^>]*?\bhidden=[\"'](?:1|true)[\"'])[^>]*>")
_SPAN = {edge: re.compile(rb"\b" + edge + rb"=[\"'](\d{1,5})[\"']") for edge in (b"min", b"max")}
_ROW = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)/?>(?:<(?:\w+:)?f[^<]*(?:</(?:\w+:)?f>)?)?(?:<(?:\w+:)?v>([^<]{0,40}))?")
_AT = re.compile(rb"\br=[\"']([A-Z]{1,3}\d{1,7})[\"']")
_STYLE = re.compile(rb"\bs=[\"'](\d{1,6})[\"']")
_ERROR = re.compile(rb"\bt=[\"']e[\"']")
MOST_COLUMNS = 16_384
MONTH_FORMATS = {17: "month"}  # mmm-yy
WORDS = (b"mergeCell ", b"hidden=", b't="e"', b"t='e'")


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet by the name of the sheet."""
    relations = {each.get("Id"): each.get("Target", "") for each in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))}
    found = {}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if sheet.tag in (f"{_NS}sheet", f"{_STRICT}sheet"):
            target = next((relations.get(value, "") for name, value in sheet.attrib.items() if _REL.search(name)), "")
            found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def month_styles(archive: zipfile.ZipFile) -> dict[int, str]:
    """Return the styles under which a date is shown as a month or a year: number of the style → ``month`` or ``year``."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    formats = dict(MONTH_FORMATS)
    found: dict[int, str] = {}
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "numFmt" and (shown := shown_as(element.get("formatCode", ""))):
            formats[int(element.get("numFmtId", "0"))] = shown
        elif tag == "cellXfs":
            styles = [int(xf.get("numFmtId", "0")) for xf in element]
            found = {number: formats[style] for number, style in enumerate(styles) if style in formats}
    return found


def shown_as(code: str) -> str:
    """Return ``month`` or ``year`` where a number format shows a date no more precisely; empty where it shows the day, or no date.

    >>> shown_as('yyyy"年"m"月"'), shown_as("yyyy/m/d"), shown_as("yyyy"), shown_as("0.00"), shown_as("m:ss")
    ('month', '', 'year', '', '')
    """
    plain = re.sub(r'"[^"]*"|\\\\.|\[[^\]]*\]|_.', "", code.split(";")[0]).lower()
    if "y" not in plain or re.search(r"[dhs]", plain):
        return ""
    return "month" if "m" in plain else "year"


def marks_of(archive: zipfile.ZipFile, part: str, seen: set[bytes], styles: dict[int, str]) -> Marks:
    """Return the marks of one sheet; ``seen``: which of ``WORDS`` a first look found in it."""
    marks = Marks()
    cells = bool(seen & {b't="e"', b"t='e'"}) or bool(styles)
    if not cells and not seen:
        return marks
    for piece in _pieces(archive, part):
        if b"mergeCell " in seen:
            for match in _MERGE.finditer(piece):
                (top, left), (bottom, right) = place(match.group(1).decode()), place(match.group(2).decode())
                marks.merges.append(Merge(top, left, bottom, right))
        if b"hidden=" in seen:
            marks.hidden |= {int(row.group(1)) for match in _HIDDEN.finditer(piece) if (row := _ROW.search(match.group()))}
            marks.hidden_columns |= {column for match in _COLUMN.finditer(piece) for column in _columns(match.group())}
        if cells:
            _mark_cells(marks, piece, styles)
    return marks


def _columns(element: bytes) -> range:
    """The columns, from 0, of which a ``col`` speaks."""
    first, last = (_SPAN[edge].search(element) for edge in (b"min", b"max"))
    return range(int(first.group(1)) - 1, min(int(last.group(1)), MOST_COLUMNS)) if first and last else range(0)


def _mark_cells(marks: Marks, piece: bytes, styles: dict[int, str]) -> None:
    for match in _CELL.finditer(piece):
        attributes, value = match.groups()
        at = _AT.search(attributes)
        if not at:
            continue
        style = _STYLE.search(attributes)
        if _ERROR.search(attributes):
            row, column = place(at.group(1).decode())
            marks.errors.setdefault(row, []).append((column, (value or b"").decode("utf-8", "replace")))
        elif style and int(style.group(1)) in styles and value:
            row, column = place(at.group(1).decode())
            marks.months.setdefault(row, {})[column] = styles[int(style.group(1))]


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield the bytes of a part in pieces that end before a row begins, so that no tag is cut."""
    with archive.open(part) as file:
        rest = b""
        while read := file.read(_PIECE):
            whole = rest + read
            cut = max(whole.rfind(b"<row"), whole.rfind(b":row "), whole.rfind(b"<mergeCell "))
            if cut <= 0 or len(whole) > 64 * _PIECE:
                cut = len(whole)
            yield whole[:cut]
            rest = whole[cut:]
        yield rest


def place(reference: str) -> tuple[int, int]:
    """Return (row, column from 0) of a cell name.

    >>> place("AB12")
    (12, 27)
    """
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(reference[len(letters) :] or 0), column - 1
