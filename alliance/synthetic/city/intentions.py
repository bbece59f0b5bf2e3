"""Which reach each workshop of a city is meant to have: decided first, so that every code is filled and the answer is known."""

from __future__ import annotations

from collections import defaultdict

from alliance.synthetic.city.city import City
from alliance.synthetic.figures import ACTIVE, REACH
from alliance.synthetic.parties import Unit, Workshop, near

CONFIRMED = {"sleeping": 0.4, "own_unit": 0.4, "own_system": 0.3, "own_group": 0.3, "connected": 0.2, "serving": 0.2, "new": 0.2, "exempt": 0.2}


def decide(city: City) -> None:
    """Give every workshop the reach it shall have and say whether its contacts were confirmed."""
    free = list(city.workshops)
    city.rng.shuffle(free)
    quota = {ring: max(1, round(len(free) * share / 1000)) for ring, share in REACH}
    partners = {"own_system": _with_neighbours(city, "system"), "own_group": _with_neighbours(city, "group")}
    for ring, possible in partners.items():
        chosen = [workshop for workshop in free if workshop.id in possible][: quota[ring]]
        _give(free, chosen, ring)
    hosted = [workshop for workshop in free if workshop.unit is not None]
    _give(free, hosted[: quota["own_unit"]], "own_unit")
    for ring, _ in REACH:
        if ring not in ("own_system", "own_group", "own_unit", "unknown"):
            _give(free, free[: quota[ring]], ring)
    for workshop in city.workshops:
        workshop.confirmed = workshop.ring == "none" or (workshop.ring != "unknown" and city.rng.random() < CONFIRMED[workshop.ring])


def _give(free: list[Workshop], chosen: list[Workshop], ring: str) -> None:
    ids = {workshop.id for workshop in chosen}
    for workshop in chosen:
        workshop.ring = ring
    free[:] = [workshop for workshop in free if workshop.id not in ids]


def _with_neighbours(city: City, step: str) -> set[str]:
    """Return the workshops that could be tied inside their system (to another workshop) or group (to another unit), and no wider."""
    together: dict[str, list[Unit]] = defaultdict(list)
    for unit in city.units:
        key = unit.legal.system if step == "system" else unit.legal.group
        if key and (unit.workshops or step == "group"):
            together[key].append(unit)
    return {
        workshop.id
        for members in together.values()
        for unit in members
        for workshop in unit.workshops
        if any(near(unit, other) == step for other in members)
    }


def active(city: City) -> list[Workshop]:
    """Return the workshops that have a live contact of some reach."""
    return [workshop for workshop in city.workshops if workshop.ring in ACTIVE]
