"""How cells are really filled: each function writes a true value as people do and says what may be read from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from tests.sheets.generator.register import LEVELS, Recognition
from tests.sheets.generator.truth import span

NOTHING = ("无", "/", "——", "—", "———", "暂无", "待定", None, None, "#N/A")
TITLES = ("高级技师", "首席技师", "高级工程师", "班长", "副主任护师")
SAME_ABOVE = ("同上", "〃")
MONTH_FORMAT = 'yyyy"年"m"月"'
Value = str | int | float | date | None


@dataclass
class Cell:
    """What stands in a cell; ``shown``: the number format of a date; ``formula``: the sum whose value stands here."""

    value: Value = None
    shown: str = ""
    formula: bool = False


@dataclass
class Dated:
    """A date as written: the spans that are right for it, and whether it must be asked."""

    cell: Cell
    accept: list[list[str]]
    asked: bool = False


@dataclass
class Counted:
    """A number as written; ``text`` where it is approximate."""

    cell: Cell
    text: str = ""


def write_people(rng: Random, names: tuple[str, ...], level: float) -> str:
    """Return one cell with these people: separators, blanks in names, what is split off a name."""
    if len(names) > 1:
        return rng.choice(("、", "/", "，", " ", "和")).join(names)
    name = names[0]
    if rng.random() >= level:
        return name
    forms = [f"{name}（女）", f"{name}（已退休）", f"{name} {rng.choice(TITLES)}", f"{name}/{rng.choice(TITLES)}", f"{name}（男）"]
    if len(name) == 2:
        forms += [f"{name[0]}　{name[1]}", f"{name[0]} {name[1]}", f"{name[0]}　{name[1]}"]
    return rng.choice(forms)


def write_month(rng: Random, year: int, month: int, level: float, form: str) -> Dated:
    """Return the month of a foundation: text, a date cell that shows a month, a year alone, or a number that must be asked."""
    exact = [span(year, month)]
    if rng.random() < level * 0.3 and form in ("xlsx", "xls"):
        return Dated(Cell(float(f"{year}.1")), [span(year)], asked=True)
    if form in ("xlsx", "xls") and rng.random() < 0.2:
        return Dated(Cell(date(year, month, 1), shown=MONTH_FORMAT), exact)
    # pasted from a workbook, 2021.1 may have been 2021.10: it is not written here
    texts = [
        f"{year}年{month}月",
        f"{year}-{month:02}",
        f"{year}年{month:02}月",
        *([f"{year}.{month}"] * 2 if month not in (1, 10) or form != "tsv" else []),
    ]
    if rng.random() < level * 0.5:
        return Dated(Cell(f"{year}年"), [span(year)])
    return Dated(Cell(rng.choice(texts)), exact)


def write_day(rng: Random, year: int, month: int, day: int, level: float, form: str) -> Dated:
    """Return the time of an activity; its year may stand in the title only."""
    later = min(day + rng.randint(1, 2), 28)
    exact = [span(year, month, day)]
    if rng.random() >= level:
        plain = Dated(Cell(rng.choice((f"{year}年{month}月{day}日", f"{year}.{month}.{day}", f"{year}-{month:02}-{day:02}"))), exact)
        return Dated(Cell(date(year, month, day), shown="yyyy-mm-dd"), exact) if form in ("xlsx", "xls") and rng.random() < 0.4 else plain
    third = rng.randint(0, 2)
    tenth = span(year, month, third * 10 + 1, (year, month, (10, 20, 0)[third]))
    half = span(year, 1, 0, (year, 6, 0)) if month < 7 else span(year, 7, 0, (year, 12, 0))
    choices = [
        (f"{month}月{day}日", exact),
        (f"{month}月{('上', '中', '下')[third]}旬", [tenth, span(year, month)]),
        (f"{year}年{month}月{('上', '中', '下')[third]}旬", [tenth, span(year, month)]),
        ("上半年" if month < 7 else "下半年", [half]),
        (f"{month}月", [span(year, month)]),
    ]
    if later > day:
        choices += [
            (f"{month}.{day}—{later}", [span(year, month, day, (year, month, later))]),
            (f"{month}月{day}日-{later}日", [span(year, month, day, (year, month, later))]),
        ]
    if month == 12:
        choices.append(
            ("年底", [span(year, m, 0, (year, 12, 0)) for m in (10, 11, 12)] + [span(year, 12, d, (year, 12, 31)) for d in (1, 11, 21, 31)])
        )
    text, accept = rng.choice(choices)
    return Dated(Cell(text), accept)


def write_count(rng: Random, number: int, level: float, unit: str = "人") -> Counted:
    """Return a head count: plain, with its unit, or about."""
    if rng.random() >= level:
        return Counted(Cell(rng.choice((number, number, f"{number}{unit}"))))
    text = rng.choice((f"{number}{unit}左右", f"约{number}", f"{number}余{unit}", f"约{number}{unit}", f"{number}多{unit}"))
    return Counted(Cell(text), text)


def write_figure(rng: Random, number: float, level: float, unit: str) -> Counted:
    """Return a figure of results; money of 100 万元 and more may be said in 亿."""
    whole: Value = int(number) if number == int(number) else number
    if rng.random() >= level:
        return Counted(Cell(whole))
    if unit == "万元" and number >= 100 and number % 100 == 0:
        return Counted(Cell(f"{number / 10000:g}亿"))
    if number < 20:  # of three nobody says about three
        return Counted(Cell(f"{whole}{unit}" if unit in ("期", "项", "件") else whole))
    text = rng.choice((f"约{whole}", f"{whole}余"))
    return Counted(Cell(text), text)


def write_levels(rng: Random, known: tuple[Recognition, ...], dated: bool) -> str:
    """Return the recognitions of a workshop in one cell: 国家级2025、省级2019 or 区级(2021)、市级(2023.5)."""
    form = rng.choice(("{level}{when}", "{level}({when})", "{level}（{when}）")) if dated else "{level}"
    parts = []
    for one in sorted(known, key=lambda each: -each.year if rng.random() < 0.5 else each.year):
        # 市级2023.5 without brackets is hardly ever written
        when = (
            f"{one.year}.{one.month}"
            if one.month and one.month not in (1, 10) and "(" in form
            else f"{one.year}年"
            if "（" in form
            else f"{one.year}"
        )
        parts.append(form.format(level=LEVELS[one.level], when=when))
    return rng.choice(("、", "；", "、")).join(parts)


def recognition_span(one: Recognition, text: str) -> list[list[str]]:
    """Return what the text of ``write_levels`` says of the date of one recognition."""
    if f"{one.year}.{one.month})" in text:
        return [span(one.year, one.month)]
    return [span(one.year)] if str(one.year) in text else []
