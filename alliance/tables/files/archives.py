"""What is looked at before a workbook is opened: its real form, its sizes, its markup (F09–F12, F20).

Runs in the child process; everything is read in pieces and counted, so that no header is believed.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from defusedxml import ElementTree

from alliance.errors import UnreadableFile
from alliance.tables.files import markings
from alliance.tables.sheets.grid import Marks

ZIPPED_LIMIT = 50 * 1024 * 1024
UNZIPPED_LIMIT = 300 * 1024 * 1024
RATIO_LIMIT = 100
RATIO_FROM = 1024 * 1024  # small files may be as repetitive as they like
ENTRY_LIMIT = 2_000
_PIECE = 1024 * 1024
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_MARKUP = re.compile(rb"<!DOCTYPE|<!ENTITY|<\x00!\x00[DE]\x00|\x00<\x00!\x00[DE]", re.IGNORECASE)
_WEB = re.compile(
    rb"\s*(<\?xml[^>]{0,200}>\s*)?(<!--.{0,2000}?-->\s*)*(<\?mso-application[^>]{0,100}>\s*)?<(!DOCTYPE\s+html|html|head|table|meta|style|(\w+:)?Workbook)\b",
    re.IGNORECASE | re.DOTALL,
)
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FORMULA = b"<f"


def form(path: Path) -> str:
    """Return ``xlsx``, ``xls``, ``web`` (a web page or XML saved as .xls) or ``csv`` by content.

    Whatever the name says. Raises ``UnreadableFile`` (F04 empty, F09 encrypted or no table).
    """
    with path.open("rb") as file:
        head = file.read(8192)
    if not head:
        raise UnreadableFile(finding="F04")
    if head.startswith(_ZIP):
        return "xlsx"
    if head.startswith(_OLE):
        content = path.read_bytes()
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableFile(finding="F09", detail="encrypted")
        return "xls"
    if head.startswith((b"MZ", b"\x7fELF", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")):
        raise UnreadableFile(finding="F09")
    if _WEB.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "web"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in head[:512].replace(b"\x00", b"", 1):
        return "csv"
    raise UnreadableFile(finding="F09")


def inspect_archive(path: Path) -> tuple[str, dict[str, Marks]]:
    """Check a zipped file against the limits; return (``workbook``, ``document`` or ``other``, what its sheets say beside their text).

    Raises ``UnreadableFile``: F10 (sizes, ratio, entries, overlap), F12 (document type), F09 (no workbook and no document inside).
    """
    size = path.stat().st_size
    if size > ZIPPED_LIMIT:
        raise UnreadableFile(finding="F10", detail="zipped")
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_plausible(entries, size)
            seen = _unpack(archive, entries, size)
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return "workbook", _marks(archive, seen)
            if "word/document.xml" in names:
                return "document", {}
            if "mimetype" in names or "xl/workbook.bin" in names:
                return "other", {}
            raise UnreadableFile(finding="F09", detail="other-program" if any("workbook" in name for name in names) else "")
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, NotImplementedError, EOFError, OSError, ValueError, KeyError, RuntimeError):
        raise UnreadableFile(finding="F09", detail="damaged") from None


def _check_plausible(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > ENTRY_LIMIT:
        raise UnreadableFile(finding="F10", detail="entries")
    total = sum(entry.file_size for entry in entries)
    if total > UNZIPPED_LIMIT:
        raise UnreadableFile(finding="F10", detail="unzipped")
    if total > RATIO_FROM and total > RATIO_LIMIT * size:
        raise UnreadableFile(finding="F10", detail="ratio")
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < end:
            raise UnreadableFile(finding="F10", detail="overlap")
        end = entry.header_offset + 30 + len(entry.orig_filename) + entry.compress_size


def _unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], size: int) -> dict[str, set[bytes]]:
    """Unpack everything once, counting; return for each sheet which words it holds that a closer look needs."""
    total = 0
    seen: dict[str, set[bytes]] = {}
    for entry in entries:
        markup = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
        words = (_FORMULA, *markings.WORDS) if entry.filename.startswith("xl/worksheets/") else ()
        tail, found = b"", set()
        with archive.open(entry) as file:
            while piece := file.read(_PIECE):
                total += len(piece)
                if total > UNZIPPED_LIMIT or (total > RATIO_FROM and total > RATIO_LIMIT * size):
                    raise UnreadableFile(finding="F10", detail="unzipped" if total > UNZIPPED_LIMIT else "ratio")
                whole = tail + piece
                if markup and _MARKUP.search(whole):
                    raise UnreadableFile(finding="F12")
                found |= {word for word in words if word not in found and word in whole}
                tail = piece[-32:]
        seen[entry.filename] = found
    return seen


def _marks(archive: zipfile.ZipFile, seen: dict[str, set[bytes]]) -> dict[str, Marks]:
    styles = markings.month_styles(archive)
    found: dict[str, Marks] = {}
    for sheet, part in markings.sheet_parts(archive).items():
        words = seen.get(part)
        if words is None:
            continue
        marks = markings.marks_of(archive, part, words - {_FORMULA}, styles)
        if _FORMULA in words:
            with archive.open(part) as file:
                marks.lost = _without_value(ElementTree.iterparse(file))
        found[sheet] = marks
    return found


def _without_value(events: object) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for _, element in events:  # type: ignore[attr-defined]
        if element.tag == f"{_NS}c":
            value = element.find(f"{_NS}v")
            if element.find(f"{_NS}f") is not None and (value is None or not value.text):
                row, column = markings.place(element.get("r", "A1"))
                found.setdefault(row, []).append(column)
        elif element.tag == f"{_NS}row":
            element.clear()
    return found
