"""The tables of a Word document as grids, with the paragraphs above each as its title lines."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from defusedxml import ElementTree

from alliance.errors import UnreadableFile
from alliance.tables.sheets.grid import Line, Merge

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLE_LINES = 8  # paragraphs above a table that may be its title
WIDTH_LIMIT = 200


@dataclass
class Grid:
    """A table in full: its lines and merged ranges."""

    name: str
    lines: list[Line] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)


def tables(path: Path) -> Iterator[Grid]:
    """Yield the tables of a .docx in order. Raises ``UnreadableFile`` F09."""
    try:
        with zipfile.ZipFile(path) as archive:
            body = ElementTree.fromstring(archive.read("word/document.xml")).find(f"{_W}body")
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, OSError):
        raise UnreadableFile(finding="F09", detail="damaged") from None
    above: list[str] = []
    number = 0
    for element in body if body is not None else ():
        if element.tag == f"{_W}p":
            text = _text(element)
            above = [*above, text][-TITLE_LINES:] if text else above
        elif element.tag == f"{_W}tbl":
            number += 1
            yield _grid(f"表{number}", element, above)
            above = []
    if not number:
        raise UnreadableFile(finding="F09", detail="no-table")


def _text(element: object) -> str:
    """The text of a paragraph; line breaks within it stay."""
    parts = []
    for node in element.iter():  # type: ignore[attr-defined]
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif node.tag == f"{_W}tab":
            parts.append(" ")
    return "".join(parts).strip()


def _grid(name: str, table: object, above: list[str]) -> Grid:
    grid = Grid(name, [(row, [text]) for row, text in enumerate(above, 1)])
    open_: dict[int, tuple[int, int]] = {}  # column → (row, last column) where a vertical merge began
    for row, element in enumerate(table.findall(f"{_W}tr"), len(above) + 1):  # type: ignore[attr-defined]
        cells: list[str] = []
        for cell in element.findall(f"{_W}tc"):
            _add_cell(grid, open_, cells, row, cell)
            if len(cells) > WIDTH_LIMIT:
                raise UnreadableFile(finding="F10", detail="entries")
        grid.lines.append((row, cells))
    grid.merges = [merge for merge in _join_merges(grid.merges) if merge.bottom > merge.top or merge.right > merge.left]
    return grid


def _add_cell(grid: Grid, open_: dict[int, tuple[int, int]], cells: list[str], row: int, cell: object) -> None:
    properties = cell.find(f"{_W}tcPr")  # type: ignore[attr-defined]
    span = properties.find(f"{_W}gridSpan") if properties is not None else None
    vertical = properties.find(f"{_W}vMerge") if properties is not None else None
    width = min(int((span.get(f"{_W}val") or "1") if span is not None else "1"), WIDTH_LIMIT)
    left, right = len(cells), len(cells) + width - 1
    goes_on = vertical is not None and vertical.get(f"{_W}val", "continue") == "continue"
    cells += ["" if goes_on else "\n".join(filter(None, (_text(each) for each in cell.findall(f"{_W}p")))), *[""] * (width - 1)]  # type: ignore[attr-defined]
    if goes_on and left in open_:
        grid.merges.append(Merge(open_[left][0], left, row, open_[left][1]))
        return
    open_[left] = (row, right)
    if width > 1:
        grid.merges.append(Merge(row, left, row, right))


def _join_merges(merges: list[Merge]) -> list[Merge]:
    """One range for each beginning: the largest."""
    largest: dict[tuple[int, int], Merge] = {}
    for merge in merges:
        known = largest.get((merge.top, merge.left))
        if known is None or (merge.bottom, merge.right) > (known.bottom, known.right):
            largest[merge.top, merge.left] = merge
    return list(largest.values())
