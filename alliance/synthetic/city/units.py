"""The units of a city: hosts with a heavy tail of workshops, groups, branches, systems, and customers without a workshop."""

from __future__ import annotations

from typing import Any

from alliance.synthetic import names
from alliance.synthetic.city.city import COUNTIES, City
from alliance.synthetic.figures import DIVISION_OF_KIND, DIVISION_OF_SUBKIND, DIVISIONS, HOST_KINDS
from alliance.synthetic.parties import End, Unit, draw

PREFIXES = {"Enterprise": "e", "University": "u", "Hospital": "h", "PublicInstitution": "b", "Cooperative": "c", "CraftsmanCollege": "k"}
SYSTEMS = {"44": "电力系统", "53": "铁路系统", "16": "烟草系统", "60": "邮政系统", "07": "石油系统"}
GROUP_SIZES = (3, 3, 4, 5, 6, 8)


def sizes(city: City, workshops: int) -> list[int]:
    """Return how many workshops each host has, adding up to ``workshops``: one mostly, a few with many."""
    found: list[int] = []
    most = max(2, min(40, workshops // 8))
    rest = workshops
    while rest > 0:
        size = 1 if city.rng.random() < 0.78 else min(2 + int(city.rng.paretovariate(1.2)) - 1, most)
        found.append(min(size, rest))
        rest -= found[-1]
    return found


def make_units(city: City, count: int) -> None:
    """Make the units of the city with their places, unions, groups and branches, and write them."""
    numbers: dict[str, int] = {}
    for _ in range(count):
        city.units.append(_unit(city, numbers))
    _join_groups(city)
    _make_branches(city)
    for unit in city.units:
        _write(city, unit)


def _unit(city: City, numbers: dict[str, int]) -> Unit:
    kind, subkind = draw(city.rng, HOST_KINDS)
    division = DIVISION_OF_SUBKIND.get(subkind) or DIVISION_OF_KIND.get(kind) or draw(city.rng, DIVISIONS)
    series = division if kind == "Enterprise" else subkind or kind
    numbers[series] = numbers.get(series, 0) + 1
    county = min(int(city.rng.random() ** 1.5 * len(COUNTIES)), len(COUNTIES) - 1)
    name = names.unit(city.name, kind, subkind, division, numbers[series])
    unit = Unit(id=city.id(PREFIXES[kind]), kind=kind, name=name, division=division, region=city.county(county), subkind=subkind)
    _place_in_system(city, unit, county)
    if kind == "Enterprise" and city.rng.random() < 0.015:
        unit.former = city.id("e")
    return unit


def _place_in_system(city: City, unit: Unit, county: int) -> None:
    # Half the units stand under an industry union, a third under their county alone, some name
    # their system themselves, and of some nothing is on record.
    chance = city.rng.random()
    if chance < 0.5 and city.industry_union(unit.division):
        unit.union = unit.system = city.industry_union(unit.division)
    elif chance < 0.6 and unit.division in SYSTEMS:
        unit.system = unit.system_field = SYSTEMS[unit.division]
    elif chance < 0.9:
        unit.union = city.county_union(county)


def _join_groups(city: City) -> None:
    """Put about one enterprise in six under a parent; a big group under a holding above it."""
    free = [unit for unit in city.units if unit.kind == "Enterprise"]
    city.rng.shuffle(free)
    wanted, number = len(free) // 6, 0
    while wanted >= 2 and len(free) >= 2:
        size = min(city.rng.choice(GROUP_SIZES), len(free), wanted)
        members, free = free[:size], free[size:]
        wanted, number = wanted - size, number + 1
        _write_group(city, members, number)


def _write_group(city: City, members: list[Unit], number: int) -> None:
    parent: End = ("Enterprise", city.id("e"))
    top = parent
    city.out.node("Enterprise", id=parent[1], name=f"{city.name}第{names.numeral(number)}集团公司", ownership="国有")
    if len(members) >= 6:
        top = ("Enterprise", city.id("e"))
        city.out.node("Enterprise", id=top[1], name=f"{city.name}第{names.numeral(number)}控股公司", ownership="国有")
        city.tie(parent, "SUBSIDIARY_OF", top)
    for unit in members:
        unit.group = top[1]
        city.tie(unit.end, "SUBSIDIARY_OF", parent)


def _make_branches(city: City) -> None:
    """Make three in a hundred free enterprises a branch of another one."""
    plain = [unit for unit in city.units if unit.kind == "Enterprise" and not unit.group and not unit.former]
    for place, unit in enumerate(plain[1:], 1):
        if city.rng.random() < 0.03 and plain[place - 1].part_of is None:
            unit.part_of = plain[place - 1]
            unit.union = unit.system = unit.system_field = ""
            unit.name = f"{unit.part_of.name}分厂（{unit.name[len(city.name) :]}）"
            city.tie(unit.end, "PART_OF", unit.part_of.end)


def _write(city: City, unit: Unit) -> None:
    rng = city.rng
    values: dict[str, Any] = {"id": unit.id, "name": unit.name, "system": unit.system_field, "subkind": unit.subkind}
    if rng.random() < 0.15:
        values |= {"can_host": True, "host_capacity": rng.choice((30, 40, 60, 80))}
    if unit.kind == "Enterprise":
        values |= {"ownership": rng.choice(("国有", "民营", "民营", "外资")), "size": rng.choice((60, 120, 300, 800, 2000))}
    city.out.node(unit.kind, **values)
    city.tie(unit.end, "LOCATED_IN", ("Region", unit.region))
    if unit.union:
        city.tie(unit.end, "BELONGS_TO_UNION", ("TradeUnion", unit.union))
    if rng.random() < 0.96:
        city.divisions.add(unit.division)
        city.tie(unit.end, "IN_INDUSTRY", ("Industry", f"industry:{unit.division}"), role="host")
    if unit.former:
        city.out.node("Enterprise", id=unit.former, name=f"{unit.name}（原名）")
        city.tie(("Enterprise", unit.former), "IN_INDUSTRY", ("Industry", f"industry:{unit.division}"), role="host")
        city.divisions.add(unit.division)
        city.tie(("Enterprise", unit.former), "SUCCEEDED_BY", unit.end, valid_from=f"{rng.randint(2018, 2024)}-03")
