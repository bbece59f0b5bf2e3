"""What stands above the cities: provinces, unions, crafts and honours, and the industries that were used."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files as resources

from alliance.model import tie_id
from alliance.synthetic import names
from alliance.synthetic.figures import INDUSTRY_UNIONS, INVENTED, STRATEGIC, STRATEGIC_SINCE
from alliance.synthetic.files import Files
from alliance.synthetic.parties import End

# First two digits that no real province has.
PROVINCES = (*range(99, 82, -1), *range(79, 71, -1), *range(69, 65, -1), *range(59, 54, -1))
NATION: End = ("TradeUnion", "t-000")
HONOURS = (
    ("honour-01", "示例工匠", "municipal"),
    ("honour-02", "示例省劳动模范", "provincial"),
    ("honour-03", "示例大工匠", "provincial"),
    ("honour-04", "示例技术能手", "municipal"),
)


@lru_cache(maxsize=1)
def craft_ids() -> dict[str, str]:
    """Return the id of every craft by its name, in a fixed order."""
    words = dict.fromkeys((*names.TRAVELLING, *(craft for crafts in names.CRAFTS.values() for craft in crafts)))
    return {word: f"craft-{number:03d}" for number, word in enumerate(words, 1)}


def write_nation(out: Files) -> None:
    """Write the national union, the crafts and the honours."""
    out.node("TradeUnion", id=NATION[1], name="示例全国总工会", subkind="territorial", rank="national")
    for name, craft in craft_ids().items():
        out.node("Craft", id=craft, name=name)
    for honour, name, rank in HONOURS:
        out.node("Honour", id=honour, name=name, rank=rank)


def write_province(out: Files, number: int) -> None:
    """Write a province with its union and its industry unions."""
    code, name = f"{PROVINCES[number]}0000", province_name(number)
    region, union = province_region(number), province_union(number)
    out.node("Region", id=region[1], name=name, code=code, tier="省级", note=INVENTED)
    out.node("TradeUnion", id=union[1], name=f"{name}总工会", subkind="territorial", rank="provincial")
    part_of(out, union, "SUBORDINATE_TO", NATION)
    part_of(out, union, "LOCATED_IN", region)
    for place, (label, _) in enumerate(INDUSTRY_UNIONS):
        industry = province_union(number, place + 1)
        out.node("TradeUnion", id=industry[1], name=f"{name}{label}", subkind="industry", rank="provincial")
        part_of(out, industry, "SUBORDINATE_TO", union)


def province_name(number: int) -> str:
    """Return the name of a province: 示例省, 示例二省 …"""
    return "示例省" if number == 0 else f"示例{names.numeral(number + 1)}省"


def province_region(number: int) -> End:
    """Return the region of a province."""
    return "Region", f"region:{PROVINCES[number]}0000"


def province_union(number: int, industry: int = 0) -> End:
    """Return the union of a province: 0 the territorial one, else the industry union of that place."""
    return "TradeUnion", f"t-p{number + 1:02d}-{industry}"


def part_of(out: Files, source: End, kind: str, target: End) -> None:
    """Write a tie that belongs to the frame, under the id the import would make for it."""
    out.tie(tie_id(kind, source[1], target[1]), source, kind, target)


def write_industries(out: Files, codes: Iterable[str]) -> None:
    """Write the industries of these codes with everything above them."""
    known = _industries()
    wanted: dict[str, None] = {}
    for code in sorted(set(codes)):
        while code and code not in wanted:
            wanted[code] = None
            code = known[code][1]
    for code in sorted(wanted):
        name, parent = known[code]
        out.node("Industry", id=f"industry:{code}", name=name, code=code, scheme="GB/T 4754—2017")
        if parent:
            part_of(out, ("Industry", f"industry:{code}"), "PART_OF", ("Industry", f"industry:{parent}"))


def write_strategic(out: Files, provinces: int, divisions: Iterable[str]) -> None:
    """Write which of these industries each of the first ``provinces`` provinces lists as leading, emerging or traditional."""
    used = set(divisions)
    for number in range(provinces):
        region = province_region(number)
        for word, codes in STRATEGIC:
            for code in (code for code in codes if code in used):
                industry = ("Industry", f"industry:{code}")
                tie = tie_id("CLASSED_AS", industry[1], region[1], STRATEGIC_SINCE, word)
                out.tie(tie, industry, "CLASSED_AS", region, valid_from=STRATEGIC_SINCE, role=word)


@lru_cache(maxsize=1)
def _industries() -> dict[str, tuple[str, str]]:
    text = resources("alliance.schema").joinpath("reference/gbt4754_2017.csv").read_text(encoding="utf-8-sig")
    return {row["code"]: (row["name"], row["parent"]) for row in csv.DictReader(text.splitlines())}
