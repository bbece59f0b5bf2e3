"""The list of a naming, the attachment of a decision; and the list in one column."""

from __future__ import annotations

from tests.sheets.generator import columns as c
from tests.sheets.generator.columns import Column, Context
from tests.sheets.generator.dirt import Cell
from tests.sheets.generator.layout import Table
from tests.sheets.generator.papers.common import closing_notes, note_district, order_by_section, stated_line
from tests.sheets.generator.register import Workshop
from tests.sheets.generator.truth import span


def naming_list(ctx: Context) -> Table:
    """5.1 命名名单: the year and the document number are those of the whole list."""
    register, year = ctx.register, ctx.year
    ctx.options["both_streams"] = True
    rows, section = order_by_section(ctx, register.workshops, ("", "stream", "stream", "district"))
    before = stated_line(ctx, len(rows))
    number = f"{register.city}工发〔{year}〕{ctx.rng.randint(3, 40)}号"
    if ctx.rng.random() < 0.4:
        before.append([number])
        for row in rows:
            ctx.truth.fact(c.workshop_of(ctx, row), "batch", [number])
    for row in rows:
        key = c.workshop_of(ctx, row)
        c.note_recognition(ctx, row, "municipal", [span(year)], required=False)
        ctx.truth.fact(key, "recognised_on", [span(year)], kind="date")
    columns = [c.NAME, c.UNIT, *([c.DEPARTMENT] if ctx.rng.random() < 0.6 else []), c.LEADER]
    columns += [column for column in (c.UNION, c.INDUSTRY, c.CRAFTS, c.REMARK) if ctx.rng.random() < (0.7 if column is c.UNION else 0.25)]
    if section is None and ctx.rng.random() < 0.3:
        columns.append(c.STREAM)
    title = f"{year}年度{register.city}市{ctx.rng.choice(('劳模和工匠人才创新工作室', '创新工作室命名'))}名单"
    return Table(title, columns, rows, section=section, before=before, notes=closing_notes(ctx))


def register_list(ctx: Context) -> Table:
    """名录: the workshops of all levels on a day; its year is that of the list, not of a naming."""
    rows, section = order_by_section(ctx, ctx.register.workshops, ("level", "level", "", "district"))
    ctx.options["level_dated"] = False
    columns = [c.NAME, c.UNIT, *([c.DEPARTMENT] if ctx.rng.random() < 0.4 else []), c.LEADER]
    columns += [one for one in (c.UNION, c.INDUSTRY, c.FOUNDED, c.SIZE, c.REMARK) if ctx.rng.random() < 0.5]
    if ctx.rng.random() < 0.6:
        columns += [c.LEVEL, c.RECOGNISED]
    title = f"{ctx.register.city}市创新工作室名录（截至{ctx.year}年6月）"
    return Table(
        title, columns, rows, section=section, section_counts=ctx.rng.random() < 0.6, before=stated_line(ctx, len(rows)), notes=closing_notes(ctx)
    )


def one_column_list(ctx: Context) -> Table:
    """A list in one column: the unit stands in brackets behind the workshop, districts are sections."""
    year = ctx.year
    rows, section = order_by_section(ctx, ctx.register.workshops, ("district",))
    for row in rows:
        c.note_recognition(ctx, row, "municipal", [span(year)], required=False)
        ctx.truth.fact(c.workshop_of(ctx, row), "recognised_on", [span(year)], kind="date")
        note_district(ctx, row, row.unit.district)
    column = Column("workshop", ("工作室名称", "名称"), _name_with_unit, width=60)
    title = f"{year}年度{ctx.register.city}市职工科技创新工作室名单"
    return Table(title, [column], rows, unit_word="个", section=section, before=stated_line(ctx, len(rows)), bare=ctx.rng.random() < 0.7)


def _name_with_unit(ctx: Context, row: Workshop) -> Cell:
    c.write_unit(ctx, row)
    return Cell(f"{row.name}（{row.unit.name}）")
