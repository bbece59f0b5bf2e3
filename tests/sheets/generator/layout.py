"""Layout: a table of records becomes a page with titles, headings of one to three lines, sections, sums, notes and merges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.sheets.generator import dirt
from tests.sheets.generator.columns import Column, Context
from tests.sheets.generator.dirt import Cell
from tests.sheets.generator.page import Page, address

FIGURES_IN = "单位：项、件、人次、万元"
SERIAL = Column("serial", ("序号", "编号", "序 号"), lambda ctx, row: Cell())


@dataclass
class Table:
    """The records of a paper in their columns. ``section``: the label of the section of a record, empty for none; ``bare``: no heading, no serial numbers."""

    title: str
    columns: list[Column]
    rows: list[Any]
    unit_word: str = "家"
    section: Callable[[Any], str] | None = None
    section_counts: bool = True
    before: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    bare: bool = False


def lay_out(ctx: Context, table: Table, name: str) -> Page:
    """Return the page of a table; the truth learns where each fact stands and which words are none."""
    columns = table.columns if table.bare else _ordered(ctx, table.columns)
    page = Page(name, len(columns))
    _write_top(ctx, page, table)
    heading = [] if table.bare else _heading_lines(ctx, columns)
    _write_heading(ctx, page, heading)
    _write_rows(ctx, page, table, columns, heading)
    _write_notes(ctx, page, table)
    _place_facts(ctx, page, columns)
    return page


def _ordered(ctx: Context, columns: Sequence[Column]) -> list[Column]:
    """Columns in an order by chance: those under one parent, and a department and its unit, stay together; a remark stands last."""
    groups: list[list[Column]] = []
    for column in columns:
        together = groups and (column.key == "department" or _joined(column, groups[-1][-1]))
        if together:
            groups[-1].append(column)
        else:
            groups.append([column])
    first = [group for group in groups if group[0].key == "remark"]
    middle = [group for group in groups if group[0].key != "remark"]
    if ctx.rng.random() < 0.6:
        ctx.rng.shuffle(middle)
    found = [column for group in [*middle, *first] for column in group]
    return [SERIAL, *found] if ctx.rng.random() < 0.85 else found


def _joined(one: Column, other: Column) -> bool:
    return bool(one.parent or one.group) and (one.parent, one.group) == (other.parent, other.group)


def _write_top(ctx: Context, page: Page, table: Table) -> None:
    rng, merge = ctx.rng, ctx.rng.random() < 0.8
    if rng.random() < 0.4:
        _say(ctx, page, "title", rng.choice(("附件", "附件1", "附件：")), merge)
    for text in (table.title, *(text for line in table.before for text in line[:1] if len(line) == 1)):
        _say(ctx, page, "title", text, merge)
    for line in table.before:
        if len(line) > 1:
            cells = [Cell() for _ in range(page.width)]
            step = max(1, page.width // len(line))
            for number, text in enumerate(line):
                cells[min(page.width - 1, number * step)] = Cell(text)
                ctx.truth.never[text] = "title"
            page.add("title", cells)
    if rng.random() < 0.1:
        page.add("blank", [])


def _say(ctx: Context, page: Page, kind: str, text: str, merge: bool) -> None:
    ctx.truth.never[text] = kind
    page.add(kind, [Cell(text)], merge=merge)


# -- headings


def _heading_lines(ctx: Context, columns: Sequence[Column]) -> list[list[str]]:
    """One to three lines of headings; below a heading over several lines, and beside one over several columns, stand empty cells."""
    depth = 1 if not any(column.parent for column in columns) else 2
    if len(columns) > 5 and ctx.rng.random() < 0.15:
        depth += 1
    lines = [["" for _ in columns] for _ in range(depth)]
    banded = depth == 3 or (depth == 2 and not any(column.parent for column in columns))
    split = _band_border(ctx, columns) if banded else 0
    base = 1 if banded else 0
    for number, column in enumerate(columns):
        top = 0 if not banded or number == 0 or column.key == "remark" else base
        if banded and top:
            lines[0][number] = "基本情况" if number < split else "工作情况"
        if column.parent:
            lines[base][number] = column.parent
            lines[base + 1][number] = _decorated(ctx, ctx.rng.choice(column.child or column.headings))
        else:
            lines[top][number] = _decorated(ctx, ctx.rng.choice(column.headings))
    if any(column.key == "department" for column in columns) and ctx.rng.random() < 0.5:
        _join_department(ctx, columns, lines)
    return lines


def _band_border(ctx: Context, columns: Sequence[Column]) -> int:
    free = [n for n in range(2, len(columns)) if columns[n].key != "department" and not _joined(columns[n], columns[n - 1])]
    return ctx.rng.choice(free or [len(columns)])


def _join_department(ctx: Context, columns: Sequence[Column], lines: list[list[str]]) -> None:
    """所在单位 over two columns, or 所在单位 beside 单位: the second is the department."""
    at = next(number for number, column in enumerate(columns) if column.key == "department")
    where = next(line for line in lines if line[at] and line[at] not in ("基本情况", "工作情况"))
    where[at - 1], where[at] = "所在单位", ctx.rng.choice(("\0", "单位"))


def _decorated(ctx: Context, heading: str) -> str:
    """A heading as it is printed: broken over two lines, spaced out, with a bracket."""
    if not heading or ctx.rng.random() > 0.25:
        return heading
    if 2 <= len(heading) <= 3:
        return "　".join(heading) if ctx.rng.random() < 0.5 else " ".join(heading)
    return heading[: len(heading) // 2] + "\n" + heading[len(heading) // 2 :] if "（" not in heading and "(" not in heading else heading


def _write_heading(ctx: Context, page: Page, lines: list[list[str]]) -> None:
    top = len(page.lines)
    for number, line in enumerate(lines):
        shown = [Cell(None if text == "\0" or (n and text != "\0" and _under(lines, number, n)) else text or None) for n, text in enumerate(line)]
        page.add("heading", shown)
        for text in line:
            if text.strip("\0"):
                ctx.truth.never[text] = "heading"
    if lines:
        _merge_heading(page, lines, top)


def _under(lines: list[list[str]], number: int, column: int) -> bool:
    """The heading left of this one goes on over it."""
    line = lines[number]
    return line[column] == line[column - 1] and number < len(lines) - 1 and bool(lines[number + 1][column]) and bool(line[column])


def _merge_heading(page: Page, lines: list[list[str]], top: int) -> None:
    depth, width = len(lines), len(lines[0])
    for number, line in enumerate(lines):
        start = 0
        while start < width:
            stop = start
            while stop + 1 < width and (_under(lines, number, stop + 1) or line[stop + 1] == "\0"):
                stop += 1
            last = number
            while line[start] and last + 1 < depth and not any(lines[last + 1][n] for n in range(start, stop + 1)):
                last += 1
            if line[start] and (last > number or stop > start):
                page.merges.append((top + number, start, top + last, stop))
            start = stop + 1


# -- records


def _write_rows(ctx: Context, page: Page, table: Table, columns: Sequence[Column], heading: list[list[str]]) -> None:
    rng, merge = ctx.rng, ctx.rng.random() < 0.7
    again = rng.randrange(2, len(table.rows)) if len(table.rows) > 4 and rng.random() < 0.15 else -1
    sums, subtotals = rng.random() < 0.5, table.section is not None and rng.random() < 0.25
    label, written, sections, numbers = "", [], 0, []
    for number, row in enumerate(table.rows):
        new = table.section(row) if table.section else ""
        if new != label:
            if subtotals and written:
                _write_sum(ctx, page, table, columns, written, "小计", numbers)
            label, sections, written = new, sections + 1, []
            _section(ctx, page, table, label, sections, merge)
        if number == again:
            _write_heading(ctx, page, heading)
        line = _write_record(ctx, page, columns, row, number)
        written.append(line)
        numbers.append(line)
        if rng.random() < 0.02:
            page.add("blank", [])
    if subtotals:
        _write_sum(ctx, page, table, columns, written, "小计", written)
    if sums:
        _write_sum(ctx, page, table, columns, numbers, rng.choice(("合计", "总计", "合 计")), numbers)
    _repeat(ctx, page, columns)
    if ctx.form == "xlsx" and rng.random() < 0.1:
        for line in rng.sample(numbers, max(1, len(numbers) // 4)):
            page.lines[line].hidden = True


def _section(ctx: Context, page: Page, table: Table, label: str, number: int, merge: bool) -> None:
    count = sum(1 for row in table.rows if table.section and table.section(row) == label)
    if ctx.rng.random() < 0.1:
        count += 1  # people miscount
    counted = f"{label}（{count}{table.unit_word}）" if table.section_counts else label
    text = ctx.options["section_form"].format(label=counted, number="一二三四五六七八九十"[(number - 1) % 10])
    _say(ctx, page, "section", text, merge)


def _write_record(ctx: Context, page: Page, columns: Sequence[Column], row: Any, number: int) -> int:
    cells = []
    for column in columns:
        ctx.truth.at = (number, column.key)
        cells.append(Cell(number + 1) if column.key == "serial" else column.write(ctx, row))
    return page.add("record", cells, row=number)


def _repeat(ctx: Context, page: Page, columns: Sequence[Column]) -> None:
    """Equal cells below one another become a merge or 同上, equal ones beside one another 同左."""
    rng = ctx.rng
    for at, column in enumerate(columns):
        way = rng.choice(("merge", "same", "plain")) if column.repeats else "plain"
        if way == "merge" and ctx.form != "tsv":
            _merge_equal(page, at)
        elif way == "same":
            for number in range(len(page.lines) - 1, 0, -1):
                if _equal(page, number, at) and ctx.chance(2):
                    page.lines[number].cells[at] = Cell(_same(ctx, dirt.SAME_ABOVE))
        if column.key == "contact" and at:
            for line in page.lines:
                if line.kind == "record" and line.cells[at].value and line.cells[at].value == line.cells[at - 1].value and ctx.chance(2):
                    line.cells[at] = Cell(_same(ctx, ("同左",)))


def _same(ctx: Context, words: tuple[str, ...]) -> str:
    word = ctx.rng.choice(words)
    ctx.truth.never[word] = "nothing"
    return word


def _equal(page: Page, number: int, at: int) -> bool:
    above, here = page.lines[number - 1], page.lines[number]
    same = above.kind == here.kind == "record" and here.cells[at].value == above.cells[at].value
    return same and bool(here.cells[at].value) and here.cells[at].value not in dirt.NOTHING


def _merge_equal(page: Page, at: int) -> None:
    start = 0
    for number in range(1, len(page.lines) + 1):
        if number < len(page.lines) and _equal(page, number, at):
            continue
        if number - start > 1:
            page.merges.append((start, at, number - 1, at))
            for line in page.lines[start + 1 : number]:
                line.cells[at] = Cell()
        start = number


def _write_sum(ctx: Context, page: Page, table: Table, columns: Sequence[Column], lines: list[int], word: str, numbers: list[int]) -> None:
    """A line of sums: of the numbers above it, right as a rule; some are live formulas, some only say how many rows there are."""
    rng = ctx.rng
    if rng.random() < 0.25:
        _say(ctx, page, "sum", f"{word}：{len(lines)}{table.unit_word}", rng.random() < 0.7)
        return
    cells, place = [Cell() for _ in columns], 0 if rng.random() < 0.8 or len(columns) < 3 else 1
    formulas = ctx.form in ("xlsx", "xls") and rng.random() < 0.4
    for at, column in enumerate(columns):
        values = [page.lines[line].cells[at].value for line in lines]
        plain = [value for value in values if isinstance(value, (int, float)) and column.sums]
        if plain:
            wrong = 1 if rng.random() < 0.05 else 0
            whole = formulas and lines == list(range(lines[0], lines[-1] + 1)) and not wrong
            cells[at] = Cell(round(sum(plain) + wrong, 2), formula=whole)
            if whole:
                cells[at].shown = f"=SUM({address(lines[0], at)}:{address(lines[-1], at)})"
        elif column.key in ("unit", "workshop", "activity") and rng.random() < 0.6:
            cells[at] = Cell(rng.choice((len(lines), f"{len(lines)}{table.unit_word}")))
    cells[place] = Cell(word)
    for cell in cells:
        if isinstance(cell.value, str):
            ctx.truth.never[cell.value] = "sum"
    page.add("sum", cells)


def _write_notes(ctx: Context, page: Page, table: Table) -> None:
    rng = ctx.rng
    if rng.random() < 0.1:
        page.add("blank", [])
    for text in table.notes:
        _say(ctx, page, "note", text, rng.random() < 0.7)


def _place_facts(ctx: Context, page: Page, columns: Sequence[Column]) -> None:
    """Write beside each fact the cell it stands in, for reports that a person can follow."""
    lines = {line.row: number for number, line in enumerate(page.lines) if line.kind == "record"}
    keys = {column.key: at for at, column in enumerate(columns)}
    for one in (*ctx.truth.entities.values(), *ctx.truth.facts, *ctx.truth.ties, *ctx.truth.figures, *ctx.truth.asked):
        row, key = one["at"]
        one["at"] = address(lines[row], keys[key]) if row in lines and key in keys else f"row {row}"
