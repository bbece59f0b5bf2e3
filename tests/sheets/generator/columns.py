"""The columns of papers about workshops: headings as they are met, and how each writes its cell and notes the truth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.sheets.generator import dirt
from tests.sheets.generator.dirt import Cell
from tests.sheets.generator.register import STREAMS, Register, Workshop
from tests.sheets.generator.truth import ORGANISATIONS, Truth, span


@dataclass
class Context:
    """What a cell is written with: chance, how dirty, the format of the file, the year of the title, the city, the truth."""

    rng: Random
    level: float
    form: str
    year: int
    register: Register
    truth: Truth
    options: dict[Any, Any] = field(default_factory=dict)

    def chance(self, share: float = 1.0) -> bool:
        """Say whether this cell is dirty."""
        return self.rng.random() < self.level * share

    def nothing(self) -> Cell:
        """A cell that says nothing, in one of the words for it."""
        word = self.rng.choice(dirt.NOTHING)
        if word:
            self.truth.never[word] = "nothing"
        return Cell(word)


Write = Callable[[Context, Any], Cell]


@dataclass
class Column:
    """A column: its headings (``parent``: the heading above it, where there are two lines), ``group``: columns that stay together, ``repeats``: 同上 may stand in it."""

    key: str
    headings: tuple[str, ...]
    write: Write
    parent: str = ""
    child: tuple[str, ...] = ()
    group: str = ""
    repeats: bool = False
    sums: bool = False
    width: int = 14


# -- things that are named


def workshop_of(ctx: Context, row: Workshop) -> str:
    """Note the workshop and return its key; what its name alone suggests may be stored, and need not."""
    key = ctx.truth.entity(("Workshop",), row.name, *([short_name(row)] if ctx.options.get("short") else []))
    suggested = [stream for stream, word in STREAMS.items() if word in row.name]
    ctx.truth.fact(key, "stream", [*suggested, "workshop", *(["model_and_craftsman"] if ctx.options.get("both_streams") else [])], required=False)
    for leader in row.leaders:
        if leader in row.name:
            person = ctx.truth.entity(("Person",), leader, required=False)
            ctx.truth.tie(("LEADS",), (person,), (key,), required=False)
    return key


def short_name(row: Workshop) -> str:
    """张立峰数控加工劳模创新工作室 is called 张立峰工作室 in other papers."""
    return f"{row.leaders[0]}工作室" if row.leaders[0] in row.name else row.name


def usual_name(ctx: Context, row: Workshop) -> str:
    """The one spelling that a sheet uses of a workshop, in full or short."""
    return ctx.options.setdefault(("spelling", row.name), ctx.rng.choice((row.name, short_name(row))))


def unit_of(ctx: Context, row: Workshop, required: bool = True) -> str:
    """Note the unit of a workshop and return its key."""
    key = ctx.truth.entity(row.unit.trade.kinds, row.unit.name, required=required)
    person_may_work(ctx, row, key)
    return key


def person_may_work(ctx: Context, row: Workshop, unit: str) -> None:
    """A leader works at the unit of the workshop: nobody says it, and it may be stored."""
    for leader in row.leaders:
        ctx.truth.tie(("EMPLOYED_BY",), (ctx.truth.entity(("Person",), leader, required=False),), (unit,), required=False)


def union_named(ctx: Context, name: str, required: bool = True) -> str:
    """Note a union with the spellings that are right: 市机械冶金工会 is 嘉河市机械冶金工会 too."""
    city = ctx.register.city
    longer = f"{city}{name}" if name.startswith("市") else f"{city}市{name}"
    return ctx.truth.entity(("TradeUnion",), name, longer, required=required)


# -- cells


def write_name(ctx: Context, row: Workshop) -> Cell:
    workshop_of(ctx, row)
    return Cell(row.name)


def write_unit(ctx: Context, row: Workshop) -> Cell:
    key, unit = workshop_of(ctx, row), unit_of(ctx, row)
    ctx.truth.tie(("HOSTED_BY",), (key,), (unit,))
    return Cell(row.unit.name)


def write_department(ctx: Context, row: Workshop) -> Cell:
    if not row.department:
        return ctx.nothing() if ctx.chance() else Cell()
    key, full = workshop_of(ctx, row), row.unit.name + row.department
    ctx.truth.fact(key, "department", [row.department], kind="kept")
    part = ctx.truth.entity(ORGANISATIONS, full, required=False)
    ctx.truth.tie(("HOSTED_BY", "PART_OF"), (key, part), (part, unit_of(ctx, row)), required=False)
    return Cell(row.department)


def write_leaders(ctx: Context, row: Workshop) -> Cell:
    key = workshop_of(ctx, row)
    for leader in row.leaders:
        ctx.truth.tie(("LEADS",), (ctx.truth.entity(("Person",), leader),), (key,))
    return Cell(dirt.write_people(ctx.rng, row.leaders, ctx.level))


def write_union(ctx: Context, row: Workshop) -> Cell:
    if ctx.chance(0.3):
        return ctx.nothing()
    note_union(ctx, row, row.union)
    return Cell(row.union)


def note_union(ctx: Context, row: Workshop, name: str, required: bool = True) -> None:
    """Note that a workshop belongs to a union; that its unit does may be stored."""
    union = union_named(ctx, name, required)
    ctx.truth.tie(("BELONGS_TO_UNION",), (workshop_of(ctx, row),), (union,), required=required)
    ctx.truth.tie(("BELONGS_TO_UNION",), (unit_of(ctx, row, required=False),), (union,), required=False)


def write_level(ctx: Context, row: Workshop) -> Cell:
    """Levels with years; in a sheet that has the years elsewhere, the level alone."""
    if not row.recognitions:
        return ctx.nothing() if ctx.chance() else Cell()
    if ctx.chance(0.12):
        ctx.truth.ask("市级以上", "level")
        ctx.truth.fact(workshop_of(ctx, row), "recognition", [{"level": "unknown", "dates": []}], kind="recognition", required=False)
        return Cell("市级以上")
    text = dirt.write_levels(ctx.rng, row.recognitions, ctx.options.get("level_dated", True))
    for one in row.recognitions:
        note_recognition(ctx, row, one.level, dirt.recognition_span(one, text))
    return Cell(text)


def note_recognition(ctx: Context, row: Workshop, level: str, dates: list[list[str]], required: bool = True) -> None:
    """Note a recognition; the union that gives this level may be stored as its giver."""
    key = workshop_of(ctx, row)
    ctx.truth.fact(key, "recognition", [{"level": level, "dates": dates}], kind="recognition", required=required)
    city, district = ctx.register.city, row.unit.district
    givers = {
        "county": [f"{district}总工会"],
        "municipal": [f"{city}市总工会", "市总工会"],
        "provincial": ["省总工会"],
        "national": ["中华全国总工会", "全国总工会"],
    }.get(level, [])
    if givers:
        ctx.truth.tie(("RECOGNISED_BY",), (key,), (ctx.truth.entity(("TradeUnion",), *givers, required=False),), required=False)


def write_founded(ctx: Context, row: Workshop) -> Cell:
    if ctx.chance(0.2):
        return ctx.nothing()
    written = dirt.write_month(ctx.rng, *row.founded, ctx.level, ctx.form)
    if written.asked:
        ctx.truth.ask(str(written.cell.value), "month")
    ctx.truth.fact(workshop_of(ctx, row), "founded", written.accept, kind="date", required=not written.asked)
    return written.cell


def write_recognised(ctx: Context, row: Workshop) -> Cell:
    """The year of the only recognition; of several, the column of levels says each."""
    if len(row.recognitions) != 1 or ctx.chance(0.2):
        return Cell()
    one = row.recognitions[0]
    note_recognition(ctx, row, one.level, [span(one.year)])
    return Cell(ctx.rng.choice((one.year, f"{one.year}年", str(one.year))))


def write_size(ctx: Context, row: Workshop) -> Cell:
    if ctx.chance(0.2):
        return ctx.nothing()
    written = dirt.write_count(ctx.rng, row.size, ctx.level)
    ctx.truth.fact(workshop_of(ctx, row), "team_size", [row.size])
    if written.text:
        ctx.truth.fact(workshop_of(ctx, row), "approximate", [written.text], kind="kept")
    return written.cell


def write_crafts(ctx: Context, row: Workshop) -> Cell:
    if ctx.chance(0.2):
        return ctx.nothing()
    for craft in row.crafts:
        ctx.truth.tie(("HAS_CRAFT",), (workshop_of(ctx, row),), (ctx.truth.entity(("Craft",), craft),))
    return Cell(ctx.rng.choice(("、", "；", "、")).join(row.crafts))


# words of industries and the divisions of GB/T 4754 that a coordinator would accept for them
DIVISIONS = {
    "装备制造": ("机械装备", "通用设备制造业", "专用设备制造业"), "装备": ("机械装备", "装备制造", "通用设备制造业", "专用设备制造业"),
    "化工": ("能源化工", "化学原料和化学制品制造业"), "电力": ("能源化工", "电力、热力生产和供应业"), "能源": ("能源化工", "电力、热力生产和供应业"),
    "轨道交通": ("铁路运输业", "城市轨道交通"), "交通运输": ("轨道交通", "铁路运输业", "道路运输业", "交通运输、仓储和邮政业"),
    "卫生健康": ("医疗卫生", "卫生", "卫生和社会工作"), "卫生": ("医疗卫生", "卫生和社会工作"), "教育": ("教育科研",),
    "科研": ("教育科研", "研究和试验发展", "科学研究和技术服务业"),
}  # fmt: skip


def write_industry(ctx: Context, row: Workshop) -> Cell:
    if ctx.chance(0.2):
        return ctx.nothing()
    key = workshop_of(ctx, row)
    word = ctx.truth.entity(("Industry",), row.industry, *DIVISIONS.get(row.industry, ()), required=False)
    ctx.truth.tie(("IN_INDUSTRY",), (key, unit_of(ctx, row, required=False)), (word,), required=False)
    ctx.truth.fact(key, "industry", [row.industry, *DIVISIONS.get(row.industry, ())], kind="kept")
    return Cell(row.industry)


def write_post(ctx: Context, row: Workshop) -> Cell:
    return Cell(ctx.rng.choice(("首席技师", "高级技师/班长", "副主任护师", "高级工程师", "系主任", "技师")))


def write_honour(ctx: Context, row: Workshop) -> Cell:
    text, name = ctx.rng.choice((("省劳模(2019)", "省劳模"), ("市五一劳动奖章2020", "市五一劳动奖章"), ("市劳模", "市劳模"), ("", "")))
    if not name:
        return ctx.nothing()
    honour = ctx.truth.entity(("Honour",), name, text, required=False)
    holders = [ctx.truth.entity(("Person",), leader, required=False) for leader in row.leaders]
    ctx.truth.tie(("HOLDS_HONOUR",), (*holders, workshop_of(ctx, row)), (honour,), required=False)
    return Cell(text)


def write_contact(ctx: Context, row: Workshop) -> Cell:
    person = ctx.truth.entity(("Person",), row.contact, required=False)
    ctx.truth.tie(("EMPLOYED_BY",), (person,), (unit_of(ctx, row, required=False),), required=False)
    return Cell(row.contact)


def write_phone(ctx: Context, row: Any) -> Cell:
    if ctx.rng.random() < 0.15:
        return Cell("（略）")
    number = "1" + ctx.rng.choice("3578") + "".join(ctx.rng.choice("0123456789") for _ in range(9))
    ctx.truth.secrets.append(number)
    return Cell(int(number) if ctx.rng.random() < 0.3 else number)


def write_identity(ctx: Context, row: Any) -> Cell:
    if ctx.rng.random() < 0.15:
        return Cell("（略）")
    body = (
        f"41010{ctx.rng.randint(2, 9)}19{ctx.rng.randint(60, 99)}{ctx.rng.randint(1, 12):02}{ctx.rng.randint(1, 28):02}{ctx.rng.randint(1, 999):03}"
    )
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    number = body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=False)) % 11]
    ctx.truth.secrets.append(number)
    return Cell(number)


def write_remark(ctx: Context, row: Any) -> Cell:
    return Cell(ctx.rng.choice((None, None, None, "非公", "中小企业"))) if not ctx.chance() else ctx.nothing()


def write_empty(ctx: Context, row: Any) -> Cell:
    return Cell()


def stream_fact(ctx: Context, row: Workshop) -> None:
    """Note the stream that a section or a column states."""
    ctx.truth.fact(workshop_of(ctx, row), "stream", [row.stream])


def write_stream(ctx: Context, row: Workshop) -> Cell:
    stream_fact(ctx, row)
    return Cell(ctx.rng.choice((STREAMS[row.stream], STREAMS[row.stream][:2])))


NAME = Column("workshop", ("工作室名称", "创新工作室名称", "工作室", "申报工作室", "劳模工作室"), write_name, width=34)
UNIT = Column("unit", ("所在单位", "单位名称", "工作单位", "申报单位", "依托单位", "单位"), write_unit, repeats=True, width=26)
DEPARTMENT = Column("department", ("部门", "车间", "二级单位", "分厂"), write_department)
LEADER = Column("leader", ("领衔人", "领军人", "领军人物", "带头人", "负责人", "领办人"), write_leaders, child=("姓名",))
UNION = Column("union", ("推荐单位", "推荐工会", "上级工会", "主管工会", "报送单位"), write_union, repeats=True, width=18)
LEVEL = Column("level", ("级别及命名年份", "已获命名", "级别", "层级"), write_level, width=18)
RECOGNISED = Column("recognised", ("命名时间", "授牌时间", "命名年份"), write_recognised)
FOUNDED = Column("founded", ("成立时间", "创建时间", "成立年月", "挂牌时间"), write_founded)
SIZE = Column("size", ("成员数", "成员人数", "团队人数", "人数"), write_size)
CRAFTS = Column("crafts", ("专业方向", "专长", "主要技术", "工种", "攻关方向"), write_crafts, width=18)
INDUSTRY = Column("industry", ("所属行业", "行业", "产业", "领域", "行业类别"), write_industry, repeats=True)
STREAM = Column("stream", ("类别", "工作室类别"), write_stream, repeats=True)
POST = Column("post", ("职务职称", "职务", "职称"), write_post)
HONOUR = Column("honour", ("荣誉称号", "荣誉"), write_honour)
IDENTITY = Column("identity", ("身份证号", "身份证号码"), write_identity, width=22)
PHONE = Column("phone", ("手机", "联系电话", "手机号码"), write_phone)
REMARK = Column("remark", ("备注",), write_remark)
EMPTY = Column("empty", ("",), write_empty, width=6)
