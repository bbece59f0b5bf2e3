"""Web pages and XML of Excel 2003 that are named .xls: systems export them, and Excel opens them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from alliance.errors import UnreadableFile
from alliance.tables.files.documents import WIDTH_LIMIT, Grid
from alliance.tables.sheets.grid import Merge

SIZE_LIMIT = 20 * 1024 * 1024
SPAN_LIMIT = 1_000
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


def tables(path: Path) -> Iterator[Grid]:
    """Yield the tables of a web page or of a workbook in XML. Raises ``UnreadableFile`` F09."""
    content = path.read_bytes()
    if len(content) > SIZE_LIMIT:
        raise UnreadableFile(finding="F10", detail="zipped")
    if re.search(rb"<(\w+:)?Workbook\b", content[:4096]):
        yield from _workbook(content)
        return
    parser = _Tables()
    parser.feed(_decode(content))
    parser.close()
    if not parser.found:
        raise UnreadableFile(finding="F09", detail="web")
    yield from parser.found


def _decode(content: bytes) -> str:
    named = _CHARSET.search(content[:4096])
    names = [named.group(1).decode("ascii"), "utf-8-sig", "gb18030"] if named else ["utf-8-sig", "gb18030"]
    for name in names:
        try:
            return content.decode("gb18030" if name.lower() in ("gb2312", "gbk") else name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise UnreadableFile(finding="F03", line=1)


def _workbook(content: bytes) -> Iterator[Grid]:
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, DefusedXmlException):
        raise UnreadableFile(finding="F09", detail="damaged") from None
    for sheet in root.iter(f"{_SS}Worksheet"):
        grid = Grid(sheet.get(f"{_SS}Name", ""))
        row = 0
        for element in sheet.iter(f"{_SS}Row"):
            row = int(element.get(f"{_SS}Index", row + 1))
            _add_row(grid, row, element)
        yield grid


def _add_row(grid: Grid, row: int, element: object) -> None:
    cells: list[str] = []
    for cell in element.findall(f"{_SS}Cell"):  # type: ignore[attr-defined]
        column = int(cell.get(f"{_SS}Index", len(cells) + 1)) - 1
        across, down = (min(int(cell.get(f"{_SS}Merge{way}", 0)), SPAN_LIMIT) for way in ("Across", "Down"))
        if column + across > WIDTH_LIMIT:
            raise UnreadableFile(finding="F10", detail="entries")
        cells += [""] * (column - len(cells))
        data = cell.find(f"{_SS}Data")
        text = "".join(data.itertext()).strip() if data is not None else ""
        if data is not None and data.get(f"{_SS}Type") == "DateTime":
            text = text.removesuffix("T00:00:00.000")
        cells += [text, *[""] * across]
        if across or down:
            grid.merges.append(Merge(row, column, row + down, column + across))
    if any(cells):
        grid.lines.append((row, cells))


class _Tables(HTMLParser):
    """Collects the cells of all tables of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Grid] = []
        self._cells: list[str] | None = None
        self._text: list[str] | None = None
        self._taken: dict[int, set[int]] = {}
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See ``HTMLParser``."""
        if tag == "table":
            self.found.append(Grid(f"表{len(self.found) + 1}"))
            self._taken = {}
        elif tag == "tr" and self.found:
            self._end_row()
            self._cells = []
        elif tag in ("td", "th") and self._cells is not None:
            self._end_cell()
            named = dict(attrs)
            self._span = tuple(_span(named.get(name)) for name in ("rowspan", "colspan"))  # type: ignore[assignment]
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_data(self, data: str) -> None:
        """See ``HTMLParser``."""
        if self._text is not None:
            self._text.append(re.sub(r"\s+", " ", data))

    def handle_endtag(self, tag: str) -> None:
        """See ``HTMLParser``."""
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def _end_cell(self) -> None:
        if self._text is None or self._cells is None:
            return
        grid, row = self.found[-1], len(self.found[-1].lines) + 1
        while len(self._cells) in self._taken.get(row, ()):
            self._cells.append("")
        left, (down, across) = len(self._cells), self._span
        if left + across > WIDTH_LIMIT:
            raise UnreadableFile(finding="F10", detail="entries")
        self._cells += ["".join(self._text).strip(), *[""] * (across - 1)]
        if down > 1 or across > 1:
            grid.merges.append(Merge(row, left, row + down - 1, left + across - 1))
        for below in range(row + 1, row + down):
            self._taken.setdefault(below, set()).update(range(left, left + across))
        self._text = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells is not None and self.found:
            grid = self.found[-1]
            grid.lines.append((len(grid.lines) + 1, self._cells))
        self._cells = None


def _span(text: str | None) -> int:
    return min(max(int(text), 1), SPAN_LIMIT) if text and text.isascii() and text.isdigit() else 1
