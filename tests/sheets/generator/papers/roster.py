"""The members of an alliance: roles merged over several rows, the same heading twice."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.sheets.generator import columns as c
from tests.sheets.generator.columns import Column, Context
from tests.sheets.generator.dirt import Cell
from tests.sheets.generator.layout import Table
from tests.sheets.generator.papers.common import closing_notes
from tests.sheets.generator.register import Workshop

ROLES = {"leader": ("盟主单位", "牵头单位"), "vice_chair": ("副理事长单位",), "secretary": ("秘书长单位",), "member": ("成员单位",)}


@dataclass
class Member:
    """A member: a workshop, or a unit whose workshop is yet to come; and its role."""

    workshop: Workshop
    role: str
    word: str
    planned: bool = False


def alliance_roster(ctx: Context) -> Table:
    """5.3 联盟成员名册: member units with their workshops."""
    theme = ctx.rng.choice(("高端装备产业链", "智能制造", "绿色化工", "现代交通"))
    name = f"{ctx.register.city}市{theme}创新工作室联盟"
    ctx.options["alliance"] = ctx.truth.entity(("Alliance",), name)
    roles = ["leader", *(one for one in ("vice_chair", "secretary") if ctx.rng.random() < 0.5)]
    rows = []
    for number, workshop in enumerate(ctx.register.workshops):
        role = roles[number] if number < len(roles) else "member"
        word = ctx.rng.choice(ROLES[role]) if role == "leader" else ROLES[role][0]
        rotating = f"（{ctx.year}年上半年轮值）" if role == "leader" and ctx.rng.random() < 0.3 else ""
        rows.append(Member(workshop, role, word + rotating, role == "member" and ctx.chance(0.15)))
    columns = [ROLE, replace(c.UNIT, headings=("成员单位", "单位名称", "所在单位"), write=_write_unit), replace(c.NAME, write=_write_name)]
    columns += [replace(c.LEVEL, write=_of_workshop(c.write_level))] if ctx.rng.random() < 0.7 else []
    columns += [_leader(c.LEADER), *([_leader(c.POST)] if ctx.rng.random() < 0.6 else []), *([_leader(c.PHONE)] if ctx.rng.random() < 0.7 else [])]
    if ctx.rng.random() < 0.7:
        columns += [
            _contact(CONTACT),
            *([_contact(replace(c.POST, key="post2"))] if ctx.rng.random() < 0.3 else []),
            _contact(replace(c.PHONE, key="phone2")),
        ]
    ctx.options["section_form"] = "{label}"
    title = f"{name}成员名册" + (f"（截至{ctx.year}年6月）" if ctx.rng.random() < 0.6 else "")
    return Table(title, columns, rows, notes=closing_notes(ctx, "注：排名不分先后。"))


def _leader(column: Column) -> Column:
    """Columns about the leader stand together: what a second 职务 means is told by its neighbour."""
    return replace(column, write=_of_workshop(column.write), group="leader")


def _contact(column: Column) -> Column:
    return replace(column, write=_of_workshop(column.write), group="contact")


def _of_workshop(write: c.Write) -> c.Write:
    def written(ctx: Context, row: Member) -> Cell:
        if row.planned and write in (c.write_level, c.write_leaders, c.write_contact):
            return ctx.nothing()
        return write(ctx, row.workshop)

    return written


def _write_role(ctx: Context, row: Member) -> Cell:
    unit = c.unit_of(ctx, row.workshop, required=True)
    parties = [unit] if row.planned else [unit, c.workshop_of(ctx, row.workshop)]
    if row.role == "leader":
        ctx.truth.tie(("LEADS_ALLIANCE", "MEMBER_OF"), parties, (ctx.options["alliance"],), roles=("leader", "chair", ""))
    ctx.truth.tie(
        ("MEMBER_OF", "LEADS_ALLIANCE"), parties, (ctx.options["alliance"],), roles=(row.role, *(("chair", "") if row.role == "leader" else ()))
    )
    return Cell(row.word)


def _write_unit(ctx: Context, row: Member) -> Cell:
    if row.planned:
        c.unit_of(ctx, row.workshop)
        return Cell(row.workshop.unit.name)
    return c.write_unit(ctx, row.workshop)


def _write_name(ctx: Context, row: Member) -> Cell:
    if not row.planned:
        return c.write_name(ctx, row.workshop)
    word = ctx.rng.choice(("（筹建中）", "筹建中", "（筹建）"))
    ctx.truth.never[word] = "nothing"
    return Cell(word)


ROLE = Column("role", ("联盟职务", "联盟角色", "成员类别"), _write_role, repeats=True, width=20)
CONTACT = Column("contact", ("联络员", "联系人"), c.write_contact)
