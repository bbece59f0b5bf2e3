"""What else goes on in a city: big and small events, alliances, results, demands and open problems."""

from __future__ import annotations

from alliance.synthetic import days, names
from alliance.synthetic.city.city import COUNTIES, City
from alliance.synthetic.city.forms import write_activity
from alliance.synthetic.city.intentions import active
from alliance.synthetic.country import craft_ids
from alliance.synthetic.figures import ACHIEVEMENTS, ALLIANCE_MEDIAN, ALLIANCE_SIGMA, BIG_EVENT_SEATS, BIG_FORMS, CHALLENGES, DEMANDS, MEMBERSHIPS
from alliance.synthetic.parties import End, Workshop, draw

SUBJECTS = (("craft", 60), ("equipment", 12), ("training", 16), ("mentor", 8), ("course", 4))
STATES = (("open", 50), ("matched", 15), ("in_progress", 15), ("done", 18), ("withdrawn", 2))
KINDS = (("patent", 50), ("method", 20), ("product", 10), ("software", 10), ("standard", 5), ("system", 5))
DECLARED = (("regional", 4), ("industry_internal", 4), ("cross_industry", 3), ("demonstration", 1))


def make_life(city: City) -> None:
    """Write everything that does not decide the reach of anyone by itself."""
    _write_big_events(city)
    _write_small_meetings(city)
    _write_alliances(city)
    _write_dissolved_alliance(city)
    for workshop in city.workshops:
        _write_results(city, workshop)
        _write_wants(city, workshop)


def _write_big_events(city: City) -> None:
    """Lectures, trainings, contests: many seats, and nobody is lifted by sitting there."""
    rng, count = city.rng, max(2, len(city.workshops) // 20)
    for _ in range(count):
        heads = rng.choice(BIG_EVENT_SEATS)
        day = days.live(rng) if rng.random() < 0.5 else days.past(rng)
        guests = rng.sample(city.workshops, min(len(city.workshops), rng.randint(5, min(24, heads))))
        county: End = ("TradeUnion", city.county_union(rng.randrange(len(COUNTIES))))
        organiser = city.union if rng.random() < 0.4 else county
        write_activity(city, draw(rng, BIG_FORMS), day, [workshop.end for workshop in guests], heads=heads, organiser=organiser)


def _write_small_meetings(city: City) -> None:
    """Small meetings of workshops that are connected anyway; the head count is at most twelve or not on record."""
    rng = city.rng
    connected = [workshop for workshop in city.workshops if workshop.ring == "connected"]
    for _ in range(len(connected) // 12):
        guests = rng.sample(connected, min(len(connected), rng.randint(3, 7)))
        day = days.live(rng) if rng.random() < 0.6 else days.past(rng)
        write_activity(
            city,
            rng.choice(("symposium", "salon", "exchange", "regular_meeting")),
            day,
            [workshop.end for workshop in guests],
            heads=rng.choice((0, 9, 11, 12)),
            organiser=city.union,
        )


def _write_alliances(city: City) -> None:
    """Alliances of two or of a few dozen; members may be anyone but those whose reach says that nothing is on record."""
    rng = city.rng
    eligible = active(city) + [workshop for workshop in city.workshops if workshop.ring in ("sleeping", "new")]
    seats = round(MEMBERSHIPS * len(city.workshops))
    while seats >= 2 and len(eligible) >= 2:
        size = 2 if rng.random() < 0.35 else round(ALLIANCE_MEDIAN * rng.lognormvariate(0, ALLIANCE_SIGMA))
        size = max(2, min(size, 110, len(eligible), seats))
        seats -= size
        _write_alliance(city, rng.sample(eligible, size))


def _write_alliance(city: City, members: list[Workshop], dissolved: str = "") -> None:
    rng, node = city.rng, ("Alliance", city.id("a"))
    founded = days.draw_founding(rng, 2023)
    stated = len(members) + (rng.randint(1, 5) if rng.random() < 0.1 else 0)
    name = f"{city.name}第{names.numeral(int(node[1][-4:]))}创新工作室联盟"
    city.out.node(
        "Alliance",
        id=node[1],
        name=name,
        declared_kind=draw(rng, DECLARED),
        stated_members=stated,
        founded=founded,
        dissolved=dissolved,
    )
    city.tie(city.union, "ESTABLISHED" if rng.random() < 0.6 else "GUIDES", node, valid_from=founded)
    city.tie(members[0].end, "LEADS_ALLIANCE", node, valid_from=founded, role="leader")
    for member in members:
        city.tie(member.end, "MEMBER_OF", node, valid_from=founded, role="member")


def _write_dissolved_alliance(city: City) -> None:
    """An alliance that ended: sitting in it means nothing any more."""
    quiet = [workshop for workshop in city.workshops if workshop.ring in ("none", "unknown")]
    if len(quiet) >= 6:
        _write_alliance(city, city.rng.sample(quiet, 4), dissolved="2024-06")


def _write_results(city: City, workshop: Workshop) -> None:
    rng = city.rng
    if rng.random() >= ACHIEVEMENTS:
        return
    node: End = ("Achievement", city.id("r"))
    made = str(rng.randint(2018, 2025))
    value: object = int(round(300_000 * rng.lognormvariate(0, 1.3), -4)) if rng.random() < 0.4 else ""
    name = f"{workshop.crafts[0]}成果{node[1][2:]}"
    city.out.node("Achievement", id=node[1], name=name, subkind=draw(rng, KINDS), made_on=made, value=value)
    city.tie(workshop.end, "PRODUCED", node)
    city.tie(node, "HAS_CRAFT", ("Craft", craft_ids()[workshop.crafts[0]]))


def _write_wants(city: City, workshop: Workshop) -> None:
    """Demands, open problems, what a workshop needs and what it can offer."""
    rng, crafts = city.rng, tuple(craft_ids())
    if rng.random() < DEMANDS:
        by = workshop.unit.end if workshop.unit is not None and rng.random() < 0.4 else workshop.end
        _write_demand(city, by, rng.choice(crafts))
    if rng.random() < CHALLENGES:
        node: End = ("Challenge", city.id("q"))
        craft = rng.choice(crafts)
        state, raised, deadline = draw(rng, STATES), days.live(rng), days.ahead(rng)
        city.out.node("Challenge", id=node[1], name=f"{craft}难题{node[1][2:]}", state=state, raised_on=raised, deadline=deadline)
        city.tie(workshop.end, "RAISED", node)
        city.tie(node, "NEEDS", ("Craft", craft_ids()[craft]), role="craft")
    if rng.random() < 0.1:
        city.tie(workshop.end, "NEEDS", ("Craft", craft_ids()[rng.choice(crafts)]), role=draw(rng, SUBJECTS))
    if rng.random() < 0.15:
        city.tie(workshop.end, "OFFERS", ("Craft", craft_ids()[workshop.crafts[-1]]), role=draw(rng, SUBJECTS))


def _write_demand(city: City, by: End, craft: str) -> None:
    rng, node = city.rng, ("Demand", city.id("d"))
    state = draw(rng, STATES)
    raised = days.live(rng)
    closed = days.after(rng, raised, 120) if state == "done" else ""
    name = f"{craft}需求{node[1][2:]}"
    city.out.node("Demand", id=node[1], name=name, subject=draw(rng, SUBJECTS), state=state, raised_on=raised, closed_on=closed)
    city.tie(by, "RAISED", node, valid_from=raised)
    city.tie(node, "NEEDS", ("Craft", craft_ids()[craft]), role="craft")
    if state == "done":
        solver = rng.choice(city.workshops)
        if solver.end != by:
            city.tie(solver.end, "SOLVED", node, valid_from=raised)
