"""One made-up city while it is being written: its random source, its numbering, its people and places."""

from __future__ import annotations

from random import Random
from typing import Any

from alliance.synthetic import country, names
from alliance.synthetic.figures import INDUSTRY_UNIONS, INVENTED
from alliance.synthetic.files import Files
from alliance.synthetic.parties import End, Unit, Workshop

COUNTIES = ("甲区", "乙区", "丙区", "高新区", "丁县", "戊县", "己县", "庚县")


class City:
    """The city with number ``number`` (from 0) in province ``province``, ``place`` there (from 1)."""

    def __init__(self, out: Files, seed: int, number: int, province: int, place: int) -> None:
        self.out = out
        self.rng = Random(f"alliance/{seed}/{number}")
        self.number, self.province = number, province
        self.name = "示例市" if number == 0 else f"示例{names.numeral(number + 1)}市"
        self.code = f"{country.PROVINCES[province]}{place:02d}"
        self.units: list[Unit] = []
        self.workshops: list[Workshop] = []
        self.divisions: set[str] = set()
        self.joined: set[tuple[str, str, str]] = set()
        self._next: dict[str, int] = {}

    def id(self, prefix: str) -> str:
        """Return the next id of a kind in this city."""
        self._next[prefix] = self._next.get(prefix, 0) + 1
        return f"{prefix}-{self.number + 1:03d}-{self._next[prefix]:04d}"

    def tie(self, source: End, kind: str, target: End, as_of: str = "", **values: Any) -> None:
        """Write a tie under the next id."""
        self.out.tie(self.id("tie"), source, kind, target, as_of, **values)

    def new_pair(self, kind: str, one: End, other: End) -> bool:
        """Say whether these two had no tie of this kind yet, and remember that they have."""
        key = (kind, min(one[1], other[1]), max(one[1], other[1]))
        fresh = key not in self.joined
        self.joined.add(key)
        return fresh

    def county(self, number: int) -> str:
        """Return the region id of a county."""
        return f"region:{self.code}{number + 1:02d}"

    def county_union(self, number: int) -> str:
        """Return the id of the union of a county."""
        return f"t-{self.number + 1:03d}-c{number + 1}"

    def industry_union(self, division: str) -> str:
        """Return the id of the industry union that takes in a division, empty for none."""
        for place, (_, divisions) in enumerate(INDUSTRY_UNIONS):
            if division in divisions:
                return f"t-{self.number + 1:03d}-i{place + 1}"
        return ""

    @property
    def union(self) -> End:
        """The union of the city."""
        return "TradeUnion", f"t-{self.number + 1:03d}-0"

    @property
    def region(self) -> End:
        """The region of the city."""
        return "Region", f"region:{self.code}00"


def write_frame(city: City) -> None:
    """Write the regions of the city and the unions above its units."""
    out = city.out
    out.node("Region", id=city.region[1], name=city.name, code=f"{city.code}00", tier="地级", note=INVENTED)
    country.part_of(out, city.region, "PART_OF", country.province_region(city.province))
    out.node("TradeUnion", id=city.union[1], name=f"{city.name}总工会", subkind="territorial", rank="municipal")
    country.part_of(out, city.union, "SUBORDINATE_TO", country.province_union(city.province))
    country.part_of(out, city.union, "LOCATED_IN", city.region)
    for number, label in enumerate(COUNTIES):
        _write_county(city, number, f"{city.name}{label}")
    for place, (label, divisions) in enumerate(INDUSTRY_UNIONS):
        union: End = ("TradeUnion", city.industry_union(divisions[0]))
        out.node("TradeUnion", id=union[1], name=f"{city.name}{label}", subkind="industry", rank="municipal")
        country.part_of(out, union, "SUBORDINATE_TO", city.union)
        country.part_of(out, union, "SUBORDINATE_TO", country.province_union(city.province, place + 1))


def _write_county(city: City, number: int, name: str) -> None:
    region: End = ("Region", city.county(number))
    union: End = ("TradeUnion", city.county_union(number))
    city.out.node("Region", id=region[1], name=name, code=region[1][7:], tier="县级", note=INVENTED)
    country.part_of(city.out, region, "PART_OF", city.region)
    city.out.node("TradeUnion", id=union[1], name=f"{name}总工会", subkind="territorial", rank="county")
    country.part_of(city.out, union, "SUBORDINATE_TO", city.union)
    country.part_of(city.out, union, "LOCATED_IN", region)
