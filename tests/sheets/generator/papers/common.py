"""What papers share: sections, lines above and below the table."""

from __future__ import annotations

from collections.abc import Callable

from tests.sheets.generator import columns as c
from tests.sheets.generator.columns import Context
from tests.sheets.generator.register import LEVELS, STREAMS, Workshop

Section = Callable[[Workshop], str]
FORMS = ("{number}、{label}", "（{number}）{label}", "{label}")


def order_by_section(ctx: Context, rows: list[Workshop], ways: tuple[str, ...]) -> tuple[list[Workshop], Section | None]:
    """Sort rows by stream, district or level, note what the sections state, and return them with the label of a row."""
    way = ctx.rng.choice(ways)
    ctx.options["section_form"] = "{label}" if way == "district" and ctx.rng.random() < 0.6 else ctx.rng.choice(FORMS)
    if not way:
        return rows, None
    labels: dict[str, Section] = {
        "stream": lambda row: STREAMS[row.stream],
        "district": lambda row: row.unit.district,
        "level": lambda row: LEVELS[row.recognitions[-1].level] if row.recognitions else LEVELS["county"],
    }
    for row in rows:
        note_section(ctx, way, row)
    label = labels[way]
    return sorted(rows, key=lambda row: (label(row), row.unit.name)), label


def note_section(ctx: Context, way: str, row: Workshop) -> None:
    """Note what the section of a row says of it."""
    if way == "stream":
        c.stream_fact(ctx, row)
    elif way == "district":
        note_district(ctx, row, row.unit.district)
    else:
        c.note_recognition(ctx, row, row.recognitions[-1].level if row.recognitions else "county", [])


def note_district(ctx: Context, row: Workshop, district: str, *, required: bool = True) -> None:
    """A workshop lies in a district: as a place, a text or by the union of the district."""
    key = c.workshop_of(ctx, row)
    ctx.truth.fact(key, "district", [district], kind="kept", required=required)
    place = ctx.truth.entity(("Region",), district, f"{ctx.register.city}市{district}", required=False)
    unit = c.unit_of(ctx, row, required=False)
    ctx.truth.tie(("LOCATED_IN",), (key, unit), (place,), required=False)
    c.note_union(ctx, row, f"{district}总工会", required=False)


def stated_line(ctx: Context, count: int) -> list[list[str]]:
    """（共28家，排名不分先后）, not always right."""
    if ctx.rng.random() > 0.5:
        return []
    stated = count + (1 if ctx.rng.random() < 0.15 else 0)
    ctx.truth.about["stated"] = stated
    return [[ctx.rng.choice((f"（共{stated}家，排名不分先后）", f"（共{stated}个）"))]]


def filling_line(ctx: Context) -> tuple[list[list[str]], str]:
    """The line of the union that fills in the sheet, with its date and its telephone; and the union."""
    union = ctx.register.districts[0] + "总工会"
    if ctx.rng.random() > 0.6:
        return [], ""
    phone = "0371-6" + "".join(ctx.rng.choice("0123456789") for _ in range(7))
    ctx.truth.secrets.append(phone)
    rest = [ctx.rng.choice(("填报日期：2025.9.10", "填报时间：2025年9月10日"))] + ([f"联系电话：{phone}"] if ctx.rng.random() < 0.5 else [])
    ctx.truth.about["union"] = union
    return [[ctx.rng.choice((f"填报单位（盖章）：{union}", f"填报单位：{union}")), *rest]], union


def closing_notes(ctx: Context, *special: str) -> list[str]:
    """Lines below the table; the people and numbers in them are nobody's data."""
    found = [text for text in special if ctx.rng.random() < 0.4]
    if ctx.rng.random() < 0.35:
        phone = "138" + "".join(ctx.rng.choice("0123456789") for _ in range(8))
        ctx.truth.secrets.append(phone)
        found.append(f"填表人：{ctx.register.spare.pop()}　审核：{ctx.register.spare.pop()}　联系电话：{phone}")
    return found


def city_union(ctx: Context) -> str:
    """Note the federation of the city, as 市总 too."""
    return ctx.truth.entity(("TradeUnion",), f"{ctx.register.city}市总工会", "市总工会", "市总", required=False)
