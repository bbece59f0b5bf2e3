"""The nodes that an act names: found by id, own number, name or alias, made where that is wished; of several nobody guesses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alliance import schema
from alliance.errors import AmbiguousName, InvalidValue, UnknownNode
from alliance.model import NEW, Change, Node, node_id
from alliance.model.matching import matching_key
from alliance.schema import LinkColumn
from alliance.services.naming import is_exact, near_names, ref, resolve
from alliance.services.register.acts import Ground, plain
from alliance.services.session import Session
from alliance.tables.cells.organisation_kinds import organisation_kind
from alliance.tables.findings import Fault
from alliance.tables.resolve.directory import Directory
from alliance.tables.resolve.link_ends import LinkEnds


class Parties:
    """Finds and makes nodes for one act; ``changes`` bring in those that were made, parents first."""

    def __init__(self, net: Session, ground: Ground) -> None:
        self.net, self.ground = net, ground
        self.changes: list[Change] = []
        self._made: dict[tuple[str, str, str], str] = {}
        self._listed = LinkEnds(Directory(net.records))

    def known(self, text: str, kinds: Sequence[str] = ()) -> Node:
        """Return the node that a text names among those that are shown (``naming.resolve``), as it is stored; a part of a name names nobody.

        Raises ``UnknownNode``, ``AmbiguousName``.
        """
        found = resolve(self.net, text, kinds)
        if not is_exact(found, text) and text not in self.net.store.nodes([text]):  # an id that was merged leads on
            raise UnknownNode(node=text, near=[ref(found)])
        return self.net.records.nodes([found.id])[found.id]

    def end(self, link: LinkColumn, text: str, place: str = "", *, new: bool = False) -> str:
        """Return the id of the other end of a tie of this column: an industry or region of the shipped lists, else a node on record.

        One that is not on record is made where the column makes nodes. Raises ``AmbiguousName``, ``UnknownNode``, ``InvalidValue``.
        """
        if link.kinds[0] in ("Industry", "Region"):
            found = self._listed.listed_id(link.kinds[0], text)
            if isinstance(found, Fault):
                raise InvalidValue(property=link.zh, value=text)
            self.changes += self._listed.bring_in(found)
            return found
        return self.find(link.kinds, text, place, creates=link.creates, new=new)

    def find(self, kinds: Sequence[str], text: str, place: str = "", *, creates: bool = False, new: bool = False) -> str:
        """Return the id of the one node of these kinds that a text means; ``new``: another one than those of that name.

        A new node is told from namesakes by ``place``; the only person of a name is asked about as well where all that is on record of him is
        at other places. Raises ``AmbiguousName`` with the candidates, ``UnknownNode`` with near names.
        """
        name = plain("name", text)
        answering = list(self._answering(kinds, name))
        if len(answering) > 1 and not new:
            raise AmbiguousName(node=name, candidates=[ref(node) for node in answering], total=len(answering))
        if answering and not new:
            if place and name != answering[0].id and self._of_other_house(answering[0], place):
                raise AmbiguousName(node=name, candidates=[ref(answering[0])], total=1)
            return answering[0].id
        if not creates:
            raise UnknownNode(node=name, near=near_names(self.net.store, name, kinds))
        return self._make(organisation_kind(name) if kinds == schema.ORGANISATIONS else kinds[0], name, place)

    def _answering(self, kinds: Sequence[str], name: str) -> Iterator[Node]:
        exact = self.net.records.nodes([name]).get(name)
        if exact is not None and exact.kind in kinds:
            yield exact
            return
        found = self.net.records.find_named((kind, name) for kind in kinds)
        by_id = {node.id: node for kind in kinds for node in found.get((kind, name), ())}
        yield from (by_id[one] for one in sorted(by_id))

    def _of_other_house(self, node: Node, place: str) -> bool:
        if node.kind != "Person":
            return False
        ties = [tie for tie in self.net.records.ties_of(node.id, ("EMPLOYED_BY", "LEADS")) if tie.source == node.id]
        led = [tie.target for tie in ties if tie.kind == "LEADS"]
        hosts = {tie.target for one in led for tie in self.net.records.ties_of(one, ("HOSTED_BY",)) if tie.source == one}
        places = hosts | {tie.target for tie in ties}
        return bool(places) and place not in places

    def _make(self, kind: str, name: str, place: str) -> str:
        key = kind, matching_key(name), place
        if key not in self._made:
            fresh = node_id(schema.node_kind(kind).prefix, name, place)
            there = self.net.records.nodes([fresh]).get(fresh)
            if there is not None:  # made from this very name and place before
                raise AmbiguousName(node=name, candidates=[ref(there)], total=1)
            self._made[key] = fresh
            self.changes.append(Change("merge", Node(fresh, kind, name, {"sources": self.ground.sources()}), NEW))
        return self._made[key]
