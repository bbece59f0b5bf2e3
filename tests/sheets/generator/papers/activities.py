"""The ledger of activities: times of every precision, participants named and counted."""

from __future__ import annotations

from dataclasses import dataclass

from tests.sheets.generator import columns as c
from tests.sheets.generator import dirt
from tests.sheets.generator.columns import Column, Context
from tests.sheets.generator.dirt import Cell
from tests.sheets.generator.layout import Table
from tests.sheets.generator.papers.common import city_union, closing_notes
from tests.sheets.generator.register import Workshop

FORMS = {
    "观摩": "visit",
    "技术服务": "consultation",
    "座谈": "symposium",
    "培训": "training",
    "沙龙": "salon",
    "交流": "exchange",
    "竞赛": "contest",
    "讲座": "lecture",
}
NAMES = {
    "观摩": "走进{unit}观摩交流", "技术服务": "“送技入企”{craft}会诊", "座谈": "{craft}创新座谈会", "培训": "{craft}技能培训班",
    "沙龙": "“{craft}”行业沙龙", "交流": "{craft}跨界交流活动", "竞赛": "{craft}技能竞赛", "讲座": "{craft}专题讲座",
}  # fmt: skip


@dataclass
class Activity:
    """One activity; ``named``: participants as written, ``others``: the count behind 等, 0 where all are named."""

    name: str
    form: str
    month: int
    day: int
    host: Workshop
    organiser: str
    named: list[Workshop]
    others: int
    heads: int


def activity_ledger(ctx: Context) -> Table:
    """5.4 活动台账 of the year in the title."""
    ctx.options["short"] = True
    found: dict[str, Activity] = {}
    for _ in range(len(ctx.register.workshops)):
        one = _activity(ctx)
        found.setdefault(one.name, one)
    rows = sorted(found.values(), key=lambda one: (one.month, one.day))
    for row in rows:
        row_key(ctx, row)
    columns = [TIME, NAME, *(one for one in (FORM, ORGANISER, PLACE) if ctx.rng.random() < 0.85), PARTICIPANTS]
    columns += [one for one in (HEADS, OUTCOME, LINK) if ctx.rng.random() < 0.7]
    ctx.options["section_form"] = "{label}"
    title = f"{ctx.year}年度{ctx.rng.choice(('', ctx.register.city + '市'))}创新工作室联盟活动台账"
    return Table(title, columns, rows, unit_word="场", notes=closing_notes(ctx))


def _activity(ctx: Context) -> Activity:
    rng, register = ctx.rng, ctx.register
    host = rng.choice(register.workshops)
    form = rng.choice(list(FORMS))
    named = rng.sample(register.workshops, min(len(register.workshops), rng.randint(1, 4)))
    city = ctx.options.setdefault("city union", rng.choice(("市总", f"{register.city}市总工会")))
    organiser = rng.choice((city, f"{register.districts[0]}总工会", host.union))
    return Activity(
        name=NAMES[form].format(unit=host.unit.name, craft=rng.choice(host.unit.trade.crafts)),
        form=form,
        month=rng.randint(1, 12),
        day=rng.randint(1, 26),
        host=host,
        organiser=organiser,
        named=named,
        others=len(named) + rng.randint(3, 20) if rng.random() < 0.25 else 0,
        heads=rng.randint(6, 120),
    )


def row_key(ctx: Context, row: Activity) -> str:
    """Note the activity and return its key; the unit in its name may be stored as its host."""
    key = ctx.truth.entity(("Activity",), row.name)
    unit = c.unit_of(ctx, row.host, required=False)
    ctx.truth.tie(("PARTICIPATES_IN",), (unit,), (key,), required=False)
    ctx.truth.fact(key, "form", [FORMS[row.form]], required=False)
    return key


def _write_time(ctx: Context, row: Activity) -> Cell:
    written = dirt.write_day(ctx.rng, ctx.year, row.month, row.day, ctx.level, ctx.form)
    ctx.truth.fact(row_key(ctx, row), "held_on", written.accept, kind="date")
    return written.cell


def _write_name(ctx: Context, row: Activity) -> Cell:
    row_key(ctx, row)
    return Cell(row.name)


def _write_form(ctx: Context, row: Activity) -> Cell:
    if ctx.chance(0.2):
        return ctx.nothing()
    ctx.truth.fact(row_key(ctx, row), "form", [FORMS[row.form]])
    return Cell(row.form)


def _write_organiser(ctx: Context, row: Activity) -> Cell:
    if ctx.chance(0.2):
        return ctx.nothing()
    names = [row.organiser]
    if ctx.chance(0.5) and not row.organiser.endswith("市总工会"):
        names.append(f"{ctx.register.districts[-1]}总工会")
    for name in dict.fromkeys(names):
        union = city_union(ctx) if name in ("市总", f"{ctx.register.city}市总工会") else c.union_named(ctx, name)
        ctx.truth.tie(("ORGANISES",), (union,), (row_key(ctx, row),))
    return Cell(ctx.rng.choice(("/", "、")).join(dict.fromkeys(names)))


def _write_place(ctx: Context, row: Activity) -> Cell:
    if ctx.chance(0.2):
        return ctx.nothing()
    place = row.host.unit.name + (row.host.department if ctx.rng.random() < 0.4 else "")
    ctx.truth.fact(row_key(ctx, row), "place", [place])
    return Cell(place)


def _write_participants(ctx: Context, row: Activity) -> Cell:
    key = row_key(ctx, row)
    texts = []
    for workshop in row.named:
        by_unit = ctx.rng.random() < 0.3
        party = c.unit_of(ctx, workshop) if by_unit else c.workshop_of(ctx, workshop)
        text = workshop.unit.name if by_unit else c.usual_name(ctx, workshop)
        if text not in texts:
            texts.append(text)
        ctx.truth.tie(("PARTICIPATES_IN",), (party,), (key,))
    if row.others:
        ctx.truth.groups += [row.others, row.others - len(texts)]
        ctx.truth.fact(key, "others", [f"{row.others}家"], kind="kept", required=False)
    return Cell("、".join(texts) + (f"等{row.others}家" if row.others else ""))


def _write_heads(ctx: Context, row: Activity) -> Cell:
    if ctx.chance(0.2):
        return ctx.nothing()
    written = dirt.write_count(ctx.rng, row.heads, ctx.level)
    ctx.truth.fact(row_key(ctx, row), "head_count", [row.heads])
    if written.text:
        ctx.truth.fact(row_key(ctx, row), "approximate", [written.text], kind="kept")
    return written.cell


def _write_outcome(ctx: Context, row: Activity) -> Cell:
    return ctx.nothing() if ctx.chance(0.5) else Cell(ctx.rng.choice(("达成意向2项", "解决问题1个", "收集金点子6条", "签订师徒3对")))


def _write_link(ctx: Context, row: Activity) -> Cell:
    return ctx.nothing() if ctx.rng.random() < 0.5 else Cell(f"http://news.example.cn/{ctx.rng.randint(100, 999)}.html")


TIME = Column("time", ("时间", "活动时间", "日期"), _write_time)
NAME = Column("activity", ("活动名称", "名称", "活动"), _write_name, width=32)
FORM = Column("form", ("形式", "活动形式", "类型"), _write_form)
ORGANISER = Column("organiser", ("主办(承办)单位", "主办单位", "主办"), _write_organiser, repeats=True, width=22)
PLACE = Column("place", ("地点", "活动地点"), _write_place, width=26)
PARTICIPANTS = Column("participants", ("参加单位/工作室", "参加单位", "参与工作室"), _write_participants, width=48)
HEADS = Column("heads", ("人数", "参加人次", "参加人数"), _write_heads, sums=True)
OUTCOME = Column("outcome", ("成效", "活动成效"), _write_outcome)
LINK = Column("link", ("报道链接", "报道"), _write_link)
