"""A new workshop, a fact put right, a new name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alliance import schema
from alliance.errors import AmbiguousName, InvalidValue
from alliance.model import ANY, NEW, Change, Node, Tie, node_id, tie_id
from alliance.model.matching import matching_key
from alliance.schema import LinkColumn, Property
from alliance.services.authorization import authorized
from alliance.services.naming import ref
from alliance.services.register.acts import Act, ActResult, Base, Ground, carry_out, ground_of, make_change, plain
from alliance.services.register.parties import Parties
from alliance.services.session import Session
from alliance.tables.cells.approximate import Written
from alliance.tables.cells.personal_numbers import personal
from alliance.tables.cells.values import converter, split_list

NOT_TYPED = ("id", "name", "aliases")  # an id never changes, a name by an act of its own, which keeps the old one
FOR_WORKSHOP = ("number", "stream", "level", "designation", "recognised_on", "batch", "founded", "team_size", "note")


@authorized
def add_workshop(
    net: Session,
    name: str,
    *,
    host: str = "",
    lead: str = "",
    union: str = "",
    region: str = "",
    facts: Mapping[str, str] | None = None,
    new_person: bool = False,
    date: str = "",
    source: str = "",
    confirm: bool = False,
    base: Base | None = None,
    on: str | None = None,
) -> ActResult:
    """Enter a new workshop with its unit, leader, union and region; ``facts`` are further properties and link columns by stored name or label.

    The ties begin on the day of the act. Raises ``AmbiguousName`` where a workshop of that name is on record at the same host, or where
    several answer to a name that is given (``new_person``: the leader is another one), ``InvalidValue``, ``Conflict``.
    """
    ground = ground_of(net, source, date, on=on)
    parties = Parties(net, ground)
    called = plain("name", name)
    kind = schema.node_kind("Workshop")
    links = {link.name: link for link in kind.links}
    cells = {"host": host, "union": union, "region": region, "lead": lead}
    props, more = _read_facts(kind.properties, links, facts or {})
    cells |= more
    ends = {name: _ends(parties, links[name], cell, "", new_person) for name, cell in cells.items() if cell.strip() and name != "lead"}
    place = (ends.get("host") or [""])[0]
    fresh = node_id(kind.prefix, called, place)
    _refuse_namesake(net, called, place, fresh)
    if cells["lead"].strip():
        ends["lead"] = _ends(parties, links["lead"], cells["lead"], place or fresh, new_person)
    changes = [*parties.changes, Change("merge", Node(fresh, kind.name, called, {**props, "sources": ground.sources()}), NEW)]
    for link_name, others in ends.items():
        changes += [_link(links[link_name], fresh, other, ground) for other in others]
    return carry_out(net, Act("add", {"name": called}, ground, changes), confirm, base)


def _ends(parties: Parties, link: LinkColumn, cell: str, place: str, new: bool) -> list[str]:
    names = split_list(cell)[0] if link.many else [cell]
    return [parties.end(link, name, place, new=new and link.kinds == ("Person",)) for name in names]


def _link(link: LinkColumn, node: str, other: str, ground: Ground) -> Change:
    ends = (other, node) if link.reverse else (node, other)
    kind = schema.tie_kind(link.tie)
    props = {**({"valid_from": ground.date} if kind.dated else {}), **({"role": link.role} if link.role else {})}
    return make_change(Tie(tie_id(kind.name, *ends, str(props.get("valid_from", "")), link.role), kind.name, *ends, props), ground)


def _refuse_namesake(net: Session, name: str, host: str, fresh: str) -> None:
    there = net.records.find_named([("Workshop", name)]).get(("Workshop", name), [])
    same = [node for node in there if not host or node.id == fresh or host in {tie.target for tie in net.records.ties_of(node.id, ("HOSTED_BY",))}]
    if same:
        raise AmbiguousName(node=name, candidates=[ref(node) for node in same], total=len(same))


def _read_facts(properties: Sequence[Property], links: Mapping[str, LinkColumn], facts: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the properties as stored and the cells of link columns, by stored name. Raises ``InvalidValue``."""
    props: dict[str, Any] = {}
    cells: dict[str, str] = {}
    for asked, text in facts.items():
        found = _find_column(properties, links, asked)
        if isinstance(found, LinkColumn):
            cells[found.name] = text
        elif text.strip():
            props[found.name] = value_of(found, text)
    return props, cells


def _find_column(properties: Sequence[Property], links: Mapping[str, LinkColumn], asked: str) -> Property | LinkColumn:
    key = matching_key(asked)
    every: list[Property | LinkColumn] = [*properties, *links.values()]
    for one in every:
        if key in {matching_key(word) for word in (one.name, one.zh, one.en, *one.headings)} and one.name not in NOT_TYPED:
            return one
    raise InvalidValue(property="field", value=asked)


def value_of(prop: Property, text: str) -> Any:
    """Return what was typed for a property as it is stored, by the converter of the import; None for nothing. Raises ``InvalidValue``."""
    if not text.strip():
        return None
    if personal(text):
        raise InvalidValue(property=prop.zh, value="…")
    value, faults = converter(prop)(text.strip())
    if value is None or isinstance(value, Written) or any(fault.severity == "error" for fault in faults):  # what is typed is exact
        raise InvalidValue(property=prop.zh, value=text)
    return value


@authorized
def correct_facts(
    net: Session,
    name: str,
    facts: Mapping[str, str],
    *,
    date: str = "",
    source: str = "",
    confirm: bool = False,
    base: Base | None = None,
    on: str | None = None,
) -> ActResult:
    """Put properties of a record of any kind right; ``facts``: stored name or label → text as in a file, an empty text takes the fact away.

    Raises ``InvalidValue`` for what the kind does not have or the property does not take, ``UnknownNode``, ``AmbiguousName``, ``Conflict``.
    """
    ground = ground_of(net, source, date, on=on)
    node = Parties(net, ground).known(name)
    properties = schema.node_kind(node.kind).properties
    given: dict[str, Any] = {}
    for asked, text in facts.items():
        prop = _find_column(properties, {}, asked)
        assert isinstance(prop, Property)
        given[prop.name] = value_of(prop, text)
    moved = {name: value for name, value in given.items() if value != node.props.get(name)}
    if not facts:
        raise InvalidValue(property="field", value="")
    for required in (prop for prop in properties if prop.required and given.get(prop.name, "") is None):
        raise InvalidValue(property=required.zh, value="")
    changes = [Change("merge", Node(node.id, node.kind, "", {**moved, **({"sources": ground.sources()} if moved else {})}), ANY)]
    return carry_out(net, Act("correct", {"name": node.name}, ground, changes), confirm, base)


@authorized
def rename(
    net: Session,
    name: str,
    new_name: str,
    *,
    date: str = "",
    source: str = "",
    confirm: bool = False,
    base: Base | None = None,
    on: str | None = None,
) -> ActResult:
    """Give a record a new name from a day on; the old one stays as another name, and the source says until when it was called so.

    Raises ``InvalidValue`` (the same name), ``AmbiguousName`` where another record of the kind has the new name, ``Conflict``.
    """
    ground = ground_of(net, source, date, on=on)
    node = Parties(net, ground).known(name)
    called = plain("name", new_name)
    if called == node.name:
        raise InvalidValue(property="name", value=called)
    others = [other for other in net.records.find_named([(node.kind, called)]).get((node.kind, called), []) if other.id != node.id]
    if others:
        raise AmbiguousName(node=called, candidates=[ref(other) for other in others], total=len(others))
    aliases = [alias for alias in dict.fromkeys((*node.props.get("aliases", ()), node.name)) if alias != called]
    quote = f"{node.name}（至{ground.day_before}）→ {called}（自{ground.date}）"
    props = {"aliases": aliases, "sources": [{**ground.sources()[0], "quote": quote}]}
    changes = [Change("merge", Node(node.id, node.kind, called, props), ANY)]
    return carry_out(net, Act("rename", {"name": node.name, "new": called}, ground, changes), confirm, base)
