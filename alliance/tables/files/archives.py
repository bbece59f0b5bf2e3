"""What is looked at before a workbook is opened: its real form, its sizes, its markup (F09–F12, F20).

Runs in the child process; everything is read in pieces and counted, so that no header is believed.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from defusedxml import ElementTree

from alliance.errors import UnreadableFile

ZIPPED_LIMIT = 50 * 1024 * 1024
UNZIPPED_LIMIT = 300 * 1024 * 1024
RATIO_LIMIT = 100
RATIO_FROM = 1024 * 1024  # small files may be as repetitive as they like
ENTRY_LIMIT = 2_000
_PIECE = 1024 * 1024
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_MARKUP = re.compile(rb"<!DOCTYPE|<!ENTITY|<\x00!\x00[DE]\x00|\x00<\x00!\x00[DE]", re.IGNORECASE)
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def form(path: Path) -> str:
    """Return ``xlsx``, ``xls`` or ``csv`` by content, whatever the name says. Raises ``UnreadableFile`` (F04 empty, F09 encrypted or no table)."""
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
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in head[:512].replace(b"\x00", b"", 1):
        return "csv"
    raise UnreadableFile(finding="F09")


def inspected(path: Path) -> dict[str, dict[int, list[int]]]:
    """Check a zipped workbook against the limits and return its formulas without a stored value: sheet → row → columns from 0.

    Raises ``UnreadableFile``: F10 (sizes, ratio, entries, overlap), F12 (document type), F09 (no workbook inside).
    """
    size = path.stat().st_size
    if size > ZIPPED_LIMIT:
        raise UnreadableFile(finding="F10", detail="zipped")
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _plausible(entries, size)
            formulas = _unpacked(archive, entries, size)
            if "xl/workbook.xml" not in archive.namelist():
                if "mimetype" in archive.namelist() or "xl/workbook.bin" in archive.namelist():
                    return {}
                raise UnreadableFile(finding="F09")
            return _lost(archive, formulas) if formulas else {}
    except (zipfile.BadZipFile, ElementTree.ParseError, NotImplementedError, EOFError, OSError, ValueError, KeyError, RuntimeError):
        raise UnreadableFile(finding="F09", detail="damaged") from None


def _plausible(entries: list[zipfile.ZipInfo], size: int) -> None:
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


def _unpacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], size: int) -> list[str]:
    total, with_formulas = 0, []
    for entry in entries:
        markup = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
        tail, formulas = b"", False
        with archive.open(entry) as file:
            while piece := file.read(_PIECE):
                total += len(piece)
                if total > UNZIPPED_LIMIT or (total > RATIO_FROM and total > RATIO_LIMIT * size):
                    raise UnreadableFile(finding="F10", detail="unzipped" if total > UNZIPPED_LIMIT else "ratio")
                if markup and _MARKUP.search(tail + piece):
                    raise UnreadableFile(finding="F12")
                formulas = formulas or b"<f" in piece
                tail = piece[-32:]
        if formulas and entry.filename.startswith("xl/worksheets/"):
            with_formulas.append(entry.filename)
    return with_formulas


def _lost(archive: zipfile.ZipFile, parts: list[str]) -> dict[str, dict[int, list[int]]]:
    relations = {each.get("Id"): each.get("Target", "") for each in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))}
    found: dict[str, dict[int, list[int]]] = {}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_NS}sheet"):
        target = relations.get(sheet.get(_REL), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in parts:
            with archive.open(part) as file:
                found[sheet.get("name", "")] = _without_value(ElementTree.iterparse(file))
    return found


def _without_value(events: object) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for _, element in events:  # type: ignore[attr-defined]
        if element.tag == f"{_NS}c":
            value = element.find(f"{_NS}v")
            if element.find(f"{_NS}f") is not None and (value is None or not value.text):
                row, column = place(element.get("r", "A1"))
                found.setdefault(row, []).append(column)
        elif element.tag == f"{_NS}row":
            element.clear()
    return found


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
