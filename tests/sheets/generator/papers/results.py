"""The table of results: numbers under headings of two lines, sums, results that two workshops report together."""

from __future__ import annotations

from dataclasses import replace

from tests.sheets.generator import columns as c
from tests.sheets.generator import dirt
from tests.sheets.generator.columns import Column, Context
from tests.sheets.generator.dirt import Cell
from tests.sheets.generator.layout import FIGURES_IN, Table
from tests.sheets.generator.papers.common import closing_notes
from tests.sheets.generator.register import Workshop

# figure → (parent, headings, unit, the largest number)
FIGURES = {
    "攻关课题": ("", ("攻关课题", "攻关项目", "课题"), "项", 9),
    "发明专利": ("专利", ("发明", "发明专利"), "件", 6),
    "实用新型": ("专利", ("实用新型",), "件", 12),
    "五小成果": ("", ("“五小”成果", "五小", "“五小”"), "项", 30),
    "培训期数": ("培训", ("期", "期数"), "期", 12),
    "培训人次": ("培训", ("人次",), "人次", 2000),
    "师徒": ("", ("师徒(对)", "师徒（对）"), "对", 15),
    "直接经济效益": ("经济效益", ("直接", "直接经济效益"), "万元", 1500),
    "间接经济效益": ("经济效益", ("间接", "间接经济效益"), "万元", 2000),
}


def result_table(ctx: Context) -> Table:
    """5.5 成果统计表 of the year in the title."""
    ctx.options["short"] = True
    rows = ctx.register.workshops
    columns = [replace(c.UNIT, headings=("单位", "所在单位")), replace(c.NAME, headings=("工作室", "工作室名称"), write=_write_name)]
    chosen = [name for name in FIGURES if ctx.rng.random() < 0.8] or ["攻关课题"]
    columns += [_column(name) for name in chosen]
    if ctx.rng.random() < 0.7:
        columns.append(Column("remark", ("备注",), _write_remark))
    ctx.options["section_form"] = "{label}"
    money = any(FIGURES[name][2] == "万元" for name in chosen)  # without its unit an amount tells nothing
    before = [["", FIGURES_IN]] if ctx.rng.random() < 0.6 or money else []
    title = f"{ctx.year}年度{ctx.rng.choice(('', ctx.register.city + '市'))}创新工作室成果统计表"
    return Table(title, columns, rows, before=before, notes=closing_notes(ctx, "注：专利数为授权数。"))


def _write_name(ctx: Context, row: Workshop) -> Cell:
    c.workshop_of(ctx, row)
    return Cell(c.usual_name(ctx, row))


def _column(name: str) -> Column:
    parent, headings, unit, largest = FIGURES[name]

    def write(ctx: Context, row: Workshop) -> Cell:
        if ctx.chance(0.3):
            return ctx.nothing()
        value: float = ctx.rng.randint(0, largest)
        if unit == "万元":
            value = ctx.rng.choice((round(value + ctx.rng.random(), 1), value, (value // 100 + 1) * 100))
        written = dirt.write_figure(ctx.rng, value, ctx.level if value else 0, unit)
        ctx.truth.figure(c.workshop_of(ctx, row), name, value, written.text)
        return written.cell

    spelled = headings if parent else tuple(dict.fromkeys(headings))
    return Column(name, spelled, write, parent=parent, sums=True, width=10)


def _write_remark(ctx: Context, row: Workshop) -> Cell:
    if not ctx.chance(0.4):
        return Cell()
    other = ctx.rng.choice(ctx.register.workshops)
    if other is row:
        return Cell("同上项") if row is not ctx.register.workshops[0] else Cell()
    text = f"与{c.short_name(other)}合报1项"
    ctx.truth.never[text] = "remark"
    return Cell(text)
