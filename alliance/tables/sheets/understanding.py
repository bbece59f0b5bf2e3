"""A sheet before it is read: its facts, its headings, its kind, and what it states without having a column for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from alliance.schema import Property
from alliance.tables import references
from alliance.tables.cells.texts import heading_key
from alliance.tables.sheets.columns import RELATIONS, SILENT, Heading, best_kind, targets
from alliance.tables.sheets.facts import Facts, distinct, facts_of
from alliance.tables.sheets.grid import Line, Marks
from alliance.tables.sheets.headings import HeadingLines, find_headings, headings_at
from alliance.tables.sheets.lines import Section, looks_like_section, meaning_of, section
from alliance.tables.sheets.plans import Column, Plan

ORIGIN = "（表内注明）"  # the heading of what a sheet states without a column for it
SAID = "（导入时说明）"  # and of what a person said of all its rows
LOOKED_AT = 200  # lines of a sheet that are looked at for sections before its rows are read
_LISTED_WORKSHOP = re.compile(r"(.+(?:工作室|工作站))\s*[(]([^()]{2,60})[)]")
# what the words of a section mean → the column that it stands for; a person may name any other column
SECTION_COLUMNS = {"stream": "stream", "level": "level", "district": "region", "union": "union"}
_WISHED = re.compile("申报|推荐|拟|候选|公示|初审|汇总")


@dataclass(frozen=True, slots=True)
class Added:
    """A column that the sheet states without having it. ``value`` for all rows, or ``by`` the sections of this meaning."""

    name: str
    origin: str  # title, sheet, line, section: where the sheet says so; said: a person did
    value: str = ""
    by: str = ""
    role: str = "property"


@dataclass
class Understanding:
    """How a sheet is understood. ``split``: a list of one column, 名称（单位）, is read as two; its items stand below row ``before``.

    ``sections``: what a person has said that sections mean: words without number and count → meaning, empty for nothing.
    """

    facts: Facts
    lines: HeadingLines
    kind: str
    split: bool = False
    before: int = 0
    written: tuple[Heading, ...] = ()  # the headings that a list of one column has all the same
    sections: Mapping[str, str] = field(default_factory=dict)

    def section(self, text: str) -> Section:
        """Return what a line says of the records below it, as a person has said or as its words tell."""
        found = section(text)
        return replace(found, meaning=self.sections.get(found.value, found.meaning))

    def is_said(self, text: str) -> bool:
        """Say whether a person has said of this line that it is a section."""
        return bool(self.sections) and section(text).value in self.sections


def understand(lines: Sequence[Line], marks: Marks, kind: str = "", named: str = "", header_lines: tuple[int, int] | None = None) -> Understanding:
    """Return how a sheet is understood from its first lines; ``lines.first`` −1 where no headings were found.

    ``header_lines``: rows of the headings as a person has named them. ``kind`` goes before what the title
    says, that before ``named``, which the names of sheet and file say, and that before the headings.
    """
    head = _named_lines(lines, marks, header_lines) if header_lines else find_headings(lines, marks.merges, kind)
    if len([heading for heading in head.headings if heading.text and not _is_serial(heading)]) < 2 and _is_list(lines):
        facts = facts_of(lines[: head.first if head.first >= 0 else _first_item(lines)])
        before = lines[head.last][0] if head.first >= 0 else _row_before_items(lines)
        written = head.headings or _headings_in(lines, before)
        head = HeadingLines(-1, -1, (Heading.of(["工作室名称"]), Heading.of(["依托单位"])))
        return Understanding(facts, head, kind or "Workshop", split=True, before=before, written=written)
    facts = facts_of(lines[: max(head.first, 0)])
    found = kind or kind_of_title(facts.get("title")) or named or best_kind(head.headings)
    return Understanding(facts, head, found)


def section_meanings(said: Mapping[str, str]) -> dict[str, str]:
    """Return words of sections → meaning, from words → stored name of the column that the section stands for (empty for nothing)."""
    meanings = {column: meaning for meaning, column in SECTION_COLUMNS.items()}
    return {words: meanings.get(column, column) for words, column in said.items()}


def with_added(
    understood: Understanding, sheet: str, file: str, lines: Sequence[Line], columns: Sequence[Column], stated: Mapping[str, str] | None = None
) -> tuple[Added, ...]:
    """Return what holds for the rows of a sheet beside its columns; nothing for which there is a column.

    First what a person ``stated`` of all workshops (name → value, empty: the sheet does not say it), then what title, filling line,
    sheet name and sections say.
    """
    if understood.kind in ("", RELATIONS):
        return ()
    names = [column.name for column in columns if column.role]
    said = stated or {} if understood.kind == "Workshop" else {}
    found = [Added(name, "said", value) for name, value in said.items() if value and name not in names and _has(understood.kind, name)]
    return (*found, *_find_added(sheet, file, understood, lines[understood.lines.last + 1 :], [*names, *said]))


def without_held_back(plan: Plan, stated: Mapping[str, str]) -> Plan:
    """Return the plan without the columns that a person has held back (name → empty): what an announced batch lists is no recognition yet."""
    held = {name for name, value in stated.items() if not value} if plan.kind == "Workshop" else set()
    return replace(plan, columns=tuple(Column(each.index, each.heading) if each.name in held else each for each in plan.columns))


def with_columns(plan: Plan, added: Sequence[Added], width: int, facts: Facts) -> Plan:
    """Return the plan with a column for each thing added, behind those of the sheet, and with year, place and unit of the sheet."""
    known = {target[1]: target for target in targets(plan.kind)}
    columns = []
    for place, each in enumerate(added):
        if each.role == "kind_of_link":
            columns.append(Column(index=width + place, heading=ORIGIN, role="kind_of_link", name=each.name, term=known[each.name][2]))
        else:
            columns.append(Column(width + place, SAID if each.origin == "said" else ORIGIN, *known[each.name]))
    own = [replace(each, factor=_factor(each, facts)) for each in plan.columns]
    return replace(plan, columns=(*own, *columns), year=facts.get("year"), place=facts.get("place"))


def _factor(column: Column, facts: Facts) -> int:
    """What a bare amount is multiplied by: the unit in its heading, else that of the sheet (单位：万元)."""
    money = isinstance(column.term, Property) and column.term.type == "money"
    return 10_000 if money and column.factor == 1 and "万元" in facts.get("units") else column.factor


def is_of_results(facts: Facts) -> bool:
    """Say whether a sheet is a table of results of one year."""
    return "成果" in facts.get("title") and bool(facts.get("year"))


def _named_lines(lines: Sequence[Line], marks: Marks, rows: tuple[int, int]) -> HeadingLines:
    places = [place for place, (row, _) in enumerate(lines) if rows[0] <= row <= rows[1]]
    return headings_at(lines, marks.merges, places[0], places[-1]) if places else HeadingLines(-1, -1, ())


def listed_workshop(text: str) -> tuple[str, str] | None:
    """Return name and host of a line 某某创新工作室（某某公司）; None where it is no such line.

    >>> listed_workshop("肖某某创新工作室（示例车轮有限公司）"), listed_workshop("安平镇（2个）")
    (('肖某某创新工作室', '示例车轮有限公司'), None)
    """
    match = _LISTED_WORKSHOP.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return (match.group(1), match.group(2)) if match else None


def kind_of_title(title: str) -> str:
    """Return the kind of node that the title of a paper says it lists; empty where its words do not say.

    >>> kind_of_title("2024年度创新工作室联盟活动台账"), kind_of_title("示例市创新工作室推荐汇总表"), kind_of_title("统计表")
    ('Activity', 'Workshop', '')
    """
    if "活动" in title:
        return "Activity"
    of_members = "联盟" not in title or re.search("成员|名册|花名", title)
    return "Workshop" if "工作室" in title and of_members else ""


def _is_list(lines: Sequence[Line]) -> bool:
    texts = [found for _, cells in lines for found in [distinct(cells)] if found]
    items = [text for found in texts for _, text in found if listed_workshop(text)]
    return len(items) >= 2 and all(len(found) <= 2 for found in texts)


def _is_serial(heading: Heading) -> bool:
    return heading_key(heading.text) in (*SILENT, "编号")


def _headings_in(lines: Sequence[Line], row: int) -> tuple[Heading, ...]:
    """The headings that stand in a row, where it is one of headings."""
    cells = next((cells for number, cells in lines if number == row), [])
    texts = [cell for cell in cells if cell.strip()]
    return tuple(Heading.of([cell.strip()]) for cell in cells) if len(texts) > 1 else ()


def _row_before_items(lines: Sequence[Line]) -> int:
    """Return the number of the last row above the items of a list; 0 where they begin at once."""
    first = _first_item(lines)
    return lines[first - 1][0] if first else 0


def _first_item(lines: Sequence[Line]) -> int:
    """Return the position of the first item or section of a list."""
    for position, (_, cells) in enumerate(lines):
        if any(listed_workshop(text) or (position and meaning_of(section(text).value)) for _, text in distinct(cells)):
            return position
    return 0


def _find_added(sheet: str, file: str, understood: Understanding, lines: Sequence[Line], names: Sequence[str]) -> tuple[Added, ...]:
    facts, kind = understood.facts, understood.kind
    found = [*_of_sections(understood, lines), *_of_sheet_name(sheet, facts), *_of_facts(facts, names), *_of_provenance(file, facts)]
    first: dict[str, Added] = {}
    for added in found:
        if added.name not in names and _has(kind, added.name):
            first.setdefault(added.name, added)
    if "region" in first:  # a district that no list has is taken as it is written
        first["region as"] = Added("region", first["region"].origin, "Region", role="kind_of_link")
    return tuple(first.values())


def _has(kind: str, name: str) -> bool:
    return any(target[1] == name for target in targets(kind))


def _of_sections(understood: Understanding, lines: Sequence[Line]) -> list[Added]:
    meanings = []
    for _, cells in lines[:LOOKED_AT]:
        texts = distinct(cells)
        if len(texts) in (1, 2) and (looks_like_section(texts[-1][1]) or understood.is_said(texts[-1][1])):
            meanings.append(understood.section(texts[-1][1]).meaning)
    meanings += understood.sections.values()  # its line may stand further down
    return [Added(SECTION_COLUMNS.get(each, each), "section", by=each) for each in dict.fromkeys(meanings) if each]


def _of_sheet_name(sheet: str, facts: Facts) -> list[Added]:
    meaning = meaning_of(unicodedata.normalize("NFKC", sheet).strip())
    if meaning == "district":
        return [Added("region", "sheet", place_in(facts.get("place"), sheet.strip()))]
    return [Added("union", "sheet", sheet.strip())] if meaning == "union" else []


def place_in(place: str, district: str) -> str:
    """Return the district with the city of the title before it, where only that makes it clear.

    >>> place_in("北京市", "朝阳区"), place_in("示例市", "金水区"), place_in("", "云台区")
    ('北京市朝阳区', '金水区', '云台区')
    """
    whole = place + district
    return whole if len(references.found_codes("Region", district)) != 1 and len(references.found_codes("Region", whole)) == 1 else district


def _of_facts(facts: Facts, names: Sequence[str]) -> list[Added]:
    title, year = facts.get("title"), facts.get("year")
    found = [Added("union", "line", facts.get("union"))] if facts.get("union") else []
    if "联盟" in title and facts.get("alliance"):
        found.append(Added("alliances", "title", facts.get("alliance")))
    naming = "工作室" in title and "联盟" not in title and ("名单" in title or "命名" in title) and not _WISHED.search(title)
    if naming and year and "level" not in names:
        found.append(Added("recognised_on", "title", year))
    if naming and facts.get("document"):
        found.append(Added("batch", "title", facts.get("document")))
    return found


def _of_provenance(file: str, facts: Facts) -> list[Added]:
    if not facts.get("title"):
        return []
    as_of = facts.get("as_of") or facts.get("filled_on")
    source = Added("source", "title", f"{facts.get('title')}（{file}）", role="provenance")
    return [source, Added("as_of", "title", as_of, role="provenance")] if as_of else [source]
