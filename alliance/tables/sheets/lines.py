"""What a line below the headings is: a record, a heading again, a section, a sum, a note; told by its words and its shape."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from alliance.schema import vocabularies
from alliance.tables.cells.texts import heading_key
from alliance.tables.cells.values import choose_code
from alliance.tables.sheets.columns import Heading
from alliance.tables.sheets.facts import distinct, is_note

_SUM = re.compile(
    r"(?:本页|本表|全市|全区|全省|本区|累计)?(?:合\s*计|小\s*计|总\s*计|共\s*计|累\s*计|总\s*数|平\s*均)(?:[数值]|人数|家数)?\s*[::]?\s*[\d,.]*\s*(?:家|个|人|项|场|次)?|共\s*\d+\s*(?:家|个|项|场|次|人)"
)
_NUMBERED = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)]?[、.．\s]|[(][一二三四五六七八九十]{1,3}[)]|第[一二三四五六七八九十]{1,3}[部分类章]")
_COUNTED = re.compile(r"[(]?(?:共|计)?\s*(\d{1,5})\s*(?:家|个|名|间|项|场)[)]?$")
_DISTRICT = re.compile(r"[\u4e00-\u9fff]{1,12}(?:区|县|市|旗|镇|乡|街道|办事处|新区|开发区|高新区|经开区)")
_UNION = re.compile(r"[\u4e00-\u9fff]{2,30}(?:工会|总工会|工会联合会|工联会)")
_INSIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")


@dataclass(frozen=True, slots=True)
class Section:
    """A line that heads the records below it. ``meaning``: stream, level, district, union, industry, or empty where its words do not say."""

    text: str
    meaning: str
    value: str
    stated: int  # how many records it says; −1 for not said


def is_sum(cells: Sequence[str], searched: Sequence[int]) -> bool:
    """Say whether a line sums up others: one of its first cells, or of the columns ``searched``, says so.

    >>> is_sum(["合计", "", "28"], ()), is_sum(["1", "合计创新工作室", "3"], (1,)), is_sum(["合　计：5家", ""], ())
    (True, False, True)
    """
    first = distinct(cells)[:2]
    texts = [text for column, text in first if column < 3] + [cells[column] for column in searched if column < len(cells)]
    return any(len(text) <= 16 and _SUM.fullmatch(unicodedata.normalize("NFKC", text).strip()) for text in texts)


def is_heading_again(cells: Sequence[str], headings: Sequence[Heading]) -> bool:
    """Say whether a line says the headings once more: two or more of its cells stand under a heading of the same words, none elsewhere."""
    pairs = [(cell, heading) for cell, heading in zip(cells, headings, strict=False) if cell.strip()]
    same = sum(1 for cell, heading in pairs if heading_key(cell) in [heading_key(part) for part in heading.parts])
    return same >= 2 and same * 2 > len(pairs)


def section(text: str) -> Section:
    """Return what a line with one text says of the records below it.

    >>> section("一、劳模创新工作室（12家）"), section("金水区（5家）").meaning, section("二、市级").value
    (Section(text='一、劳模创新工作室（12家）', meaning='stream', value='劳模创新工作室', stated=12), 'district', '市级')
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    stated = _COUNTED.search(plain)
    words = _INSIDE.sub("", _COUNTED.sub("", plain)).strip(": ")
    words = re.sub(rf"^(?:{_NUMBERED.pattern})+", "", words).strip(":、. ")
    return Section(text, meaning_of(words), words, int(stated.group(1)) if stated else -1)


def meaning_of(words: str) -> str:
    """Return what the words of a section, or the name of a sheet, mean; empty where they do not say."""
    if isinstance(choose_code(vocabularies.STREAMS, words), str):
        return "stream"
    if isinstance(choose_code(vocabularies.RANKS, words), str):
        return "level"
    if _UNION.fullmatch(words):
        return "union"
    return "district" if _DISTRICT.fullmatch(words) and "工作室" not in words else ""


def looks_like_section(text: str) -> bool:
    """Say whether the words of a line alone make it a section: numbered 一、, or with a count, or a district, stream, level, union."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if len(plain) > 60 or is_note(text):
        return False
    return bool(_NUMBERED.match(plain) or _COUNTED.search(plain) or meaning_of(plain))
