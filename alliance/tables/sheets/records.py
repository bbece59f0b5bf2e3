"""The records of a sheet, line by line: what is no record is set aside and said, what a cell points to is put in its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from alliance.tables.cells.nothing import points_to, says_nothing
from alliance.tables.cells.texts import heading_key
from alliance.tables.findings import Finding
from alliance.tables.sheets.announced import WORDS, AnnouncedRows
from alliance.tables.sheets.facts import Facts, distinct, is_note
from alliance.tables.sheets.grid import Line, Marks, range_name
from alliance.tables.sheets.lines import Section, is_heading_again, is_sum, looks_like_section, meaning_of, section
from alliance.tables.sheets.plans import Column, Plan
from alliance.tables.sheets.sums import Sums
from alliance.tables.sheets.understanding import SECTION_COLUMNS, Added, Understanding, listed_workshop, place_in

_SUSPECT = re.compile("[计注说填制审备共]|平均")
_JOINT = re.compile("同上项|同上一?项|合报|联合申报|共同完成|与.{2,30}(合作|联合)")
_DIGIT = re.compile(r"\d")  # a line of headings has none in its first cells
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBERED = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)、.．]")
_COUNTED = re.compile(r"[(]\s*(?:共|计)?\s*\d+\s*[家个名间项场]\s*[)]$")
_SERIAL = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)]?[、.．]?")
SETASIDE_KEPT = 500
_PLACES_AND_UNIONS = ("Region", "TradeUnion", "Industry", "PublicInstitution")  # names that may stand alone and look like a section


@dataclass(frozen=True, slots=True)
class SetAside:
    """A line that is no record: its row, what it is (section, sum, heading, note, title, unclear), its text, and what a section means."""

    row: int
    what: str
    text: str
    meaning: str = ""


@dataclass
class Records:
    """Yields the records of a sheet, with the added columns behind the cells; notes what it sets aside."""

    plan: Plan
    understood: Understanding
    added: Sequence[Added]
    marks: Marks
    note: Callable[[Finding], None]
    width: int
    final: bool = False  # a person has said whether what is listed is only announced
    aside: list[SetAside] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        used = [column for column in self.plan.columns if column.role]
        self._headings = self.understood.lines.headings
        self._first_words = {heading_key(part) for heading in self._headings[:3] for part in heading.parts}
        meanings = dict.fromkeys((*SECTION_COLUMNS, *self.understood.sections.values()))
        own = [column for column in used if column.index < self.width]
        self._given = [(c.index, meaning) for meaning in meanings for c in own if c.name == SECTION_COLUMNS.get(meaning, meaning)]
        self._joint = [c for c in used if c.name == "note"] if any(c.role == "figure" for c in used) else []
        self._names = [column.index for column in used if column.name == "name"]
        self._searched = sorted({*self._names, *(column.index for column in used if column.name == "host")})
        self._read = {column.index: column.heading for column in used}
        self._section: dict[str, str] = {}
        self._sums = Sums(self.plan, self.note)
        self._before: list[str] = []
        self._spans = [merge for merge in self.marks.merges if merge.bottom > merge.top]
        self._across = {merge.top: merge for merge in self.marks.merges if merge.right > merge.left}
        self._filled: dict[int, list[tuple[int, str]]] = {}
        marked = self.marks.merges or self.marks.months or self.marks.errors
        self._plain = not (self.added or marked or self.understood.split or self._joint)
        self._announced = AnnouncedRows(self.plan) if self.plan.kind == "Workshop" and not self.final else None
        self._title = self.understood.facts.get("title")

    def of(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Yield (row, cells) of the records among the lines below the headings. Streams."""
        for row, cells in lines:
            few, head = len(cells) - cells.count("") <= 3, "".join(cells[:3])
            again = not _DIGIT.search(head) and not self._first_words.isdisjoint(map(_bare, cells[:3]))
            suspect = few or again or _SUSPECT.search(head)
            if suspect and self._is_set_aside(row, cells):
                continue
            completed = self._complete_row(row, cells)
            if self._announced and any(word in "".join(completed) for word in WORDS) and (asked := self._announced.hold_back(row, completed)):
                self.note(asked)
            yield row, completed
        self._sums.end(self.understood.facts)

    def _is_set_aside(self, row: int, cells: list[str]) -> bool:
        texts = distinct(cells)
        if not texts:
            return True
        what = self._what(row, cells, texts)
        if not what:
            return False
        self.counts[what] = self.counts.get(what, 0) + 1
        meaning = ""
        if what == "section":
            meaning = self._begin(row, self.understood.section(texts[-1][1]))
        elif what == "sum":
            self._sums.check(row, cells)
        elif what == "unclear":
            self.note(Finding(code="F38", table=self.plan.table, row=row, column="", value=texts[0][1][:30], severity="warning", detail="unclear"))
        if len(self.aside) < SETASIDE_KEPT:
            self.aside.append(SetAside(row, what, texts[-1][1][:60], meaning))
        return True

    def _what(self, row: int, cells: Sequence[str], texts: Sequence[tuple[int, str]]) -> str:
        numbered = len(texts) == 2 and _SERIAL.fullmatch(unicodedata.normalize("NFKC", texts[0][1])) is not None
        if (numbered or len(texts) == 1) and self.understood.is_said(texts[-1][1]):
            return "section"
        if is_heading_again(cells, self._headings) or (self.understood.written and is_heading_again(cells, self.understood.written)):
            return "heading"
        if is_sum(cells, self._searched):
            return "sum"
        if is_note(texts[0][1]):
            return "note"
        if numbered and looks_like_section(texts[1][1]):
            return "section"
        if len(texts) > 1:
            return ""
        return self._of_one_text(row, *texts[0])

    def _of_one_text(self, row: int, column: int, text: str) -> str:
        """What a line with a single text is: across the table it is no record, in the column of names it may be one."""
        if self.understood.split:
            return self._of_list(text)
        across = row in self._across and self._across[row].right - self._across[row].left >= min(2, self.width - 1)
        if text.strip() == self._title:
            return "title"
        named = self.plan.kind not in _PLACES_AND_UNIONS and bool(meaning_of(section(text).value))
        if looks_like_section(text) and (across or column not in self._names or named or _begins_section(text)):
            return "section"
        return "unclear" if across or (self.width > 2 and column not in self._read) else ""

    def _of_list(self, text: str) -> str:
        """What a line of a list without headings is: a workshop with its host in brackets or by its name, else no record."""
        if listed_workshop(text):
            return ""
        if looks_like_section(text):
            return "section"
        return "" if "工作室" in text and len(text) < 40 and not _NUMBERED.match(text) else "unclear"

    def _begin(self, row: int, found: Section) -> str:
        self._sums.begin(found.stated, row)
        if not found.meaning:
            self._section.clear()
            return ""
        wider = ("level", "stream") if found.meaning in ("level", "stream") else ()
        for meaning in wider:
            self._section.pop(meaning, None)
        self._section[found.meaning] = place_in(self.understood.facts.get("place"), found.value) if found.meaning == "district" else found.value
        return found.meaning

    def _complete_row(self, row: int, cells: list[str]) -> list[str]:
        if self._plain and not self._section and "同" not in "".join(cells):
            self._before = cells
            self._sums.add(cells)
            return cells
        cells = [*cells, *[""] * (self.width - len(cells))]
        if self.understood.split:
            cells = self._split(cells)
        self._fill(row, cells)
        self._point(row, cells)
        for column, shown_as in self.marks.months.get(row, {}).items():
            if column < len(cells) and _DAY.match(cells[column]):
                cells[column] = cells[column][: 7 if shown_as == "month" else 4]  # no more precise than the cell shows it
        for column, error in self.marks.errors.get(row, ()):
            if column in self._read:
                cells[column] = ""
                self.note(
                    Finding(code="F20", table=self.plan.table, row=row, column=self._read[column], value=error, severity="warning", detail="error")
                )
        for index, meaning in self._given:
            if not cells[index].strip() and meaning in self._section:
                cells[index] = self._section[meaning]
        for note in self._joint:
            self._ask_joint(row, cells, note)
        self._before = cells
        self._sums.add(cells)
        return [*cells, *(each.value or self._section.get(each.by, "") for each in self.added)]

    def _ask_joint(self, row: int, cells: list[str], column: Column) -> None:
        """A result that two report together is counted once: asked, not added up."""
        if _JOINT.search(cells[column.index]):
            self.note(Finding(code="F43", table=self.plan.table, row=row, column=column.heading, value=cells[column.index][:30], severity="question"))
            if _JOINT.fullmatch(cells[column.index].strip()):
                cells[column.index] = ""

    def _split(self, cells: Sequence[str]) -> list[str]:
        found = next((listed_workshop(cell) for cell in cells if cell.strip() and listed_workshop(cell)), None)
        return list(found) if found else [next((cell for cell in cells if cell.strip() and not cell.strip().isdigit()), ""), ""]

    def _fill(self, row: int, cells: list[str]) -> None:
        """Put the value of a vertical merge into the rows it covers, and nowhere else."""
        for merge in self._spans:
            if merge.top == row:
                value = cells[merge.left] if merge.left < len(cells) else ""
                for below in range(merge.top + 1, merge.bottom + 1):
                    self._filled.setdefault(below, []).append((merge.left, value))
        for column, value in self._filled.pop(row, ()):
            if column < len(cells) and not cells[column].strip():
                cells[column] = value

    def _point(self, row: int, cells: list[str]) -> None:
        for column, cell in enumerate(cells):
            where = points_to(cell) if cell else ""
            if not where:
                continue
            source = (
                self._before[column] if where == "above" and column < len(self._before) else cells[column - 1] if where == "left" and column else ""
            )
            cells[column] = "" if says_nothing(source) else source
            if column in self._read:
                detail = "" if cells[column] else "nothing"
                self.note(
                    Finding(
                        code="F37",
                        table=self.plan.table,
                        row=row,
                        column=self._read[column],
                        value=cell,
                        severity="info" if cells[column] else "warning",
                        detail=detail,
                        facts={"read": source},
                    )
                )


def _bare(cell: str) -> str:
    """A cell without the blanks and line breaks that a heading may have; a long one is no heading."""
    return cell.replace("\n", "").replace(" ", "").replace("\u3000", "") if len(cell) < 24 else ""


def _begins_section(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).strip()
    return bool(re.match(r"[(]?[一二三四五六七八九十]{1,3}[)、.．]", plain)) or bool(
        re.search(r"[(]\s*(?:共|计)?\s*\d+\s*[家个名间项场]\s*[)]$", plain)
    )


def plain_lines(aside: Sequence[SetAside], width: int) -> list[list[Any]]:
    """Return the lines set aside as plain values: [cells, what, text, meaning]."""
    return [[range_name(each.row, [0, max(width - 1, 0)]), each.what, each.text, each.meaning] for each in aside]


def plain_facts(facts: Facts) -> list[list[str]]:
    """Return the facts of a sheet as plain values: [name, value, cells]."""
    return [[fact.name, fact.value, fact.cells] for fact in facts.found]
