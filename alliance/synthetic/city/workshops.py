"""The workshops of a city: level, stream, industry, crafts, team, head, recognition and the reach they are meant to have."""

from __future__ import annotations

from typing import Any

from alliance import schema
from alliance.synthetic import days, names
from alliance.synthetic.city.city import City
from alliance.synthetic.country import HONOURS, craft_ids, province_union
from alliance.synthetic.figures import (
    AS_OF,
    CRAFT_DIVISIONS,
    GIANT_SHARE,
    HONOUR_SHARE,
    INDUSTRY_UNIONS,
    LEVELS,
    STREAMS,
    TEAM_CAP,
    TEAM_MEDIAN,
    TEAM_SIGMA,
)
from alliance.synthetic.parties import End, Unit, Workshop, draw

STREAM_LABELS = {choice.code: choice.zh for choice in schema.vocabularies.STREAMS}


def make_workshops(city: City, hosts: list[tuple[Unit, int]]) -> None:
    """Make the workshops of these hosts; one in fifty has no host on record."""
    taken: set[str] = set()
    for unit, size in hosts:
        for _ in range(size):
            workshop = _workshop(city, None if city.rng.random() < 0.02 else unit, unit, taken)
            if workshop.unit is not None:
                unit.workshops.append(workshop)
            city.workshops.append(workshop)


def _workshop(city: City, host: Unit | None, unit: Unit, taken: set[str]) -> Workshop:
    rng = city.rng
    division = draw(rng, CRAFT_DIVISIONS) if unit.kind in ("University", "CraftsmanCollege") else unit.division
    if unit.kind == "Enterprise" and rng.random() < 0.08:
        division = draw(rng, CRAFT_DIVISIONS)
    crafts = _crafts(city, division)
    head, stream = names.person(rng), draw(rng, STREAMS)
    name = names.workshop(rng, head, unit.name, crafts[0], STREAM_LABELS[stream])
    while name in taken:
        head = names.person(rng)
        name = f"{head}{crafts[0]}{STREAM_LABELS[stream]}"
    taken.add(name)
    return Workshop(id=city.id("w"), name=name, unit=host, division=division, crafts=crafts, head=head, head_id=city.id("p"), stream=stream)


def _crafts(city: City, division: str) -> tuple[str, ...]:
    home = names.CRAFTS[division]
    wanted = 1 if city.rng.random() < 0.75 else 2
    first = city.rng.choice(home) if city.rng.random() < 0.7 else city.rng.choice(names.TRAVELLING)
    rest = [craft for craft in (*home, *names.TRAVELLING) if craft != first]
    return (first, *(city.rng.choice(rest) for _ in range(wanted - 1)))


def write_workshops(city: City) -> None:
    """Write the workshops with their heads and everything they belong to. Their intended reach must be set before."""
    for place, workshop in enumerate(city.workshops):
        level = "national" if city.number == place == 0 else draw(city.rng, LEVELS)
        _write(city, workshop, level)
        _write_head(city, workshop)
        _write_belonging(city, workshop)
        city.out.truth(workshop.id, workshop.ring, workshop.confirmed)


def _write(city: City, workshop: Workshop, level: str) -> None:
    rng = city.rng
    recent = workshop.ring == "new"
    upgraded = not recent and level in ("provincial", "national") and rng.random() < 0.5
    recognised = days.draw_recognition(rng, recent or (upgraded and rng.random() < 0.3))
    host = rng.random() < 0.08
    values: dict[str, Any] = {"can_host": host, "host_capacity": rng.choice((20, 30, 40, 60))} if host else {}
    if rng.random() < 0.1:
        values["capacity"] = rng.choice((2, 4, 6, 10))
    if rng.random() < 0.92:
        values["team_size"] = _team(city)
    missing = not recent and rng.random() < 0.06
    city.out.node(
        "Workshop",
        id=workshop.id,
        name=workshop.name,
        stream=workshop.stream,
        level=level,
        designation="demonstration" if level == "national" else "named",
        recognised_on="" if missing else recognised,
        founded=days.draw_founding(rng),
        **values,
        **_check(city, workshop),
    )
    if not missing:
        _write_recognition(city, workshop, level, recognised, upgraded)


def _team(city: City) -> int:
    if city.rng.random() < GIANT_SHARE:
        return city.rng.randint(300, 600)
    return max(3, min(TEAM_CAP, round(TEAM_MEDIAN * city.rng.lognormvariate(0, TEAM_SIGMA))))


def _check(city: City, workshop: Workshop) -> dict[str, str]:
    rng = city.rng
    by = f"{city.name}总工会" if rng.random() < 0.5 else "本单位"
    if workshop.confirmed:
        return {"links_checked_on": AS_OF.isoformat() if rng.random() < 0.6 else days.live(rng), "links_checked_by": by}
    if rng.random() < 0.08:
        return {"links_checked_on": days.past(rng), "links_checked_by": by}
    return {}


def _write_recognition(city: City, workshop: Workshop, level: str, recognised: str, upgraded: bool) -> None:
    if level == "enterprise":
        return
    if upgraded:
        first = f"{city.rng.randint(2008, 2011)}"
        city.tie(workshop.end, "RECOGNISED_BY", city.union, valid_from=first, level="municipal")
    city.tie(workshop.end, "RECOGNISED_BY", _namer(city, workshop, level), valid_from=recognised, level=level)


def _namer(city: City, workshop: Workshop, level: str) -> End:
    if level == "national":
        return "TradeUnion", "t-000"
    if level == "provincial":
        return province_union(city.province)
    if level == "industry":
        return "TradeUnion", city.industry_union(workshop.division) or city.industry_union(INDUSTRY_UNIONS[0][1][0])
    if level == "county" and workshop.unit is not None:
        return "TradeUnion", city.county_union(int(workshop.unit.region[-2:]) - 1)
    return city.union


def _write_head(city: City, workshop: Workshop) -> None:
    rng = city.rng
    person: End = ("Person", workshop.head_id)
    city.out.node("Person", id=person[1], name=workshop.head)
    since = days.draw_founding(rng)
    if rng.random() < 0.03:  # the first head has retired
        former: End = ("Person", city.id("p"))
        city.out.node("Person", id=former[1], name=names.person(rng))
        city.tie(former, "LEADS", workshop.end, valid_from="2010", valid_to="2021-12-31")
        since = "2022-01"
    city.tie(person, "LEADS", workshop.end, valid_from=since)
    if workshop.unit is not None and rng.random() < 0.1:
        city.tie(person, "EMPLOYED_BY", workshop.unit.end)
    if rng.random() < HONOUR_SHARE:
        city.tie(person, "HOLDS_HONOUR", ("Honour", rng.choice(HONOURS)[0]), valid_from=str(rng.randint(2012, 2025)))


def _write_belonging(city: City, workshop: Workshop) -> None:
    rng, unit = city.rng, workshop.unit
    if unit is not None:
        _write_host(city, workshop, unit)
        city.tie(workshop.end, "LOCATED_IN", ("Region", unit.region))
    else:
        city.tie(workshop.end, "LOCATED_IN", city.region)
    if rng.random() < 0.94:
        city.divisions.add(workshop.division)
        city.tie(workshop.end, "IN_INDUSTRY", ("Industry", f"industry:{workshop.division}"), role="craft_main")
    if rng.random() < 0.08:
        other = draw(rng, CRAFT_DIVISIONS)
        if other != workshop.division:
            city.divisions.add(other)
            city.tie(workshop.end, "IN_INDUSTRY", ("Industry", f"industry:{other}"), role="craft")
    for craft in workshop.crafts:
        city.tie(workshop.end, "HAS_CRAFT", ("Craft", craft_ids()[craft]))


def _write_host(city: City, workshop: Workshop, unit: Unit) -> None:
    since = days.draw_founding(city.rng, 2020)
    if unit.former and city.rng.random() < 0.5:
        city.tie(workshop.end, "HOSTED_BY", ("Enterprise", unit.former), valid_from=since)
        return
    if city.rng.random() < 0.01:
        before = city.rng.choice(city.units)
        if before.id != unit.id:
            city.tie(workshop.end, "HOSTED_BY", before.end, valid_from="2009", valid_to="2021-12-31")
            since = "2022-01-01"
    city.tie(workshop.end, "HOSTED_BY", unit.end, valid_from=since)
