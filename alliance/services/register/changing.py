"""A new leader, another unit: what held so far ends where the new begins."""

from __future__ import annotations

from alliance import schema
from alliance.errors import InvalidValue
from alliance.model import Change, Tie, tie_id
from alliance.services.authorization import authorized
from alliance.services.register.acts import Act, ActResult, Base, Ground, carry_out, ground_of, make_change
from alliance.services.register.parties import Parties
from alliance.services.register.ties import holding, make_end
from alliance.services.session import Session


@authorized
def appoint_leader(
    net: Session,
    workshop: str,
    leader: str = "",
    *,
    new_person: bool = False,
    beside: bool = False,
    date: str = "",
    source: str = "",
    confirm: bool = False,
    base: Base | None = None,
    on: str | None = None,
) -> ActResult:
    """Let a workshop be led by someone from a day on; whoever led it so far has led it until the day before.

    ``leader``: a person by name or id, found or made; empty: nobody follows yet. ``new_person``: another one than those of that name on record.
    ``beside``: the others go on leading it too. Raises ``AmbiguousName`` where several people have the name: nobody is guessed;
    ``InvalidValue`` where the person leads it already, ``UnknownNode``, ``Conflict``.
    """
    ground = ground_of(net, source, date, on=on)
    parties = Parties(net, ground)
    node = parties.known(workshop, ("Workshop",))
    before = holding(net.records, node, "LEADS", ground.first, into=True)
    host = next((tie.target for tie in net.records.ties_of(node.id, ("HOSTED_BY",)) if tie.source == node.id), node.id)
    person = parties.find(("Person",), leader, host, creates=True, new=new_person) if leader.strip() else ""
    if person in {tie.source for tie in before} or (not person and (beside or not before)):
        raise InvalidValue(property="leader", value=leader)
    changes = [*parties.changes, *(make_end(tie, ground.day_before, ground) for tie in before if not beside)]
    if person:
        changes.append(_from("LEADS", person, node.id, ground))
    facts = {"name": node.name, "new": _name(net, parties, person) or "—"}
    return carry_out(net, Act("lead", facts, ground, changes), confirm, base)


@authorized
def move_workshop(
    net: Session,
    workshop: str,
    host: str,
    *,
    date: str = "",
    source: str = "",
    confirm: bool = False,
    base: Base | None = None,
    on: str | None = None,
) -> ActResult:
    """Let a workshop belong to another unit from a day on; the old tie ends on the day before. A unit that is not on record is made.

    Raises ``InvalidValue`` where it is its unit already, ``AmbiguousName``, ``UnknownNode``, ``Conflict``.
    """
    ground = ground_of(net, source, date, on=on)
    parties = Parties(net, ground)
    node = parties.known(workshop, ("Workshop",))
    before = holding(net.records, node, "HOSTED_BY", ground.first)
    unit = parties.find(schema.ORGANISATIONS, host, creates=True)
    if unit in {tie.target for tie in before}:
        raise InvalidValue(property="host", value=host)
    changes = [*parties.changes, *(make_end(tie, ground.day_before, ground) for tie in before), _from("HOSTED_BY", node.id, unit, ground)]
    return carry_out(net, Act("move", {"name": node.name, "new": _name(net, parties, unit)}, ground, changes), confirm, base)


def _from(kind: str, source: str, target: str, ground: Ground) -> Change:
    return make_change(
        Tie(id=tie_id(kind, source, target, ground.date), kind=kind, source=source, target=target, props={"valid_from": ground.date}), ground
    )


def _name(net: Session, parties: Parties, node: str) -> str:
    fresh = {change.record.id: getattr(change.record, "name", "") for change in parties.changes}
    return fresh.get(node) or net.records.names([node]).get(node, "") if node else ""
