"""Rows of values become changes: first the nodes of all tables, then the ties of their link columns."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from alliance import schema
from alliance.model import ANY, NEW, Change, Node, Tie, node_id, orient_ends, tie_id
from alliance.model.matching import matching_key
from alliance.schema import LinkColumn
from alliance.tables import references
from alliance.tables.cells.values import split_list
from alliance.tables.crafts import CraftWords
from alliance.tables.findings import Fault, Finding
from alliance.tables.read.worker import ReadTable
from alliance.tables.resolve.checks import Repeats
from alliance.tables.resolve.directory import Directory
from alliance.tables.resolve.earlier_recognitions import keep_recognitions
from alliance.tables.resolve.identity import identify_node
from alliance.tables.resolve.link_ends import LinkEnds
from alliance.tables.resolve.moves import end_earlier_units, mark_inferred, since, told_from
from alliance.tables.resolve.proposals import Proposal, Proposals

_LISTED = references.LISTED
HELD = frozenset((*schema.TREES, *schema.ORGANISATION_STEPS))  # kinds of tie that must not, or may not without a word, make a circle


@dataclass
class TableState:
    """What is known about a table while its rows become changes."""

    number: int
    table: ReadTable
    ids: list[str] = field(default_factory=list)  # node of each spooled row, empty for a rejected one
    rejected: array[int] = field(default_factory=lambda: array("q"))

    def heading(self, name: str) -> str:
        """Return the heading of the column with this meaning."""
        return next((heading for _, heading, role, target in self.table.columns if role and target == name), name)


@dataclass(frozen=True, slots=True)
class HeldTie:
    """A tie that leads up, held back until it is known whether it closes a circle."""

    tie: Tie
    table: int
    row: int
    column: str


class Resolver:
    """Makes changes from rows. Findings go to ``note``; ties that lead up wait in ``held``."""

    def __init__(
        self,
        directory: Directory,
        repeats: Repeats,
        note: Callable[[Finding], None],
        same: Mapping[str, str] | None = None,
        crafts: CraftWords | None = None,
    ) -> None:
        self.directory, self.repeats, self.note = directory, repeats, note
        self.same = same or {}  # what a person has said of rows that may be workshops on record (``SAME``)
        self.open = 0  # rows held back until someone says
        self._proposals = Proposals(directory)
        self.held: list[HeldTie] = []
        self.ends = LinkEnds(directory, crafts)
        self._told: set[tuple[int, str, str]] = set()  # words for crafts that were told of, by table and column
        self._moved: dict[str, str] = {}  # workshops that are at another unit now, and since when at the latest
        self._seen: set[str] = set()  # nodes named by rows more than once need no base version again

    # -- nodes
    def node_changes(self, state: TableState) -> Iterator[Change]:
        """Yield the node of each good row; rows without one are rejected with a finding."""
        kind = state.table.kind
        blocked = state.table.blocked
        places = [i for i, link in enumerate(schema.node_kind(kind).links) if link.kinds[0] in _LISTED and ("link", link.name) not in blocked]
        for rows, links in zip_longest(state.table.blocks("rows"), state.table.blocks("links"), fillvalue=()):
            self._ask_ahead(kind, rows)
            for row, link in zip(rows, links, strict=True):
                if places and link[2]:
                    self._ask_places(state, kind, link, places)
                change = self._node_change(state, kind, row, blocked, link)
                state.ids.append(change.record.id if change else "")
                if change:
                    yield change
                else:
                    state.rejected.append(row[0])

    def _ask_ahead(self, kind: str, rows: Sequence[Sequence[Any]]) -> None:
        if self.directory.empty:
            return
        bare = [row for row in rows if not row[1]]
        prefix = schema.node_kind(kind).prefix
        ids = [row[1] or node_id(prefix, row[2], row[4] or row[3]) for row in rows]
        self.directory.prefetch(ids, [(kind, word) for row in bare for word in (row[2], row[3]) if word])

    def _node_change(
        self, state: TableState, kind: str, row: Sequence[Any], blocked: frozenset[tuple[str, str]], links: Sequence[Any]
    ) -> Change | None:
        number, given, name, own, place, props = row
        if self.repeats.clash and (state.number, number) in self.repeats.clash:
            return None
        answer = identify_node(self.directory, kind, row)
        one = kind == "Workshop" and len(self.directory.stored_named(kind, name)) == 1
        elsewhere = one and isinstance(answer, Fault) and answer.detail == "elsewhere"
        if isinstance(answer, Fault) and elsewhere:
            answer = (node_id(schema.node_kind(kind).prefix, name, place or own), None)  # what it is where it is a new one
        if isinstance(answer, Fault):
            self.note(answer.at(state.table.name, number, state.heading("id" if given else "name"), given or name))
            return None
        node, found = answer
        if found is None and kind == "Workshop" and not given and not self.directory.empty:
            decided = self._same_or_new(state, row, links, elsewhere)
            if decided is None:
                return None
            node, found = decided or (node, None)
        if blocked:
            without(props, blocked)
        if found and (not name or matching_key(found.name) == matching_key(name)):
            name = found.name  # width and blanks are no new name
        name = name or node
        if found:
            _keep_old_name(props, found, name)
            keep_recognitions(props, found)
        first = node not in self._seen and node not in self.directory.ids
        if not first:
            self._seen.add(node)
        names = (name, *props.get("aliases", ()), own) if own else (name, *props.get("aliases", ()))
        self.directory.add(node, kind, names, place)
        return Change("merge", Node(node, kind, name, props), (found.version if found else NEW) if first else ANY)

    def _same_or_new(self, state: TableState, row: Sequence[Any], links: Sequence[Any], elsewhere: bool) -> tuple[str, Node] | tuple[()] | None:
        """Return the workshop on record that a row is, () for a new one, or None where a person has to say (F42: the row waits).

        ``elsewhere``: one of this very name is on record at another unit.
        """
        number, _, name, _, _, props = row
        columns = schema.node_kind("Workshop").links
        named = {columns[cell[0]].name: cell[1] for cell in (links[2] if links else ())}
        proposal = self._proposals.of(name, props.get("aliases", ()), named.get("host", ()), named.get("lead", ()))
        if proposal is None and elsewhere:
            proposal = Proposal(self.directory.stored_named("Workshop", name)[0], "name-elsewhere")
        if proposal is None:
            return ()
        said = self.same.get(f"{state.table.name}:{number}") or self.same.get("*", "")
        if said == "new":
            return ()
        if said in ("same", proposal.node.id):
            if proposal.ground in ("lead-elsewhere", "name-elsewhere"):
                self._moved[proposal.node.id] = told_from(props, proposal.node)
            return proposal.node.id, proposal.node
        facts = {"candidate": proposal.node.name, "id": proposal.node.id}
        self.note(
            Finding(
                code="F42",
                table=state.table.name,
                row=number,
                column=state.heading("name"),
                value=name[:30],
                severity="question",
                detail=proposal.ground,
                facts=facts,
            )
        )
        self.open += 1
        return None

    def _ask_places(self, state: TableState, kind: str, link_row: Sequence[Any], places: Sequence[int]) -> None:
        """Ask for an industry or region that nobody knows or that means several (F19); the rest of its row is taken."""
        row, _, cells = link_row
        for cell in cells:
            if cell[0] not in places:
                continue
            link = schema.node_kind(kind).links[cell[0]]
            for name in list(cell[1]):
                answer = self.ends.find_listed(link, name)
                if not isinstance(answer, Fault):
                    continue
                if cell[2] == link.kinds[0] and answer.detail == "region":
                    continue  # a district that the sheet itself names, and no list has: it is made
                self.note(replace(answer, severity="question").at(state.table.name, row, state.heading(link.name), name))

    # -- ties of link columns
    def link_changes(self, state: TableState) -> Iterator[Change]:
        """Yield the ties that the link columns of a table state, and the nodes that they name for the first time."""
        links = schema.node_kind(state.table.kind).links
        use = {i for i, link in enumerate(links) if ("link", link.name) not in state.table.blocked}
        position = 0
        for block in state.table.blocks("links"):
            self._ask_ahead_of_links(links, block)
            for row, sources, cells in block:
                node = state.ids[position]
                position += 1
                if node:
                    for at, names, kind, props, said in cells:
                        if at in use:
                            whole = {**props, "sources": sources} if sources else props
                            without(whole, state.table.blocked)
                            told = _open(said, state.table.blocked)
                            yield from self._cell(state, row, node, link=links[at], names=names, kind=kind, props=whole, told=told)

    def _ask_ahead_of_links(self, links: Sequence[LinkColumn], block: Sequence[Sequence[Any]]) -> None:
        if self.directory.empty:
            return
        asked = {
            (kind, part)
            for _, _, cells in block
            for at, names, *_ in cells
            for name in names
            for part in {name, *(split_list(name)[0] if links[at].many else ())}
            for kind in links[at].kinds
        }
        self.directory.prefetch({name for _, name in asked}, asked)

    def _cell(
        self,
        state: TableState,
        row: int,
        node: str,
        link: LinkColumn,
        names: Sequence[str],
        kind: str,
        props: Mapping[str, Any],
        told: Mapping[str, Any],
    ) -> Iterator[Change]:
        for name in names:
            for part in self.ends.parts(link, name):
                meant = self.ends.meant(link, part)
                answer = self.ends.resolve(link, meant, node, kind, props)
                if isinstance(answer, Fault):
                    if link.kinds[0] not in _LISTED:  # those are asked with the nodes
                        self.note(answer.at(state.table.name, row, state.heading(link.name), part))
                    continue
                other, made = answer
                yield from made
                if told:
                    yield from self._of_person(state, row, other, told, props.get("sources", ()))
                if link.tie == "HOSTED_BY" and node in self._moved:
                    yield from end_earlier_units(self.directory, node, other, self._moved[node], props.get("sources", ()))
                    props = since(props, self._moved[node])
                said = props
                if meant != part or references.is_inferred(link.kinds[0], part):
                    said = _mark_inferred(props, f"{state.heading(link.name)}：{part}")
                if meant != part:
                    self._tell_craft(state, row, link, part, meant)
                yield from self._tie(state, row, link, (other, node) if link.reverse else (node, other), said)

    def _of_person(self, state: TableState, row: int, person: str, told: Mapping[str, Any], sources: Sequence[Mapping[str, Any]]) -> Iterator[Change]:
        """Yield post and honours of a person whom a row of another kind names; honours are looked up by name, else entered as written."""
        beside = {"sources": [dict(source) for source in sources]} if sources else {}
        if "post" in told:
            yield Change("merge", Node(person, "Person", "", {"post": told["post"], **beside}), ANY)
        link = next(link for link in schema.node_kind("Person").links if link.name == "honours")
        for honour in told.get("honours", ()):
            answer = self.ends.resolve(link, honour["name"], person, "", beside)
            if isinstance(answer, Fault):
                self.note(answer.at(state.table.name, row, state.heading("lead_honours"), honour["name"]))
                continue
            yield from answer[1]
            since_then = {"valid_from": honour["on"]} if "on" in honour else {}
            yield from self._tie(state, row, link, (person, answer[0]), {**since_then, **beside})

    def _tell_craft(self, state: TableState, row: int, link: LinkColumn, word: str, craft: str) -> None:
        """Say once for each word of a column that it was read as another one (F45)."""
        if (state.number, link.name, word) not in self._told:
            self._told.add((state.number, link.name, word))
            self.note(Fault("F45", severity="info", facts={"craft": craft}).at(state.table.name, row, state.heading(link.name), word))

    def _tie(self, state: TableState, row: int, link: LinkColumn, ends: tuple[str, str], props: Mapping[str, Any]) -> Iterator[Change]:
        kind = schema.tie_kind(link.tie)
        if ends[0] == ends[1]:
            self.note(Fault("F33", "link", "warning").at(state.table.name, row, state.heading(link.name), ends[0]))
            return
        source, target = orient_ends(kind.symmetric, *ends)
        tie = Tie(
            id=tie_id(kind.name, source, target, props.get("valid_from", ""), props.get("role", "")),
            kind=kind.name,
            source=source,
            target=target,
            props=props,
        )
        if kind.name in HELD:
            self.held.append(HeldTie(tie, state.number, row, state.heading(link.name)))
        else:
            yield Change("merge", tie, ANY)


def without(props: dict[str, Any], blocked: frozenset[tuple[str, str]]) -> None:
    """Take what stood in blocked columns out of the properties of a row."""
    for role, name in blocked:
        if role == "property":
            props.pop(name, None)
            props.get("as_written", {}).pop(name, None)
        for source in props.get("sources", ()) if role == "provenance" else ():
            source.pop(name, None)
        for check in props.get("links_checks", ()) if name == "links_checked_by" else ():
            check.pop("by", None)


def _open(told: Mapping[str, Any], blocked: frozenset[tuple[str, str]]) -> Mapping[str, Any]:
    """Return what is told of a person without what stands in blocked columns."""
    columns = {"post": ("lead_post", "lead_title"), "honours": ("lead_honours",)}
    return {name: value for name, value in told.items() if not any(("of_lead", column) in blocked for column in columns[name])} if told else told


def _mark_inferred(props: Mapping[str, Any], quote: str) -> dict[str, Any]:
    """The properties of a tie that is told by a common word only: its sources say so, and what was written."""
    return {**props, "sources": [{**source, "quote": source.get("quote") or quote} for source in mark_inferred(props.get("sources", ()))]}


def _keep_old_name(props: dict[str, Any], found: Node, name: str) -> None:
    """A new name keeps the old one as an alias; an alias of the file adds to those there."""
    kept = list(found.props.get("aliases", ()))
    given = props.get("aliases", [])
    old = [found.name] if matching_key(found.name) != matching_key(name) else []
    merged = list(dict.fromkeys((*kept, *given, *old)))
    if merged != kept or given:
        props["aliases"] = merged
