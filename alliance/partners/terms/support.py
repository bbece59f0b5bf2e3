"""可以相互支撑: terms that speak of what one needs and the other can give."""

from __future__ import annotations

from collections.abc import Iterator

from alliance.partners.records import Part
from alliance.partners.terms.base import Query, term


@term("support.need", 1.6)
def need(query: Query, other: int) -> Iterator[Part]:
    """An open need of one (its own, its unit's, by demand or challenge) meets what the other offers, can or has shown.

    One part for each need and side; a demand or challenge is named in the sentence.
    """
    ground = query.ground
    for asker, giver, side in ((query.who, other, "mine"), (other, query.who, "theirs")):
        gives = ground.gives(giver)
        for wanted in ground.needs(asker):
            given = gives.get((wanted.craft, wanted.subject))
            if given is None:
                continue
            nodes = {"craft": (wanted.craft,), "asker": (asker,), "giver": (giver,)}
            form = given.form
            if wanted.demand >= 0:
                nodes["demand"] = (wanted.demand,)
            if given.node >= 0:
                nodes["achievement"] = (given.node,)
            about = "demand" if wanted.demand >= 0 else "need"
            yield Part(1.0, nodes, {"subject": wanted.subject}, ties=(*wanted.ties, *given.ties), code=f"support.{about}-{form}-{side}")


@term("support.complement", 0.4)
def complement(query: Query, other: int) -> Iterator[Part]:
    """One sits in a university or institute, the other in a firm, and they share an industry division or a craft."""
    ground = query.ground
    hosts = ground.host(query.who), ground.host(other)
    if any(host is None for host in hosts):
        return
    (mine, my_tie), (theirs, their_tie) = hosts  # type: ignore[misc]
    if {ground.sphere(mine), ground.sphere(theirs)} != {"learning", "firm"}:
        return
    shared = ground.divisions(query.who).keys() & ground.divisions(other).keys()
    crafts = ground.crafts(query.who).keys() & ground.crafts(other).keys()
    if not (shared or crafts):
        return
    if shared:
        common = (*ground.divisions(query.who)[min(shared)].ties, *ground.divisions(other)[min(shared)].ties)
    else:
        common = (*ground.crafts(query.who)[min(crafts)], *ground.crafts(other)[min(crafts)])
    school, firm = (mine, theirs) if ground.sphere(mine) == "learning" else (theirs, mine)
    ties = tuple(dict.fromkeys(tie for tie in (my_tie, their_tie, *common) if tie >= 0))
    yield Part(1.0, {"school": (school,), "firm": (firm,)}, ties=ties)


TERMS = (need, complement)
