"""Files become sheets of text cells with the row numbers that a person sees (F01–F04, F08). Runs in the child process."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from alliance.errors import UnreadableFile
from alliance.tables.files import archives, documents, web_pages
from alliance.tables.guards import unguard_formula
from alliance.tables.sheets.grid import Marks
from alliance.tables.sheets.headings import find_headings

Cells = list[str]
SEPARATORS = (",", "\t", ";", "，")
_FIELD_LIMIT = 4 * 1024 * 1024
_PIECE = 1024 * 1024
_CJK = re.compile(rb"[\xe3-\xe9][\x80-\xbf][\x80-\xbf]")


@dataclass
class Sheet:
    """One table of a file: its rows as (row number from 1, cells); blank rows are left out."""

    name: str
    rows: Iterator[tuple[int, Cells]]
    encoding: str = ""
    separator: str = ""
    hidden: bool = False
    marks: Marks = field(default_factory=Marks)


def sheets(path: Path, name: str, kind: str = "") -> Iterator[Sheet]:
    """Yield the tables of a file in order. Raises ``UnreadableFile`` with the code of the finding."""
    form = archives.form(path)
    if form == "csv":
        yield _csv_sheet(path, name, kind)
        return
    package, marks = archives.inspect_archive(path) if form == "xlsx" else ("workbook", {})
    if form == "web" or package == "document":
        for grid in documents.tables(path) if package == "document" else web_pages.tables(path):
            yield Sheet(grid.name, iter(grid.lines), marks=Marks(merges=grid.merges))
        return
    from alliance.tables.files import workbooks  # the readers of workbooks are heavy, and most files are not

    for sheet in workbooks.sheets(path, legacy=form == "xls"):
        yield Sheet(sheet.name, sheet.rows, hidden=sheet.hidden, marks=sheet.marks or marks.get(sheet.name, Marks()))


def _csv_sheet(path: Path, name: str, kind: str) -> Sheet:
    encoding = encoding_of(path)
    separator = _separator(path, encoding, kind)
    return Sheet(name, csv_rows(path, encoding, separator), encoding, separator)


def encoding_of(path: Path) -> str:
    """Return the encoding of a text file: by its mark, else strict UTF-8, else strict GB18030.

    Raises ``UnreadableFile`` F03 with the line from which the encodings are mixed or none fits.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith(codecs.BOM_UTF8):
        chosen = "utf-8-sig"
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        chosen = "utf-16"
    else:
        bad = _first_bad_byte(path, "utf-8")
        if bad < 0:
            return "utf-8"
        line, seen_utf8 = _line_of(path, bad)
        if seen_utf8:
            raise UnreadableFile(finding="F03", line=line)
        chosen = "gb18030"
    bad = _first_bad_byte(path, chosen)
    if bad >= 0:
        raise UnreadableFile(finding="F03", line=_line_of(path, bad)[0])
    if chosen == "gb18030" and (line := _utf8_line(path)):
        raise UnreadableFile(finding="F03", line=line)
    return chosen


def _first_bad_byte(path: Path, encoding: str) -> int:
    decoder, offset = codecs.getincrementaldecoder(encoding)("strict"), 0
    with path.open("rb") as file:
        while True:
            piece = file.read(_PIECE)
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                # the decoder may hold back bytes of the piece before
                return max(0, offset + error.start - (len(error.object) - len(piece)))
            offset += len(piece)
            if not piece:
                return -1


def _line_of(path: Path, position: int) -> tuple[int, bool]:
    """Return the line of a byte, and whether the lines before it hold Chinese text in UTF-8."""
    line, seen, done = 1, False, 0
    with path.open("rb") as file:
        for text in file:
            if done + len(text) > position:
                return line, seen
            done += len(text)
            line += 1
            seen = seen or bool(_CJK.search(text))
    return line, seen


def _utf8_line(path: Path) -> int:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if len(_CJK.findall(line)) >= 3:
                try:
                    line.decode("utf-8")
                except UnicodeDecodeError:
                    continue
                return number
    return 0


def _separator(path: Path, encoding: str, kind: str) -> str:
    with path.open(encoding=encoding, newline="") as file:
        lines = list(islice(file, 40))
    for separator in SEPARATORS:
        try:
            rows = [(i, row) for i, row in enumerate(csv.reader(lines, delimiter=separator), 1) if any(map(str.strip, row))]
        except csv.Error:
            continue
        if any(len(row) > 1 for _, row in rows) and find_headings(rows, kind=kind).first >= 0:
            return separator
    counts = {separator: sum(line.count(separator) for line in lines[:5]) for separator in SEPARATORS}
    return max(SEPARATORS, key=lambda each: counts[each])


def csv_rows(path: Path, encoding: str, separator: str) -> Iterator[tuple[int, Cells]]:
    """Yield the rows of a CSV file; raises ``UnreadableFile`` F08 with the line where an unclosed quote opens."""
    csv.field_size_limit(_FIELD_LIMIT)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=separator, strict=True)
        line = 0
        try:
            for row, cells in enumerate(reader, 1):
                line = reader.line_num
                joined = "".join(cells)
                if joined and not joined.isspace():
                    yield row, [unguard_formula(cell) for cell in cells] if "'" in joined else cells
        except csv.Error:
            raise UnreadableFile(finding="F08", line=line + 1) from None


def first_rows(sheet: Sheet, count: int) -> tuple[list[tuple[int, Cells]], Callable[[], Iterator[tuple[int, Cells]]]]:
    """Return the first rows of a sheet and a function that yields all of them, those included."""
    head = list(islice(sheet.rows, count))

    def every() -> Iterator[tuple[int, Cells]]:
        yield from head
        yield from sheet.rows

    return head, every
