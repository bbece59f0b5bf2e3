"""Facts about a sheet that stand around its table: title, year, filling union, document number, stated count, units, notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from alliance.tables.cells.dates import stored_date
from alliance.tables.sheets.grid import Line, range_name

_YEAR = re.compile(r"((?:19|20)\d\d)\s*年度?")
_COUNT = re.compile(r"共计?\s*(\d{1,5})\s*(?:家|个|名|人|间|项|场|次|条)")
_DOCUMENT = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,20}[〔\[(（]((?:19|20)\d\d)[〕\])）]\s*\d{1,5}\s*号")
_UNION = re.compile(r"(?:填报|报送|推荐|申报|填表|上报)(?:单位|工会|部门)(?:\((?:盖章|公章|章)\))?\s*[::]\s*([^\s::]+)")
_FILLED_ON = re.compile(r"(?:填报|填表|报送|制表)(?:日期|时间)\s*[::]\s*([\d年月日.\-/]+)")
_AS_OF = re.compile(r"(?:截至|截止|截止到|截至到)\s*((?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?底?|(?:19|20)\d\d[.\-/]\d{1,2}(?:[.\-/]\d{1,2})?)")
_UNITS = re.compile(r"(?<![\u4e00-\u9fff])(?:计量|金额)?单位\s*[::]\s*([^::\s]{1,30})")
_ALLIANCE = re.compile(r"([\u4e00-\u9fff\w“”\"·、()]{2,60}?联盟)(?=成员|名册|名单|花名|通讯|单位|活动|台账|\(|$|20)")
_CITY = re.compile(r"(?:(?:19|20)\d\d年度?)?([\u4e00-\u9fff]{2,8}?[省市州盟县区])")
_NOTE = re.compile(
    r"[※*]?(?:备?注|说明|填表说明|填报说明|附注)\s*\d*\s*[::]|[※]|填表人|制表人|审核人?\s*[::]|审批人?\s*[::]|联系人\s*[::]|单位?负责人\s*[::]|主管领导|联系电话\s*[::]"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact and where it stands: ``name`` (title, year, union, document, stated, units, as_of, filled_on, alliance, note), value, cells."""

    name: str
    value: str
    cells: str


@dataclass
class Facts:
    """The facts of a sheet in the order in which they stand."""

    found: list[Fact] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return the first value of a fact, empty where the sheet does not say it."""
        return next((fact.value for fact in self.found if fact.name == name), "")

    def add(self, name: str, value: str, cells: str) -> None:
        """Enter a fact; the first of a name stands."""
        if value and (name == "note" or not self.get(name)):
            self.found.append(Fact(name, value, cells))


def facts_of(lines: Iterable[Line]) -> Facts:
    """Return what the lines above a table say.

    >>> facts_of([(2, ["2025年度示例市创新工作室名单"]), (3, ["（共28家，排名不分先后）"])]).found[1]
    Fact(name='year', value='2025', cells='A2')
    """
    facts = Facts()
    for row, cells in lines:
        for column, text in distinct(cells):
            _read_line(facts, text, range_name(row, [column]))
    return facts


def distinct(cells: Sequence[str]) -> list[tuple[int, str]]:
    """Return the filled cells of a line with their columns; a merged range counts once.

    >>> distinct(["甲", "甲", "", "乙"])
    [(0, '甲'), (3, '乙')]
    """
    found: list[tuple[int, str]] = []
    for column, cell in enumerate(cells):
        text = cell.strip()
        if text and not (found and found[-1][1] == text and cells[column - 1].strip() == text):
            found.append((column, text))
    return found


def _read_line(facts: Facts, text: str, cells: str) -> None:
    plain = unicodedata.normalize("NFKC", text)
    for name, pattern in (("union", _UNION), ("stated", _COUNT), ("units", _UNITS)):
        if match := pattern.search(plain):
            facts.add(name, match.group(1), cells)
    for name, pattern in (("filled_on", _FILLED_ON), ("as_of", _AS_OF)):
        if match := pattern.search(plain):
            on = stored_date(match.group(1).removesuffix("底"))
            facts.add(name, on if isinstance(on, str) else "", cells)
    if match := _DOCUMENT.search(plain):
        facts.add("document", match.group(0), cells)
    elif is_note(text):
        facts.add("note", text, cells)
    elif is_title(plain):
        _read_title(facts, text, plain, cells)


def is_title(text: str) -> bool:
    """Say whether a line above a table is its title: long enough, and not one of the form's own fields."""
    return len(text) >= 5 and not re.match(r"\(?共|附件|填报|报送|单位|计量|\(", text) and ":" not in text


def _read_title(facts: Facts, text: str, plain: str, cells: str) -> None:
    facts.add("title", re.sub(r"\s+", "", text), cells)
    if match := _YEAR.search(plain):
        facts.add("year", match.group(1), cells)
    if match := _ALLIANCE.search(plain):
        facts.add("alliance", _YEAR.sub("", match.group(1)).strip("的度"), cells)
    if match := _CITY.match(plain):
        facts.add("place", match.group(1), cells)


def is_note(text: str) -> bool:
    """Say whether a line is a note or the signature line of a form.

    >>> is_note("注：专利数为授权数。"), is_note("一、劳模创新工作室（12家）")
    (True, False)
    """
    return _NOTE.match(unicodedata.normalize("NFKC", text).strip()) is not None
