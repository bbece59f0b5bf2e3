"""The forms in which a contact is on record, each live at the end of the data or past by then."""

from __future__ import annotations

from collections.abc import Callable

from alliance.synthetic import days
from alliance.synthetic.city.city import City
from alliance.synthetic.parties import End, draw

Form = Callable[[City, End, End, bool], bool]  # says whether something was written


def direct(kind: str) -> Form:
    """Return the form of a direct cooperation tie of one kind."""

    def write(city: City, one: End, other: End, live: bool) -> bool:
        if not city.new_pair(kind, one, other):
            return False
        city.tie(one, kind, other, **_term(city, live))
        return True

    return write


def _term(city: City, live: bool) -> dict[str, str]:
    """Return the dates of a cooperation: just begun, with an end, kept up by a later record, or without any date."""
    rng, way = city.rng, city.rng.random()
    start = days.past(rng)
    if way < 0.35:
        end = ("open" if rng.random() < 0.3 else days.ahead(rng)) if live else days.draw_end(rng, start)
        return {"valid_from": start, "valid_to": end, "as_of": start}
    if way < 0.85 and live:
        return {"valid_from": start, "as_of": days.live(rng)} if way < 0.6 else _begun(city)
    if way < 0.85:
        return {"valid_from": days.vague(rng, start), "as_of": start}
    return {"as_of": days.live(rng) if live else start}


def _begun(city: City) -> dict[str, str]:
    day = days.live(city.rng)
    return {"valid_from": days.vague(city.rng, day), "as_of": day}


def event(kind: str) -> Form:
    """Return the form of a dated exchange of one kind."""

    def write(city: City, one: End, other: End, live: bool) -> bool:
        if not city.new_pair(kind, one, other):
            return False
        day = days.live(city.rng) if live else days.past(city.rng)
        city.tie(one, kind, other, valid_from=days.vague(city.rng, day), as_of=day)
        return True

    return write


def agreement(city: City, one: End, other: End, live: bool) -> bool:
    """An agreement of its own with two parties and a term."""
    signed = days.past(city.rng)
    node: End = ("Agreement", city.id("g"))
    expires = days.ahead(city.rng) if live else days.draw_end(city.rng, signed)
    name = f"{city.name}合作协议{node[1][2:]}"
    city.out.node("Agreement", as_of=signed, id=node[1], name=name, signed_on=signed, expires=expires, terms="示例条款")
    for party in (one, other):
        city.tie(party, "PARTY_TO", node, as_of=signed)
    return True


def project(city: City, one: End, other: End, live: bool) -> bool:
    """A joint project."""
    started = days.past(city.rng)
    node: End = ("Project", city.id("j"))
    ended = days.ahead(city.rng) if live else days.draw_end(city.rng, started)
    city.out.node("Project", as_of=started, id=node[1], name=f"{city.name}联合攻关项目{node[1][2:]}", started=started, ended=ended)
    for party in (one, other):
        city.tie(party, "PARTY_TO", node, as_of=started)
    return True


def result(city: City, one: End, other: End, live: bool) -> bool:
    """A result that two have made together."""
    made = days.live(city.rng) if live else days.past(city.rng)
    node: End = ("Achievement", city.id("r"))
    city.out.node("Achievement", as_of=made, id=node[1], name=f"{city.name}联合成果{node[1][2:]}", subkind="patent", made_on=made)
    for party in (one, other):
        city.tie(party, "PRODUCED", node, as_of=made)
    return True


def visit(city: City, one: End, other: End, live: bool) -> bool:
    """A visit held as an activity: the first is the guest, the second the host."""
    form = draw(city.rng, (("visit", 5), ("consultation", 2), ("survey", 1)))
    write_activity(city, form, days.live(city.rng) if live else days.past(city.rng), [one], host=other)
    return True


def write_activity(
    city: City,
    form: str,
    day: str,
    participants: list[End],
    *,
    host: End | None = None,
    heads: int = 0,
    organiser: End | None = None,
) -> None:
    """Write an activity with its participants; ``heads`` 0 leaves the head count out."""
    node: End = ("Activity", city.id("x"))
    city.out.node("Activity", as_of=day, id=node[1], name=f"{city.name}活动{node[1][2:]}", form=form, held_on=day, head_count=heads or "")
    if organiser is not None:
        city.tie(organiser, "ORGANISES", node, valid_from=day, as_of=day, role="organiser")
    if host is not None:
        city.tie(host, "PARTICIPATES_IN", node, valid_from=day, as_of=day, role="host")
    for party in participants:
        city.tie(party, "PARTICIPATES_IN", node, valid_from=day, as_of=day, role="guest" if host is not None else "participant")


BETWEEN_WORKSHOPS: tuple[tuple[Form, int], ...] = (
    (direct("COOPERATES_WITH"), 20),
    (direct("SIGNED_AGREEMENT_WITH"), 10),
    (direct("PAIRED_WITH"), 14),
    (agreement, 5),
    (project, 8),
    (result, 5),
    (event("VISITED"), 12),
    (event("EXCHANGED_WITH"), 14),
    (event("MET"), 5),
    (visit, 7),
)
WITH_ORGANISATIONS: tuple[tuple[Form, int], ...] = (
    (direct("SERVES"), 40),
    (direct("COOPERATES_WITH"), 12),
    (direct("SIGNED_AGREEMENT_WITH"), 12),
    (agreement, 5),
    (event("VISITED"), 14),
    (event("EXCHANGED_WITH"), 7),
    (visit, 10),
)


def write_some(city: City, choice: tuple[tuple[Form, int], ...], one: End, other: End, live: bool) -> None:
    """Write one of the forms by weight; a form that the two have already gives way to another."""
    while not draw(city.rng, choice)(city, one, other, live):
        pass


def write_group_service(city: City, workshop: End, live: bool) -> None:
    """A service to several units that are not named: their number, never their names."""
    day = days.live(city.rng) if live else days.past(city.rng)
    node: End = ("Group", city.id("group"))
    count = city.rng.randint(3, 20)
    city.out.node("Group", as_of=day, id=node[1], name=f"{city.name}{count}家单位（{node[1]}）", count=count, of="企业")
    city.tie(workshop, "SERVES", node, valid_from=day, count=count, as_of=day)


def write_intent(city: City, one: End, other: End) -> None:
    """A letter of intent: planned, counts for nothing."""
    day = days.live(city.rng) if city.rng.random() < 0.6 else days.past(city.rng)
    if city.new_pair("SIGNED_INTENT_WITH", one, other):
        city.tie(one, "SIGNED_INTENT_WITH", other, valid_from=day, as_of=day)
