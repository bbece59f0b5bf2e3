"""The contacts of the workshops of a city: each gets at least one that makes its intended reach, none gets one that widens it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from alliance.schema import INDUSTRY_GROUPS
from alliance.synthetic.city import forms
from alliance.synthetic.city.city import City
from alliance.synthetic.figures import REACH
from alliance.synthetic.parties import End, Unit, Workshop, near

ORDER = {ring: place for place, (ring, _) in enumerate(REACH)}


@dataclass
class Book:
    """Who may be tied to whom in a city."""

    city: City
    by_ring: dict[str, list[Workshop]] = field(default_factory=lambda: defaultdict(list))
    touched: set[str] = field(default_factory=set)

    def between(self, one: Workshop, other: Workshop, live: bool) -> None:
        """Write a contact of two workshops."""
        self.touched.update((one.id, other.id) if live else ())
        if live and self.city.rng.random() < 0.04:  # on record under the heads, in their own names
            forms.event("EXCHANGED_WITH")(self.city, ("Person", one.head_id), ("Person", other.head_id), True)
            return
        forms.write_some(self.city, forms.BETWEEN_WORKSHOPS, one.end, other.end, live)

    def partner(self, workshop: Workshop, rings: tuple[str, ...], step: str) -> Workshop | None:
        """Return a workshop of one of these rings that stands ``step`` away, of the same industry half the time; None where there is none."""
        pool = [other for ring in rings for other in self.by_ring[ring] if other.id != workshop.id]
        tries = [self.city.rng.choice(pool) for _ in range(12)] if pool else []
        fitting = [other for other in tries if near(workshop.unit, other.unit) == step]
        if not fitting:
            fitting = [other for other in pool if near(workshop.unit, other.unit) == step][:1]
        alike = [other for other in fitting if group_of(other.division) == group_of(workshop.division)]
        chosen = alike if alike and self.city.rng.random() < 0.8 else fitting
        return chosen[0] if chosen else None

    def organisation(self, workshop: Workshop, step: str) -> Unit | None:
        """Return a unit that stands ``step`` away."""
        for _ in range(200):
            unit = self.city.rng.choice(self.city.units)
            if near(workshop.unit, unit) == step or (step == "outside" and near(workshop.unit, unit) == "system"):
                return unit
        return next((unit for unit in self.city.units if near(workshop.unit, unit) == step), None)


def group_of(division: str) -> str:
    """Return the industry group that the division belongs to, empty for none."""
    return next((name for name, (_, divisions) in INDUSTRY_GROUPS.items() if division in divisions), "")


def make_contacts(city: City, afar: list[End]) -> None:
    """Write the contacts of the city. ``afar`` are connected workshops of cities before it; those of this one are added."""
    book = Book(city)
    for workshop in city.workshops:
        book.by_ring[workshop.ring].append(workshop)
    _connect(book, afar)
    _write_across(book)
    for workshop in book.by_ring["serving"]:
        _serve(book, workshop)
    for workshop in book.by_ring["own_system"]:
        _write_in_system(book, workshop)
    for workshop in book.by_ring["own_group"]:
        _write_in_group(book, workshop)
    for workshop in book.by_ring["own_unit"]:
        _write_in_unit(book, workshop)
    for workshop in book.by_ring["sleeping"]:
        _write_former(book, workshop)
    _write_at_home(book)
    for ring in ("none", "unknown", "new"):
        for workshop in book.by_ring[ring]:
            _write_what_does_not_count(book, workshop)


def _connect(book: Book, afar: list[End]) -> None:
    rng, connected = book.city.rng, book.by_ring["connected"]
    for workshop in connected:
        other = book.partner(workshop, ("connected",), "outside")
        if other is None:
            book.by_ring["serving"].append(workshop)  # too small a city: nobody stands outside
            workshop.ring = "serving"
            continue
        if workshop.id not in book.touched:
            book.between(workshop, other, True)
        while rng.random() < 0.45:
            more = book.partner(workshop, ("connected",), "outside")
            if more is not None:
                book.between(workshop, more, rng.random() < 0.6)
        if rng.random() < 0.3:
            _serve(book, workshop)
        if afar and rng.random() < 0.05:
            forms.write_some(book.city, forms.BETWEEN_WORKSHOPS, workshop.end, rng.choice(afar), True)
    book.by_ring["connected"] = [workshop for workshop in connected if workshop.ring == "connected"]
    afar.extend(workshop.end for workshop in book.by_ring["connected"][:5])
    del afar[:-1000]


def _write_across(book: Book) -> None:
    """Pairs between chemistry and equipment, so that the cell is thin but not empty."""
    for _ in range(3):
        pools = [[workshop for workshop in book.by_ring["connected"] if group_of(workshop.division) == group] for group in ("能源化工", "机械装备")]
        if all(pools):
            one, other = (book.city.rng.choice(pool) for pool in pools)
            if near(one.unit, other.unit) == "outside":
                forms.direct("COOPERATES_WITH")(book.city, one.end, other.end, True)


def _serve(book: Book, workshop: Workshop) -> None:
    unit = book.organisation(workshop, "outside")
    if unit is None or book.city.rng.random() < 0.12:
        forms.write_group_service(book.city, workshop.end, True)
        return
    forms.write_some(book.city, forms.WITH_ORGANISATIONS, workshop.end, unit.end, True)


def _write_in_system(book: Book, workshop: Workshop) -> None:
    if workshop.id in book.touched:
        return
    other = book.partner(workshop, ("own_system", "serving", "connected"), "system")
    if other is not None:
        book.between(workshop, other, True)
    else:  # nobody of its system may be tied to it
        workshop.ring = "own_unit"
        book.by_ring["own_unit"].append(workshop)


def _write_in_group(book: Book, workshop: Workshop) -> None:
    if workshop.unit is None:
        return
    unit = book.organisation(workshop, "group")
    if unit is not None:
        forms.write_some(book.city, forms.WITH_ORGANISATIONS, workshop.end, unit.end, True)


def _write_in_unit(book: Book, workshop: Workshop) -> None:
    rng, unit = book.city.rng, workshop.unit
    if unit is None:
        return
    mates = [other for other in unit.workshops if other.id != workshop.id and ORDER[other.ring] <= ORDER["own_unit"]]
    if mates and rng.random() < 0.7:
        book.between(workshop, rng.choice(mates), True)
    else:
        forms.write_some(book.city, forms.WITH_ORGANISATIONS, workshop.end, unit.end, True)
    if rng.random() < 0.15:
        _write_former(book, workshop)


def _write_at_home(book: Book) -> None:
    """Most of what goes on stays inside the unit, also with those who have partners elsewhere."""
    for unit in book.city.units:
        mates = [workshop for workshop in unit.workshops if ORDER[workshop.ring] <= ORDER["own_unit"] and workshop.ring != "exempt"]
        for one, other in pairwise(mates):
            if book.city.rng.random() < 0.7:
                book.between(one, other, True)


def _write_former(book: Book, workshop: Workshop) -> None:
    """A contact outward that lies before the last twelve months."""
    other = book.partner(workshop, ("sleeping", "own_unit", "own_group", "own_system", "serving", "connected"), "outside")
    if other is not None:
        book.between(workshop, other, False)
    else:
        forms.write_some(book.city, forms.WITH_ORGANISATIONS, workshop.end, book.city.rng.choice(book.city.units).end, False)


def _write_what_does_not_count(book: Book, workshop: Workshop) -> None:
    rng = book.city.rng
    if rng.random() < 0.12:
        other = rng.choice(book.city.workshops)
        if other.id != workshop.id:
            forms.write_intent(book.city, workshop.end, other.end)
    if workshop.unit is not None and rng.random() < 0.08:
        forms.direct("SERVES")(book.city, workshop.end, workshop.unit.end, False)
