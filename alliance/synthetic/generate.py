"""Write a made-up country: ``generate(workshops, seed, folder)``."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from alliance.errors import InvalidValue
from alliance.messages import text
from alliance.synthetic import country
from alliance.synthetic.city.city import City, write_frame
from alliance.synthetic.city.contacts import make_contacts
from alliance.synthetic.city.intentions import decide
from alliance.synthetic.city.life import make_life
from alliance.synthetic.city.units import make_units, sizes
from alliance.synthetic.city.workshops import make_workshops, write_workshops
from alliance.synthetic.dirt import DirtyFiles
from alliance.synthetic.figures import AS_OF, CITY_SIZE
from alliance.synthetic.files import NODE_COLUMNS, Files
from alliance.synthetic.parties import End

EXEMPT_REASON = text("synthetic.exempt")


@dataclass(frozen=True, slots=True)
class Generated:
    """What was written: the folder, and the rows by kind of node and tie."""

    folder: Path
    workshops: int
    nodes: int
    ties: int
    rows: dict[str, int]


def generate(workshops: int, seed: int, out: str | Path, *, dirt: bool = False, progress: Callable[[int, int], None] | None = None) -> Generated:
    """Write a made-up country of that many workshops as import tables into the folder ``out``.

    The same numbers give the same bytes. One city up to 500 workshops, else as many cities and
    provinces as it takes. Memory does not grow with the size; 300,000 workshops take a few minutes.
    ``progress(done, total)`` is told after every city. Beside the tables: ``store.json`` with the
    settings that belong to them, ``truth/reach.csv`` with the reach every workshop was meant to
    have (not for import). Raises ``InvalidValue`` for fewer than one workshop.
    """
    if workshops < 1:
        raise InvalidValue(property="workshops", value=workshops)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    with DirtyFiles(folder, seed) if dirt else Files(folder) as files:
        exempt = _write_country(files, workshops, seed, progress)
        rows = dict(files.totals())
    _write_settings(folder, workshops, seed, exempt)
    nodes = sum(number for kind, number in rows.items() if kind in NODE_COLUMNS)
    return Generated(folder=folder, workshops=rows.get("Workshop", 0), nodes=nodes, ties=sum(rows.values()) - nodes, rows=rows)


def _write_country(files: Files, workshops: int, seed: int, progress: Callable[[int, int], None] | None) -> list[str]:
    cities = -(-workshops // CITY_SIZE)
    per_province = max(20, -(-cities // len(country.PROVINCES)))
    country.write_nation(files)
    divisions: set[str] = set()
    afar: list[End] = []
    exempt: list[str] = []
    done = 0
    for number in range(cities):
        province, place = divmod(number, per_province)
        if place == 0:
            country.write_province(files, province)
        share = workshops * (number + 1) // cities - workshops * number // cities
        city = City(out=files, seed=seed, number=number, province=province, place=place + 1)
        write_city(city, share, afar)
        divisions |= city.divisions
        exempt += [workshop.id for workshop in city.workshops if workshop.ring == "exempt"]
        done += share
        if progress is not None:
            progress(done, workshops)
    country.write_industries(files, divisions)
    country.write_strategic(files, -(-cities // per_province), divisions)
    return exempt


def write_city(city: City, workshops: int, afar: list[End]) -> None:
    """Write one city with everything in it."""
    write_frame(city)
    hosts = sizes(city, workshops)
    make_units(city, len(hosts) + max(3, len(hosts) // 12))
    make_workshops(city, list(zip(city.units, hosts, strict=False)))
    decide(city)
    make_contacts(city, afar)
    write_workshops(city)
    make_life(city)


def _write_settings(folder: Path, workshops: int, seed: int, exempt: list[str]) -> None:
    settings = {
        "title": text("synthetic.title", workshops=workshops, seed=seed),
        "nature": "synthetic",
        "data_as_of": AS_OF.isoformat(),
        "exempt": dict.fromkeys(exempt, EXEMPT_REASON),
    }
    (folder / "store.json").write_text(json.dumps(settings, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
