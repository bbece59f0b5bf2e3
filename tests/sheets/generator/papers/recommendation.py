"""The recommendations of a union: a heading of two lines, much about the leader."""

from __future__ import annotations

from dataclasses import replace

from tests.sheets.generator import columns as c
from tests.sheets.generator import dirt
from tests.sheets.generator.columns import Column, Context
from tests.sheets.generator.dirt import Cell
from tests.sheets.generator.layout import Table
from tests.sheets.generator.papers.common import closing_notes, filling_line, note_district
from tests.sheets.generator.register import Workshop


def recommendation(ctx: Context) -> Table:
    """5.2 申报/推荐汇总表: the union that fills it in recommends every row."""
    before, union = filling_line(ctx)
    rows = ctx.register.workshops
    for row in rows:
        if union:
            row.union = union
            c.note_union(ctx, row, union)
    if union and ctx.form in ("xlsx", "xls") and ctx.rng.random() < 0.5:
        ctx.options["sheet"] = union.removesuffix("总工会")
        for row in rows:
            note_district(ctx, row, ctx.options["sheet"], required=False)  # the union of the sheet says so, and its name
    parent = ctx.rng.choice(("领军人基本情况", "领衔人基本情况", "领衔人")) if ctx.rng.random() < 0.8 else ""
    leader = [c.LEADER, *(one for one in (c.IDENTITY, c.POST, c.HONOUR, c.PHONE) if ctx.rng.random() < 0.6)]
    under = [replace(one, parent=parent) for one in leader] if parent and len(leader) > 1 else leader
    columns = [c.NAME, c.UNIT, *under]
    columns += [one for one in (c.FOUNDED, c.SIZE, c.LEVEL, c.INDUSTRY, c.CRAFTS) if ctx.rng.random() < 0.8]
    if not union:
        columns.append(c.UNION)
    if ctx.rng.random() < 0.5:
        columns += [replace(one, parent="近三年成果") for one in RESULTS]
    columns += [one for one in (c.EMPTY, c.REMARK) if ctx.rng.random() < (0.1 if one is c.EMPTY else 0.6)]
    return Table(
        f"{ctx.register.city}市创新工作室{ctx.rng.choice(('推荐', '申报'))}汇总表",
        columns,
        rows,
        before=before,
        notes=closing_notes(ctx, "注：专利数为授权数。"),
    )


def _write_projects(ctx: Context, row: Workshop) -> Cell:
    return Cell(ctx.rng.randint(0, 12)) if not ctx.chance(0.5) else ctx.nothing()


def _write_patents(ctx: Context, row: Workshop) -> Cell:
    return Cell(f"发明{ctx.rng.randint(1, 3)}、实用新型{ctx.rng.randint(2, 9)}") if ctx.chance() else Cell(ctx.rng.randint(0, 9))


def _write_money(ctx: Context, row: Workshop) -> Cell:
    return dirt.write_figure(ctx.rng, ctx.rng.randint(10, 900), ctx.level, "万元").cell if not ctx.chance(0.3) else ctx.nothing()


RESULTS = (
    Column("projects", ("项目(项)", "项目"), _write_projects, sums=True),
    Column("patents", ("专利(件)", "专利"), _write_patents),
    Column("money", ("创效(万元)", "创效（万元）"), _write_money),
)
